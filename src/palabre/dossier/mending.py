"""Mending: fingerprints and spans written into the files, so that nobody counts characters by hand."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from palabre.dossier.edit import Edited, read, write
from palabre.dossier.files import LARGEST_TEXT, folder_fault, read_source, yaml_names
from palabre.dossier.log import Log
from palabre.dossier.splices import Splice, adding, setting
from palabre.dossier.texts import original_name, text_name
from palabre.dossier.tree import Entries, Items, Word
from palabre.sources import Folded, Found, Passage, find, fold
from palabre.terms import Faults

if TYPE_CHECKING:
    from palabre.dossier.files import Source
    from palabre.dossier.tree import Node


@dataclass(frozen=True)
class Prints:
    """What can be read off a document's text: its fingerprints, and the span of each claim's passage.

    `spans` has None for a passage that is not found exactly once; all is empty while the text is not held.
    """

    document: str
    sha256: str
    text_sha256: str
    spans: dict[str, tuple[int, int] | None]


def fingerprint(path: str | Path) -> tuple[Prints, ...]:
    """Return for every document the fingerprints of its text and the spans of its claims' passages.

    A withheld text is read from its copy at ``attached/<id>.txt``.
    """
    root = _root(Path(path))
    found = []
    for name in yaml_names(root, "documents", Log()):
        _, tree = read(root, name)
        source, folded = _text(root, name, tree)
        if source is None or folded is None:
            found.append(Prints(Path(name).stem, "", "", {}))
            continue
        spans = {one: _span(passage, folded) for one, _, passage in passages(tree)}
        found.append(Prints(Path(name).stem, _own(root, tree, source), folded.sha256, spans))
    return tuple(found)


def mend(path: str | Path, *, every_span: bool = False) -> tuple[Edited, ...]:
    """Write what is missing: ``sha256`` and ``text_sha256`` of every text held, spans of withheld passages.

    What is written already stays; `check` says where it is wrong. To fill in a withheld document, put a copy
    of its text at ``attached/<id>.txt`` and call this::

        from palabre.dossier import mend
        mend("my-dossier")

    Parameters
    ----------
    path : path of the dossier
    every_span : bool
        Also write the spans of passages whose text travels with the dossier.

    Returns
    -------
    tuple of Edited
        The files that were changed, with their changed lines.

    Raises
    ------
    Faults
        When a file cannot be read or written; files before it are mended by then.
    """
    root = _root(Path(path))
    edited = []
    for name in yaml_names(root, "documents", Log()):
        source, tree = read(root, name)
        text, folded = _text(root, name, tree)
        if text is None or folded is None or not isinstance(tree, Entries):
            continue
        splices = _prints(source, tree, _own(root, tree, text), folded)
        if every_span or _withheld(tree):
            splices += _spans(source, tree, folded)
        if splices:
            edited.append(write(root, source, splices))
    return tuple(edited)


def _root(path: Path) -> Path:
    log = Log()
    if folder_fault(path, log):
        raise Faults(log.of("fault"))
    return path


def _withheld(tree: Node) -> bool:
    text = tree.get("text") if isinstance(tree, Entries) else None
    return isinstance(text, Word) and text.text == "withheld"


def _text(root: Path, name: str, tree: Node) -> tuple[Source | None, Folded | None]:
    file = text_name(Path(name).stem, withheld=_withheld(tree))
    if not (root / file).exists():
        return None, None
    log = Log()
    source = read_source(root, file, log, largest=LARGEST_TEXT)
    if source is None:
        raise Faults(log.of("fault"))
    return source, fold(source.text)


def _own(root: Path, tree: Node, text: Source) -> str:
    """Return the fingerprint of the bytes a text was made of; empty while they are not held."""
    name = tree.get("original") if isinstance(tree, Entries) else None
    if not isinstance(name, Word) or name.empty:
        return sha256(text.data).hexdigest()
    original = root / original_name(name.text, withheld=_withheld(tree))
    return sha256(original.read_bytes()).hexdigest() if original.is_file() else ""


def _prints(source: Source, tree: Entries, own: str, folded: Folded) -> list[Splice]:
    splices = []
    new = ""
    for key, value in (("sha256", own), ("text_sha256", folded.sha256)):
        old = tree.get(key)
        if not value or (isinstance(old, Word) and not old.empty):
            continue
        if old is not None:
            splices.append(setting(source.text, tree, [key], value))
            continue
        splice = adding(source.text, tree, key, value, _before_claims(tree))
        new, start = new + splice.new, splice.start
        if len(new) > len(splice.new):
            splices[-1] = Splice(start, start, new)
        else:
            splices.append(splice)
    return splices


def _before_claims(tree: Entries) -> str:
    keys = tree.keys()
    if "claims" in keys and keys.index("claims"):
        return keys[keys.index("claims") - 1]
    return keys[-1]


def _spans(source: Source, tree: Entries, folded: Folded) -> list[Splice]:
    splices = []
    for _, node, passage in passages(tree):
        span = None if passage.span else _span(passage, folded)
        if span is None:
            continue
        if isinstance(node, Word):
            new = written_passage(passage.words, span)
            tail = "\n" if node.style in ("|", ">") else ""
            splices.append(Splice(node.start, node.end, new + tail))
        elif isinstance(node, Entries):
            splices.append(setting(source.text, node, ["span"], list(span)))
    return splices


def written_passage(words: str, span: tuple[int, int]) -> str:
    """Return a passage as YAML on one line."""
    from palabre.dossier.splices import written

    return written({"words": words, "span": list(span)})


def passages(tree: Node) -> list[tuple[str, Node, Passage]]:
    """Return the claims of a document with the nodes of their passages, and the passages."""
    claims = tree.get("claims") if isinstance(tree, Entries) else None
    found: list[tuple[str, Node, Passage]] = []
    for claim in claims.items if isinstance(claims, Items) else ():
        if not isinstance(claim, Entries):
            continue
        one, node = claim.get("id"), claim.get("passage")
        words = node.get("words") if isinstance(node, Entries) else node
        if not isinstance(one, Word) or not isinstance(words, Word) or node is None:
            continue
        span = node.get("span") if isinstance(node, Entries) else None
        found.append((one.text, node, Passage(" ".join(words.text.split()), _written_span(span))))
    return found


def _written_span(node: Node | None) -> tuple[int, int] | None:
    if not isinstance(node, Items):
        return None
    numbers = [int(w.text) for w in node.items if isinstance(w, Word) and w.text.isdecimal()]
    return (numbers[0], numbers[1]) if len(numbers) == 2 else None


def _span(passage: Passage, folded: Folded) -> tuple[int, int] | None:
    sought = find(folded, Passage(passage.words))
    return sought.span if isinstance(sought, Found) else None
