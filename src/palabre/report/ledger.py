"""Ledger: a briefing without a model: the claims, who says them, and what they answer differently."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from palabre._version import __version__
from palabre.dossier import Dossier
from palabre.report.blocks import Cell, Grid, Paragraph, Part, say
from palabre.report.parts.annex import annex
from palabre.report.parts.disputed import WIDTHS, answer_cell
from palabre.report.refs import Numbers

MARKS = (
    "The small marks after a sentence lead to what it rests on. A plain number: a claim; d: a document; "
    "q: a question."
)


@dataclass(frozen=True, eq=False)
class Ledger:
    """What a briefing is made from while the dossier has no model."""

    dossier: Dossier
    model = ""

    @cached_property
    def refs(self) -> Numbers:
        """Numbers and links."""
        return Numbers(self.dossier)


def ledger_parts(book: Ledger) -> list[Part]:
    """Return the parts of a briefing that need no model."""
    return [_limits(book), _questions(book), annex(book, reading=False), _colophon(book)]


def _limits(book: Ledger) -> Part:
    text = (
        "The dossier has no model yet, so nothing is said here of which settlements would hold: only who "
        "says what, and where sources differ."
    )
    return Part("limits", "What this is", (Paragraph((say(text, book.refs.part("annex", "annex")),)),))


def _questions(book: Ledger) -> Part:
    questions = list(book.dossier.questions.values())
    heading = "The disputed questions, side by side"
    if not questions:
        text = "The dossier names no question that its sources answer differently."
        none = Paragraph((say(text, book.refs.part("annex", "annex")),))
        return Part("disputed", heading, (none,))
    most = max(2, *(len(q.answers) for q in questions))
    rows = []
    for question in questions:
        ref = book.refs.questions[question.id]
        cells = [answer_cell(book, question, answer) for answer in question.answers]
        blank = [Cell(())] * (most - len(cells))
        rows.append((Cell((), "lead", f"{ref.label} {question.asks}"), *cells, *blank))
    head = ("Question", *(f"Answer {k + 1}" for k in range(most)))
    *widths, last = WIDTHS.get(most) or (100 // (most + 2),) * (most + 2)
    widths[0] += last
    anchors = tuple(book.refs.questions[q.id].anchor for q in questions)
    return Part("disputed", heading, (Grid(head, tuple(rows), tuple(widths), anchors),))


def _colophon(book: Ledger) -> Part:
    print_of = book.dossier.fingerprint
    text = f"Made by palabre {__version__} from the dossier with SHA-256 {print_of}, without a model."
    told = Paragraph((say(text, book.refs.part("annex", "annex")),), "small")
    return Part("colophon", "How this was made", (told,), small=True)
