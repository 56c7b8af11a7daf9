"""Parts of a claim as a person gives them: asked one after the other, each until it can stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias, get_args

import typer

if TYPE_CHECKING:
    from palabre.cli.keys import Keys
    from palabre.dossier import Review
    from palabre.reading import Draft

Reading: TypeAlias = Callable[[str], Any]
TRIES = 3
KEPT = object()
KINDS = "force, control, abuse, alliance, position, agreement, event, denial"
ACTORS = "state, armed group, organisation, person, outlet, coalition"
_AMOUNT = re.compile(
    r"(?:(?P<hedge>[a-z ]+?)\s+)?(?P<low>[\d,.]+)(?:\s*(?:-|to)\s*(?P<high>[\d,.]+))?\s*(?P<unit>.*)"
)


class Unfit(Exception):
    """Why an answer cannot stand, and what to do."""


def filled(
    session: Review, keys: Keys, claim: dict[str, Any], draft: Draft, *, every: bool
) -> dict[str, Any]:
    """Return the claim with what is missing asked for, or with every part asked for."""
    made = dict(claim)
    named = f"+{draft.named}" if draft.named[:1].isupper() else draft.named
    where = f"+{draft.place}" if draft.place else ""
    parts: tuple[tuple[str, str, str, bool, Reading], ...] = (
        ("says", "says", "", True, str),
        (
            "speaker",
            "speaker (an actor; +NAME makes a new one)",
            named,
            True,
            lambda a: _actor(session, keys, a),
        ),
        ("about", "about (actors, with commas)", "", True, lambda a: _actors(session, keys, a)),
        ("kind", f"kind ({KINDS}, …)", "", True, _kind),
        ("as_of", "as of (a date)", "", False, _day),
        ("amount", "amount (around 1,000 soldiers; 12,000 to 15,000 fighters)", "", False, _amount),
        ("place", "place (+NAME makes a new one)", where, False, lambda a: _place(session, a)),
        ("passage", "passage (words that stand once in the text)", "", True, str),
    )
    for key, prompt, proposed, needed, read in parts:
        if every or (needed and not made.get(key)):
            kept = _shown(made.get(key))
            answer = _asked(keys, prompt, kept or proposed, needed, read, kept=kept)
            made[key] = made.get(key) if answer is KEPT else answer
            if key == "speaker" and made[key] and not made.get("about") and draft.how != "outlet":
                made["about"] = [made[key]]
    if made.get("says") != claim.get("says"):
        from palabre.dossier.heading import free_id

        made["id"] = free_id(str(made.get("says") or "claim"), session.taken, longest=32)
    return {key: value for key, value in made.items() if value not in (None, "", [], {})}


def _asked(keys: Keys, prompt: str, default: str, needed: bool, read: Reading, *, kept: str) -> Any:
    """Ask until an answer can stand, or the tries are used up; `-` empties, the value kept stays."""
    for _ in range(TRIES):
        answer = keys.line(prompt, default)
        if answer == kept and kept:
            return KEPT
        if answer in ("", "-"):
            if not needed:
                return None
            typer.echo("This part is needed.", err=True)
            continue
        try:
            return read(answer)
        except Unfit as unfit:
            typer.echo(str(unfit), err=True)
    return None


def _kind(answer: str) -> str:
    from palabre.dossier.log import suggest
    from palabre.ledger import Kind

    if answer not in get_args(Kind):
        raise Unfit(f"There is no kind '{answer}': {suggest(answer, get_args(Kind))}")
    return answer


def _day(answer: str) -> str:
    from palabre.terms import Day, DayError

    try:
        return Day.read(answer).edtf
    except DayError as fault:
        raise Unfit(f"{fault.what}: {fault.remedy}") from None


def _place(session: Review, answer: str) -> str:
    from palabre.dossier.log import suggest

    name = answer.removeprefix("+").strip()
    known = session.heading.place_named(name)
    if known:
        return known
    if not answer.startswith("+") or not name:
        near = suggest(answer, session.heading.places)
        raise Unfit(f"There is no place '{answer}': {near}; or +NAME makes a new one")
    session.heading, one = session.heading.with_place(name)
    typer.echo(f"'{one}' is a place in dossier.yaml now.")
    return one


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        if "words" in value:
            return str(value["words"])
        figures = [f"{value[k]:,}" for k in ("low", "best", "high") if k in value]
        if "high" in value and len(figures) == 1:
            return f"at most {figures[0]} {value.get('unit', '')}".strip()
        if "low" in value and len(figures) == 1:
            return f"at least {figures[0]} {value.get('unit', '')}".strip()
        return " ".join(p for p in (value.get("hedge"), " to ".join(figures), value.get("unit")) if p)
    return ", ".join(value) if isinstance(value, list) else str(value or "")


def _amount(answer: str) -> Any:
    """Read an amount as it is said.

    Examples
    --------
    >>> _amount("at least 1,000 soldiers"), _amount("around 7.5 percent of Gao")
    ({'low': 1000, 'unit': 'soldiers'}, {'best': 7.5, 'unit': 'percent of Gao', 'hedge': 'around'})
    """
    found = _AMOUNT.fullmatch(answer.strip())
    if found is None:
        raise Unfit(f"'{answer}' is no amount: write a figure and what is counted")
    hedge, low, high, unit = (found[k] or "" for k in ("hedge", "low", "high", "unit"))
    if high:
        figures: dict[str, Any] = {"low": _number(low), "high": _number(high)}
    elif hedge in ("at least", "at most"):
        figures = {"low" if hedge == "at least" else "high": _number(low)}
        hedge = ""
    else:
        figures = {"best": _number(low)}
    return figures | {k: v for k, v in (("unit", unit), ("hedge", hedge)) if v}


def _number(figure: str) -> int | float:
    try:
        value = float(figure.replace(",", ""))
    except ValueError:
        raise Unfit(f"'{figure}' is no number") from None
    return int(value) if value == int(value) else value


def _actors(session: Review, keys: Keys, answer: str) -> list[str]:
    return [_actor(session, keys, part.strip()) for part in answer.split(",") if part.strip()]


def _actor(session: Review, keys: Keys, answer: str) -> str:
    """Return the actor an answer means; ``+NAME`` writes a new one into dossier.yaml."""
    from palabre.dossier.log import suggest

    name = answer.removeprefix("+").strip()
    known = session.heading.actor_named(name)
    if known or name == session.heading.desk:
        return known or name
    if not answer.startswith("+") or not name:
        near = suggest(answer, session.heading.actors)
        raise Unfit(f"unknown actor '{answer}': {near}; or +NAME makes a new one")
    guess = "person" if " " in name else "organisation"
    kind = _asked(keys, f"its kind ({ACTORS})", guess, True, _actor_kind, kept="")
    if kind is None:
        raise Unfit("without its kind no actor is made")
    session.heading, one = session.heading.with_actor(name, kind)
    typer.echo(f"'{one}' is an actor in dossier.yaml now.")
    return one


def _actor_kind(answer: str) -> str:
    from palabre.dossier.log import suggest
    from palabre.ledger import ActorKind

    if answer not in get_args(ActorKind):
        raise Unfit(f"unknown kind of actor '{answer}': {suggest(answer, get_args(ActorKind))}")
    return answer
