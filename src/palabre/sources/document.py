"""Document: what was published, kept as it was."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from palabre.sources.folding import Folded, fold
from palabre.terms import Day


@dataclass(frozen=True)
class Document:
    """A published document with its fingerprint; its text may be withheld, the fingerprint not.

    Parameters
    ----------
    id, title : str
    publisher : str
        Actor id.
    published : Day
    published_note : str
        How the date is known, where the document does not say.
    language : str
        For instance ``en``.
    sha256 : str
        Fingerprint of the original bytes.
    text_sha256 : str
        Fingerprint of the words alone: white space, quotation marks and line ends do not change it.
    withheld : bool
        Whether the text may not travel with the dossier.
    text : str or None
        The text, or None while it is not held here.
    url : str
        Where it was published; for the reader, never opened.
    """

    id: str
    title: str
    publisher: str
    published: Day
    published_note: str = ""
    language: str = ""
    sha256: str = ""
    text_sha256: str = ""
    withheld: bool = False
    text: str | None = None
    url: str = ""

    @cached_property
    def folded(self) -> Folded | None:
        """The text as passages are sought in it, or None while it is not held; computed once."""
        return None if self.text is None else fold(self.text)
