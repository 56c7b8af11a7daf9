"""The disputed questions: rival answers side by side, each with its speakers and their standing."""

from __future__ import annotations

from palabre.ledger import Answer, Question
from palabre.report.blocks import Cell, Grid, Paragraph, Part, say
from palabre.report.book import Book
from palabre.report.grounds import rests_words
from palabre.report.refs import Evidence
from palabre.report.words import quotable, reach_head, reach_words, stop, upper

WIDTHS = {2: (20, 29, 29, 22), 3: (19, 21, 21, 21, 18), 4: (16, 17, 17, 17, 17, 16)}


def disputed(book: Book) -> Part:
    """Set the answers to every question side by side."""
    questions = list(book.dossier.questions.values())
    if not questions:
        text = "The dossier names no question that its sources answer differently."
        none = Paragraph((say(text, book.refs.part("annex", "annex")),))
        return Part("disputed", "The disputed questions", (none,))
    most = max(2, *(len(q.answers) for q in questions))
    rows = tuple(_row(book, q, most) for q in questions)
    numbered = ("One answer", "Another") if most == 2 else tuple(f"Answer {k + 1}" for k in range(most))
    widths = WIDTHS.get(most) or (100 // (most + 2),) * (most + 2)
    anchors = tuple(book.refs.questions[q.id].anchor for q in questions)
    intro = say(
        "Answers are the desk’s inferences; with each: whose claims it rests on, and how close each speaker "
        "stands to the matter. "
        "◆ the working answer, which counts for no more than the others.",
        book.refs.part("annex", "annex"),
    )
    grid = Grid(("Question", *numbered, reach_head(book)), rows, widths, anchors)
    return Part("disputed", "The disputed questions, side by side", (Paragraph((intro,), "small"), grid))


def _row(book: Book, question: Question, most: int) -> tuple[Cell, ...]:
    answers = [answer_cell(book, question, a) for a in question.answers]
    blank = [Cell(())] * (most - len(answers))
    ref = book.refs.questions[question.id]
    return (Cell((), "lead", f"{ref.label} {question.asks}"), *answers, *blank, _reach(book, question))


def answer_cell(book: Evidence, question: Question, answer: Answer) -> Cell:
    """Return an answer with whose claims it rests on."""
    working = answer.id == (question.settled or question.working)
    links = book.refs.claims(answer.rests_on) or (book.refs.questions[question.id],)
    named = upper(quotable(answer.says) or answer.id.replace("-", " "))
    rests = stop(upper(rests_words(book.dossier, answer.rests_on)))
    return Cell((say(rests, links, lead=f"{named}."),), "working" if working else "")


def _reach(book: Book, question: Question) -> Cell:
    if question.settled:
        return Cell((), "", "settled: only one answer runs")
    if question.id not in book.choices:
        return Cell((), "", "none: no line of the model depends on it")
    return Cell((), "", reach_words(book, question.id))
