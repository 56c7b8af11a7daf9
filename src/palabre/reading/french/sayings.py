"""Sayings: every place where a French text says that somebody says something, as candidates.

One sentence at a time, by the order of its words: a verb with what it hands over, a verb put behind what is
said ("a indiqué le ministre"), and "selon", "d'après", "pour". Quotations are given their speakers in `spoken`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from palabre.reading.candidate import Candidate
from palabre.reading.french import forms
from palabre.reading.french.complements import complement
from palabre.reading.french.cues import Cue, cue_at
from palabre.reading.french.phrases import (
    DETERMINERS,
    PRONOUNS,
    RELATIVE,
    STOPS,
    before,
    behind,
    capital,
    is_time,
    sentence_end,
)
from palabre.reading.marks import Marks

if TYPE_CHECKING:
    from spacy.tokens import Doc

Found = tuple[Candidate, float]
LONGEST_SENTENCE: Final = 300
_SOURCES: Final = re.compile(
    r"(?:selon|d'après|(?:de|à) l'avis d(?:e(?: la| l')?|u|es)|à en croire|aux dires d(?:e|u|es)"
    r"|aux yeux d(?:e(?: la| l')?|u|es)|pour)(?= |(?<='))",
    re.IGNORECASE,
)
_NO_SOURCE: Final = re.compile(
    r"\s*(?:l(?:aquelle|equel|esquels|esquelles)|que|qu'|toute|lui|elle|eux|moi|nous|vous"
    r"|un (?:premier |nouveau )?(?:ordre|calendrier|plan|schéma)"
    r"|l[ea]s? (?:cas|besoins?|règles?|modalités|termes|loi|moment|calendrier))\b",
    re.IGNORECASE,
)


def sayings(doc: Doc, marks: Marks, person: Callable[[range], bool]) -> list[Found]:
    """Return what is said in the sentences of a text, quotations with their own verbs left out.

    Parameters
    ----------
    person : callable
        Whether a noun phrase names somebody: "pour Koné" gives an opinion, "pour la paix" none.
    """
    found: list[Found] = []
    for sentence in doc.sents:
        if len(sentence) > LONGEST_SENTENCE:
            continue
        found += _sources(doc, sentence.start, sentence.end, marks, person)
        last: frozenset[int] = frozenset()
        for at in range(sentence.start, sentence.end):
            if at in marks.of and marks.long(marks.of[at]):
                continue
            cue = cue_at(doc, at)
            if cue is None:
                continue
            one = of_cue(doc, cue, marks, (sentence.start, sentence.end), last)
            if one is not None:
                found.append(one)
                last = one[0].source or last
    return found


def of_cue(doc: Doc, cue: Cue, marks: Marks, sentence: tuple[int, int], last: frozenset[int]) -> Found | None:
    """Return what one verb of saying says, and who says it."""
    start, end = sentence
    if _inverted(doc, cue, start):
        return _put_behind(doc, cue, marks, start, end)
    said = complement(doc, cue, marks, end)
    if said is None:
        return None
    source = _subject(doc, cue, start, last)
    content = frozenset(range(said.start, said.end))
    sureness = said.sureness - (0.0 if source else 0.25)
    if cue.kind in ("gerund", "infinitive"):
        sureness -= 0.1
    return Candidate(cue.head, cue.places, source, content, said.frame, ""), sureness


def _subject(doc: Doc, cue: Cue, start: int, last: frozenset[int]) -> frozenset[int]:
    """Return who says it: before the verb, or whoever spoke last in the sentence."""
    if cue.pronoun is not None:
        return frozenset({cue.pronoun})
    at = cue.start - 1
    shared = at < start or doc[at].lower_ in ("et", "mais", "puis", "ou", "en", "à", "de")
    if cue.kind == "gerund" or (shared and at >= start):
        return last or _first(doc, start, cue.start)
    found = before(doc, start, cue.start)
    return frozenset(found) if found else frozenset()


def _first(doc: Doc, start: int, end: int) -> frozenset[int]:
    """Return the subject of a sentence's first verb."""
    for at in range(start + 1, end):
        clitic = doc[at - 1].lower_ in ("s'", "se", "ne", "n'", "y")
        if clitic or (doc[at].pos_ in ("VERB", "AUX") and "Fin" in doc[at].morph.get("VerbForm", [])):
            first = at
            while first - 1 > start and doc[first - 1].lower_ in ("s'", "se", "ne", "n'", "y", "en"):
                first -= 1
            found = before(doc, start, first)
            return frozenset(found) if found else frozenset()
    return frozenset()


def _inverted(doc: Doc, cue: Cue, start: int) -> bool:
    """Whether a verb follows what it says, its subject behind it: `..., a indiqué le ministre`."""
    if cue.kind not in ("finite", "participle") or not cue.verbs & (forms.SAY | forms.THINK):
        return False
    at = cue.start - 1
    if at >= start and doc[at].lower_ in ("comme", "ainsi") and doc[cue.start].lower_ == "l'":
        return True
    if at <= start or doc[at].text != ",":
        return False
    return bool(subject_behind(doc, cue, doc[at].sent.end))


