"""The verdicts in words, settlement by settlement, with the charts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from palabre.charts.settlements import settlements
from palabre.conflict import Settlement
from palabre.report.blocks import Block, Figure, Paragraph, Part, Ref, Sentence, say
from palabre.report.book import Book
from palabre.report.conditions import conditions_words
from palabre.report.words import (
    concepts_words,
    error_words,
    in_versions,
    quotable,
    stop,
    upper,
    where_words,
)
from palabre.stability.concepts import concept_of
from palabre.stability.words import listed
from palabre.versions import Share
from palabre.versions.deciding import Condition, Leaf

Group: TypeAlias = tuple[tuple[Condition, ...], Share]

MOST_RULES = 2


def verdicts(book: Book) -> Part:
    """Say for each settlement whether it holds, in how many versions, and whenever what."""
    paragraphs = [Paragraph(_verdict(book, some), "item") for some in _groups(book)]
    blocks: list[Block] = []
    chart = settlements(book.sweep)
    if chart:
        preferred = " Bold: the preferred settlement." if book.focus.preferred else ""
        dots = "A filled dot: it holds on the working answers."
        text = f"In how many versions each settlement holds. {dots}{preferred}"
        blocks.append(Figure(chart, (say(text, book.refs.part("disputed", "questions")),)))
    return Part("verdicts", "Which settlements hold", (*blocks, *paragraphs), columns=2)


def _groups(book: Book) -> list[list[Settlement]]:
    """Return the settlements, the preferred first; those that hold always, or never, stand together."""
    groups: dict[object, list[Settlement]] = {}
    for s in sorted(book.conflict.settlements, key=lambda s: not s.preferred):
        alike: object = s.name
        if not s.preferred and book.sweep.fits[s.name].any():
            counts = tuple(book.share(s.name, c).count for c in book.concepts)
            if all(count in (0, len(book.sweep)) for count in counts):
                alike = counts
        groups.setdefault(alike, []).append(s)
    return list(groups.values())


def _verdict(book: Book, some: list[Settlement]) -> tuple[Sentence, ...]:
    refs, s, many = book.refs, some[0], len(some) > 1
    lead = upper(listed([x.name for x in some])) + (" (preferred)" if s.preferred else "")
    links = [refs.settlement(x.name) for x in some]
    shares = [book.share(s.name, c) for c in book.concepts]
    fixed = all(x.count in (0, x.total) for x in shares)
    notes = tuple(_note(book, x, many) for x in some if x.note and fixed)
    if not book.sweep.fits[s.name].any():
        return (say("fits no feasible state.", links, lead=lead), *notes)
    working, states = _working(book, some)
    if len(book.sweep) == 1:
        text = working if book.holding(s.name) else "does not hold"
    else:
        text = f"hold{'' if many else 's'} {in_versions(book, s.name)}"
        if book.holding(s.name):
            text += f"; on the working answers {'they' if many else 'it'} {working}"
        elif any(x.count for x in shares):
            text += ", but not on the working answers"
    if errors := {e for x in shares if (e := error_words(x))}:
        text += f" ({'; '.join(sorted(errors))})"
    first = say(f"{text}.", links, states, lead=lead)
    rule = _rule(book, s)
    return (first, rule, *notes) if rule else (first, *notes)


def _note(book: Book, settlement: Settlement, named: bool) -> Sentence:
    of = f"The desk’s note on {settlement.name}" if named else "The desk’s note"
    return say(stop(f"{of}: ‘{quotable(settlement.note)}’"), book.refs.settlement(settlement.name))


def _working(book: Book, some: list[Settlement]) -> tuple[str, list[Ref]]:
    """Return under which concepts and in which states settlements hold on the working answers."""
    holds = book.holding(some[0].name)
    told, refs = [], []
    for s in some:
        words, links = where_words(book, s.name)
        told.append(f"{s.name} {words}" if len(some) > 1 else words)
        refs += links
    verb = "hold" if len(some) > 1 else "holds"
    alone = f" under {concepts_words(holds)} alone" if len(holds) < len(book.concepts) else ""
    return f"{verb}{alone}{': ' if len(some) > 1 else ', '}{'; '.join(told)}", refs


def _rule(book: Book, s: Settlement) -> Sentence | None:
    """Return the answers that decide, in one sentence."""
    tree = book.sweep.deciding(s.name, book.main)
    if isinstance(tree.root, Leaf):
        if len(book.sweep) == 1:
            return None
        under = concept_of(book.main).name
        ran = "changes that" if book.sweep.exhaustive else "was seen to change that"
        return say(
            f"No disputed answer and no assumption {ran} under {under}: "
            "it rests on rules and lines that are the same in every version.",
            book.refs.part("disputed", "questions"),
            book.refs.part("model", "model"),
        )
    leaves = tree.leaves()
    held = [(c, s) for c, s in leaves if s.count == s.total]
    fails = [(c, s) for c, s in leaves if s.count == 0]
    mixed = len(leaves) - len(held) - len(fails)
    under, full = f"Under {concept_of(book.main).name} it", s.name == book.focus.name
    if held and not mixed and len(held) <= MOST_RULES:
        return _said(book, f"{under} holds whenever", held, ", and in no other version", full)
    if fails and not mixed and len(fails) <= MOST_RULES:
        return _said(book, f"{under} holds except where", fails, "", full)
    largest = max(held or leaves, key=lambda leaf: leaf[1].count)
    words, refs = conditions_words(book, largest[0], full=full)
    every = largest[1].count == largest[1].total
    count = f"{'all' if every else f'{largest[1].count:,} of the'} {largest[1].total:,} such versions"
    return say(
        f"{under} holds, for one, where {words} ({count}); elsewhere that turns on more answers.", refs
    )


def _said(book: Book, start: str, leaves: Sequence[Group], end: str, full: bool) -> Sentence:
    """Say where some groups of versions are: what the groups share, then what each has of its own."""
    shared = [c for c in leaves[0][0] if all(c in conditions for conditions, _ in leaves)]
    words, refs = conditions_words(book, shared, full=full)
    if len(leaves) > 1:
        own = [[c for c in conditions if c not in shared] for conditions, _ in leaves]
        told = [conditions_words(book, some, full=full) for some in own]
        either = f"either {', or '.join(w for w, _ in told)}"
        words = f"{words}, and {either}" if shared else either
        refs += [r for _, links in told for r in links]
    return say(f"{start} {words}{end}.", refs)
