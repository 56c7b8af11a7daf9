"""Sentence: a verdict said in one plain sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from palabre.stability.concepts import Concept
from palabre.stability.paths import Hops
from palabre.stability.words import (
    better_words,
    change_words,
    hops_words,
    mid,
    name_of,
    state_words,
    worse_words,
)

if TYPE_CHECKING:
    from palabre.stability.analysis import Analysis


@dataclass(frozen=True)
class Followed:
    """One improvement followed up: where to, the others' answer, and the best move after that."""

    to: int
    deters: bool
    hops: Hops
    counter: int | None


def sentence(  # noqa: PLR0917
    analysis: Analysis, dm: int, at: int, kind: Concept, found: Followed | None, more: int
) -> str:
    """Return what decides whether a state is stable for a decision maker.

    Parameters
    ----------
    analysis : Analysis
    dm, at : int
    kind : Concept
    found : Followed or None
        The improvement that decides, with its answer; None where there is no improvement.
    more : int
        How many other improvements there are.
    """
    model, space = analysis.conflict, analysis.space
    me, here = name_of(model, dm), state_words(space, at)
    if found is None:
        moves = len(space.moves[dm].of(at))
        why = "no move from there leads to anything better" if moves else "there is no move to make"
        return f"{me} would stay at {here}: {why}."
    by, there = change_words(model, space, dm, at, found.to), state_words(space, found.to)
    leads = f"{by} {'would lead' if found.deters else 'leads'} to {there}"
    if by.startswith("moving to"):
        leads = f"{there} is one move away"
    goes = f"{leads}, {better_words(model, space, dm, found.to, at)}"
    if not found.deters:
        return f"{me} would leave {here}: {goes}{_free(analysis, dm, kind, found)}."
    verb = "would gain" if kind.answer == "improvements" else "could answer"
    met = hops_words(model, space, found.to, found.hops, verb)
    own, end = analysis.ranks[dm], found.hops[-1][1]
    off = worse_words(model, space, dm, end, at, tie=bool(own[end] == own[at]))
    out = ", with no escape from there" if kind.escape else ""
    rest = f"; the {more} other better moves are met in turn" if more else ""
    if more == 1:
        rest = "; the other better move is met in turn"
    return f"{me} would stay at {here}: {goes}, but {met}, {off}{out}{rest}."


def _free(analysis: Analysis, dm: int, kind: Concept, found: Followed) -> str:
    """Say why nothing deters."""
    model, space = analysis.conflict, analysis.space
    if kind.answer == "none" or len(space.decision_makers) == 1:
        return ""
    if found.hops and found.counter is not None:
        end = found.hops[-1][1]
        gains = kind.answer == "improvements"
        met = hops_words(model, space, found.to, found.hops, "would gain" if gains else "could answer")
        by = change_words(model, space, dm, end, found.counter)
        every = "as after every answer by which the others would gain" if gains else "as after every answer"
        return f"; {met}, but {mid(name_of(model, dm))} could then escape by {by}, {every}"
    if kind.answer == "improvements":
        return ", and no answer by which the others would gain takes that away"
    return ", and no answer by the others can take that away"
