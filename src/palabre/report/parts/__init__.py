"""Parts: what the report is made of, in its order. A part is a function of the book; None leaves it out."""

from __future__ import annotations

from collections.abc import Callable

from palabre.report.blocks import Part
from palabre.report.book import Book
from palabre.report.parts.annex import annex
from palabre.report.parts.assumptions import assumptions
from palabre.report.parts.check_first import check_first
from palabre.report.parts.colophon import colophon
from palabre.report.parts.disputed import disputed
from palabre.report.parts.limits import limits
from palabre.report.parts.model import model
from palabre.report.parts.pivots import pivots
from palabre.report.parts.strength import strength
from palabre.report.parts.verdicts import verdicts
from palabre.report.parts.walks import walks
from palabre.report.parts.way import way

PARTS: tuple[Callable[[Book], Part | None], ...] = (
    limits,
    verdicts,
    walks,
    pivots,
    way,
    check_first,
    disputed,
    assumptions,
    strength,
    model,
    annex,
    colophon,
)
