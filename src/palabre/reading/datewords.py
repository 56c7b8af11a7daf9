"""Date words: how dates are written in English and French, each way with the rule that reads it.

Every pattern names the date itself ``date``; the words before it only make sure that it is one.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from palabre.reading import calendar as cal

if TYPE_CHECKING:
    from palabre.reading.days import Around, Rule

_IN: Final = {
    "en": r"in|since|by|during|until|till|through|throughout|of|from|before|after|last|next|this|to|and|"
    r"between|around|"
    r"about|late|early|mid|mid-|as of|as early as|as late as|for",
    "fr": r"en|depuis|dès|de|à|avant|après|jusqu'en|entre|et|mi-|début|fin|au cours de|vers|fin de|courant",
}
# After a number that may be a year these say that it is one.
_YEAR: Final = r"(?:1[6-9]\d\d|20\d\d)"
_COUNTED: Final = (
    r"(?!\s+(?:[a-z-]+\s+)?(?:men|people|troops|soldiers|fighters|civilians|children|women|families|vehicles"
    r"|hommes|soldats|combattants|morts|personnes|\w+ers)\b)"
)


def parts(language: str) -> dict[str, str]:
    """Return the words of a language as parts of patterns."""
    months = "|".join(m.capitalize() if language == "en" else m for m in cal.MONTHS[language])
    if language == "en":
        months += "|" + "|".join(rf"{m.capitalize()}\b\.?" for m in cal.SHORT)
    counts = "|".join(sorted(map(re.escape, cal.COUNTS), key=len, reverse=True))
    return {
        "M": rf"(?:{months})(?!\w)",
        "D": r"(?:[0-3]?\d)(?:st|nd|rd|th|er)?",
        "Y": _YEAR,
        "W": "(?:"
        + "|".join(w.capitalize() if language == "en" else w for w in cal.WEEKDAYS[language])
        + ")",
        "N": rf"(?:\d{{1,2}}|{counts})",
        "IN": _IN[language],
        "S": "(?:" + "|".join(cal.SEASONS) + ")",
        "U": r"(?:days?|weeks?|fortnights?|months?|years?|decades?|jours?|semaines?|mois|ans?|années?)",
        "C": _COUNTED,
        # "On 1 May and 30 June" are two days; "between 1 May and 30 June" is a time.
        "BETWEEN": r"(?P<between>\b(?:[Bb]etween (?:the )?|[Ee]ntre (?:le )?))?",
        "TO": r"(?(between),? (?:and|et) (?:the |le )?|(?: ?[-\u2013\u2014] ?|,? (?:to|until|till|through|au"
        r"|jusqu'au) (?:the )?))",
    }


def _number(text: str) -> int:
    found = re.match(r"\d+", text)
    return int(found[0]) if found else 0


def _full(m: re.Match[str], _: Around) -> str | None:
    return f"{m['y']}-{cal.month(m['m']):02d}-{_number(m['d']):02d}"


def _iso(m: re.Match[str], _: Around) -> str | None:
    return m["date"]


def _slashes(m: re.Match[str], _: Around) -> str | None:
    """Day before month, where only one of both orders is a date."""
    a, b = int(m["a"]), int(m["b"])
    if a <= 12 and b <= 12 and a != b:
        return None
    return f"{m['y']}-{b:02d}-{a:02d}" if b <= 12 else f"{m['y']}-{a:02d}-{b:02d}"


def _days(m: re.Match[str], around: Around) -> str | None:
    """Two days of one month."""
    number = cal.month(m["m"])
    if m["y"]:
        head = f"{m['y']}-{number:02d}"
    else:
        near = cal.day_near(number, _number(m["d2"]), around.written, around.future)
        if near is None or _elsewhere(around):
            return None
        head = near[:7]
    return f"{head}-{_number(m['d1']):02d}/{head}-{_number(m['d2']):02d}"


def _spread(m: re.Match[str], around: Around) -> str | None:
    """From a day of one month to a day of another; a year that is not written is the nearest."""
    end_year = m["y2"]
    if end_year is None:
        near = cal.day_near(cal.month(m["m2"]), _number(m["d2"]), around.written, around.future)
        if near is None or _elsewhere(around):
            return None
        end_year = near[:4]
    start, end = ((cal.month(m[f"m{n}"]), _number(m[f"d{n}"])) for n in (1, 2))
    start_year = m["y1"] or str(int(end_year) - (start > end))
    return f"{start_year}-{start[0]:02d}-{start[1]:02d}/{end_year}-{end[0]:02d}-{end[1]:02d}"


def _day(m: re.Match[str], around: Around) -> str | None:
    if _elsewhere(around):
        return None
    return cal.day_near(cal.month(m["m"]), _number(m["d"]), around.written, around.future)


def _elsewhere(around: Around) -> bool:
    """Whether the words right before tell of another year, so that a date without one may be of that."""
    own, last = cal.year(around.written), cal.year(around.last)
    return around.near and last is not None and own is not None and last != own


def _month_of_year(m: re.Match[str], _: Around) -> str | None:
    return f"{m['y']}-{cal.month(m['m']):02d}"


def _months_of_year(m: re.Match[str], _: Around) -> str | None:
    return (
        f"{m['y2'] if not m['y1'] else m['y1']}-{cal.month(m['m1']):02d}/{m['y2']}-{cal.month(m['m2']):02d}"
    )


def _month(m: re.Match[str], around: Around) -> str | None:
    lead = m["lead"].lower().strip()
    if lead not in ("last", "next", "this") and _elsewhere(around):
        return None
    future = lead == "next" or (lead != "last" and around.future and lead not in ("since", "depuis"))
    return cal.month_near(cal.month(m["m"]), around.written, future, strict=lead in ("last", "next"))


def _season(m: re.Match[str], _: Around) -> str | None:
    return f"{m['y']}-{cal.SEASONS[m['s'].lower().replace('fall', 'autumn')]}"


def _years(m: re.Match[str], _: Around) -> str | None:
    second = m["y2"] if len(m["y2"]) == 4 else m["y1"][:2] + m["y2"]
    return f"{m['y1']}/{second}"


def _year(m: re.Match[str], _: Around) -> str | None:
    return f"{m['y']}{'~' if m['lead'].lower().strip() in ('around', 'about', 'vers', 'circa') else ''}"


def _decade(m: re.Match[str], _: Around) -> str | None:
    return f"{m['y'][:3]}X"


def _weekday(m: re.Match[str], around: Around) -> str | None:
    lead = (m["lead"] or "").lower().strip()
    if lead == "next" or m["date"].endswith("prochain") or (around.future and lead not in ("last", "past")):
        return cal.weekday_near(cal.weekday(m["w"]), around.written, "next")
    before = lead in ("last", "past") or m["date"].endswith(("dernier", "passé"))
    return cal.weekday_near(cal.weekday(m["w"]), around.written, "before" if before else "last")


def _near_day(m: re.Match[str], around: Around) -> str | None:
    by = {"today": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "tonight": 0,
    "aujourd'hui": 0,
          "yesterday": -1, "last night": -1, "hier": -1, "the day before yesterday": -2, "avant-hier": -2,
          "tomorrow": 1, "demain": 1}  # fmt: skip
    return cal.shifted(around.written, "day", by[" ".join(m["date"].lower().split())])


def _last(m: re.Match[str], around: Around) -> str | None:
    """Last, this and next week, month, year."""
    word = m["which"].lower()
    by = (
        -1
        if word in ("last", "past", "dernier", "dernière")
        else 1
        if word in ("next", "coming", "prochain", "prochaine")
        else 0
    )
    unit = cal.unit(m["u"])
    return cal.week(around.written, by) if unit == "week" else cal.shifted(around.written, unit, by)


def _ago(m: re.Match[str], around: Around) -> str | None:
    number = cal.count(m["n"])
    return cal.shifted(around.written, cal.unit(m["u"]), -number) if number and not m["more"] else None


def _past(m: re.Match[str], around: Around) -> str | None:
    """Return the last so many weeks, months, years, up to the document's date."""
    number, unit = cal.count(m["n"]), cal.unit(m["u"])
    start = cal.shifted(around.written, unit, -number) if number else None
    end = around.written.edtf if around.written and start else None
    if start is None or end is None:
        return None
    return f"{start.rstrip('~')}/{end}"


