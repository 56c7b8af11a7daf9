"""Planes: conditions and statements read over all states at once, a block of them at a time.

Where most combinations of options are feasible, a block holds the codes that differ in their low options
only. Within it a condition is one of a few columns, one for each way that its high options can stand, so
that most of the work is to add up short columns that are there already. Elsewhere options are read out of
the codes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from palabre.conflict.conditions import Condition, names, where

if TYPE_CHECKING:
    from palabre.conflict.space import Space

Bools: TypeAlias = NDArray[np.bool_]
Codes: TypeAlias = NDArray[np.uint64]
Keys: TypeAlias = NDArray[Any]

LOW = 16
MOST_OPTIONS = 26
SPARSEST = 8
MOST_KEPT = 64
FIRST = 15
TABLE = 24
LARGE = 1 << 20


def truth(condition: Condition, space: Space) -> Bools:
    """Return, state by state, whether a condition holds."""
    place = {option: k for k, option in enumerate(space.options)}
    if not _dense(space):
        found = np.empty(len(space), bool)
        for part, columns in _listed(space.codes, place, names(condition)):
            found[part] = where(condition, columns)
        return found
    plane = _Plane(condition, place, 1, np.dtype(bool))
    whole = np.empty((_blocks(space), 1 << min(LOW, len(place))), bool)
    for block, row in enumerate(whole):
        row[:] = plane.at(block)
    return _at_states(whole, space)


def ranks_of(conditions: Sequence[Condition], space: Space) -> Keys:
    """Return the rank of every state under statements, the first of which outweighs all others together.

    Returns
    -------
    int32 array
        From 0, the worst, without gaps; int16 above 2**20 states, where no rank is above 32,766.
    """
    key: Keys = np.zeros(len(space), np.int16)
    levels = done = 0
    while done < len(conditions):
        # As many at once as a table of all keys can serve.
        many = FIRST if done == 0 else max(1, TABLE - levels.bit_length())
        part = conditions[done : done + many]
        fresh = _keys(part, space)
        if done:
            fresh = (key.astype(np.int32) << len(part)) + fresh
        key, levels = _without_gaps(fresh, max(levels, 1) << len(part))
        done += many
    small = len(space) > LARGE and levels <= np.iinfo(np.int16).max
    return key.astype(np.int16 if small else np.int32, copy=False)


@dataclass(frozen=True)
class _Plane:
    """A condition times a weight, over any block of codes."""

    condition: Condition
    place: Mapping[str, int]
    weight: int
    kind: np.dtype[Any]
    kept: dict[int, Keys] = field(default_factory=dict)

    @property
    def high(self) -> int:
        """The bits of a block's number that the condition depends on."""
        return sum(1 << self.place[o] >> LOW for o in names(self.condition) if self.place[o] >= LOW)

    @property
    def flat(self) -> bool:
        """Whether the condition is the same all over any block."""
        return all(self.place[o] >= LOW for o in names(self.condition))

    def at(self, block: int) -> Keys:
        """Return the column of a block, or its one value."""
        key = block & self.high
        if key not in self.kept:
            columns: dict[str, Any] = {
                o: _column(k, min(LOW, len(self.place))) if k < LOW else np.bool_(block >> (k - LOW) & 1)
                for o, k in ((o, self.place[o]) for o in names(self.condition))
            }
            if len(self.kept) >= MOST_KEPT:
                self.kept.clear()
            self.kept[key] = np.asarray(where(self.condition, columns)).astype(self.kind) * self.kind.type(
                self.weight
            )
        return self.kept[key]


@cache
def _column(bit: int, width: int) -> Bools:
    column: Bools = np.arange(1 << width) >> bit & 1 != 0
    column.setflags(write=False)
    return column


def _keys(conditions: Sequence[Condition], space: Space) -> Keys:
    """Return the statements that hold as the bits of a number, state by state: the first is the highest."""
    place = {option: k for k, option in enumerate(space.options)}
    kind = np.dtype(np.int16 if len(conditions) <= FIRST else np.int32)
    if not _dense(space):
        key = np.zeros(len(space), kind)
        for part, columns in _listed(space.codes, place, frozenset().union(*map(names, conditions))):
            own = key[part]
            for condition in conditions:
                own += own
                own += where(condition, columns)
        return key
    last = len(conditions) - 1
    planes = [_Plane(c, place, 1 << (last - k), kind) for k, c in enumerate(conditions)]
    mixed = [p for p in planes if p.high and not p.flat]
    flat = [p for p in planes if p.flat]
    base = np.zeros(1 << min(LOW, len(place)), kind)
    for plane in planes:
        if not plane.high:
            base += plane.at(0)
    whole = np.empty((_blocks(space), len(base)), kind)
    for block, row in enumerate(whole):
        np.add(base, sum((p.at(block) for p in flat), kind.type(0)), out=row)
        for plane in mixed:
            row += plane.at(block)
    return _at_states(whole, space)


def _dense(space: Space) -> bool:
    options = len(space.options)
    return space.whole and options <= MOST_OPTIONS and 1 << options <= SPARSEST * len(space)


def _blocks(space: Space) -> int:
    return 1 << max(0, len(space.options) - LOW)


def _at_states(whole: Keys, space: Space) -> Keys:
    every = whole.reshape(-1)
    return every if space.free else every[space.codes.astype(np.intp, copy=False)]


def _listed(
    codes: Codes, place: Mapping[str, int], named: frozenset[str]
) -> Iterator[tuple[slice, dict[str, Bools]]]:
    """Yield the options named, read out of the codes, so many states at a time."""
    for first in range(0, len(codes), 1 << LOW):
        part = slice(first, first + (1 << LOW))
        yield part, {o: codes[part] & np.uint64(1 << place[o]) != 0 for o in named}


def _without_gaps(key: Keys, limit: int) -> tuple[Keys, int]:
    """Return keys below a limit as ranks without gaps, in place where they fit, and how many there are."""
    present = np.zeros(limit, bool)
    step = 1 << LOW
    for first in range(0, len(key), step):
        present[key[first : first + step].astype(np.intp)] = True
    levels = int(np.count_nonzero(present))
    if levels == limit:
        return key, levels
    rank = np.cumsum(present, dtype=np.int32)
    rank -= 1
    rank = rank.astype(np.int16 if levels <= 1 << FIRST else np.int32, copy=False)
    ranks = key if key.dtype == rank.dtype else np.empty(len(key), rank.dtype)
    for first in range(0, len(key), step):
        part = key[first : first + step].astype(np.intp)
        np.take(rank, part, out=ranks[first : first + step], mode="clip")
    return ranks, levels
