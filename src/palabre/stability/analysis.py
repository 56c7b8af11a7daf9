"""Analysis: one conflict, its stable states and equilibria."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from palabre.conflict import Conflict, Space, scores, space_of
from palabre.conflict.errors import unknown
from palabre.conflict.feasible import MAX_STATES
from palabre.stability import fast
from palabre.stability.concepts import (
    ALL,
    Bools,
    Sanctions,
    concept_of,
    concepts_of,
    judge,
    judge_fast,
    worth,
)
from palabre.stability.operators import Values
from palabre.stability.verdict import Reply, Verdict, replies, verdict_of
from palabre.stability.walks import Walk, walks
from palabre.terms import Table

if TYPE_CHECKING:
    import pandas


Sealed = TypeVar("Sealed", bound=NDArray[Any])


@dataclass(frozen=True, eq=False, repr=False)
class Analysis:
    """What is stable in a conflict, for whom, under which solution concepts. Made by `analyse`."""

    conflict: Conflict
    space: Space
    concepts: tuple[str, ...]
    sanctions: Sanctions = "sequences"
    _found: dict[str, Bools] = field(default_factory=dict)
    _worth: dict[tuple[str, str], Values] = field(default_factory=dict)

    @cached_property
    def ranks(self) -> NDArray[np.int32]:
        """Everybody's rank of every state, [decision makers, states]; higher is better."""
        return _sealed(np.stack([scores(d.preference, self.space) for d in self.conflict.decision_makers]))

    @property
    def states(self) -> tuple[str, ...]:
        """The labels of all feasible states."""
        return self.space.labels

    @property
    def engine(self) -> fast.Engine:
        """What judges: "fast" where the compiled kernel applies, else "numpy"; the verdicts are the same."""
        return "numpy" if self._quick is None else "fast"

    @cached_property
    def _quick(self) -> NDArray[np.uint8] | None:
        kinds = [k for k in map(concept_of, self.concepts) if fast.bits_of([(k.answer, k.escape)])]
        return judge_fast(self.space, self.ranks, kinds, self.sanctions)

    def mask(self, concept: str, dm: str | None = None) -> Bools:
        """Return, state by state, whether a state is stable for one decision maker, or for all."""
        kind = concept_of(concept)
        name, bit = kind.id, fast.bits_of([(kind.answer, kind.escape)])
        if name in self.concepts and bit and self._quick is not None:
            rows = self._quick
            of = np.bitwise_and.reduce(rows, axis=0) if dm is None else rows[self.space.dm(dm)]
            return fast.unpacked(of, bit)
        if name not in self._found:
            self._found[name] = _sealed(judge(self.space, self.ranks, name, self.sanctions)[name])
        found = self._found[name]
        return np.asarray(found.all(axis=0) if dm is None else found[self.space.dm(dm)])

    def worth(self, concept: str, dm: str) -> Values:
        """Return what each state is worth to a decision maker once the others have answered."""
        key = (concept_of(concept).id, dm)
        if key not in self._worth:
            self._worth[key] = _sealed(
                worth(self.space, self.space.dm(dm), self.ranks, key[0], self.sanctions)
            )
        return self._worth[key]

    def stable(self, concept: str, dm: str) -> tuple[str, ...]:
        """Return the labels of the states that are stable for a decision maker."""
        return self._named(self.mask(concept, dm))

    def equilibria(self, concept: str) -> tuple[str, ...]:
        """Return the labels of the states that are stable for everybody."""
        return self._named(self.mask(concept))

    def holds(self, settlement: str, concept: str) -> bool:
        """Whether some state that fits the settlement is an equilibrium."""
        return bool((self.fits(settlement) & self.mask(concept)).any())

    def fits(self, settlement: str) -> Bools:
        """Return, state by state, whether a state fits a settlement."""
        known = {s.name: s for s in self.conflict.settlements}
        if settlement not in known:
            raise unknown("settlement", settlement, known)
        return self.space.where(known[settlement].condition)

    def verdict(self, state: str, dm: str, concept: str) -> Verdict:
        """Return why a state is, or is not, stable for a decision maker."""
        return verdict_of(self, state, dm, concept)

    def replies(self, state: str, dm: str, concept: str) -> tuple[Reply, ...]:
        """Return what becomes of each improvement a decision maker has from a state."""
        return replies(self, state, dm, concept)

    def walks(self, state: str, concept: str = "seq") -> tuple[Walk, ...]:
        """Return who would leave a state first, where that leads, and what follows."""
        return walks(self, state, concept)

    def _named(self, mask: Bools) -> tuple[str, ...]:
        return tuple(self.space.label(int(s)) for s in np.flatnonzero(mask))

    def as_json(self) -> dict[str, Any]:
        """Return states, stable states by concept and decision maker, and equilibria, as plain lists."""
        dms = self.space.decision_makers
        return {
            "states": list(self.states),
            "stable": {c: {d: list(self.stable(c, d)) for d in dms} for c in self.concepts},
            "equilibria": {c: list(self.equilibria(c)) for c in self.concepts},
        }

    def table(self) -> Table:
        """Return one row a state: whether it is an equilibrium, and who would leave it, by concept."""
        columns = ["state", *self.concepts, *(f"leaves ({c})" for c in self.concepts)]
        equilibrium = [self.mask(c).tolist() for c in self.concepts]
        dms = self.space.decision_makers
        leaving = [np.stack([~self.mask(c, d) for d in dms], axis=1).tolist() for c in self.concepts]
        rows = [
            (
                label,
                *(e[s] for e in equilibrium),
                *(", ".join(d for d, gone in zip(dms, leave[s], strict=True) if gone) for leave in leaving),
            )
            for s, label in enumerate(self.states)
        ]
        return Table.of(columns, rows)

    def records(self) -> list[dict[str, Any]]:
        """Return the rows of `table` as dictionaries."""
        return self.table().records()

    def frame(self) -> pandas.DataFrame:
        """Return `table` as a pandas DataFrame."""
        return self.table().frame()

    def __repr__(self) -> str:
        n, names = len(self.space), ", ".join(concept_of(c).name for c in self.concepts)
        return f"<Analysis of '{self.conflict.title}': {n:,} states under {names}>"

    def _repr_html_(self) -> str:
        masks = [self.mask(c) for c in self.concepts]
        some = np.flatnonzero(np.any(masks, axis=0)) if masks else np.array([], int)
        rows = [(self.space.label(s), *("yes" if mask[s] else "" for mask in masks)) for s in some.tolist()]
        names = [concept_of(c).name for c in self.concepts]
        return Table.of(["equilibrium", *names], rows)._repr_html_()


