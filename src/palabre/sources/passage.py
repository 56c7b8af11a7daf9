"""Passage: a place in a document, and how it is found again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from palabre.sources.folding import Folded, fold

Span = tuple[int, int]
MOST_PLACES = 10_000
_ELLIPSIS = re.compile(r"\s*(?:\u2026|\.\.\.)\s*")


@dataclass(frozen=True)
class Passage:
    """A place in a document.

    Parameters
    ----------
    words : str
        The few words that occur exactly once in the document. With an ellipsis, ``first words … last
        words``, they mean the passage from the first words to the next occurrence of the last ones.
    span : (int, int) or None
        The characters of the folded text the passage stands for; it encloses the words.
    """

    words: str
    span: Span | None = None


@dataclass(frozen=True)
class Found:
    """The passage, with its span and the words quoted."""

    span: Span
    quote: str


@dataclass(frozen=True)
class NotFound:
    """The words do not occur; `part` is the part that is missing where an ellipsis joins two."""

    part: str


@dataclass(frozen=True)
class FoundTwice:
    """The words occur more than once, beginning at these characters of the folded text."""

    part: str
    places: tuple[int, ...]


@dataclass(frozen=True)
class SpanMismatch:
    """The words stand at `span`, outside the span that was written."""

    span: Span
    written: Span


Sought: TypeAlias = Found | NotFound | FoundTwice | SpanMismatch


def find(folded: Folded, passage: Passage) -> Sought:
    r"""Find a passage: exact on the folded words first, then without regard to capitals.

    Examples
    --------
    >>> text = fold("Nobody came. Nobody\n spoke.")
    >>> find(text, Passage("nobody spoke"))
    Found(span=(13, 25), quote='Nobody spoke')
    >>> find(text, Passage("Nobody"))
    FoundTwice(part='Nobody', places=(0, 13))
    >>> find(text, Passage("Nobody came … spoke.")).quote
    'Nobody came. Nobody spoke.'
    """
    place = _place(folded, passage.words)
    if not isinstance(place, tuple):
        return place
    span = passage.span
    if span is None:
        return Found(place, folded.text[slice(*place)])
    if not (0 <= span[0] <= place[0] and place[1] <= span[1] <= len(folded.text)):
        return SpanMismatch(place, span)
    return Found(span, folded.text[slice(*span)])


def _place(text: Folded, words: str) -> Span | NotFound | FoundTwice:
    whole = fold(words).text
    found = _once(text, whole)
    parts = [part for part in _ELLIPSIS.split(whole) if part]
    if isinstance(found, tuple) or len(parts) < 2 or isinstance(found, FoundTwice):
        return found
    start = _once(text, parts[0])
    if not isinstance(start, tuple):
        return start
    end = start[1]
    for part in parts[1:]:
        after = _starts(text, part, end, most=1)
        if not after:
            return NotFound(part)
        end = after[0] + len(part)
    return start[0], end


def _once(text: Folded, words: str) -> Span | NotFound | FoundTwice:
    places = _starts(text, words, 0, most=MOST_PLACES) if words else []
    if not places:
        return NotFound(words)
    if len(places) > 1:
        return FoundTwice(words, tuple(places))
    return places[0], places[0] + len(words)


def _starts(text: Folded, words: str, after: int, *, most: int) -> list[int]:
    exact = _all(text.text, words, after, most)
    if exact:
        return exact
    small = words.lower()
    if text.lower is not None and len(small) == len(words):
        return _all(text.lower, small, after, most)
    found = re.compile(re.escape(words), re.IGNORECASE).finditer(text.text, after)
    return [match.start() for match in islice(found, most)]


def _all(text: str, words: str, after: int, most: int) -> list[int]:
    places: list[int] = []
    at = text.find(words, after)
    while at >= 0 and len(places) < most:
        places.append(at)
        at = text.find(words, at + 1)
    return places
