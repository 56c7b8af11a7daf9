"""The verdicts in words, settlement by settlement, with the charts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from palabre.charts.settlements import settlements
from palabre.conflict import Settlement
from palabre.report.blocks import Block, Figure, Paragraph, Part, Ref, Sentence, say
from palabre.report.book import Book
from palabre.report.words import (
    conditions_words,
    error_words,
    in_versions,
    state_words,
    upper,
    verdict_words,
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
    if not book.sweep.fits[s.name].any():
        return (say("fits no feasible state.", links, lead=lead),)
    held = bool(book.holding(s.name))
    joint = "and" if held == any(x.count for x in shares) else "but"
    text = f"{verdict_words(book, s.name, many=many)}, {joint} {in_versions(book, s.name)}."
    if len(book.sweep) == 1:
        text = f"{verdict_words(book, s.name, many=many)}."
    if errors := {e for x in shares if (e := error_words(x))}:
        text = f"{text[:-1]} ({'; '.join(sorted(errors))})."
    first = say(text, links, *(_where(book, x.name) for x in some), lead=lead)
    rule = _rule(book, s.name)
    return (first, rule) if rule else (first,)


def _where(book: Book, settlement: str) -> list[Ref]:
    stable = [
        row["state"]
        for row in book.graph.table().records()
        if row["equilibrium"] and settlement in book.fits(row["state"])
    ]
    return state_words(book, stable[0])[1] if stable else []


def _rule(book: Book, settlement: str) -> Sentence | None:
    """Return the answers that decide, in one sentence."""
    tree = book.sweep.deciding(settlement, book.main)
    if isinstance(tree.root, Leaf):
        if len(book.sweep) == 1:
            return None
        whatever = "No disputed answer and no assumption changes that"
        return say(f"{whatever} under {concept_of(book.main).name}.", book.refs.part("disputed", "questions"))
    leaves = tree.leaves()
    held = [(c, s) for c, s in leaves if s.count == s.total]
    fails = [(c, s) for c, s in leaves if s.count == 0]
    mixed = len(leaves) - len(held) - len(fails)
    under = f"Under {concept_of(book.main).name} it"
    if held and not mixed and len(held) <= MOST_RULES:
        return _said(book, f"{under} holds whenever", held, ", and in no other version")
    if fails and not mixed and len(fails) <= MOST_RULES:
        return _said(book, f"{under} holds except where", fails, "")
    largest = max(held or leaves, key=lambda leaf: leaf[1].count)
    words, refs = conditions_words(book, largest[0])
    count = f"{largest[1].count:,} of the {largest[1].total:,} such versions"
    return say(
        f"{under} holds, for one, where {words} ({count}); elsewhere that turns on more answers.", refs
    )


def _said(book: Book, start: str, leaves: Sequence[Group], end: str) -> Sentence:
    told = [conditions_words(book, conditions) for conditions, _ in leaves]
    joint = f"; and {start.rsplit(maxsplit=1)[-1]} "
    return say(f"{start} {joint.join(w for w, _ in told)}{end}.", *(r for _, r in told))
