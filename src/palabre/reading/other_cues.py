"""Cues that are no verbs: `according to`, nouns and adjectives of saying, a colon, `reportedly`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from palabre.reading.candidate import Candidate
from palabre.reading.marks import Marks
from palabre.reading.trees import DASHES, SUBJECTS, noun_phrase, subject_of, subtree, trimmed, verb_group

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


def according(token: Token, sentence: Span) -> Iterator[Candidate]:
    """`X, according to Y`."""
    doc = token.doc
    if token.i + 1 >= sentence.end or doc[token.i + 1].lower_ != "to":
        return
    to = doc[token.i + 1]
    ends = [c for c in to.children if c.dep_ in ("pobj", "pcomp")]
    if not ends:
        return
    source = noun_phrase(ends[0])
    cue = {token.i, to.i}
    clause = token
    for _ in range(6):
        clause = clause.head
        if clause.pos_ in ("VERB", "AUX") and any(c.dep_ in SUBJECTS for c in clause.children):
            break
    content = (
        {t.i for t in clause.subtree}
        - {t.i for t in token.subtree}
        - {t.i for t in to.subtree}
        - source
        - cue
    )
    if _closes(token, max(source), sentence) and sentence.root.i not in content and sentence.root.i < token.i:
        content = set(range(sentence.start, token.i - 1))
    fronted = token.i == sentence.start  # "According to her, X but Y": both are hers
    for child in () if fronted else clause.children:
        if child.dep_ == "conj" and child.i > token.i and child.pos_ in ("VERB", "AUX"):
            content -= subtree(child)
            content -= {c.i for c in clause.children if c.dep_ == "cc" and token.i < c.i < child.i}
    content = trimmed(content, doc)
    yield Candidate(token.i, frozenset(cue), frozenset(source), frozenset(content), "according", "pobj")


def _closes(token: Token, last: int, sentence: Span) -> bool:
    """Whether a comma and `according to Y` close a sentence: then the whole of it is what Y says."""
    return token.i > sentence.start and token.nbor(-1).text == "," and last >= sentence.end - 2


def colon(colon: Token, sentence: Span, marks: Marks) -> Iterator[Candidate]:
    """`Musa: We shall stay` at the head of a paragraph."""
    doc = colon.doc
    start = colon.i
    while (
        start > 0
        and not doc[start - 1].is_space
        and doc[start - 1].text not in DASHES
        and colon.i - start < 9
    ):
        start -= 1
    if start and not doc[start - 1].is_space and doc[start - 1].text not in DASHES:
        return
    label = trimmed(set(range(start, colon.i)), doc)
    if not label or len(label) > 7 or any(i in marks.of or _verb_like(doc[i]) for i in label):
        return
    end = colon.i + 1
    while end < len(doc) and not doc[end].is_space:
        end += 1
    content = set(range(colon.i + 1, end))
    if colon.i + 1 in marks.begins:
        content = marks.tokens(marks.begins[colon.i + 1])
    elif end - colon.i > 60:
        content = {i for i in content if i < sentence.end}
    named = all(doc[i].pos_ == "PROPN" for i in label)
    speech = colon.i + 1 in marks.begins or any(doc[i].pos_ in ("VERB", "AUX") for i in content)
    role = "name" if named and speech else "label"
    yield Candidate(
        colon.i, frozenset({colon.i}), frozenset(label), frozenset(trimmed(content, doc)), "colon", role
    )


def _verb_like(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") and not token.is_upper


def adjective(adjective: Token) -> Iterator[Candidate]:
    """`They are unhappy about X`, `was ready to do it`, `is sure that Y`."""
    verb = adjective.head
    if adjective.dep_ != "acomp" or verb.i > adjective.i:
        return
    source, role = subject_of(verb)
    end = adjective.i + 1
    content: set[int] = set()
    frame = ""
    for child in adjective.children:
        if child.i < adjective.i or child.dep_ not in ("prep", "xcomp", "ccomp"):
            continue
        if child.dep_ == "prep":
            ends = [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
            if not ends or child.i != end:
                continue
            content, end, frame = subtree(ends[0]), child.i + 1, "adjective-prep"
        else:
            content = subtree(child)
            frame = "adjective-inf" if child.dep_ == "xcomp" else "adjective-clause"
        break
    if content and adjective.i - verb.i < 5:
        cue = (verb_group(verb) | set(range(verb.i, end))) - source
        yield Candidate(
            adjective.i,
            frozenset(cue),
            frozenset(source),
            frozenset(trimmed(content - cue - source, adjective.doc)),
            frame,
            role,
        )


def noun(noun: Token, sentence: Span) -> Iterator[Candidate]:
    """Read `the claim that X`, `his attack on X`, `calls by Y for X`."""
    doc = noun.doc
    owners = [c for c in noun.children if c.dep_ == "poss"]
    source = noun_phrase(owners[0]) if owners else set()
    role = "owner" if owners else "none"
    clause = next(
        (
            c
            for c in noun.children
            if c.dep_ in ("acl", "ccomp", "relcl") and c.i > noun.i and c.dep_ != "relcl"
        ),
        None,
    )
    preps = [c for c in noun.children if c.dep_ == "prep" and c.i > noun.i]
    cue = {noun.i}
    if clause is not None:
        content = subtree(clause)
        frame = "noun-clause" if any(c.dep_ == "mark" for c in clause.children) else "noun-inf"
        for p in preps:
            if p.lower_ in ("by", "from", "of", "among") and p.i < clause.left_edge.i and not source:
                ends = [c for c in p.children if c.dep_ == "pobj"]
                if ends:
                    source, role = noun_phrase(ends[0]) - content, "by"
    else:
        content, frame = set(), "noun-prep"
        for p in preps:
            ends = [c for c in p.children if c.dep_ in ("pobj", "pcomp")]
            if not ends:
                continue
            if p.lower_ in ("by", "from", "among") and not source:
                source, role = noun_phrase(ends[0]), "by"
            elif p.lower_ in ("about", "of", "for", "on", "against", "to", "over", "in") and not content:
                if p.i == noun.i + 1:
                    cue |= {p.i}
                content = subtree(ends[0])
                frame = f"noun-{p.lower_}"
    if not content:
        return
    yield Candidate(
        noun.i,
        frozenset(cue),
        frozenset(source),
        frozenset(trimmed(content - cue - source, doc)),
        frame,
        role,
    )


def hearsay(adverb: Token, sentence: Span) -> Iterator[Candidate]:
    """`X reportedly happened`."""
    head = adverb.head
    content = trimmed(subtree(head) - {adverb.i}, adverb.doc) if head.i != adverb.i else set()
    if content:
        yield Candidate(adverb.i, frozenset({adverb.i}), frozenset(), frozenset(content), "hearsay", "none")
