"""Rows of the tables as they are printed: days and lists in words, and for a terminal no more than fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from palabre.terms import Table


def plain(found: Table) -> Table:
    """Return a table whose days are words and whose lists are joined."""
    from datetime import date

    from palabre.terms import Table

    def worded(cell: object) -> object:
        if isinstance(cell, list):
            return "; ".join(map(str, cell))
        return cell.isoformat() if isinstance(cell, date) else cell

    return Table.of(found.columns, [[worded(c) for c in row] for row in found.rows])


def shown(found: Table, by: str) -> Table:
    """Return a table for a terminal of 80 columns: fewer columns, put together from those there are.

    A star behind an event's id says that its row is flagged.
    """
    from palabre.terms import Table

    if by in ("month", "source"):
        return Table.of(found.columns, [["–" if c in (None, "") else c for c in row] for row in found.rows])
    rows = plain(found).records()
    if by == "event":
        columns: tuple[str, ...] = ("when", "who", "where", "killed", "id")
        made = [
            (
                _days(r),
                _joined(r["side_a"], r["side_b"], by=" against "),
                _joined(r["place"], r["region"]),
                _range(r),
                r["id"] + (" *" if r["flags"] else ""),
            )
            for r in rows
        ]
    elif by == "agreement":
        columns = ("signed", "title", "parties", "stage", "id")
        made = [(r["signed"], r["title"], r["parties"] or "–", r["stage"] or "–", r["id"]) for r in rows]
    else:
        columns = ("schema", "name", "countries", "when", "id")
        made = [
            (r["schema"], r["name"] or _bonds(r["properties"]), r["countries"] or "–", _days(r), r["id"])
            for r in rows
        ]
    return Table.of(columns, made)


def _days(row: dict[str, object]) -> str:
    first, last = row["began"], row["ended"]
    return str(first or last or "–") if not last or last == first else f"{first or '…'} to {last}"


def _bonds(properties: str) -> str:
    """Return what an entity without a name says of others: the first value of each of its properties."""
    import json

    return _joined(
        *(f"{key} {values[0]}" for key, values in json.loads(properties).items() if values), by="; "
    )


def _range(row: dict[str, object]) -> str:
    low, best, high = ("–" if row[k] is None else row[k] for k in ("low", "best", "high"))
    return str(best) if low == high == "–" else f"{best} ({low} to {high})"


def _joined(*parts: object, by: str = ", ") -> str:
    return by.join(dict.fromkeys(str(part) for part in parts if part)) or "–"
