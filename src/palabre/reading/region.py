"""Region: what is looked at in the words that an edge would cut off or take in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from palabre.reading.candidate import Candidate
from palabre.reading.cues import VERB_CLASSES, lemma
from palabre.reading.features import size_of
from palabre.reading.marks import Marks
from palabre.reading.trees import STOPS
from palabre.reading.venues import TIMES

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def region(what: str, start: int, end: int, candidate: Candidate, marks: Marks) -> list[str]:
    """Return the features of the words from `start` to `end`, both included; `what` is done to them."""
    doc, frame = marks.doc, candidate.frame
    at = start
    while at < end and (doc[at].text in STOPS or doc[at].is_space):
        at += 1
    first, before = doc[at], doc[max(start - 1, 0)]
    stops = "".join(sorted({token.text for token in doc[start:at]}))
    top = _top(doc, at, end)
    above = top.head
    where = _where(above.i, candidate)
    root = above.i in candidate.content and above.head.i not in candidate.content
    near = "root" if root else "near" if abs(above.i - start) <= 2 else "far"
    times = any(doc[i].lower_ in TIMES for i in range(start, end + 1))
    quoted = any(i in marks.of for i in range(start, end + 1))
    size = size_of(end - start + 1)
    says = "say" in VERB_CLASSES.get(lemma(top.lemma_), ())
    looked = (
        "bias",
        f"frame={frame}",
        f"stops={stops}",
        f"stops,frame={stops},{frame}",
        f"first={first.lower_}",
        f"first,stops={first.lower_},{stops}",
        f"first,frame={first.lower_},{frame}",
        f"tag,stops={first.tag_},{stops}",
        f"top={top.dep_},{where}",
        f"top,stops={top.dep_},{stops},{where}",
        f"top,tag={top.dep_},{top.tag_},{stops}",
        f"top,near={top.dep_},{near},{where}",
        f"top,frame={top.dep_},{frame},{where}",
        f"top word={lemma(top.lemma_)}",
        f"top says={says},{top.dep_}",
        f"above={above.tag_},{top.dep_}",
        f"above,first={lemma(above.lemma_)},{first.lower_}",
        f"size={size}",
        f"size,top={size},{top.dep_}",
        f"times={times}",
        f"times,top={times},{top.dep_},{frame}",
        f"before={before.lower_}",
        f"before,first={before.tag_},{first.tag_}",
        f"quoted={quoted},{frame}",
        f"cue,first={lemma(doc[candidate.head].lemma_)},{first.lower_}",
        f"source={bool(candidate.source)},{frame}",
    )
    return [f"{what},{one}" for one in looked]


def _top(doc: Doc, start: int, end: int) -> Token:
    """Return the first word that hangs on one outside, or on none."""
    for token in doc[start : end + 1]:
        above = token.head.i
        outside = not start <= above <= end or above == token.i
        if outside and not token.is_punct and not token.is_space:
            return token
    return doc[start]


def _where(place: int, candidate: Candidate) -> str:
    if place in candidate.cue:
        return "cue"
    if place in candidate.source:
        return "source"
    return "content" if place in candidate.content else "out"
