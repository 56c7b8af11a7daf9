"""Word (.docx): the words of its paragraphs and rows of tables, with tracked changes taken as accepted."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from palabre.sources.formats import damaged, locked, missing
from palabre.sources.formats.grid import told
from palabre.sources.opening import CannotOpen, Opened

# A small archive can unpack to anything: what it would unpack to is added up before anything is unpacked.
MOST_FILES = 5_000
LARGEST_UNPACKED = 200_000_000
LARGEST_TEXT_PART = 40_000_000
MOST_COLUMNS = 100
# What python-docx and the archive under it raise where a part is missing or is something else.
_BROKEN = (BadZipFile, zlib.error, KeyError, ValueError, AttributeError, TypeError)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read(data: bytes) -> Opened:
    """Return the words of a Word file."""
    try:
        import docx
        from docx.opc.exceptions import OpcError
        from lxml.etree import LxmlError
    except ImportError:
        raise missing("python-docx", "Word") from None
    _look_first(data)
    try:
        document = docx.Document(BytesIO(data))
        body = document.element.body
        properties = document.core_properties
        title, language, created = properties.title, properties.language, properties.created
    except NotImplementedError:
        raise damaged("Word", "it is packed in a way that is not known") from None
    except (OpcError, LxmlError, *_BROKEN):
        raise damaged("Word", "") from None
    except RuntimeError as fault:
        raise (locked() if "encrypted" in str(fault) else damaged("Word", "")) from None
    paragraphs = _paragraphs(body)
    if not paragraphs:
        raise CannotOpen(
            "the Word file holds no text", "if it holds pictures, run text recognition over them"
        )
    tracked = next(body.iter(f"{_W}ins", f"{_W}del"), None) is not None
    made = created is not None and created.year > 1980 and not _template(created)
    return Opened(
        "\n\n".join(paragraphs),
        "Word",
        title=title or "",
        published=created.date().isoformat() if made and created is not None else "",
        published_note="the file's own date of making" if made else "",
        language=language or "",
        notes=("tracked changes are read as if they were accepted",) if tracked else (),
    )


def _template(created: Any) -> bool:
    """Whether a date is that of the library's empty template rather than of the document."""
    return bool(created.isoformat().startswith("2013-12-23T23:15"))


def _look_first(data: bytes) -> None:
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError) as fault:
        raise damaged("Word", fault) from None
    names = {part.filename for part in parts}
    if "word/document.xml" not in names:
        kind = (
            "a spreadsheet" if any(n.startswith("xl/") for n in names) else "a packed file, and no Word file"
        )
        raise CannotOpen(f"this is {kind}", "save what matters as .docx or as plain text")
    if any(part.flag_bits & 1 for part in parts):
        raise locked()
    unpacked = sum(part.file_size for part in parts)
    largest = max((part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))), default=0)
    if len(parts) > MOST_FILES or unpacked > LARGEST_UNPACKED or largest > LARGEST_TEXT_PART:
        size = f"{unpacked / 1e6:,.0f} MB in {len(parts):,} parts"
        what = f"the Word file would unpack to {size}, more than is read"
        raise CannotOpen(what, "if you trust it, open it in Word and save its text alone")


def _paragraphs(body: Any) -> list[str]:
    """Return the words of all paragraphs, and of tables the rows; a table in a cell is words of that cell."""
    found = []
    for node in body.iter(f"{_W}p", f"{_W}tbl"):
        if next(node.iterancestors(f"{_W}tbl"), None) is not None:
            continue
        found += told(_rows(node)) if node.tag == f"{_W}tbl" else [_words(node)]
    return [words for words in found if words]


def _rows(table: Any) -> list[list[str]]:
    """Return the cells of a table; one that is merged stands for each it covers."""
    rows: list[list[str]] = []
    for line in table.iterchildren(f"{_W}tr"):
        row: list[str] = []
        for cell in line.iterchildren(f"{_W}tc"):
            said = " ".join(words for p in cell.iter(f"{_W}p") if (words := _words(p)))
            kind = cell.find(f"{_W}tcPr/{_W}vMerge")
            if kind is not None and kind.get(f"{_W}val") != "restart" and rows and len(row) < len(rows[-1]):
                said = rows[-1][len(row)]
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            wide = span.get(f"{_W}val", "1") if span is not None else "1"
            row += [said] + [""] * (min(int(wide), MOST_COLUMNS) - 1 if wide.isdecimal() else 0)
        rows.append(row)
    return rows


def _words(paragraph: Any) -> str:
    """Return the words of a paragraph; those of a text box in it are a paragraph of their own."""
    parts: list[str] = []
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr"):
        near = next(node.iterancestors(f"{_W}p"), None)
        if near is not paragraph or next(node.iterancestors(_FALLBACK), None) is not None:
            continue
        parts.append({"t": node.text or "", "tab": "\t"}.get(node.tag.removeprefix(_W), "\n"))
    return "".join(parts).strip()
