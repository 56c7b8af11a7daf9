"""Known: the ids written anywhere in a dossier, so that one broken part does not spoil the others."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from palabre.dossier.log import Log, suggest
from palabre.dossier.shaping import MISSING
from palabre.dossier.tree import Entries, Items, Node, Word
from palabre.terms import Day

_ID = re.compile(r"^\s*(?:-\s+|\{\s*)?id:\s*['\"]?([^\s'\",}#]+)", re.MULTILINE)


@dataclass
class Known:
    """Ids that may be referred to; None where the file that defines them could not be read."""

    actors: set[str] | None = field(default_factory=set)
    places: set[str] | None = field(default_factory=set)
    claims: set[str] | None = field(default_factory=set)
    questions: dict[str, set[str] | None] | None = field(default_factory=dict)
    desk: str = "the desk"
    freeze: Day = field(default_factory=lambda: Day.read("unknown"))


def keys_of(node: Node | None, key: str) -> set[str] | None:
    """Return the keys of a mapping inside a mapping; None where they cannot be told.

    That is so where something else is written, or where the key is missing and another looks like it.
    """
    if not isinstance(node, Entries):
        return set() if node is None else None
    inner = node.get(key)
    if isinstance(inner, Entries):
        return set(inner.keys())
    if inner is None:
        return None if _misspelt(node, key) else set()
    return set() if isinstance(inner, Word) and inner.empty else None


def _misspelt(node: Entries, key: str) -> bool:
    from difflib import get_close_matches

    return bool(get_close_matches(key, node.keys(), n=1))


def written_claims(node: Node | None, text: str) -> set[str] | None:
    """Return the ids of a document's claims, or None where they cannot be told.

    They are read from its tree, or from its text when that is no YAML or has another shape.
    """
    claims = node.get("claims") if isinstance(node, Entries) else None
    if isinstance(claims, Items):
        ids = [claim.get("id") if isinstance(claim, Entries) else None for claim in claims.items]
        return {one.text for one in ids if isinstance(one, Word)} if None not in ids else None
    if isinstance(node, Entries) and not _misspelt(node, "claims"):
        return set()
    return set(_ID.findall(text)) or None


def written_questions(node: Node | None) -> dict[str, set[str] | None] | None:
    """Return the ids of questions with those of their answers, None where those cannot be told."""
    if not isinstance(node, Entries):
        return None
    found: dict[str, set[str] | None] = {}
    for key, value in node.pairs:
        answers = keys_of(value, "answers")
        # Fewer than two answers are a fault of their own, and the others may be meant elsewhere.
        found[key.text] = answers if answers and len(answers) > 1 else None
    return found


def refer(
    what: str, ids: Iterable[str], known: Collection[str] | None, at: tuple[str, int | None], log: Log
) -> tuple[str, ...]:
    """Return the ids that are known and report the others."""
    found = []
    for one in ids:
        if known is None or one in known:
            found.append(one)
        elif one != MISSING:
            log.fault(*at, f"unknown {what} '{one}'", suggest(one, known))
    return tuple(found)
