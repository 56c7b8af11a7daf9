"""Told: the verdicts of FH, L_h and NM, with what decides them, in one plain sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from palabre.stability.catalogue import Foresight, Simultaneity, kind_for_one
from palabre.stability.concepts import concept_of
from palabre.stability.paths import Hops, steps, targets
from palabre.stability.related import related_replies, related_verdict
from palabre.stability.relational import Strength
from palabre.stability.verdict import Reply, Verdict, replies_of, verdict_of
from palabre.stability.words import (
    better_words,
    change_words,
    deciding_line,
    hops_words,
    listed,
    mid,
    name_of,
    state_words,
    worse_words,
)

if TYPE_CHECKING:
    from palabre.stability.analysis import Analysis


def verdict(analysis: Analysis, state: str | int, dm: str, concept: str) -> Verdict:
    """Return the verdict on one state for one decision maker under any concept."""
    kind = kind_for_one(concept)
    at = analysis.space.index(state) if isinstance(state, str) else state
    if isinstance(kind, Simultaneity):
        return _at_once(analysis, at, dm)
    if isinstance(kind, Foresight):
        return _ahead(analysis, at, dm, kind)
    if isinstance(kind, Strength) or analysis.related:
        return related_verdict(analysis, at, dm, kind)
    return verdict_of(analysis, at, dm, kind)


def replies(analysis: Analysis, state: str | int, dm: str, concept: str) -> tuple[Reply, ...]:
    """Return what becomes of every improvement from a state under any concept, the best one first."""
    space, who, kind = analysis.space, analysis.space.dm(dm), kind_for_one(concept)
    at = space.index(state) if isinstance(state, str) else state
    if isinstance(kind, Simultaneity):
        met = {space.label(t): end for t, end in analysis.simultaneous.met(who, at).items()}
        every = replies_of(analysis, at, dm, concept_of("seq"))
        return tuple(
            replace(r, deters=True, sanction=_moves(analysis, who, at, met[r.improvement]))
            if r.improvement in met
            else r
            for r in every
        )
    if isinstance(kind, Foresight):
        own, found = analysis.ranks[who], []
        for t in _better(analysis, who, at):
            after = analysis.horizons.foreseen(who, at, _moves_ahead(analysis, who, at, kind), first=t)[1:]
            end = after[-1][1] if after else t
            found.append(Reply(space.label(t), bool(own[end] <= own[at]), steps(space, after), None))
        return tuple(found)
    if isinstance(kind, Strength) or analysis.related:
        return related_replies(analysis, at, dm, kind)
    return replies_of(analysis, at, dm, kind)


def _better(analysis: Analysis, who: int, at: int) -> list[int]:
    """Improvements, the best one first."""
    own = analysis.ranks[who]
    return sorted(targets(analysis.space, who, at, analysis.ranks), key=lambda t: (-int(own[t]), t))


def _moves(analysis: Analysis, who: int, at: int, end: int) -> tuple[tuple[str, str], ...]:
    return steps(analysis.space, analysis.simultaneous.movers(who, at, end))


def _at_once(analysis: Analysis, at: int, dm: str) -> Verdict:
    """Return the verdict of SEQ, unless what others might do at the same moment changes it."""
    model, space, who = analysis.conflict, analysis.space, analysis.space.dm(dm)
    own, met = analysis.ranks[who], analysis.simultaneous.met(who, at)
    base = replace(verdict_of(analysis, at, dm, concept_of("seq")), concept="fh")
    if base.stable:
        return base
    free = [t for t in analysis.simultaneous.free(who, at) if t not in met]
    to = max(free or met, key=lambda t: (own[t], -t))
    line = deciding_line(model, space, who, to, at)
    me, here, there = name_of(model, who), state_words(space, at), state_words(space, to)
    by, why = change_words(model, space, who, at, to), better_words(model, space, who, to, at)
    base = replace(base, improvement=space.label(to), because=line.id if line else None)
    if free:
        text = f"{me} would leave {here}: {by} leads to {there}, {why}, and neither an answer by which the "
        text += "others would gain nor a move at the same moment takes that away."
        return replace(base, sentence=text)
    end = met[to]
    does = listed(
        [
            f"{mid(name_of(model, k))} leaves it too by {change_words(model, space, k, at, t)}"
            for k, t in analysis.simultaneous.movers(who, at, end)
        ]
    )
    off = worse_words(model, space, who, end, at, tie=bool(own[end] == own[at]))
    text = f"{me} would stay at {here}: {by} would lead to {there}, {why}, "
    text += f"but if at the same moment {does}, all would end at {state_words(space, end)}, {off}."
    return replace(base, stable=True, sanction=_moves(analysis, who, at, end), sentence=text)


def _moves_ahead(analysis: Analysis, who: int, at: int, kind: Foresight) -> int:
    """Return how far to look to see what decides: for NM, a horizon that comes round for ever."""
    horizons = analysis.horizons
    if kind.moves is None:
        return horizons.leaves_at(who, at) or horizons.settled
    return max(1, horizons.equal(kind.moves))


def _ahead(analysis: Analysis, at: int, dm: str, kind: Foresight) -> Verdict:
    space, who = analysis.space, analysis.space.dm(dm)
    stable = bool(analysis.mask(kind.id, dm)[at])
    moves = _moves_ahead(analysis, who, at, kind)
    first = next(iter(_better(analysis, who, at)), None) if stable else None
    hops: Hops = []
    if first is not None or not stable:
        hops = analysis.horizons.foreseen(who, at, moves, first)
    to = hops[-1][1] if hops and not stable else first
    line = None if to is None else deciding_line(analysis.conflict, space, who, to, at)
    return Verdict(
        state=space.label(at),
        dm=dm,
        concept=kind.id,
        stable=stable,
        improvement=space.label(hops[0][1]) if hops else None,
        sanction=steps(space, hops[1:]),
        counter=None,
        because=line.id if line else None,
        sentence=_ahead_words(analysis, who, at, kind, hops, stable=stable),
    )


def _ahead_words(analysis: Analysis, who: int, at: int, kind: Foresight, hops: Hops, *, stable: bool) -> str:
    model, space, own = analysis.conflict, analysis.space, analysis.ranks[who]
    me, here = name_of(model, who), state_words(space, at)
    if kind.moves is None:
        look = "looking far enough ahead" if stable else "at horizons that come round for ever"
    else:
        look = f"looking {kind.moves} move{'s' if kind.moves != 1 else ''} ahead"
    if not stable:
        told, end = hops_words(model, space, at, hops, "moves first"), hops[-1][1]
        there, why = state_words(space, end), better_words(model, space, who, end, at)
        return f"{me} would leave {here}: {look}, {told}, and all ends at {there}, {why}."
    if not len(space.moves[who].of(at)):
        return f"{me} would stay at {here}: there is no move to make."
    if not hops:
        return f"{me} would stay at {here}: {look}, no move from there ends anywhere better."
    (_, first), *after = hops
    by, there = change_words(model, space, who, at, first), state_words(space, first)
    met, end = hops_words(model, space, first, after, "would go on"), hops[-1][1]
    off = worse_words(model, space, who, end, at, tie=bool(own[end] == own[at]))
    return (
        f"{me} would stay at {here}: {look}, no move ends anywhere better; {by} would lead to {there}, "
        f"but {met}, {off}."
    )
