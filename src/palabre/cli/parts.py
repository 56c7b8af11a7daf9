"""Parts of a claim as a person gives them: asked one after the other, each until it can stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

import typer

from palabre.cli.values import Unfit, actor_kind, amount, day, passage, shown
from palabre.cli.values import kind as kind_of

if TYPE_CHECKING:
    from palabre.cli.keys import Keys
    from palabre.dossier import Review
    from palabre.dossier.cataloguing import Card
    from palabre.reading import Draft
    from palabre.sources import Folded

Reading: TypeAlias = Callable[[str], Any]
TRIES = 3
KEPT, MISSED = object(), object()
KINDS = "force, control, abuse, alliance, position, agreement, event, denial"
ACTORS = "state, armed group, organisation, person, outlet, coalition"


def filled(
    session: Review, keys: Keys, card: Card, claim: dict[str, Any], draft: Draft, *, every: bool
) -> tuple[dict[str, Any], list[str]]:
    """Return the claim with what is missing asked for, or with every part, and the parts still unanswered.

    A part for which no answer could stand is as it was before; nothing else is lost by it.
    """
    made, missed = dict(claim), list[str]()
    named = f"+{draft.named}" if draft.named[:1].isupper() else draft.named
    named = session.heading.perhaps_named(draft.named) or named
    where = f"+{draft.place}" if draft.place else ""
    if draft.how == "outlet" and not made.get("speaker") and session.unpublished(card):
        made["speaker"] = _publisher(session, keys, card)
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
        ("kind", f"kind ({KINDS}, …)", "", True, kind_of),
        ("as_of", "as of (a date)", "", False, lambda a: day(a, session.heading.freeze)),
        ("amount", "amount (around 1,000 soldiers; 12,000 to 15,000 fighters)", "", False, amount),
        ("place", "place (+NAME makes a new one)", where, False, lambda a: _place(session, a)),
        (
            "passage",
            "passage (words that stand once in the text)",
            "",
            True,
            lambda a: passage(session.text(card), a),
        ),
    )
    if every and keys.hint:
        typer.echo(keys.hint)
    for key, prompt, proposed, needed, read in parts:
        # A figure without its place would be a rival of what is counted elsewhere.
        unplaced = key == "place" and bool(where)
        if every or ((needed or unplaced) and not made.get(key)):
            if key == "passage" and not made.get(key):
                typer.echo(repeated(session.text(card), draft))
            kept = shown(made.get(key))
            answer = _asked(keys, prompt, kept or proposed, needed, read, kept=kept)
            if answer is MISSED:
                missed.append(prompt.split(" (")[0])
            elif answer is not KEPT:
                made[key] = answer
            if key == "speaker" and made.get(key) and not made.get("about"):
                made["about"] = session.about(draft, made[key])
    if made.get("says") != claim.get("says"):
        from palabre.dossier.heading import free_id

        made["id"] = free_id(str(made.get("says") or "claim"), session.taken, longest=32)
    return {key: value for key, value in made.items() if value not in (None, "", [], {})}, missed


def repeated(folded: Folded, draft: Draft) -> str:
    """Say why a draft has no passage of its own, and what to write."""
    from palabre.sources import FoundTwice, Passage, find

    sought = find(folded, Passage(draft.quote))
    times = f"{len(sought.places):,} times" if isinstance(sought, FoundTwice) else "more than once"
    return (
        f"These words stand {times} in the text, and so do the words around them, so none mean this place "
        "alone. Write 'first words … last words' where the first stand once and the last are the next after "
        "them, or reject the draft."
    )


def _publisher(session: Review, keys: Keys, card: Card) -> str | None:
    """Ask once who published a document whose file does not say, and write it there."""
    prompt = f"who published {card.id} (an actor; +NAME makes a new one; empty leaves it open)"
    answer = _asked(keys, prompt, "", False, lambda a: _actor(session, keys, a, "outlet"), kept="")
    if not isinstance(answer, str):
        return None
    session.publish(card, answer)
    typer.echo(f"'{answer}' is the publisher in documents/{card.id}.yaml now.")
    return answer


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
    return MISSED


def _place(session: Review, answer: str) -> str:
    from palabre.dossier.log import suggest

    name = answer.removeprefix("+").strip()
    known = session.heading.place_named(name)
    if known:
        return known
    if not answer.startswith("+") or not name:
        near = suggest(answer, session.heading.places)
        raise Unfit(f"There is no place '{answer}': {near}; or +NAME makes a new one")
    one = session.new_place(name)
    typer.echo(f"'{one}' is a place in dossier.yaml now.")
    return one


def _actors(session: Review, keys: Keys, answer: str) -> list[str]:
    return [_actor(session, keys, part.strip()) for part in answer.split(",") if part.strip()]


def _actor(session: Review, keys: Keys, answer: str, guess: str = "") -> str:
    """Return the actor an answer means; ``+NAME`` writes a new one into dossier.yaml."""
    from palabre.dossier.guessing import kind_of_name
    from palabre.dossier.log import suggest

    name = answer.removeprefix("+").strip()
    known = session.heading.actor_named(name)
    if known or name == session.heading.desk:
        return known or name
    if not answer.startswith("+") or not name:
        near = suggest(answer, session.heading.actors)
        raise Unfit(f"unknown actor '{answer}': {near}; or +NAME makes a new one")
    kind = _asked(keys, f"its kind ({ACTORS})", guess or kind_of_name(name), True, actor_kind, kept="")
    if kind is MISSED:
        raise Unfit("without its kind no actor is made")
    groups = None
    if kind == "person":
        prompt = f"{name} speaks for (actors, with commas; empty for nobody else)"
        groups = _asked(keys, prompt, "", False, lambda a: _known_actors(session, a), kept="")
    one = session.new_actor(name, kind, groups if isinstance(groups, list) else ())
    typer.echo(f"'{one}' is an actor in dossier.yaml now.")
    return one


def _known_actors(session: Review, answer: str) -> list[str]:
    """Return the actors of the dossier that an answer means: nobody new is made here."""
    from palabre.dossier.log import suggest

    found = []
    for part in filter(None, (part.strip() for part in answer.split(","))):
        known = session.heading.actor_named(part)
        if known is None:
            near = suggest(part, session.heading.actors)
            raise Unfit(f"unknown actor '{part}': {near}; or leave it empty and write it into dossier.yaml")
        found.append(known)
    return found
