"""Coalition verdict: whether a state is stable for a coalition, with the moves and the answer that decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from palabre.stability.bits import Bools, unpack
from palabre.stability.coalitions import Coalitions, Members, coalition_concept, coalition_name, members_of
from palabre.stability.concepts import CoalitionConcept
from palabre.stability.jumps import moves_words, way
from palabre.stability.paths import Hops, Step, steps
from palabre.stability.words import change_words, hops_words, listed, mid, name_of, state_words

if TYPE_CHECKING:
    from palabre.stability.analysis import Analysis


@dataclass(frozen=True)
class CoalitionVerdict:
    """Whether a state is stable for a coalition, and what decides it.

    Parameters
    ----------
    state, coalition, concept : str
    stable : bool
    improvement : str or None
        Where the coalition would go: by the fewest moves to an improvement nobody can deter, or where all
        are deterred to the nearest of them; None where it has no improvement.
    path : tuple of (who moves, label)
        Its moves to the improvement.
    sanction : tuple of (who moves, label)
        The others' answer, where the improvement is deterred; under CSEQ each step is an improvement of the
        coalition named, and leads where that coalition goes.
    hurt : tuple of str
        The members who are then no better off than at the state (``weak``: worse off, if any is).
    sentence : str
    """

    state: str
    coalition: str
    concept: str
    stable: bool
    improvement: str | None
    path: tuple[Step, ...]
    sanction: tuple[Step, ...]
    hurt: tuple[str, ...]
    sentence: str


def coalition_verdict(analysis: Analysis, state: str | int, coalition: str, concept: str) -> CoalitionVerdict:
    """Return the verdict on one state for one coalition: see `CoalitionVerdict`.

    Examples
    --------
    >>> from palabre import cases
    >>> from palabre.stability import analyse
    >>> elmira = analyse(cases.load("elmira").conflict(), "cseq")
    >>> print(coalition_verdict(elmira, "1", "Local Government", "cseq").sentence)
    Local Government would stay at '1': by taking 'Insist on the original order' to '5', which it prefers; \
but MoE and Uniroyal would gain by moving to '8', which leaves Local Government no better off than before.
    """
    space, found = analysis.space, analysis.coalitions
    kind, members = coalition_concept(concept), members_of(space, coalition)
    at = space.index(state) if isinstance(state, str) else state
    better, free = found.improvements(members)[at], found.unmet(members, kind)[at]
    hops = (way(found, members, at, free if free.any() else better) if better.any() else None) or []
    met = _answer(analysis, members, at, hops[-1][1], kind) if hops and not free.any() else None
    return CoalitionVerdict(
        space.label(at),
        coalition_name(space, members),
        kind.id,
        not free.any(),
        space.label(hops[-1][1]) if hops else None,
        steps(space, hops),
        met.steps if met else (),
        tuple(space.decision_makers[k] for k in met.hurt) if met else (),
        _sentence(analysis, members, at, hops, met, kind),
    )


@dataclass(frozen=True)
class _Answer:
    steps: tuple[Step, ...]
    hurt: Members
    words: str


def _answer(analysis: Analysis, members: Members, at: int, to: int, kind: CoalitionConcept) -> _Answer:
    """Return the shortest answer that deters a coalition from an improvement."""
    space, model, found = analysis.space, analysis.conflict, analysis.coalitions
    others = found.others(members)
    gain = found.better(members)[:, at]
    if kind.escape:
        gain = gain | (unpack(found.reach(members), len(space)) & gain).any(axis=1)
    if kind.answer == "improvements":
        chain = _chain(found, others, to, ~gain)
        end = chain[-1][1]
        told = tuple((coalition_name(space, m), space.label(t)) for m, t in chain)
        words = ", then ".join(
            f"{_named(analysis, m, within=True)} would gain by moving to {state_words(space, t)}"
            for m, t in chain
        )
    else:
        hops = way(found, others, to, ~gain)
        assert hops, "the engine found an answer, and the search did not"
        end, told = hops[-1][1], steps(space, hops)
        words = hops_words(model, space, to, hops, "could answer")
    own = {k: analysis.ranks[k] for k in members}
    worse = tuple(k for k in members if own[k][end] < own[k][at])
    no_better = tuple(k for k in members if own[k][end] <= own[k][at])
    return _Answer(told, worse if found.weak and worse else no_better, words)


def _chain(found: Coalitions, others: Members, start: int, goal: Bools) -> list[tuple[Members, int]]:
    """Return the shortest chain of improvements of coalitions of the others, none twice in a row."""
    within = [m for m in found.every if set(m) <= set(others)]
    leads = {m: found.improvements(m) for m in within}
    before: dict[tuple[int, Members], tuple[int, Members] | None] = {(start, ()): None}
    waiting: list[tuple[int, Members]] = [(start, ())]
    for node in waiting:
        if goal[node[0]] and node[1]:
            chain: list[tuple[Members, int]] = []
            while (earlier := before[node]) is not None:
                chain.append((node[1], node[0]))
                node = earlier
            return chain[::-1]
        for m in within:
            if m != node[1]:
                for t in np.flatnonzero(leads[m][node[0]]).tolist():
                    if (t, m) not in before:
                        before[t, m] = node
                        waiting.append((t, m))
    raise AssertionError("the engine found an answer, and the search did not")


def _named(analysis: Analysis, members: Members, *, within: bool = False) -> str:
    names = [name_of(analysis.conflict, k) for k in members]
    return listed([mid(n) if k or within else n for k, n in enumerate(names)])


def _sentence(  # noqa: PLR0917
    analysis: Analysis, members: Members, at: int, hops: Hops, met: _Answer | None, kind: CoalitionConcept
) -> str:
    space, model = analysis.space, analysis.conflict
    who, here, alone = _named(analysis, members), state_words(space, at), len(members) == 1
    if not hops:
        why = "no move from there leads to anything better"
        if not alone:
            why = f"nothing they can bring about {PREFERRED[analysis.weak]}"
        return f"{who} would stay at {here}: {why}."
    there = f"to {state_words(space, hops[-1][1])}"
    if alone and len(hops) == 1:
        moves = f"by {change_words(model, space, hops[0][0], at, hops[0][1])} {there}, which it prefers"
    else:
        moves = f"{moves_words(analysis, at, hops)}, {there}, which {PREFERRED[analysis.weak]}"
    if met is None:
        if kind.answer == "none" or not analysis.coalitions.others(members):
            return f"{who} would leave {here}: {moves}."
        return f"{who} would leave {here}: {moves}, {UNMET[kind.answer]}."
    out = ", with no way on to anything better" if kind.escape else ""
    hurt = f"leaves {_named(analysis, met.hurt, within=True)} no better off than before{out}"
    return f"{who} would stay at {here}: {moves}; but {met.words}, which {hurt}."


PREFERRED = {
    False: "each of them prefers",
    True: "some of them prefer and none of them minds",
}
UNMET = {
    "moves": "and no answer by the others can take that away",
    "improvements": "and no answer by which those who give it gain takes that away",
}
