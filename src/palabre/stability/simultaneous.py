"""FH: sequential stability with simultaneous sanctions, as in the tableau of Fraser and Hipel.

An improvement that SEQ leaves unsanctioned is deterred all the same where others who would leave the state
too might do so at the same moment, and all these changes together leave the mover no better off. Those others
are the decision makers for whom the state is unstable under SEQ; any one or several of them may move, each by
any improvement of its own. A combination that is not feasible deters nobody.

N. M. Fraser and K. W. Hipel, Conflict Analysis: Models and Resolutions, North-Holland, 1984.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from palabre.conflict import Conflict, ConflictError, Space
from palabre.stability.concepts import Bools, Sanctions, worth
from palabre.stability.operators import Values, own_max

Codes = NDArray[np.uint64]


def refuse(conflict: Conflict, space: Space) -> None:
    """Raise where changes cannot be made at once: this needs options, and states that are one combination."""
    remedy = "ask for seq, or write the model with options"
    if conflict.moves is not None:
        raise ConflictError("simultaneous sanctions (fh) need options, and these moves are listed", remedy)
    if not space.whole:
        what = "simultaneous sanctions (fh) need states that are one combination of options each"
        raise ConflictError(f"{what}, and some of these stand for several", remedy)


@dataclass(frozen=True, eq=False)
class Simultaneous:
    """The simultaneous sanctions of one model under one set of ranks."""

    conflict: Conflict
    space: Space
    ranks: NDArray[np.int32]
    sanctions: Sanctions = "sequences"

    @cached_property
    def owns(self) -> Codes:
        """The bits of each decision maker's options."""
        bit = {o: 1 << k for k, o in enumerate(self.space.options)}
        return np.array([sum(bit[o.id] for o in d.options) for d in self.conflict.decision_makers], np.uint64)

    @cached_property
    def _known(self) -> list[Codes]:
        """What the first decision makers can have chosen together, in order: 1 of them, 2, … all."""
        return [np.unique(self.space.codes & np.bitwise_or.reduce(self.owns[: k + 1])) for k in self._all]

    @cached_property
    def _order(self) -> NDArray[np.intp]:
        return np.argsort(self.space.codes)

    @property
    def _all(self) -> range:
        return range(len(self.space.decision_makers))

    @cached_property
    def _worth(self) -> list[Values]:
        return [worth(self.space, k, self.ranks, "seq", self.sanctions) for k in self._all]

    @cached_property
    def unstable(self) -> Bools:
        """Who would leave which state under SEQ: [decision makers, states]."""
        each = zip(self.space.moves, self._worth, self.ranks, strict=True)
        return np.stack([own_max(moves, final) > own for moves, final, own in each])

    @cached_property
    def stable(self) -> Bools:
        """Which states are stable for whom: [decision makers, states]."""
        found = ~self.unstable
        for at in np.flatnonzero(self.unstable.sum(axis=0) > 1).tolist():
            for who in np.flatnonzero(self.unstable[:, at]).tolist():
                found[who, at] = len(self.met(who, at)) == len(self.free(who, at))
        return found

    def free(self, who: int, at: int) -> list[int]:
        """Return the improvements that SEQ leaves unsanctioned."""
        near = self.space.moves[who].of(at)
        found: list[int] = near[self._worth[who][near] > self.ranks[who][at]].tolist()
        return found

    def met(self, who: int, at: int) -> dict[int, int]:
        """Return, for each such improvement that is deterred, the worst state in which all may end."""
        free = self.free(who, at)
        if not free or self.unstable[:, at].sum() < 2:
            return {}
        ends = self._together(self._parts(who, at, free))
        others = ~self.owns[who]
        ends = ends[(self.space.codes[ends] ^ self.space.codes[at]) & others != 0]
        own = self.ranks[who]
        ends = ends[own[ends] <= own[at]]
        ends = ends[np.argsort(own[ends], kind="stable")]
        mine = self.space.codes[ends] & self.owns[who]
        found = {}
        for to in free:
            hits = ends[mine == self.space.codes[to] & self.owns[who]]
            if len(hits):
                found[to] = int(hits[0])
        return found

    def movers(self, who: int, at: int, end: int) -> list[tuple[int, int]]:
        """Return which others move at once for all to end there, and where each would have gone alone."""
        change = self.space.codes[end] ^ self.space.codes[at]
        moving = [k for k in self._all if k != who and change & self.owns[k]]
        alone = [self.space.codes[at] ^ (change & self.owns[k]) for k in moving]
        return list(zip(moving, self._states(np.array(alone, np.uint64)).tolist(), strict=True))

    def _parts(self, who: int, at: int, free: list[int]) -> list[Codes]:
        """Return what each may have chosen at once: its improvements, or what it has now."""
        codes, parts = self.space.codes, []
        for k, own in enumerate(self.owns):
            to = np.array([at])
            if k == who:
                to = np.array(free)
            elif self.unstable[k, at]:
                near = self.space.moves[k].of(at)
                to = np.append(to, near[self.ranks[k][near] > self.ranks[k][at]])
            parts.append(codes[to] & own)
        return parts

    def _together(self, parts: Sequence[Codes]) -> NDArray[np.intp]:
        """Return the feasible states made of one part each."""
        made = np.zeros(1, np.uint64)
        for part, known in zip(parts, self._known, strict=True):
            made = (made[:, None] | part).ravel()
            made = made[known[np.minimum(np.searchsorted(known, made), len(known) - 1)] == made]
        return self._states(made)

    def _states(self, codes: Codes) -> NDArray[np.intp]:
        return np.asarray(self._order[np.searchsorted(self.space.codes, codes, sorter=self._order)])
