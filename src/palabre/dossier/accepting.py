"""Accepting: a claim written into its document's file, at its place in the text, and taken out again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from palabre.dossier.edit import Edited, read, replace, write
from palabre.dossier.files import Source
from palabre.dossier.log import Log
from palabre.dossier.mending import passages
from palabre.dossier.shaping import shape
from palabre.dossier.splices import Splice, Value, last_of, written
from palabre.dossier.tree import Entries, Items, Node, Word, plain
from palabre.dossier.tree import read as read_words
from palabre.sources import Folded, Found, find
from palabre.terms import Faults, Problem

if TYPE_CHECKING:
    from palabre.dossier.shapes import DocumentFile

ORDER = (
    "id",
    "says",
    "speaker",
    "reported_by",
    "about",
    "kind",
    "as_of",
    "began",
    "ended",
    "place",
    "amount",
    "passage",
    "alleged",
    "note",
)


@dataclass(frozen=True)
class Written:
    """A change of a file that can be taken back while the file stays as it then was."""

    file: str
    before: bytes | None
    sha256: str

    def take_back(self, root: Path) -> None:
        """Put the file back as it was.

        Raises
        ------
        Faults
            When it has changed since.
        """
        path = root / self.file
        if self.before is None:
            path.unlink(missing_ok=True)
        else:
            replace(path, self.before, expected=self.sha256, name=self.file)


def accept(root: Path, document: str, claim: Mapping[str, Any], folded: Folded) -> Written:
    """Write a claim into ``documents/<document>.yaml``, sorted by its place, and touch nothing else.

    Parameters
    ----------
    claim : mapping
        The claim's keys as a dossier's file has them; ``passage`` has ``words`` and perhaps ``span``.
    folded : Folded
        The document's text.

    Raises
    ------
    Faults
        When the claim does not fit, or the file cannot be read, has changed, or is written in brackets.
    """
    file = f"documents/{document}.yaml"
    source, tree = read(root, file)
    keys = ordered(claim)
    log = Log()
    as_shaped(file, keys, log)
    if log.of("fault"):
        raise Faults([Problem(file, None, p.what, p.remedy) for p in log.of("fault")])
    wanted = plain(tree)
    splice, at = _inserted(source, tree, keys, folded)
    claims = wanted.get("claims") or []
    wanted["claims"] = [*claims[:at], _as_written(keys), *claims[at:]]
    edited = write(root, source, [splice], wanted)
    return Written(file, source.data, edited.sha256)


def as_shaped(
    file: str, keys: Mapping[str, Any], log: Log, text: str = "included"
) -> tuple[DocumentFile | None, Node | None]:
    """Read a claim as it would be read from a file that holds it alone; faults go to the log."""
    from palabre.dossier.shapes import DocumentFile

    item = "\n".join(_lines(keys, "", "  "))
    head = f"title: x\npublisher: x\npublished: unknown\ntext: {text}\nclaims:\n- "
    tree = read_words(head + item + "\n", file, log)
    return (shape(DocumentFile, tree, file, log) if tree is not None else None), tree


def ordered(claim: Mapping[str, Any]) -> dict[str, Any]:
    """Return a claim's keys in the order of a document's file, without those that are empty."""
    return {key: claim[key] for key in ORDER if claim.get(key) not in (None, "", [], {})}


def _start(folded: Folded, words: str) -> int:
    from palabre.sources import Passage

    found = find(folded, Passage(words))
    return found.span[0] if isinstance(found, Found) else len(folded.text)


def _inserted(source: Source, tree: Node, keys: Mapping[str, Value], folded: Folded) -> tuple[Splice, int]:
    """Return the splice that puts a claim among a document's claims, and its number among them."""
    text, file = source.text, source.name
    passage = keys["passage"]
    place = _start(folded, str(passage["words"] if isinstance(passage, Mapping) else passage))
    line_end = "\r\n" if "\r\n" in text else "\n"
    home = tree.get("claims") if isinstance(tree, Entries) else None
    if not isinstance(tree, Entries) or isinstance(home, Entries):
        raise Faults([Problem(file, tree.line, "the file's claims are no list", "mend it by hand")])
    if not isinstance(home, Items) or not home.items:
        return _first(text, tree, home, keys, line_end), 0
    if home.flow:
        what = "the claims are written in brackets, so none can be added"
        raise Faults([Problem(file, home.line, what, "write them one below the other, each after '- '")])
    places = {one: _start(folded, passage.words) for one, _, passage in passages(tree)}
    ids = [node.get("id") if isinstance(node, Entries) else None for node in home.items]
    starts = [places.get(one.text, 0) if isinstance(one, Word) else 0 for one in ids]
    at = max((k + 1 for k, start in enumerate(starts) if start <= place), default=0)
    dash = home.items[0].start - text.rfind("-", 0, home.items[0].start)
    column = _column(text, text.rfind("-", 0, home.items[0].start))
    lines = _lines(keys, " " * column + "-" + " " * (dash - 1), " " * (column + dash))
    if at:
        return _after(text, last_of(home.items[at - 1]), lines, column, line_end), at
    key = next(word for word, _ in tree.pairs if word.text == "claims")
    stop = text.index("\n", key.end) + 1
    return Splice(stop, stop, line_end.join(lines) + line_end), 0


