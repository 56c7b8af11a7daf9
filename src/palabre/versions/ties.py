"""Ties: an order of lines, some of which weigh the same, as one tuple of numbers.

Each number is the place of a line, the weightiest first. A line that weighs the same as the one before it
stands as its complement, ``~k``. Of lines that weigh the same the first in the model comes first, so that 0
never stands so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Order: TypeAlias = tuple[int, ...]
Tiers: TypeAlias = tuple[tuple[int, ...], ...]


def order_of(tiers: Iterable[Sequence[int]]) -> Order:
    """Return tiers of lines as an order.

    Examples
    --------
    >>> order_of([(2,), (0, 1)])
    (2, 0, -2)
    """
    found: list[int] = []
    for tier in tiers:
        first, *rest = sorted(tier)
        found += [first, *(~k for k in rest)]
    return tuple(found)


def tiers_in(order: Order) -> Tiers:
    """Return an order as tiers of lines.

    Examples
    --------
    >>> tiers_in((2, 0, -2))
    ((2,), (0, 1))
    """
    tiers: list[list[int]] = []
    for k in order:
        if k < 0:
            tiers[-1].append(~k)
        else:
            tiers.append([k])
    return tuple(tuple(tier) for tier in tiers)


def levels(places: NDArray[np.intp]) -> NDArray[np.int64]:
    """Return by how much what stands above each place counts more: one more than there are lines in its tier.

    Parameters
    ----------
    places : array [orders, places]
        Orders, one a row.

    Examples
    --------
    >>> levels(np.array([order_of([(2,), (0, 1)])])).tolist()
    [[2, 3, 1]]
    """
    factors = np.full(places.shape, 2, np.int64)
    after = np.zeros(len(places), np.int64)
    for k in range(places.shape[1] - 1, -1, -1):
        with_one_before = places[:, k] < -1
        factors[:, k] = np.where(with_one_before, 1, 2 + after)
        after = np.where(with_one_before, after + 1, 0)
    return factors
