"""Routes: every path from one state to others, up to a length.

Status quo analysis: K. W. Li, D. M. Kilgour and K. W. Hipel, "Status quo analysis in the graph model for
conflict resolution", Journal of the Operational Research Society 56 (2005) 699-707.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from palabre.conflict import ConflictError, Space
from palabre.stability.concepts import Bools, mover_bars
from palabre.stability.operators import lower
from palabre.stability.paths import Hops, RankArray, Step, goal_of, steps, targets


def all_paths(  # noqa: PLR0917
    space: Space,
    ranks: RankArray,
    start: str | int,
    goal: Iterable[str] | Bools | None = None,
    kind: Literal["improvements", "moves"] = "improvements",
    longest: int = 6,
    *,
    most: int = 10_000,
) -> tuple[tuple[Step, ...], ...]:
    """Return every path from a state to a goal, the shortest first.

    On a path nobody moves twice in a row and no state comes twice; it ends where it first meets a goal.

    Parameters
    ----------
    space : Space
    ranks : array [decision makers, states]
    start : str or int
        A label or the number of a state.
    goal : labels, bool array or None
        Where to; None stands for the states that nobody can improve on.
    kind : "improvements" or "moves"
        Whether each mover must gain by each move.
    longest : int
        The most moves.
    most : int
        Refuse to list more paths than that.

    Returns
    -------
    tuple of paths, each a tuple of (decision maker, label)

    Examples
    --------
    >>> from palabre import cases
    >>> from palabre.stability import analyse
    >>> cuba = analyse(cases.load("cuban_1962").conflict())
    >>> for path in all_paths(cuba.space, cuba.ranks, "0", ["6"], "moves", 2):
    ...     print(path)
    (('US', '2'), ('USSR', '6'))
    (('USSR', '4'), ('US', '6'))
    """
    at = space.index(start) if isinstance(start, str) else start
    ends = goal_of(space, ranks, goal)
    search = _Search(space, ranks if kind == "improvements" else None, ends, longest)
    found: list[Hops] = []
    for hops in search.found(at, [], frozenset([at])):
        if len(found) == most:
            raise ConflictError(f"there are more than {most:,} such paths", "ask for shorter ones")
        found.append(hops)
    return tuple(steps(space, hops) for hops in sorted(found, key=len))


def distances(space: Space, goal: Bools, ranks: RankArray | None, longest: int) -> NDArray[np.int32]:
    """Return how many moves at least each state is away from a goal, and `longest` + 1 where more."""
    away = np.where(goal, 0, longest + 1).astype(np.int32)
    barred = [
        None if ranks is None else mover_bars(space, k, ranks, np.int32) for k in range(len(space.movers))
    ]
    for _ in range(longest):
        further = np.minimum(away, longest) + np.int32(1)
        before = away.copy()
        for moves, bar in zip(space.ways, barred, strict=True):
            lower(moves, away, further, bar)
        if np.array_equal(before, away):
            break
    return away


class _Search:
    """A search in depth that leaves out what is too far from every goal."""

    def __init__(self, space: Space, ranks: RankArray | None, goal: Bools, longest: int) -> None:
        self.space, self.ranks, self.goal, self.longest = space, ranks, goal, longest
        self.away = distances(space, goal, ranks, longest)

    def found(self, at: int, hops: Hops, seen: frozenset[int]) -> Iterator[Hops]:
        """Yield the paths that go on from here."""
        if self.goal[at]:
            yield hops
            return
        for k in range(len(self.space.movers)):
            if hops and hops[-1][0] == k:
                continue
            for t in targets(self.space, k, at, self.ranks):
                if t not in seen and len(hops) + 1 + self.away[t] <= self.longest:
                    yield from self.found(t, [*hops, (k, t)], seen | {t})
