"""Pieces: tokens of a parsed text as spans of its characters, and how they are said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from palabre.reading.candidate import Candidate
from palabre.reading.draft import How, Span
from palabre.reading.marks import Marks
from palabre.reading.trees import runs

if TYPE_CHECKING:
    from spacy.tokens import Doc


def spans(doc: Doc, places: frozenset[int]) -> tuple[Span, ...]:
    """Return the runs of tokens as spans of characters."""
    return tuple(Span(doc[a].idx, doc[b].idx + len(doc[b])) for a, b in runs(places, doc))


def how_said(doc: Doc, candidate: Candidate, marks: Marks) -> How:
    """Direct where all of the content stands between quotation marks, mixed where some does."""
    words = [i for i in candidate.content if not doc[i].is_punct and not doc[i].is_space]
    inside = sum(i in marks.of for i in words)
    if not inside:
        return "indirect"
    return "direct" if inside == len(words) else "mixed"


def whole(doc: Doc, places: frozenset[int]) -> Span | None:
    """Return words as one span of characters; None where there are none."""
    if not places:
        return None
    first, last = doc[min(places)], doc[max(places)]
    return Span(first.idx, last.idx + len(last))
