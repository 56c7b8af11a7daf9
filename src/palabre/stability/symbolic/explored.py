"""Explored: what is stable in a conflict with more states than can be listed, asked instead of enumerated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from palabre.conflict import Condition, Conflict, ConflictError, parse
from palabre.conflict.errors import unknown
from palabre.stability.concepts import concept_of
from palabre.stability.symbolic.diagrams import Node
from palabre.stability.symbolic.encoding import Encoding
from palabre.terms import Table

if TYPE_CHECKING:
    import pandas

EXAMPLES = 8


@dataclass(frozen=True, eq=False, repr=False)
class Symbolic:
    """What is stable in a conflict whose states are too many to list. Made by `explore`.

    Every number is exact. Where the states can be listed, they are the same numbers as those of `Analysis`.

    Parameters
    ----------
    conflict : Conflict
    concepts : tuple of str
        What was explored.
    states : int
        How many states are feasible.
    equilibria : mapping of concept to int
    stable : mapping of concept to mapping of decision maker to int
    left_out : mapping of concept to str
        What was asked and not explored, with the limit that was met.
    """

    conflict: Conflict
    concepts: tuple[str, ...]
    states: int
    equilibria: Mapping[str, int]
    stable: Mapping[str, Mapping[str, int]]
    left_out: Mapping[str, str]
    _encoding: Encoding
    _equilibria: Mapping[str, Node]
    _stable: Mapping[str, Mapping[str, Node]]

    @property
    def engine(self) -> str:
        """What judges: "symbolic"."""
        return "symbolic"

    def holds(self, settlement: str, concept: str) -> bool:
        """Whether some state that fits the settlement is an equilibrium."""
        return bool(self._both(self._settlement(settlement), concept) != self._encoding.diagrams.false)

    def count(self, condition: str | Condition, concept: str) -> int:
        """Return in how many equilibria a condition holds."""
        return self._encoding.diagrams.count(self._both(_read(condition), concept))

    def some(self, condition: str | Condition, concept: str, limit: int = EXAMPLES) -> tuple[str, ...]:
        """Return the labels of the first equilibria, as `Analysis` orders them, where a condition holds."""
        return self._first(self._both(_read(condition), concept), limit)

    def first(self, concept: str, limit: int = EXAMPLES) -> tuple[str, ...]:
        """Return the labels of the first equilibria, as `Analysis` orders them."""
        self._encoding.diagrams.start()
        return self._first(self._equilibria[self._asked(concept)], limit)

    def is_equilibrium(self, state: str, concept: str) -> bool:
        """Whether a state, given by its label, is stable for everybody."""
        return self._encoding.at(self._equilibria[self._asked(concept)], self._state(state))

    def is_stable(self, state: str, dm: str, concept: str) -> bool:
        """Whether a state, given by its label, is stable for a decision maker."""
        known = self._stable[self._asked(concept)]
        if dm not in known:
            raise unknown("decision maker", dm, known)
        return self._encoding.at(known[dm], self._state(state))

    def _asked(self, concept: str) -> str:
        key = concept_of(concept).id
        if key not in self.concepts:
            asked = ", ".join(self.concepts)
            raise ConflictError(f"'{key}' was not explored", f"ask for one of {asked}, or explore it too")
        return key

    def _settlement(self, name: str) -> Condition:
        known = {s.name: s.condition for s in self.conflict.settlements}
        if name not in known:
            raise unknown("settlement", name, known)
        return known[name]

    def _state(self, label: str) -> frozenset[str]:
        e = self._encoding
        e.diagrams.start()
        taken = e.taken(label)
        if not e.at(e.feasible, taken):
            raise ConflictError(f"the state ({label}) is not feasible", "ask for one that keeps the rules")
        return taken

    def _both(self, condition: Condition, concept: str) -> Node:
        e = self._encoding
        e.diagrams.start()
        return e.diagrams.both(e.condition(condition), self._equilibria[self._asked(concept)])

    def _first(self, u: Node, limit: int) -> tuple[str, ...]:
        found: list[str] = []
        for taken in self._each(u, len(self._encoding.options)):
            if len(found) == limit:
                break
            found.append(", ".join(o for o in self._encoding.options if o in taken) or "nothing")
        return tuple(found)

    def _each(self, u: Node, open_: int) -> Iterator[frozenset[str]]:
        """Go through a set of states in the order of their codes: the last option weighs most."""
        e = self._encoding
        if u == e.diagrams.false:
            return
        if not open_:
            yield frozenset()
            return
        option = e.options[open_ - 1]
        for value in (False, True):
            for taken in self._each(e.diagrams.put({option: value}, u), open_ - 1):
                yield taken | {option} if value else taken

    def as_json(self) -> dict[str, Any]:
        """Return the numbers of states, of stable states and of equilibria, and the first equilibria."""
        settlements = {s.name: s.condition for s in self.conflict.settlements}
        return {
            "engine": self.engine,
            "states": self.states,
            "stable": {c: dict(self.stable[c]) for c in self.concepts},
            "equilibria": {c: self.equilibria[c] for c in self.concepts},
            "left out": dict(self.left_out),
            "first equilibria": {c: list(self.first(c)) for c in self.concepts},
            "settlements": {
                name: {c: self.count(fits, c) for c in self.concepts} for name, fits in settlements.items()
            },
        }

    def table(self) -> Table:
        """Return one row a concept: the number of equilibria, and of stable states by decision maker."""
        dms = [d.id for d in self.conflict.decision_makers]
        rows = [(c, self.equilibria[c], *(self.stable[c][d] for d in dms)) for c in self.concepts]
        return Table.of(["concept", "equilibria", *(f"stable for {d}" for d in dms)], rows)

    def records(self) -> list[dict[str, Any]]:
        """Return the rows of `table` as dictionaries."""
        return self.table().records()

    def frame(self) -> pandas.DataFrame:
        """Return `table` as a pandas DataFrame."""
        return self.table().frame()

    def __repr__(self) -> str:
        names = ", ".join(concept_of(c).name for c in self.concepts)
        return f"<Symbolic of '{self.conflict.title}': {self.states:,} states under {names}>"

    def _repr_html_(self) -> str:
        return self.table()._repr_html_()


def _read(condition: str | Condition) -> Condition:
    return parse(condition) if isinstance(condition, str) else condition
