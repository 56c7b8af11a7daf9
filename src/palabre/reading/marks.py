"""Marks: the quotations of a parsed text, by the places of their tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from palabre.reading.quotes import quotations
from palabre.reading.trees import DASHES, WH, noun_phrase, trimmed

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


class Marks:
    """The quotations of a parsed text, by the places of their tokens."""

    def __init__(self, doc: Doc, ranges: list[tuple[int, int]]) -> None:
        self.doc = doc
        self.ranges = ranges
        self.of = {i: n for n, (start, end) in enumerate(ranges) for i in range(start, end)}
        self.begins = {start: n for n, (start, _) in enumerate(ranges)}

    def tokens(self, n: int) -> set[int]:
        """Return the tokens of a quotation."""
        return set(range(*self.ranges[n]))

    def long(self, n: int) -> bool:
        """Whether a quotation is speech rather than a few quoted words."""
        start, end = self.ranges[n]
        return end - start > 6 or self.ends(n)

    def size(self, n: int) -> int:
        """How many tokens a quotation has."""
        return self.ranges[n][1] - self.ranges[n][0]

    def ends(self, n: int) -> bool:
        """Whether a quotation ends a sentence or hands over to `he said`."""
        return self.last(n) in tuple(".!?,\u2026")

    def closed(self, places: set[int]) -> set[int]:
        """Return words with the marks that close a quotation they end in, or open one they begin."""
        if not places:
            return places
        found = set(places)
        for edge, step in ((max(places), 1), (min(places), -1)):
            n = self.of.get(edge)
            if n is None:
                continue
            start, end = self.ranges[n]
            rest = range(edge + 1, end) if step > 0 else range(start, edge)
            if all(self.doc[i].is_punct or self.doc[i].is_quote for i in rest):
                found |= set(rest)
        return found

    def last(self, n: int) -> str:
        """Return the last character inside the marks."""
        start, end = self.ranges[n]
        words = self.doc[start:end].text.rstrip().rstrip("\"'")
        return words[-1:]


def marks_of(doc: Doc) -> Marks:
    """Return the quotations of a parsed text."""
    ranges: list[tuple[int, int]] = []
    for quotation in quotations(doc.text):
        tokens = doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
        if tokens is not None and (not ranges or tokens.start >= ranges[-1][1]):
            ranges.append((tokens.start, tokens.end))
    return Marks(doc, ranges)


def handed_over(verb: Token, body: set[int], sentence: Span, marks: Marks, after: bool) -> set[int]:
    """Return the quotations that stand directly before or after a verb with its subject."""
    doc = verb.doc
    found: set[int] = set()
    left, right = min(body), max(body)
    at = left - 1
    while at >= sentence.start and (doc[at].text in (",", "-", "--", "—", "–") or doc[at].is_space):
        at -= 1
    if (
        at in marks.of
        and (not after or _hands_on(marks.of[at], sentence, marks))
        and marks.long(marks.of[at])
        and at == marks.ranges[marks.of[at]][1] - 1
        and marks.last(marks.of[at]) != "."
    ):
        found |= marks.tokens(marks.of[at])
    at = right + 1
    end = min(sentence.end, right + 30)
    while at < end and at not in marks.of and doc[at].text not in (",", ":", ";", "."):
        at += 1
    colon = at < len(doc) and doc[at].text == ":"
    while at < (len(doc) if colon else end) and (doc[at].text in (",", ":", "that") or doc[at].is_space):
        at += 1
    if (
        at in marks.begins
        and marks.long(marks.begins[at])
        and (colon or doc[at - 1].text in (",", "that") or at == right + 1)
    ):
        found |= marks.tokens(marks.begins[at])
    return found


def _hands_on(n: int, sentence: Span, marks: Marks) -> bool:
    """Whether a quotation goes on in the clause behind the verb: `"Sir," he said, "we fled"`."""
    whole = marks.size(n) > 7 or marks.ranges[n][0] == sentence.start
    return whole and marks.last(n) == ","


def beside_cue(verb: Token, cue: set[int], marks: Marks) -> set[int]:
    """Return the name or pronoun directly before or after a cue, outside the quotation."""
    doc = verb.doc
    for place in (min(cue) - 1, max(cue) + 1):
        if not verb.sent.start <= place < verb.sent.end or place in marks.of:
            continue
        token = doc[place]
        if token.pos_ not in ("PROPN", "PRON", "NOUN") or token.lower_ in WH:
            continue
        top = token
        while top.dep_ in ("compound", "det", "amod", "nmod") and top.head.i != top.i:
            top = top.head
        phrase = {i for i in noun_phrase(top) if i not in marks.of and i not in cue}
        if place in phrase and len(phrase) < 25:
            return trimmed({i for i in phrase if (i < verb.i) == (place < verb.i)}, doc)
    return set()


def before_dash(content: set[int], cue: int, marks: Marks) -> set[int]:
    """Return what stands before a dash that sets off the writer's own aside."""
    doc = marks.doc
    dashes = [i for i in content if i > cue and i not in marks.of and doc[i].text in DASHES]
    if len(dashes) != 1:
        return content
    for i in dashes:
        if (
            i > cue
            and i not in marks.of
            and doc[i].text in DASHES
            and (doc[i].whitespace_ or doc[i].text == "—")
        ):
            kept = {p for p in content if p < i or p in marks.of}
            return kept if len(kept) > 2 else content
    return content
