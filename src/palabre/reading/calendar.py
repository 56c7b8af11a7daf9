"""Calendar: months, weekdays and counts in words, and what a date is some time before or after another."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from palabre.reading.wordlists import ordered
from palabre.terms import Day

MONTHS: Final = {
    "en": ordered("january february march april may june july august september october november december"),
    "fr": ordered("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
}
SHORT: Final = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10,
    "nov": 11, "dec": 12,
}  # fmt: skip
WEEKDAYS: Final = {
    "en": ordered("monday tuesday wednesday thursday friday saturday sunday"),
    "fr": ordered("lundi mardi mercredi jeudi vendredi samedi dimanche"),
}
SEASONS: Final = {
    "spring": 21, "summer": 22, "autumn": 23, "winter": 24,
    "printemps": 21, "été": 22, "automne": 23, "hiver": 24,
}  # fmt: skip
COUNTS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "twenty": 20, "couple of": 2, "a couple of": 2, "un": 1,
    "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "dix": 10, "vingt": 20, "quelques": 0,
    "several": 0,
    "a few": 0,
}  # fmt: skip
UNITS: Final = {
    "day": "day", "jour": "day", "week": "week", "semaine": "week", "fortnight": "fortnight",
    "month": "month",
    "mois": "month", "year": "year", "an": "year", "année": "year", "decade": "decade", "décennie": "decade",
}  # fmt: skip


def month(word: str) -> int:
    """Return the number of a month from its name.

    Examples
    --------
    >>> month("Sept."), month("juillet")
    (9, 7)
    """
    name = word.lower().rstrip(".")
    if name in SHORT:
        return SHORT[name]
    return next(months.index(name) + 1 for months in MONTHS.values() if name in months)


def weekday(word: str) -> int:
    """Return the number of a weekday, Monday being 0."""
    return next(names.index(word.lower()) for names in WEEKDAYS.values() if word.lower() in names)


def count(word: str) -> int:
    """Return a count in digits or words; 0 for one that is not said."""
    word = " ".join(word.lower().split())
    return int(word) if word.isdigit() else COUNTS.get(word, 0)


def unit(word: str) -> str:
    """Return the unit of time: day, week, fortnight, month, year or decade."""
    word = word.lower()
    return UNITS.get(word) or UNITS[word.rstrip("s")]


def exact(day: Day | None) -> date | None:
    """Return the day itself where it is one that is certain."""
    return day.earliest if day and day.precision == "day" and not day.approximate else None


def year_month(day: Day | None) -> tuple[int, int] | None:
    """Return year and month where both are certain."""
    return (day.earliest.year, day.earliest.month) if day and day.precision in ("day", "month") else None


def year(day: Day | None) -> int | None:
    """Return the year where it is certain."""
    if day is None or day.precision not in ("day", "month", "year", "season"):
        return None
    return day.earliest.year


def shifted(day: Day | None, unit: str, by: int) -> str | None:  # noqa: PLR0911
    """Return a date so many units before (below zero) or after another, as precise as both allow.

    Examples
    --------
    >>> day = Day.read("2014-07-23")
    >>> shifted(day, "day", -5), shifted(day, "week", -3), shifted(day, "month", -8), shifted(day, "year", -2)
    ('2014-07-18', '2014-07-02~', '2013-11', '2012')
    >>> shifted(Day.read("2014"), "month", -1) is None
    True
    """
    one, month_, year_ = exact(day), year_month(day), year(day)
    try:
        if unit in ("day", "week", "fortnight"):
            length = {"day": 1, "week": 7, "fortnight": 14}[unit]
            if one is None:
                return None
            return (one + timedelta(days=length * by)).isoformat() + ("" if unit == "day" else "~")
        if unit == "month":
            if month_ is None:
                return None
            count_ = month_[0] * 12 + month_[1] - 1 + by
            return f"{count_ // 12:04d}-{count_ % 12 + 1:02d}"
        if year_ is None:
            return None
        return f"{year_ + by:04d}" if unit == "year" else f"{year_ + 10 * by:04d}~"
    except OverflowError:
        return None


def week(day: Day | None, by: int) -> str | None:
    """Return the week, Monday to Sunday, so many weeks from a day's own."""
    one = exact(day)
    if one is None:
        return None
    monday = one - timedelta(days=one.weekday()) + timedelta(weeks=by)
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def month_near(number: int, written: Day | None, future: bool, strict: bool = False) -> str | None:
    """Return the last month of a name up to a date, or the next from it; `strict` leaves its own out."""
    now = year_month(written)
    if now is None:
        return None
    own, this = now
    if future:
        return f"{own + (number < this or (strict and number == this)):04d}-{number:02d}"
    return f"{own - (number > this or (strict and number == this)):04d}-{number:02d}"


def day_near(number: int, day: int, written: Day | None, future: bool) -> str | None:
    """Return the last day of that name up to a month and a half after a date, or the next one from it."""
    one = exact(written)
    if one is None:
        return month_near(number, written, future) and f"{month_near(number, written, future)}-{day:02d}"
    years = (one.year - 1, one.year, one.year + 1)
    dates = [date(y, number, day) for y in years if 0 < day <= monthrange(y, number)[1]]
    if not dates:
        return None
    if future:
        return next((d for d in dates if d >= one - timedelta(days=31)), dates[-1]).isoformat()
    return max((d for d in dates if d <= one + timedelta(days=45)), default=dates[0]).isoformat()


def weekday_near(number: int, written: Day | None, how: str) -> str | None:
    """Return the weekday ``before`` a date, the ``last`` one up to it, or the ``next`` one."""
    one = exact(written)
    if one is None:
        return None
    back = (one.weekday() - number) % 7
    if how == "next":
        return (one + timedelta(days=(number - one.weekday()) % 7 or 7)).isoformat()
    return (one - timedelta(days=back or (7 if how == "before" else 0))).isoformat()
