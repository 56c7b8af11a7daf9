"""Book: a dossier with its analysis and versions, and what every part of the report looks up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from palabre.charts.chart import Chart
from palabre.charts.state_graph import state_graph
from palabre.conflict import Conflict, Settlement, Statement
from palabre.dossier import Dossier
from palabre.report.refs import Refs
from palabre.stability import Analysis
from palabre.stability.words import deciding_line, mid
from palabre.versions import Choice, Share, Sweep

NODES, LISTED = 13, 80


@dataclass(frozen=True, eq=False)
class Book:
    """What a report is made from.

    Parameters
    ----------
    dossier : Dossier
    model : str
        Which of its models.
    sweep : Sweep
    analysis : Analysis
        Of the working version.
    """

    dossier: Dossier
    model: str
    sweep: Sweep
    analysis: Analysis

    @property
    def conflict(self) -> Conflict:
        """The model as written."""
        return self.sweep.conflict

    @cached_property
    def refs(self) -> Refs:
        """Numbers and links."""
        return Refs(self.dossier, self.conflict)

    @property
    def concepts(self) -> tuple[str, ...]:
        """The solution concepts the versions were run under."""
        return self.sweep.concepts

    @property
    def main(self) -> str:
        """The concept that stories and changes are told under: SEQ where it was run, else the last."""
        return "seq" if "seq" in self.concepts else self.concepts[-1]

    @cached_property
    def focus(self) -> Settlement:
        """The settlement discussed above all: the preferred one, else the one that holds most often."""
        preferred = [s for s in self.conflict.settlements if s.preferred]
        return preferred[0] if preferred else self.most_robust

    @property
    def most_robust(self) -> Settlement:
        """The settlement that holds in the most versions; the first of equals."""
        return self.all_most_robust[0]

    @cached_property
    def all_most_robust(self) -> tuple[Settlement, ...]:
        """All the settlements that hold in the most versions."""
        counts = {
            s.name: [self.share(s.name, c).count for c in self.by_weight] for s in self.conflict.settlements
        }
        return tuple(s for s in self.conflict.settlements if counts[s.name] == max(counts.values()))

    @property
    def by_weight(self) -> tuple[str, ...]:
        """The concepts, the main one first."""
        return (self.main, *(c for c in self.concepts if c != self.main))

    def share(self, settlement: str, concept: str) -> Share:
        """Return in how many versions a settlement holds."""
        return self.sweep.share(settlement, concept)

    def holding(self, settlement: str) -> tuple[str, ...]:
        """Return the concepts under which a settlement holds on the working answers."""
        return tuple(c for c in self.concepts if self.sweep.verdict(settlement, c))

    def failing(self, settlement: str) -> str | None:
        """Return the concept to tell a failure under, the main one first; None where the settlement holds."""
        return next((c for c in self.by_weight if not self.sweep.verdict(settlement, c)), None)

    @cached_property
    def graph(self) -> Chart:
        """The state graph of the working version."""
        return state_graph(self.analysis, limit=NODES)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each state drawn in the state graph, then of the equilibria that are not drawn."""
        drawn = {row["state"]: row["number"] for row in self.graph.table().records()}
        return drawn | {s: len(drawn) + k for k, s in enumerate(self.undrawn[:LISTED], start=1)}

    @cached_property
    def undrawn(self) -> tuple[str, ...]:
        """The equilibria of the working version that the state graph leaves out."""
        drawn = {row["state"] for row in self.graph.table().records()}
        stable = np.any([self.analysis.mask(c) for c in self.analysis.concepts], axis=0)
        labels = (self.analysis.space.label(s) for s in np.flatnonzero(stable).tolist())
        return tuple(label for label in labels if label not in drawn)

    def equilibria(self, settlement: str, concept: str) -> tuple[str, ...]:
        """Return the equilibria of the working version that fit a settlement, those drawn first."""
        if concept not in self.analysis.concepts:
            return ()
        space = self.analysis.space
        fit = space.where(self.conflict.settlement(settlement).condition) & self.analysis.mask(concept)
        labels = [space.label(s) for s in np.flatnonzero(fit).tolist()]
        return tuple(sorted(labels, key=lambda label: self.numbers.get(label, len(space) + len(labels))))

    @cached_property
    def choices(self) -> Mapping[str, Choice]:
        """What the versions settle, by id."""
        return {c.id: c for c in self.sweep.choices}

    def fits(self, state: str) -> tuple[str, ...]:
        """Return the settlements a state fits."""
        space = self.analysis.space
        at = (space.index(state),)
        return tuple(s.name for s in self.conflict.settlements if space.holds_at(s.condition, at)[0])

    def reason(self, dm: str, better: str, worse: str) -> Statement | None:
        """Return the line by which a decision maker prefers one state to another, in the working version."""
        space = self.analysis.space
        where = space.index(better), space.index(worse)
        return deciding_line(self.analysis.conflict, space, space.dm(dm), *where)

    def name(self, dm: str) -> str:
        """Return a decision maker's name as it stands within a sentence."""
        who = self.conflict.decision_maker(dm)
        return mid(who.name or who.id)