def _then(m: re.Match[str], around: Around) -> str | None:
    """Return the previous, same, following year, month, day: counted from the date named last."""
    word, unit = m["which"].lower(), cal.unit(m["u"])
    by = -1 if word in ("previous", "preceding") else 0 if word in ("same", "that") else 1
    if unit == "week":
        one = cal.exact(around.last)
        return cal.week(around.last, by) if one else None
    if unit == "month" and around.last and around.last.precision not in ("day", "month"):
        return None
    return cal.shifted(around.last, unit, by)


def _later(m: re.Match[str], around: Around) -> str | None:
    """So many years later or earlier, where the date named last is near and as precise."""
    number, unit = cal.count(m["n"]), cal.unit(m["u"])
    if not number or not around.near or unit == "decade":
        return None
    return cal.shifted(around.last, unit, number if m["way"].lower() in ("later", "afterwards") else -number)


def _french(m: re.Match[str], around: Around) -> str | None:
    said = m["date"].lower()
    by = -1 if "derni" in said else 1
    if said.startswith("la semaine"):
        return cal.week(around.written, by)
    return cal.shifted(around.written, "month" if said.startswith("le mois") else "year", by)


def _half(m: re.Match[str], _: Around) -> str | None:
    first = m["which"].lower() == "first"
    return f"{m['y']}-01/{m['y']}-06" if first else f"{m['y']}-07/{m['y']}-12"


