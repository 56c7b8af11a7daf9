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
    """Return the keys of a mapping inside a mapping; None where something else is written there."""
    inner = node.get(key) if isinstance(node, Entries) else None
    if isinstance(inner, Entries):
        return set(inner.keys())
    return set() if inner is None or (isinstance(inner, Word) and inner.empty) else None


def written_claims(node: Node | None, text: str) -> set[str]:
    """Return the ids of a document's claims: from its tree, or from its text when that is no YAML."""
    if not isinstance(node, Entries):
        return set(_ID.findall(text))
    claims = node.get("claims")
    ids = set()
    for claim in claims.items if isinstance(claims, Items) else ():
        one = claim.get("id") if isinstance(claim, Entries) else None
        if isinstance(one, Word):
            ids.add(one.text)
    return ids


def written_questions(node: Node | None) -> dict[str, set[str] | None]:
    """Return the ids of questions with those of their answers, None where those cannot be read."""
    if not isinstance(node, Entries):
        return {}
    return {key.text: keys_of(value, "answers") for key, value in node.pairs}


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
