"""Colophon: how this was made, so that it can be made again."""

from __future__ import annotations

from palabre._version import __version__
from palabre.report.blocks import Paragraph, Part, say
from palabre.report.book import Book
from palabre.report.words import concepts_words


def colophon(book: Book) -> Part:
    """Name the program, the dossier's fingerprint, the model, the versions and the seed."""
    sweep, dossier = book.sweep, book.dossier
    refs = (book.refs.part("model", "model"), book.refs.part("annex", "annex"))
    drawn = "all of them" if sweep.exhaustive else f"{len(sweep):,} of them, drawn with seed {sweep.seed}"
    text = (
        f"Made by palabre {__version__} from the dossier with SHA-256 {dossier.fingerprint}, "
        f"model {book.model}: {len(book.analysis.space):,} feasible states, {sweep.population:,} versions, "
        f"{drawn} run under {concepts_words(book.concepts)}. The same files give the same report, "
        "byte by byte. How often an answer changes a verdict is the influence of a variable on a Boolean "
        "function (the Banzhaf measure): a count, with no weight on any answer."
    )
    return Part("colophon", "How this was made", (Paragraph((say(text, refs),), "small"),), small=True)
