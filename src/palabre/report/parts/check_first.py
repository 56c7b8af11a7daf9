"""What to check first: which answer changes the verdict most often, and whose word each answer is."""

from __future__ import annotations

from palabre.charts.influence import influence
from palabre.report.blocks import Block, Figure, Paragraph, Part, Sentence, say
from palabre.report.book import Book
from palabre.report.grounds import rests_words
from palabre.report.words import curly, of_versions, quotable, stop, upper
from palabre.stability.concepts import concept_of
from palabre.versions import Choice, Share

MOST, DRAWN = 3, 8


def ranked(book: Book, settlement: str) -> list[tuple[Choice, str, Share]]:
    """Return what can change a verdict, the most often first; where equal, the other concepts decide.

    Each comes with the concept it counts under, the main one wherever it changes anything there, and with in
    how many versions it does.
    """
    by = {c: {i.choice.id: i.share for i in book.sweep.influence(settlement, c)} for c in book.by_weight}
    some = []
    for choice in book.sweep.choices:
        concept = next((c for c in book.by_weight if by[c][choice.id].count), None)
        if concept is not None:
            some.append((choice, concept, by[concept][choice.id]))
    return sorted(some, key=lambda one: [-by[k][one[0].id].count for k in book.by_weight])


def check_first(book: Book) -> Part:
    """Rank the questions and assumptions; for the first few questions give both sides' claims."""
    name = book.focus.name
    found = ranked(book, name)
    if not found:
        return Part("check", "What to check first", (Paragraph(_nothing(book)),), columns=2)
    names = {c.id: _label(book, c) for c, *_ in found}
    chart = influence(book.sweep, name, names=names, most=DRAWN)
    blocks: list[Block] = []
    if chart:
        blocks.append(Figure(chart, (say(_caption(book, found), book.refs.settlement(name)),)))
    for choice, concept, share in found[:MOST]:
        blocks.append(Paragraph(_entry(book, choice, concept, share), "item"))
    return Part("check", "What to check first", tuple(blocks), columns=2)


def _caption(book: Book, found: list[tuple[Choice, str, Share]]) -> str:
    """Return the caption of the chart, which shows questions, assumptions or both."""
    kinds = {choice.kind for choice, *_ in found[:DRAWN]}
    what = "another answer to one question" if "question" in kinds else ""
    if "line" in kinds:
        what += f"{', or ' if what else ''}one assumption dropped or moved"
    alone = ", with all else as it was," if what.count(" or ") else " alone"
    return f"In how many versions {what}{alone} changes the verdict on ‘{book.focus.name}’."


def _nothing(book: Book) -> tuple[Sentence, ...]:
    name = book.focus.name
    text = f"No answer and no assumption, changed alone, changes the verdict on ‘{name}’ in any version."
    return (say(text, book.refs.settlement(name), book.refs.part("disputed", "questions")),)


def _label(book: Book, choice: Choice) -> str:
    if choice.kind == "question":
        return f"{choice.asks}"
    return f"Assumption {book.refs.line(choice.id).label}: {curly(choice.asks)}"


def _entry(book: Book, choice: Choice, concept: str, share: Share) -> tuple[Sentence, ...]:
    under = concept_of(concept).name
    flips = f"Changed alone, it changes the verdict in {of_versions(share)} under {under}."
    ref = book.refs.choice(choice.id)
    if choice.kind == "line":
        words = stop(f"is an assumption of {book.dossier.desk}: ‘{curly(choice.asks)}’")
        cites = book.refs.bases[choice.id].cites
        told = [say(words, ref, book.refs.claims(cites), lead=f"Line {ref.label}"), say(flips, ref)]
        if cites:
            told.append(say(stop(f"It also {rests_words(book.dossier, cites)}"), book.refs.claims(cites)))
        return tuple(told)
    return (say(flips, ref, lead=choice.asks), *sides(book, choice))


def sides(book: Book, choice: Choice) -> list[Sentence]:
    """Say what each answer rests on, and whose words those are."""
    question = book.dossier.questions[choice.id]
    told = []
    for answer in question.answers:
        rests = rests_words(book.dossier, answer.rests_on)
        links = [*book.refs.claims(answer.rests_on)] or [book.refs.choice(choice.id)]
        told.append(say(stop(f"‘{upper(quotable(answer.says))}’ {rests}"), links))
    return told
