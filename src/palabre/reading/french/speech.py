"""Speech: who says what in a French text, as attributions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from palabre.reading.candidate import Candidate
from palabre.reading.draft import Attribution, Span
from palabre.reading.french import quoting
from palabre.reading.french.denials import denies
from palabre.reading.french.naming import FrenchCast
from palabre.reading.french.sayings import sayings
from palabre.reading.french.spoken import spoken
from palabre.reading.marks import Marks, marks_of
from palabre.reading.naming import OPEN, Names
from palabre.reading.parsing import parse
from palabre.reading.pieces import how_said, spans, whole
from palabre.reading.weighing import kept

if TYPE_CHECKING:
    from spacy.tokens import Doc

LEAST = 0.35


def attributions(text: str, names: Names) -> list[Attribution]:
    """Return who says what in a French article; what is left is its publisher's.

    Parameters
    ----------
    text : str
        Straightened text; a line feed in the place of a space ends a paragraph. Spans count its characters.
    names : mapping of name to actor id

    Raises
    ------
    ReadingNotInstalled, TooLong
    """
    doc = parse(text, "fr")
    marks = marks_of(doc)
    cast = FrenchCast(doc, names)
    quoted = spoken(doc, marks)
    found = [*quoted, *sayings(doc, _speech_only(doc, marks, quoted), cast.is_named)]
    surenesses = [sureness for _, sureness in found]
    said: list[Attribution] = []
    before, since = OPEN, 0
    candidates = [candidate for candidate, _ in found]
    for place in kept(candidates, surenesses, LEAST):
        candidate = candidates[place]
        who = cast.who(candidate.source, before, since)
        content = spans(doc, candidate.content)
        words = " ".join(text[s.start : s.end] for s in content)
        said.append(
            Attribution(
                content=content,
                source=whole(doc, candidate.source),
                cue=whole(doc, candidate.cue),
                how=how_said(doc, candidate, marks),
                speaker=who.actor,
                named=who.name,
                denial=denies(doc, candidate, words),
                sureness=round(surenesses[place], 4),
            )
        )
        if who != OPEN:
            before, since = who, candidate.head
    return said


def restored(text: str, one: Attribution) -> Attribution:
    """Return an attribution found in a straightened text as one of the text itself."""

    def back(span: Span | None) -> Span | None:
        return None if span is None else quoting.restored(text, span)

    content = tuple(quoting.restored(text, span) for span in one.content)
    return replace(
        one, content=content, source=back(one.source), cue=back(one.cue), question=back(one.question)
    )


def _speech_only(doc: Doc, marks: Marks, quoted: list[tuple[Candidate, float]]) -> Marks:
    """Return the quotations that have their speaker already: other quoted words belong to their sentence."""
    taken = {i for candidate, _ in quoted for i in candidate.content}
    return Marks(
        doc, [(start, end) for start, end in marks.ranges if any(i in taken for i in range(start, end))]
    )
