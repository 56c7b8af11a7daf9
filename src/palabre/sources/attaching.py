"""Attaching: whether a holder's copy is the document the dossier means."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from palabre.sources.document import Document
from palabre.sources.folding import fold

Likeness = Literal["the very file", "same words, other white space, quotes or line ends"]


@dataclass(frozen=True)
class Copy:
    """A copy that fits, its text, and how closely it fits."""

    text: str
    likeness: Likeness


@dataclass(frozen=True)
class OtherText:
    """A copy that does not fit, with both fingerprints of its own."""

    sha256: str
    text_sha256: str


def compare(document: Document, data: bytes) -> Copy | OtherText:
    """Compare a copy with a document's fingerprints.

    Raises
    ------
    UnicodeDecodeError
        When the copy is not UTF-8 text.
    """
    text = data.decode("utf-8-sig")
    own, words = sha256(data).hexdigest(), fold(text).sha256
    if document.sha256 == own:
        return Copy(text, "the very file")
    if document.text_sha256 == words:
        return Copy(text, "same words, other white space, quotes or line ends")
    return OtherText(own, words)
