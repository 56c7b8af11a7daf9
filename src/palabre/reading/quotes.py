r"""Quotations: where quotation marks open and close, paragraph by paragraph.

Folded text has straight marks only. A mark opens where a word follows it and closes where one stands
before it; in doubt they alternate. A quotation that a paragraph does not close runs to the paragraph's end.
Single marks quote too, outside of double ones; as they are apostrophes as well, they close behind a stop or
a comma, or before one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from palabre.reading.draft import Span

LONGEST = 5_000
# A single mark that stands for left out letters opens nothing: '90s, 'em.
_OPENS = re.compile(
    r"(?:(?<=[\s(\[\"\u2013\u2014-])|^)'(?=[^\W\d_]|\d(?!\d?s\b))(?!(?:em|til|tis|twas|cause|n)\b)"
)
_CLOSES = re.compile(r"(?<=[.,?!\u2026])'(?!\w)|(?<=\w)'(?=[.,;:?!)\]]|\s*$)")
_MAY_CLOSE = re.compile(r"(?<=\w)'(?=\s)")
# What a mark that is perhaps an apostrophe closes is a few words: 'terrorists' of the north.
FEW = 40


def quotations(text: str) -> tuple[Span, ...]:
    r"""Return the quotations of a text, marks included.

    Examples
    --------
    >>> text = 'He said, "We won," and "it is over."'
    >>> [text[q.start : q.end] for q in quotations(text)]
    ['"We won,"', '"it is over."']
    >>> text = "'We've won,' he said of the rebels' war. 'It is over.'"
    >>> [text[q.start : q.end] for q in quotations(text)]
    ["'We've won,'", "'It is over.'"]
    """
    found: list[Span] = []
    # Where double marks are used, two single ones are a nested quotation's end.
    doubles = text.count('"') > text.count("''")
    mark = re.compile('"' if doubles else r"(?<!')''|''(?!')")
    for paragraph in re.finditer(r"[^\n]+", text):
        double = _in_paragraph(text, paragraph.start(), paragraph.end(), mark)
        found += double
        if doubles or "''" not in text:
            found += _single(text, paragraph.start(), paragraph.end(), double)
    return tuple(sorted(found, key=lambda one: one.start))


def _in_paragraph(text: str, start: int, end: int, sign: re.Pattern[str]) -> list[Span]:
    found: list[Span] = []
    opened: int | None = None
    marks = list(sign.finditer(text[start:end]))
    for mark in marks:
        at, width = start + mark.start(), len(mark[0])
        before = text[at - 1] if at > start else " "
        after = text[at + width] if at + width < end else " "
        if opened is None:
            if not after.isspace():
                opened = at
            continue
        if before.isspace() and not after.isspace():
            opened = at  # the one before was never closed
            continue
        if at + width - opened <= LONGEST:
            found.append(Span(opened, at + width))
        opened = None
    if opened is not None and end - opened <= LONGEST and end - opened > 20:
        found.append(Span(opened, end))
    return found


def _single(text: str, start: int, end: int, double: list[Span]) -> Iterator[Span]:
    """Yield what stands between single marks, outside of double ones."""
    words = text[start:end]
    taken = [(one.start - start, one.end - start) for one in double]
    opens = {m.start() for m in _OPENS.finditer(words)}
    closes = {m.start() for m in _CLOSES.finditer(words)}
    may = {m.start() for m in _MAY_CLOSE.finditer(words)}
    opened: int | None = None
    perhaps: int | None = None
    for at in sorted(opens | closes | may):
        if any(a <= at < b for a, b in taken):
            continue
        if at in opens:
            if opened is not None and perhaps is not None:
                yield Span(start + opened, start + perhaps + 1)
            opened, perhaps = at, None
        elif opened is None:
            continue
        elif at in closes:
            if not any(opened < a < at for a, _ in taken):
                yield Span(start + opened, start + at + 1)
            opened = perhaps = None
        elif perhaps is None and at - opened <= FEW:
            perhaps = at
    if opened is not None and perhaps is not None:
        yield Span(start + opened, start + perhaps + 1)
