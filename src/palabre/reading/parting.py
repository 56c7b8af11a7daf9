"""Parting: what one person says at a time, cut into claims: a sentence each, and a clause for each figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from palabre.reading.draft import Attribution, Span
from palabre.reading.facts import LONGEST, counted
from palabre.reading.numbers import figures
from palabre.reading.parsing import MODELS, ReadingNotInstalled, parse
from palabre.reading.speakers import OUTLET
from palabre.reading.thousands import grouped
from palabre.reading.turns import cut

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLAUSE = re.compile(r"[,;:]\s+(?:and\s+|but\s+|while\s+|whereas\s+)?|\s+(?:and|but|while|whereas)\s+")
_ENDS = re.compile(r"[.!?\u2026][\"')\]]*\s*$")
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})


def parted(text: str, found: Sequence[Attribution], language: str = "en") -> tuple[Attribution, ...]:
    """Return attributions, quotations cut into sentences, and sentences of several figures into clauses.

    A sentence is only cut where each side tells who has what; else it stays whole, with all its figures.

    Examples
    --------
    >>> text = "Paris has around 1,000 soldiers there, and the front has 300 fighters and 20 guns."
    >>> whole = Attribution((Span(0, len(text)),), None, None, "turn", None, "")
    >>> [text[s.start : s.end] for part in parted(text, [whole]) for s in part.content]
    ['Paris has around 1,000 soldiers there', 'the front has 300 fighters and 20 guns.']
    """
    text = grouped(text)
    done: list[Attribution] = []
    for attribution in found:
        for one in _sentences(text, attribution):
            pieces = _pieces(text, one.content[0], language) if one.stands and len(one.content) == 1 else []
            done += [replace(one, content=(piece,)) for piece in pieces] or [one]
    return tuple(sorted([*done, *_beside(text, done, language)], key=lambda one: one.content[0].start))


def _beside(text: str, found: Sequence[Attribution], language: str) -> list[Attribution]:
    """Return what the writer counts beside it: `Paris, which has 1,700 troops, declined to say`."""
    covered = bytearray(len(text))
    for span in (span for one in found for span in (*one.content, *([one.cue] if one.cue else []))):
        covered[span.start : span.end] = b"\1" * (span.end - span.start)
    names = [one.source for one in found if one.source is not None]
    spans: dict[Span, None] = {}
    for sentence in cut(text):
        words = text[sentence.start : sentence.end]
        if all(covered[sentence.start : sentence.end]) or not figures(words, language):
            continue
        for amount in counted(words, language):
            start, end = sentence.start + amount.span.start, sentence.start + amount.span.end
            if any(covered[start:end]):
                continue
            within = next((s for s in names if s.start <= start and end <= s.end), None)
            spans[within or _run(text, sentence, covered, start)] = None
    return [Attribution((span,), None, None, "outlet", None, "", sureness=OUTLET) for span in spans]


def _run(text: str, sentence: Span, covered: bytearray, at: int) -> Span:
    """Return the words around a place that nobody else says, within their sentence."""
    start = covered.rfind(b"\1", sentence.start, at) + 1 or sentence.start
    end = covered.find(b"\1", at, sentence.end)
    said = text[start : sentence.end if end < 0 else end]
    bare = said.lstrip(" ,;:\"'")
    start += len(said) - len(bare)
    return Span(start, start + len(bare.rstrip(" ,;:\"'")))


def _sentences(text: str, one: Attribution) -> list[Attribution]:
    """Return one attribution for each sentence of a quotation."""
    if one.how not in ("direct", "mixed") or not one.stands:
        return [one]
    groups: list[list[Span]] = []
    for part in one.content:
        for n, piece in enumerate(cut(text[part.start : part.end])):
            span = Span(part.start + piece.start, part.start + piece.end)
            before = groups[-1][-1] if groups else None
            # '"We stay," she said. "They went."' ends a sentence behind the verb.
            if before is None or n or _ENDS.search(text[before.start : span.start]):
                groups.append([span])
            else:
                groups[-1].append(span)
    if len(groups) < 2:
        return [one]
    return [replace(one, content=tuple(bare)) for group in groups if (bare := _unquoted(text, group))]


def _unquoted(text: str, group: list[Span]) -> list[Span]:
    """Without the quotation marks at the edges of a sentence, where only one of both is in it."""
    done = []
    for span in group:
        start, end = span.start, span.end
        if text[start:end].count('"') % 2:
            start += text[start] == '"'
            end -= end > start and text[end - 1] == '"'
        if any(c.isalnum() for c in text[start:end]):
            done.append(Span(start, end))
    return done


def _pieces(text: str, span: Span, language: str) -> list[Span]:
    words = text[span.start : span.end]
    found = counted(words, language)
    if len(found) < 2 or language != "en" or len(words) > LONGEST:
        return []
    verbs = _verbs(words, language)
    pieces, start = [], 0
    for n, (one, following) in enumerate(pairwise(found), 2):
        if one.subject == following.subject:
            continue
        cuts = list(_CLAUSE.finditer(words, one.span.end, following.span.start))
        if not cuts or cuts[-1].start() - start <= 20:
            continue
        before, after = cuts[-1].start(), cuts[-1].end()
        until = found[n].span.start if n < len(found) else len(words)
        if any(start <= v < before for v in verbs) and any(after <= v < until for v in verbs):
            pieces.append(Span(span.start + start, span.start + before))
            start = after
    return [*pieces, Span(span.start + start, span.end)] if pieces else []


@lru_cache(maxsize=512)
def _verbs(words: str, language: str) -> tuple[int, ...]:
    """Return where verbs with a subject of their own stand."""
    if language not in MODELS:
        return ()
    try:
        doc = parse(words.replace("\n", " "), language)
    except ReadingNotInstalled:
        return ()
    return tuple(t.idx for t in doc if t.pos_ in ("VERB", "AUX") and _told(t))


def _told(verb: Token) -> bool:
    """Whether a verb has its subject, and what the parser takes for one is more than a figure."""
    subjects = [c for c in verb.children if c.dep_ in _SUBJECTS]
    helped = any(c.dep_ in ("aux", "auxpass") for c in verb.children)
    return any(not c.like_num or helped for c in subjects)
