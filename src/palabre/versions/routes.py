"""Routes: the cheapest way from a state to one of some others, moving alone or together."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush
from itertools import combinations
from typing import TypeAlias

import numpy as np

from palabre.conflict import Space
from palabre.stability import Analysis
from palabre.versions.field import Bools, Ints

Movers: TypeAlias = tuple[int, ...]
Hops: TypeAlias = list[tuple[Movers, int]]

MOST_CELLS = 1 << 26
# What a move costs the search: one of a kind outweighs all moves of the kinds below it together.
STEP, JOINT, NO_GAIN, LOSS = 1, 1 << 15, 1 << 30, 1 << 45


def route(analysis: Analysis, start: int, goal: Bools, *, joints: int | None, costly: bool) -> Hops | None:
    """Return the cheapest way to a goal (none: empty; too much to search: None).

    Nobody moves twice in a row, which only matters where moves are not transitive. A node is a state, whether
    a joint move was made where one is allowed, and who moved last where it matters.
    """
    space, ranks = analysis.space, analysis.ranks
    seats = 1 if all(space.transitive) else len(ranks) + 1
    cost = np.full((len(space), 2, seats), np.iinfo(np.int64).max).reshape(-1)
    before: dict[int, tuple[int, Movers]] = {}
    origin = 2 * start * seats + seats - 1
    cost[origin] = 0
    waiting = [(0, origin)]
    looked = 0
    while waiting:
        price, node = heappop(waiting)
        if price > cost[node]:
            continue
        place, last = divmod(node, seats)
        state, used = divmod(place, 2)
        if goal[state]:
            return _back(before, origin, node, 2 * seats)
        looked += 1
        if looked * len(space) > MOST_CELLS:
            return None
        for movers, targets in _options(analysis, state, joint=joints is None or used < joints):
            alone = len(movers) == 1
            if seats > 1 and movers == (last,):
                continue
            prices = np.full(len(targets), price + STEP + JOINT)
            if alone:
                gain = ranks[movers[0]][targets] - ranks[movers[0]][state]
                prices = price + STEP + np.where(gain < 0, LOSS, np.where(gain == 0, NO_GAIN, 0))
                if not costly:
                    targets, prices = targets[gain > 0], prices[gain > 0]
            seat = movers[0] if seats > 1 and alone else seats - 1
            now_used = used if alone or joints is None else used + 1
            nodes = (2 * targets.astype(np.int64) + now_used) * seats + seat
            better = prices < cost[nodes]
            cost[nodes[better]] = prices[better]
            for to, new in zip(nodes[better].tolist(), prices[better].tolist(), strict=True):
                before[to] = (node, movers)
                heappush(waiting, (new, to))
    return []


def _back(before: dict[int, tuple[int, Movers]], origin: int, node: int, per_state: int) -> Hops:
    hops = []
    while node != origin:
        earlier, movers = before[node]
        hops.append((movers, node // per_state))
        node = earlier
    return hops[::-1]


def _options(analysis: Analysis, state: int, *, joint: bool) -> Iterator[tuple[Movers, Ints]]:
    """Yield who can go where in one move: everybody alone, and with `joint` several who all gain by it.

    Several move together by the joint moves of the model; where it names none, by any change of their own.
    """
    space, ranks = analysis.space, analysis.ranks
    for k, moves in enumerate(space.moves):
        yield (k,), moves.of(state).astype(np.intp)
    if joint and space.joint:
        for move in space.joint:
            targets = move.arcs.of(state).astype(np.intp)
            gain = (ranks[list(move.dms)][:, targets] > ranks[list(move.dms), state][:, None]).all(axis=0)
            yield move.dms, targets[gain]
    elif joint:
        by_option = analysis.conflict.moves is None and space.whole
        yield from (_together if by_option else _in_turns)(analysis, state)


def _together(analysis: Analysis, state: int) -> Iterator[tuple[Movers, Ints]]:
    """Yield joint moves by options: each signatory changes some of its own, and all at once."""
    conflict, space, ranks = analysis.conflict, analysis.space, analysis.ranks
    bits = {o: 1 << k for k, o in enumerate(space.options)}
    up, down = (
        np.uint64(sum({bits[w.option] for w in conflict.one_way if w.allowed == way}))
        for way in ("N>Y", "Y>N")
    )
    here = space.codes[state]
    changed = space.codes ^ here
    good = ((here & changed & up) | (~here & changed & down)) == 0
    who, number = np.zeros(len(space), np.uint64), np.zeros(len(space), np.int64)
    for k, dm in enumerate(conflict.decision_makers):
        moves = changed & np.uint64(sum(bits[o.id] for o in dm.options)) != 0
        good &= ~moves | (ranks[k] > ranks[k][state])
        who |= moves.astype(np.uint64) << np.uint64(k)
        number += moves
    good &= number > 1
    # The fewest signatories first: of ways of the same length, theirs is kept.
    sets = sorted(np.unique(who[good]).tolist(), key=lambda s: (s.bit_count(), s))
    for some in sets:
        movers = tuple(k for k in range(len(ranks)) if some >> k & 1)
        yield movers, np.flatnonzero(good & (who == some))


def _in_turns(analysis: Analysis, state: int) -> Iterator[tuple[Movers, Ints]]:
    """Yield joint moves over a graph: what several bring about by their moves in some order, all gaining."""
    space, ranks = analysis.space, analysis.ranks
    for size in range(2, len(ranks) + 1):
        for movers in combinations(range(len(ranks)), size):
            reached = _reached(space, movers, state)
            gain = (ranks[list(movers)] > ranks[list(movers), state][:, None]).all(axis=0)
            targets = np.flatnonzero(reached & gain)
            if len(targets):
                yield movers, targets


def _reached(space: Space, movers: Movers, state: int) -> Bools:
    reached = np.zeros(len(space), bool)
    waiting = [state]
    while waiting:
        at = waiting.pop()
        for k in movers:
            near = space.moves[k].of(at)
            fresh = near[~reached[near]]
            reached[fresh] = True
            waiting += fresh.tolist()
    return reached
