"""Remedy: what would have to change for a target to hold or to fail, and why less would not do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from palabre.conflict import Conflict
from palabre.stability.concepts import concept_of
from palabre.terms import Table, Tabled

Over = Literal["ranks", "edits", "orders"]
UNITS = {
    "ranks": ("step of an order", "steps of an order"),
    "edits": ("edit of a statement", "edits of statements"),
    "orders": ("exchange of neighbouring statements", "exchanges of neighbouring statements"),
}


@dataclass(frozen=True)
class Amendment:
    """One thing that would have to be otherwise.

    Parameters
    ----------
    dm : str
        Whose preference.
    kind : str
        ``rank``, ``move``, ``drop``, ``flip`` or ``add``.
    line : str
        The id of the statement, or the label of the state that changes its place.
    size : int
        In the unit of the search: see `Remedy`.
    what : str
        In words.
    """

    dm: str
    kind: str
    line: str
    size: int
    what: str

    def __str__(self) -> str:
        return self.what


@dataclass(frozen=True, repr=False)
class Remedy(Tabled):
    """The fewest changes that make a target an equilibrium, or that keep it from being one.

    Parameters
    ----------
    target, concept : str
    wanted : "hold" or "fail"
    over : "ranks", "edits" or "orders"
        What may change: the decision makers' orders of the states, freely (a step is a pair of states set
        equal or set apart; to turn a pair round takes two); their lists of statements (a line moved,
        dropped, turned into its opposite, or added); or the order of the statements alone (exchanges of
        neighbours).
    already : bool
        Whether nothing need change.
    size : int or None
        How much changes; None where nothing was found.
    changes : tuple of Amendment
    state : str or None
        The state that becomes (or, where one state was asked for, ceases to be) an equilibrium.
    ways : tuple of tuples of Amendment
        The first of all the ways of this size.
    found : int
        How many there are, as far as they were counted.
    least : int
        No way of fewer than this is possible.
    exact : bool
        Whether it is proved that nothing smaller does it.
    certificate : str
        Why, in words.
    conflict : Conflict or None
        The conflict so changed.
    """

    target: str
    concept: str
    wanted: Literal["hold", "fail"]
    over: Over
    already: bool
    size: int | None
    changes: tuple[Amendment, ...]
    state: str | None
    ways: tuple[tuple[Amendment, ...], ...]
    found: int
    least: int
    exact: bool
    certificate: str
    conflict: Conflict | None

    def sentences(self) -> tuple[str, ...]:
        """Return the finding in words."""
        name = concept_of(self.concept).name
        turned = "hold" if self.wanted == "hold" else "fail"
        if self.already:
            return (f"'{self.target}' {turned}s under {name} as things stand.",)
        if self.size is None:
            return (f"Nothing was found that makes '{self.target}' {turned} under {name}.", self._proof())
        one, many = UNITS[self.over]
        count = f"{self.size:,} {one if self.size == 1 else many}"
        there = f", at '{self.state}'" if self.state not in (None, self.target) else ""
        first = f"'{self.target}' would {turned} under {name}{there}, with {count}:"
        others = [f"Or: {'; '.join(map(str, way))}." for way in self.ways[1:3]]
        if self.found > 3:
            more = self.found - 3
            there_are = "There is 1 more way" if more == 1 else f"There are {more:,} more ways"
            others.append(f"{there_are} of this size.")
        return (first, *(f"{c.what}." for c in self.changes), *others, self._proof())

    def _proof(self) -> str:
        return f"{self.certificate[:1].upper()}{self.certificate[1:]}."

    def table(self) -> Table:
        """Return one row for each change of each way."""
        ways = self.ways or ((self.changes,) if self.changes else ())
        rows = [(k, a.dm, a.kind, a.line, a.size, a.what) for k, way in enumerate(ways, 1) for a in way]
        return Table.of(("way", "dm", "kind", "line", "size", "what"), rows)

    def as_json(self) -> dict[str, Any]:
        """Return everything but the changed conflict as plain values."""
        plain = ("target", "concept", "wanted", "over", "already", "size", "state", "found", "least", "exact")
        return {
            **{key: getattr(self, key) for key in plain},
            "certificate": self.certificate,
            "ways": self.records(),
        }

    def __repr__(self) -> str:
        size = "already so" if self.already else "nothing found" if self.size is None else f"size {self.size}"
        return f"<Remedy: '{self.target}' to {self.wanted} under {self.concept}, over {self.over}: {size}>"

    def _repr_html_(self) -> str:
        return self.table()._repr_html_()
