"""Comparing a holder's copy with a document's fingerprints."""

from __future__ import annotations

from hashlib import sha256

import pytest

from palabre.sources import Copy, Document, OtherText, compare, fold
from palabre.terms import Day

DATA = "They said: \u201cnever\u201d.\r\nThe talks went on.\r\n".encode()
DOCUMENT = Document(
    id="d",
    title="D",
    publisher="o",
    published=Day.read("2014"),
    sha256=sha256(DATA).hexdigest(),
    text_sha256=fold(DATA.decode()).sha256,
    withheld=True,
)


def test_the_very_file():
    assert compare(DOCUMENT, DATA) == Copy(DATA.decode(), "the very file")


@pytest.mark.parametrize(
    "copy",
    [
        'They said: "never". The talks went on.',
        "\ufeffThey said:\t\u00abnever\u00bb.\nThe talks went on.\n\n",
    ],
)
def test_the_same_words(copy):
    found = compare(DOCUMENT, copy.encode())
    assert isinstance(found, Copy)
    assert found.likeness == "same words, other white space, quotes or line ends"


def test_another_text_is_told_with_its_fingerprints():
    other = b'They said: "ever". The talks went on.'
    assert compare(DOCUMENT, other) == OtherText(sha256(other).hexdigest(), fold(other.decode()).sha256)


def test_a_document_folds_its_text_once():
    assert DOCUMENT.folded is None
    held = Document("d", "D", "o", Day.read("2014"), text="a  b")
    assert held.folded is held.folded
    assert held.folded is not None and held.folded.text == "a b"
