"""Drafts as a person sees them: the passage among the words around it, and the claim proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from palabre.dossier import Review
    from palabre.dossier.cataloguing import Card
    from palabre.reading import Draft

AROUND = 160


def show(session: Review, card: Card, draft: Draft) -> None:
    """Show a draft: its place, its passage among the words around it, and the claim proposed."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    folded = session.text(card)
    waiting = session.waits(card)
    start, end = draft.passage.start, draft.passage.end
    first = folded.text.find(" ", max(0, start - AROUND)) + 1 if start > AROUND else 0
    last = folded.text.rfind(" ", end, end + AROUND) if end + AROUND < len(folded.text) else len(folded.text)
    plain = not console.is_terminal or console.no_color
    count = f"{waiting} draft{'' if waiting == 1 else 's'} wait{'s' if waiting == 1 else ''}"
    head = f"{card.id}: {count} · characters {start:,} to {end:,}"
    wrap = not console.is_terminal
    console.print(Text(f"\n{head}", style="bold"), soft_wrap=wrap)
    line = Text("… " if first else "")
    line.append(folded.text[min(first, start) : start])
    line.append(f"[[{draft.quote}]]" if plain else draft.quote, style="reverse")
    line.append(folded.text[end : max(last, end)] + (" …" if last < len(folded.text) else ""))
    console.print(line, soft_wrap=wrap)
    for key, value in told(session, card, draft):
        console.print(Text.assemble((f"  {key + ':':<9}", "dim"), value), soft_wrap=wrap)


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
    if draft.place and not claim.get("place"):
        rows.append(("place", f"open; named as '{draft.place}'"))
    if draft.hedge:
        alleged = "; it is written as an allegation" if claim.get("alleged") else ""
        rows.append(("caution", f"'{draft.hedge}'{alleged}"))
    if draft.denial:
        rows.append(("denial", "it denies what somebody else says"))
    return rows
