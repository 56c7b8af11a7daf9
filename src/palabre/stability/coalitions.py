"""Coalitions: which states hold against several decision makers who move together.

A coalition H can bring about R_H(s): every state its members reach by legal sequences of their own moves and
of the joint moves that need nobody else. It *gains* where every member is better off. See
T. Inohara and K. W. Hipel, "Coalition analysis in the graph model for conflict resolution", Systems
Engineering 11 (2008) 343-359.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from palabre.conflict import ConflictError, Space
from palabre.stability import bits
from palabre.stability.bits import Bits, Bools, pack, unpack
from palabre.stability.catalogue import kind_of
from palabre.stability.concepts import COALITION_CONCEPTS, CoalitionConcept

Members: TypeAlias = tuple[int, ...]

MOST_STATES = 1 << 13
MOST_BITS = 1 << 31
MOST_WORK = 1 << 40


def coalition_concept(name: str) -> CoalitionConcept:
    """Return the concept of coalitions with this id, in capitals or not."""
    kind = kind_of(name)
    if isinstance(kind, CoalitionConcept):
        return kind
    what = f"'{kind.id}' asks what one decision maker does, and not what coalitions do"
    raise ConflictError(what, f"for them, ask for {', '.join(c.id for c in COALITION_CONCEPTS)}")


def every_coalition(count: int) -> tuple[Members, ...]:
    """Return all coalitions of so many decision makers, the smallest first.

    Examples
    --------
    >>> every_coalition(2)
    ((0,), (1,), (0, 1))
    """
    return tuple(c for size in range(1, count + 1) for c in combinations(range(count), size))


def coalition_name(space: Space, members: Iterable[int]) -> str:
    """Return the ids of the members, with + between."""
    return " + ".join(space.decision_makers[k] for k in members)


def members_of(space: Space, coalition: str) -> Members:
    """Return the members of a coalition written with + between."""
    found = sorted({space.dm(part.strip()) for part in coalition.split("+")})
    return tuple(found)


@dataclass(frozen=True, eq=False, repr=False)
class Coalitions:
    """What every coalition can bring about, and which states are stable against it.

    Parameters
    ----------
    space : Space
    ranks : array [decision makers, states]
    weak : bool
        Whether a coalition gains where no member is worse off and one is better off. By default each member
        must be better off.

    Raises
    ------
    ConflictError
        When there are too many states for the relations between them to be kept.

    Examples
    --------
    >>> from palabre import cases
    >>> from palabre.stability import analyse
    >>> elmira = analyse(cases.load("elmira").conflict(), "nash")
    >>> found = Coalitions(elmira.space, elmira.ranks)
    >>> np.flatnonzero(found.universal("cnash")).tolist()
    [7, 8]
    """

    space: Space
    ranks: NDArray[np.int32]
    weak: bool = False
    _reach: dict[Members, Bits] = field(default_factory=dict)
    _leads: dict[Members, Bits] = field(default_factory=dict)
    _stable: dict[tuple[Members, str], Bools] = field(default_factory=dict)

    def __post_init__(self) -> None:
        count, dms = len(self.space), len(self.space.decision_makers)
        if count > MOST_STATES or count * count << dms > MOST_BITS:
            raise _too_large(count, dms)

    @cached_property
    def every(self) -> tuple[Members, ...]:
        """All coalitions, the smallest first."""
        return every_coalition(len(self.space.decision_makers))

    def movers(self, members: Members) -> list[int]:
        """Return which of ``space.movers`` act for a coalition: its members, alone or together."""
        return [k for k, who in enumerate(self.space.movers) if set(who) <= set(members)]

    def others(self, members: Members) -> Members:
        """Return the decision makers outside a coalition."""
        return tuple(k for k in range(len(self.space.decision_makers)) if k not in members)

    def better(self, members: Members) -> Bools:
        """Return, as a table [there, here], whether a coalition gains by being there instead of here."""
        first, *more = (self.ranks[k] for k in members)
        gain: Bools = first[:, None] > first
        if not self.weak:
            for own in more:
                gain &= own[:, None] > own
            return gain
        for own in more:
            gain |= own[:, None] > own
        for own in (first, *more):
            gain &= own[:, None] >= own
        return gain

    def reach(self, members: Members) -> Bits:
        """Return, in rows from here to there, what a coalition can bring about; here itself is left open."""
        if members not in self._reach:
            self._reach[members] = self._gathered(members, pack(np.eye(len(self.space), dtype=bool)))
        return self._reach[members]

    def improvements(self, members: Members) -> Bools:
        """Return, as a table [here, there], the moves of a coalition by which it gains."""
        return unpack(self.reach(members), len(self.space)) & self.better(members).T

    def stable(self, members: Members, concept: str) -> Bools:
        """Return, state by state, whether a state is stable for a coalition."""
        kind = coalition_concept(concept)
        key = (members, kind.id)
        if key not in self._stable:
            found = np.asarray(~self.unmet(members, kind).any(axis=1))
            found.setflags(write=False)
            self._stable[key] = found
        return self._stable[key]

    def unmet(self, members: Members, kind: CoalitionConcept) -> Bools:
        """Return, as a table [here, there], the improvements of a coalition that no answer deters."""
        better, others = self.better(members), self.others(members)
        left = better
        if kind.answer != "none" and others:
            base = pack(better)
            if kind.escape:
                base |= self._gathered(members, base)
            worse = ~base
            met = (
                self._answered(others, worse)
                if kind.answer == "improvements"
                else self._gathered(others, worse)
            )
            left = better & ~unpack(met, len(self.space))
        return left.T & unpack(self.reach(members), len(self.space))

    def universal(self, concept: str) -> Bools:
        """Return, state by state, whether a state is stable for every coalition, single members included."""
        found = np.ones(len(self.space), bool)
        for members in self.every:
            found &= self.stable(members, concept)
        return found

    def _gathered(self, members: Members, rows: Bits) -> Bits:
        movers = self.movers(members)
        return bits.reached([self.space.ways[k] for k in movers], rows, transitive=self.space.steady(movers))

    def _answered(self, others: Members, rows: Bits) -> Bits:
        """Gather rows along chains in which each step is an improvement of a coalition of the others."""
        count, dms = len(self.space), len(self.space.decision_makers)
        if count**3 << dms > MOST_WORK:
            raise _too_large(count, dms)
        if self.space.steady(self.movers(others)):
            return bits.chained([self._any_leads(others)], rows, transitive=True)
        within = [m for m in self.every if set(m) <= set(others)]
        return bits.chained([self._leads_of(m) for m in within], rows, transitive=False)

    def _leads_of(self, members: Members) -> Bits:
        """Return the improvements of a coalition in rows from there to here."""
        return pack(self.improvements(members).T)

    def _any_leads(self, members: Members) -> Bits:
        """Return the improvements of any coalition among these, in rows from there to here."""
        if members not in self._leads:
            found = self._leads_of(members)
            if len(members) > 1:
                for k in members:
                    found = found | self._any_leads(tuple(m for m in members if m != k))
            self._leads[members] = found
        return self._leads[members]


def _too_large(count: int, dms: int) -> ConflictError:
    return ConflictError(
        f"{count:,} states with {dms} decision makers are too many to try all coalitions",
        "forbid what cannot be, merge decision makers or options, or ask for concepts without coalitions",
    )
