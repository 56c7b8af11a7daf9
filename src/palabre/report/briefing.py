"""Report: a dossier's briefing as one HTML file, and its five lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from palabre.report.book import Book
from palabre.report.headline import headline
from palabre.report.ledger import Ledger, ledger_parts
from palabre.report.opening import evidence
from palabre.report.page import render
from palabre.report.parts import PARTS
from palabre.terms import write_whole

if TYPE_CHECKING:
    from palabre.dossier import Dossier
    from palabre.stability import Analysis
    from palabre.versions import Sweep


@dataclass(frozen=True)
class Report:
    """A finished briefing.

    Parameters
    ----------
    html : str
        The whole report: no script, nothing to be fetched, the same byte by byte for the same dossier.
    headline : tuple of str
        The five lines that matter; without a model, what the evidence is.
    """

    html: str
    headline: tuple[str, ...]

    def save(self, path: str | Path) -> Path:
        """Write the report to a file, all of it or nothing, and return its path."""
        write_whole(path, self.html)
        return Path(path)

    def _repr_html_(self) -> str:
        return self.html


def report(
    dossier: Dossier,
    sweep: Sweep | None = None,
    analysis: Analysis | None = None,
    *,
    model: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Return the briefing of a dossier; without any model, that of its claims and questions alone.

    Parameters
    ----------
    dossier : Dossier
        As `palabre.open` returns it.
    sweep : Sweep, optional
        All versions of the model; run here where it is not given.
    analysis : Analysis, optional
        Of the working version.
    model : str, optional
        Which of the dossier's models; needed where there are several.
    progress : callable (done, total), optional
        Told how far the versions are.
    """
    from palabre.conflict import ConflictError, unranked
    from palabre.versions import sweep as run

    if not dossier.models and model is None and sweep is None:
        ledger = Ledger(dossier)
        return Report(render(ledger, (), ledger_parts(ledger)), (evidence(ledger).plain,))
    chosen = dossier.model(model)
    name = next(n for n, m in dossier.models.items() if m is chosen)
    if reason := unranked(chosen):
        what = f"a briefing tells who walks and which way leads where by orders of the states, and {reason}"
        raise ConflictError(what, "run palabre sweep or palabre analyse, or take that out of the model")
    found = sweep if sweep is not None else run(dossier, model=name, progress=progress)
    book = Book(dossier, name, found, analysis if analysis is not None else found.analysis)
    lines = headline(book)
    parts = [part for make in PARTS if (part := make(book)) is not None]
    return Report(render(book, lines, parts), tuple(line.plain for line in lines))
