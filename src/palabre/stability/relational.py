"""Relational: what is stable where preferences are relations between states, and not orders of them.

A state is stable for decision maker i when each move that i would *leave* by is met by an answer that
*deters*. What is unknown may be read in four ways, after K. W. Li, K. W. Hipel, D. M. Kilgour and L. Fang,
"Preference uncertainty in the graph model for conflict resolution", IEEE Transactions on Systems, Man, and
Cybernetics A 34 (2004):

=======  ===========================  =============================================
reading  i leaves for                 i is deterred by
=======  ===========================  =============================================
a        the better and the unknown   what is known to be no better
b        the better                   what is known to be no better
c        the better and the unknown   what is known to be no better, or unknown
d        the better                   what is known to be no better, or unknown
=======  ===========================  =============================================

Others are expected to answer by the better and the unknown in all four. An answer deters *strongly* where the
state left was much better than where it ends (and than wherever i could move on to), known to be so under
every reading: L. Hamouda, D. M. Kilgour and K. W. Hipel, "Strength of preference in the graph model for
conflict resolution", Group Decision and Negotiation 13 (2004).

Everything is worked out at once with one row of bits for each state: see `bits`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from palabre.conflict import Conflict, ConflictError, Relation, Space, relations_of
from palabre.conflict.errors import unknown
from palabre.conflict.moves import Arcs, arcs_from
from palabre.stability.attitudes import seen_by, selfish
from palabre.stability.bits import add_reached, pack, reached, unpack
from palabre.stability.concepts import CONCEPTS, Bools, Concept, Sanctions, others

Reading: TypeAlias = Literal["a", "b", "c", "d"]
READINGS: tuple[Reading, ...] = ("a", "b", "c", "d")


@dataclass(frozen=True)
class Strength:
    """Strong stability, or weak: stable, but not strongly (see `relational`)."""

    id: str
    name: str
    base: Concept
    strong: bool


def strength_of(key: str) -> Strength | None:
    """Return the strength that a key asks for; None where it asks for none.

    Nash is not split: nothing is said there of what deters.

    Examples
    --------
    >>> strength_of("strong-gmr").name, strength_of("weak-sseq").name, strength_of("strong-nash")
    ('strong GMR', 'weak SSEQ', None)
    """
    how, _, name = key.partition("-")
    base = next((c for c in CONCEPTS if c.id == name and c.answer != "none"), None)
    if how not in ("strong", "weak") or base is None:
        return None
    return Strength(key, f"{how} {base.name}", base, how == "strong")


@dataclass(frozen=True, eq=False)
class Relational:
    """The relations of one conflict under one reading of what is unknown."""

    conflict: Conflict
    space: Space
    reading: Reading | None = None
    sanctions: Sanctions = "sequences"

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """What each prefers, by itself."""
        return relations_of(self.conflict, self.space)

    @cached_property
    def seen(self) -> tuple[Relation, ...]:
        """What is welcome to each, its attitudes counted."""
        every = range(len(self.space.decision_makers))
        return tuple(seen_by(self.conflict, k, self.relations) for k in every)

    @cached_property
    def doubtful(self) -> tuple[str, ...]:
        """The decision makers of whom something is unknown."""
        ids = self.space.decision_makers
        return tuple(d for d, r in zip(ids, self.relations, strict=True) if r.unknown.any())

    def check(self) -> None:
        """Refuse unknown preferences where no reading of them is chosen."""
        if self.reading is not None and self.reading not in READINGS:
            raise unknown("reading of what is unknown", self.reading, READINGS)
        doubtful = self.doubtful
        if self.reading is None and doubtful:
            what = f"what '{doubtful[0]}' prefers is not all known, and no reading of the unknown is chosen"
            raise ConflictError(what, "choose one: unknown='a', 'b', 'c' or 'd' (palabre analyse --unknown)")

    def gains(self, dm: int, near: NDArray[np.int32], state: int) -> Bools:
        """Return whether others expect a decision maker to go from a state to each of those near."""
        seen = self.seen[dm]
        return np.asarray(seen.better[near, state] | seen.unknown[near, state])

    def leaves(self, dm: int) -> Bools:
        """Return [to, from]: whether a decision maker would leave for a state, were there no answer."""
        seen = self.seen[dm]
        return seen.better | seen.unknown if self.reading in ("a", "c") else seen.better

    def deters(self, dm: int, *, escape: bool, strong: bool) -> Bools:
        """Return [to, from]: whether ending in a state deters, with `escape` wherever one moves on to."""
        seen = self.seen[dm]
        if strong:
            bad = seen.much.T
        else:
            bad = ~seen.better if self.reading in ("c", "d") else ~(seen.better | seen.unknown)
        if escape:
            out = pack(~bad)
            free = out.copy()
            add_reached(self.space.moves[dm], free, out)
            bad = ~unpack(free, len(bad))
        return np.asarray(bad)

    def answered(self, dm: int, kind: Concept, *, strong: bool = False) -> Bools:
        """Return [to, from]: whether the others' answer to a move deters a decision maker from it."""
        key = dm, kind.id, strong
        if key not in self._answered:
            self._answered[key] = self._work_out(dm, kind, strong)
        return self._answered[key]

    @cached_property
    def _answered(self) -> dict[tuple[int, str, bool], Bools]:
        return {}

    def _work_out(self, dm: int, kind: Concept, strong: bool) -> Bools:
        count, answering = len(self.space), others(self.space, dm)
        if kind.answer == "none" or not answering:
            return np.zeros((count, count), bool)
        goal = pack(self.deters(dm, escape=kind.escape, strong=strong))
        careful = kind.answer == "improvements"
        if self.sanctions == "single":
            alone = [k for k in answering if len(self.space.movers[k]) == 1]
            found = np.zeros_like(goal)
            for k in alone:
                add_reached(self._credible[k] if careful else self.space.ways[k], found, goal)
            return unpack(found, count)
        ways = [self._credible[k] if careful else self.space.ways[k] for k in answering]
        # Whether an answer may end where it began counts here, so that no move is taken for two.
        return unpack(reached(ways, goal, transitive=False), count)

    @cached_property
    def _credible(self) -> tuple[Arcs, ...]:
        """The moves of each of ``space.movers`` by which all who make them gain, or may gain."""
        listed = (*self.space.arcs, *(j.arcs for j in self.space.joint))
        found = []
        for arcs, who in zip(listed, self.space.movers, strict=True):
            sources, targets = arcs.sources, arcs.targets
            kept = np.ones(len(targets), bool)
            for k in who:
                kept &= self.seen[k].better[targets, sources] | self.seen[k].unknown[targets, sources]
            found.append(arcs_from(len(self.space), sources[kept], targets[kept]))
        return tuple(found)

    def stable(self, kind: Concept | Strength) -> Bools:
        """Return [decision makers, states]: what is stable for whom."""
        self.check()
        if isinstance(kind, Strength):
            refuse_attitudes(self.conflict)
            strongly = self._stable(kind.base, strong=True)
            return strongly if kind.strong else self._stable(kind.base) & ~strongly
        return self._stable(kind)

    def _stable(self, kind: Concept, *, strong: bool = False) -> Bools:
        found = np.ones((len(self.seen), len(self.space)), bool)
        for dm, arcs in enumerate(self.space.arcs):
            sources, targets = arcs.sources, arcs.targets
            met = self.answered(dm, kind, strong=strong)
            free = self.leaves(dm)[targets, sources] & ~met[targets, sources]
            found[dm, sources[free]] = False
        return found


def refuse_attitudes(conflict: Conflict) -> None:
    """Refuse to ask how strongly something deters where it counts who else gains."""
    for k, dm in enumerate(conflict.decision_makers):
        if not selfish(conflict, k):
            what = f"strong and weak stability are not defined with attitudes, and '{dm.id}' has some"
            raise ConflictError(what, "ask for nash, gmr, smr, seq or sseq, or take the attitudes out")
