"""Plan: the moves of a space as the compiled kernel for versions reads them, where it was built."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TypeAlias
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from palabre.conflict import Space
from palabre.conflict.moves import Arcs

Ints: TypeAlias = NDArray[np.int32]
Bools: TypeAlias = NDArray[np.bool_]
Mover: TypeAlias = "tuple[Ints, Ints, Ints, Ints, Ints, Bools]"
Order: TypeAlias = "tuple[Ints, Ints]"

MOST_STATES = 1 << 16
MOST_MOVERS = 32

_log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Plan:
    """The moves of a space, as the kernel reads them: made once, for any number of preferences.

    Parameters
    ----------
    states : int
    movers : tuple
        For each of ``Space.movers`` who moves, the arcs (starts, targets), and the blocks of states they keep
        apart: where each begins in the list of members, the members, and whether each leads to every other.
    orders : tuple
        For each decision maker what the others can reach: each state's component, and the edges between
        components, in an order in which one pass is enough.
    """

    states: int
    movers: tuple[Mover, ...]
    orders: tuple[Order, ...]

    @property
    def parts(self) -> tuple[int, tuple[Mover, ...], tuple[Order, ...]]:
        """The plan as the kernel takes it."""
        return self.states, self.movers, self.orders


_plans: WeakKeyDictionary[Space, Plan | None] = WeakKeyDictionary()


@cache
def kernel() -> ModuleType | None:
    """Return the compiled kernel; None where it was not built."""
    try:
        return import_module("palabre.stability._batch")
    except ImportError as fault:
        _log.info("the compiled kernel for versions is not there, numpy does its work: %s", fault)
        return None


def plan_of(space: Space) -> Plan | None:
    """Return the plan of a space; None where the kernel does not serve it.

    It serves up to 65,536 states and 32 movers whose moves are listed, provided that two moves in a row by
    one of them are one.
    """
    if kernel() is None:
        return None
    if space not in _plans:
        _plans[space] = _plan(space)
    return _plans[space]


def _plan(space: Space) -> Plan | None:
    few = 1 <= len(space) <= MOST_STATES and 1 <= len(space.movers) <= MOST_MOVERS
    if not few or not space.moves or not space.steady(range(len(space.movers))):
        return None
    arcs = [a for a in space.ways if isinstance(a, Arcs)]
    if len(arcs) < len(space.ways):
        return None
    movers = [_mover(who, own) for who, own in zip(space.movers, arcs, strict=True)]
    orders = []
    for dm in range(len(space.moves)):
        theirs = [a for a, who in zip(arcs, space.movers, strict=True) if dm not in who]
        orders.append(_order(theirs, len(space)))
    return Plan(len(space), tuple(movers), tuple(orders))


def _mover(who: tuple[int, ...], arcs: Arcs) -> Mover:
    """Return arcs with the blocks they keep apart: complete ones first, by size, as each has its code."""
    part, count = _components([arcs], len(arcs.starts) - 1, strong=False)
    sizes = np.bincount(part, minlength=count)
    degrees = np.bincount(part, weights=np.diff(arcs.starts), minlength=count)
    loose = degrees < sizes * (sizes - 1)
    by_size = np.lexsort((part, sizes[part], loose[part]))
    order: Ints = by_size[sizes[part[by_size]] > 1].astype(np.int32)
    inside = part[order]
    first = np.flatnonzero(np.diff(inside, prepend=-1))
    blocks: Ints = np.append(first, len(order)).astype(np.int32)
    return np.array(who, np.int32), arcs.starts, arcs.targets, blocks, order, ~loose[inside[first]]


def _order(arcs: Sequence[Arcs], states: int) -> Order:
    part, count = _components(arcs, states, strong=True)
    pairs = [np.zeros(0, np.int64)]
    for own in arcs:
        source, target = part[own.sources].astype(np.int64), part[own.targets]
        pairs.append((source * count + target)[source != target])
    edges = np.unique(np.concatenate(pairs))
    return part, np.stack([edges // count, edges % count], axis=1).astype(np.int32).reshape(-1)


def _components(arcs: Sequence[Arcs], states: int, *, strong: bool) -> tuple[Ints, int]:
    compiled = kernel()
    assert compiled is not None
    part = np.empty(states, np.int32)
    found: int = compiled.components(tuple((a.starts, a.targets) for a in arcs), part, strong)
    return part, found
