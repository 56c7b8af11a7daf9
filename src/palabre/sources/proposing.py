"""Proposing: title, publisher, date and language of a document, from its text and its file's name."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from palabre.sources.cleaning import shown
from palabre.sources.opening import Opened
from palabre.terms import Day, DayError
from palabre.terms.day import MONTHS

HEAD = 600
LONGEST_TITLE = 160
_MONTH = "|".join(MONTHS)
_DATE = re.compile(
    rf"\b(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}\s+(?:{_MONTH})\s+\d{{4}}|(?:{_MONTH})\s+\d{{1,2}},?\s+\d{{4}})\b"
)
# What stands before a date that is not the text's own, and before one that is.
_WITHIN = re.compile(r"\b(?:of|on|since|by|until|till|after|before|from|in|to|and|between)$", re.IGNORECASE)
_CALLED = re.compile(r"\b(?:published|posted|issued|released|updated|dated?)\b[^.;]{0,30}$", re.IGNORECASE)
_DATELINED = re.compile(r"(?:\([^)]{1,40}\)\s*)?[-\u2010-\u2015:]")
_TIME = re.compile(r"[.,|]?\s*(?:(?:at )?\d{1,2}[:.]\d{2}\s*(?:[ap]m|[A-Z]{2,4})?)?", re.IGNORECASE)
MOST_BEFORE = 10
_NAMED = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)")
_DATELINE = re.compile(
    r"\(([A-Z][A-Za-z.]*(?: [A-Z][A-Za-z.]*){0,3})\)\s*(?:[-\u2010-\u2015]|$)", re.MULTILINE
)
# The commonest words of each language that the others do not share.
_WORDS = {
    "en": "the of and to in that is was for on with as by at from it he they have said",
    "fr": "le la les des et est une dans que qui pour sur pas avec par au aux du ont été",
    "es": "el los las y en que una por con del al se para no es como su más",
    "pt": "o os as e em que uma por com do da não para se ao dos é um na no",
    "de": "der die das und ist nicht mit von den dem ein eine auf für im zu sich des",
    "it": "il lo gli e di che è una per con del della non sono nel alla dei le",
    "nl": "de het een en van is niet met op te zijn voor dat door aan ook",
}
_COMMON = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_SCRIPTS = (("ar", "\u0600", "\u06ff"), ("ru", "\u0400", "\u04ff"), ("he", "\u0590", "\u05ff"))
_EMPTY_TITLE = re.compile(r"(?i)untitled|document\d*|microsoft word - .*|.*\.(?:docx?|pdf|indd|qxd|rtf)")


def proposed(opened: Opened, stem: str) -> Opened:
    """Return the same with every empty proposal filled as far as text and file name allow."""
    title = "" if _EMPTY_TITLE.fullmatch(opened.title.strip()) else _line(opened.title)
    published, note = _published(opened, stem)
    return replace(
        opened,
        title=title or _first_line(opened.text) or stem,
        publisher=_line(opened.publisher) or _dateline(opened.text),
        published=published,
        published_note=note,
        language=_code(opened.language) or language_of(opened.text),
        url=_address(opened.url),
    )


def _line(text: str) -> str:
    line = shown(text)
    return line if len(line) <= LONGEST_TITLE else ""


def _code(language: str) -> str:
    code = re.split(r"[-_]", language.strip().lower())[0]
    return code if re.fullmatch(r"[a-z]{2,3}", code) else ""


def _address(url: str) -> str:
    good = url.startswith(("http://", "https://")) and url.isprintable() and " " not in url
    return url if good and len(url) < 1_000 else ""


def _first_line(text: str) -> str:
    """Return the first line where it is a title: short, and without a full stop at its end."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return _line(first) if len(first) <= LONGEST_TITLE and not first.endswith((".", ":", ";", ",")) else ""


def _dateline(text: str) -> str:
    found = _DATELINE.search(text[:300])
    return found[1] if found else ""


def _published(opened: Opened, stem: str) -> tuple[str, str]:
    """Return the date, the surest source first: the page itself, the name, the text, the properties."""
    weak = opened.published_note.startswith("the file's")
    if opened.published and not weak and (day := _day(opened.published)):
        return day, opened.published_note
    if (named := _NAMED.search(stem)) and (day := _day("-".join(named.groups()))):
        return day, "from the name of its file"
    if day := _headed(opened.text[:HEAD]):
        return day, "from the first lines of the text"
    day = _day(opened.published)
    return (day, opened.published_note) if day else ("", "")


def _headed(head: str) -> str:
    """Return the first date that the first lines give the text itself: a date within a sentence is another's.

    Such are a line that ends with its date, a dateline ("GAO, 3 May 2021 -") and what is called published.
    """
    lines = [line.strip() for line in head.splitlines()]
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        for found in _DATE.finditer(line):
            before, behind = line[: found.start()].strip(), line[found.end() :].strip()
            alone = (
                len(before.split()) <= MOST_BEFORE
                and not _WITHIN.search(before)
                and _TIME.fullmatch(behind)
                and (line[:1].isupper() or line[:1].isdecimal())
                and not after[:1].islower()
            )
            dateline = _DATELINED.match(behind) and len(before.split()) <= 4 and not _WITHIN.search(before)
            if alone or dateline or _CALLED.search(before):
                return _day(found[0])
    return ""


def _day(phrase: str) -> str:
    try:
        return Day.read(phrase).edtf if phrase else ""
    except DayError:
        return ""


def language_of(text: str) -> str:
    """Return the language of a text by its script and its commonest words; empty where that is unsure.

    Examples
    --------
    >>> language_of("Les groupes du nord ont signé un accord avec le gouvernement.")
    'fr'
    >>> language_of("zzz")
    ''
    """
    sample = text[:20_000].lower()
    letters = [c for c in sample if c.isalpha()]
    for language, first, last in _SCRIPTS:
        if letters and sum(first <= c <= last for c in letters) > len(letters) / 2:
            return language
    words = Counter(re.findall(r"[^\W\d_]+", sample))
    found = Counter({one: sum(words[w] for w in common) for one, common in _COMMON.items()})
    (best, count), (_, second) = found.most_common(2)
    return best if count >= 2 and count > 1.3 * second else ""
