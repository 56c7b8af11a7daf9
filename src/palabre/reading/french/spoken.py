"""Spoken: who speaks French quotations: the verb inside, behind or before them, or whoever spoke last."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from palabre.reading.candidate import Candidate
from palabre.reading.french import forms
from palabre.reading.french.cues import Cue, cue_at
from palabre.reading.french.phrases import STOPS, before
from palabre.reading.french.sayings import Found, subject_behind
from palabre.reading.marks import Marks

if TYPE_CHECKING:
    from spacy.tokens import Doc

_INSIDE: Final = (",", "!", "?")


def spoken(doc: Doc, marks: Marks) -> list[Found]:
    """Return the quotations of a text that are speech, each with its verb and speaker as far as there are any."""
    found: list[Found] = []
    for n, (start, end) in enumerate(marks.ranges):
        if not speech(doc, marks, n):
            continue
        last = found[-1] if found else None
        one = _inside(doc, marks, n) or _behind(doc, marks, n)
        if one is None and last is not None and _goes_on(doc, marks, last[0], start):
            content = last[0].content | _words(doc, start, end)
            found[-1] = replace(last[0], content=content), last[1]
            continue
        one = one or _before(doc, marks, n, last[0] if last else None)
        if one is None and _alone(doc, marks, n):
            bare = Candidate(start, frozenset(), frozenset(), _words(doc, start, end), "bare", "")
            one = bare, 0.45
        if one is not None:
            found.append(one)
    return found


def speech(doc: Doc, marks: Marks, n: int) -> bool:
    """Whether a quotation is speech rather than a few quoted words."""
    start, end = marks.ranges[n]
    if marks.last(n) in tuple(".!?\u2026"):
        return True
    # `"Nous restons", a dit`: a comma and a verb behind the mark
    after = end + 1 if end < len(doc) and doc[end].text == "," else end
    handed = after < len(doc) and _cue_from(doc, after) is not None
    return handed or marks.size(n) > 12 or (start > 1 and doc[start - 1].text == ":")


def _words(doc: Doc, start: int, end: int) -> frozenset[int]:
    return frozenset(i for i in range(start, end) if not doc[i].is_space)


def _inside(doc: Doc, marks: Marks, n: int) -> Found | None:
    """`"Les pourparlers sont finis, a dit Diarra. Nous n'avons rien signé."`."""
    start, end = marks.ranges[n]
    for at in range(start + 2, end):
        cue = cue_at(doc, at)
        if cue is None or cue.kind not in ("finite", "participle") or cue.start <= start:
            continue
        if doc[cue.start - 1].text not in _INSIDE or not cue.verbs & (forms.SAY | forms.THINK):
            continue
        source = subject_behind(doc, cue, end)
        if not source:
            continue
        stop = max(source | cue.places) + 1
        while stop < end and doc[stop].text not in STOPS:
            stop += 1
        comma = cue.start if doc[cue.start - 1].text in "!?" else cue.start - 1
        said = _words(doc, start, comma) | _words(doc, stop + 1, end)
        return Candidate(cue.head, cue.places, source, said, "quote", "", ("inside",)), 0.93
    return None


def _behind(doc: Doc, marks: Marks, n: int) -> Found | None:
    """`"Nous restons", a déclaré Koné, "jusqu'à la fin."`."""
    start, end = marks.ranges[n]
    at = end
    while at < len(doc) and (doc[at].text in (",", "\u2014", "-") or doc[at].text == " "):
        at += 1
    cue = _cue_from(doc, at)
    if cue is None or "\n" in doc[end - 1 : at].text_with_ws:
        return None
    source = subject_behind(doc, cue, len(doc))
    if not source:
        return None
    content = _words(doc, start, end)
    stop = max(source | cue.places) + 1
    following = stop + 1
    while following < len(doc) and doc[following].is_space:
        following += 1
    if following < len(doc) and doc[stop].text == "," and following in marks.begins:
        content |= _words(doc, *marks.ranges[marks.begins[following]])
    return Candidate(cue.head, cue.places, source, content, "quote", ""), 0.93


def _cue_from(doc: Doc, at: int) -> Cue | None:
    """Return the verb of saying that begins at a place."""
    for place in range(at, min(len(doc), at + 6)):
        cue = cue_at(doc, place, any_verb=True)
        if cue is not None and cue.start == at and cue.kind in ("finite", "participle"):
            return cue
    return None


def _before(doc: Doc, marks: Marks, n: int, last: Candidate | None) -> Found | None:
    """`Diarra a été claire : "Nous ne reculerons pas."`; `Koné a dit : "..."`."""
    start, end = marks.ranges[n]
    at = start - 1
    while at >= 0 and doc[at].is_space and "\n" not in doc[at].text:
        at -= 1
    if at < 1 or doc[at].text not in (":", ","):
        return None
    first = doc[at].sent.start
    cues = [cue for i in range(first, at) if (cue := cue_at(doc, i)) is not None and i not in marks.of]
    colon = doc[at].text == ":"
    if not cues and not colon:
        return None
    content = _words(doc, start, end)
    if cues:
        cue = cues[-1]
        source = _source(doc, cue, first, at)
        if cue.kind in ("gerund", "infinitive") and last is not None and last.head >= first:
            source = last.source  # `..., dit-elle, avant d'ajouter : "..."`
        return Candidate(cue.head, cue.places, source, content, "quote", ""), 0.9 if source else 0.7
    verb = next((i for i in range(first + 1, at) if doc[i].pos_ in ("VERB", "AUX")), at)
    who = before(doc, first, verb)
    source = frozenset(who) if who else frozenset()
    return Candidate(at, frozenset({at}), source, content, "quote", ""), 0.7 if source else 0.5


def _source(doc: Doc, cue: Cue, first: int, end: int) -> frozenset[int]:
    """Return who says it before a verb, or behind one that is put behind: `Faux, rétorque Koné : "..."`."""
    if cue.pronoun is not None or (
        cue.start > first and doc[cue.start - 1].text == "," and cue.kind == "finite"
    ):
        behind = subject_behind(doc, cue, end)
        if behind:
            return behind
    who = before(doc, first, cue.start)
    return frozenset(who) if who else frozenset()


def _goes_on(doc: Doc, marks: Marks, last: Candidate, start: int) -> bool:
    """Whether a quotation follows the sentence of the last one at once: `"A", a dit Koné. "B."`."""
    stop = max(last.content | last.cue | last.source)
    stop = max(stop, doc[stop].sent.end - 1) if stop not in marks.of else stop
    between = doc[stop + 1 : start].text.strip() if start > stop else ""
    return start > stop and between in ("", ".", ",") and bool(last.cue)


def _alone(doc: Doc, marks: Marks, n: int) -> bool:
    """Whether a quotation is a sentence of its own."""
    start, _ = marks.ranges[n]
    begins = start == 0 or doc[start].is_sent_start or doc[start - 1].is_space
    return bool(begins) and marks.last(n) in tuple(".!?\u2026") and marks.size(n) > 6
