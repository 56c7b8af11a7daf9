"""PDF: the words of its pages. A scan without text, or a file with a password, is said to be that."""

from __future__ import annotations

import re
from collections.abc import Sequence

from palabre.sources.formats import damaged, locked, missing
from palabre.sources.formats.running import without_running
from palabre.sources.opening import LONGEST_TEXT, CannotOpen, Opened

MOST_PAGES = 5_000
# What stands at the end of a line that is broken within a word.
_BROKEN_WORD = re.compile("[\ufffe\x02\u00ad]\\s*")
_ENDS = (".", "!", "?", ":", '."', '!"', '?"', ".\u201d", "?\u201d", "!\u201d", ".\u00bb")


def read(data: bytes) -> Opened:
    """Return the words of a PDF file, page after page, without running heads and page numbers."""
    try:
        import pypdfium2 as pdfium
    except ImportError:
        raise missing("pypdfium2", "PDF") from None
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as fault:
        if "password" in str(fault).lower() or "security" in str(fault).lower():
            raise locked() from None
        raise damaged("PDF", "") from None
    try:
        count = len(document)
        if not 0 < count <= MOST_PAGES:
            what = f"the PDF has {count:,} pages, and {MOST_PAGES:,} at most are read" if count else ""
            raise CannotOpen(what, "split it") if count else damaged("PDF", "it has no pages")
        pages, broken = [], 0
        for at in range(count):
            try:
                page = document[at]
                words = page.get_textpage()
                pages.append(words.get_text_range(errors="replace"))
                words.close()
                page.close()
            except pdfium.PdfiumError:
                pages.append("")
                broken += 1
            if sum(map(len, pages)) > 2 * LONGEST_TEXT:
                raise CannotOpen("the PDF holds more text than is read at once", "split it into its chapters")
        meta = document.get_metadata_dict()
    finally:
        document.close()
    empty = sum(not any(c.isalpha() for c in page) for page in pages)
    if empty == count:
        what = f"the PDF's {count:,} page{'s hold' if count > 1 else ' holds'} no text: it is probably a scan"
        raise CannotOpen(what, "run text recognition (OCR) over it, and read the result")
    notes = []
    if empty:
        notes.append(f"{empty} of {count} pages hold no text; they may be scans")
    if broken:
        notes.append(f"{broken} of {count} pages could not be read")
    day = re.match(r"D:(\d{4})(\d{2})(\d{2})", meta.get("CreationDate", ""))
    return Opened(
        paragraphs(pages),
        "PDF",
        title=meta.get("Title", ""),
        published="-".join(day.groups()) if day else "",
        published_note="the file's own date of making" if day else "",
        notes=tuple(notes),
    )


def paragraphs(pages: Sequence[str]) -> str:
    r"""Return the text of pages with a blank line where a paragraph ends.

    Examples
    --------
    >>> pages = ["Herald\nThe council met that day and\nwent.\nOn day 1", "Herald\nall came.\n2", "Herald\n3"]
    >>> paragraphs(pages)
    'The council met that day and\nwent.\n\nOn day 1\nall came.'
    """
    split = [[line.strip() for line in _BROKEN_WORD.sub("", page).splitlines()] for page in pages]
    split = [[line for line in lines if line] for lines in split]
    kept = [line for lines in without_running(split) for line in lines]
    width = sorted(map(len, kept))[int(len(kept) * 0.9)] if kept else 0
    text = ""
    for line in kept:
        text += line + ("\n\n" if line.endswith(_ENDS) and len(line) < 0.8 * width else "\n")
    return text.strip()
