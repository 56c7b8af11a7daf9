"""Asking the tables: events by actor and month, by source, and one by one; agreements; entities.

Numbers are sums of what the rows say. Where a row gives no low or high, as ACLED's do not, it counts in
neither; `without` says how many rows gave no best number at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from palabre.reading.bulk.keeping import place_of
from palabre.reading.bulk.layout import COLUMNS, Kind
from palabre.reading.bulk.layouts import LAYOUTS
from palabre.reading.bulk.opening import BulkError, connection, quoted, reached
from palabre.reading.bulk.wanting import ALL, Wanted, mentions, side, where
from palabre.terms import Table

NUMBERS = (
    "count(*) as events, sum(low)::bigint as low, sum(best)::bigint as best, sum(high)::bigint as high, "
    "count(*) filter (best is null) as without"
)
COUNTED = ("events", "low", "best", "high", "without")
EVENTS: Kind = "events"
# The columns that name regions and countries.
_NAMING: dict[Kind, tuple[str, ...]] = {
    "events": ("region", "country"),
    "agreements": ("country",),
    "entities": ("unnest(countries)",),
}


def by_month(folder: str | Path, wanted: Wanted = ALL) -> Table:
    """Return events by actor and month: who, month, events, low, best, high, without."""
    one, other = (side("a", wanted.who), side("b", wanted.who)) if wanted.who else ("side_a", "side_b")
    # Who fights on both sides counts once.
    query = (
        "select * replace (printf('%04d-%02d', month // 12, month % 12 + 1) as month) from ("
        f"select who, year(began) * 12 + month(began) - 1 as month, {NUMBERS} from ("
        f"select {one} as who, began, low, best, high from asked union all "
        f"select {other}, began, low, best, high from asked where {one} is distinct from {other}) "
        "where who is not null group by all order by all)"
    )
    return _asked(folder, wanted, EVENTS, query, ("actor", "month", *COUNTED))


def by_source(folder: str | Path, wanted: Wanted = ALL) -> Table:
    """Return events by table and by who reported them: low, best and high side by side."""
    query = (
        f"select source_table, coalesce(reported_by, 'not said') as reported_by, {NUMBERS} from asked "
        "group by all order by events desc, source_table, reported_by"
    )
    return _asked(folder, wanted, EVENTS, query, ("table", "reported_by", *COUNTED))


def listed(folder: str | Path, wanted: Wanted = ALL, most: int = 1_000) -> Table:
    """Return the events themselves, the earliest first."""
    columns = (
        "id",
        "began",
        "ended",
        "type",
        "side_a",
        "side_b",
        "place",
        "region",
        "low",
        "best",
        "high",
        "reported_by",
        "flags",
    )
    return _rows(folder, wanted, EVENTS, columns, "began, id", most)


def agreements(folder: str | Path, wanted: Wanted = ALL, most: int = 1_000) -> Table:
    """Return the agreements, the earliest first; an actor is sought in the words of their parties."""
    columns = (
        "id",
        "signed",
        "title",
        "process",
        "country",
        "stage",
        "status",
        "parties",
        "third_parties",
        "topics",
        "flags",
    )
    return _rows(folder, wanted, "agreements", columns, "signed, id", most)


def entities(folder: str | Path, wanted: Wanted = ALL, most: int = 1_000) -> Table:
    """Return the entities, by what they are and their names."""
    columns = (
        "id",
        "schema",
        "name",
        "names",
        "countries",
        "began",
        "ended",
        "summary",
        "properties",
        "flags",
    )
    return _rows(folder, wanted, "entities", columns, "schema, name, id", most)


def _rows(  # noqa: PLR0917
    folder: str | Path, wanted: Wanted, holds: Kind, columns: Sequence[str], order: str, most: int
) -> Table:
    query = f"select {', '.join(columns)} from asked order by {order} limit {most}"
    return _asked(folder, wanted, holds, query, columns)


def count(folder: str | Path, holds: Kind, wanted: Wanted = ALL) -> int:
    """Return how many events, agreements or entities fit; 0 where no table of the kind was taken in."""
    if not _parts(Path(folder), holds):
        return 0
    return int(_asked(folder, wanted, holds, "select count(*) from asked", ("rows",)).rows[0][0])


def barred_rows(folder: str | Path, wanted: Wanted = ALL) -> int:
    """Return how many of the events asked for may not leave the machine."""
    if not any(x.barred and place_of(Path(folder), x).exists() for x in LAYOUTS):
        return 0
    every, others = (count(folder, EVENTS, replace(wanted, barred=seen)) for seen in (True, False))
    return every - others


def regions(folder: str | Path) -> tuple[str, ...]:
    """Return every region and country that an event lies in, and every country of agreements and entities."""
    found: set[str] = set()
    for holds, columns in _NAMING.items():
        if _parts(Path(folder), holds):
            for column in columns:
                rows = _asked(folder, ALL, holds, f"select distinct {column} from asked", ("name",)).rows
                found |= {row[0] for row in rows if row[0]}
    return tuple(sorted(found))


def alike(folder: str | Path, wanted: Wanted) -> Table:
    """Return names of sides that hold a name of an actor asked for and are not counted as it.

    Examples are ``Military Forces of Mali (2013-2020)`` where the dossier has only the shorter name.
    """
    if not wanted.who or not _parts(Path(folder), EVENTS):
        return Table.of(("name", "events"), [])
    names = [name for one in wanted.who for name in one.names if len(name) > 2]
    rows = " union all ".join(
        f"select side_{one} as name from asked where {side(one, wanted.who)} is null "
        f"and {mentions(f'side_{one}', names)}"
        for one in ("a", "b")
    )
    query = f"select name, count(*) as events from ({rows}) group by name order by events desc, name"
    return _asked(folder, replace(wanted, who=()), EVENTS, query, ("name", "events"))


def _parts(folder: Path, holds: Kind) -> list[str]:
    found = []
    for layout in LAYOUTS:
        kept = place_of(folder, layout)
        if layout.holds == holds and kept.exists():
            marks = f"{quoted(layout.id)} as source_table, {layout.barred} as barred"
            found.append(f"select *, {marks} from read_parquet({reached(kept)})")
    return found


def _asked(folder: str | Path, wanted: Wanted, holds: Kind, query: str, columns: Sequence[str]) -> Table:
    parts = _parts(Path(folder), holds)
    if not parts:
        there = [f"{count(folder, kind):,} {kind}" for kind in COLUMNS if _parts(Path(folder), kind)]
        more = f" (there are {' and '.join(there)})" if there else ""
        raise BulkError(
            f"no table of {holds} has been taken in{more}", "take one in: palabre import DOSSIER FILE"
        )
    tests, values = where(wanted, holds)
    whole = f"with asked as (select * from ({' union all '.join(parts)}){tests}) {query}"
    with connection() as con:
        from duckdb import ConversionException

        try:
            rows = con.execute(whole, values).fetchall()
        except ConversionException:  # a sum that is larger than the quick kind of number holds
            rows = con.execute(whole.replace("::bigint", ""), values).fetchall()
    return Table.of(columns, rows)
