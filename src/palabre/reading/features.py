"""Features: what is looked at when a candidate is weighed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from palabre.reading.candidates import Candidate, Marks
from palabre.reading.cues import VERB_CLASSES, lemma
from palabre.reading.grades import grade

if TYPE_CHECKING:
    from spacy.tokens import Doc

_PEOPLE = frozenset("i you he she they we who".split())
_THINGS = frozenset("it this that which there these those what".split())


def features(doc: Doc, found: list[Candidate], marks: Marks) -> list[list[str]]:
    """Return the features of every candidate of a text."""
    outer: dict[int, int] = {}
    for n, candidate in enumerate(found):
        for i in candidate.content:
            if i not in outer or len(candidate.content) > len(found[outer[i]].content):
                outer[i] = n
    return [_of(doc, c, n, found, outer, marks) for n, c in enumerate(found)]


def _of(
    doc: Doc, candidate: Candidate, n: int, found: list[Candidate], outer: dict[int, int], marks: Marks
) -> list[str]:
    head = doc[candidate.head]
    word = lemma(head.lemma_)
    frame = candidate.frame
    named = source_type(doc, candidate)
    kinds = "+".join(sorted(VERB_CLASSES.get(word, ()))) if head.pos_ in ("VERB", "AUX") else head.pos_
    length = len(candidate.content)
    size = (
        "0"
        if not length
        else "1"
        if length < 2
        else "3"
        if length < 4
        else "7"
        if length < 8
        else "15"
        if length < 16
        else "more"
    )
    above = outer.get(candidate.head)
    within = "" if above is None or above == n else found[above].frame
    sure = grade(word, frame, candidate.notes)
    kind_of_source = named.split("-")[0] if named != "pronoun-i" else "writer"
    features = [
        "bias",
        f"frame={frame}",
        f"role={candidate.role}",
        f"frame,role={frame},{candidate.role}",
        f"word={word}",
        f"word,frame={word},{frame}",
        f"word,tag={word},{head.tag_}",
        f"kinds,frame={kinds},{frame}",
        f"named={named}",
        f"named,frame={named},{frame}",
        f"named,word={named},{word}",
        f"size={size}",
        f"size,frame={size},{frame}",
        f"tag={head.tag_}",
        f"tag,frame={head.tag_},{frame}",
        f"hangs={head.dep_}",
        f"hangs,frame={head.dep_},{frame}",
        f"above={lemma(head.head.lemma_)}" if head.head.i != head.i else "above=",
        f"within={within}",
        f"within,frame={within},{frame}",
        f"direct={any(i in marks.of for i in candidate.content)},{frame}",
        f"grade={sure}",
        f"grade,named={sure},{kind_of_source}",
        f"grade,within={sure},{bool(within)}",
        f"source={kind_of_source}",
        f"inside={bool(within)}",
        f"linked={candidate.role}",
        f"short={length < 4},{frame.split('-')[0]}",
    ]
    if within:
        features.append(f"within,above={within},{lemma(doc[found[above].head].lemma_)}")  # type: ignore[index]
    if candidate.source:
        last = head_of(doc, candidate.source)
        features.append(f"source word={lemma(last.lemma_)}")
    if candidate.content:
        top = head_of(doc, candidate.content)
        features += [
            f"content={top.pos_},{frame}",
            f"content={lemma(top.lemma_)}",
            f"content,tag={top.tag_},{frame},{kinds}",
        ]
    features += [f"{note},{frame}" for note in candidate.notes]
    features += [f"{note},{word}" for note in candidate.notes]
    helpers = sorted(doc[i].lower_ for i in candidate.cue if i < candidate.head)
    features += [f"helper={h}" for h in helpers]
    if head.i + 1 < len(doc):
        features.append(f"next={doc[head.i + 1].lower_},{kinds}")
    return features


def source_type(doc: Doc, candidate: Candidate) -> str:
    """A name, a person's pronoun, a thing, or nothing."""
    if not candidate.source:
        return "none"
    head = head_of(doc, candidate.source)
    word = head.lower_
    if word in _PEOPLE:
        return f"pronoun-{word}"
    if word in _THINGS:
        return f"thing-{word}"
    if head.pos_ == "PROPN":
        return "name"
    return f"noun-{'many' if head.tag_ == 'NNS' else 'one'}"


def head_of(doc: Doc, places: frozenset[int]):  # type: ignore[no-untyped-def]
    for i in sorted(places):
        if doc[i].head.i not in places or doc[i].head.i == i:
            if doc[i].dep_ != "punct":
                return doc[i]
    return doc[min(places)]
