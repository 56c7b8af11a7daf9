"""Cleaning: characters that nobody sees are left out of a text layer, and that is said."""

from __future__ import annotations

import re

from palabre.sources.opening import CannotOpen

# Marks and overrides of the writing direction: an override can make a text show in another order than it has.
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_PAGE = re.compile("[\x0b\x0c\x85]")
BINARY = 0.01


def shown(text: str) -> str:
    r"""Return words for one line: without control characters, direction marks and line ends.

    Examples
    --------
    >>> shown("A\x1b[31m \u202etitle\n")
    'A[31m title'
    """
    return " ".join(_DIRECTION.sub("", _CONTROL.sub("", _PAGE.sub(" ", text))).split())


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    r"""Return a text without control characters and direction marks, and notes that say how many there were.

    Raises
    ------
    CannotOpen
        When there are so many that the file is no text.

    Examples
    --------
    >>> clean("a\x07b\u202ec\x0cd")
    ('abc\nd', ('1 control character left out', '1 invisible direction mark left out'))
    """
    text = _PAGE.sub("\n", text)
    notes = []
    text, controls = _CONTROL.subn("", text)
    if controls > 20 and controls > BINARY * (len(text) + controls):
        raise CannotOpen("the file holds many control characters, so it is no text", "save it as text")
    text, marks = _DIRECTION.subn("", text)
    for count, what in ((controls, "control character"), (marks, "invisible direction mark")):
        if count:
            notes.append(f"{count:,} {what}{'' if count == 1 else 's'} left out")
    return text, tuple(notes)
