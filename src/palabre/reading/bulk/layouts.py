"""Layouts: every table that can be taken in. A new one is one file and one entry here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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


def lacking(columns: Sequence[str]) -> str:
    """Return columns in words.

    Examples
    --------
    >>> lacking(["best"]), lacking(["best", "low"])
    ('the column best', 'the columns best, low')
    """
    return f"the column{'' if len(columns) == 1 else 's'} {', '.join(columns)}"


def recognised(columns: Iterable[str], form: str, name: str = "the file") -> Layout:
    """Return the layout that a file's columns show."""
    there = set(columns)
    for layout in LAYOUTS:
        if layout.form == form and set(layout.marks) <= there:
            return layout
    nearest = max(LAYOUTS, key=lambda x: len(there & set(x.marks)) / len(x.marks) if x.form == form else -1)
    missing = [c for c in nearest.marks if c not in there]
    if 2 * len(missing) <= len(nearest.marks):
        raise BulkError(
            f"the file {name} has most columns of {nearest.name}, and lacks {lacking(missing)}",
            "export it again with all its columns",
        )
    known = "; ".join(f"{x.id} by {', '.join(x.marks)}" for x in LAYOUTS if x.form == form)
    raise BulkError(
        f"the columns of {name} are those of no table that can be taken in",
        f"tables are known by their columns: {known}",
    )
