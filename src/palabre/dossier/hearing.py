"""Hearing: whether what a user says of a document that is there already would be heard."""

from __future__ import annotations

from collections.abc import Mapping

from palabre.dossier.cataloguing import Card
from palabre.dossier.heading import Heading, free_id
from palabre.dossier.readings import Wishes
from palabre.terms import Day


def unheard(said: Wishes, card: Card, now: Mapping[str, str], heading: Heading) -> tuple[str, ...]:
    """Return the flags that say something else than a known document's file, and would change nothing.

    Parameters
    ----------
    said : Wishes
    card : Card
        The document.
    now : mapping
        The plain values of its file.
    heading : Heading
    """
    publisher = heading.actor_named(said.publisher) if said.publisher else None
    published = Day.read(said.published).edtf if said.published else ""
    wanted = {
        "--as": (free_id(said.document, set(), longest=80) if said.document else "", card.id),
        "--title": (said.title, now.get("title")),
        "--published": (published, now.get("published")),
        "--language": (said.language, now.get("language")),
        "--publisher": (said.publisher and (publisher or "unknown"), now.get("publisher")),
        "--withheld": ("withheld" if said.withheld else "", now.get("text")),
    }
    return tuple(flag for flag, (wish, is_now) in wanted.items() if wish and wish != is_now)
