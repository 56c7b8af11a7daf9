"""Broken: the fewest changes of the decision makers' orders that keep a target from being an equilibrium."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from palabre.stability.analysis import Analysis, analyse
from palabre.stability.concepts import Concept, concept_of
from palabre.stability.inverse.answers import reach
from palabre.stability.inverse.ranked import with_ranks
from palabre.stability.inverse.remedy import Amendment, Remedy
from palabre.stability.inverse.reorder import Ints, cheapest_fall, distance
from palabre.stability.inverse.said import few
from palabre.stability.inverse.target import Target
from palabre.stability.words import name_of, state_words

STUCK = "whoever leaves can be led back, so that no order makes anybody leave"
STUCK_NOW = "while the others' orders stay as they are, no order of any one decision maker makes it leave"
CIRCLE = (
    "several states had to be broken, and breaking one mended another; it is not known whether all can be"
)


class Fall(NamedTuple):
    """The cheapest way to make a state one that somebody leaves."""

    cost: int
    dm: int
    ranks: Ints
    move: int
    proved: bool


def breach(analysis: Analysis, target: Target, kind: Concept) -> Remedy:
    """Return the nearest orders in which no state of the target is an equilibrium.

    One state is broken after the other; only where one is enough is the finding proved to be the least.
    """
    now, falls, amendments = analysis, list[Fall](), tuple[Amendment, ...]()
    words, done, first = "no state of the target is an equilibrium", True, None
    while True:
        held = now.mask(kind.id)
        standing = [s for s in target.states if held[s]]
        if not standing:
            break
        fall = _fall(now, standing[0], kind)
        if fall is None or len(falls) >= len(target.states):
            stuck = STUCK if kind.answer != "improvements" else STUCK_NOW
            words, done = stuck if fall is None else CIRCLE, False
            break
        first = standing[0] if first is None else first
        amendments += (_fallen(now, standing[0], fall),)
        falls.append(fall)
        changed = with_ranks(now, {fall.dm: fall.ranks})
        now = analyse(changed, kind.id, sanctions=analysis.sanctions)
    size = sum(distance(a, b) for a, b in zip(analysis.ranks, now.ranks, strict=True)) if falls else 0
    exact, least = (True, 0) if done else (words == STUCK and not falls, 1)
    if done and first is not None:
        exact, least, words = _proof(analysis, kind, first, falls, size)
    told = done and bool(falls)
    return Remedy(
        target.name,
        kind.id,
        "fail",
        "ranks",
        done and not falls,
        size if done else None,
        amendments if told else (),
        analysis.space.label(first) if told and first is not None else None,
        (amendments,) if told else (),
        int(told),
        least,
        exact,
        words,
        now.conflict if done else None,
    )


def _proof(
    analysis: Analysis, kind: Concept, first: int, falls: list[Fall], size: int
) -> tuple[bool, int, str]:
    one, credible = falls[0], kind.answer == "improvements"
    bound = _fall(analysis, first, concept_of("nash")) if credible else one
    least = max(1, min(one.cost, bound.cost)) if bound is not None and one.proved else 1
    if len(falls) > 1:
        return (
            False,
            least,
            f"this is enough, state by state; it is only known that {least:,} or more are needed",
        )
    if not one.proved:
        return False, least, "this is enough, but the search for less was cut short"
    words = "each move by which somebody could leave was tried, with the nearest order that makes it pay"
    if least < size:
        words += (
            "; that is while the others' orders stay as they are: if they may change too, it is only known "
        )
        words += f"that {least:,} or more are needed"
    return least == size, least, words


def _fall(analysis: Analysis, at: int, kind: Concept) -> Fall | None:
    best: Fall | None = None
    for dm, moves in enumerate(analysis.space.moves):
        choices = [(to, clauses(analysis, dm, at, to, kind)) for to in moves.of(at).tolist()]
        found = cheapest_fall(analysis.ranks[dm].astype(np.int64), at, choices)
        if found and (best is None or found[0] < best.cost):
            best = Fall(found[0], dm, *found[1:])
    return best


def clauses(analysis: Analysis, dm: int, at: int, to: int, kind: Concept) -> list[frozenset[int]]:
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
