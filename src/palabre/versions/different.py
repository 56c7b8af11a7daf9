"""Different: the different rows of a table of small numbers."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.intp]


def different(rows: NDArray[np.integer[Any]], sizes: Sequence[int]) -> tuple[Ints, Ints]:
    """Return where each different row first stands, and for each row which of them it is.

    `sizes` bounds the values of each column.

    Examples
    --------
    >>> first, which = different(np.array([[1, 0], [0, 1], [1, 0]]), (2, 2))
    >>> first.tolist(), which.tolist()
    ([1, 0], [1, 0, 1])
    """
    if prod(max(1, size) for size in sizes) >= 1 << 62:
        _, first, which = np.unique(rows, axis=0, return_index=True, return_inverse=True)
        return first, which.reshape(-1)
    code = np.zeros(len(rows), np.int64)
    for k, size in enumerate(sizes):
        code = code * size + rows[:, k]
    _, first, which = np.unique(code, return_index=True, return_inverse=True)
    return first, which
