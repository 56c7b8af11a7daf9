"""Settlements × versions: in how many versions each settlement holds, under each solution concept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from palabre.charts.bars import Row, bars
from palabre.charts.chart import Chart
from palabre.terms import Table

if TYPE_CHECKING:
    from palabre.versions import Sweep


def settlements(sweep: Sweep) -> Chart | None:
    """Draw one row a settlement: bars for the versions in which it holds, dots for the working answers.

    Return None where the model names no settlement.
    """
    named = sweep.conflict.settlements
    if not named:
        return None
    rows = [
        Row(
            s.name,
            tuple(sweep.share(s.name, c) for c in sweep.concepts),
            tuple(sweep.verdict(s.name, c) for c in sweep.concepts),
            bold=s.preferred,
        )
        for s in named
    ]
    sheet = bars(
        rows, sweep.concepts, labels=178, head="holds in so many versions", mark_head="on the working answers"
    )
    columns = ("settlement", "preferred", "concept", "holds on the working answers", "versions", "of")
    records = [
        (s.name, s.preferred, concept, row.marks[k], row.shares[k].count, row.shares[k].total)
        for s, row in zip(named, rows, strict=True)
        for k, concept in enumerate(sweep.concepts)
    ]
    says = f"In how many versions each of {len(named)} settlements holds"
    return sheet.chart("settlements", says, Table.of(columns, records))
