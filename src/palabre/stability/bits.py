"""Bits: relations between states as rows of bits, and what moves do to all rows at once.

Row q of a relation has one bit for each state. Packed, a relation between 4,096 states is two megabytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from palabre.conflict import Groups, Moves

Bits: TypeAlias = NDArray[np.uint64]
Bools: TypeAlias = NDArray[np.bool_]


def pack(table: Bools) -> Bits:
    """Return a table as rows of bits.

    Examples
    --------
    >>> table = np.array([[True, False, True], [False, False, True]])
    >>> unpack(pack(table), 3).tolist() == table.tolist()
    True
    """
    width = -(-table.shape[1] // 64) * 8
    packed = np.zeros((len(table), width), np.uint8)
    some = np.packbits(table, axis=1)
    packed[:, : some.shape[1]] = some
    return packed.view(np.uint64)


def unpack(bits: Bits, count: int) -> Bools:
    """Return rows of bits as a table with `count` columns."""
    if not bits.size:
        return np.zeros((len(bits), count), bool)
    return np.unpackbits(bits.view(np.uint8), axis=1, count=count).view(bool)


def add_reached(moves: Moves, into: Bits, bits: Bits) -> None:
    """Add to each row of `into` the rows of `bits` one move away."""
    if isinstance(moves, Groups):
        for layer in moves.layers:
            each = np.bitwise_or.reduceat(bits[layer.members], layer.starts, axis=0)
            group = np.repeat(np.arange(len(layer.starts)), layer.sizes)[layer.movers]
            into[layer.members[layer.movers]] |= each[group]
        return
    for rows, targets in moves.slots:
        into[rows] |= bits[targets]


def reached(movers: Sequence[Moves], bits: Bits, *, transitive: bool) -> Bits:
    """Return for each state the union of the rows the movers can bring about by legal sequences of moves.

    Nobody moves twice in a row. Where everybody's moves are transitive that rule changes nothing but whether
    a state's own row is in the union: then it is, which no concept minds.

    Examples
    --------
    >>> from palabre.conflict.moves import listed_arcs
    >>> number = {"a": 0, "b": 1, "c": 2}
    >>> one, other = listed_arcs(number, {"a": ["b"]}), listed_arcs(number, {"b": ["c"]})
    >>> unpack(reached([one, other], pack(np.eye(3, dtype=bool)), transitive=False), 3).astype(int).tolist()
    [[0, 1, 1], [0, 0, 1], [0, 0, 0]]
    """
    if transitive:
        found = bits.copy()
        before = None
        while before is None or not np.array_equal(before, found):
            before = found.copy()
            for moves in movers:
                add_reached(moves, found, before if len(movers) == 1 else found)
            if len(movers) < 2:
                break
        return found
    return _in_turn([partial(add_reached, moves) for moves in movers], bits)


def add_related(relation: Bits, into: Bits, bits: Bits) -> None:
    """Add to each row of `into` the rows of `bits` to which a relation leads.

    Row t of `relation` has a bit for each state that is led to t.
    """
    count = len(bits)
    for t in np.flatnonzero(relation.any(axis=1)):
        into[unpack(relation[t : t + 1], count)[0]] |= bits[t]


def chained(relations: Sequence[Bits], bits: Bits, *, transitive: bool) -> Bits:
    """Return for each state the union of the rows to which chains of steps lead; no relation twice in a row.

    With `transitive`, two steps of one relation are one step, so that one relation may stand for all.
    """
    if transitive:
        found = bits.copy()
        before = None
        while before is None or not np.array_equal(before, found):
            before = found.copy()
            for relation in relations:
                add_related(relation, found, found)
        return found
    return _in_turn([partial(add_related, relation) for relation in relations], bits)


def _in_turn(steps: Sequence[Callable[[Bits, Bits], None]], bits: Bits) -> Bits:
    """Return the union of the rows that steps lead to, of which none follows itself."""
    after = [np.zeros_like(bits) for _ in steps]
    changed = True
    while changed:
        changed = False
        for k, step in enumerate(steps):
            from_here = bits.copy()
            for j, other in enumerate(after):
                if j != k:
                    from_here |= other
            more = after[k].copy()
            step(more, from_here)
            changed |= not np.array_equal(more, after[k])
            after[k] = more
    return np.asarray(np.bitwise_or.reduce(after)) if after else np.zeros_like(bits)