def _first(text: str, tree: Entries, home: Node | None, keys: Mapping[str, Value], line_end: str) -> Splice:
    lines = _lines(keys, "  - ", "    ")
    if home is None:
        lead = "" if text.endswith("\n") else line_end
        return Splice(len(text), len(text), lead + line_end.join(["claims:", *lines]) + line_end)
    key = next(word for word, _ in tree.pairs if word.text == "claims")
    colon = text.index(":", key.end) + 1
    stop = last_of(home) if isinstance(home, Items) else colon
    rest = text[stop : text.find("\n", stop) if "\n" in text[stop:] else len(text)].rstrip("\r")
    tail = "" if "\n" in text[stop:] else line_end
    return Splice(colon, stop + len(rest), rest.rstrip() + line_end + line_end.join(lines) + tail)


def _after(text: str, end: int, lines: Sequence[str], column: int, line_end: str) -> Splice:
    """Insert after a claim and the comments that belong to it: those as deep as its keys."""
    stop = end if end and text[end - 1] == "\n" else text.find("\n", end) + 1
    if stop == 0:
        return Splice(len(text), len(text), line_end + line_end.join(lines))
    while stop < len(text):
        close = text.find("\n", stop) + 1 or len(text)
        line = text[stop:close]
        if not line.strip().startswith("#") or len(line) - len(line.lstrip()) <= column:
            break
        stop = close
    return Splice(stop, stop, line_end.join(lines) + line_end)


def _column(text: str, at: int) -> int:
    return at - (text.rfind("\n", 0, at) + 1)


def _lines(keys: Mapping[str, Value], first: str, others: str) -> list[str]:
    return [
        f"{first if not k else others}{key}: {written(value)}" for k, (key, value) in enumerate(keys.items())
    ]


def _as_written(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _as_written(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_as_written(inner) for inner in value]
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def appended(root: Path, file: str, entry: str) -> Written:
    """Add lines at the end of a YAML file, or begin it with them.

    Raises
    ------
    Faults
        When the file would be spoilt, or has changed meanwhile.
    """
    path = root / file
    if not path.exists():
        data = entry.encode("utf-8")
        replace(path, data, expected=None, name=file)
        return Written(file, None, sha256(data).hexdigest())
    source, _ = read(root, file)
    lead = "" if source.text.endswith("\n") else "\n"
    edited: Edited = write(root, source, [Splice(len(source.text), len(source.text), lead + entry)])
    return Written(file, source.data, edited.sha256)


def added_key(root: Path, file: str, keys: Sequence[str], value: Value) -> Written:
    """Give a key of a file a value, and return what takes it back."""
    from palabre.dossier.edit import set_value

    before = (root / file).read_bytes()
    edited = set_value(root, file, keys, value)
    return Written(file, before, edited.sha256)
