"""Day: a date as precise as the source has it, never more precise.

A small reader of the extended date format (EDTF) is kept here rather than a library: the one that exists
takes a tenth of a second to import and milliseconds a date, and reads ``2012%`` as exact.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal["day", "month", "year", "season", "interval", "unknown"]

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}

_EDTF = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?([~?%]?)")
_VAGUE = re.compile(r"(\d{2,3})(X{1,2})|(\d{4})-XX(?:-XX)?|(\d{4}-\d{2})-XX")
_ABOUT = re.compile(r"(?:about|around|circa|ca\.?|c\.)\s+|~\s*", re.IGNORECASE)
_WORDS = re.compile(r"(?:(\d{1,2})\s+)?([A-Za-z]{3,9})\.?,?\s+(\d{4})")
_WORDS_US = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})")
_BETWEEN = re.compile(
    r"(?:between\s+(.+?)\s+and\s+(.+))|(?:from\s+)?(.+?)\s+(?:to|until)\s+(.+)", re.IGNORECASE
)


class DayError(ValueError):
    """A date that cannot be read: what is wrong, and what to write instead."""

    def __init__(self, phrase: str, what: str, remedy: str = "") -> None:
        self.phrase, self.what = phrase, what
        self.remedy = (
            remedy or "write 2014-07-24, 2014-07, 2014, 2012~ (about 2012) or 2014-07/2014-09 (from, to)"
        )
        super().__init__(f"{what}; {self.remedy}")


@dataclass(frozen=True)
class Day:
    """A date with its precision.

    Parameters
    ----------
    phrase : str
        The date as written.
    edtf : str
        The same in the extended date format.
    earliest, latest : datetime.date
        The first and the last day it can mean.
    precision : "day", "month", "year", "season", "interval" or "unknown"
    approximate : bool
        Whether the source says "about", or is unsure.

    Examples
    --------
    >>> Day.read("2014-07").latest
    datetime.date(2014, 7, 31)
    >>> [str(Day.read(d)) for d in ("2014-07-24", "July 2014", "2012~", "2011-10/..", "201X")]
    ['24 July 2014', 'July 2014', 'about 2012', 'from October 2011', 'the 2010s']
    """

    phrase: str
    edtf: str
    earliest: date
    latest: date
    precision: Precision
    approximate: bool = False

    @classmethod
    def read(cls, phrase: str) -> Day:
        """Read a date: the extended date format, or plain words such as ``24 July 2014``.

        Raises
        ------
        DayError
            When it cannot be read without guessing.
        """
        text = " ".join(phrase.split())
        if not text:
            raise DayError(phrase, "the date is empty")
        if text.lower() in ("unknown", "xxxx", "xxxx-xx", "xxxx-xx-xx"):
            return cls(phrase, "XXXX", date.min, date.max, "unknown")
        found = _span(phrase, text) if "/" in text or _BETWEEN.fullmatch(text) else _one(phrase, text)
        return cls(phrase, found.edtf, found.earliest, found.latest, found.precision, found.approximate)

    def overlaps(self, other: Day) -> bool:
        """Return whether both can mean the same day."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def __str__(self) -> str:
        if self.precision == "unknown":
            return "an unknown date"
        if self.precision == "interval" and "/" in self.edtf:
            first, _, last = self.edtf.partition("/")
            if first == "..":
                return f"until {Day.read(last)}"
            return f"from {Day.read(first)}" if last == ".." else f"{Day.read(first)} to {Day.read(last)}"
        return f"{'about ' if self.approximate else ''}{_said(self)}"


def _said(day: Day) -> str:
    year = f"{day.earliest.year}"
    match day.precision:
        case "day":
            return f"{day.earliest.day} {MONTHS[day.earliest.month - 1]} {year}"
        case "month":
            return f"{MONTHS[day.earliest.month - 1]} {year}"
        case "season":
            return f"{SEASONS[int(day.edtf[5:7])]} {year}"
        case "interval":
            return f"the {year}s"
        case _:
            return year


