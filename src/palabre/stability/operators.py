"""Operators: the walks over a graph of moves that every solution concept is made of.

Arrays have one row a state and any number of further axes (versions), over which everything is done at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import DTypeLike, NDArray

from palabre.conflict import Moves
from palabre.conflict.moves import Arcs
from palabre.stability import groups

Values: TypeAlias = NDArray[Any]
Bars: TypeAlias = "list[Values] | list[groups.Order]"


def own_max(moves: Moves, values: Values) -> Values:
    """Return, for each state, the largest value among itself and the states one move away.

    Examples
    --------
    >>> from palabre.conflict.moves import listed_arcs
    >>> line = listed_arcs({"a": 0, "b": 1, "c": 2}, {"a": ["b"], "b": ["c"]})
    >>> own_max(line, np.array([1, 2, 3])).tolist()
    [2, 3, 3]
    """
    if not isinstance(moves, Arcs):
        return groups.own_max(moves, values)
    best = values.copy()
    for rows, targets in moves.slots:
        best[rows] = np.maximum(best[rows], values[targets])
    return best


def bars(moves: Moves, ranks: Values, dtype: DTypeLike) -> Bars:
    """Return what bars all moves but improvements: made once from a mover's ranks, for any number of sweeps.

    For listed moves, slot by slot: the lowest number of the type where a move improves its mover's lot, else
    the highest, so that the larger of a value and its bar is the value itself or too high to matter.
    """
    if not isinstance(moves, Arcs):
        return groups.orders(moves, ranks)
    limits = np.iinfo(dtype)
    low, high = (np.array(x, dtype) for x in (limits.min, limits.max))
    return [np.where(ranks[targets] > ranks[rows], low, high) for rows, targets in moves.slots]


def joint_bars(moves: Arcs, ranks: Sequence[Values], dtype: DTypeLike) -> Bars:
    """Return what bars all moves but those by which everyone gains, where several move together."""
    each = [bars(moves, own, dtype) for own in ranks]
    return [np.maximum.reduce(slot) for slot in zip(*each, strict=True)]


def lower(moves: Moves, into: Values, values: Values, barred: Bars | None) -> None:
    """Lower `into`, in place, to the least of `values` one move away; `barred` leaves improvements only."""
    if not isinstance(moves, Arcs):
        groups.lower(moves, into, values, barred)
        return
    for k, (rows, targets) in enumerate(moves.slots):
        reached = values[targets]
        if barred is not None:
            np.maximum(reached, barred[k], out=reached)
        into[rows] = np.minimum(into[rows], reached)


def closure(
    movers: Sequence[Moves], values: Values, barred: Sequence[Bars | None] | None, *, transitive: bool
) -> Values:
    """Return, for each state, the least value among those the movers can bring about in legal sequences.

    Nobody moves twice in a row. Where everybody's moves are transitive that rule changes nothing, and sweeps
    over the states fall to the only fixpoint (the state itself then counts too, which no concept minds).
    Otherwise there is a row of values for each state and next mover.

    Parameters
    ----------
    movers : sequence of moves
    values : array
        What a state is worth; the least is sought.
    barred : sequence, or None
        For each mover what `bars` returns, to let improvements pass only; None lets every move pass, of one
        mover or of all.
    transitive : bool
        Whether every mover's moves are.
    """
    each = [None] * len(movers) if barred is None else barred
    if transitive:
        least = values.copy()
        if len(movers) == 1:
            lower(movers[0], least, values, each[0])
            return least
        before = None
        while before is None or not np.array_equal(before, least):
            before = least.copy()
            for moves, bar in zip(movers, each, strict=True):
                lower(moves, least, least, bar)
        return least
    after = np.full((len(movers), *values.shape), np.iinfo(values.dtype).max, values.dtype)
    before = None
    while before is None or not np.array_equal(before, after):
        before = after.copy()
        for j, (moves, bar) in enumerate(zip(movers, each, strict=True)):
            from_here = values.copy()
            for k in range(len(movers)):
                if k != j:
                    np.minimum(from_here, after[k], out=from_here)
            lower(moves, after[j], from_here, bar)
    return np.asarray(after.min(axis=0))


def one_move(movers: Sequence[Moves], values: Values, barred: Sequence[Bars | None] | None) -> Values:
    """Return the least value one move of one mover away: only to replicate publications."""
    least = np.full_like(values, np.iinfo(values.dtype).max)
    for moves, bar in zip(movers, [None] * len(movers) if barred is None else barred, strict=True):
        lower(moves, least, values, bar)
    return least
