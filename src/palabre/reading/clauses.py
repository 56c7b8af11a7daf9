"""Clauses: what of a clause belongs to what is said, and what says on its own or is set off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from palabre.reading.cues import SPEAK, VERB_CLASSES, lemma
from palabre.reading.trees import SUBJECTS, subtree

if TYPE_CHECKING:
    from spacy.tokens import Token


def own_speech(clause: Token, verb: Token) -> set[int]:
    """Return what hangs below the clause but says on its own: `he said X and added that Y`."""
    found: set[int] = set()
    for token in clause.subtree:
        if (
            token.i <= verb.i
            or token.i == clause.i
            or token.pos_ != "VERB"
            or lemma(token.lemma_) not in SPEAK
        ):
            continue
        subject = any(c.dep_ in SUBJECTS for c in token.children)
        speech = any(c.dep_ == "ccomp" for c in token.children)
        if token.dep_ == "conj" and not subject and speech and token.tag_ == verb.tag_:
            found |= subtree(token)
            found |= {c.i for c in token.head.children if c.dep_ == "cc" and c.i < token.i}
        elif token.dep_ == "advcl" and token.tag_ == "VBG" and token.doc[token.left_edge.i - 1].text == ",":
            found |= subtree(token)
    return found


def _says(verb: Token) -> bool:
    word = lemma(verb.lemma_)
    return word in SPEAK or "demand" in VERB_CLASSES.get(word, ())


def aside(clause: Token, verb: Token) -> set[int]:
    """Return what a comma sets off at the end of a clause: `…, who is ill`, `…, throwing doubt on it`."""
    found: set[int] = set()
    last = max(t.i for t in clause.subtree)
    for token in clause.subtree:
        if token.dep_ not in ("relcl", "advcl") or token.i <= verb.i or token.right_edge.i < last - 1:
            continue
        start = token.left_edge.i
        if token.dep_ == "advcl" and token.tag_ != "VBG":
            continue
        if token.doc[start - 1].text == "," and start > clause.i:
            found |= subtree(token)
    return found


def on_the_side_of(place: int, direct: set[int], verb: Token) -> bool:
    """Whether a word of the clause stands on the same side of the verb as the quotation."""
    return (place < verb.i) == (min(direct) < verb.i)
