"""Groups: the operators for moves that are not listed, because they are too many.

Within a group everybody can go anywhere, so the best is one maximum a group, and the least by improvements
only is a running minimum over the group in the order of its owner's ranks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from palabre.conflict import Groups
from palabre.conflict.moves import Layer

Values: TypeAlias = NDArray[Any]


class Order(NamedTuple):
    """A layer of one version in the order of ranks.

    `members` has each group's states from best to worst; `movers` the states that move in this layer and have
    anything better, and `better` the place, for each, of the last state that is better.
    """

    members: NDArray[np.intp]
    lift: NDArray[np.int64]
    movers: NDArray[np.intp]
    better: NDArray[np.intp]


def own_max(moves: Groups, values: Values) -> Values:
    """Return, for each state, the largest value among itself and the states one move away."""
    best = values.copy()
    for layer in moves.layers:
        most = np.maximum.reduceat(values[layer.members], layer.starts, axis=0)
        _spread(layer, best, most)
    return best


def _spread(layer: Layer, into: Values, by_group: Values) -> None:
    group = np.repeat(np.arange(len(layer.starts)), layer.sizes)[layer.movers]
    into[layer.members[layer.movers]] = by_group[group]


def orders(moves: Groups, ranks: Values) -> list[Order]:
    """Return the layers in the order of ranks: layer by layer, and within a layer version by version."""
    columns = ranks.reshape(len(ranks), -1).T
    return [_order(layer, column) for layer in moves.layers for column in columns]


def _order(layer: Layer, ranks: Values) -> Order:
    group = np.repeat(np.arange(len(layer.starts)), layer.sizes)
    by_rank = np.lexsort((-ranks[layer.members].astype(np.int64), group))
    members, group = layer.members[by_rank], group[by_rank]
    tier_starts = np.concatenate([[True], (np.diff(ranks[members]) != 0) | (np.diff(group) != 0)])
    better = np.maximum.accumulate(np.where(tier_starts, np.arange(len(members)), 0)) - 1
    moving = np.zeros(len(members), bool)
    moving[layer.movers] = True
    moving = moving[by_rank] & (better >= layer.starts[group])
    # Lifting the groups apart, the first the highest, lets one running minimum serve them all.
    lift = (len(layer.starts) - group).astype(np.int64) << 33
    return Order(members, lift, members[moving], better[moving])


def lower(moves: Groups, into: Values, values: Values, ordered: Sequence[Any] | None) -> None:
    """Lower `into`, in place, to the least of `values` one move away; `ordered` leaves improvements only."""
    if ordered is None:
        for layer in moves.layers:
            least = into.copy()
            _spread(layer, least, np.minimum.reduceat(values[layer.members], layer.starts, axis=0))
            np.minimum(into, least, out=into)
        return
    wide_into, wide = into.reshape(len(into), -1), values.reshape(len(values), -1)
    for k, order in enumerate(ordered):
        column = k % wide.shape[1]
        running = np.minimum.accumulate(wide[order.members, column] + order.lift) - order.lift
        least = running[order.better].astype(values.dtype)
        wide_into[order.movers, column] = np.minimum(wide_into[order.movers, column], least)
