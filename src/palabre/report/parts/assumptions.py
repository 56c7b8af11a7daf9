"""The assumptions owned: every line that nobody's words carry, with its place and its influence."""

from __future__ import annotations

from palabre.report.blocks import Cell, Grid, Paragraph, Part, say
from palabre.report.book import Book
from palabre.report.grounds import alleged_words
from palabre.report.words import curly, quotable, reach_head, reach_words, stop, upper


def assumptions(book: Book) -> Part:
    """List the assumed lines of the model."""
    refs = book.refs
    assumed = [line for line, basis in refs.bases.items() if basis.assume]
    if not assumed:
        text = "No line of the model is an assumption: each cites a claim, or only says what its words mean."
        blocks = (Paragraph((say(text, refs.part("model", "model")),)),)
        return Part("assumptions", "The assumptions owned", blocks)
    text = f"These lines of the model rest on no one’s words alone. Their owner: {book.dossier.desk}."
    owner = Paragraph((say(text, refs.part("model", "model")),), "small")
    rows = tuple(_row(book, line) for line in assumed)
    file = next((where.rpartition(":")[0] for line in assumed if (where := place(book, line))), "")
    head = (f"Line{f' (at its place in {file})' if file else ''}", "Assumption", reach_head(book))
    return Part("assumptions", "The assumptions owned", (owner, Grid(head, rows, (29, 44, 27))))


def _row(book: Book, line: str) -> tuple[Cell, ...]:
    ref, basis = book.refs.line(line), book.refs.bases[line]
    words = curly(line.split(": ", maxsplit=1)[-1])
    alleged = alleged_words(book.dossier, basis.cites)
    text = f"{quotable(basis.assume)} ({alleged})" if alleged else curly(basis.assume)
    owned = say(stop(upper(text)), ref, book.refs.claims(basis.cites))
    reach = reach_words(book, line) if line in book.choices else "not varied"
    where = place(book, line)
    stands = f"{words}\u2002:{where.rpartition(':')[2]}" if where else words
    return Cell((say(stands, ref),)), Cell((owned,)), Cell((), "", reach)


def place(book: Book, line: str) -> str:
    """Return the file and line in which a line of the model stands; empty where the dossier does not know."""
    try:
        return book.dossier.where(line, book.model)
    except LookupError:
        return ""
