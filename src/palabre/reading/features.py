"""Features: what is looked at when a candidate is weighed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from palabre.reading.candidate import Candidate
from palabre.reading.cues import VERB_CLASSES, lemma
from palabre.reading.grades import grade
from palabre.reading.marks import Marks

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PEOPLE = frozenset(["i", "you", "he", "she", "they", "we", "who"])
_THINGS = frozenset(["it", "this", "that", "which", "there", "these", "those", "what"])


def features(doc: Doc, found: list[Candidate], marks: Marks) -> list[list[str]]:
    """Return the features of every candidate of a text."""
    outer: dict[int, int] = {}
    for n, candidate in enumerate(found):
        for i in candidate.content:
            if i not in outer or len(candidate.content) > len(found[outer[i]].content):
                outer[i] = n
    around = [outer.get(c.head) for c in found]
    return [
        _of(doc, c, None if a is None or a == n else found[a], marks)
        for n, (c, a) in enumerate(zip(found, around, strict=True))
    ]


def _of(doc: Doc, candidate: Candidate, around: Candidate | None, marks: Marks) -> list[str]:
    head = doc[candidate.head]
    word = lemma(head.lemma_)
    frame = candidate.frame
    named = source_type(doc, candidate)
    kinds = "+".join(sorted(VERB_CLASSES.get(word, ()))) if head.pos_ in ("VERB", "AUX") else head.pos_
    length = len(candidate.content)
    size = size_of(length)
    within = "" if around is None else around.frame
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
    if around is not None:
        features.append(f"within,above={within},{lemma(doc[around.head].lemma_)}")
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


def size_of(count: int) -> str:
    """Return a number of words in steps.

    Examples
    --------
    >>> size_of(0), size_of(2), size_of(40)
    ('0', '3', 'more')
    """
    return next((str(most - 1) for most in (1, 2, 4, 8, 16) if count < most), "more")


def source_type(doc: Doc, candidate: Candidate) -> str:
    """Return whether a source is a name, a person's pronoun, a thing, or nothing."""
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


def head_of(doc: Doc, places: frozenset[int]) -> Token:
    """Return the word on which the others of a phrase hang."""
    tops = (i for i in sorted(places) if doc[i].head.i not in places or doc[i].head.i == i)
    return doc[next((i for i in tops if doc[i].dep_ != "punct"), min(places))]
