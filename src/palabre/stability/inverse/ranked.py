"""Ranked: the fewest changes of the decision makers' orders of the states, wherever these come from."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from palabre.conflict import Conflict, Ranking
from palabre.stability.analysis import Analysis
from palabre.stability.concepts import CONCEPTS, Concept, judge
from palabre.stability.inverse.margin import NOWHERE, margins
from palabre.stability.inverse.remedy import Amendment, Remedy
from palabre.stability.inverse.reorder import Ints, dense, raising
from palabre.stability.inverse.said import few
from palabre.stability.inverse.target import Target
from palabre.stability.words import name_of, state_words


def as_ranking(analysis: Analysis, ranks: NDArray[np.integer]) -> Ranking:
    """Return ranks as a ranking."""
    tiers: dict[int, list[str]] = {}
    for label, rank in zip(analysis.states, ranks.tolist(), strict=True):
        tiers.setdefault(rank, []).append(label)
    return Ranking(tuple(tuple(tiers[r]) for r in sorted(tiers, reverse=True)))


def with_ranks(analysis: Analysis, changed: Mapping[int, NDArray[np.integer]]) -> Conflict:
    """Return the conflict in which some decision makers have other orders."""
    conflict = analysis.conflict
    for dm, ranks in changed.items():
        conflict = conflict.with_preference(analysis.space.decision_makers[dm], as_ranking(analysis, ranks))
    return conflict


def weaker(kind: Concept) -> Concept:
    """Return the concept that is the same but for the others' need to gain by their answer."""
    if kind.answer != "improvements":
        return kind
    return next(c for c in CONCEPTS if (c.answer, c.escape) == ("moves", kind.escape))


def make(analysis: Analysis, target: Target, kind: Concept) -> Remedy:
    """Return the nearest orders in which some state of the target is an equilibrium."""
    totals, levels = _totals(analysis, target, kind)
    pick = int(np.argmin(totals))
    state, size = target.states[pick], int(totals[pick])
    changed = {}
    for dm, ranks in enumerate(analysis.ranks):
        level = int(levels[dm, pick])
        if level > ranks[state]:
            changed[dm] = np.where(np.arange(len(ranks)) == state, level, ranks)
    amendments = tuple(_raised(analysis, dm, state, int(levels[dm, pick])) for dm in changed)
    assert judge(analysis.space, _all(analysis, changed), kind.id, analysis.sanctions)[kind.id][
        :, state
    ].all()
    least, same = size, weaker(kind).id == kind.id
    if not same:
        least = min(size, max(1, int(_totals(analysis, target, weaker(kind))[0].min())))
    words = (
        "no orders, ties allowed, are nearer: in each of these decision makers' orders some state that now "
        "stands at that level or above must end no higher, and every state between must change sides with "
        "one of the two"
    )
    if not same and least < size:
        words = (
            "nothing nearer will do for any one decision maker while the others' orders stay as they are; if "
            "all orders may change, so that others gain by their answers, it is only known that at least "
            f"{least:,} step{'s are' if least != 1 else ' is'} needed"
        )
    elif not same:
        words += f" (already {weaker(kind).name} asks for as much)"
    return Remedy(
        target.name,
        kind.id,
        "hold",
        "ranks",
        size == 0,
        size,
        amendments,
        analysis.space.label(state),
        (amendments,) if amendments else (),
        int((totals == size).sum()),
        least,
        least == size,
        words,
        with_ranks(analysis, changed),
    )


def _totals(analysis: Analysis, target: Target, kind: Concept) -> tuple[Ints, Ints]:
    """Return, for each state of the target, the distance in all, and the level needed in each order."""
    states = np.array(target.states)
    margin = margins(analysis, kind.id)
    levels = []
    total = np.zeros(len(states), np.int64)
    for dm, ranks in zip(analysis.space.decision_makers, analysis.ranks, strict=True):
        away = margin.values[kind.id, dm][states]
        level = ranks[states] + np.where(away == NOWHERE, 0, np.maximum(away, 0))
        total += raising(ranks.astype(np.int64), states, level)
        levels.append(level)
    return total, np.stack(levels)


def _raised(analysis: Analysis, dm: int, state: int, level: int) -> Amendment:
    space, ranks = analysis.space, analysis.ranks[dm].astype(np.int64)
    me, here = name_of(analysis.conflict, dm), state_words(space, state)
    equal = [state_words(space, int(s)) for s in np.flatnonzero(ranks == level)]
    passed = np.flatnonzero((ranks > ranks[state]) & (ranks < level))
    over = [state_words(space, int(s)) for s in sorted(passed, key=lambda s: -ranks[s])]
    what = f"{me} would have to rank {here} level with {few(equal, 'and')}"
    what += f", above {few(over, 'and')}" if over else ""
    size = int(raising(ranks, np.array([state]), np.array([level]))[0])
    return Amendment(space.decision_makers[dm], "rank", space.label(state), size, what)


def _all(analysis: Analysis, changed: Mapping[int, NDArray[np.integer]]) -> NDArray[np.int32]:
    rows = [changed.get(dm, ranks) for dm, ranks in enumerate(analysis.ranks)]
    return np.stack([dense(np.asarray(r)) for r in rows])
