"""Readings: what is stable where something is unknown, under each of the four ways to read that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from palabre.conflict import Conflict, unranked
from palabre.stability.analysis import Analysis, analyse
from palabre.stability.concepts import DEFAULT, Sanctions
from palabre.stability.relational import READINGS, Reading, Relational
from palabre.terms import Table

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, eq=False, repr=False)
class Readings:
    """One analysis for each reading."""

    analyses: Mapping[Reading, Analysis]

    def under(self, state: str, concept: str) -> tuple[Reading, ...]:
        """Return the readings under which a state is an equilibrium."""
        at = self.analyses["a"].space.index(state)
        return tuple(r for r, found in self.analyses.items() if found.mask(concept)[at])

    def table(self) -> Table:
        """Return one row for each state that is an equilibrium of some concept: under which readings."""
        first = self.analyses["a"]
        masks = [[found.mask(c) for c in first.concepts] for found in self.analyses.values()]
        some = np.flatnonzero(np.any(masks, axis=(0, 1))).tolist()
        labels = [first.space.label(s) for s in some]
        rows = [(x, *(", ".join(self.under(x, c)) for c in first.concepts)) for x in labels]
        return Table.of(["state", *first.concepts], rows)

    def records(self) -> list[dict[str, Any]]:
        """Return the rows of `table` as dictionaries."""
        return self.table().records()

    def frame(self) -> pandas.DataFrame:
        """Return `table` as a pandas DataFrame."""
        return self.table().frame()

    def as_json(self) -> dict[str, Any]:
        """Return what `Analysis.as_json` does, reading by reading."""
        return {r: found.as_json() for r, found in self.analyses.items()}

    def __repr__(self) -> str:
        return f"<Readings {', '.join(self.analyses)} of '{self.analyses['a'].conflict.title}'>"

    def _repr_html_(self) -> str:
        return self.table()._repr_html_()


def doubtful(conflict: Conflict) -> tuple[str, ...]:
    """Return the decision makers of whom it is not known which of some two states they prefer.

    Examples
    --------
    >>> from palabre import cases
    >>> doubtful(cases.load("chicken").conflict())
    ()
    """
    return Relational(conflict, conflict.space).doubtful if unranked(conflict) else ()


def readings(
    conflict: Conflict, concepts: str | Sequence[str] = DEFAULT, *, sanctions: Sanctions = "sequences"
) -> Readings:
    """Return the analysis under each of the four readings of what is unknown: see `relational`.

    Examples
    --------
    >>> from palabre.conflict import DecisionMaker, Mark, Option, Statement, Statements, parse
    >>> def side(me, line, **mark):
    ...     lines = (Statement(f"{me}: 1", parse(line), mark=Mark(**mark)),)
    ...     return DecisionMaker(me, me, (Option(me, me, me),), Statements(lines))
    >>> found = readings(Conflict("small", (side("ann", "ann", unknown=True), side("bob", "bob"))), "nash")
    >>> for row in found.table().rows:
    ...     print(row)
    ('bob', 'b, d')
    ('ann, bob', 'b, d')
    """
    each = {r: analyse(conflict, concepts, sanctions=sanctions, unknown=r) for r in READINGS}
    return Readings(MappingProxyType(each))
