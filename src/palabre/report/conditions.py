"""Conditions: what is settled one way, said by the question asked and the answer given."""

from __future__ import annotations

from collections.abc import Iterable

from palabre.report.blocks import Ref
from palabre.report.book import Book
from palabre.report.grounds import said_words
from palabre.report.words import curly, quotable
from palabre.stability.words import listed
from palabre.versions import Choice
from palabre.versions.deciding import Condition


def asked_words(book: Book, choice: Choice, *, full: bool) -> str:
    """Return what to call a question: what it asks, or for short its number."""
    return f"‘{curly(choice.asks)}’" if full else book.refs.questions[choice.id].label


def assumption_words(book: Book, choice: Choice) -> str:
    """Return what to call an assumption: what is assumed, and its number."""
    return f"‘{quotable(choice.asks)}’ ({book.refs.line(choice.id).label})"


def conditions_words(
    book: Book, conditions: Iterable[Condition], *, full: bool = False
) -> tuple[str, list[Ref]]:
    """Return the conditions that lead to a group of versions, and the links to what they settle."""
    asked: list[str] = []
    kept: list[str] = []
    refs: list[Ref] = []
    for condition in conditions:
        choice = condition.choice
        refs.append(book.refs.choice(choice.id))
        if choice.kind == "question":
            named = " or ".join(said_words(book, choice, v) for v in condition.values)
            to = asked_words(book, choice, full=full)
            asked.append(f"to {to} {named}" if asked else f"the answer to {to} is {named}")
        else:
            named = " or ".join(choice.values[v] for v in condition.values)
            kept.append(f"the assumption {assumption_words(book, choice)} is {named}")
    return listed([*asked, *kept]), refs
