"""Clauses: what of a clause belongs to what is said, and what says on its own or is set off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from palabre.reading.cues import FIRM, SPEAK, VERB_CLASSES, lemma, words
from palabre.reading.trees import SUBJECTS, subtree

if TYPE_CHECKING:
    from spacy.tokens import Token

_POINT = words("point cite refer reference allude quote note")
_GOES_ON = words("that because including unless if but though although")


def own_speech(clause: Token, verb: Token) -> set[int]:
    """Return what hangs below the clause but says on its own: `he said X and added that Y`."""
    found: set[int] = set()
    for token in clause.subtree:
        if token.i <= verb.i or token.i == clause.i or token.pos_ != "VERB":
            continue
        if not _says(token) and not _points(token):
            continue
        subject = any(c.dep_ in SUBJECTS for c in token.children)
        speech = any(c.dep_ == "ccomp" for c in token.children) or _judges(token)
        like_the_cue = token.tag_ == verb.tag_ and (speech or clause.tag_ != verb.tag_)
        if token.dep_ == "conj" and not subject and like_the_cue:
            found |= subtree(token)
            found |= {c.i for c in token.head.children if c.dep_ == "cc" and c.i < token.i}
        elif token.dep_ == "advcl" and token.tag_ == "VBG" and token.doc[token.left_edge.i - 1].text == ",":
            found |= subtree(token)
    return found


def _points(verb: Token) -> bool:
    """Whether a participle names what the speaker goes by, not what is said: `…, pointing to the losses`."""
    return verb.dep_ == "advcl" and verb.tag_ == "VBG" and lemma(verb.lemma_) in _POINT


def _says(verb: Token) -> bool:
    word = lemma(verb.lemma_)
    return word in SPEAK or "demand" in VERB_CLASSES.get(word, ()) or word in FIRM


def _judges(verb: Token) -> bool:
    return lemma(verb.lemma_) in FIRM and any(c.dep_ == "dobj" for c in verb.children)


def aside(clause: Token, verb: Token) -> set[int]:
    """Return what a comma sets off at the end of a clause: `…, who is ill`."""
    found: set[int] = set()
    last = max(t.i for t in clause.subtree)
    for token in clause.subtree:
        if token.dep_ != "relcl" or token.i <= verb.i or token.right_edge.i < last - 1:
            continue
        start = token.left_edge.i
        if token.doc[start - 1].text == "," and start > clause.i:
            found |= subtree(token)
    return found


def run_on(clause: Token, verb: Token) -> set[int]:
    """Return what goes on with the clause though the parser hangs it on the cue: `he said X, but Y`."""
    found: set[int] = set()
    for child in verb.children:
        if child.dep_ != "conj" or child.i < clause.i or child.pos_ not in ("VERB", "AUX") or _says(child):
            continue
        if lemma(child.lemma_) in VERB_CLASSES and not any(c.dep_ in SUBJECTS for c in child.children):
            continue
        found |= subtree(child)
        found |= {c.i for c in verb.children if c.dep_ == "cc" and clause.i < c.i < child.i}
    return found


def lead_in(direct: set[int], verb: Token) -> set[int]:
    """Return what leads into a quotation in the middle of a sentence: `It was "dead," he said`."""
    doc = verb.doc
    first = min(direct)
    if max(direct) > verb.i or first + 1 >= len(doc) or not doc[first + 1].text[:1].islower():
        return set()
    start = doc[first].sent.start
    while start < first and (doc[start].is_space or doc[start].dep_ == "cc" or doc[start].is_punct):
        start += 1
    return set(range(start, first))


def around_cue(own: set[int], direct: set[int], verb: Token) -> set[int]:
    """Return what belongs to a quotation though it stands outside of its marks, on either side of the cue."""
    return lead_in(direct, verb) | before_cue(own, direct, verb) | behind_cue(own, direct, verb)


def before_cue(own: set[int], direct: set[int], verb: Token) -> set[int]:
    """Return the first words of what a quotation ends: `With the rain, he said, "the road is lost"`."""
    doc, first, edge = verb.doc, min(direct), min(own)
    start = doc[edge].sent.start
    if first < edge or first + 1 >= len(doc) or not doc[first + 1].text[:1].islower():
        return set()
    if edge - start < 2 or doc[edge - 1].text != "," or doc[first - 1].text != ",":
        return set()
    return set(range(start, edge))


def behind_cue(own: set[int], direct: set[int], verb: Token) -> set[int]:
    """Return what goes on behind the cue: `X, he said, because Y`."""
    doc, at, end = verb.doc, max(own) + 1, verb.sent.end
    if at + 1 >= end or doc[at].text not in (",", ";") or doc[end - 1].text not in tuple(".?!"):
        return set()
    more = doc[at + 1]
    goes_on = doc[at].text == ";" or more.lower_ in _GOES_ON or more.tag_ == "MD"
    after = bool(direct) and min(direct) >= at
    return set(range(at + 1, end)) if goes_on and not after and not more.is_quote else set()


def on_the_side_of(place: int, direct: set[int], verb: Token) -> bool:
    """Whether a word of the clause stands on the same side of the verb as the quotation."""
    return (place < verb.i) == (min(direct) < verb.i)
