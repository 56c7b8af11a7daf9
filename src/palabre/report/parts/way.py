"""The way there from today's state: by improvements, by joint moves, or only at somebody's cost."""

from __future__ import annotations

from palabre.report.blocks import Paragraph, Part, Sentence, say
from palabre.report.book import Book
from palabre.report.words import changed, state_words, upper
from palabre.stability.concepts import concept_of
from palabre.stability.words import listed, mid
from palabre.versions import Way

KINDS = {
    "improvements": "can be reached from today’s state by moves that each pay for the mover",
    "joint moves": "can be reached from today’s state only if some move together, each of them gaining",
    "out of reach": "cannot be reached from today’s state by any moves",
    "unknown": "has no known way to it: too much follows from today’s state to be searched",
}


def way(book: Book) -> Part | None:
    """Tell how each settlement that holds can be reached, the one discussed first; None without a today."""
    if book.analysis.space.now is None:
        text = "The model names no state of today, so no way from there can be told."
        blocks = (Paragraph((say(text, book.refs.part("model", "model")),)),)
        return Part("way", "The way there", blocks, columns=2)
    names = sorted((s.name for s in book.conflict.settlements), key=lambda n: n != book.focus.name)
    told = [Paragraph(_way(book, n), "item") for n in names if book.sweep.verdict(n, book.main)]
    if not told:
        under = concept_of(book.main).name
        text = f"No settlement holds under {under} on the working answers, so there is none to make for."
        told = [Paragraph((say(text, book.refs.part("verdicts", "verdicts")),))]
    return Part("way", "The way there from today", tuple(told), columns=2)


def _way(book: Book, settlement: str) -> tuple[Sentence, ...]:
    found = book.sweep.way_there(settlement, book.main)
    lead, ref = upper(settlement), book.refs.settlement(settlement)
    if found.kind == "already there":
        words, links = state_words(book, found.goal or "")
        return (say(f"is there already: today’s state, {words}, fits it and holds.", ref, links, lead=lead),)
    start = KINDS.get(
        found.kind,
        "can be reached from today’s state, with at most one joint move, only at a cost to a mover",
    )
    if not found.moves:
        return (say(f"{start}.", ref, lead=lead),)
    costs = [f"{listed(list(map(mid, m.loses)))} would lose by moving" for m in found.moves if m.loses]
    costs += [
        f"{listed(list(map(mid, m.no_gain)))} would gain nothing by moving" for m in found.moves if m.no_gain
    ]
    cost = f" ({'; '.join(dict.fromkeys(costs))})" if costs else ""
    return (say(f"{start}{cost}.", ref, lead=lead), _steps(book, found, short=settlement != book.focus.name))


def _steps(book: Book, found: Way, *, short: bool) -> Sentence:
    """Tell the moves as a numbered list."""
    at = found.start or ""
    told, refs = [], []
    for number, move in enumerate(found.moves, start=1):
        words, links = changed(book, move.movers, at, move.to, short=short)
        names = listed([book.name(m) for m in move.movers])
        told.append(f"({number})\u00a0{names}{', together,' if len(move.movers) > 1 else ','} {words}")
        refs += links
        at = move.to
    end, links = state_words(book, at)
    count = f"{len(told)} moves" if len(told) > 1 else "One move"
    return say(f"{count}, to {end.split(' (', maxsplit=1)[0]}: {'; '.join(told)}.", refs, links)
