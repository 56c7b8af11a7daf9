"""Fast: verdicts by the compiled kernel, where it was built and where it applies.

It serves models in option form that are dense enough: where at least one combination of options in 32 is
feasible, and there are at most 26 options. Everything else, and every model where no compiler was found when
palabre was installed, is served by the numpy form, with the same verdicts.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from palabre.conflict import Space

Engine: TypeAlias = Literal["fast", "numpy"]
Ranks16: TypeAlias = NDArray[np.int16]

MOST_OPTIONS = 26
SPARSEST = 32
TOP = int(np.iinfo(np.int16).max)
WIDEST = 32
BITS: Mapping[str, int] = {"nash": 1, "gmr": 2, "smr": 4, "seq": 8, "sseq": 16}
"""The bit of each concept that the kernel knows."""

_log = logging.getLogger(__name__)


@cache
def kernel() -> ModuleType | None:
    """Return the compiled kernel; None where it was not built."""
    try:
        return import_module("palabre.stability._fast")
    except ImportError as fault:
        _log.info("the compiled kernel is not there, numpy does its work: %s", fault)
        return None


def engine_for(space: Space) -> Engine:
    """Return which engine judges a model, ranks of more than 32,767 levels aside: numpy judges those."""
    options = len(space.options)
    if space.by_option is None or not 1 <= options <= MOST_OPTIONS:
        return "numpy"
    return "fast" if 1 << options <= SPARSEST * len(space) and kernel() is not None else "numpy"


def small(ranks: NDArray[np.integer]) -> Ranks16 | None:
    """Return ranks [decision makers, states] with 0 for the worst, in 16 bits; None where that is too few.

    Examples
    --------
    >>> small(np.array([[70_000, 5], [-3, 9]])).tolist()
    [[1, 0], [0, 1]]
    >>> small(np.arange(40_000).reshape(1, -1)) is None
    True
    """
    low, high = int(ranks.min()), int(ranks.max())
    if high - low < TOP:
        return np.ascontiguousarray(ranks - low if low < 0 or high >= TOP else ranks, np.int16)
    dense = np.empty(ranks.shape, np.int16)
    for row, own in zip(dense, ranks, strict=True):
        levels, place = np.unique(own, return_inverse=True)
        if len(levels) > TOP:
            return None
        row[:] = place.reshape(-1)
    return dense


def verdicts(space: Space, ranks: Ranks16, bits: int, lanes: int = WIDEST) -> NDArray[np.uint8]:
    """Return verdicts [decision makers, states], the bits of `BITS` set where a state is stable.

    Parameters
    ----------
    space : Space
        One that `engine_for` gives to the fast engine.
    ranks : int16 array [decision makers, states]
        As `small` makes them.
    bits : int
        The concepts wanted, as bits; Nash comes with any.
    lanes : int
        Use vectors of at most so many numbers (8, 16 or 32), for tests.
    """
    out = np.empty(ranks.shape, np.uint8)
    _call(space, ranks, out, np.empty(0, np.int16), bits, -1, lanes)
    return out


def worth(space: Space, ranks: Ranks16, dm: int, bit: int) -> Ranks16:
    """Return what each state is worth to one decision maker once the others have answered."""
    if bit == BITS["nash"]:
        return np.asarray(ranks[dm])
    final = np.empty(len(space), np.int16)
    _call(space, ranks, np.empty(0, np.uint8), final, bit, dm, WIDEST)
    return final


def _call(  # noqa: PLR0917
    space: Space, ranks: Ranks16, out: NDArray[np.uint8], final: Ranks16, bits: int, who: int, lanes: int
) -> None:
    compiled = kernel()
    assert compiled is not None and space.by_option is not None
    options = len(space.options)
    size = max(1 << options, WIDEST)
    # States listed by hand may be all there are, and yet in an order of their own.
    holes = len(space) < size or not space.free
    codes: NDArray[Any] = space.codes if holes else np.empty(0, np.uint64)
    movers = np.array(space.by_option, np.uint32)
    byte = size // 2 if holes or len(final) else 0
    work = np.empty(size * (2 + len(movers) * holes) + byte, np.int16)
    compiled.judge(ranks, np.ascontiguousarray(codes), movers, options, work, out, final, bits, who, lanes)


def unpacked(found: NDArray[np.uint8], bit: int) -> NDArray[np.bool_]:
    """Return one concept's verdicts."""
    return np.asarray((found & np.uint8(bit)) != 0)


def bits_of(concepts: Iterable[str]) -> int:
    """Return the bits of those of some concepts, by id, that the kernel knows.

    Examples
    --------
    >>> bits_of(["nash", "seq", "fh"])
    9
    """
    return sum({BITS[c] for c in concepts if c in BITS})
