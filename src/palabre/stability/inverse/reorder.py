"""Reorder: the nearest orders of the states in which one state is stable, or is not, in closed form.

Distance is Kemeny's: over all pairs of states, one for a tie made or broken, two for a pair turned round
[1]_.

**To hold.** Let T be the best a decision maker can get by leaving the state, once the others have answered
(`margin`). Raised to level T the state is stable. Nothing nearer does it: in any order in which the state is
stable, some state t that now stands at T or above ends no higher than it (or T would be less). Of every state
that now stands strictly between, one of its pairs with the two must then turn round, or both fall into
ties; of every state level with either, one tie must break. Raising costs exactly that.

**To fail.** Some set A of states (a move's end and what answers it) must all end above the state. Where a
state between the target and those of A below it stays below the target, all of A below it must cross it;
else it crosses the target itself. Each takes the cheaper of the two, and the choices agree: what crosses
the target are the highest ones. Which A is cheapest is a search over hitting sets, small in practice.

References
----------
.. [1] J. G. Kemeny, "Mathematics without numbers", Daedalus 88(4), 577-591, 1959.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]

MOST_NODES = 50_000


def raising(ranks: Ints, states: Ints, levels: Ints) -> Ints:
    """Return the distance of raising each of some states to a level that is there, none below its own.

    Examples
    --------
    >>> raising(np.array([0, 1, 1, 2]), np.array([0, 3]), np.array([2, 2])).tolist()
    [5, 0]
    """
    count = np.bincount(ranks)
    upto = np.cumsum(count)
    own = ranks[states]
    between = upto[levels] - count[levels] - upto[own]
    return np.where(levels > own, 2 * between + count[levels] + count[own] - 1, 0)


def dense(keys: Iterable[tuple[int, int]] | Ints) -> NDArray[np.int32]:
    """Return ranks without gaps."""
    array = np.array(list(keys)) if not isinstance(keys, np.ndarray) else keys
    return np.unique(array, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int32)


def distance(one: Ints, other: Ints) -> int:
    """Return Kemeny's distance of two orders given as ranks.

    Examples
    --------
    >>> distance(np.array([0, 1, 2]), np.array([2, 1, 1]))
    5
    """
    sign = [np.sign(r[:, None].astype(np.int64) - r[None, :]) for r in (one, other)]
    return int(np.abs(sign[0] - sign[1]).sum()) // 2


def lifting_over(ranks: Ints, state: int, above: Sequence[int]) -> tuple[int, Ints]:
    """Return the least distance to an order in which all of `above` beat a state, and that order's ranks.

    Examples
    --------
    >>> cost, order = lifting_over(np.array([3, 2, 1, 0]), 0, [3])
    >>> cost, order.tolist()
    (6, [2, 1, 0, 3])
    """
    at = int(ranks[state])
    low = np.array([a for a in above if ranks[a] <= at], np.int64)
    if not len(low):
        return 0, ranks
    level = np.sort(ranks[low])
    cost = int(np.where(level == at, 1, 2).sum())
    rest = ranks <= at
    rest[low] = rest[state] = False
    rest_at = np.flatnonzero(rest)
    own = ranks[rest_at]
    under = np.searchsorted(level, own, "left")
    stays = under + np.searchsorted(level, own, "right")
    crosses = np.where(own == at, 1, 2)
    cost += int(np.minimum(stays, crosses).sum())
    upper = ranks > at
    upper[low] = True
    upper[rest_at[stays > crosses]] = True
    upper[state] = False
    return cost, dense(np.stack([upper.astype(np.int64), ranks.astype(np.int64)], axis=1)).astype(np.int64)


def cheapest_fall(
    ranks: Ints, state: int, choices: Iterable[tuple[int, Sequence[frozenset[int]]]]
) -> tuple[int, Ints, int, bool] | None:
    """Return the least distance to an order in which a state is left, its ranks, the move, and if proved.

    Parameters
    ----------
    ranks, state
    choices : iterable of (move, clauses)
        For each move what must be above the state besides the move's end: one state of each clause.
    """
    best: tuple[int, Ints, int] | None = None
    nodes = 0
    for move, clauses in choices:
        if not all(clauses):
            continue
        start = frozenset({move, *(next(iter(c)) for c in clauses if len(c) == 1)})
        waiting = [start]
        while waiting and nodes < MOST_NODES:
            nodes += 1
            chosen = waiting.pop()
            cost, made = lifting_over(ranks, state, sorted(chosen))
            if best is not None and cost >= best[0]:
                continue
            there = made > made[state]
            left = next((c for c in clauses if not there[list(c)].any()), None)
            if left is None:
                best = cost, made, move
            else:
                # The ones that stand highest first: they cost least.
                waiting += [chosen | {a} for a in sorted(left, key=lambda a: (int(ranks[a]), -a))]
    return None if best is None else (*best, nodes < MOST_NODES)
