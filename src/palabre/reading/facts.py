"""Facts: what each passage says: about whom, of which kind, how much, when, where and how surely."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from palabre.reading.actors import FoundName, Names
from palabre.reading.amounts import FoundAmount, amounts
from palabre.reading.days import FoundDay, days
from palabre.reading.draft import Attribution, Facts, Span
from palabre.reading.french.counted import amounts as french_amounts
from palabre.reading.french.denials import denial as french_denial
from palabre.reading.french.denials import hedge as french_hedge
from palabre.reading.gazetteer import NoGazetteer
from palabre.reading.hedges import denial, hedge
from palabre.reading.kinds import is_force
from palabre.reading.learning import Learned
from palabre.reading.numbers import figures
from palabre.reading.parsing import MODELS, ReadingNotInstalled, parse
from palabre.reading.places import FoundPlace, places
from palabre.terms import Day

# Longer passages are parts of a text without sentences; their figures are taken by their next words.
LONGEST = 2_000
_CLAUSE = re.compile(r"[,;:]\s+(?:and\s+|but\s+|while\s+|whereas\s+)?|\s+(?:and|but|while|whereas)\s+")


@dataclass(frozen=True)
class Known:
    """What a dossier knows beside its actors.

    Parameters
    ----------
    places : mapping of name to place id
    learned : Learned
        What its decisions taught about kinds.
    """

    places: Mapping[str, str] = field(default_factory=dict)
    learned: Learned = field(default_factory=Learned)


def facts(
    text: str,
    passages: Sequence[Span],
    names: Mapping[str, str],
    written: Day | None,
    *,
    known: Known | None = None,
    language: str = "en",
) -> tuple[Facts, ...]:
    """Return what is found in each passage.

    Parameters
    ----------
    text : str
        Folded text; a line feed may stand where a paragraph ends.
    passages : sequence of Span
    names : mapping of name to actor id
    written : Day or None
        When the text was published.
    known : Known, optional
    language : str

    Examples
    --------
    >>> text = "In May the front had around 300 fighters near Kidal, in Mali. They allegedly looted villages."
    >>> spans = [Span(0, 61), Span(62, 94)]
    >>> one, two = facts(text, spans, {"the front": "front"}, Day.read("2014-07-23"))
    >>> one.about, one.kind, str(one.amount), str(one.as_of), one.place
    (('front',), 'force', 'around 300 fighters', 'May 2014', 'Kidal')
    >>> two.kind, two.hedge
    ('abuse', 'allegedly')
    """
    known = known or Known()
    named = _names(tuple(sorted(names.items()))).find(text, people=True)
    when = days(text, written, language)
    where = _places(text, known.places, named)
    return tuple(_facts(text, span, named, when, where, known, language) for span in passages)


def _facts(  # noqa: PLR0917
    text: str,
    span: Span,
    named: Sequence[FoundName],
    when: Sequence[FoundDay],
    where: Sequence[FoundPlace],
    known: Known,
    language: str,
) -> Facts:
    words = text[span.start : span.end]
    inside = [one for one in named if span.start <= one.span.start and one.span.end <= span.end]
    figure = _chosen(counted(words, language))
    amount = figure.amount if figure else None
    denied = french_denial(words) if language == "fr" else denial(words)
    kind = known.learned.kind_of(words, amount.unit if amount else "")
    return Facts(
        about=_about(inside, figure, span),
        kind=kind,
        amount=amount,
        as_of=next(
            (d.day for d in when if d.day and not (d.since or d.until) and _within(d.span, span)), None
        ),
        place=next((p.place or p.name for p in where if not p.open and _within(p.span, span)), None),
        hedge=(amount.hedge if amount else "") or (french_hedge if language == "fr" else hedge)(words),
        denial=denied,
    )


def _within(one: Span, span: Span) -> bool:
    return span.start <= one.start and one.end <= span.end


def _about(inside: Sequence[FoundName], figure: FoundAmount | None, span: Span) -> tuple[str, ...]:
    """Return the dossier's actors named, first those for whom the figure stands."""
    ids = [one.actor for one in inside if one.actor is not None]
    if figure is not None:
        named = Names({one.name: one.actor for one in inside if one.actor is not None}, starter=False)
        first = [one.actor for one in named.find(figure.subject, people=True) if one.actor is not None]
        ids = [*first, *ids]
    return tuple(dict.fromkeys(ids))


def _chosen(found: Sequence[FoundAmount]) -> FoundAmount | None:
    """Return the figure a claim is about: forces and shares before other counts, else the first."""
    weighty = [one for one in found if one.amount.unit.startswith("percent of") or is_force(one.amount.unit)]
    return next(iter([*weighty, *found]), None)


@lru_cache(maxsize=512)
def counted(words: str, language: str = "en") -> tuple[FoundAmount, ...]:
    """Return the amounts of a passage; it is only parsed where it holds a figure."""
    if not figures(words, language):
        return ()
    if len(words) > LONGEST or language not in MODELS:
        return amounts(words, language)
    try:
        doc = parse(words.replace("\n", " "), language)
        return french_amounts(doc) if language == "fr" else amounts(doc)
    except ReadingNotInstalled:  # what follows a figure is then taken for what it counts
        return amounts(words, language)


def _places(text: str, known: Mapping[str, str], named: Sequence[FoundName]) -> tuple[FoundPlace, ...]:
    spans = [one.span for one in named if one.how != "capital"]
    try:
        return places(text, known, actors=[s for s in spans if text[s.start : s.end] not in known])
    except NoGazetteer:  # the dossier's own places are found without one
        return places(text, known, (), gazetteer=False)


@lru_cache(maxsize=8)
def _names(pairs: tuple[tuple[str, str], ...]) -> Names:
    return Names(dict(pairs))


def parted(text: str, found: Sequence[Attribution], language: str = "en") -> tuple[Attribution, ...]:
    """Return attributions, those of several figures cut into one for each where a clause ends between them.

    Examples
    --------
    >>> text = "Paris has around 1,000 soldiers there, and the front has 300 fighters."
    >>> whole = Attribution((Span(0, len(text)),), None, None, "turn", None, "")
    >>> [text[s.start : s.end] for part in parted(text, [whole]) for s in part.content]
    ['Paris has around 1,000 soldiers there', 'the front has 300 fighters.']
    """
    done: list[Attribution] = []
    for one in found:
        pieces = _pieces(text, one.content[0], language) if len(one.content) == 1 else []
        done += [replace(one, content=(piece,)) for piece in pieces] or [one]
    return tuple(done)


def _pieces(text: str, span: Span, language: str) -> list[Span]:
    found = counted(text[span.start : span.end], language)
    pieces, start = [], span.start
    for one, following in pairwise(found):
        if one.subject == following.subject:
            continue
        cuts = list(_CLAUSE.finditer(text, span.start + one.span.end, span.start + following.span.start))
        if cuts and len(text[start : cuts[-1].start()]) > 20:
            pieces.append(Span(start, cuts[-1].start()))
            start = cuts[-1].end()
    return [*pieces, Span(start, span.end)] if pieces else []
