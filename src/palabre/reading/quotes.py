r"""Quotations: where quotation marks open and close, paragraph by paragraph.

Folded text has straight marks only. A mark opens where a word follows it and closes where one stands
before it; in doubt they alternate. A quotation that a paragraph does not close runs to the paragraph's end.
"""

from __future__ import annotations

import re

from palabre.reading.draft import Span

LONGEST = 5_000


def quotations(text: str) -> tuple[Span, ...]:
    r"""Return the quotations of a text, marks included.

    Examples
    --------
    >>> text = 'He said, "We won," and "it is over."'
    >>> [text[q.start : q.end] for q in quotations(text)]
    ['"We won,"', '"it is over."']
    """
    found: list[Span] = []
    # Where double marks are used, two single ones are a nested quotation's end.
    mark = re.compile('"' if text.count('"') > text.count("''") else r"(?<!')''|''(?!')")
    for paragraph in re.finditer(r"[^\n]+", text):
        found += _in_paragraph(text, paragraph.start(), paragraph.end(), mark)
    return tuple(found)


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
