"""Thousands: figures whose thousands are parted by points, as much of the world writes them."""

from __future__ import annotations

import re
from typing import Final

# Three digits behind a point, and something that is counted by the piece.
_THOUSANDS: Final = re.compile(
    r"(?<![\w.,/:-])\d{1,3}(?:\.\d{3})+(?![\w.,/:%-]*\d)"
    r"(?=[.;,]?$|[.;]\s|(?:\s(?:to|or|and|à|et|ou)\s\d{1,3}(?:\.\d{3})+)?\s(?!per\s?cent|million|billion|trillion|milli|times|"
    r"k?m\b|k?g\b|kilo|met(?:er|re)|degree|degré|of\b|to\b|and\b|or\b)(?:d[eu]s?\s|d')?[^\W\d_]{3,})"
)
_DECIMAL: Final = re.compile(r"(?<![\w.,/:-])\d+\.(?:\d{1,2}|\d{4,})(?![\w./:]|,\d)(?<!\b[Aa]t \d\d\.\d\d)")


def grouped(text: str) -> str:
    """Return a text with commas for the points that part thousands, so that it is as long as before.

    `1.500 fighters` is 1,500 of them, unless the text writes decimals with a point elsewhere.

    Examples
    --------
    >>> grouped("They have 1.500 fighters."), grouped("They have 1.500 fighters, 2.5 percent of all.")
    ('They have 1,500 fighters.', 'They have 1.500 fighters, 2.5 percent of all.')
    """
    if _THOUSANDS.search(text) is None or _DECIMAL.search(text):
        return text
    return _THOUSANDS.sub(lambda found: found[0].replace(".", ","), text)
