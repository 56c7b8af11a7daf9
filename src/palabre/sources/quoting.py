"""Quoting: the fewest words that mean one place of a text and no other."""

from __future__ import annotations

from collections.abc import Iterator

from palabre.sources.folding import Folded
from palabre.sources.passage import Found, Passage, find

SHORT = 70
WIDEST = 400
# How far before a passage words that stand once are sought, and how many of them are taken.
FARTHEST, FEW = 1_500, (3, 6)


def passage_for(folded: Folded, start: int, end: int) -> Passage | None:
    """Return a passage that is found exactly once and covers these characters, with its span.

    Short passages are quoted whole, long ones by their first and last words; where the words stand more than
    once, those around them are added, or else the nearest words before them that stand once. None where even
    that does not help.

    Examples
    --------
    >>> from palabre.sources import fold
    >>> text = fold("They came. They came back from the north.")
    >>> passage_for(text, 11, 20)
    Passage(words='They came back', span=(11, 25))
    >>> passage_for(text, 0, 9)
    Passage(words='They came.', span=(0, 10))
    """
    for words in _candidates(folded.text, start, end):
        if _repeated(folded.text, words):
            continue
        found = find(folded, Passage(words))
        if isinstance(found, Found) and found.span[0] <= start and end <= found.span[1]:
            return Passage(words, found.span)
    return None


def _repeated(text: str, words: str) -> bool:
    """Whether the first words stand once more, told without counting how often."""
    first = words.split(" \u2026 ", 1)[0]
    at = text.find(first)
    return at >= 0 and text.find(first, at + 1) >= 0


def _candidates(text: str, start: int, end: int) -> Iterator[str]:
    quote = text[start:end]
    words = quote.split(" ")
    if len(quote) > SHORT:
        for count in range(3, min(9, len(words) // 2)):
            yield f"{' '.join(words[:count])} \u2026 {' '.join(words[-count:])}"
    yield quote
    first, last = start, end
    while last - first < (end - start) + WIDEST and (first > 0 or last < len(text)):
        after = text.find(" ", last + 1)
        last = len(text) if after < 0 else after
        yield text[first:last]
        first = max(0, text.rfind(" ", 0, max(0, first - 1)) + 1)
        yield text[first:last]
    yield from _anchored(text, start, end)


def _anchored(text: str, start: int, end: int) -> Iterator[str]:
    """Yield words from before a passage, joined by an ellipsis to the passage: the nearest first.

    Between them and the passage its words do not stand once more, or they would mean that other place.
    """
    quote = text[start:end]
    before = text.rfind(quote, 0, end - 1)
    low = max(start - FARTHEST, before + 1, 0)
    starts = [k for k in range(low, start) if text[k] != " " and (k == 0 or text[k - 1] == " ")]
    for at in reversed(starts):
        words = text[at:start].split()
        for count in FEW:
            anchor = " ".join(words[:count])
            if len(words) >= count and text.find(anchor, text.find(anchor) + 1) < 0:
                yield f"{anchor} \u2026 {quote}"
                break
