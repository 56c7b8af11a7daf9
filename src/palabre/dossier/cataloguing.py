"""Cataloguing: which documents a dossier holds, by their fingerprints, without opening any."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from palabre.dossier.files import yaml_names
from palabre.dossier.log import Log
from palabre.terms import Faults

_PRINT = re.compile(r"^(sha256|text_sha256):[ \t]*['\"]?([0-9A-Fa-f]{64})", re.MULTILINE)
_WITHHELD = re.compile(r"^text:[ \t]*['\"]?withheld\b", re.MULTILINE)
_ORIGINAL = re.compile(
    r"^original:[ \t]*(?:'((?:[^']|'')*)'|\"([^\"]*)\"|([^\s#].*?))[ \t]*(?:#.*)?$", re.MULTILINE
)
# The name of the actor that stands for a publisher no file names; it says nothing itself.
UNKNOWN_PUBLISHER = "unknown publisher"


@dataclass(frozen=True)
class Card:
    """What the catalogue knows of a document."""

    id: str
    sha256: str = ""
    text_sha256: str = ""
    withheld: bool = False
    original: str = ""

    @property
    def folder(self) -> str:
        """Where its text, its original and its drafts lie: what is withheld does not travel."""
        return "attached" if self.withheld else "documents"

    @property
    def drafts(self) -> str:
        """The name of its drafts file within the dossier."""
        return f"{self.folder}/{self.id}.drafts.jsonl"

    @property
    def text(self) -> str:
        """The name of its text within the dossier."""
        return f"{self.folder}/{self.id}.txt"


@dataclass
class Catalogue:
    """The documents of a dossier by id and by fingerprint."""

    cards: dict[str, Card] = field(default_factory=dict)
    prints: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Path) -> Catalogue:
        """Look through the documents' files."""
        found, log = cls(), Log()
        for name in yaml_names(root, "documents", log):
            found.add(card_of(root, Path(name).stem))
        if log.of("fault"):
            raise Faults(log.of("fault"))
        return found

    def add(self, card: Card) -> None:
        """Enter a document, or enter it anew."""
        self.cards[card.id] = card
        for one in (card.sha256, card.text_sha256):
            if one:
                self.prints.setdefault(one, card.id)

    def having(self, *prints: str) -> Card | None:
        """Return the document that has one of these fingerprints."""
        return next((self.cards[self.prints[one]] for one in prints if one in self.prints), None)


def card_of(root: Path, document: str) -> Card:
    """Return what a document's file says at a glance."""
    text = (root / "documents" / f"{document}.yaml").read_bytes().decode("utf-8", "replace")
    prints = {key: value.lower() for key, value in _PRINT.findall(text)}
    named = _ORIGINAL.search(text)
    original = next((part for part in named.groups() if part), "") if named else ""
    return Card(document, withheld=bool(_WITHHELD.search(text)), original=original, **prints)


def drafted(root: Path) -> Iterator[Card]:
    """Yield the documents that have a drafts file, in the order of their ids."""
    for name in yaml_names(root, "documents", Log()):
        card = card_of(root, Path(name).stem)
        if (root / card.drafts).exists():
            yield card


def publisher_of(root: Path, card: Card) -> str:
    """Return the publisher that a document's file names; empty where it names none."""
    return values_of(root, card).get("publisher", "")


def values_of(root: Path, card: Card) -> dict[str, str]:
    """Return the plain values of a document's file, such as its title and its publisher."""
    from palabre.dossier.edit import read
    from palabre.dossier.tree import Entries, Word

    _, tree = read(root, f"documents/{card.id}.yaml")
    pairs = tree.pairs if isinstance(tree, Entries) else ()
    return {key.text: node.text for key, node in pairs if isinstance(node, Word)}
