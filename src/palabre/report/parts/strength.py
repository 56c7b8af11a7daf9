"""The estimates of armed strength, by speaker and subject."""

from __future__ import annotations

from palabre.charts.forces import forces
from palabre.report.blocks import Figure, Part, say
from palabre.report.book import Book


def strength(book: Book) -> Part | None:
    """Draw who says how strong each force is; None where nobody gives a figure."""
    chart = forces(book.dossier)
    if chart is None:
        return None
    claims = book.refs.claims(row["claim"] for row in chart.table().records())
    text = (
        "One estimate a row, with its speaker and the day it is of: from the lowest to the highest figure, "
        "a dot at the best or only one."
    )
    return Part("forces", "The forces, by who counts them", (Figure(chart, (say(text, claims),)),))
