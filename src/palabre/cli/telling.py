"""Telling: what came of a reading, said to people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from palabre.cli.say import counted

if TYPE_CHECKING:
    from palabre.dossier import Drafted, Reading, Unheard

MOST_LEFT = 20
SEPARATOR = " \u00b7 "


def instead(unheard: Unheard) -> str:
    """Say why a flag is refused about a document that is there already, and what to do."""
    known = f"the dossier has this document already, as '{unheard.document}', and it would change nothing"
    file = f"documents/{unheard.document}.yaml"
    if "--withheld" not in unheard.flags:
        return f"{known}; correct it in {file}"
    move = f"move the other files of documents/ that are named {unheard.document} into attached/"
    return f"{known}; write 'text: withheld' into {file}, {move}, and run palabre check --mend"


def told(found: Reading, dossier: Path, *, folder: bool) -> None:
    """Say what came of a reading, a document in full or a pile with a line for each."""
    for one in found.documents:
        if folder:
            _say_line(one)
        else:
            _say_document(one)
    if folder:
        _say_pile(found)
    if found.dropped:
        typer.echo(f"Suggestions dropped because their words are not in the text: {found.dropped:,}.")
    waiting = sum(one.waiting for one in found.documents)
    if waiting:
        typer.echo(f"Decide about {counted(waiting, 'draft')} with: palabre review {dossier}")
    elif found.read:
        typer.echo("No draft waits for a decision.")


def _say_line(one: Drafted) -> None:
    """Say on one line what is known of a document of a pile, and below it what to know."""
    parts = (
        one.language or "language unknown",
        one.published or "date unknown",
        one.publisher or "publisher unknown",
        counted(one.drafts, "draft"),
    )
    typer.echo(f"{one.document}: {SEPARATOR.join(parts)}")
    for note in (*one.notes, *_replaced(one), *map(str, one.moved)):
        typer.echo(f"  note: {note}")


def _say_pile(found: Reading) -> None:
    """Say how many documents were read, what they lack, and what was left alone."""
    said = [f"{found.read:,} read, {counted(found.drafts, 'draft')}"]
    said += [f"{found.before:,} read before"] if found.before else []
    said += [f"{len(found.left):,} of other kinds left alone"] if found.left else []
    typer.echo("; ".join(said) + ".")
    for name in found.left[:MOST_LEFT]:
        typer.echo(f"  left alone: {name}")
    if len(found.left) > MOST_LEFT:
        typer.echo(f"  left alone: {len(found.left) - MOST_LEFT:,} more")
    lacking = {
        "publisher": sum(not one.publisher for one in found.documents),
        "date": sum(not one.published for one in found.documents),
        "language": sum(not one.language for one in found.documents),
    }
    lacks = ", ".join(f"{count:,} without a {key}" for key, count in lacking.items() if count)
    if lacks:
        typer.echo(f"{lacks[:1].upper()}{lacks[1:]}: write it into documents/ID.yaml.")
    if found.unheard:
        named = ", ".join(found.unheard[:MOST_LEFT]) + (" and more" if found.unheard[MOST_LEFT:] else "")
        what = "are in the dossier already and stay as they are, whatever the flags say"
        typer.echo(f"{counted(len(found.unheard), 'document')} {what}: {named}", err=True)


def _replaced(one: Drafted) -> list[str]:
    """Say that waiting drafts of another reader are gone, and how to have them again."""
    reader, count = one.replaced
    if not count:
        return []
    plain = "with its --weights" if "weights" in reader else "without --reader and --weights"
    again = "with --reader openai" if reader.startswith("model") else plain
    waited = f"{counted(count, 'waiting draft')} of another reader ({reader})"
    return [f"{waited} {'is' if count == 1 else 'are'} replaced; read it again {again} for its drafts"]


def _say_document(one: Drafted) -> None:
    known = {"new": "added to the dossier", "changed": "its text has changed", "known": "known already"}
    typer.echo(f"{one.document}: {known[one.state]}")
    for key, value, where in one.proposed:
        typer.echo(f"  {key + ':':<11}{value}{f'  ({where})' if where else ''}")
    for note in (*one.notes, *_replaced(one)):
        typer.echo(f"  note: {note}")
    for moved in one.moved:
        typer.echo(f"  {moved}")
    decided = one.drafts - one.waiting
    more = f", {decided} decided" if decided else ""
    typer.echo(f"  {counted(one.drafts, 'draft')}{more}")
