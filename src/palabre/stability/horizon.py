"""L_h and NM: two decision makers who look h moves ahead, or as far as it takes.

With h moves left, a decision maker expects each of its moves to end where the other, with h - 1 left, would
take it; it makes the move that ends best, or stays where none ends better than the state it is in. A state is
stable for it under L_h when it stays, and under NM (non-myopic) when it stays at every horizon from some
horizon on: at every one of the cycle into which the horizons fall. L_1 is Nash.

On ties a decision maker stays. Of moves that end equally well for the mover, the other expects the one that
is worst for itself: the sources have no ties, and leave this open. Joint moves are left out.

D. M. Kilgour, "Anticipation and stability in two-person non-cooperative games", in Dynamic Models of
International Conflict, 1985; L. Fang, K. W. Hipel and D. M. Kilgour, Interactive Decision Making, 1993;
S. J. Brams and D. Wittman, "Nonmyopic equilibria in 2x2 games", Conflict Management and Peace Science 6,
1981; D. M. Kilgour, "Equilibria for far-sighted players", Theory and Decision 16, 1984.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from palabre.conflict import ConflictError, Space
from palabre.stability.concepts import Bools

Ends = NDArray[np.intp]
MOST_LEVELS = 4_096


def refuse(space: Space) -> None:
    """Raise where there are not two decision makers."""
    n = len(space.decision_makers)
    if n != 2:
        what = f"foresight (l2, nm) is defined for two decision makers, and there are {n}"
        raise ConflictError(what, "ask for nash, gmr, smr, seq or sseq")


@dataclass(frozen=True, eq=False)
class Horizons:
    """Where each of two decision makers, moving first from each state, expects all to end."""

    space: Space
    ranks: NDArray[np.int32]

    def stable(self, moves: int | None) -> Bools:
        """Return [2, states]: who stays where with so many moves ahead; None for NM."""
        if moves is None:
            begins, levels = self._cycle
            return np.asarray(np.logical_and.reduce(levels[begins:], axis=0))
        return self._stays(self.level(moves - 1))

    def level(self, moves: int) -> Ends:
        """Return [2, states]: where it ends when each is first to move, with so many moves left."""
        ends = self._start
        for _ in range(self.equal(moves)):
            ends = self._next(ends)
        return ends

    def equal(self, moves: int) -> int:
        """Return the least number of moves at which everything ends as with so many."""
        if moves < 8:
            return moves
        begins, levels = self._cycle
        if moves < len(levels):
            return moves
        return begins + (moves - begins) % (len(levels) - begins)

    @property
    def settled(self) -> int:
        """A number of moves that is in the cycle, at which those who stay for ever stay."""
        return self._cycle[0] + 1

    def leaves_at(self, who: int, at: int) -> int | None:
        """Return the least number of moves, of those that come round for ever, at which it would leave."""
        begins, levels = self._cycle
        return next((h + 1 for h in range(begins, len(levels)) if not levels[h][who, at]), None)

    def foreseen(self, who: int, at: int, moves: int, first: int | None = None) -> list[tuple[int, int]]:
        """Return the moves that follow as foreseen; `first` is a first move to suppose."""
        hops: list[tuple[int, int]] = []
        while moves > 0:
            to = first
            if to is None:
                ends = self.level(moves - 1)
                end, chosen = self._best(who, ends)
                if self.ranks[who][end[at]] <= self.ranks[who][at]:
                    break
                to = int(chosen[at])
            hops.append((who, to))
            first, at, who, moves = None, to, 1 - who, moves - 1
        return hops

    @property
    def _start(self) -> Ends:
        return np.tile(np.arange(len(self.space)), (2, 1))

    @cached_property
    def _cycle(self) -> tuple[int, list[Bools]]:
        """Where the cycle of horizons begins, and who stays where with 1, 2, … moves ahead up to its end."""
        seen: dict[bytes, int] = {}
        levels: list[Bools] = []
        ends = self._start
        while (key := blake2b(ends.tobytes()).digest()) not in seen:
            if len(levels) > MOST_LEVELS:
                what = f"the horizons do not come round within {MOST_LEVELS:,} moves"
                raise ConflictError(what, "ask for a horizon (l2, l3, …)")
            seen[key] = len(levels)
            levels.append(self._stays(ends))
            ends = self._next(ends)
        return seen[key], levels

    def _stays(self, ends: Ends) -> Bools:
        return np.stack([self.ranks[i][self._best(i, ends)[0]] <= self.ranks[i] for i in (0, 1)])

    def _next(self, ends: Ends) -> Ends:
        states = np.arange(len(self.space))
        best = [self._best(i, ends)[0] for i in (0, 1)]
        return np.stack([np.where(r[b] > r, b, states) for r, b in zip(self.ranks, best, strict=True)])

    def _best(self, who: int, ends: Ends) -> tuple[Ends, Ends]:
        """Return where the best move ends when the other moves on, and the move itself."""
        own, theirs = self.ranks[who].astype(np.int64), self.ranks[1 - who].astype(np.int64)
        value = own * (theirs.max() + 1) - theirs
        end, chosen = (np.arange(len(self.space)) for _ in range(2))
        best = np.full(len(self.space), np.iinfo(np.int64).min)
        for rows, targets in self.space.arcs[who].slots:
            reached = ends[1 - who][targets]
            better = value[reached] > best[rows]
            best[rows] = np.where(better, value[reached], best[rows])
            end[rows] = np.where(better, reached, end[rows])
            chosen[rows] = np.where(better, targets, chosen[rows])
        return end, chosen
