"""Verdict: whether a state is stable for a decision maker, with the move and the sanction that decide it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from palabre.stability.concepts import Concept, others, without_escape
from palabre.stability.operators import own_max
from palabre.stability.paths import Step, answer, steps, targets
from palabre.stability.sentence import Followed, sentence
from palabre.stability.words import deciding_line

if TYPE_CHECKING:
    from palabre.stability.analysis import Analysis


@dataclass(frozen=True)
class Verdict:
    """Whether a state is stable for a decision maker, and what decides it.

    Parameters
    ----------
    state, dm, concept : str
        Label and ids.
    stable : bool
    improvement : str or None
        Where the decision maker's best move leads: its best unsanctioned one where the state is unstable, its
        best one where all are sanctioned; None where it has no move to anything better. Under L_h and NM,
        the first move of those foreseen.
    sanction : tuple of (decision maker, label)
        The others' answer to the improvement, move by move. In an unstable state, an answer that would have
        deterred but for `counter` (SMR and SSEQ only); otherwise empty. Under FH, where that decides, what
        each of the others does at the same moment; under L_h and NM, the moves foreseen after the first.
    counter : str or None
        SMR and SSEQ only: the best state the decision maker could move on to after the sanction.
    because : str or None
        Id of the preference line that makes the improvement one; None under a ranking or without one.
    sentence : str
        All this in one plain sentence.
    """

    state: str
    dm: str
    concept: str
    stable: bool
    improvement: str | None
    sanction: tuple[Step, ...]
    counter: str | None
    because: str | None
    sentence: str


@dataclass(frozen=True)
class Reply:
    """What becomes of one improvement: the answer to it, and whether that deters."""

    improvement: str
    deters: bool
    sanction: tuple[Step, ...]
    counter: str | None


def verdict_of(analysis: Analysis, at: int, dm: str, kind: Concept) -> Verdict:
    """Return the verdict on one state for one decision maker: see `Verdict`."""
    space, who = analysis.space, analysis.space.dm(dm)
    own = analysis.ranks[who]
    better = targets(space, who, at, analysis.ranks)
    final = analysis.worth(kind.id, dm)
    free = [t for t in better if final[t] > own[at]]
    found = None
    if better:
        found = _follow(analysis, who, at, max(free or better, key=lambda t: (own[t], -t)), kind)
    line = deciding_line(analysis.conflict, space, who, found.to, at) if found else None
    return Verdict(
        state=space.label(at),
        dm=dm,
        concept=kind.id,
        stable=not free,
        improvement=space.label(found.to) if found else None,
        sanction=steps(space, found.hops) if found else (),
        counter=space.label(found.counter) if found and found.counter is not None else None,
        because=line.id if line else None,
        sentence=sentence(analysis, who, at, kind, found, len(better) - 1),
    )


def replies_of(analysis: Analysis, at: int, dm: str, kind: Concept) -> tuple[Reply, ...]:
    """Return what becomes of every improvement a decision maker has from a state, the best one first."""
    space, who = analysis.space, analysis.space.dm(dm)
    better = sorted(targets(space, who, at, analysis.ranks), key=lambda t: (-int(analysis.ranks[who][t]), t))
    every = [_follow(analysis, who, at, t, kind) for t in better]
    return tuple(
        Reply(
            space.label(f.to),
            f.deters,
            steps(space, f.hops),
            None if f.counter is None else space.label(f.counter),
        )
        for f in every
    )


def _follow(analysis: Analysis, who: int, at: int, to: int, kind: Concept) -> Followed:
    """Find the shortest answer that deters a move; or, where escapes count, one that would but for them."""
    space, own = analysis.space, analysis.ranks[who]
    dm = space.decision_makers[who]
    deters = bool(analysis.worth(kind.id, dm)[to] <= own[at])
    held = kind.escape and bool(analysis.worth(without_escape(kind).id, dm)[to] <= own[at])
    if not deters and not held:
        return Followed(to, False, [], None)
    base = own_max(space.moves[who], own) if kind.escape and deters else own
    hops = answer(
        space,
        to,
        np.asarray(base <= own[at]),
        others(space, who),
        analysis.ranks if kind.answer == "improvements" else None,
        dread=own,
        longest=1 if analysis.sanctions == "single" else None,
    )
    assert hops, "the engine found an answer, and the search did not"
    onward = targets(space, who, hops[-1][1], None) if kind.escape else []
    return Followed(to, deters, hops, max(onward, key=lambda t: (own[t], -t), default=None))