def _sealed(values: Sealed) -> Sealed:
    values = values.view()
    values.setflags(write=False)
    return values


def analyse(
    conflict: Conflict,
    concepts: str | Sequence[str] = ALL,
    *,
    sanctions: Sanctions = "sequences",
    max_states: int = MAX_STATES,
) -> Analysis:
    """Return which states of a conflict are stable, for whom and for all.

    Parameters
    ----------
    conflict : Conflict
    concepts : sequence of str
        Of ``nash``, ``gmr``, ``smr``, ``seq``.
    sanctions : "sequences" or "single"
        Whether the others answer a move by any legal sequence of moves, or by one move of one of them
        (only to replicate publications that were computed so).
    max_states : int
        Refuse models with more feasible states. The compiled kernel judges 2**24 and more in seconds, where
        there are up to 26 options and most combinations are feasible; see `Analysis.engine`.

    Examples
    --------
    >>> from palabre.conflict import Conflict, DecisionMaker, Option, Statement, Statements, parse
    >>> def prisoner(me, you):
    ...     likes = (Statement("1", parse(you)), Statement("2", parse(f"not {me}")))
    ...     return DecisionMaker(me, me, (Option(me, "stay silent", me),), Statements(likes))
    >>> dilemma = Conflict("dilemma", (prisoner("anne", "bob"), prisoner("bob", "anne")))
    >>> analyse(dilemma).equilibria("nash"), analyse(dilemma).equilibria("seq")
    (('nothing',), ('nothing', 'anne, bob'))
    """
    space = conflict.space if max_states == MAX_STATES else space_of(conflict, max_states)
    analysis = Analysis(conflict, space, concepts_of(concepts), sanctions)
    analysis.ranks  # noqa: B018 - faults of a preference show here, not at the first question
    return analysis