def _one(phrase: str, text: str) -> Day:
    if vague := _VAGUE.fullmatch(text):
        return _vague(phrase, vague)
    about = _ABOUT.match(text)
    rest = text[about.end() :] if about else text
    if exact := _EDTF.fullmatch(rest):
        year, month, day, mark = exact.groups()
        return _day(phrase, int(year), int(month or 0), int(day or 0), mark or ("~" if about else ""))
    if words := _WORDS.fullmatch(rest):
        day, name, year = words.groups()
    elif words := _WORDS_US.fullmatch(rest):
        name, day, year = words.groups()
    else:
        raise DayError(phrase, f"'{phrase}' cannot be read as a date")
    short = name[:3].lower()
    month = next((i for i, m in enumerate(MONTHS, 1) if m[:3].lower() == short), None)
    season = next((k for k, s in SEASONS.items() if s == name.lower()), None)
    if season and not day:
        return _day(phrase, int(year), season, 0, "~" if about else "")
    if month is None or not MONTHS[month - 1].lower().startswith(name.lower()):
        raise DayError(phrase, f"'{phrase}' names no month that can be read")
    return _day(phrase, int(year), month, int(day or 0), "~" if about else "")


def _day(phrase: str, year: int, month: int, day: int, mark: str) -> Day:
    said = f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")
    about, edtf = bool(mark), said + mark
    if not year:
        raise DayError(phrase, f"'{phrase}' names the year 0")
    if not month:
        return Day(phrase, edtf, date(year, 1, 1), date(year, 12, 31), "year", about)
    if month in SEASONS and not day:
        first = (month - 21) * 3 + 3
        end_year, end = (year + 1, 2) if month == 24 else (year, first + 2)
        if end_year > date.max.year:
            raise DayError(phrase, f"'{phrase}' is too late a date")
        last = date(end_year, end, monthrange(end_year, end)[1])
        return Day(phrase, edtf, date(year, first, 1), last, "season", about)
    if month > 12:
        raise DayError(phrase, f"'{phrase}' names month {month}")
    length = monthrange(year, month)[1]
    if not day:
        return Day(phrase, edtf, date(year, month, 1), date(year, month, length), "month", about)
    if day > length:
        raise DayError(
            phrase, f"'{phrase}' names day {day}, but {MONTHS[month - 1]} {year} has {length} days"
        )
    exact = date(year, month, day)
    return Day(phrase, edtf, exact, exact, "day", about)


def _vague(phrase: str, vague: re.Match[str]) -> Day:
    digits, missing, year, month = vague.groups()
    if year or month:
        return _one(phrase, year or month)
    if len(digits) + len(missing) != 4 or not int(digits):
        raise DayError(phrase, f"'{phrase}' cannot be read as a date")
    first, last = int(digits.ljust(4, "0")), int(digits.ljust(4, "9"))
    return Day(phrase, digits + missing, date(first, 1, 1), date(last, 12, 31), "interval")


def _span(phrase: str, text: str) -> Day:
    if "/" in text:
        ends = [part.strip() for part in text.split("/")]
        if len(ends) != 2:
            raise DayError(phrase, f"'{phrase}' has more than one '/'")
    else:
        said = _BETWEEN.fullmatch(text)
        ends = [part for part in (said.groups() if said else ()) if part]
    first, last = (None if end in ("", "..") else _one(phrase, end) for end in ends)
    if first is None and last is None:
        raise DayError(phrase, f"'{phrase}' has neither a beginning nor an end")
    if first and last and first.earliest > last.latest:
        raise DayError(phrase, f"'{phrase}' ends before it begins", "write the earlier date first")
    edtf = f"{first.edtf if first else '..'}/{last.edtf if last else '..'}"
    earliest, latest = (first.earliest if first else date.min), (last.latest if last else date.max)
    about = bool((first and first.approximate) or (last and last.approximate))
    return Day(phrase, edtf, earliest, latest, "interval", about)
