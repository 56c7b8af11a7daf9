"""Layouts: every table that can be taken in. A new one is one file and one entry here."""

from __future__ import annotations

from collections.abc import Iterable

from palabre.reading.bulk.acled import ACLED
from palabre.reading.bulk.ftm import FTM
from palabre.reading.bulk.layout import Layout
from palabre.reading.bulk.opening import BulkError
from palabre.reading.bulk.pax import PA_X
from palabre.reading.bulk.ucdp import UCDP_GED

LAYOUTS: tuple[Layout, ...] = (UCDP_GED, ACLED, PA_X, FTM)


def layout_of(name: str) -> Layout:
    """Return the layout with this id.

    Examples
    --------
    >>> layout_of("acled").barred
    True
    """
    for layout in LAYOUTS:
        if layout.id == name.lower():
            return layout
    raise BulkError(f"no table is called '{name}'", f"the tables are {', '.join(x.id for x in LAYOUTS)}")


def recognised(columns: Iterable[str], form: str) -> Layout:
    """Return the layout that a file's columns show."""
    there = set(columns)
    for layout in LAYOUTS:
        if layout.form == form and set(layout.marks) <= there:
            return layout
    known = "; ".join(f"{x.id} by {', '.join(x.marks)}" for x in LAYOUTS if x.form == form)
    raise BulkError(
        "its columns are those of no table that can be taken in",
        f"tables are known by their columns: {known}",
    )
