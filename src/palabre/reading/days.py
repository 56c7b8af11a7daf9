"""Days: the dates of a text with their precision, resolved against the day the text was written.

Own rules rather than a library's search, which takes "we" and "may" for dates. What cannot be resolved
without guessing stays open: a weekday without the document's date, "two days earlier", a month in a story
about another year.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from palabre.reading import calendar as cal
from palabre.reading.draft import Span
from palabre.terms import Day, DayError

_FUTURE: Final = re.compile(
    r"\b(?:will|shall|next|due|expected|scheduled|planned|plans? to|going to|to be held|upcoming"
    r"|prochaine?)\b",
    re.IGNORECASE,
)
# "By 1 May" is a deadline; "arrests by the army on 1 May" tells of none.
_DEADLINE: Final = re.compile(
    r"\b(?:by|before|no later than|avant|d'ici)"
    r"(?: (?:the|le|la|l'|end|start|middle|of|early|late|mid|fin|au))*[ -]?$",
    re.IGNORECASE,
)
# "reprendra", "reprendraient"; "aurait repris" is over.
_FRENCH_FUTURE: Final = re.compile(
    r"\b(?!aurai|serai|devrai|pourrai)(?:\w+(?:er|ir|dr|vr)|ir|aur)(?:a|ont|ait|aient)\b", re.IGNORECASE
)
_SINCE: Final = re.compile(
    r"\b(?:since|ever since|dating back to|from|as of|starting|depuis|à partir de|dès)"
    r"(?: (?:early|late|mid|about|around|the|at least|le|la|l'))*[ -]?$"
    r"|\b(?:since|depuis) (?:[\w']+ ){1,3}(?:in|of|en|de) $",  # "since independence in 1960"
    re.IGNORECASE,
)
_UNTIL: Final = re.compile(r"\b(?:until|till|up to|jusqu'(?:en|à|au))(?: the| le)?[ -]?$", re.IGNORECASE)
# A story about another year that stands so near before a month is the month's year as well as the document's.
NEAR = 240


@dataclass(frozen=True)
class FoundDay:
    """A date in a text.

    Parameters
    ----------
    span : Span
    day : Day or None
        None where the words are a date that cannot be resolved without guessing.
    since, until : bool
        Whether something lasts from then on ("since 2012"), or lasted until then.
    """

    span: Span
    day: Day | None
    since: bool = False
    until: bool = False


@dataclass(frozen=True)
class Around:
    """What a rule may know: the document's date, the date named last, whether that is near, and the tense."""

    written: Day | None
    last: Day | None
    near: bool
    future: bool


Rule = Callable[[re.Match[str], Around], "str | None"]


def days(text: str, written: Day | None = None, language: str = "en") -> tuple[FoundDay, ...]:
    """Return the dates of a text in their order.

    Parameters
    ----------
    text : str
        Folded text.
    written : Day, optional
        When it was written. A weekday needs a day, "last month" a month.
    language : "en" or "fr"

    Examples
    --------
    >>> written = Day.read("2014-07-23")
    >>> text = "It began on July 16. In January 2013 they came; since 2012 we may sing. They met last week."
    >>> [(text[d.span.start : d.span.end], str(d.day)) for d in days(text, written)]
    [('July 16', '16 July 2014'), ('January 2013', 'January 2013'), ('2012', '2012'),
     ('last week', '14 July 2014 to 20 July 2014')]
    >>> days("They came on Tuesday.")[0].day is None
    True
    """
    matches = []
    for order, (pattern, rule) in enumerate(_rules(language if language in cal.MONTHS else "en")):
        matches += [(m.start("date"), -m.end("date"), order, m, rule) for m in pattern.finditer(text)]
    found: list[FoundDay] = []
    end, last, named_at = -1, None, -NEAR
    for start, stop, _, match, rule in sorted(matches, key=lambda one: one[:3]):
        if start < end:
            continue
        end = -stop
        sentence = text[max(text.rfind(". ", 0, start), text.rfind("\n", 0, start), start - 80, 0) : start]
        future = (
            _FUTURE.search(sentence)
            or _DEADLINE.search(text[max(0, start - 40) : start])
            or (language == "fr" and _FRENCH_FUTURE.search(sentence))
        )
        around = Around(written, last, start - named_at < NEAR, bool(future))
        day = _day(rule(match, around), match["date"])
        lead = text[max(0, start - 30) : start]
        since = _SINCE.search(lead) is not None and not (day and day.precision == "interval")
        found.append(FoundDay(Span(start, end), day, since, _UNTIL.search(lead) is not None))
        if day is not None:
            last, named_at = day, end
    return tuple(found)


def _day(edtf: str | None, phrase: str) -> Day | None:
    try:
        return replace(Day.read(edtf), phrase=phrase) if edtf else None
    except DayError:  # 31 June: the text's own slip, left to a person
        return None


@lru_cache(maxsize=2)
def _rules(language: str) -> tuple[tuple[re.Pattern[str], Rule], ...]:
    from palabre.reading.datewords import RULES, parts

    return tuple(
        (re.compile(pattern.format(**parts(language)), flags), rule) for pattern, flags, rule in RULES
    )
