"""Tree: a YAML file as nodes that know their line; every scalar stays the word that was written."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from palabre.dossier.log import Log

DEEPEST = 24
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(eq=False, slots=True)
class Word:
    """A scalar, as written. `start` and `end` count characters of the file."""

    text: str
    line: int
    start: int = 0
    end: int = 0
    style: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing is written at all (``key:``)."""
        return not self.text and not self.style


@dataclass(eq=False, slots=True)
class Items:
    """A list."""

    items: list[Node]
    line: int
    start: int = 0
    end: int = 0
    flow: bool = False


@dataclass(eq=False, slots=True)
class Entries:
    """A mapping. `lost` holds keys that were written but could not be used."""

    pairs: list[tuple[Word, Node]]
    line: int
    start: int = 0
    end: int = 0
    flow: bool = False
    lost: set[str] = field(default_factory=set)

    def get(self, key: str) -> Node | None:
        """Return the value of a key, or None."""
        return next((value for word, value in self.pairs if word.text == key), None)

    def keys(self) -> list[str]:
        """Return the keys in order."""
        return [word.text for word, _ in self.pairs]

    def key_line(self, key: str) -> int:
        """Return the line of a key, or of the mapping."""
        return next((word.line for word, _ in self.pairs if word.text == key), self.line)


Node: TypeAlias = Word | Items | Entries


def read(text: str, file: str, log: Log) -> Node | None:
    """Read one YAML document; a file that cannot be read gives one fault and None.

    Anchors, aliases, tags and doubled keys are faults too, but the rest of the file is still read.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    from palabre.dossier.yaml_words import explain

    breaks = [found.end() for found in _LINE_END.finditer(text)]
    builder = _Builder(file, log, breaks)
    try:
        return builder.document(iter(YAML(typ="safe", pure=True).parse(text)))
    except _TooDeep as fault:
        log.fault(
            file, fault.line, f"lists and mappings are nested more than {DEEPEST} deep", "write it flatter"
        )
    except MarkedYAMLError as fault:
        log.fault(file, *explain(fault, text))
    except YAMLError as fault:
        log.fault(
            file, None, f"this is not YAML: {' '.join(str(fault).split())}", "mend or remove the passage"
        )
    return None


class _TooDeep(Exception):
    def __init__(self, line: int) -> None:
        self.line = line


class _Builder:
    def __init__(self, file: str, log: Log, breaks: list[int]) -> None:
        self.file, self.log, self.breaks = file, log, breaks

    def line(self, index: int) -> int:
        return bisect_right(self.breaks, index) + 1

    def document(self, events: Iterator[Any]) -> Node | None:
        root: Node | None = None
        for event in events:
            name = type(event).__name__
            if name == "DocumentStartEvent" and root is not None:
                what = "a second document begins here ('---')"
                self.log.fault(self.file, self.line(event.start_mark.index), what, "keep one document a file")
                return root
            if name.startswith(("Scalar", "Sequence", "Mapping", "Alias")):
                root = self.node(event, events, 0)
        return root

    def node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        name = type(event).__name__
        start, end = event.start_mark.index, event.end_mark.index
        line = self.line(start)
        if depth > DEEPEST:
            raise _TooDeep(line)
        self._plain_only(event, name, line)
        if name == "AliasEvent":
            return Word(f"*{event.anchor}", line, start, end, "*")
        if name == "ScalarEvent":
            return Word(event.value, line, start, end, event.style or "")
        flow = bool(event.flow_style)
        if name == "SequenceStartEvent":
            items: list[Node] = []
            while type(inner := next(events)).__name__ != "SequenceEndEvent":
                items.append(self.node(inner, events, depth + 1))
            return Items(items, line, start, inner.end_mark.index, flow)
        pairs: list[tuple[Word, Node]] = []
        seen: dict[str, int] = {}
        while type(inner := next(events)).__name__ != "MappingEndEvent":
            key = self.node(inner, events, depth + 1)
            value = self.node(next(events), events, depth + 1)
            if not isinstance(key, Word):
                self.log.fault(self.file, key.line, "a key is a list or a mapping", "write a word as the key")
            elif key.text in seen:
                what = f"the key '{key.text}' is written twice, in lines {seen[key.text]} and {key.line}"
                self.log.fault(self.file, key.line, what, "keep one of them")
            else:
                seen[key.text] = key.line
                pairs.append((key, value))
        return Entries(pairs, line, start, inner.end_mark.index, flow)

    def _plain_only(self, event: Any, name: str, line: int) -> None:
        if name == "AliasEvent":
            what = f"'*{event.anchor}' stands for something written elsewhere"
            self.log.fault(
                self.file, line, what, "write it out, or put text that begins with * in quotation marks"
            )
            return
        if event.anchor is not None:
            what = f"'&{event.anchor}' is a YAML anchor, which dossiers do not use"
            self.log.fault(
                self.file, line, what, "leave it out, or put text that begins with & in quotation marks"
            )
        if event.tag is not None and not (name == "ScalarEvent" and event.tag == "!"):
            what = f"'{event.tag}' is a YAML tag, which dossiers do not use"
            self.log.fault(
                self.file, line, what, "leave it out, or put text that begins with ! in quotation marks"
            )


def plain(node: Node) -> Any:
    """Return the node as Python lists, dicts and strings; what is written empty becomes None."""
    if isinstance(node, Word):
        return None if node.empty else node.text
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.pairs}
