"""Sheets: the states of a conflict as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from palabre.cases.writing_case import pattern_of
from palabre.terms import Table

if TYPE_CHECKING:
    from palabre.stability import Analysis


def states_table(analysis: Analysis) -> Table:
    """Return one row a state: its label, each option, each rank, who would leave it, and where it is stable.

    Examples
    --------
    >>> from palabre import cases
    >>> from palabre.stability import analyse
    >>> table = states_table(analyse(cases.load("chicken").conflict(), "nash"))
    >>> table.columns
    ('state', 'today', 'option o1', 'option o2', 'rank Row', 'rank Column', 'nash', 'leaves (nash)')
    >>> table.rows[1]
    ('2', False, 'Y', 'N', 1, 3, True, '')
    """
    space, found = analysis.space, analysis.table()
    columns = (
        "state",
        "today",
        *(f"option {o}" for o in space.options),
        *(() if analysis.related else (f"rank {dm}" for dm in space.decision_makers)),
        *found.columns[1:],
    )
    ranks = [[]] * len(space) if analysis.related else analysis.ranks.T.tolist()
    rows = [
        (row[0], s == space.now, *pattern_of(space, s), *ranks[s], *row[1:])
        for s, row in enumerate(found.rows)
    ]
    return Table.of(columns, rows)


def csv_text(table: Table) -> str:
    r"""Return a table as CSV.

    Examples
    --------
    >>> csv_text(Table.of(("state", "nash"), [("a, b", True)]))
    'state,nash\n"a, b",True\n'
    """
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.rows)
    return held.getvalue()
