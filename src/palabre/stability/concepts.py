"""Concepts: Nash, GMR, SMR and SEQ as four readings of one formula.

A state s is stable for decision maker i when no move leads to a state whose *worth* exceeds the rank of s.
The worth of a state is its rank or, where that is less, the least that i is left with after the others'
answer: see ``Concept``. A new concept is one more row of ``CONCEPTS``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from palabre.conflict import Space
from palabre.conflict.errors import unknown
from palabre.stability.operators import Values, closure, own_max, penalties, single

Bools: TypeAlias = NDArray[np.bool_]
Sanctions: TypeAlias = Literal["sequences", "single"]
CHUNK = 1 << 17


class Ranks(Protocol):
    """Ranks by decision maker: an array [decision makers, states, ...], a list or a mapping of arrays."""

    def __getitem__(self, dm: int, /) -> Values: ...


@dataclass(frozen=True)
class Concept:
    """A solution concept.

    Parameters
    ----------
    id, name : str
    answer : "none", "moves" or "improvements"
        What the others may answer with: nothing, any moves, or moves that improve the mover's own lot.
    escape : bool
        Whether the decision maker may move once more after the answer.
    """

    id: str
    name: str
    answer: Literal["none", "moves", "improvements"]
    escape: bool = False


CONCEPTS: tuple[Concept, ...] = (
    Concept("nash", "Nash", "none"),
    Concept("gmr", "GMR", "moves"),
    Concept("smr", "SMR", "moves", escape=True),
    Concept("seq", "SEQ", "improvements"),
)

ALL: tuple[str, ...] = tuple(c.id for c in CONCEPTS)


def concept_of(name: str) -> Concept:
    """Return the concept with this id, in capitals or not."""
    for concept in CONCEPTS:
        if concept.id == name.lower():
            return concept
    raise unknown("solution concept", name, [c.id for c in CONCEPTS])


def stable_for(
    space: Space, dm: int, ranks: Ranks, concept: str, sanctions: Sanctions = "sequences"
) -> Bools:
    """Return, state by state (and version by version), whether a state is stable for one decision maker.

    Nash, GMR and SMR read ``ranks[dm]`` alone; SEQ reads everybody's.
    """
    own, others = _narrow(ranks[dm]), [k for k in range(len(space.decision_makers)) if k != dm]
    kind = concept_of(concept)
    barred = None
    if kind.answer == "improvements":
        barred = [penalties(space.arcs[k], _narrow(ranks[k]).astype(own.dtype)) for k in others]
    return _stable(space, dm, own, kind, others, barred, sanctions)


def judge(
    space: Space,
    ranks: Values,
    concepts: Sequence[str] = ALL,
    sanctions: Sanctions = "sequences",
) -> dict[str, Bools]:
    """Return which states are stable for whom, concept by concept.

    Parameters
    ----------
    space : Space
    ranks : integer array [decision makers, states] or [decision makers, states, versions]
        Higher is better.
    concepts : sequence of str
    sanctions : "sequences" or "single"
        Whether the others answer by any legal sequence of moves, or (to replicate a publication) by one move.

    Returns
    -------
    dict of str to bool array of the shape of `ranks`
    """
    kinds = [concept_of(c) for c in concepts]
    ranks = _narrow(np.asarray(ranks))
    result = {c: np.empty(ranks.shape, bool) for c in concepts}
    n = len(space.decision_makers)
    wide = ranks if ranks.ndim == 3 else ranks[:, :, None]
    step = max(1, CHUNK // max(1, len(space)))
    for first in range(0, wide.shape[2], step):
        part = np.ascontiguousarray(wide[:, :, first : first + step])
        barred = None
        if any(kind.answer == "improvements" for kind in kinds):
            barred = [penalties(space.arcs[k], part[k]) for k in range(n)]
        for name, kind in zip(concepts, kinds, strict=True):
            for dm in range(n):
                others = [k for k in range(n) if k != dm]
                bars = [barred[k] for k in others] if barred and kind.answer == "improvements" else None
                stable = _stable(space, dm, part[dm], kind, others, bars, sanctions)
                if ranks.ndim == 3:
                    result[name][dm, :, first : first + step] = stable
                else:
                    result[name][dm] = stable[:, 0]
    return result


def _stable(  # noqa: PLR0917
    space: Space,
    dm: int,
    own: Values,
    kind: Concept,
    others: Sequence[int],
    barred: Sequence[Sequence[Values]] | None,
    sanctions: Sanctions,
) -> Bools:
    worth = own
    if kind.answer != "none":
        movers = [space.arcs[k] for k in others]
        base = own_max(space.arcs[dm], own) if kind.escape else own
        if sanctions == "single":
            left = single(movers, base, barred)
        else:
            left = closure(movers, base, barred, all(space.transitive[k] for k in others))
        worth = np.minimum(own, left)
    return np.asarray(own_max(space.arcs[dm], worth) <= own)


def _narrow(ranks: Values) -> Values:
    """Ranks as the smallest signed integers that hold them: half the bytes are half the time."""
    low, high = int(ranks.min(initial=0)), int(ranks.max(initial=0))
    for kind in (np.int16, np.int32):
        if np.iinfo(kind).min < low and high < np.iinfo(kind).max:
            return ranks.astype(kind, copy=False)
    return ranks.astype(np.int64, copy=False)
