"""HTML: the main text of a page, without menus, notices and scripts. Nothing of it is ever run or shown."""

from __future__ import annotations

import re

from palabre.sources.formats import damaged, missing
from palabre.sources.formats.grid import told
from palabre.sources.formats.plain import decoded
from palabre.sources.opening import CannotOpen, Opened

LARGEST = 10_000_000
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html[^>]*?\slang\s*=\s*[\"']?([A-Za-z-]+)", re.IGNORECASE)
# A date alone in `content` can be of the page's last change; these keys mean publication.
_PUBLISHED = re.compile(
    r"<meta[^>]+(?:article:published_time|datePublished|dc\.date(?:\.issued)?|pubdate)[^>]*>", re.IGNORECASE
)
_RULE = re.compile(r"\s*:?-{3,}:?\s*")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def read(data: bytes) -> Opened:
    """Return the main text of a page and what the page says of itself."""
    try:
        import trafilatura
        from lxml.etree import LxmlError
    except ImportError:
        raise missing("trafilatura", "HTML") from None
    if len(data) > LARGEST:
        what = f"the page has {len(data) / 1e6:,.0f} MB, more than the {LARGEST / 1e6:,.0f} MB that are read"
        raise CannotOpen(what, "save its text alone")
    html, notes = _html(data)
    try:
        found = trafilatura.bare_extraction(
            html, include_comments=False, with_metadata=True, favor_recall=True
        )
    except (LxmlError, ValueError, TypeError, AttributeError, RecursionError) as fault:
        raise damaged("HTML", fault) from None
    if isinstance(found, dict):  # how older versions hand it over
        raise missing("trafilatura 2", "HTML")
    text = "" if found is None else _tables_told((found.text or "").strip())
    if not text:
        return _whole(trafilatura.html2txt(html), html, notes)
    if found is None:
        raise damaged("HTML", "")
    meta = _PUBLISHED.search(html)
    stated = _ISO.search(meta[0]) if meta else None
    lang = _LANGUAGE.search(html[:5000])
    published = stated[0] if stated else (found.date or "")
    return Opened(
        "\n\n".join(line for line in text.splitlines() if line.strip()),
        "HTML",
        title=found.title or "",
        publisher=found.sitename or "",
        published=published,
        published_note=("as the page says" if stated else "found in the page") if published else "",
        language=lang[1] if lang else (found.language or ""),
        url=found.url or "",
        notes=notes,
    )


def _tables_told(text: str) -> str:
    """Return a text in which tables are sentences; trafilatura writes their rows between upright lines."""
    found: list[str] = []
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        row = line.strip()
        if len(row) > 1 and row[0] == row[-1] == "|":
            cells = row[1:-1].split("|")
            if not all(_RULE.fullmatch(cell) for cell in cells):
                rows.append(cells)
            continue
        found += [*told(rows), line]
        rows = []
    return "\n".join(found).strip()


def _whole(text: str, html: str, notes: tuple[str, ...]) -> Opened:
    """Return all the words of a page where nothing tells its main text apart."""
    if not any(c.isalpha() for c in text):
        raise CannotOpen("no main text is found in the page", "copy the article's words into a text file")
    lang = _LANGUAGE.search(html[:5000])
    note = "no main text could be told apart, so all words of the page are taken"
    return Opened(text.strip(), "HTML", language=lang[1] if lang else "", notes=(*notes, note))


def _html(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the page as text: in the encoding it names where that fits, else as it can be found out."""
    named = _CHARSET.search(data[:4000])
    if named:
        try:
            return data.decode(named[1].decode("ascii")), ()
        except (LookupError, UnicodeDecodeError):
            text, notes = decoded(data)
            return text, (*notes, f"the page calls itself {named[1].decode('ascii')}, which does not fit")
    return decoded(data)
