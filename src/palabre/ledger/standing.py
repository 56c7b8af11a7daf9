"""Standing: how close a speaker is to what is said. Computed, never typed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from palabre.ledger.actor import Actor
from palabre.ledger.claim import Claim, Standing


def belongs_to(actor: str, actors: Mapping[str, Actor]) -> frozenset[str]:
    """Return the actor itself, those it speaks for, and everything they are members of.

    Examples
    --------
    >>> actors = {"a": Actor("a", "A", member_of=("front",)), "s": Actor("s", "S", speaks_for=("a",))}
    >>> sorted(belongs_to("s", actors))
    ['a', 'front', 's']
    """
    seen: set[str] = set()
    waiting = [actor]
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        if one in actors:
            waiting += [*actors[one].member_of, *actors[one].speaks_for]
    return frozenset(seen)


def side_of(actor: str, actors: Mapping[str, Actor], sides: Mapping[str, Sequence[str]]) -> str:
    """Return the side an actor stands on, itself or through those it belongs to; empty for none."""
    own = belongs_to(actor, actors)
    return next((side for side, members in sides.items() if not own.isdisjoint(members)), "")


def standing_of(
    claim: Claim,
    actors: Mapping[str, Actor],
    sides: Mapping[str, Sequence[str]],
    desk: str = "",
) -> Standing:
    """Return the standing of a claim, from its speaker and the first actor it is about.

    - ``assumption``: the desk itself says it;
    - ``own words``: the speaker is the subject, belongs to it, or speaks for something it belongs to;
    - ``other side``: speaker and subject stand on different sides;
    - ``interested party``: the speaker stands on a side, and the subject on the same one or on none;
    - ``reporter``: an outlet on no side says it in its own voice;
    - ``third party``: anybody else; the speaker stands on no side.
    """
    if desk and claim.speaker == desk:
        return "assumption"
    subject = claim.about[0] if claim.about else ""
    speaker = actors.get(claim.speaker)
    voices = {claim.speaker, *(speaker.speaks_for if speaker else ())}
    if subject in belongs_to(claim.speaker, actors) or not voices.isdisjoint(belongs_to(subject, actors)):
        return "own words"
    here, there = side_of(claim.speaker, actors, sides), side_of(subject, actors, sides)
    if here:
        return "other side" if there and here != there else "interested party"
    return "reporter" if speaker and speaker.kind == "outlet" else "third party"