def _last_days(m: re.Match[str], around: Around) -> str | None:
    one = cal.exact(around.written)
    if one is None:
        return None
    sunday = one - timedelta(days=one.weekday() + 1)
    return f"{(sunday - timedelta(days=1)).isoformat()}/{sunday.isoformat()}"


_I = re.IGNORECASE
RULES: Final[tuple[tuple[str, int, Rule], ...]] = (
    (r"(?<![\d/-])(?P<date>{Y}-[01]\d-[0-3]\d)(?![\d/-])", 0, _iso),
    (r"(?<![\d/.])(?P<date>(?P<a>[0-3]?\d)[/.](?P<b>[0-3]?\d)[/.](?P<y>{Y}))(?!\d)", 0, _slashes),
    (r"(?<![\d,.]){BETWEEN}(?P<date>(?P<d1>{D})(?: of)? ?(?P<m1>{M})(?:,? (?P<y1>{Y}))?{TO}"
        r"(?P<d2>{D})(?: of)? ?(?P<m2>{M})(?:,? (?P<y2>{Y}))?)(?! ?\d)", 0, _spread),
    (r"{BETWEEN}(?P<date>(?P<m1>{M}) (?P<d1>{D})(?:,? (?P<y1>{Y}))?{TO}(?P<m2>{M}) (?P<d2>{D})"
        r"(?:,? (?P<y2>{Y}))?)(?![\d,]|\s\d)", 0, _spread),
    (r"(?<![\d,.])(?P<date>(?P<d>{D})(?: of|-| day of)? ?(?P<m>{M}),?(?: |-)(?P<y>{Y}))(?!\d)", 0, _full),
    (r"(?P<date>(?P<m>{M}) (?P<d>{D}),? (?P<y>{Y}))(?!\d)", 0, _full),
    (r"(?:between |from |du |entre (?:le )?)?(?<![\d,.])(?P<date>(?P<d1>{D}) ?(?:-|\u2013|to|and|et|au|"
        r"et le) ?(?P<d2>{D})"
     r"(?: of)? (?P<m>{M})(?:,? (?P<y>{Y}))?)(?!\d)", 0, _days),
    (r"(?P<date>(?P<m>{M}) (?P<d1>{D}) ?(?:-|\u2013|to|and|through) ?(?P<d2>{D})(?:,? "
        r"(?P<y>{Y}))?)(?![\d,]|\s\d)", 0, _days),
    (r"(?<![\d,.])(?P<date>(?P<d>{D})(?: of)? (?P<m>{M}))(?! ?\d)", 0, _day),
    (r"(?P<date>(?P<m>{M}) (?P<d>{D}))(?![\d,.:]\d|\d| percent|%| {Y})", 0, _day),
    (r"(?P<date>(?P<m1>{M})(?: (?P<y1>{Y}))? ?(?:to|and|until|-|\u2013|à|et) ?(?P<m2>{M}) "
        r"(?P<y2>{Y}))(?!\d)", 0,
     _months_of_year),
    (r"(?P<date>(?P<m>{M}),?(?: of| de)? (?P<y>{Y}))(?!\d)", 0, _month_of_year),
    (r"(?<!\w)(?P<lead>(?i:{IN})\s?-?)(?:\s|(?<=-)|(?<=mi-))(?:the (?:end|start|beginning|middle) of "
        r")?(?P<date>(?:(?:early|mid|late)[ -])?"
     r"(?P<m>{M}))(?! ?\d|[ ][A-Z])", 0, _month),
    (r"(?P<date>(?P<s>{S}|fall)(?: of| de)?(?: the year)? (?P<y>{Y}))(?!\d)", _I, _season),
    (r"(?P<date>(?P<which>first|second) half of (?P<y>{Y}))(?!\d)", _I, _half),
    (r"(?<![\d,.-])(?P<date>(?P<y1>{Y}) ?(?:-|\u2013|to|and|until|à|et) ?(?P<y2>{Y}|"
        r"\d\d(?!\d)))(?![\d,.-]\d|\d)", 0, _years),
    (r"(?<![\w,.])(?P<date>(?:the )?(?:(?:early|mid|late)[ -])?(?:the )?(?P<y>(?:1[6-9]|"
        r"20)\d0)s)(?!\w)", 0, _decade),
    (r"(?<!\w)(?P<date>les années (?P<y>(?:1[6-9]|20)\d0))(?!\w)", _I, _decade),
    (r"(?<!\w)(?P<lead>(?i:{IN}|the|back in|année|\())\s?(?:(?:the year|the end of|l'année|the start of|"
        r"early|late|mid)[ -])?"
     r"(?<=[\s(-])(?P<date>(?P<y>{Y}))(?![\d%]|[,.]\d|/|-\d)(?:(?<=\b[Ii]n \d\d\d\d)|(?<=since \d\d\d\d)|"
     r"{C})", 0, _year),
    (r"(?<!\w)(?P<date>(?:(?P<lead>last|next|this|past) )?(?P<w>{W})(?: (?:dernier|prochain|"
        r"passé))?)(?!\w)", 0, _weekday),
    (r"(?<!\w)(?P<date>the day before yesterday|yesterday|today|tomorrow|tonight|last night|this "
        r"(?:morning|afternoon|evening)"
     r"|aujourd'hui|avant-hier|hier|demain)(?!\w)", _I, _near_day),
    (r"(?<!\w)(?P<date>(?P<which>last|next|this|past|coming) (?P<u>week|month|year))(?!\w)", _I, _last),
    (r"(?<!\w)(?P<date>last weekend|at the weekend)(?!\w)", _I, _last_days),
    (r"(?<!\w)(?P<date>(?:la semaine|le mois|l'année|l'an) (?P<which>derni(?:er|ère)|prochaine?))"
        r"(?!\w)(?P<u>)", _I,
     _french),
    (r"(?<!\w)(?P<date>(?P<more>(?:more than|over|less than|nearly|almost|at least) )?(?P<n>{N}) "
        r"(?P<u>{U}) ago)(?!\w)", _I, _ago),
    (r"(?<!\w)(?P<date>il y a (?P<more>plus d[e'] ?|près d[e'] ?)?(?P<n>{N}) (?P<u>{U}))(?!\w)", _I, _ago),
    (r"(?<!\w)(?P<date>(?:the )?(?:past|last) (?P<n>{N}) (?P<u>{U}))(?!\w)", _I, _past),
    (r"(?<!\w)(?P<date>(?:the )?(?P<which>previous|preceding|same|that|following) (?P<u>day|week|month|"
        r"year))(?!\w)", _I, _then),
    (r"(?<!\w)(?P<date>(?P<n>{N}) (?P<u>{U}) (?P<way>later|afterwards|earlier|before))(?!\w)", _I, _later),
)  # fmt: skip
