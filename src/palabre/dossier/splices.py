"""Splices: the smallest change of a YAML text that gives a key another value."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from palabre.dossier.shaping import reach
from palabre.dossier.tree import Entries, Items, Node, Word

Scalar: TypeAlias = str | int | float | bool
Value: TypeAlias = Scalar | Sequence[Scalar] | Mapping[str, "Value"]
_PLAIN = re.compile(r"[^\W_][\w ./()%+’;=-]*")
_LINE_END = re.compile(r"\r\n|\r|\n")


class CannotEdit(Exception):
    """Why a key cannot be given another value: what, and what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(what)


@dataclass(frozen=True)
class Splice:
    """Characters `start` to `end` of a text become `new`."""

    start: int
    end: int
    new: str


def apply(text: str, splices: Sequence[Splice]) -> str:
    """Return the text with all splices made; they may not overlap."""
    for splice in sorted(splices, key=lambda s: s.start, reverse=True):
        text = text[: splice.start] + splice.new + text[splice.end :]
    return text


def written(value: Value, quote: str = "") -> str:  # noqa: PLR0911
    """Return a value as YAML on one line.

    Examples
    --------
    >>> written({"words": "it's: so", "span": [3, 9]})
    "{words: 'it''s: so', span: [3, 9]}"
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value}"
    if isinstance(value, str):
        if quote == '"' or not value.isprintable():
            return json.dumps(value, ensure_ascii=False)
        if quote or not _PLAIN.fullmatch(value) or value != value.strip():
            return "'" + value.replace("'", "''") + "'"
        return value
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{written(k)}: {written(v)}" for k, v in value.items()) + "}"
    return "[" + ", ".join(written(v) for v in value) + "]"


def setting(text: str, root: Node, path: Sequence[str | int], value: Value) -> Splice:
    """Return the splice that gives the key at `path` a value; a missing last key is added.

    Raises
    ------
    CannotEdit
        When the path leads nowhere.
    """
    _, home = reach(root, tuple(path[:-1]))
    found, node = reach(root, tuple(path))
    if len(found) == len(path) and node is not None:
        return _replaced(text, home, path[-1], node, value)
    if len(found) < len(path) - 1 or not isinstance(node, Entries) or not isinstance(path[-1], str):
        said = " → ".join(map(str, path))
        raise CannotEdit(f"there is no place '{said}' in the file", "check the keys that lead to it")
    return adding(text, node, path[-1], value)


def _replaced(text: str, home: Node | None, last: str | int, node: Node, value: Value) -> Splice:
    if isinstance(node, Word) and not node.empty:
        new = written(value, node.style if node.style in ("'", '"') else "")
        if node.style in ("|", ">"):
            new += _break_of(text) if text[node.start : node.end].endswith(("\n", "\r")) else ""
        return Splice(node.start, node.end, new)
    if isinstance(home, Entries):
        key = next(word for word, _ in home.pairs if word.text == last)
        colon = text.index(":", key.end) + 1
        if isinstance(node, Word):
            return Splice(colon, colon, f" {written(value)}")
        return Splice(colon, last_of(node), f" {written(value)}")
    return Splice(node.start, last_of(node), written(value))


def last_of(node: Node) -> int:
    """Return where a node ends: after its last word, or its bracket."""
    if isinstance(node, Word):
        return node.end
    if node.flow:
        return node.end
    parts = (
        node.items
        if isinstance(node, Items)
        else [value if not _bare(value) else key for key, value in node.pairs]
    )
    return last_of(parts[-1]) if parts else node.start


def _bare(node: Node) -> bool:
    return isinstance(node, Word) and node.empty


def adding(text: str, home: Entries, key: str, value: Value, after: str = "") -> Splice:
    """Return the splice that adds a key: after the key `after`, or after the last plain value."""
    new = f"{written(key)}: {written(value)}"
    if home.flow:
        close = home.end - 1
        stop = len(text[:close].rstrip())
        return Splice(stop, stop, f", {new}" if home.pairs else new)
    if not home.pairs:
        raise CannotEdit("the mapping is empty", "write its first key by hand")
    words = [pair for pair in home.pairs if isinstance(pair[1], Word)] or home.pairs
    chosen = next((pair for pair in home.pairs if pair[0].text == after), words[-1])
    end = chosen[0].end if _bare(chosen[1]) else last_of(chosen[1])
    first = home.pairs[0][0].start
    begin = max(text.rfind("\n", 0, first), text.rfind("\r", 0, first)) + 1
    indent = " " * (first - begin)
    if isinstance(chosen[1], Word) and chosen[1].style in ("|", ">"):
        here = end if end == 0 or text[end - 1] in "\r\n" else len(text)
        return Splice(here, here, f"{indent}{new}{_break_of(text)}")
    line_end = _LINE_END.search(text, end)
    if line_end is None:
        return Splice(len(text), len(text), f"{_break_of(text)}{indent}{new}")
    return Splice(line_end.end(), line_end.end(), f"{indent}{new}{line_end.group()}")


def _break_of(text: str) -> str:
    """Return the line end the file uses."""
    found = _LINE_END.search(text)
    return found.group() if found else "\n"
