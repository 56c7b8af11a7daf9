"""Page: the book as one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from palabre.report.blocks import Block, Figure, Grid, Paragraph, Part, Sentence
from palabre.report.book import Book
from palabre.report.ledger import MARKS, Ledger
from palabre.report.opening import evidence, marks

if TYPE_CHECKING:
    from jinja2 import Environment

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def render(book: Book | Ledger, lines: Sequence[Sentence], parts: Sequence[Part]) -> str:
    """Return the report as HTML."""
    template = _environment().get_template("report.html")
    return template.render(
        book=book,
        dossier=book.dossier,
        lines=lines,
        evidence=evidence(book),
        marks=MARKS if isinstance(book, Ledger) else marks(book),
        parts=parts,
        runs=runs,
        policy=POLICY,
    )


def runs(part: Part) -> list[tuple[str, list[Block]]]:
    """Return the blocks of a part in runs of one kind: only text is set in columns."""
    kinds: dict[type, str] = {Paragraph: "text", Figure: "figure", Grid: "grid"}
    return [(kind, list(some)) for kind, some in groupby(part.blocks, key=lambda b: kinds[type(b)])]


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    env = Environment(
        loader=PackageLoader("palabre.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["picture"] = lambda chart: Markup(chart.svg())
    return env
