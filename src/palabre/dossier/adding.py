"""Adding: a document that was read becomes part of a dossier: its bytes, its text, its file, its drafts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePath

from palabre.dossier.cataloguing import Card
from palabre.dossier.edit import replace as put
from palabre.dossier.splices import written
from palabre.reading import DraftsFile, Job, written_drafts
from palabre.sources import Opened, fold
from palabre.terms import Day, Faults, Problem

HEAD = "# Proposed by `palabre read` from the file itself: correct what is wrong."


def add(root: Path, card: Card, job: Job, opened: Opened, meta: Mapping[str, str]) -> Card:
    """Write a new document's bytes, text and file; return its card.

    The file comes last: what is interrupted before it can be read again.

    Parameters
    ----------
    card : Card
        Its id, whether it is withheld, and the fingerprint of its bytes.
    meta : mapping
        ``title``, ``publisher`` (an actor's id), ``published``, ``published_note``, ``language``.
    """
    card = put_text(
        root, replace(card, text_sha256=fold(opened.text).sha256), job.data, opened.text, job.name
    )
    keys = {
        "title": meta["title"],
        "publisher": meta["publisher"],
        "published": meta["published"] or "unknown",
        "published_note": meta["published_note"],
        "language": meta["language"],
        "text": "withheld" if card.withheld else "included",
        "original": card.original,
        "url": opened.url,
        "sha256": card.sha256,
        "text_sha256": card.text_sha256,
    }
    lines = [HEAD, *(f"{key}: {written(value)}" for key, value in keys.items() if value)]
    file = f"documents/{card.id}.yaml"
    put(root / file, ("\n".join(lines) + "\n").encode("utf-8"), expected=None, name=file)
    return card


def put_text(root: Path, card: Card, data: bytes, text: str, name: str) -> Card:
    """Write the text layer, and beside it the bytes it was made of where they differ; return the card."""
    card = with_original(card, data, text, name)
    layer = text.encode("utf-8")
    if card.original:
        kept = f"{card.folder}/{card.original}"
        put(root / kept, data, expected=None, name=kept)
    put(root / card.text, layer if card.original else data, expected=None, name=card.text)
    return card


def with_original(card: Card, data: bytes, text: str, name: str) -> Card:
    """Return a card with the name under which the bytes are kept; empty where they are the text itself."""
    ending = PurePath(name).suffix.lower()
    if data.removeprefix(b"\xef\xbb\xbf") == text.encode("utf-8"):
        return replace(card, original="")
    return replace(
        card, original=f"{card.id}{ending if ending not in ('', '.txt', '.yaml') else '.original'}"
    )


def put_drafts(root: Path, card: Card, file: DraftsFile, *, expected: str | None = None) -> None:
    """Write a document's drafts, all of them or nothing; with `expected` over a file of that print alone."""
    put(root / card.drafts, written_drafts(file).encode("utf-8"), expected=expected, name=card.drafts)


def before_freeze(published: str, freeze: Day, name: str) -> None:
    """Refuse a document that was published after the dossier's freeze date.

    Raises
    ------
    Faults
    """
    day = Day.read(published or "unknown")
    if day.earliest > freeze.latest:
        what = f"the document is of {day}, after the dossier's freeze of {freeze}, so it was not added"
        remedy = "move the freeze date in dossier.yaml, or say its date with --published"
        raise Faults([Problem(name, None, what, remedy)])
