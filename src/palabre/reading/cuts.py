"""Cuts: where what is said may begin or end: at stops, at `and`, where something that hangs on it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from palabre.reading.candidate import Candidate
from palabre.reading.marks import Marks
from palabre.reading.trees import STOPS, runs

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# The nearest are asked about; the more, the slower.
MOST_CUTS, MOST_MORE = 14, 8
_HANGS_ON = frozenset(["prep", "advcl", "npadvmod", "acl", "relcl", "conj", "mark", "xcomp", "ccomp"])
_LEADS_IN = frozenset(["mark", "cc", "aux", "prep", "advmod"])
_NAMES = frozenset(["nsubj", "nsubjpass", "det", "poss"])


def ends_of(candidate: Candidate, marks: Marks) -> list[int]:
    """Return the places of other last words: those within the content from the back, then those behind it."""
    doc, last = marks.doc, max(candidate.content)
    start = runs(candidate.content, doc)[-1][0]
    within = set()
    for place in range(start + 1, last + 1):
        if not _inside_marks(place, marks) and _opens(doc[place]):
            end = place - 1 if place - 1 in marks.of else _back(doc, place - 1)
            if start <= end < last:
                within.add(end)
    return sorted(within, reverse=True)[:MOST_CUTS] + _behind(candidate, marks, last)


def _behind(candidate: Candidate, marks: Marks, last: int) -> list[int]:
    doc = marks.doc
    stop = min((i for i in candidate.cue | candidate.source if i > last), default=doc[last].sent.end)
    stop = min(stop, doc[last].sent.end)
    found = set()
    for place in range(last + 2, stop + 1):
        if place < stop and (_inside_marks(place, marks) or not _goes_on(doc[place])):
            continue
        end = place - 1
        while end > last and (doc[end].is_space or doc[end].text in STOPS or doc[end].text in tuple(".!?")):
            end -= 1
        if end > last:
            found.add(end)
    return sorted(found)[:MOST_MORE]


def starts_of(candidate: Candidate, marks: Marks) -> list[int]:
    """Return the places of other first words: those within the content, then those before it."""
    doc, first = marks.doc, min(candidate.content)
    end = runs(candidate.content, doc)[0][1]
    within = []
    for place in range(first + 1, end + 1):
        token, before = doc[place], doc[place - 1]
        if _inside_marks(place, marks) or token.is_space or token.text in STOPS:
            continue
        leads = before.text in STOPS or (before.dep_ in _LEADS_IN and place - 1 == first)
        named = token.dep_ in _NAMES and token.left_edge.i == place
        if leads or named or place in marks.begins:
            within.append(place)
    return within[:MOST_MORE] + _before(candidate, marks, first)


def _before(candidate: Candidate, marks: Marks, first: int) -> list[int]:
    doc = marks.doc
    own = (i + 1 for i in candidate.cue | candidate.source if i < first)
    least = max(max(own, default=0), doc[first].sent.start)
    found = []
    for place in range(first - 1, least - 1, -1):
        token, before = doc[place], doc[place - 1] if place else None
        if token.is_space or token.text in STOPS or (place in marks.of and place not in marks.begins):
            continue
        stop = before is not None and (before.text in STOPS or before.is_space or before.dep_ == "cc")
        if place == least or stop or (token.left_edge.i == place and place >= first - 6):
            found.append(place)
    return found[:MOST_MORE]


def _inside_marks(place: int, marks: Marks) -> bool:
    """Whether a word stands in the midst of a quotation, which is not cut."""
    return place in marks.of and marks.of[place] == marks.of.get(place - 1)


def _opens(token: Token) -> bool:
    """Whether a stop, a conjunction or something that hangs on a word before begins here."""
    if token.text in STOPS or token.dep_ == "cc":
        return True
    top = token
    while top.head.i != top.i and top.head.left_edge.i == token.i:
        top = top.head
    return bool(top.head.i < token.i)


def _goes_on(token: Token) -> bool:
    """Whether what stands before may end here, and this be more of it."""
    if token.text in STOPS or token.dep_ == "cc":
        return True
    return bool(token.head.i < token.i and token.left_edge.i == token.i and token.dep_ in _HANGS_ON)


def _back(doc: Doc, place: int) -> int:
    while place >= 0 and (doc[place].is_space or doc[place].text in STOPS):
        place -= 1
    return place
