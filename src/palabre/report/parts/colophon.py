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
        f"{drawn} run under {concepts_words(book.concepts)}. The fingerprint covers the files that "
        f"travel, and no copies of withheld documents; {_copies(book)}. The same files with the same copies "
        "give the same report, byte by byte. How often an answer changes a verdict is the influence of a "
        "variable on a Boolean function (the Banzhaf measure): a count, with no weight on any answer."
    )
    return Part("colophon", "How this was made", (Paragraph((say(text, refs),), "small"),), small=True)


def _copies(book: Book) -> str:
    """Say whether copies of withheld documents were attached, since their words then appear."""
    withheld = [d for d in book.dossier.documents if d.withheld]
    held = [book.refs.document(d.id).label for d in withheld if d.text is not None]
    if not withheld:
        return "no document is withheld"
    if not held:
        return "none was attached here, so their passages show no words"
    return f"copies attached here: {', '.join(held)}, whose passages therefore show their words"