def _put_behind(doc: Doc, cue: Cue, marks: Marks, start: int, end: int) -> Found | None:
    source = subject_behind(doc, cue, end)
    if not source or cue.negated:
        return None
    last = max(source | cue.places)
    start = max([start, *(i + 1 for i in range(start, cue.start) if doc[i].text == ";")])
    comma = next((i for i in range(last + 1, end) if doc[i].text == ","), None)
    content: set[int] = set()
    first = cue.start - 1
    if doc[first].text == ",":
        content |= set(range(start, first))
    elif first > start and doc[first - 1].text == ",":  # ", comme l'a dit Koné"
        content |= set(range(start, first - 1))
    if comma is not None and comma + 1 < end and doc[comma + 1].lower_ in RELATIVE:
        comma = None
    if comma is not None and not (content and _only_tells_more(doc, last + 1, comma)):
        content |= set(range(comma + 1, sentence_end(doc, comma + 1, end)))
    content -= {i for i in content if doc[i].is_space}
    if not content or all(i in marks.of for i in content if not doc[i].is_punct):
        return None
    return Candidate(cue.head, cue.places, source, frozenset(content), "behind", ""), 0.85


def _only_tells_more(doc: Doc, start: int, comma: int) -> bool:
    """Whether words between the speaker and a comma already end what is said."""
    return comma - start > 6


def subject_behind(doc: Doc, cue: Cue, end: int) -> frozenset[int]:
    """Return who says it behind the verb: `a déclaré le ministre`, `a-t-il ajouté`."""
    if cue.pronoun is not None:
        return frozenset({cue.pronoun})
    found = behind(doc, cue.end, end) or _after_addressee(doc, cue.end, min(end, cue.end + 12))
    return frozenset(found) if found else frozenset()


def _after_addressee(doc: Doc, start: int, end: int) -> range | None:
    """Return who says it behind the one who hears it: `a précisé à la presse le représentant`."""
    if start >= end or (doc[start].pos_ not in ("ADP", "ADV") and not is_time(doc[start])):
        return None
    for at in range(start + 1, end):
        if doc[at].text in STOPS:
            return None
        opens = doc[at].lower_ in ("le", "la", "l'", "un", "une") or (
            capital(doc[at]) and not capital(doc[at - 1])
        )
        if opens and doc[at - 1].pos_ != "ADP" and doc[at - 1].lower_ not in DETERMINERS:
            return behind(doc, at, end)
    return None


def _sources(
    doc: Doc, start: int, end: int, marks: Marks, person: Callable[[range], bool]
) -> Iterator[Found]:
    """Yield what is said according to somebody: `Selon l'ONU, ...`, `..., d'après des témoins`."""
    first = doc[start].idx
    text = doc[start:end].text
    for match in _SOURCES.finditer(text):
        if (match.start() and text[match.start() - 1] not in ' (,"') or _NO_SOURCE.match(text, match.end()):
            continue
        cue = doc.char_span(first + match.start(), first + match.end(), alignment_mode="expand")
        if cue is None or cue.start in marks.of:
            continue
        named = behind(doc, cue.end, end)
        if named is None:
            continue
        opens = all(doc[i].pos_ in ("CCONJ", "ADV", "PUNCT", "SPACE") for i in range(start, cue.start))
        opinion = match[0].lower() == "pour"
        if opinion and not (opens and person(named) and doc[named.stop].text == ","):
            continue
        if doc[named.start].lower_ in PRONOUNS | {"nos", "notre"}:
            continue  # the writer's own
        if named.stop < end and doc[named.stop].lower_ == "par":
            more = behind(doc, named.stop + 1, end)
            named = range(named.start, more.stop) if more else named
        content = _around(doc, start, end, cue.start, named, opens)
        if content:
            places = frozenset(range(cue.start, cue.end))
            sureness = 0.75 if opinion else 0.92
            yield Candidate(cue.start, places, frozenset(named), frozenset(content), "selon", ""), sureness


def _around(  # noqa: PLR0917
    doc: Doc, start: int, end: int, cue: int, named: range, opens: bool
) -> set[int]:
    """Return what stands before and behind `selon l'ONU`."""
    comma = next((i for i in range(named.stop, end) if doc[i].text == ","), None)
    if opens:
        return set(range(comma + 1, sentence_end(doc, comma + 1, end))) if comma is not None else set()
    stop = cue - 1 if doc[cue - 1].text in (",", "(") else cue
    first = max([start, *(i + 1 for i in range(start, cue) if doc[i].text == ";")])
    while first < stop and (doc[first].is_space or doc[first].pos_ == "CCONJ"):
        first += 1
    content = set(range(first, stop))
    if comma is not None and comma <= named.stop + 1 and doc[cue - 1].text == ",":
        content |= set(range(comma + 1, sentence_end(doc, comma + 1, end)))
    return content
