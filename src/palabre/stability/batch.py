"""Batch: verdicts on many versions of one model at once, by a compiled kernel where it was built.

A vector of the compiler holds the ranks of one state in 8, 16 or 32 versions, whatever the machine has.
States are listed and moves are arcs, so that it serves sparse models, states and graphs drawn by hand and
joint moves. What it does not serve (`plan_of` returns None) is left to the numpy form, which defines the
verdicts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from palabre.conflict import Space
from palabre.stability import fast
from palabre.stability.plan import Plan, kernel, plan_of

Bools: TypeAlias = NDArray[np.bool_]
Verdicts: TypeAlias = NDArray[np.uint8]

MOST_LINES = 15
WIDEST = 32


@dataclass(frozen=True, eq=False)
class Source:
    """The preferences of one decision maker that a batch picks from.

    Parameters
    ----------
    values : int16 array [preferences, lines] or [preferences, states]
        The weight of each line, none below 0 and no sum above 32,767; or, where `held` is empty, ranks.
    held : uint16 array [states], or empty
        For each state the lines that hold there, the first as the lowest bit.
    """

    values: NDArray[np.int16]
    held: NDArray[np.uint16]


def small(ranks: NDArray[np.integer[Any]]) -> NDArray[np.int16] | None:
    """Return ranks with 0 for the worst, in 16 bits; None where that is too few.

    Examples
    --------
    >>> small(np.array([[[-3], [9]]])).tolist()
    [[[0], [12]]]
    """
    low, high = int(ranks.min(initial=0)), int(ranks.max(initial=0))
    return np.ascontiguousarray(ranks - low, np.int16) if high - low <= np.iinfo(np.int16).max else None


def verdicts(
    plan: Plan, ranks: NDArray[np.int16], bits: int, lanes: int = WIDEST
) -> tuple[NDArray[np.uint8], Bools]:
    """Return verdicts [decision makers, states, versions] as bits of ``fast.BITS``, and what was left undone.

    Parameters
    ----------
    plan : Plan
    ranks : int16 array [decision makers, states, versions]
        0 or more; higher is better.
    bits : int
        The concepts wanted.
    lanes : int
        Use vectors of at most so many numbers (8, 16 or 32), for tests.

    Returns
    -------
    verdicts : uint8 array
    late : bool array [versions]
        Versions in which chains of improvements are so long that their verdicts are not there.
    """
    compiled = kernel()
    assert compiled is not None
    out, late = np.empty(ranks.shape, np.uint8), np.empty(ranks.shape[2], np.uint8)
    compiled.judge(plan.parts, np.ascontiguousarray(ranks), out, late, bits, lanes)
    return out, late.view(bool)


def ranked(source: Source) -> NDArray[np.int16]:
    """Return [preferences, patterns]: how each preference of lines ranks the different patterns of lines.

    Two preferences with the same row rank all states alike.
    """
    compiled = kernel()
    assert compiled is not None
    patterns = np.unique(source.held)
    ranks = np.empty((len(source.values), len(patterns)), np.int16)
    compiled.ranked(source.values, patterns, ranks)
    return ranks


@dataclass(frozen=True, eq=False)
class Tally:
    """In which versions settlements hold, and who leaves the states that come nearest.

    Parameters
    ----------
    holds : bool array [settlements, concepts, versions]
    leaves : bool array [settlements, concepts, decision makers, versions]
    late : bool array [versions]
        Versions that were left undone: see `verdicts`.
    """

    holds: Bools
    leaves: Bools
    late: Bools


def tally(  # noqa: PLR0917
    plan: Plan,
    sources: Sequence[Source],
    rows: NDArray[np.integer[Any]],
    fits: Sequence[NDArray[np.integer[Any]]],
    bits: int,
    lanes: int = WIDEST,
) -> Tally:
    """Judge versions and keep only what becomes of settlements.

    Parameters
    ----------
    plan : Plan
    sources : sequence of Source
        One a decision maker.
    rows : integer array [versions, decision makers]
        Which of its preferences each decision maker has.
    fits : sequence of integer arrays
        For each settlement the states that fit it.
    bits : int
        The concepts wanted, which come out in the order of their bits.
    lanes : int
        As for `verdicts`.
    """
    compiled = kernel()
    assert compiled is not None
    count, versions = bits.bit_count(), len(rows)
    holds = np.empty((len(fits), count, versions), np.uint8)
    leaves = np.empty((len(fits), count, len(sources), versions), np.uint8)
    late = np.zeros(versions, np.uint8)
    starts = np.cumsum([0, *map(len, fits)]).astype(np.int32)
    every = np.concatenate([np.zeros(0, np.int32), *fits]).astype(np.int32)
    each = tuple((s.values, s.held) for s in sources)
    chosen = np.ascontiguousarray(rows, np.int32)
    compiled.tally(plan.parts, each, chosen, starts, every, holds, leaves, late, bits, lanes)
    return Tally(holds.view(bool), leaves.view(bool), late.view(bool))


def judged(
    space: Space, ranks: NDArray[Any], bits: int, alone: Callable[[NDArray[Any]], Verdicts]
) -> Verdicts | None:
    """Return verdicts as bits [decision makers, states, versions]; None where no kernel serves the space.

    Versions that the kernel leaves undone, and those of models that only the kernel for one model serves, are
    judged by `alone`, one by one.
    """
    few = small(ranks)
    plan = None if few is None else plan_of(space)
    if plan is not None and few is not None:
        found, late = verdicts(plan, few, bits)
    elif fast.engine_for(space) == "fast":
        found, late = np.empty(ranks.shape, np.uint8), np.ones(ranks.shape[2], bool)
    else:
        return None
    for version in np.flatnonzero(late):
        found[:, :, version] = alone(np.ascontiguousarray(ranks[:, :, version]))
    return found
