"""Furniture: what stands in a text and says nothing: a date, an author, a head, a number, a name."""

from __future__ import annotations

import re
from typing import Final

from palabre.reading.calendar import MONTHS, SHORT, WEEKDAYS
from palabre.reading.wordlists import ordered

_WORD: Final = re.compile(r"[^\W\d_][\w'\u2019-]*")
_NUMBERING: Final = re.compile(r"^\W*(?:\d{1,3}|[A-Za-z]|[ivxIVX]+)[.)]\s+")
_BYLINE: Final = re.compile(
    r"^(?:By|Par|From|De|Reporting by|Edited by)\s"
    r"(?:(?:[Oo]ur|[Nn]otre|[Aa]|[Ss]taff|[Ss]pecial|[Ff]oreign)\s)*"
    r"(?:(?:correspondents?|correspondant|reporters?|writers?|staff|agencies|envoyé spécial)"
    r"|(?:[A-Z][\w.'-]*\s?){2,4})"
    r"(?:\s(?:in|à|,)\s[A-Z][\w-]*)?\.?$"
)
_TIMES: Final = frozenset(
    {name for names in (*MONTHS.values(), *WEEKDAYS.values()) for name in names} | set(SHORT)
    | {"st", "nd", "rd", "th", "er", "am", "pm", "gmt", "date", "updated", "published", "of"}
)  # fmt: skip
_LINKS: Final = ordered("of the and ag al el ibn bin ben de la le les du des van von for in")
MOST: Final = 6


def is_furniture(words: str) -> bool:
    """Whether words say nothing that a claim could be made of.

    Examples
    --------
    >>> [is_furniture(w) for w in ("20 July 2014.", "By our correspondent.", "3,000.", "Mossa Ag Attaher.")]
    [True, True, True, True]
    >>> said = ("By all accounts they fled.", "Group: MNLA; Fighters: 2,500.", "Gao has 300 guards.")
    >>> [is_furniture(w) for w in said]
    [False, False, False]
    """
    said = _NUMBERING.sub("", words.strip())
    names = _WORD.findall(said)
    if all(name.lower() in _TIMES for name in names):  # also where there is no word at all
        return True
    if len(names) == 1 or _BYLINE.fullmatch(said):
        return True
    if any(c.isdigit() for c in said) or len(names) > MOST:
        return False
    return all(name[0].isupper() or name.lower() in _LINKS for name in names)
