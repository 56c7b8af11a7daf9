"""Influence: which question or assumption, answered otherwise, changes the verdict most often."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from palabre.charts.bars import Row, bars
from palabre.charts.chart import Chart
from palabre.terms import Table

if TYPE_CHECKING:
    from palabre.versions import Sweep


def influence(
    sweep: Sweep, settlement: str, *, names: Mapping[str, str] | None = None, most: int = 8
) -> Chart | None:
    """Draw the questions and assumptions that can change the verdict on a settlement, the strongest first.

    Parameters
    ----------
    sweep : Sweep
    settlement : str
    names : mapping, optional
        Labels by id of the choice; without one, the question as asked or the assumption as owned.
    most : int
        How many rows at most.

    Returns
    -------
    Chart or None
        None where no single answer ever changes the verdict.
    """
    ranked = {
        c: {choice.id: share for choice, share in sweep.influence(settlement, c)} for c in sweep.concepts
    }
    order = sorted(
        (choice for choice in sweep.choices if any(ranked[c][choice.id].count for c in sweep.concepts)),
        key=lambda choice: [-ranked[c][choice.id].count for c in reversed(sweep.concepts)],
    )
    if not order:
        return None
    rows = [
        Row((names or {}).get(c.id) or c.asks or c.label, tuple(ranked[k][c.id] for k in sweep.concepts))
        for c in order[:most]
    ]
    sheet = bars(rows, sweep.concepts, labels=262, head="changed alone, it changes the verdict")
    columns = ("id", "kind", "label", "concept", "versions", "of")
    records = [
        (c.id, c.kind, row.label, k, share.count, share.total)
        for c, row in zip(order, rows, strict=False)
        for k, share in zip(sweep.concepts, row.shares, strict=True)
    ]
    says = f"Which questions and assumptions change the verdict on {settlement}, the strongest first"
    return sheet.chart("influence", says, Table.of(columns, records))
