"""Speakers: who says what in a text, as attributions ordered by their place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from palabre.reading.apposed import before_cue
from palabre.reading.candidate import Candidate
from palabre.reading.denials import denies, says_false
from palabre.reading.draft import Attribution, Span
from palabre.reading.features import head_of
from palabre.reading.french import denials as french_denials
from palabre.reading.french import speech
from palabre.reading.french.naming import FrenchCast
from palabre.reading.french.quoting import straightened
from palabre.reading.marks import marks_of
from palabre.reading.naming import OPEN, Cast, Names, Who
from palabre.reading.parsing import parse
from palabre.reading.pieces import how_said, spans, whole
from palabre.reading.proposals import proposals
from palabre.reading.rows import in_row
from palabre.reading.trees import SUBJECTS
from palabre.reading.turns import Turn, cut, turns
from palabre.reading.weighing import Weights, by_hand, kept
from palabre.reading.wording import accused, stands

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Kind = Literal["interview", "article"]
_MEETS = re.compile(
    r"\b(?:spoke|speaks|talked|talks|sat down|met|caught up) (?:with|to)\b"
    r"|\binterview(?:s|ed|ing)?(?: with| of)?\b"
    r"|\bs'est entretenue?s? avec\b|\bs'entretient avec\b|\b(?:avons|a|ont) (?:rencontré|interrogé|reçu)\b"
    r"|\b(?:entretien|rencontre|interview|conversation) (?:exclusive? )?(?:avec|de|d')\b",
    re.I,
)
# "Mr Diop (GoM)": the man himself speaks, whomever he speaks for.
_TITLED = re.compile(r"^(?:Mr|Mrs|Ms|Dr|M|Mme)\.?\s")
_AFFILIATED = re.compile(r"\s*\([^()]*\)\s*$")
# How sure a sentence of the outlet's own is to be worth a draft; it only orders.
OUTLET = 0.3
# So many characters behind "spoke with" the name may stand.
NEAR = 160


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
        English and French are read for reported speech; of any other language the interviews alone.
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
    reader = _Reader(names, language, weights or by_hand())
    ready = straightened(text) if language == "fr" else text
    found_turns = () if kind == "article" else turns(ready, told=kind == "interview", language=language)
    found = _of_interview(ready, reader, found_turns) if found_turns else _of_article(ready, reader)
    return tuple(speech.restored(text, one) for one in found) if language == "fr" else found


@dataclass(frozen=True)
class _Reader:
    """What is known before reading."""

    names: Names
    language: str
    weights: Weights

    def cast(self, text: str) -> Cast | FrenchCast | None:
        """Return who is named in a text, where the language is read."""
        if not text.strip():
            return None
        if self.language == "fr":
            return FrenchCast(parse(text, "fr"), self.names)
        return Cast(parse(text), self.names) if self.language == "en" else None

    def said(self, text: str, doc: Doc | None) -> list[Attribution]:
        """Return what others say in an article, where the language is read; `doc` is English text parsed."""
        if doc is not None:
            return [one for _, one in found_in(doc, self.names, self.weights)]
        return speech.attributions(text, self.names) if self.language == "fr" and text.strip() else []

    def says_false(self, words: str) -> bool:
        """Whether a sentence calls something said false."""
        return french_denials.says_false(words) if self.language == "fr" else says_false(words)


def found_in(doc: Doc, names: Names, weights: Weights) -> list[tuple[Candidate, Attribution]]:
    """Return the attributions of a parsed article with the candidates they come from."""
    marks, text = marks_of(doc), doc.text  # spaCy joins a text anew whenever it is asked for it
    found, surenesses = proposals(doc, marks, weights)
    cast = Cast(doc, names)
    said: list[tuple[Candidate, Attribution]] = []
    before, since = OPEN, 0
    for place in kept(found, surenesses, weights.least):
        candidate = found[place]
        if in_row(text, doc[candidate.head].idx):
            continue  # nobody speaks in the row of a table: its colons are those of its columns
        content = spans(doc, candidate.content)
        source, cue = whole(doc, candidate.source), whole(doc, candidate.cue)
        who = OPEN
        if candidate.source:
            who = cast.who(head_of(doc, candidate.source), candidate.source, before, since)
        elif cue is not None and (found_before := before_cue(text, content, cue)):
            content, source, name = found_before
            who = cast.named_at(name)
        words = " ".join(text[s.start : s.end] for s in content)
        said.append(
            (
                candidate,
                Attribution(
                    content=content,
                    source=source,
                    cue=cue,
                    how=how_said(doc, candidate, marks),
                    speaker=who.actor,
                    named=who.name,
                    denial=denies(doc, candidate, words),
                    sureness=round(surenesses[place], 4),
                    stands=stands(doc, candidate),
                    accused=accused(doc, candidate),
                ),
            )
        )
        if who != OPEN:
            before, since = who, candidate.head
    return said


# -- articles ------------------------------------------------------------------------------------------------


def _of_article(part: str, reader: _Reader) -> tuple[Attribution, ...]:
    """Read a text as an article."""
    doc = parse(part) if reader.language == "en" and part.strip() else None
    said = reader.said(part, doc)
    covered, named = _covered(part, said), _covered(part, [one for one in said if one.named])
    outlet = [_outlet(part, span, reader) for span in cut(part) if _left(span, covered, named, doc)]
    return tuple(sorted([*said, *outlet], key=lambda one: (one.content[0].start, -one.sureness)))


def _outlet(text: str, span: Span, reader: _Reader) -> Attribution:
    words = text[span.start : span.end]
    return Attribution((span,), None, None, "outlet", None, "", reader.says_false(words), sureness=OUTLET)


def _covered(part: str, said: list[Attribution]) -> bytearray:
    """Return which characters are somebody else's: what they say, and who says so where that is somebody."""
    covered = bytearray(len(part))
    for one in said:
        told = (one.source, one.cue) if one.named else ()
        for span in (*one.content, *(span for span in told if span is not None)):
            covered[span.start : span.end] = b"\1" * (span.end - span.start)
    return covered


