"""Markdown: its words, without the marks; HTML inside it is left out, not rendered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from palabre.sources.formats.grid import told
from palabre.sources.formats.plain import decoded
from palabre.sources.opening import LONGEST_TEXT, Opened, too_long

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_ENTRY = re.compile(r"^([A-Za-z_-]+)[ \t]*:[ \t]*(.+?)[ \t]*\r?$", re.MULTILINE)
_KEYS = {
    "title": ("title",),
    "publisher": ("publisher", "site", "outlet", "source"),
    "published": ("published", "date"),
    "language": ("language", "lang"),
    "url": ("url", "link"),
}


def read(data: bytes) -> Opened:
    """Return the words of a Markdown file; keys at its head (between ``---``) are proposals."""
    from markdown_it import MarkdownIt

    text, notes = decoded(data)
    if len(text) > LONGEST_TEXT:
        raise too_long(text)
    front = _FRONT.match(text)
    said = {k.lower(): v.strip("'\"") for k, v in _ENTRY.findall(front[1])} if front else {}
    tokens = MarkdownIt("commonmark").enable("table").parse(text[front.end() :] if front else text)
    paragraphs = _paragraphs(tokens)
    heading = next((at for at, t in enumerate(tokens) if t.type == "heading_open" and t.tag == "h1"), None)
    found = {key: next((said[n] for n in names if n in said), "") for key, names in _KEYS.items()}
    if heading is not None and not found["title"]:
        found["title"] = _words(tokens[heading + 1])
    code = [t.content for t in tokens if t.type in ("fence", "code_block")]
    left = (f"{len(code)} block{'s' if len(code) > 1 else ''} of code left out",) if code else ()
    note = "from the head of the file" if found["published"] else ""
    return Opened("\n\n".join(paragraphs), "Markdown", published_note=note, notes=(*notes, *left), **found)


def _paragraphs(tokens: list[Token]) -> list[str]:
    """Return the words of all paragraphs, and of tables the rows."""
    found: list[str] = []
    rows: list[list[str]] | None = None
    for token in tokens:
        if token.type == "table_open":
            rows = []
        elif token.type == "table_close":
            found += told(rows or ())
            rows = None
        elif token.type == "tr_open" and rows is not None:
            rows.append([])
        elif token.type == "inline":
            if rows:
                rows[-1].append(_words(token))
            else:
                found.append(_words(token))
    return [words for words in found if words]


def _words(token: Token) -> str:
    parts = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type == "image":
            parts.append(_words(child))
    return "".join(parts).strip()
