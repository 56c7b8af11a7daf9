"""Moves: who can go from which state to which.

`Arcs` lists every move, which serves any graph. `Groups` never lists them: a decision maker who may change
any number of own options moves within the group of states that agree on everybody else's, and a handful of
large groups stand for billions of moves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Codes: TypeAlias = NDArray[np.uint64]
Ints: TypeAlias = NDArray[np.int32]
Places: TypeAlias = NDArray[np.intp]
Slot: TypeAlias = tuple[slice | Places, Places]

MOST_ARCS = 1 << 19
MOST_STATES = 1 << 15


@dataclass(frozen=True, eq=False)
class Arcs:
    """The unilateral moves of one decision maker: targets of state s at ``starts[s]:starts[s + 1]``.

    Targets of a state ascend; no state leads to itself.
    """

    starts: Ints
    targets: Ints

    def of(self, state: int) -> Ints:
        """Return the states one move away."""
        return self.targets[self.starts[state] : self.starts[state + 1]]

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """The moves dealt out: slot k holds the k-th move of every state that has so many."""
        degrees = np.diff(self.starts)
        slots: list[Slot] = []
        for k in range(int(degrees.max(initial=0))):
            rows = np.flatnonzero(degrees > k)
            targets = self.targets[self.starts[rows] + k].astype(np.intp)
            slots.append((slice(None) if len(rows) == len(degrees) else rows, targets))
        return tuple(slots)

    @property
    def sources(self) -> Ints:
        """The state each arc leaves."""
        return np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), np.diff(self.starts))


@dataclass(frozen=True, eq=False)
class Layer:
    """States a decision maker can reach from one pattern of its one-way options, group by group.

    Parameters
    ----------
    members : array
        The states, those of a group together.
    starts : array
        Where each group begins.
    movers : array
        Places in `members` of the states that have the very pattern: the moves of this layer are theirs.
    """

    members: Places
    starts: Places
    movers: Places

    @cached_property
    def sizes(self) -> Places:
        """How many states each group has."""
        return np.diff(np.append(self.starts, len(self.members)))


@dataclass(frozen=True, eq=False)
class Groups:
    """The unilateral moves of one decision maker who may change any number of own options at once.

    Parameters
    ----------
    codes : uint64 array
        One code a state, all different.
    own, up, down : int
        Bits of the mover's options; of those that can only be taken; of those that can only be left.
    """

    codes: Codes
    own: int
    up: int = 0
    down: int = 0

    @cached_property
    def _sorted(self) -> tuple[Codes, Places]:
        key = self.codes & ~np.uint64(self.own)
        order = np.argsort(key, kind="stable")
        return key[order], order

    def of(self, state: int) -> Ints:
        """Return the states one move away."""
        keys, order = self._sorted
        code = self.codes[state]
        key = code & ~np.uint64(self.own)
        first, last = np.searchsorted(keys, key, "left"), np.searchsorted(keys, key, "right")
        near = order[first:last]
        legal = self._legal(np.full(len(near), code), self.codes[near]) & (near != state)
        return np.sort(near[legal]).astype(np.int32)

    def _legal(self, before: Codes, after: Codes) -> NDArray[np.bool_]:
        undone, retaken = before & ~after & np.uint64(self.up), ~before & after & np.uint64(self.down)
        return np.asarray((undone | retaken) == 0)

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        """One layer for each pattern of the one-way options, the others being free."""
        keys, order = self._sorted
        one_way = np.uint64(self.own & (self.up | self.down))
        gone = ((self.codes ^ np.uint64(self.down)) & one_way)[order]
        layers = []
        for pattern in np.unique(gone):
            within = np.flatnonzero(gone & pattern == pattern)
            apart = keys[within]
            starts = np.flatnonzero(np.concatenate([[True], apart[1:] != apart[:-1]]))
            layers.append(Layer(order[within], starts, np.flatnonzero(gone[within] == pattern)))
        return tuple(layers)

    @property
    def at_most(self) -> int:
        """How many moves there would be if no option went one way."""
        sizes = np.unique(self._sorted[0], return_counts=True)[1].astype(np.int64)
        return int((sizes * (sizes - 1)).sum())

    def arcs(self) -> Arcs:
        """Return the same moves, listed."""
        keys, order = self._sorted
        first = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
        sizes = np.diff(np.append(first, len(keys)))
        each = np.repeat(sizes, sizes)
        within = np.arange(each.sum()) - np.repeat(np.cumsum(each) - each, each)
        sources = order[np.repeat(np.arange(len(keys)), each)]
        targets = order[np.repeat(np.repeat(first, sizes), each) + within]
        legal = self._legal(self.codes[sources], self.codes[targets])
        return arcs_from(len(keys), sources[legal], targets[legal])


Moves: TypeAlias = Arcs | Groups


def arcs_from(count: int, sources: NDArray[np.integer], targets: NDArray[np.integer]) -> Arcs:
    """Return the arcs between `count` states, sorted, each once, without loops."""
    keep = sources != targets
    pairs = np.sort(sources[keep].astype(np.int64) * count + targets[keep])
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]
    starts = np.searchsorted(pairs, np.arange(count + 1, dtype=np.int64) * count)
    return Arcs(starts.astype(np.int32), (pairs % count).astype(np.int32))


def option_moves(codes: Codes, own: int, up: int, down: int) -> Moves:
    """Return the moves that change any number of own options at once: listed where they are not too many."""
    groups = Groups(codes, own, up & own, down & own)
    if len(codes) > min(MOST_ARCS, MOST_STATES):
        return groups
    return groups.arcs() if groups.at_most <= MOST_ARCS else groups


def pattern_arcs(codes: Codes, own: int, up: int, down: int, cares: Codes) -> Arcs:
    """Return the moves between patterns: some string of the one leads to some string of the other."""
    own_, up_, down_ = np.uint64(own), np.uint64(up), np.uint64(down)
    sources, targets = [], []
    for s in range(len(codes)):
        both = cares & cares[s]
        other = (codes ^ codes[s]) & both & ~own_
        one_way = ((codes[s] & ~codes & up_) | (~codes[s] & codes & down_)) & both
        to = np.flatnonzero(other | one_way == 0)
        sources.append(np.full(len(to), s))
        targets.append(to)
    return arcs_from(len(codes), np.concatenate(sources), np.concatenate(targets))


def listed_arcs(index: Mapping[str, int], moves: Mapping[str, Sequence[str]]) -> Arcs:
    """Return the moves written down label by label."""
    pairs = np.array([(index[a], index[b]) for a, to in moves.items() for b in to], np.int64).reshape(-1, 2)
    return arcs_from(len(index), pairs[:, 0], pairs[:, 1])


def is_transitive(moves: Moves) -> bool:
    """Whether two moves in a row by one decision maker are always a single move, or lead back."""
    if isinstance(moves, Groups):
        return True
    for s in range(len(moves.starts) - 1):
        near = moves.of(s)
        if len(near):
            onward = np.concatenate([moves.of(int(t)) for t in near])
            if not np.isin(onward[onward != s], near).all():
                return False
    return True
