"""Drafts as a person sees and corrects them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from palabre.cli.keys import Keys
    from palabre.dossier import Review
    from palabre.dossier.cataloguing import Card
    from palabre.reading import Draft

AROUND = 160
_AMOUNT = re.compile(
    r"(?:(?P<hedge>[a-z ]+?)\s+)?(?P<low>[\d,.]+)(?:\s*(?:-|to)\s*(?P<high>[\d,.]+))?\s*(?P<unit>.*)"
)
KINDS = "force, control, abuse, alliance, position, agreement, event, denial"


def show(session: Review, card: Card, draft: Draft, number: int, total: int) -> None:
    """Show a draft: its place, its passage among the words around it, and the claim proposed."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=False)
    folded = session.texts[card.id]
    start, end = draft.passage.start, draft.passage.end
    first = folded.text.find(" ", max(0, start - AROUND)) + 1 if start > AROUND else 0
    last = folded.text.rfind(" ", end, end + AROUND) if end + AROUND < len(folded.text) else len(folded.text)
    plain = not console.is_terminal or console.no_color
    head = f"Draft {number} of {total} · {card.id} · characters {start:,} to {end:,}"
    console.print(Text(f"\n{head}", style="bold"))
    line = Text("… " if first else "")
    line.append(folded.text[min(first, start) : start])
    line.append(f"[[{draft.quote}]]" if plain else draft.quote, style="reverse")
    line.append(folded.text[end : max(last, end)] + (" …" if last < len(folded.text) else ""))
    console.print(line)
    for key, value in told(session, card, draft):
        console.print(Text.assemble((f"  {key + ':':<9}", "dim"), value))


def told(session: Review, card: Card, draft: Draft) -> list[tuple[str, str]]:
    """Return the claim a draft proposes, key by key; what is open says so."""
    claim = session.claim_of(card, draft)
    named = f"open; named as '{draft.named}'" if draft.named else "open"
    rows = [("says", str(claim["says"])), ("speaker", str(claim.get("speaker") or named))]
    rows.append(("about", ", ".join(claim.get("about", ())) or "open"))
    rows.append(("kind", str(claim.get("kind") or "open")))
    if draft.amount:
        rows.append(("amount", str(draft.amount)))
    rows += [(key, str(claim[key])) for key in ("as_of", "place", "reported_by") if claim.get(key)]
    if draft.denial:
        rows.append(("denial", "it denies what somebody else says"))
    return rows


def filled(
    session: Review, keys: Keys, claim: dict[str, Any], draft: Draft, *, every: bool
) -> dict[str, Any]:
    """Return the claim with what is missing asked for, or with every key asked for."""
    made = dict(claim)
    asked: tuple[tuple[str, str, Callable[[str], Any]], ...] = (
        ("says", "says", _text),
        ("speaker", "speaker (an actor; +NAME makes a new one)", lambda a: _actor(session, keys, a)),
        ("about", "about (actors, with commas)", lambda a: _actors(session, keys, a)),
        ("kind", f"kind ({KINDS}, …)", _text),
        ("as_of", "as of (a date)", _text),
        ("amount", "amount (around 1,000 soldiers; 12,000 to 15,000 fighters)", _amount),
        ("place", "place", _text),
        ("passage", "passage (words that stand once in the text)", _text),
    )
    needed = ("says", "speaker", "about", "kind", "passage")
    for key, prompt, read in asked:
        if not every and (made.get(key) or key not in needed):
            continue
        default = _shown(made.get(key)) or (draft.named if key == "speaker" else "")
        answer = keys.line(prompt, default)
        if answer == "-":
            made.pop(key, None)
        elif answer and not (answer == default and made.get(key)):
            made[key] = read(answer)
    if every and made.get("says") != claim.get("says"):
        from palabre.dossier.heading import free_id

        made["id"] = free_id(made.get("says", "") or "claim", session.taken, longest=32)
    return {key: value for key, value in made.items() if value not in (None, "", [], {})}


def _text(answer: str) -> str:
    return answer


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
    """Read an amount as it is said; what cannot be read is left to the check of the claim."""
    found = _AMOUNT.fullmatch(answer.strip())
    if found is None:
        return {"best": answer}
    hedge, low, high, unit = (found[k] or "" for k in ("hedge", "low", "high", "unit"))
    if high:
        figures: dict[str, Any] = {"low": _number(low), "high": _number(high)}
    elif hedge in ("at least", "at most"):
        figures = {"low" if hedge == "at least" else "high": _number(low)}
        hedge = ""
    else:
        figures = {"best": _number(low)}
    return figures | {k: v for k, v in (("unit", unit), ("hedge", hedge)) if v}


def _number(figure: str) -> int | float | str:
    try:
        value = float(figure.replace(",", ""))
    except ValueError:
        return figure
    return int(value) if value == int(value) else value


def _actors(session: Review, keys: Keys, answer: str) -> list[str]:
    return [_actor(session, keys, part.strip()) for part in answer.split(",") if part.strip()]


def _actor(session: Review, keys: Keys, answer: str) -> str:
    """Return the actor an answer means; ``+NAME`` writes a new one into dossier.yaml."""
    if not answer.startswith("+"):
        return session.heading.actor_named(answer) or answer
    name = answer[1:].strip()
    known = session.heading.actor_named(name)
    if known or not name:
        return known or answer
    kind = keys.line("its kind (state, armed group, organisation, person, outlet, coalition)", "organisation")
    session.heading, one = session.heading.with_actor(name, kind)
    typer.echo(f"'{one}' is an actor in dossier.yaml now.")
    return one
