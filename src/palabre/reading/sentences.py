"""Sentences: a folded text with its paragraphs, cut where a sentence ends."""

from __future__ import annotations

import re

from palabre.reading.draft import Span
from palabre.sources import Folded, fold

# No piece is longer: a text without full stops is cut at a space.
LONGEST = 600
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
_END = re.compile(r"""[.!?\u2026\u061f\u3002]["')\]]*(?=\s+["'(\[]?[^\W_a-z])|\n""")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Maj|Capt|Lt|Sgt|St|Prof|Hon|Rev|Sen|Gov|Rep|No|vs|etc|Jan|Feb|Mar|Apr|Jun|Jul"
    r"|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z])\.$"
)


def with_paragraphs(folded: Folded) -> str:
    r"""Return the folded text with a line end for the space between paragraphs: its places stay the same.

    Examples
    --------
    >>> with_paragraphs(fold("One  line\nand more.\n\nAnother."))
    'One line and more.\nAnother.'
    """
    parts = [text for part in _PARAGRAPH.split(folded.original) if (text := fold(part).text)]
    broken = "\n".join(parts)
    return broken if broken.replace("\n", " ") == folded.text else folded.text


def sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of a text.

    Examples
    --------
    >>> text = 'Gen. Moussa came. "We won," he said. Nobody answered'
    >>> [text[s.start : s.end] for s in sentences(text)]
    ['Gen. Moussa came.', '"We won," he said.', 'Nobody answered']
    """
    found = []
    start = 0
    for end in _END.finditer(text):
        if end[0] != "\n" and _SHORT.search(text[max(start, end.end() - 8) : end.end()]):
            continue
        found += _pieces(text, start, end.end())
        start = end.end()
    return (*found, *_pieces(text, start, len(text)))


def _pieces(text: str, start: int, end: int) -> list[Span]:
    pieces = []
    while start < end:
        if text[start].isspace():
            start += 1
            continue
        stop = end
        if end - start > LONGEST:
            cut = text.rfind(" ", start + 1, start + LONGEST)
            stop = cut if cut > 0 else start + LONGEST
        last = start + len(text[start:stop].rstrip())
        pieces.append(Span(start, last))
        start = stop
    return pieces
