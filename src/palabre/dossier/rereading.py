"""Rereading: a document whose text has changed keeps its claims, or keeps its old text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from palabre.dossier.adding import put_text, with_original
from palabre.dossier.cataloguing import Card
from palabre.dossier.edit import read, write
from palabre.dossier.mending import passages
from palabre.dossier.splices import Splice, adding, setting, written
from palabre.dossier.tree import Entries, Node, Word
from palabre.reading.sentences import sentences, with_paragraphs
from palabre.sources import Folded, Found, Passage, Refound, find, fold, refind, same_firmly
from palabre.terms import Faults, Problem

# Characters on either side among which the words of its sentence are sought.
REACH = 600


@dataclass(frozen=True)
class Moved:
    """A claim whose passage has other words in the new text than in the old, or stands among other words.

    `around` says that the passage is the same, and that `old` and `new` are the words of its sentence
    beside it.
    """

    claim: str
    old: str
    new: str
    around: bool = False

    def __str__(self) -> str:
        where = " around it" if self.around else ""
        return f"found again with other words{where}: '{self.claim}': '{self.old}' is now '{self.new}'"


def reread(root: Path, card: Card, data: bytes, text: str, name: str) -> tuple[Card, tuple[Moved, ...]]:
    """Put a changed text in the place of the old one, with every claim's passage found again.

    Returns
    -------
    (Card, tuple of Moved)
        The document's card, and the claims whose passages have other words now.

    Raises
    ------
    Faults
        When a claim's passage is not found in the new text, or its sentence denies now what it did not, or no
        longer does; nothing is written then.
    """
    file = f"documents/{card.id}.yaml"
    source, tree = read(root, file)
    old_path = root / card.text
    old = fold(old_path.read_text(encoding="utf-8-sig")) if old_path.exists() else None
    new = fold(text)
    old_text, new_text = (with_paragraphs(folded) if folded is not None else "" for folded in (old, new))
    splices, moved, lost = [], [], []
    for claim, node, passage in passages(tree):
        quote = _quote(old, passage)
        found = refind(new, passage, quote) if quote else _plainly(new, passage)
        if found is None:
            what = f"the passage of '{claim}' ('{_short(quote or passage.words)}') is not in the new text"
            lost.append(Problem(file, node.line, what, "give the claim another passage or take it out"))
            continue
        beside = None if old is None else _beside((old, old_text), (new, new_text), passage, found.passage)
        if beside is not None and not same_firmly(*beside):
            was, now = map(_short, beside)
            what = f"the words around the passage of '{claim}' say something else: '{was}' is now '{now}'"
            lost.append(Problem(file, node.line, what, "write the claim as it is now, or take it out"))
            continue
        if found.changed:
            moved.append(Moved(claim, _short(quote), _short(found.quote)))
        elif beside is not None:
            moved.append(Moved(claim, _short(beside[0]), _short(beside[1]), around=True))
        splices += _splices(source.text, node, passage, found.passage)
    if lost:
        what = f"nothing of {name} was written: a claim would lose its passage"
        remedy = "mend those claims and read it again, or add it as another document with --as ID"
        raise Faults([*lost, Problem(name, None, what, remedy)])
    # The claims come first: a text that is missing behind them is put there when the file is read again.
    card = with_original(card, data, text, name)
    if isinstance(tree, Entries):
        splices += prints(source.text, tree, card, new)
    write(root, source, splices)
    return put_text(root, card, data, text, name), tuple(moved)


def prints(text: str, tree: Entries, card: Card, folded: Folded) -> list[Splice]:
    """Return the splices that write a document's fingerprints and the name of its original."""
    wanted = {"sha256": card.sha256, "text_sha256": folded.sha256, "original": card.original}
    splices: list[Splice] = []
    added = ""
    for key, value in wanted.items():
        node = tree.get(key)
        if not value and key == "original" and isinstance(node, Word):
            begin = text.rfind("\n", 0, node.start) + 1
            stop = text.find("\n", node.end)
            splices.append(Splice(begin, len(text) if stop < 0 else stop + 1, ""))
        elif not value:
            continue
        elif isinstance(node, Word) and not node.empty:
            splices.append(Splice(node.start, node.end, written(value)))
        else:
            splice = adding(text, tree, key, value, "published")
            added += splice.new
            splices = [s for s in splices if s.start != splice.start or s.end != s.start]
            splices.append(Splice(splice.start, splice.end, added))
    return splices


def _quote(old: Folded | None, passage: Passage) -> str:
    found = find(old, passage) if old is not None else None
    return found.quote if isinstance(found, Found) else ""


def _beside(
    old: tuple[Folded, str], new: tuple[Folded, str], was: Passage, now: Passage
) -> tuple[str, str] | None:
    """Return the words beside a passage in its sentence, then and now; None where they are the same."""
    pairs = []
    for (folded, text), passage in ((old, was), (new, now)):
        found = find(folded, passage)
        if not isinstance(found, Found):
            return None
        pairs.append(_around(text, found.span))
    said = [re.findall(r"\w+", " ".join(parts).lower()) for parts in pairs]
    first, second = (" \u2026 ".join(part for part in parts if part) for parts in pairs)
    return None if said[0] == said[1] else (first, second)


def _around(text: str, span: tuple[int, int]) -> tuple[str, str]:
    """Return the words of a passage's first and last sentence that stand before and after it."""
    low, high = max(0, span[0] - REACH), min(len(text), span[1] + REACH)
    parts = [(low + part.start, low + part.end) for part in sentences(text[low:high])]
    start = max((s for s, _ in parts if s <= span[0]), default=span[0])
    end = min((e for _, e in parts if e >= span[1]), default=span[1])
    return text[start : span[0]].strip(), text[span[1] : end].strip()


def _plainly(new: Folded, passage: Passage) -> Refound | None:
    """Find words whose old surroundings are not known: as they stand, or not at all."""
    found = find(new, Passage(passage.words))
    return (
        Refound(Passage(passage.words, found.span), found.quote, False) if isinstance(found, Found) else None
    )


def _splices(text: str, node: Node, old: Passage, new: Passage) -> list[Splice]:
    """Return the changes of a claim's passage: its words where they differ, its span where it is written."""
    if isinstance(node, Word):
        return [] if new.words == old.words else [setting_word(node, new.words)]
    splices = []
    if new.words != old.words:
        splices.append(setting(text, node, ["words"], new.words))
    if old.span is not None and new.span is not None and old.span != new.span:
        splices.append(setting(text, node, ["span"], list(new.span)))
    return splices


def setting_word(node: Word, value: str) -> Splice:
    """Return the splice that writes another word in a word's place."""
    tail = "\n" if node.style in ("|", ">") else ""
    return Splice(node.start, node.end, written(value, node.style if node.style in ("'", '"') else "") + tail)


def _short(words: str) -> str:
    return words if len(words) <= 70 else f"{words[:34]} \u2026 {words[-34:]}"
