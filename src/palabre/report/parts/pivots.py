"""What would make a settlement hold, or break it: the smallest changes, and what was searched."""

from __future__ import annotations

from palabre.report.blocks import Paragraph, Part, Ref, Sentence, say
from palabre.report.book import Book
from palabre.report.conditions import asked_words, assumption_words
from palabre.report.grounds import said_words
from palabre.report.words import concepts_words, curly, upper, verdict_words
from palabre.stability.concepts import concept_of
from palabre.stability.words import listed, mid
from palabre.versions import Change, Search

SHOWN = 3


def pivots(book: Book) -> Part:
    """Tell the smallest changes for the settlement discussed, and in short for the others."""
    name = book.focus.name
    heading = f"What would break ‘{name}’" if not book.failing(name) else f"What would make ‘{name}’ hold"
    others = [s.name for s in book.conflict.settlements if s.name != name]
    fixed = [x for x in others if book.sweep.pivots(x, concept_for(book, x)).answers.size is None]
    told = [(_short(book, other),) for other in others if other not in fixed]
    for holds in (True, False):
        some = [x for x in fixed if (book.failing(x) is None) == holds]
        if some:
            told.append((_fixed(book, some, holds),))
    return Part("pivots", heading, tuple(Paragraph(t, "item") for t in (_full(book), *told)), columns=2)


def concept_for(book: Book, settlement: str) -> str:
    """Return the concept under which a settlement's verdict is to be turned."""
    return book.failing(settlement) or book.main


def _full(book: Book) -> tuple[Sentence, ...]:
    name = book.focus.name
    concept = concept_for(book, name)
    found = book.sweep.pivots(name, concept)
    turned = "no longer hold" if found.holds else "hold"
    under = concept_of(concept).name
    answers = _sentence(book, found.answers, f"Under {under} it would {turned}", "answers and assumptions")
    lines = _sentence(book, found.lines, f"It would {turned}", "the preference lines, disputed or not")
    lead = upper(name)
    start = say(f"{verdict_words(book, name)}.", book.refs.settlement(name), lead=lead)
    return (start, answers, lines)


def _sentence(book: Book, search: Search, start: str, kind: str) -> Sentence:
    certificate = curly(search.certificate)
    if search.size is None:
        return say(
            f"No change of {kind} was found after which {start[:1].lower() + start[1:]}: {certificate}.",
            _kind(book, kind),
        )
    number = "one change" if search.size == 1 else f"{search.size} changes"
    shown = search.sets[:SHOWN] if "answers" in kind else search.sets[:1]
    told = [set_words(book, changes, full=True) for changes in shown]
    ways = "; or ".join(words for words, _ in told)
    text = f"{start} after {number} of {kind}: {ways}{others(search.found - len(shown))} ({certificate})."
    return say(text, *(r for _, r in told))


def others(count: int) -> str:
    """Return how many more ways there are, as the end of a list of ways."""
    return f"; or in {count:,} other way{'s' if count > 1 else ''}" if count > 0 else ""


def _kind(book: Book, kind: str) -> Ref:
    return book.refs.part("model", "model") if "lines" in kind else book.refs.part("disputed", "questions")


def _short(book: Book, settlement: str) -> Sentence:
    concept = concept_for(book, settlement)
    found = book.sweep.pivots(settlement, concept)
    turned = "would no longer hold" if found.holds else "would hold"
    words, links = set_words(book, found.answers.sets[0])
    text = f"{turned} under {concept_of(concept).name} {words}{others(found.answers.found - 1)}."
    return say(text, links, lead=upper(settlement))


def _fixed(book: Book, some: list[str], holds: bool) -> Sentence:
    names = concepts_words(sorted({concept_for(book, s) for s in some}, key=book.concepts.index))
    ran = (
        "whatever the answers and assumptions" if book.sweep.exhaustive else "after any change that was tried"
    )
    text = f"would {'still' if holds else 'still not'} hold under {names} {ran}."
    return say(text, [book.refs.settlement(s) for s in some], lead=upper(listed(some)))


def set_words(book: Book, changes: tuple[Change, ...], *, full: bool = False) -> tuple[str, list[Ref]]:
    """Return a set of changes as a condition ("if …"), with links; `full` asks the questions."""
    told = [_change(book, c, full) for c in changes]
    return f"if {listed([w for w, _ in told])}", [r for _, r in told]


def _change(book: Book, change: Change, full: bool) -> tuple[str, Ref]:
    if change.kind == "answer":
        choice = book.choices[change.id]
        value = next(
            v for v in range(len(choice.values)) if change.what.startswith(f"{choice.phrase(v)} (not")
        )
        new, old = (said_words(book, choice, v) for v in (value, choice.working))
        asked = asked_words(book, choice, full=full)
        return f"the answer to {asked} is {new}, not {old}", book.refs.choice(change.id)
    ref = book.refs.line(change.id)
    if change.kind == "assumption":
        choice = book.choices[change.id]
        value = next(v for v in range(len(choice.values)) if change.what == choice.phrase(v))
        return f"the assumption {assumption_words(book, choice)} is {choice.values[value]}", ref
    name, _, edit = curly(change.what).partition(": ")
    if change.kind == "line dropped":
        return f"the line {edit.removeprefix('drop ')} of {mid(name)} is dropped", ref
    line, _, place = edit.removeprefix("put ").partition("’ ")
    return f"the line {line}’ of {mid(name)} is put {place}", ref
