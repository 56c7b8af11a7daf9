"""Reads a report back: its sentences with their links, its anchors, everything that could load something."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import palabre
from palabre.dossier import Dossier, new

MALI = Path(__file__).parents[2] / "examples" / "mali-2014"


@dataclass
class Read(HTMLParser):
    """What is in a page."""

    sentences: list[tuple[str, list[str]]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: str = ""
    headings: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._depth = 0
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {k: v or "" for k, v in attrs}
        self.tags.append((tag, named))
        if "id" in named:
            self.ids.append(named["id"])
        if "href" in named:
            self.links.append(named["href"])
            if self._depth:
                self.sentences[-1][1].append(named["href"])
        if self._depth and tag == "span":
            self._depth += 1
        elif "data-s" in named:
            self.sentences.append(("", []))
            self._depth = 1
        if tag not in ("meta", "col", "br", "rect", "path", "line"):
            self._inside.append(tag)
        if tag == "h2":
            self.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        if self._depth and tag == "span":
            self._depth -= 1
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if "style" in self._inside:
            return
        self.text += data
        if self._depth:
            words, links = self.sentences[-1]
            self.sentences[-1] = (words + data, links)
        if self._inside[-1:] == ["h2"]:
            self.headings[-1] += data


def read(html: str) -> Read:
    page = Read()
    page.feed(html)
    page.close()
    return page


def sound(html: str) -> Read:
    """Read a page, and check what must be so of every report."""
    page = read(html)
    assert page.sentences
    for words, links in page.sentences:
        assert links, f"no link: {words}"
    assert len(page.ids) == len(set(page.ids)), sorted(i for i in page.ids if page.ids.count(i) > 1)
    lost = [link for link in page.links if not (link.startswith("#") and link[1:] in page.ids)]
    assert not lost, lost
    assert not re.search(r"\bNone\b(?! of)|Undefined|\bnan\b", page.text)
    assert "<script" not in html
    return page


def blank(folder: Path, *, model: dict[str, str] | None = None, **files: str) -> Dossier:
    """The blank dossier with parts of its model, and of other files, replaced by others."""
    path = new(folder / "blank")
    edits = {"models/bridge.yaml": model or {}}
    for file, changes in edits.items():
        text = (path / file).read_text()
        for old, fresh in changes.items():
            assert old in text, old
            text = text.replace(old, fresh)
        (path / file).write_text(text)
    for name, text in files.items():
        (path / f"{name}.yaml").write_text(text)
    return palabre.open(path)
