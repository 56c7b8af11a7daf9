"""Moves: who can go from which state to which, as arcs in compressed rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Codes: TypeAlias = NDArray[np.uint64]
Ints: TypeAlias = NDArray[np.int32]
Slot: TypeAlias = "tuple[slice | NDArray[np.intp], NDArray[np.intp]]"


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
            whole = len(rows) == len(degrees)
            slots.append(
                (slice(None) if whole else rows, self.targets[self.starts[rows] + k].astype(np.intp))
            )
        return tuple(slots)

    @property
    def sources(self) -> Ints:
        """The state each arc leaves."""
        return np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), np.diff(self.starts))


def arcs_from(count: int, sources: NDArray[np.integer], targets: NDArray[np.integer]) -> Arcs:
    """Return the arcs between `count` states, sorted, each once, without loops."""
    keep = sources != targets
    pairs = np.unique(sources[keep].astype(np.int64) * count + targets[keep])
    starts = np.searchsorted(pairs, np.arange(count + 1, dtype=np.int64) * count)
    return Arcs(starts.astype(np.int32), (pairs % count).astype(np.int32))


def option_arcs(codes: Codes, own: np.uint64, up: np.uint64, down: np.uint64) -> Arcs:
    """Return the moves that change any number of own options at once.

    Parameters
    ----------
    codes : uint64 array
        One code a state, all different.
    own, up, down : uint64
        Bits of the mover's options; of those that can only be taken; of those that can only be left.
    """
    key = codes & ~own
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    first = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    sizes = np.diff(np.append(first, len(codes)))
    each = np.repeat(sizes, sizes)
    sources = np.repeat(np.arange(len(codes)), each)
    within = np.arange(len(sources)) - np.repeat(np.cumsum(each) - each, each)
    targets = order[np.repeat(np.repeat(first, sizes), each) + within]
    sources = order[sources]
    before, after = codes[sources], codes[targets]
    legal = ((before & ~after & up) | (~before & after & down)) == 0
    return arcs_from(len(codes), sources[legal], targets[legal])


def pattern_arcs(codes: Codes, cares: Codes, own: np.uint64, up: np.uint64, down: np.uint64) -> Arcs:
    """Return the moves between patterns: some string of the one leads to some string of the other."""
    sources, targets = [], []
    for s in range(len(codes)):
        both = cares & cares[s]
        differ = (codes ^ codes[s]) & both
        wrong = (differ & ~own) | (codes[s] & ~codes & both & up) | (~codes[s] & codes & both & down)
        to = np.flatnonzero(wrong == 0)
        sources.append(np.full(len(to), s))
        targets.append(to)
    return arcs_from(len(codes), np.concatenate(sources), np.concatenate(targets))


def listed_arcs(index: Mapping[str, int], moves: Mapping[str, Sequence[str]]) -> Arcs:
    """Return the moves written down label by label."""
    pairs = [(index[a], index[b]) for a, to in moves.items() for b in to]
    sources, targets = (np.array([p[k] for p in pairs], np.int64) for k in (0, 1))
    return arcs_from(len(index), sources, targets)


def is_transitive(arcs: Arcs) -> bool:
    """Whether two moves in a row by one decision maker are always a single move, or lead back."""
    for s in range(len(arcs.starts) - 1):
        near = arcs.of(s)
        if len(near):
            onward = np.concatenate([arcs.of(int(t)) for t in near])
            if not np.isin(onward[onward != s], near).all():
                return False
    return True
