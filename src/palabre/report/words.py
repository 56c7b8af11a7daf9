"""Words: verdicts, moves, conditions and claims as a report says them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from palabre.report.blocks import Ref
from palabre.report.book import Book
from palabre.stability.concepts import concept_of
from palabre.stability.words import listed
from palabre.versions import Share

MOST_STATES = 6
_QUOTED = re.compile(r"(?<!\w)'(.+?)'(?!\w)")


def curly(text: str) -> str:
    """Return a text with typographic quotation marks.

    Examples
    --------
    >>> curly("drop 'the north's guard'")
    'drop ‘the north’s guard’'
    """
    return _QUOTED.sub("‘\\1’", text).replace("'", "’")


def upper(text: str) -> str:
    """Return a text with a capital first letter."""
    return text[:1].upper() + text[1:]


def stop(text: str) -> str:
    """Return a text that ends in a full stop, once."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def concepts_words(concepts: Sequence[str]) -> str:
    """Return the names of solution concepts as a list."""
    return listed([concept_of(c).name for c in concepts])


def of_versions(share: Share) -> str:
    """Return a count of versions in words.

    Examples
    --------
    >>> of_versions(Share.of(7, 12, 12)), of_versions(Share.of(1, 1, 1))
    ('7 of 12 versions', 'the one version there is')
    """
    if share.total == 1:
        return "the one version there is" if share.count else "no version"
    if not share.count:
        return f"none of {share.total:,} versions{' sampled' if share.sampled else ''}"
    if share.count == share.total:
        return f"all {share.total:,} versions{' sampled' if share.sampled else ''}"
    return f"{share.count:,} of {share.total:,} versions{' sampled' if share.sampled else ''}"


def in_versions(book: Book, settlement: str) -> str:
    """Return in how many versions a settlement holds, under each concept."""
    shares = [book.share(settlement, c) for c in book.concepts]
    if len({s.count for s in shares}) == 1:
        alike = f" under {concepts_words(book.concepts)}{' alike' if len(shares) > 1 else ''}"
        return f"in {of_versions(shares[0])}{alike}"
    told: list[str] = []
    for share, concept in zip(shares, book.concepts, strict=True):
        words = of_versions(share) if share.count else "no version"
        told.append(
            f"in {words.replace(' versions', '') if told else words} under {concept_of(concept).name}"
        )
    return listed(told)


def error_words(share: Share) -> str:
    """Return how far a sampled count may be out, in versions; empty where all were run."""
    if share.error is None:
        return ""
    if share.error_kind == "standard error":
        return f"standard error {max(1, round(share.error * share.total)):,} versions of {share.total:,}"
    fewer = "all but fewer" if share.count else "fewer"
    return f"by the rule of three, {fewer} than 3 versions of {share.total:,}"


def verdict_words(book: Book, settlement: str) -> str:
    """Return whether a settlement holds on the working answers."""
    holds = book.holding(settlement)
    if len(holds) == len(book.concepts):
        return "holds on the working answers"
    if not holds:
        return "does not hold on the working answers"
    fails = [c for c in book.concepts if c not in holds]
    return (
        f"holds on the working answers under {concepts_words(holds)}, but not under {concepts_words(fails)}"
    )


def quotable(text: str) -> str:
    """Return a text as it stands between quotation marks within a sentence: without its full stop."""
    return curly(text).rstrip(". ")


def changed(
    book: Book, movers: Sequence[str], before: str, after: str, *, short: bool = False
) -> tuple[str, list[Ref]]:
    """Return a move ("by taking up …"), with links to the options; `short` names them as rules do."""
    space, refs = book.analysis.space, book.refs
    a, b = (space.index(s) for s in (before, after))
    differ = int((space.codes[a] ^ space.codes[b]) & space.cares[a] & space.cares[b])
    owned = {o.id: o for d in book.conflict.decision_makers if d.id in movers for o in d.options}
    options = [o for k, o in enumerate(space.options) if differ >> k & 1]
    if not options or any(o not in owned for o in options):
        words, links = state_words(book, after)
        return f"by moving to {words}", links
    code = int(space.codes[b])
    taken = [o for o in options if code >> space.options.index(o) & 1]
    dropped = [o for o in options if o not in taken]
    parts = []
    for verb, some in (("taking up", taken), ("dropping", dropped)):
        if some:
            names = [o if short else curly(owned[o].name or o) for o in some]
            parts.append(f"{verb} {listed([f'‘{name}’' for name in names])}")
    return f"by {' and '.join(parts)}", [refs.option(o) for o in options]


def state_words(book: Book, state: str) -> tuple[str, list[Ref]]:
    """Return what to call a state: its number in the state graph with the settlement, or its options."""
    fits = book.fits(state)
    named = f" ({listed(fits)})" if fits else ""
    if state in book.numbers:
        number = book.numbers[state]
        return f"state\u00a0{number}{named}", [Ref(f"n{number}", f"state\u00a0{number}")]
    return f"‘{state}’{named}", [book.refs.part("fig-states", "states")]


def where_words(book: Book, settlement: str) -> tuple[str, list[Ref]]:
    """Return in which states a settlement holds on the working answers, by their options, and the links."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for concept in book.holding(settlement):
        groups.setdefault(book.equilibria(settlement, concept), []).append(concept)
    told, refs = [], []
    for states, concepts in groups.items():
        if not states:
            continue
        named = [state_words(book, s) for s in states]
        refs += [r for _, links in named[:MOST_STATES] for r in links]
        words = f"{named[0][0].split(' (', maxsplit=1)[0]} ({states[0]})"
        many = f"{len(states):,} states, for instance " if len(states) > 1 else ""
        told.append(f"in {many}{words}{f' under {concepts_words(concepts)}' if len(groups) > 1 else ''}")
    return listed(told) if told else "", refs


def reach_words(book: Book, choice: str, most: int = 3) -> str:
    """Return which settlements' verdicts a choice can change, in how many versions each: the most first."""
    found = []
    for s in book.conflict.settlements:
        shares = [i.share for i in book.sweep.influence(s.name, book.main) if i.choice.id == choice]
        if shares and shares[0].count:
            found.append((-shares[0].count, s.name))
    told = [f"{name} {-count:,}" for count, name in sorted(found)[:most]]
    more = f"; and {len(found) - most} more" if len(found) > most else ""
    return f"{'; '.join(told)}{more}" if told else "none"


def reach_head(book: Book) -> str:
    """Return the heading of the column that `reach_words` fills."""
    return (
        f"Changes the verdict on … in so many of {len(book.sweep):,} versions ({concept_of(book.main).name})"
    )
