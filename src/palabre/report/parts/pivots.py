"""What would make a settlement hold, or break it: the smallest changes, and what was searched."""

from __future__ import annotations

from palabre.report.blocks import Paragraph, Part, Ref, Sentence, say
from palabre.report.book import Book
from palabre.report.words import curly, listed, mid, said_words, upper
from palabre.stability.concepts import concept_of
from palabre.versions import Change, Search

SHOWN = 3


def pivots(book: Book) -> Part:
    """Tell the smallest changes for the settlement discussed, and in short for the others."""
    name = book.focus.name
    heading = f"What would break {name}" if not book.failing(name) else f"What would make {name} hold"
    blocks = [Paragraph(_full(book), "item")]
    others = [s.name for s in book.conflict.settlements if s.name != name]
    blocks += [Paragraph((_short(book, other),), "item") for other in others]
    return Part("pivots", heading, tuple(blocks), columns=2)


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
    verdict = "holds" if found.holds else "does not hold"
    start = say(f"{verdict} on the working answers.", book.refs.settlement(name), lead=lead)
    return (start, answers, lines)


def _sentence(book: Book, search: Search, start: str, kind: str) -> Sentence:
    certificate = curly(search.certificate)
    if search.size is None:
        return say(f"No change of {kind} was found after which {start[:1].lower() + start[1:]}: {certificate}.", _kind(book, kind))
    number = "one change" if search.size == 1 else f"{search.size} changes"
    shown = search.sets[:SHOWN] if "answers" in kind else search.sets[:1]
    told = [set_words(book, changes) for changes in shown]
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
    refs, lead = book.refs, upper(settlement)
    turned = "would no longer hold" if found.holds else "would hold"
    under = f" under {concept_of(concept).name}"
    if found.answers.size is None:
        never = turned.replace("would", "would not", 1).replace("not no longer hold", "still hold")
        return say(f"{never}{under} whatever the answers.", refs.settlement(settlement), lead=lead)
    words, links = set_words(book, found.answers.sets[0])
    return say(f"{turned}{under} {words}{others(found.answers.found - 1)}.", links, lead=lead)


def set_words(book: Book, changes: tuple[Change, ...], *, full: bool = False) -> tuple[str, list[Ref]]:
    """Return a set of changes as a condition ("if …"), with links; `full` gives answers in whole words."""
    told = [_change(book, c, full) for c in changes]
    return f"if {listed([w for w, _ in told])}", [r for _, r in told]


def _change(book: Book, change: Change, full: bool) -> tuple[str, Ref]:
    if change.kind == "answer":
        choice = book.choices[change.id]
        value = next(v for v in range(len(choice.values)) if change.what.startswith(f"{choice.phrase(v)} (not"))
        new, old = (
            said_words(choice, v) if full else book.short(choice.values[v]) for v in (value, choice.working)
        )
        return f"the answer on {choice.label} is ‘{new}’, not ‘{old}’", book.refs.choice(change.id)
    ref = book.refs.line(change.id)
    if change.kind == "assumption":
        choice = book.choices[change.id]
        value = next(v for v in range(len(choice.values)) if change.what == choice.phrase(v))
        return f"the assumption {ref.label} (‘{curly(choice.asks)}’) is {choice.values[value]}", ref
    name, _, edit = curly(change.what).partition(": ")
    if change.kind == "line dropped":
        return f"the line {edit.removeprefix('drop ')} of {mid(name)} is dropped", ref
    line, _, place = edit.removeprefix("put ").partition("’ ")
    return f"the line {line}’ of {mid(name)} is put {place}", ref
