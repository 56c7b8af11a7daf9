"""Speakers: who says what in a text, as attributions ordered by their place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from palabre.reading.candidates import Candidate, Marks, candidates
from palabre.reading.denials import denies, says_false
from palabre.reading.draft import Attribution, How, Span
from palabre.reading.features import features, head_of
from palabre.reading.naming import OPEN, Cast, Names, Who
from palabre.reading.parsing import parse
from palabre.reading.quotes import quotations
from palabre.reading.turns import Turn, cut, turns
from palabre.reading.weighing import Weights, by_hand, kept

if TYPE_CHECKING:
    from spacy.tokens import Doc

Kind = Literal["interview", "article"]
_MEETS = re.compile(
    r"\b(?:spoke|speaks|talked|talks|sat down|met|caught up) (?:with|to)\b|\binterview(?:s|ed|ing)?(?: with| of)?\b",
    re.I,
)
OUTLET = 0.3


def attributions(
    text: str,
    names: Names,
    *,
    kind: Kind | None = None,
    language: str = "en",
    weights: Weights | None = None,
) -> tuple[Attribution, ...]:
    """Return who says what: turns, quotations, reported speech, and the outlet for the rest.

    Parameters
    ----------
    text : str
        Folded text; a line feed in the place of a space ends a paragraph. Spans count its characters.
    names : mapping of name to actor id, or an object with ``find(doc)``
        The actors that are known.
    kind : "interview", "article" or None
        None tells an interview by its labels or its questions.
    language : str
        Only English is read for reported speech.
    weights : Weights, optional
        Other weights than those set by hand.

    Raises
    ------
    ReadingNotInstalled, TooLong

    Examples
    --------
    >>> text = 'Ali Musa denied that his men had fled. "We hold the bridge," he said.'
    >>> for a in attributions(text, {"Ali Musa": "musa"}):
    ...     print(a.speaker, a.how, a.denial, [text[s.start : s.end] for s in a.content])
    musa indirect True ['that his men had fled']
    musa direct False ['"We hold the bridge,"']
    """
    found_turns = () if kind == "article" else turns(text, told=kind == "interview")
    if not found_turns:
        return _of_article(text, names, language, weights or by_hand(), 0, len(text))
    return _of_interview(text, names, language, weights or by_hand(), found_turns)


def found_in(doc: Doc, names: Names, weights: Weights) -> list[tuple[Candidate, Attribution]]:
    """Return the attributions of a parsed article with the candidates they come from."""
    marks = marks_of(doc)
    found = candidates(doc, marks)
    surenesses = [weights.sureness(one) for one in features(doc, found, marks)]
    cast = Cast(doc, names)
    said: list[tuple[Candidate, Attribution]] = []
    before, since = OPEN, 0
    for place in kept(found, surenesses, weights.least):
        candidate = found[place]
        who = OPEN
        if candidate.source:
            who = cast.who(head_of(doc, candidate.source), candidate.source, before, since)
        content = spans(doc, candidate.content)
        words = " ".join(doc.text[s.start : s.end] for s in content)
        said.append(
            (
                candidate,
                Attribution(
                    content=content,
                    source=_whole(doc, candidate.source),
                    cue=_whole(doc, candidate.cue),
                    how=how_said(doc, candidate, marks),
                    speaker=who.actor,
                    named=who.name,
                    denial=denies(doc, candidate, words),
                    sureness=round(surenesses[place], 4),
                ),
            )
        )
        if who != OPEN:
            before, since = who, candidate.head
    return said


def marks_of(doc: Doc) -> Marks:
    """Return the quotations of a parsed text."""
    ranges: list[tuple[int, int]] = []
    for quotation in quotations(doc.text):
        tokens = doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
        if tokens is not None and (not ranges or tokens.start >= ranges[-1][1]):
            ranges.append((tokens.start, tokens.end))
    return Marks(doc, ranges)


def spans(doc: Doc, places: frozenset[int]) -> tuple[Span, ...]:
    """Return the runs of tokens as spans of characters."""
    found: list[list[int]] = []
    for i in sorted(places):
        if found and all(doc[k].is_space for k in range(found[-1][1] + 1, i)):
            found[-1][1] = i
        else:
            found.append([i, i])
    return tuple(Span(doc[a].idx, doc[b].idx + len(doc[b])) for a, b in found)


def how_said(doc: Doc, candidate: Candidate, marks: Marks) -> How:
    """Direct where all of the content stands between quotation marks, mixed where some does."""
    words = [i for i in candidate.content if not doc[i].is_punct and not doc[i].is_space]
    inside = sum(i in marks.of for i in words)
    if not inside:
        return "indirect"
    return "direct" if inside == len(words) else "mixed"


def _whole(doc: Doc, places: frozenset[int]) -> Span | None:
    if not places:
        return None
    first, last = doc[min(places)], doc[max(places)]
    return Span(first.idx, last.idx + len(last))


# -- articles ------------------------------------------------------------------------------------------------


def _of_article(
    text: str, names: Names, language: str, weights: Weights, start: int, end: int
) -> tuple[Attribution, ...]:
    part = text[start:end]
    said: list[Attribution] = []
    if language == "en" and part.strip():
        said = [_moved(one, start) for _, one in found_in(parse(part), names, weights)]
    covered = sorted((s.start, s.end) for one in said for s in one.content)
    outlet = [_outlet(text, span) for span in _moved_all(cut(part), start) if not _mostly(span, covered)]
    return tuple(sorted([*said, *outlet], key=lambda one: (one.content[0].start, -one.sureness)))


def _outlet(text: str, span: Span, sureness: float = OUTLET, question: Span | None = None) -> Attribution:
    words = text[span.start : span.end]
    return Attribution((span,), None, None, "outlet", None, "", says_false(words), question, sureness)


def _mostly(span: Span, covered: list[tuple[int, int]]) -> bool:
    """Whether somebody else says half of a sentence or more."""
    shared = sum(max(0, min(span.end, b) - max(span.start, a)) for a, b in covered)
    return 2 * shared >= span.end - span.start


def _moved(one: Attribution, by: int) -> Attribution:
    def move(span: Span | None) -> Span | None:
        return None if span is None else Span(span.start + by, span.end + by)

    content = tuple(Span(s.start + by, s.end + by) for s in one.content)
    return Attribution(
        content,
        move(one.source),
        move(one.cue),
        one.how,
        one.speaker,
        one.named,
        one.denial,
        one.question,
        one.sureness,
    )


def _moved_all(found: list[Span], by: int) -> list[Span]:
    return [Span(s.start + by, s.end + by) for s in found]


# -- interviews ----------------------------------------------------------------------------------------------


def _of_interview(
    text: str, names: Names, language: str, weights: Weights, found: tuple[Turn, ...]
) -> tuple[Attribution, ...]:
    first = found[0]
    opening = (first.question or first.answer).start
    said = list(_of_article(text, names, language, weights, 0, opening))
    guest = _guest(text, opening, names, language)
    labels = _labels(text, opening, found, names, guest, language)
    for turn in found:
        who = labels.get(turn.label, guest)
        if turn.question is not None:
            for span in _within(text, turn.question):
                said.append(_outlet(text, span, OUTLET))
        for span in _within(text, turn.answer):
            words = text[span.start : span.end]
            said.append(
                Attribution(
                    (span,),
                    None,
                    None,
                    "turn",
                    who.actor,
                    who.name,
                    says_false(words),
                    turn.question,
                    turn.sureness,
                )
            )
    return tuple(said)


def _within(text: str, span: Span) -> list[Span]:
    return _moved_all(cut(text[span.start : span.end]), span.start)


def _guest(text: str, opening: int, names: Names, language: str) -> Who:
    """Who is interviewed: the person the opening says was met or spoken with, else its only person."""
    start = text[:opening]
    if language != "en" or not start.strip():
        return OPEN
    cast = Cast(parse(start), names)
    people = [m for m in cast.mentions if m.person or m.end - m.start > 1]
    for meeting in reversed(list(_MEETS.finditer(start))):
        after = [m for m in people if cast.doc[m.start].idx >= meeting.end()]
        long = [m for m in after if m.end - m.start > 1 and cast.doc[m.start].idx - meeting.end() < 160]
        for mention in long or after[:1]:
            return Who(mention.actor, mention.name)
    persons = {(m.actor, m.name) for m in people if m.person and m.end - m.start > 1}
    if len(persons) == 1:
        actor, name = next(iter(persons))
        return Who(actor, name)
    return OPEN


def _labels(
    text: str, opening: int, found: tuple[Turn, ...], names: Names, guest: Who, language: str
) -> dict[str, Who]:
    """Whom each label means: a known actor, the full name in the opening, or the label itself."""
    meant = {}
    labels = {turn.label for turn in found if turn.label}
    cast = Cast(parse(text[:opening]), names) if labels and language == "en" else None
    for label in labels:
        if guest.name and guest.name.lower().endswith(label.lower()):
            meant[label] = guest
            continue
        known = [m for m in cast.mentions if m.name.lower().endswith(label.lower())] if cast else []
        people = {(m.actor, m.name) for m in known}
        alone = Cast(parse(label), names).mentions if language == "en" else []
        if len(people) == 1:
            meant[label] = Who(*next(iter(people)))
        elif len(alone) == 1 and alone[0].actor:
            meant[label] = Who(alone[0].actor, label)
        else:
            meant[label] = Who(None, label.title() if label.isupper() and len(label) > 5 else label)
    return meant
