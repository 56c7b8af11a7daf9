"""Related: verdicts where relations between states decide, with what decides them, in one plain sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from palabre.stability.concepts import Concept, others
from palabre.stability.paths import Hops, answer, steps, targets
from palabre.stability.relation_words import deter_words, leave_words
from palabre.stability.relational import Relational, Strength
from palabre.stability.verdict import Reply, Verdict
from palabre.stability.words import change_words, deciding_line, hops_words, name_of, state_words

if TYPE_CHECKING:
    from palabre.stability.analysis import Analysis


def related_verdict(analysis: Analysis, at: int, dm: str, kind: Concept | Strength) -> Verdict:
    """Return the verdict on one state for one decision maker: see `Verdict`."""
    analysis.relational.check()
    if not isinstance(kind, Strength):
        return _verdict(analysis, at, dm, kind, "")
    strongly = bool(analysis.mask(f"strong-{kind.base.id}", dm)[at])
    if kind.strong:
        return replace(_verdict(analysis, at, dm, kind.base, "strongly"), concept=kind.id)
    general = _verdict(analysis, at, dm, kind.base, "weakly")
    if general.stable and strongly:
        told = _verdict(analysis, at, dm, kind.base, "strongly").sentence
        general = replace(general, stable=False, sentence=f"{told} So it would not only weakly stay.")
    return replace(general, concept=kind.id)


def related_replies(analysis: Analysis, at: int, dm: str, kind: Concept | Strength) -> tuple[Reply, ...]:
    """Return what becomes of each move by which a decision maker would leave, were there no answer."""
    analysis.relational.check()
    base, strong = (kind.base, kind.strong) if isinstance(kind, Strength) else (kind, False)
    space, who = analysis.space, analysis.space.dm(dm)
    found = []
    for t in _ordered(analysis.relational, who, at, _open(analysis, who, at)):
        hops = _answer(analysis, who, at, t, base, strong=strong)
        found.append(Reply(space.label(t), bool(hops), steps(space, hops), None))
    return tuple(found)


def _open(analysis: Analysis, who: int, at: int) -> list[int]:
    near = analysis.space.moves[who].of(at)
    found: list[int] = near[analysis.relational.leaves(who)[near, at]].tolist()
    return found


def _ordered(relational: Relational, who: int, at: int, some: list[int]) -> list[int]:
    """Put states in order: what is surely welcome first, then what beats most of the others."""
    seen = relational.seen[who]
    beaten = seen.better[np.ix_(some, some)].sum(axis=1)
    rank = {
        t: (not seen.better[t, at], not seen.much[t, at], -int(n)) for t, n in zip(some, beaten, strict=True)
    }
    return sorted(some, key=lambda t: (*rank[t], t))


def _answer(analysis: Analysis, who: int, at: int, to: int, kind: Concept, *, strong: bool) -> Hops:
    """Return the shortest answer that deters a move; empty where none does."""
    relational, space = analysis.relational, analysis.space
    if not relational.answered(who, kind, strong=strong)[to, at]:
        return []
    seen = relational.seen[who]
    dread = 2 - seen.better[at].astype(np.int8) - seen.much[at]
    hops = answer(
        space,
        to,
        relational.deters(who, escape=kind.escape, strong=strong)[:, at],
        [k for k in others(space, who) if analysis.sanctions != "single" or len(space.movers[k]) == 1],
        relational if kind.answer == "improvements" else None,
        dread=dread,
        longest=1 if analysis.sanctions == "single" else None,
    )
    assert hops, "the engine found an answer, and the search did not"
    return hops


def _verdict(analysis: Analysis, at: int, dm: str, kind: Concept, how: str) -> Verdict:
    """Return the verdict; `how` is empty, or says what is asked: whether it stays strongly, or weakly."""
    space, who, strong = analysis.space, analysis.space.dm(dm), how == "strongly"
    better = _ordered(analysis.relational, who, at, _open(analysis, who, at))
    met = {t: _answer(analysis, who, at, t, kind, strong=strong) for t in better}
    free = [t for t in better if not met[t]]
    to = next(iter(free or better), None)
    hops = met[to] if to is not None else []
    line = deciding_line(analysis.conflict, space, who, to, at) if to is not None else None
    onward = targets(space, who, hops[-1][1], None) if kind.escape and hops else []
    counter = next(iter(_ordered(analysis.relational, who, at, onward)), None)
    return Verdict(
        state=space.label(at),
        dm=dm,
        concept=kind.id,
        stable=not free,
        improvement=None if to is None else space.label(to),
        sanction=steps(space, hops),
        counter=None if counter is None else space.label(counter),
        because=line.id if line else None,
        sentence=_sentence(analysis, who, at, kind, how, to, hops, len(better) - 1),
    )


def _sentence(  # noqa: PLR0917
    analysis: Analysis,
    who: int,
    at: int,
    kind: Concept,
    how: str,
    to: int | None,
    hops: Hops,
    more: int,
) -> str:
    model, space = analysis.conflict, analysis.space
    me, here, strong = name_of(model, who), state_words(space, at), how == "strongly"
    stays = f"{me} would {how} stay at {here}" if how else f"{me} would stay at {here}"
    if to is None:
        if not len(space.moves[who].of(at)):
            return f"{stays}: there is no move to make."
        known = " known to lead" if analysis.relational.seen[who].unknown[:, at].any() else " that leads"
        return f"{stays}: there is no move{known} to anything better."
    by, there = change_words(model, space, who, at, to), state_words(space, to)
    leads = f"{by} {'would lead' if hops else 'leads'} to {there}"
    if by.startswith("moving to"):
        leads = f"{there} is one move away"
    goes = f"{leads}, {leave_words(analysis, who, to, at)}"
    gains = kind.answer == "improvements"
    if not hops:
        sure = bool(analysis.relational.seen[who].better[to, at])
        leaves = (
            f"{me} would not strongly stay at {here}"
            if strong
            else f"{me} {'would' if sure else 'may'} leave {here}"
        )
        alone = kind.answer == "none" or len(space.decision_makers) == 1
        which = "no answer by which the others would or may gain" if gains else "no answer by the others"
        does = "leaves it much worse off" if strong else "deters it"
        return f"{leaves}: {goes}{'' if alone else f', and {which} {does}'}."
    said = hops_words(
        model,
        space,
        to,
        hops,
        "would or may gain"
        if gains and _doubtful(analysis, to, hops)
        else "would gain"
        if gains
        else "could answer",
    )
    off = deter_words(analysis, who, hops[-1][1], at, strong=strong)
    out = ", with no escape from there" if kind.escape else ""
    rest = f"; the {more} other moves it might make are met in turn" if more else ""
    if more == 1:
        rest = "; the other move it might make is met in turn"
    return f"{stays}: {goes}, but {said}, {off}{out}{rest}."


def _doubtful(analysis: Analysis, at: int, hops: Hops) -> bool:
    """Whether some step of an answer is one of which it is unknown whether the mover gains."""
    for mover, t in hops:
        for k in analysis.space.movers[mover]:
            if not analysis.relational.seen[k].better[t, at]:
                return True
        at = t
    return False
