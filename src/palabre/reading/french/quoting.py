"""Quoting: French quotations, which stand off from their marks, read as if they did not.

Folded text has straight marks, and a space where « and » have one. The mark and its space change places, so
that what reads quotations in English reads them too; no other character moves.
"""

from __future__ import annotations

import re

from palabre.reading.draft import Span


def straightened(text: str) -> str:
    r"""Return a text whose quotation marks stand at the words they belong to; its length stays.

    Examples
    --------
    >>> straightened('Il dit : " Nous restons. " Puis il part.')
    'Il dit :  "Nous restons."  Puis il part.'
    """
    done = list(text)
    for paragraph in re.finditer(r"[^\n]+", text):
        opened = False
        for mark in re.finditer('"', paragraph[0]):
            at = paragraph.start() + mark.start()
            before = text[at - 1] if at > paragraph.start() else " "
            after = text[at + 1] if at + 1 < paragraph.end() else " "
            if before in " (" and after.isalnum():
                opened = True
            elif before not in " (" and after in " .,;:!?)":
                opened = False
            else:
                opened = not opened
                if opened and after == " " and at + 1 < paragraph.end():
                    done[at], done[at + 1] = " ", '"'
                elif not opened and before == " ":
                    done[at], done[at - 1] = " ", '"'
    return "".join(done)


def restored(text: str, span: Span) -> Span:
    """Return a span found in a straightened text as one of the text itself, its marks included."""
    start, end = span.start, span.end
    if text[start : start + 1] == " " and text[max(0, start - 1) : start] == '"':
        start -= 1
    elif text[start : start + 1] == " ":
        start += 1
    if text[end - 1 : end] == " " and text[end : end + 1] == '"':
        end += 1
    elif text[end - 1 : end] == " ":
        end -= 1
    return Span(start, end)
