"""Sensitivity: what each preference line does to the equilibria, by dropping it and by moving it up.

Every line is dropped once, and changes places once with the line above it (which also moves that one down).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from palabre.conflict import Statement, Statements, scores
from palabre.conflict.structures import tiers_of
from palabre.stability.catalogue import kind_of, kinds_of
from palabre.stability.relational import strength_of
from palabre.stability.words import listed, name_of
from palabre.terms import Table, Tabled

if TYPE_CHECKING:
    from palabre.stability.analysis import Analysis


@dataclass(frozen=True)
class Effect:
    """What one edit of one line does under one concept.

    Parameters
    ----------
    dm, line : str
        The decision maker and the id of the line.
    edit : "dropped" or "moved up"
    concept : str
    gained, lost : tuple of labels
        States that become equilibria, and that no longer are.
    settlements_gained, settlements_lost : tuple of str
        Settlements that begin, or cease, to hold.
    sentence : str
    """

    dm: str
    line: str
    edit: Literal["dropped", "moved up"]
    concept: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    settlements_gained: tuple[str, ...]
    settlements_lost: tuple[str, ...]
    sentence: str

    @property
    def changes(self) -> bool:
        """Whether any equilibrium is gained or lost."""
        return bool(self.gained or self.lost)


@dataclass(frozen=True)
class Sensitivity(Tabled):
    """Every edit of every line, and what it does; `ranked` are the decision makers without lines."""

    effects: tuple[Effect, ...]
    ranked: tuple[str, ...]

    def table(self) -> Table:
        """Return one row for each edit and concept."""
        columns = ["decision maker", "line", "edit", "concept", "gained", "lost"]
        columns += ["settlements gained", "settlements lost"]
        rows = [
            (
                *(e.dm, e.line, e.edit, e.concept, "; ".join(e.gained), "; ".join(e.lost)),
                *("; ".join(e.settlements_gained), "; ".join(e.settlements_lost)),
            )
            for e in self.effects
        ]
        return Table.of(columns, rows)


def sensitivity(analysis: Analysis, concepts: str | Sequence[str] | None = None) -> Sensitivity:
    """Return what each line does to the equilibria: by default under the concepts of the analysis.

    Decision makers whose preference is a ranking or weights have no such lines, and are left as they are.

    Examples
    --------
    >>> from palabre.conflict import Conflict, DecisionMaker, Option, Statement, Statements, parse
    >>> from palabre.stability import analyse
    >>> def side(me, *wishes):
    ...     lines = tuple(Statement(f"{me}: {w}", parse(w)) for w in wishes)
    ...     return DecisionMaker(me, me.title(), (Option(me, me, me),), Statements(lines))
    >>> talks = analyse(Conflict("talks", (side("ann", "ann if bob"), side("bob", "bob", "ann"))))
    >>> for effect in sensitivity(talks, "nash").effects:
    ...     print(effect.sentence)
    Ann without 'ann if bob': 'bob' would become an equilibrium under Nash.
    Bob without 'bob': 'nothing' and 'ann' would become equilibria under Nash.
    Bob without 'ann': no equilibrium under Nash changes.
    Bob with 'ann' above 'bob': no equilibrium under Nash changes.
    """
    space, model = analysis.space, analysis.conflict
    analysis.ranks  # noqa: B018 - refuses preferences that are no order
    asked = analysis.concepts if concepts is None else kinds_of(concepts)
    by_order = not any(strength_of(c) for c in asked)
    before = {c: analysis.mask(c) for c in asked}
    fits = {s.name: analysis.fits(s.name) for s in model.settlements}
    effects = []
    for who, dm in enumerate(model.decision_makers):
        if not isinstance(dm.preference, Statements):
            continue
        for line, edit, lines in _edits(dm.preference.lines):
            changed = Statements(lines)
            # An edit may leave the order of the states as it is, and yet how much better one is than another.
            same = by_order and np.array_equal(scores(changed, space), analysis.ranks[who])
            other = analysis if same else analysis.with_preference(dm.id, changed)
            for concept in asked:
                was, now = before[concept], other.mask(concept)
                gained, lost = (
                    tuple(space.label(s) for s in np.flatnonzero(m).tolist())
                    for m in (now & ~was, was & ~now)
                )
                held, holds = ({n for n, fit in fits.items() if (fit & m).any()} for m in (was, now))
                effects.append(
                    Effect(
                        *(dm.id, line.id, edit, concept, gained, lost),
                        settlements_gained=tuple(n for n in fits if n in holds - held),
                        settlements_lost=tuple(n for n in fits if n in held - holds),
                        sentence=_sentence(name_of(model, who), edit, line, lines, concept, gained, lost),
                    )
                )
    ranked = tuple(d.id for d in model.decision_makers if not isinstance(d.preference, Statements))
    return Sensitivity(tuple(effects), ranked)


Edit = tuple[Statement, Literal["dropped", "moved up"], tuple[Statement, ...]]


def _edits(lines: tuple[Statement, ...]) -> Iterator[Edit]:
    tiers = list(tiers_of(lines))
    for p, tier in enumerate(tiers):
        for k in tier:
            line = lines[k]
            yield line, "dropped", lines[:k] + lines[k + 1 :]
            if len(tier) > 1 or p:
                # Out of those that weigh the same, or over the next above and all that weigh the same as it.
                to = tier[0] if len(tier) > 1 else tiers[p - 1][0]
                line = replace(line, tier="") if line.tier else line
                yield line, "moved up", (*lines[:to], line, *lines[to:k], *lines[k + 1 :])


def _sentence(  # noqa: PLR0917
    who: str,
    edit: str,
    line: Statement,
    lines: tuple[Statement, ...],
    concept: str,
    gained: tuple[str, ...],
    lost: tuple[str, ...],
) -> str:
    head = f"{who} without '{line.condition}'"
    if edit == "moved up":
        head = f"{who} with '{line.condition}' above '{lines[lines.index(line) + 1].condition}'"
    name = kind_of(concept).name
    if not (gained or lost):
        return f"{head}: no equilibrium under {name} changes."
    parts = [f"{_some(gained)} would become {_kind(gained)}"] if gained else []
    parts += [f"{_some(lost)} would no longer be {_kind(lost)}"] if lost else []
    return f"{head}: {' and '.join(parts)} under {name}."


def _kind(labels: tuple[str, ...]) -> str:
    return "an equilibrium" if len(labels) == 1 else "equilibria"


def _some(labels: tuple[str, ...]) -> str:
    shown = [f"'{label}'" for label in labels[:3]]
    return listed([*shown, f"{len(labels) - 3:,} more"] if len(labels) > 3 else shown)
