"""Concepts: Nash, GMR, SMR, SEQ and SSEQ as five readings of one formula.

A state s is stable for decision maker i when no move leads to a state whose *worth* exceeds the rank of s.
The worth of a state is its rank or, where that is less, the least that i is left with after the others'
answer: see ``Concept``. A new concept of this form is one more row of ``CONCEPTS``.

SSEQ is due to L. C. Rêgo and G. I. A. Vieira, "Symmetric sequential stability in the graph model for conflict
resolution with multiple decision makers", Group Decision and Negotiation 26 (2017).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal, Protocol, TypeAlias

import numpy as np
from numpy.typing import DTypeLike, NDArray

from palabre.conflict import Space
from palabre.conflict.errors import ConflictError, unknown
from palabre.stability import batch, fast
from palabre.stability.operators import Bars, Values, bars, closure, joint_bars, one_move, own_max

Bools: TypeAlias = NDArray[np.bool_]
Sanctions: TypeAlias = Literal["sequences", "single"]
CHUNK = 1 << 17
AHEAD = r"nm|l[1-9]\d{0,3}"


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
    Concept("sseq", "SSEQ", "improvements", escape=True),
)


@dataclass(frozen=True)
class CoalitionConcept(Concept):
    """A solution concept for decision makers who move together: see `Coalitions`."""


COALITION_CONCEPTS: tuple[CoalitionConcept, ...] = (
    CoalitionConcept("cnash", "CNash", "none"),
    CoalitionConcept("cgmr", "CGMR", "moves"),
    CoalitionConcept("csmr", "CSMR", "moves", escape=True),
    CoalitionConcept("cseq", "CSEQ", "improvements"),
)

ALL: tuple[str, ...] = tuple(c.id for c in CONCEPTS)
DEFAULT: tuple[str, ...] = ("nash", "gmr", "smr", "seq")


def concept_of(name: str) -> Concept:
    """Return the concept of ``CONCEPTS`` with this id, in capitals or not."""
    key = name.lower()
    for concept in CONCEPTS:
        if concept.id == key:
            return concept
    known, alone = [c.id for c in CONCEPTS], ["fh", *(c.id for c in COALITION_CONCEPTS)]
    if key in alone or re.fullmatch(AHEAD, key) or key.startswith(("strong-", "weak-")):
        what = (
            f"'{name}' is worked out for one model at a time: neither for versions nor for what it would take"
        )
        raise ConflictError(what, f"here, ask for {', '.join(known)}")
    raise unknown("solution concept", name, [*known, *alone, "l2", "nm"])


def without_escape(concept: Concept) -> Concept:
    """Return the concept with the same answers, in which the decision maker may not move on."""
    return next(c for c in CONCEPTS if c.answer == concept.answer and not c.escape)


def concepts_of(concepts: str | Sequence[str]) -> tuple[str, ...]:
    """Return the ids of one or several concepts."""
    return tuple(concept_of(c).id for c in ([concepts] if isinstance(concepts, str) else concepts))


def worth(space: Space, dm: int, ranks: Ranks, concept: str, sanctions: Sanctions = "sequences") -> Values:
    """Return what each state is worth to a decision maker once the others have answered.

    A move to s1 is unsanctioned at s where s1 is worth more than the rank of s. Nash, GMR and SMR read
    ``ranks[dm]`` alone; SEQ and SSEQ read everybody's.
    """
    kind, own = concept_of(concept), narrow(ranks[dm])
    quick = _worth_fast(space, dm, ranks, kind, sanctions)
    if quick is not None:
        return quick
    barred = None
    if kind.answer == "improvements":
        barred = [mover_bars(space, k, ranks, own.dtype) for k in others(space, dm)]
    return _worth(space, dm, own, kind, barred, sanctions)


def stable_for(
    space: Space, dm: int, ranks: Ranks, concept: str, sanctions: Sanctions = "sequences"
) -> Bools:
    """Return, state by state (and version by version), whether a state is stable for one decision maker.

    Nash, GMR and SMR read ``ranks[dm]`` alone, so that a mapping with that one entry will do.
    """
    final = worth(space, dm, ranks, concept, sanctions)
    return np.asarray(own_max(space.moves[dm], final) <= ranks[dm])


def judge(
    space: Space, ranks: Values, concepts: str | Sequence[str] = ALL, sanctions: Sanctions = "sequences"
) -> dict[str, Bools]:
    """Return which states are stable for whom, concept by concept.

    Parameters
    ----------
    space : Space
    ranks : integer array [decision makers, states] or [decision makers, states, versions]
        Higher is better.
    concepts : sequence of str
        Of ``nash``, ``gmr``, ``smr``, ``seq``, ``sseq``.
    sanctions : "sequences" or "single"
        Whether the others answer by any legal sequence of moves, or (to replicate a publication) by one move.

    Returns
    -------
    dict of str to bool array of the shape of `ranks`
        By concept, in small letters.
    """
    ids = concepts_of(concepts)
    ranks = narrow(np.asarray(ranks))
    quick = judge_fast(space, ranks, ids, sanctions)
    if quick is None and ranks.ndim == 3 and sanctions == "sequences":
        quick = batch.judged(space, ranks, fast.bits_of(ids), partial(_judge_alone, space, ids))
    if quick is not None:
        return {c: fast.unpacked(quick, fast.BITS[c]) for c in ids}
    return judge_numpy(space, ranks, ids, sanctions)


def judge_numpy(
    space: Space, ranks: Values, concepts: Sequence[str] = ALL, sanctions: Sanctions = "sequences"
) -> dict[str, Bools]:
    """Do the work of `judge` by the operators alone: what the compiled kernels have to agree with."""
    kinds = [concept_of(c) for c in concepts]
    ranks = narrow(ranks)
    wide = ranks if ranks.ndim == 3 else ranks[:, :, None]
    found = {kind.id: np.empty(wide.shape, bool) for kind in kinds}
    step = max(1, CHUNK // max(1, len(space)))
    for first in range(0, wide.shape[2], step):
        chunk = slice(first, first + step)
        part = np.ascontiguousarray(wide[:, :, chunk])
        barred: list[Bars] = []
        if any(kind.answer == "improvements" for kind in kinds):
            barred = [mover_bars(space, k, part, part.dtype) for k in range(len(space.movers))]
        for kind in kinds:
            for dm, own in enumerate(part):
                credible = kind.answer == "improvements"
                theirs = [barred[k] for k in others(space, dm)] if credible else None
                final = _worth(space, dm, own, kind, theirs, sanctions)
                found[kind.id][dm, :, chunk] = own_max(space.moves[dm], final) <= own
    return {c: f.reshape(ranks.shape) for c, f in found.items()}


def _judge_alone(space: Space, concepts: Sequence[str], ranks: Values) -> NDArray[np.uint8]:
    """Return verdicts on one version, as bits."""
    quick = judge_fast(space, ranks, concepts)
    if quick is not None:
        return quick
    found = judge_numpy(space, ranks, concepts)
    return np.asarray(np.bitwise_or.reduce([found[c] * np.uint8(fast.BITS[c]) for c in concepts]))


def others(space: Space, dm: int) -> list[int]:
    """Return which of ``space.movers`` can answer a decision maker: the others, alone or together."""
    return [k for k, who in enumerate(space.movers) if dm not in who]


def mover_bars(space: Space, mover: int, ranks: Ranks, dtype: DTypeLike) -> Bars:
    """Return what bars all moves of one of ``space.movers`` but those by which all who make them gain."""
    return some_bars(space, mover, space.movers[mover], ranks, dtype)


def some_bars(space: Space, mover: int, who: Sequence[int], ranks: Ranks, dtype: DTypeLike) -> Bars:
    """Return what bars all moves of one of ``space.movers`` but those by which these who make them gain."""
    moves = space.ways[mover]
    if mover < len(space.moves):
        return bars(moves, ranks[who[0]], dtype)
    return joint_bars(space.joint[mover - len(space.moves)].arcs, [ranks[k] for k in who], dtype)


def judge_fast(
    space: Space, ranks: Values, concepts: Iterable[str], sanctions: Sanctions = "sequences"
) -> NDArray[np.uint8] | None:
    """Return what `fast.verdicts` makes of ranks [decision makers, states]; None where it does not apply."""
    wanted = fast.bits_of(concepts)
    if ranks.ndim != 2 or sanctions != "sequences" or not wanted or fast.engine_for(space) != "fast":
        return None
    few = fast.small(ranks)
    return None if few is None else fast.verdicts(space, few, wanted)


def _worth_fast(space: Space, dm: int, ranks: Ranks, kind: Concept, sanctions: Sanctions) -> Values | None:
    """Do the work of `worth` where the fast engine applies to ranks in an array that need no squeezing."""
    bit = fast.bits_of([kind.id])
    if not isinstance(ranks, np.ndarray) or ranks.ndim != 2 or not ranks.size or not bit:
        return None
    if ranks.min() < 0 or ranks.max() >= fast.TOP or sanctions != "sequences":
        return None
    if fast.engine_for(space) != "fast":
        return None
    return fast.worth(space, ranks.astype(np.int16, copy=False), dm, bit)


def _worth(  # noqa: PLR0917
    space: Space,
    dm: int,
    own: Values,
    kind: Concept,
    barred: Sequence[Bars] | None,
    sanctions: Sanctions,
) -> Values:
    answering = others(space, dm)
    if kind.answer == "none" or not answering:
        return own
    movers = [space.ways[k] for k in answering]
    base = own_max(space.moves[dm], own) if kind.escape else own
    if sanctions == "single":
        alone = sum(len(space.movers[k]) == 1 for k in answering)
        left = one_move(movers[:alone], base, None if barred is None else barred[:alone])
    else:
        left = closure(movers, base, barred, transitive=space.steady(answering))
    return np.minimum(own, left)


def narrow(ranks: Values) -> Values:
    """Return ranks as the smallest signed integers that hold them: half the bytes are half the time."""
    low, high = int(ranks.min(initial=0)), int(ranks.max(initial=0))
    for kind in (np.int16, np.int32):
        if np.iinfo(kind).min < low and high < np.iinfo(kind).max:
            return ranks.astype(kind, copy=False)
    raise ValueError("ranks must fit into 32 bits")