def _left(span: Span, covered: bytearray, named: bytearray, doc: Doc | None) -> bool:
    """Whether a sentence is the outlet's: nobody is found to say half of it, and the rest is a sentence.

    What only tells when and where somebody spoke is none: `…, she said on Monday at the bridge`.
    """
    if 2 * covered.count(1, span.start, span.end) >= span.end - span.start:
        return False
    others = named.count(1, span.start, span.end)
    words = doc.char_span(span.start, span.end, alignment_mode="expand") if others and doc else None
    return words is None or any(
        verb.pos_ in ("VERB", "AUX") and not named[verb.idx] and _has_own_subject(verb, named)
        for verb in words
    )


def _has_own_subject(verb: Token, covered: bytearray) -> bool:
    return any(c.dep_ in SUBJECTS and not covered[c.idx] for c in verb.children)


# -- interviews ----------------------------------------------------------------------------------------------


def _of_interview(text: str, reader: _Reader, found: tuple[Turn, ...]) -> tuple[Attribution, ...]:
    opening = found[0].whole.start
    # What stands outside every turn is the writer's: all before the first, and what minutes put between them.
    rest = bytearray(b"\1" * len(text))
    for turn in found:
        rest[turn.whole.start : turn.whole.end] = bytes(turn.whole.end - turn.whole.start)
    said = list(_of_article("".join(c if own else "\n" for c, own in zip(text, rest, strict=True)), reader))
    guest = _guest(text[:opening], reader)
    meant = _labels(text[:opening], found, reader, guest)
    for turn in found:
        who = meant.get(turn.label, guest)
        if turn.question is not None:
            asked = _within(text, turn.question)
            said += [
                _outlet(text, span, reader) for span in asked if not text[span.start : span.end].endswith("?")
            ]
        said += [_answer(text, span, turn, who, reader) for span in _within(text, turn.answer)]
    return tuple(sorted(said, key=lambda one: one.content[0].start))


def _answer(text: str, span: Span, turn: Turn, who: Who, reader: _Reader) -> Attribution:
    words = text[span.start : span.end]
    return Attribution(
        content=(span,),
        source=None,
        cue=None,
        how="turn",
        speaker=who.actor,
        named=who.name,
        denial=reader.says_false(words),
        question=turn.question,
        sureness=turn.sureness,
    )


def _within(text: str, span: Span) -> list[Span]:
    found = cut(text[span.start : span.end])
    return [replace(s, start=s.start + span.start, end=s.end + span.start) for s in found]


def _guest(opening: str, reader: _Reader) -> Who:
    """Return who is interviewed: the person the opening says was met or spoken with, else its only person."""
    cast = reader.cast(opening)
    if cast is None:
        return OPEN
    people = [m for m in cast.mentions if m.person or m.end - m.start > 1]
    for meeting in reversed(list(_MEETS.finditer(opening))):
        after = [m for m in people if cast.doc[m.start].idx >= meeting.end()]
        long = [m for m in after if m.end - m.start > 1 and cast.doc[m.start].idx - meeting.end() < NEAR]
        for mention in long or after[:1]:
            return Who(mention.actor, mention.name)
    persons = {(m.actor, m.name) for m in people if m.person and m.end - m.start > 1}
    return Who(*next(iter(persons))) if len(persons) == 1 else OPEN


def _labels(opening: str, found: tuple[Turn, ...], reader: _Reader, guest: Who) -> dict[str, Who]:
    """Return whom each label means: a known actor, the full name in the opening, or the label itself."""
    meant = {}
    cast = reader.cast(opening)
    for label in sorted({turn.label for turn in found if turn.label}):
        person = _AFFILIATED.sub("", _TITLED.sub("", label)).strip() or label
        short = person.lower()
        if guest.name and guest.name.lower().endswith(short):
            meant[label] = guest
            continue
        named = cast.mentions if cast else []
        people = {(m.actor, m.name) for m in named if m.name.lower().endswith(short)}
        own = reader.cast(person)
        known = {m.actor for m in own.mentions if m.actor} if own else set()
        if isinstance(reader.names, Mapping):
            known = known or {one for name, one in reader.names.items() if name.lower().endswith(f" {short}")}
        if len(people) == 1:
            meant[label] = Who(*next(iter(people)))
        else:
            meant[label] = Who(next(iter(known)) if len(known) == 1 else None, person)
    return meant
