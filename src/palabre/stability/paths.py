"""Paths: how one state leads to another, move by move."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from typing import Literal, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from palabre.conflict import Space
from palabre.stability.concepts import Bools

Step: TypeAlias = tuple[str, str]
Hops: TypeAlias = list[tuple[int, int]]
RankArray: TypeAlias = NDArray[np.int32]


class Gains(Protocol):
    """Who gains by which move, where no order of the states tells."""

    def gains(self, dm: int, near: NDArray[np.int32], state: int) -> Bools:
        """Return whether a decision maker gains by a move from a state to each of those near."""


Kind: TypeAlias = Literal["improvements", "moves", "cheapest"]


def targets(space: Space, mover: int, state: int, ranks: RankArray | Gains | None) -> list[int]:
    """Return where one of ``space.movers`` can go; with ranks, only where all who move are better off."""
    near = space.ways[mover].of(state)
    if ranks is not None:
        for k in space.movers[mover]:
            if isinstance(ranks, np.ndarray):
                near = near[ranks[k][near] > ranks[k][state]]
            else:
                near = near[ranks.gains(k, near, state)]
    found: list[int] = near.tolist()
    return found


def answer(
    space: Space,
    start: int,
    goal: Bools,
    movers: Sequence[int],
    ranks: RankArray | Gains | None,
    *,
    dread: NDArray[np.integer],
    longest: int | None = None,
) -> Hops | None:
    """Return the shortest legal sequence of at least one move from a state to a goal, or None.

    Nobody moves twice in a row. Of equally short ones, the one that ends where `dread` is least.

    Parameters
    ----------
    space : Space
    start : int
    goal, dread : arrays over states
    movers : sequence of int
        Who may move, as places in ``space.movers``.
    ranks : array, `Gains` or None
        Where given, every move must improve its mover's lot.
    longest : int, optional
        The most moves.
    """
    before: dict[tuple[int, int], tuple[int, int] | None] = {(start, -1): None}
    level = [(start, -1)]
    depth = 0
    while level and depth != longest:
        depth += 1
        reached = []
        for node in level:
            for k in movers:
                if k != node[1]:
                    for t in targets(space, k, node[0], ranks):
                        if (t, k) not in before:
                            before[t, k] = node
                            reached.append((t, k))
        hits = [node for node in reached if goal[node[0]]]
        if hits:
            return _back(before, min(hits, key=lambda node: int(dread[node[0]])))
        level = reached
    return None


def _back(before: dict[tuple[int, int], tuple[int, int] | None], node: tuple[int, int]) -> Hops:
    hops: Hops = []
    while (earlier := before[node]) is not None:
        hops.append((node[1], node[0]))
        node = earlier
    return hops[::-1]


def steps(space: Space, hops: Hops) -> tuple[Step, ...]:
    """Return hops as pairs of who moves (ids, with + between where several move together) and label."""
    return tuple((space.mover(k), space.label(t)) for k, t in hops)


def improvement_path(
    space: Space,
    ranks: RankArray,
    start: str | int,
    goal: Iterable[str] | Bools | None = None,
    kind: Kind = "improvements",
) -> tuple[Step, ...] | None:
    """Return the shortest way from a state to one of some states, or None where there is none.

    Nobody moves twice in a row. A joint move is a move of all who make it together.

    Parameters
    ----------
    space : Space
    ranks : array [decision makers, states]
    start : str or int
        A label or the number of a state.
    goal : labels, bool array or None
        Where to; None stands for the states that nobody can improve on.
    kind : "improvements", "moves" or "cheapest"
        Whether each mover must gain by each move, or need not; or the fewest moves that leave their mover no
        better off, and of those the fewest moves.

    Returns
    -------
    tuple of (decision maker, label) or None
        Empty where the start is a goal.

    Examples
    --------
    >>> from palabre.conflict import Conflict, DecisionMaker, Option, Statement, Statements, parse
    >>> def side(me, line):
    ...     options = (Option(me, me, me.upper()),)
    ...     return DecisionMaker(me.upper(), me, options, Statements((Statement("1", parse(line)),)))
    >>> from palabre.stability import analyse
    >>> found = analyse(Conflict("small", (side("a", "a"), side("b", "b if a"))))
    >>> improvement_path(found.space, found.ranks, "nothing")
    (('A', 'a'), ('B', 'a, b'))
    """
    at = space.index(start) if isinstance(start, str) else start
    where = goal_of(space, ranks, goal)
    hops = [] if where[at] else _cheapest(space, ranks, at, where, kind)
    return None if hops is None else steps(space, hops)


def goal_of(space: Space, ranks: RankArray, goal: Iterable[str] | Bools | None) -> Bools:
    """Return, state by state, whether it is a goal; None stands for the states nobody can improve on."""
    if isinstance(goal, np.ndarray):
        return goal
    mask = np.zeros(len(space), bool)
    if goal is None:
        from palabre.stability.concepts import judge

        return np.asarray(judge(space, ranks, ("nash",))["nash"].all(axis=0))
    for label in goal:
        mask[space.index(label)] = True
    return mask


def _cheapest(space: Space, ranks: RankArray, start: int, goal: Bools, kind: Kind) -> Hops | None:
    before: dict[tuple[int, int], tuple[int, int] | None] = {(start, -1): None}
    best = {(start, -1): (0, 0)}
    waiting = [((0, 0), (start, -1))]
    done: set[tuple[int, int]] = set()
    while waiting:
        (cost, length), node = heappop(waiting)
        if node in done:
            continue
        done.add(node)
        state, last = node
        if goal[state]:
            return _back(before, node)
        for k, who in enumerate(space.movers):
            if k == last:
                continue
            for t in targets(space, k, state, ranks if kind == "improvements" else None):
                dear = kind == "cheapest" and any(ranks[j][t] <= ranks[j][state] for j in who)
                price = (cost + int(dear), length + 1)
                if (t, k) not in best or price < best[t, k]:
                    best[t, k] = price
                    before[t, k] = node
                    heappush(waiting, (price, (t, k)))
    return None
