"""Ranked: the fewest changes of the decision makers' orders of the states, wherever these come from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from palabre.conflict import Conflict, Ranking
from palabre.stability.analysis import Analysis
from palabre.stability.concepts import CONCEPTS, Concept, concept_of, judge
from palabre.stability.inverse.answers import reach
from palabre.stability.inverse.margin import NOWHERE, margins
from palabre.stability.inverse.remedy import Amendment, Remedy
from palabre.stability.inverse.reorder import Ints, cheapest_fall, dense, distance, raising
from palabre.stability.inverse.said import few
from palabre.stability.inverse.target import Target
from palabre.stability.words import name_of, state_words


class Fall(NamedTuple):
    """The cheapest way to make a state one that somebody leaves."""

    cost: int
    dm: int
    ranks: Ints
    move: int
    proved: bool


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
        least = min(size, int(_totals(analysis, target, weaker(kind))[0].min()))
    words = (
        "no orders, ties allowed, are nearer: in each of these decision makers' orders some state that now "
        "stands at that level or above must end no higher, and every state between must change sides with "
        "one of the two"
    )
    if not same and least < size:
        words = (
            "nothing nearer will do for any one decision maker while the others' orders stay as they are; if "
            f"all orders may change, so that others gain by their answers, at least {least:,} "
            f"step{'s are' if least != 1 else ' is'} needed: {weaker(kind).name} asks for as much"
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


def breach(analysis: Analysis, target: Target, kind: Concept) -> Remedy:
    """Return the nearest orders in which no state of the target is an equilibrium."""
    ranks = {dm: r.astype(np.int64) for dm, r in enumerate(analysis.ranks)}
    states = list(target.states)
    changed: dict[int, Ints] = {}
    fell: list[tuple[int, Fall]] = []
    impossible = 0
    while True:
        now = judge(analysis.space, np.stack(list(ranks.values())), kind.id, analysis.sanctions)[kind.id]
        standing = [s for s in states if now[:, s].all()]
        if not standing or impossible or len(fell) > 4 * len(states):
            break
        at = standing[0]
        fall = _fall(analysis, at, kind, ranks)
        if fall is None:
            impossible = 1
            continue
        ranks[fall.dm] = changed[fall.dm] = fall.ranks
        fell.append((at, fall))
    failed = bool(standing)
    size = sum(distance(analysis.ranks[dm].astype(np.int64), r) for dm, r in changed.items())
    exact, least, words = _breach_proof(analysis, kind, fell, size, failed)
    amendments = tuple(_fallen(analysis, at, fall) for at, fall in fell)
    return Remedy(
        target.name,
        kind.id,
        "fail",
        "ranks",
        not fell and not failed,
        None if failed else size,
        () if failed else amendments,
        None if failed or not fell else analysis.space.label(fell[0][0]),
        () if failed or not amendments else (amendments,),
        0 if failed else 1,
        least,
        exact,
        words,
        None if failed else with_ranks(analysis, changed),
    )


def _breach_proof(
    analysis: Analysis, kind: Concept, fell: list[tuple[int, Fall]], size: int, failed: bool
) -> tuple[bool, int, str]:
    if failed:
        return (
            True,
            size,
            "whoever leaves can be led back to where it was, so that no order makes anybody leave",
        )
    if not fell:
        return True, 0, "no state of the target is an equilibrium"
    ranks = {dm: r.astype(np.int64) for dm, r in enumerate(analysis.ranks)}
    alone = _fall(analysis, fell[0][0], kind, ranks)
    bound = _fall(analysis, fell[0][0], concept_of("nash"), ranks)
    assert alone is not None and bound is not None
    least = alone.cost if kind.answer != "improvements" else min(alone.cost, bound.cost)
    if len(fell) > 1:
        return False, least, f"enough, state by state; at least {least:,} is needed for the first state alone"
    if not alone.proved:
        return False, min(least, bound.cost), "enough, but the search for less was cut short"
    words = (
        "every move by which somebody could leave was tried with the nearest order that leaves it unanswered"
    )
    if least < size:
        words += f"; the others' orders staying as they are (at least {least:,} in any case)"
    return least == size, least, words


def _fall(analysis: Analysis, at: int, kind: Concept, ranks: Mapping[int, Ints]) -> Fall | None:
    best: Fall | None = None
    for dm, moves in enumerate(analysis.space.moves):
        choices = [(to, _clauses(analysis, dm, at, to, kind)) for to in moves.of(at).tolist()]
        found = cheapest_fall(ranks[dm], at, choices)
        if found and (best is None or found[0] < best.cost):
            best = Fall(found[0], dm, *found[1:])
    return best


def _clauses(analysis: Analysis, dm: int, at: int, to: int, kind: Concept) -> list[frozenset[int]]:
    """Return what must be above a state besides the end of a move from it: one state of each clause."""
    if kind.answer == "none":
        return []
    clauses: set[frozenset[int]] = set()
    for end in reach(analysis, dm, to, improving=kind.answer == "improvements"):
        onward = analysis.space.moves[dm].of(end).tolist() if kind.escape else ()
        clauses.add(frozenset((end, *onward)) - {at})
    kept: list[frozenset[int]] = []
    for clause in sorted(clauses - {c for c in clauses if to in c}, key=lambda c: (len(c), sorted(c))):
        if not any(less <= clause for less in kept):
            kept.append(clause)
    return kept


def _fallen(analysis: Analysis, at: int, fall: Fall) -> Amendment:
    space, before = analysis.space, analysis.ranks[fall.dm]
    me, here = name_of(analysis.conflict, fall.dm), state_words(space, at)
    was, now = before > before[at], fall.ranks > fall.ranks[at]
    above = [state_words(space, int(s)) for s in np.flatnonzero(now & ~was)]
    what = f"{me} would have to prefer {few(above, 'and')} to {here}, and would then leave it for "
    what += state_words(space, fall.move)
    return Amendment(space.decision_makers[fall.dm], "rank", space.label(at), fall.cost, what)
