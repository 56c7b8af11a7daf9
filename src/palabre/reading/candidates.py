"""Candidates: every place where a sentence may say that somebody says something, read off its dependencies.

Rules over a dependency tree, after Krestel, Bergler and Witte (2008), Minding the Source, and Pareti (2015),
Attribution: a computational approach: the verb or noun of saying is the cue, its subject the source, its
clause, infinitive or object the content. A candidate is only proposed here; `weighing` says how sure it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from palabre.reading import other_cues
from palabre.reading.candidate import Candidate
from palabre.reading.cues import ADJECTIVE_CUES, HEARSAY, NOUN_CUES, lemma
from palabre.reading.edges import edged
from palabre.reading.leads import leads
from palabre.reading.marks import Marks
from palabre.reading.verbs import every_of_verb, of_verb

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

# Longer ones are lists and tables, not speech; their trees mean nothing and take long to walk.
LONGEST_SENTENCE = 300


def candidates(doc: Doc, marks: Marks, *, every: bool = False) -> list[Candidate]:
    """Return the candidates of a text; `every` proposes those of unlisted words and of all frames besides."""
    propose = every_of_token if every else of_token
    found: list[Candidate] = []
    for sentence in doc.sents:
        if len(sentence) > LONGEST_SENTENCE:
            continue
        found += leads(sentence)
        for token in sentence:
            if token.i not in marks.of:
                found += propose(token, sentence, marks)
    spoken = [candidate for candidate in found if candidate.content]
    whole = with_continuations(one_each(spoken, marks), marks)
    return [edged(candidate, marks) for candidate in whole]


def of_token(token: Token, sentence: Span, marks: Marks) -> Iterator[Candidate]:
    """Yield the candidates of a word."""
    if token.pos_ in ("VERB", "AUX"):
        if token.lower_ == "according" or token.lemma_ == "accord":
            yield from other_cues.according(token, sentence)
        elif token.dep_ not in ("aux", "auxpass"):
            yield from of_verb(token, sentence, marks)
    elif token.pos_ == "NOUN" and lemma(token.lemma_) in NOUN_CUES:
        yield from other_cues.noun(token, sentence)
    elif token.pos_ == "ADJ" and token.lower_ in ADJECTIVE_CUES:
        yield from other_cues.adjective(token)
    elif token.text == ":":
        yield from other_cues.colon(token, sentence, marks)
    elif token.lower_ in HEARSAY:
        yield from other_cues.hearsay(token, sentence)
    elif token.lower_ == "according":
        yield from other_cues.according(token, sentence)


def every_of_token(token: Token, sentence: Span, marks: Marks) -> Iterator[Candidate]:
    """Yield the candidates of a word as though every verb, noun and adjective could say something."""
    according = token.lower_ == "according" or token.lemma_ == "accord"
    if token.pos_ in ("VERB", "AUX") and not according and token.dep_ not in ("aux", "auxpass"):
        yield from every_of_verb(token, sentence, marks)
    elif token.pos_ == "NOUN":
        yield from other_cues.noun(token, sentence)
    elif token.pos_ == "ADJ":
        yield from other_cues.adjective(token)
    else:
        yield from of_token(token, sentence, marks)


def with_continuations(found: list[Candidate], marks: Marks) -> list[Candidate]:
    """Give the quotations that follow a sentence to one cue of it: the one that hands over a quotation."""
    last: dict[int, int] = {}
    for place, candidate in enumerate(found):
        end = marks.doc[max(candidate.cue | candidate.source)].sent.end
        quoting = candidate.frame == "quote" or "direct" in candidate.notes
        before = last.get(end)
        if before is not None and (found[before].frame == "quote" or "direct" in found[before].notes):
            continue
        if quoting or before is None or found[before].head < candidate.head:
            last[end] = place
    chosen = set(last.values())
    return [continued(c, marks) if place in chosen else c for place, c in enumerate(found)]


def continued(candidate: Candidate, marks: Marks) -> Candidate:
    """Add the quotations that follow in the same paragraph: `"One," she said. "Two."`."""
    doc = marks.doc
    last = max(candidate.cue | candidate.source | candidate.content)
    at = doc[last].sent.end
    if last in marks.of:
        at = max(at, marks.ranges[marks.of[last]][1])
    content = set(candidate.content)
    # spaCy likes to end a sentence with the mark that opens the next quotation
    at = next((i for i in range(last + 1, at) if i in marks.begins and _stops(doc, i - 1)), at)
    quoting = candidate.frame in ("quote", "inserted") or "direct" in candidate.notes
    if not quoting and any(doc[i].pos_ == "VERB" and i not in content for i in range(last + 1, at)):
        return candidate
    while at < len(doc):
        if doc[at].is_space:
            at += 1
            continue
        if at not in marks.begins:
            break
        n = marks.begins[at]
        end = marks.ranges[n][1]
        if not marks.ends(n) or marks.last(n) == "," or not _sentence_ends(doc, end):
            break
        content |= marks.tokens(n)
        at = end
    if len(content) == len(candidate.content):
        return candidate
    return replace(candidate, content=frozenset(content), notes=(*candidate.notes, "continued"))


def _stops(doc: Doc, at: int) -> bool:
    """Whether a sentence or a quotation ends with this token."""
    return doc[at].is_space or doc[at].text[-1:] in tuple(".!?\"')\u2026")


def _sentence_ends(doc: Doc, at: int) -> bool:
    """Whether a new sentence, quotation or paragraph begins here, and no `she said` follows."""
    if at >= len(doc) or "\n" in doc[at - 1].text_with_ws or doc[at].is_space:
        return True
    return bool(doc[at].is_sent_start) or doc[at].text == '"'


def one_each(found: list[Candidate], marks: Marks) -> list[Candidate]:
    """Leave a quotation to one cue only: the nearest that hands it over."""
    best: dict[int, tuple[int, int]] = {}
    for place, candidate in enumerate(found):
        if candidate.frame != "quote":
            continue
        for n in {marks.of[i] for i in candidate.content if i in marks.of}:
            start, end = marks.ranges[n]
            body = candidate.cue | candidate.source
            distance = min(abs(min(body) - end), abs(start - max(body)))
            if n not in best or distance < best[n][0]:
                best[n] = (distance, place)
    kept = {place for _, place in best.values()}
    return [c for place, c in enumerate(found) if c.frame != "quote" or place in kept]
