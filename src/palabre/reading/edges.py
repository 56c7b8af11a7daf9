"""Edges: which marks and which first words at the edges of what is said belong to it.

Commas and dashes around `he said` belong to nobody; a comma within what one person says belongs to it; and
`but`, `however` or `in fact` before it are the writer's, who ties it to what stood before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from palabre.reading.candidate import Candidate
from palabre.reading.cues import words
from palabre.reading.marks import Marks
from palabre.reading.trees import trimmed

if TYPE_CHECKING:
    from spacy.tokens import Doc

_TIES = words("but and yet so still however nevertheless nonetheless meanwhile moreover indeed instead also")
_TIES_OF_TWO = frozenset(
    {("in", "fact"), ("in", "addition"), ("in", "contrast"), ("by", "contrast"), ("in", "all")}
)
_NOT_ON = words("while after before when as during")
_JOINTS = frozenset({",", ";", "-", "--", "—", "–", ":", "(", ")"})


def edged(candidate: Candidate, marks: Marks) -> Candidate:
    """Return a candidate whose content begins and ends where what is said does."""
    doc = marks.doc
    content = _untied(_joined(_run_on(_spelled_out(candidate, doc), candidate, marks), doc), candidate, marks)
    parts = (_bare(part, marks) for part in _parts(content, doc))
    content = {i for part in parts for i in part} or content
    return replace(candidate, content=frozenset(content - candidate.cue - candidate.source))


def _spelled_out(candidate: Candidate, doc: Doc) -> set[int]:
    """With what a colon behind it spells out, to the end of the sentence: `two things: food and water`."""
    content = set(candidate.content)
    at, own = max(content) + 1, candidate.cue | candidate.source
    if at + 1 >= len(doc) or doc[at].text != ":" or at < max(own):
        return content
    return content | trimmed(set(range(at, doc[at].sent.end)) | {at - 1}, doc)


def _run_on(content: set[int], candidate: Candidate, marks: Marks) -> set[int]:
    """With what goes on behind a broken quotation: `said it "is the price" of peace`, `called it "a lie"`."""
    doc, last = marks.doc, max(content)
    at, end = last + 1, doc[last].sent.end
    if at >= end or last < max(candidate.cue | candidate.source):
        return content
    if at in marks.begins and candidate.frame == "object":
        return content | marks.tokens(marks.begins[at])
    broken = last in marks.of and not marks.ends(marks.of[last]) and candidate.frame in ("quote", "clause")
    goes_on = doc[at].tag_ in ("IN", "TO") and doc[at].lower_ not in _NOT_ON
    return content | trimmed(set(range(last, end)), doc) if broken and goes_on else content


def _joined(content: set[int], doc: Doc) -> set[int]:
    """With a single mark that stands between two words of it: `X, but Y`."""
    gaps = {i + 1 for i in content if i + 1 not in content and i + 2 in content}
    return content | {i for i in gaps if doc[i].text in _JOINTS}


def _parts(content: set[int], doc: Doc) -> list[set[int]]:
    """Return the runs of content between which other words stand."""
    found: list[set[int]] = []
    before = -2
    for i in sorted(content):
        if not found or any(not doc[k].is_space for k in range(before + 1, i)):
            found.append(set())
        found[-1].add(i)
        before = i
    return found


def _bare(part: set[int], marks: Marks) -> set[int]:
    """Without stops at its ends, except within quotation marks."""
    ends = {i for i in (min(part), max(part)) if i in marks.of}
    return part if len(ends) == 2 or (ends and len(part) == 1) else trimmed(part, marks.doc)


def _untied(content: set[int], candidate: Candidate, marks: Marks) -> set[int]:
    """Without the word by which the writer ties a sentence to the one before."""
    doc = marks.doc
    first = min(content)
    if candidate.frame != "according" or first in marks.of or first > candidate.head:
        return content
    if first != doc[first].sent.start:
        return content
    size = 1 if doc[first].lower_ in _TIES else 0
    two = tuple(t.lower_ for t in doc[first : first + 2])
    if two in _TIES_OF_TWO and doc[first + 2 : first + 3].text == ",":
        size = 2
    rest = trimmed(content - set(range(first, first + size)), doc)
    return rest if size and rest else content
