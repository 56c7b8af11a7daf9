"""Opening: the words of a published file, and what the file says of itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePath

LARGEST_FILE = 64_000_000
LONGEST_TEXT = 5_000_000


class CannotOpen(Exception):
    """Why a file gives no text: what is wrong, and what to do about it."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(f"{what}; {remedy}")

    def __reduce__(self) -> tuple[type[CannotOpen], tuple[str, str]]:
        return type(self), (self.what, self.remedy)


@dataclass(frozen=True)
class Opened:
    """The text layer of a file, and what is proposed about the document; a proposal may be empty.

    Parameters
    ----------
    text : str
        The words, with a blank line between paragraphs; no control character, no direction mark.
    format : str
        ``plain text``, ``Markdown``, ``HTML``, ``PDF`` or ``Word``.
    title, publisher : str
    published : str
        A date as `terms.Day` reads it.
    published_note : str
        Where the date comes from.
    language : str
        For instance ``en``.
    url : str
    notes : tuple of str
        What a reader should know: how it was decoded, what was left out.
    """

    text: str
    format: str
    title: str = ""
    publisher: str = ""
    published: str = ""
    published_note: str = ""
    language: str = ""
    url: str = ""
    notes: tuple[str, ...] = ()


def open_bytes(data: bytes, name: str) -> Opened:
    r"""Return the text of a file and what it proposes about itself.

    Parameters
    ----------
    data : bytes
    name : str
        The file's name; its ending helps to tell the format, and a date in it is proposed.

    Raises
    ------
    CannotOpen
        When the file is too large, of another format, damaged, locked with a password, or without text.

    Examples
    --------
    >>> found = open_bytes(b"The talks resume\n\n3 May 2021\n\nBoth sides met in the town.", "talks.txt")
    >>> found.title, found.published, found.language
    ('The talks resume', '2021-05-03', 'en')
    """
    from palabre.sources.cleaning import clean
    from palabre.sources.formats import reader_of
    from palabre.sources.proposing import proposed

    if len(data) > LARGEST_FILE:
        size = f"{len(data) / 1e6:,.0f} MB, more than the {LARGEST_FILE / 1e6:,.0f} MB that are read"
        raise CannotOpen(f"the file has {size}", "split it, or keep only the part that matters")
    if not data.strip():
        raise CannotOpen("the file is empty", "check that it was saved")
    raw = reader_of(data, PurePath(name).suffix.lower())(data)
    text, notes = clean(raw.text)
    if len(text) > LONGEST_TEXT:
        raise too_long(text)
    if not any(c.isalpha() for c in text):
        raise CannotOpen("the file holds no words", "check that it is the right one")
    return proposed(replace(raw, text=text, notes=(*raw.notes, *notes)), PurePath(name).stem)


def too_long(text: str) -> CannotOpen:
    """Return what is said of a text that is longer than a book."""
    what = f"the text has {len(text):,} characters, more than the {LONGEST_TEXT:,} that are read at once"
    return CannotOpen(what, "split it into its chapters or articles")
