"""Operators: the three walks over a graph of moves that every solution concept is made of.

Arrays have one row a state and any number of further axes (versions), over which everything is done at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from palabre.conflict.moves import Arcs, Slot

Values: TypeAlias = NDArray[Any]
Step: TypeAlias = Callable[[Values, Values], None]


def own_max(arcs: Arcs, values: Values) -> Values:
    """Return, for each state, the largest value among itself and the states one move away."""
    best = values.copy()
    for rows, targets in arcs.slots:
        best[rows] = np.maximum(best[rows], values[targets])
    return best


def penalties(arcs: Arcs, ranks: Values) -> list[Values]:
    """Return, slot by slot, the lowest number where a move improves its mover's lot, else the highest."""
    limits = np.iinfo(ranks.dtype)
    return [
        np.where(ranks[targets] > ranks[rows], limits.min, limits.max).astype(ranks.dtype)
        for rows, targets in arcs.slots
    ]


def lower(into: Values, values: Values, slots: Sequence[Slot], barred: Sequence[Values] | None) -> None:
    """Lower `into`, in place, to the least of `values` one move away (through moves that are not barred)."""
    for k, (rows, targets) in enumerate(slots):
        reached = values[targets]
        if barred is not None:
            np.maximum(reached, barred[k], out=reached)
        into[rows] = np.minimum(into[rows], reached)


def closure(
    movers: Sequence[Arcs],
    values: Values,
    barred: Sequence[Sequence[Values]] | None,
    plain: bool,
) -> Values:
    """Return, for each state, the least value among all states the movers can reach in legal sequences.

    Nobody moves twice in a row. Where every mover's moves are transitive that rule changes nothing
    (`plain`): a sweep over all states reaches the same fixpoint. Otherwise one row of values is kept for each
    (state, next mover).

    Parameters
    ----------
    movers : sequence of Arcs
    values : array
        What a state is worth; the least is sought.
    barred : sequence of arrays for each mover, or None
        As `penalties` returns them; None lets every move pass.
    plain : bool
    """
    top = np.iinfo(values.dtype).max
    if plain:
        least = values.copy()
        while True:
            before = least.copy()
            for j, arcs in enumerate(movers):
                lower(least, least, arcs.slots, None if barred is None else barred[j])
            if np.array_equal(before, least):
                return least
    after = np.full((len(movers), *values.shape), top, values.dtype)
    while True:
        before = after.copy()
        for j, arcs in enumerate(movers):
            start = values.copy()
            for k in range(len(movers)):
                if k != j:
                    np.minimum(start, after[k], out=start)
            lower(after[j], start, arcs.slots, None if barred is None else barred[j])
        if np.array_equal(before, after):
            return np.asarray(after.min(axis=0, initial=top))


def single(movers: Sequence[Arcs], values: Values, barred: Sequence[Sequence[Values]] | None) -> Values:
    """Return the least value one move of one mover away: for replicating publications only."""
    least = np.full_like(values, np.iinfo(values.dtype).max)
    for j, arcs in enumerate(movers):
        lower(least, values, arcs.slots, None if barred is None else barred[j])
    return least
