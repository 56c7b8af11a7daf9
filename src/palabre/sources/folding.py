"""Folding: a text without what changes from copy to copy (white space, quotes, line ends)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

# The acute accent used as an apostrophe (U+00B4) must go before Unicode normalisation; so must the Greek
# accents that normalisation would turn into an acute or a grave.
_SINGLE = (
    "\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a\u00b4\u0060\u02b9\u02bb\u02bc\u0374\u1ffd\u1fef\uff07"
)
_DOUBLE = "\u201c\u201d\u201e\u201f\u2033\u2036\u00ab\u00bb\uff02"
_DROPPED = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_MAP = {**dict.fromkeys(_SINGLE, "'"), **dict.fromkeys(_DOUBLE, '"'), **dict.fromkeys(_DROPPED, "")}


@dataclass(frozen=True)
class Folded:
    r"""A folded text; spans count its characters.

    Examples
    --------
    >>> folded = fold("so\u00adme  \u201cwords\u201d\r\n")
    >>> folded.text
    'some "words"'
    >>> folded.raw(5, 12)
    '\u201cwords\u201d'
    """

    text: str
    original: str = field(repr=False)

    @cached_property
    def sha256(self) -> str:
        """The fingerprint of the words."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def lower(self) -> str | None:
        """The text in small letters, or None where that would move its characters."""
        small = self.text.lower()
        return small if len(small) == len(self.text) else None

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """For every folded character its place in the original text, and one past the last."""
        return tuple(_offsets(self.original))

    def raw(self, start: int, end: int) -> str:
        """Return the original text of a span of folded characters."""
        if start >= end:
            return ""
        last = self.offsets[end - 1]
        stop = next((o for o in self.offsets[end:] if o > last), len(self.original))
        return self.original[self.offsets[start] : stop].rstrip()


def fold(text: str) -> Folded:
    r"""Fold a text: white-space runs become one space, quotes straight, invisible characters go.

    Examples
    --------
    >>> fold("it\u00b4s  here\n").text
    "it's here"
    """
    folded = text
    for character, plain in _MAP.items():
        if character in folded:
            folded = folded.replace(character, plain)
    folded = unicodedata.normalize("NFC", folded)
    return Folded(" ".join(folded.split()), text)


def _offsets(text: str) -> list[int]:
    places: list[int] = []
    waiting = False
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and (text[end] in _DROPPED or _joins(text[end])):
            end += 1
        piece = unicodedata.normalize("NFC", "".join(_MAP.get(c, c) for c in text[at:end]))
        for character in piece:
            if character.isspace():
                waiting = True
                continue
            if waiting and places:
                places.append(at - 1 if places[-1] < at - 1 else at)
            waiting = False
            places.append(at)
        at = end
    places.append(len(text))
    return places


def _joins(character: str) -> bool:
    """Whether a character may melt into the one before it under normalisation."""
    return unicodedata.category(character)[0] == "M" or "\u1160" <= character <= "\u11ff"
