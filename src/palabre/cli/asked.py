"""What is asked of `palabre analyse` at once: what would be dropped is refused, as wrong usage."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from palabre.conflict import Conflict

ALONE = ("--seen-by", "--make", "--break", "--needs", "--jumps", "--why", "--mixed")
TOGETHER = ({"--make", "--break"},)
TOGETHER_IN_JSON = ({"--jumps", "--mixed"}, {"--jumps", "--why"}, {"--why", "--mixed"})
BY_THEMSELVES = ("--make", "--break", "--needs")
COALITIONS = ("cnash", "cgmr", "csmr", "cseq")


def refuse_dropped(asked: Mapping[str, object], concepts: tuple[str, ...], json: bool) -> None:
    """Refuse two things of which only one would be told, and what changes nothing in what is told.

    Parameters
    ----------
    asked : mapping {flag: value}
        Every flag that says what to tell; an empty value is one that was not given.
    concepts : tuple of str
    json : bool
        Whether JSON is printed: there the answer to ``--make``, ``--break`` or ``--needs`` stands alone.
    """
    given = [flag for flag, value in asked.items() if value]
    answers = [flag for flag in ALONE if flag in given]
    pairs = (*TOGETHER, *TOGETHER_IN_JSON) if json else TOGETHER
    for one, other in combinations(answers, 2):
        if {one, other} not in pairs:
            _refuse(one, other, "each has an answer of its own; ask for them one after the other")
    if "--show" in given:
        for one in answers:
            if one == "--seen-by" or (json and one in BY_THEMSELVES):
                _refuse("--show", one, "the one would go unheard; ask for them one after the other")
    if "--over" in given and not {"--make", "--break"} & {*given}:
        _refuse("--over", "--make", "it says what may change for --make or --break; name a target with one")
    if "--weak" in given and not ({*concepts} & {*COALITIONS} or "--jumps" in given):
        _refuse("--weak", "--concepts", f"it is about coalitions; ask for {', '.join(COALITIONS)} or --jumps")
    parts = {part.strip() for part in str(asked.get("--show") or "").split(",")}
    if "--from" in given and not {"ways", "stays"} & parts:
        _refuse("--from", "--show", "this is where ways and stays start; add --show ways")


def refuse_strangers(conflict: Conflict, profile: Mapping[str, str], rest: str) -> None:
    """Refuse, as wrong usage, concepts for somebody who is not there, or for some decision makers only."""
    from palabre.conflict.errors import unknown

    known = [d.id for d in conflict.decision_makers]
    for dm in profile:
        if dm not in known:
            raise typer.BadParameter(str(unknown("decision maker", dm, known)), param_hint="--mixed")
    missing = [dm for dm in known if dm not in profile]
    if missing and not rest:
        what = f"no concept is named for '{missing[0]}'; name one for each decision maker"
        raise typer.BadParameter(what, param_hint="--mixed")


def refuse_undefined(conflict: Conflict, wanted: tuple[str, ...]) -> None:
    """Refuse, as wrong usage, a concept that is not defined for a model of this kind."""
    from palabre.conflict import ConflictError
    from palabre.stability import kind_of
    from palabre.stability.catalogue import refuse

    for concept in wanted:
        try:
            refuse(kind_of(concept), conflict, conflict.space)
        except ConflictError as fault:
            raise typer.BadParameter(str(fault), param_hint="--concepts") from None


def _refuse(flag: str, other: str, why: str) -> NoReturn:
    hint = f"{flag}, {other}"
    raise typer.BadParameter(why, param_hint=hint)
