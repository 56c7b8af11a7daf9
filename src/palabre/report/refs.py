"""Refs: numbers for claims, model lines, questions and documents, and the links that open to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from palabre.charts.naming import letters
from palabre.conflict import Conflict, Statements, Weights, lines_of_sight
from palabre.dossier import Dossier
from palabre.report.blocks import Ref
from palabre.terms import Basis

SHOWN = 7


@dataclass(frozen=True)
class Numbers:
    """Where the evidence stands in the report: claims in the order of the dossier, questions, documents."""

    dossier: Dossier

    @cached_property
    def _claims(self) -> dict[str, Ref]:
        return {c: Ref(f"c{k}", str(k)) for k, c in enumerate(self.dossier.claims, start=1)}

    def claim(self, claim: str) -> Ref:
        """Return the link to a claim in the annex."""
        return self._claims[claim]

    def claims(self, claims: Iterable[str]) -> tuple[Ref, ...]:
        """Return the links to claims, in the order of their numbers."""
        return tuple(
            sorted((self._claims[c] for c in claims if c in self._claims), key=lambda r: int(r.label))
        )

    @cached_property
    def questions(self) -> Mapping[str, Ref]:
        """The links to the questions."""
        return {q: Ref(f"q{k}", f"q{k}") for k, q in enumerate(self.dossier.questions, start=1)}

    def document(self, document: str) -> Ref:
        """Return the link to a document."""
        k = [d.id for d in self.dossier.documents].index(document) + 1
        return Ref(f"d{k}", f"d{k}")

    @staticmethod
    def part(anchor: str, label: str) -> Ref:
        """Return the link to a part of the report."""
        return Ref(anchor, label)


class Evidence(Protocol):
    """What those parts need that tell of claims alone."""

    @property
    def dossier(self) -> Dossier:
        """The dossier."""

    @property
    def refs(self) -> Numbers:
        """Numbers and links."""


@dataclass(frozen=True)
class Refs(Numbers):
    """Where everything stands in the report.

    Preference lines carry the letter of their decision maker and their place; options, rules and settlements
    a small letter and a number.
    """

    conflict: Conflict

    @cached_property
    def letters(self) -> Mapping[str, str]:
        """One letter for each decision maker."""
        return letters(self.conflict.decision_makers)

    @cached_property
    def bases(self) -> Mapping[str, Basis]:
        """The basis of every line of the model by id."""
        found: dict[str, Basis] = {}
        for dm in self.conflict.decision_makers:
            if isinstance(dm.preference, Statements | Weights):
                found |= {line.id: line.basis for line in dm.preference.lines}
        found |= {f"option: {o.id}": o.basis for o in self.conflict.options}
        found |= {r.id: r.basis for r in self.conflict.rules}
        found |= {w.id: w.basis for w in self.conflict.one_way}
        found |= {f"jointly: {j.id}": j.basis for j in self.conflict.joint}
        for sight in self.conflict.seen_by:
            found |= dict(lines_of_sight(sight))
        return found

    @cached_property
    def _lines(self) -> dict[str, Ref]:
        found: dict[str, Ref] = {}
        for dm in self.conflict.decision_makers:
            lines = dm.preference.lines if isinstance(dm.preference, Statements | Weights) else ()
            for k, line in enumerate([line.id for line in lines], start=1):
                label = f"{self.letters[dm.id]}{k}"
                found[line] = Ref(f"m-{label}", label)
            if not lines:
                found[f"ranking: {dm.id}"] = Ref(f"m-{self.letters[dm.id]}", self.letters[dm.id])
        for k, option in enumerate(self.conflict.options, start=1):
            found[f"option: {option.id}"] = Ref(f"m-o{k}", f"o{k}")
        for k, rule in enumerate(self.rules, start=1):
            found[rule] = Ref(f"m-r{k}", f"r{k}")
        for k, line_id in enumerate(self.sights, start=1):
            found[line_id] = Ref(f"m-v{k}", f"v{k}")
        return found

    @property
    def sights(self) -> tuple[str, ...]:
        """The ids of the lines by which some see the conflict otherwise."""
        return tuple(line for sight in self.conflict.seen_by for line, _ in lines_of_sight(sight))

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the rules, one-way options and joint moves."""
        return (
            *(r.id for r in self.conflict.rules),
            *(w.id for w in self.conflict.one_way),
            *(f"jointly: {j.id}" for j in self.conflict.joint),
        )

    def line(self, line: str) -> Ref:
        """Return the link to a line of the model."""
        return self._lines[line]

    def option(self, option: str) -> Ref:
        """Return the link to an option."""
        return self._lines[f"option: {option}"]

    def ground(self, line: str | None, dm: str = "") -> tuple[Ref, ...]:
        """Return the links a line opens to: itself and the claims it cites. Without a line, the ranking."""
        if line is None or line not in self._lines:
            ranking = self._lines.get(f"ranking: {dm}")
            return (ranking,) if ranking else (self.part("model", "model"),)
        return (self.line(line), *self.claims(self.bases[line].cites))[:SHOWN]

    def choice(self, choice: str) -> Ref:
        """Return the link to a question or an assumed line."""
        return self.questions[choice] if choice in self.questions else self.line(choice)

    def settlement(self, name: str) -> Ref:
        """Return the link to what a settlement means."""
        k = [s.name for s in self.conflict.settlements].index(name) + 1
        return Ref(f"m-s{k}", f"s{k}")
