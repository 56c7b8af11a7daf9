"""Facts: what each passage says: about whom, of which kind, how much, when, where and how surely."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from palabre.reading.actors import FoundName, Names
from palabre.reading.amounts import FoundAmount, amounts
from palabre.reading.days import FoundDay, days
from palabre.reading.draft import Facts, Span
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
from palabre.reading.rows import counted_in_row, told_by
from palabre.reading.thousands import grouped
from palabre.terms import Day

# Longer passages are parts of a text without sentences; their figures are taken by their next words.
LONGEST = 2_000
# A passage with more figures is a table.
MOST_FIGURES = 8
_NEARBY = re.compile(
    r"\b(?:in|at) [A-Z][\w'-]+,? (?:near|outside|close to|(?:north|south|east|west)\w* of) $"
)
_OF = re.compile(r"\s+(?:out )?(?:of|des|sur) (?:(?:the|its|their|our|all|les|ses|leurs) )*", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:we|our|I|my|it|its|they|their|he|his|she|her|you|your|them|us)\b", re.IGNORECASE)


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
    when = [d for d in days(text, written, language) if not _ahead(d, written)]
    where = _places(text, known.places, named)
    text = grouped(text)
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
    if beside := told_by(words):  # who is named as the source of a row is not whom it is about
        sources = [Span(span.start + one.start, span.start + one.end) for one in beside]
        inside = [one for one in inside if not any(_within(one.span, cell) for cell in sources)]
    found = _parts(words, counted(words, language))
    first = _chosen(found)
    ordered = [*([first] if first else []), *(one for one in found if one is not first)]
    french = language == "fr"
    denied, caution = (french_denial if french else denial)(words), (french_hedge if french else hedge)(words)
    as_of = next((d.day for d in when if d.day and not (d.since or d.until) and _within(d.span, span)), None)
    place = _place(text, [p for p in where if _within(p.span, span)])
    at = tuple((one.span, one.actor) for one in inside if one.actor is not None)

    def of(figure: FoundAmount | None) -> Facts:
        amount = figure.amount if figure else None
        return Facts(
            about=_about(inside, figure),
            kind=known.learned.kind_of(words, amount.unit if amount else ""),
            amount=amount,
            as_of=as_of,
            place=place,
            hedge=(amount.hedge if amount else "") or caution,
            denial=denied,
            whose=_whose(figure),
            named=at,
        )

    told = of(first)
    further = (of(one) for one in ordered[1:MOST_FIGURES])
    # "500 guards and 20 trucks": what is counted beside forces is of their kind.
    return replace(told, more=tuple(replace(one, kind=one.kind or told.kind) for one in further))


def _parts(words: str, found: Sequence[FoundAmount]) -> list[FoundAmount]:
    """Return the figures but for the whole of which one is a part: `8,000 of the 11,200 troops`."""
    kept: list[FoundAmount] = []
    for one in found:
        before = kept[-1].span if kept else None
        if before and (_within(one.span, before) or _OF.fullmatch(words, before.end, one.span.start)):
            continue
        kept.append(one)
    return kept


def _ahead(found: FoundDay, written: Day | None) -> bool:
    """Whether a date is after the text's own: nothing is observed then."""
    return found.day is not None and written is not None and found.day.earliest > written.latest


def _within(one: Span, span: Span) -> bool:
    return span.start <= one.start and one.end <= span.end


def _place(text: str, inside: Sequence[FoundPlace]) -> str | None:
    """Return where it happened: the first place that is certain, and no larger or nearby one for it."""
    for n, one in enumerate(inside):
        after = inside[n + 1] if n + 1 < len(inside) else None
        if not one.open:
            # "in Ber, near Timbuktu" is not in Timbuktu.
            return (
                None
                if _NEARBY.search(text[max(0, one.span.start - 60) : one.span.start])
                else one.place or one.name
            )
        if after is not None and text[one.span.end : after.span.start] == ", ":
            # "Tripoli, Lebanon" says which of both it is.
            if after.country and sum(town.country == after.country for town in one.candidates) == 1:
                return one.name
            return None
    return None


def _whose(figure: FoundAmount | None) -> str:
    """Return the pronoun for whose side a figure stands."""
    found = _PRONOUN.match(figure.subject) if figure else None
    return found[0] if found else ""


def _about(inside: Sequence[FoundName], figure: FoundAmount | None) -> tuple[str, ...]:
    """Return the dossier's actors named, first those for whom the figure stands."""
    ids = [one.actor for one in inside if one.actor is not None]
    if figure is not None:
        named = Names({one.name: one.actor for one in inside if one.actor is not None}, starter=False)
        first = [one.actor for one in named.find(figure.subject, people=True) if one.actor is not None]
        if first and is_force(figure.amount.unit):
            return tuple(dict.fromkeys(first))  # "France has 1,600 soldiers in Mali" is about France
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
    if (row := counted_in_row(words, language)) is not None:
        return row
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
