"""Planning: what the rows of a file add and change beside those that are kept, and which are left out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Any

from palabre.reading.bulk.layout import COLUMNS, Layout
from palabre.reading.bulk.opening import MOST_REJECTS, BulkError, named, plainly
from palabre.reading.bulk.plan import Plan
from palabre.reading.bulk.wanting import halves
from palabre.terms import Table

if TYPE_CHECKING:
    import duckdb

SHOWN = 20


def planned(
    con: duckdb.DuckDBPyConnection,
    layout: Layout,
    brought: tuple[str, str],
    known: Collection[str],
    freeze: date | None,
) -> Plan:
    """Return what the rows of `incoming` bring beside those of `kept`.

    Parameters
    ----------
    brought : (str, str)
        The file's name and the fingerprint of its bytes.
    """

    def all_of(query: str) -> list[tuple[Any, ...]]:
        return con.execute(query).fetchall()

    count = dict(all_of("select becomes, count(*) from state group by all"))
    gone = all_of("select count(*) from kept anti join state using (id)")[0][0]
    unread: list[tuple[int, str]] = []
    if all_of("select count(*) from duckdb_tables() where table_name = 'reject_errors'")[0][0]:
        unread = all_of("select line, min(error_message) from reject_errors group by all order by line")
        if all_of("select count(*) from reject_errors")[0][0] >= MOST_REJECTS:
            raise BulkError(
                f"{len(unread):,} rows and more do not have the columns of the first line",
                f"line {unread[0][0]:,}: {plainly(unread[0][1])}",
            )
    refused = dict(
        all_of("select why, count(*) from incoming where why is not null group by all order by all")
    )
    if unread:
        refused["it cannot be read"] = len(unread)
    out = [(line, None, f"it cannot be read: {plainly(why)}") for line, why in unread[:SHOWN]]
    out += all_of(f"select row, id, why from incoming where why is not null order by row limit {SHOWN}")
    flagged = all_of(
        "select flag, count(*) from (select unnest(flags) as flag from incoming where why is null) "
        "group by all order by all"
    )
    return Plan(
        layout,
        *brought,
        count.get("added", 0),
        count.get("changed", 0),
        count.get("same", 0),
        gone,
        tuple(sorted(refused.items())),
        tuple((str(flag), rows) for flag, rows in flagged),
        Table.of(("row", "id", "why"), out[:SHOWN]),
        _changes(con, layout),
        _strangers(con, layout, known),
        later=_later(con, layout, freeze),
    )


def _later(con: duckdb.DuckDBPyConnection, layout: Layout, freeze: date | None) -> int:
    begun = "signed" if layout.holds == "agreements" else "began"
    rows = con.execute(
        f"select count(*) from incoming where why is null and {begun} > ?", [freeze]
    ).fetchall()
    return int(rows[0][0])


def _changes(con: duckdb.DuckDBPyConnection, layout: Layout) -> Table:
    columns = [c for c in COLUMNS[layout.holds] if c != "id"]
    pairs = ", ".join(f"k.{named(c)}, i.{named(c)}" for c in columns)
    rows = con.execute(
        f"select id, {pairs} from state join incoming i using (id) join kept k using (id) "
        f"where becomes = 'changed' and i.why is null order by id limit {SHOWN}"
    ).fetchall()
    found = []
    for name, *values in rows:
        differ = [
            (name, column, was, becomes)
            for column, was, becomes in zip(columns, values[::2], values[1::2], strict=True)
            if was != becomes
        ]
        found += differ or [(name, "how it is written", "", "")]
    return Table.of(("id", "column", "was", "becomes"), found[:SHOWN])


def _strangers(
    con: duckdb.DuckDBPyConnection, layout: Layout, known: Collection[str]
) -> tuple[tuple[str, int], ...]:
    if layout.holds != "events":
        return ()
    head, tail = halves("name")
    con.execute("create temp table known as select unnest(?) as name", [list(known) or [""]])
    rows = con.execute(
        "select name, count(*) as n from ("
        "select side_a as name, side_a_id as other from incoming where why is null "
        "union all select side_b, side_b_id from incoming where why is null) "
        "where name is not null and lower(name) not in (from known) "
        "and (other is null or lower(other) not in (from known)) "
        f"and lower({head}) not in (from known) and lower({tail}) not in (from known) "
        f"group by name order by n desc, name limit {SHOWN}"
    ).fetchall()
    return tuple((str(name), n) for name, n in rows)
