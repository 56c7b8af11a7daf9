"""Chosen: which states and moves of an analysis a reader can take in at one look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from palabre.stability import Analysis, walks

Edge: TypeAlias = tuple[int, int]
Route: TypeAlias = tuple[str, tuple[tuple[str, str], ...]]
"""Where a path starts, and its steps: (decision maker, label)."""


@dataclass(frozen=True)
class Chosen:
    """The states to draw, the improvements by (from, to), and how many equilibria were left out."""

    states: tuple[int, ...]
    moves: dict[Edge, tuple[int, ...]]
    on_route: frozenset[Edge]
    left_out: int


def chosen(analysis: Analysis, routes: Sequence[Route] | None, limit: int) -> Chosen:
    """Choose today's state, one state for each settlement, the states along the routes, and the equilibria.

    Of the equilibria, those count that no settlement names; the states of settlements are there already.
    Without routes, whoever would walk away from today's state, or from a settlement that does not hold, is
    followed.
    """
    space = analysis.space
    first = [space.now] if space.now is not None else []
    first += [s for s in (nearest(analysis, x.name) for x in analysis.conflict.settlements) if s is not None]
    ways = _walks(analysis, first) if routes is None else routes
    hops = [(space.index(a), space.dm(dm), space.index(b)) for a, dm, b in _hops(ways)]
    first += [s for a, _, b in hops for s in (a, b)]
    stable = np.any([analysis.mask(c) for c in analysis.concepts], axis=0)
    named = np.zeros(len(space), bool)
    for settlement in analysis.conflict.settlements:
        named |= space.where(settlement.condition)
    unnamed = np.flatnonzero(stable & ~named)[:limit].tolist()
    states = tuple(dict.fromkeys([*first, *unnamed]))[:limit]
    on_route: dict[Edge, set[int]] = {}
    for a, k, b in hops:
        if a in states and b in states:
            on_route.setdefault((a, b), set()).add(k)
    moves = {edge: set(who) for edge, who in on_route.items()}
    for k in range(len(space.decision_makers)):
        for a in states:
            best = _best(analysis, k, a, states)
            if best is not None:
                moves.setdefault((a, best), set()).add(k)
    return Chosen(
        states,
        {edge: tuple(sorted(who)) for edge, who in sorted(moves.items())},
        frozenset(on_route),
        int(stable.sum() - stable[list(states)].sum()),
    )


def _walks(analysis: Analysis, starts: Sequence[int]) -> list[Route]:
    concept = analysis.concepts[-1]
    stable = analysis.mask(concept)
    return [
        (analysis.space.label(s), walk.path)
        for s in starts
        if not stable[s]
        for walk in walks(analysis, s, concept)
    ]


def nearest(analysis: Analysis, settlement: str) -> int | None:
    """Return the state of a settlement that is nearest to holding; None where no feasible state fits."""
    space = analysis.space
    fits = np.flatnonzero(space.where(analysis.conflict.settlement(settlement).condition))
    if not len(fits):
        return None
    gone = np.zeros(len(space), int)
    for concept in analysis.concepts:
        gone += np.sum([~analysis.mask(concept, dm) for dm in space.decision_makers], axis=0)
    now = int(space.codes[space.now]) if space.now is not None else 0
    return min(fits.tolist(), key=lambda s: (int(gone[s]), (int(space.codes[s]) ^ now).bit_count(), s))


def _hops(routes: Sequence[Route]) -> Iterable[tuple[str, str, str]]:
    for start, steps in routes:
        at = start
        for dm, label in steps:
            yield at, dm, label
            at = label


def _best(analysis: Analysis, dm: int, state: int, states: Sequence[int]) -> int | None:
    """Return where, among the states drawn, a decision maker would most like to go; None where nowhere."""
    ranks = analysis.ranks[dm]
    better = [
        t for t in analysis.space.moves[dm].of(state).tolist() if t in states and ranks[t] > ranks[state]
    ]
    return max(better, key=lambda t: (int(ranks[t]), -t), default=None)
