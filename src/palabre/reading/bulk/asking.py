"""Asking the tables: events by actor and month, by source, and in a region.

Numbers are sums of what the rows say. Where a row gives no low or high, as ACLED's do not, it counts in
neither; `without` says how many rows gave no best number at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from palabre.reading.bulk.keeping import place_of
from palabre.reading.bulk.layouts import LAYOUTS
from palabre.reading.bulk.opening import BulkError, connection, quoted
from palabre.terms import Table

Box = tuple[float, float, float, float]
NUMBERS = (
    "count(*) as events, sum(low)::bigint as low, sum(best)::bigint as best, sum(high)::bigint as high, "
    "count(*) filter (best is null) as without"
)
COUNTED = ("events", "low", "best", "high", "without")


@dataclass(frozen=True)
class Who:
    """An actor as tables name it.

    Parameters
    ----------
    id : str
        The actor's id in the dossier, or the name asked for.
    names, ids : tuple of str
        Names in any letters; publishers' ids such as ``ucdp:1058``.
    """

    id: str
    names: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """Which events are asked for.

    Parameters
    ----------
    who : tuple of Who
        Any of these on either side; none: everybody, by the names in the tables.
    since, until : date or None
        Both days included.
    region : str
        A first-level region or a country, in any letters.
    box : (south, west, north, east) in degrees, or None
    barred : bool
        Whether rows that may not leave the machine are looked at too.
    """

    who: tuple[Who, ...] = ()
    since: date | None = None
    until: date | None = None
    region: str = ""
    box: Box | None = None
    barred: bool = True


def by_month(folder: str | Path, wanted: Wanted = Wanted()) -> Table:
    """Return events by actor and month: who, month, events, low, best, high, without."""
    one, other = (_side("a", wanted), _side("b", wanted)) if wanted.who else ("side_a", "side_b")
    # Who fights on both sides counts once.
    query = (
        "select * replace (printf('%04d-%02d', month // 12, month % 12 + 1) as month) from ("
        f"select who, year(began) * 12 + month(began) - 1 as month, {NUMBERS} from ("
        f"select {one} as who, began, low, best, high from events union all "
        f"select {other}, began, low, best, high from events where {one} is distinct from {other}) "
        "where who is not null group by all order by all)"
    )
    return _asked(folder, wanted, query, ("actor", "month", *COUNTED))


def by_source(folder: str | Path, wanted: Wanted = Wanted()) -> Table:
    """Return events by table and by who reported them: low, best and high side by side."""
    query = (
        f"select source_table, coalesce(reported_by, 'not said') as reported_by, {NUMBERS} from events "
        "group by all order by events desc, source_table, reported_by"
    )
    return _asked(folder, wanted, query, ("table", "reported_by", *COUNTED))


def listed(folder: str | Path, wanted: Wanted = Wanted(), most: int = 1_000) -> Table:
    """Return the events themselves, the earliest first."""
    columns = ("id", "began", "ended", "type", "side_a", "side_b", "place", "region", "low", "best", "high")
    query = f"select {', '.join(columns)}, reported_by, flags from events order by began, id limit {most}"
    return _asked(folder, wanted, query, (*columns, "reported_by", "flags"))


def barred_rows(folder: str | Path, wanted: Wanted = Wanted()) -> int:
    """Return how many of the events asked for may not leave the machine."""
    tables = [x for x in LAYOUTS if x.barred and place_of(Path(folder), x).exists()]
    if not tables:
        return 0
    every, open_ = (
        _asked(folder, replace(wanted, barred=seen), "select count(*) from events", ("events",)).rows[0][0]
        for seen in (True, False)
    )
    return int(every - open_)


def _asked(folder: str | Path, wanted: Wanted, query: str, columns: Sequence[str]) -> Table:
    parts = []
    for layout in LAYOUTS:
        kept = place_of(Path(folder), layout)
        if layout.holds == "events" and kept.exists():
            marks = f"{quoted(layout.id)} as source_table, {layout.barred} as barred"
            parts.append(f"select *, {marks} from read_parquet({quoted(str(kept))})")
    if not parts:
        raise BulkError("no table of events has been taken in", "take one in: palabre import DOSSIER FILE")
    with connection() as con:
        where, values = _where(wanted)
        tables = " union all ".join(parts)
        rows = con.execute(f"with events as (select * from ({tables}){where}) {query}", values).fetchall()
    return Table.of(columns, rows)


def _where(wanted: Wanted) -> tuple[str, list[Any]]:
    tests: list[str] = [] if wanted.barred else ["not barred"]
    values: list[Any] = []
    if wanted.who:
        tests.append(f"({_side('a', wanted)} is not null or {_side('b', wanted)} is not null)")
    if wanted.since:
        tests.append("ended >= ?")
        values.append(wanted.since)
    if wanted.until:
        tests.append("began <= ?")
        values.append(wanted.until)
    if wanted.region:
        tests.append("(lower(region) like ? or lower(country) = ?)")
        values += [f"{wanted.region.lower()}%", wanted.region.lower()]
    if wanted.box:
        south, west, north, east = wanted.box
        tests.append("latitude between ? and ? and longitude between ? and ?")
        values += [south, north, west, east]
    return (f" where {' and '.join(tests)}" if tests else ""), values


def _side(side: str, wanted: Wanted) -> str:
    """Return the expression of which of those asked for stands on one side of an event."""
    cases = ""
    for who in wanted.who:
        names = ", ".join(quoted(n.lower()) for n in who.names) or "null"
        ids = ", ".join(quoted(i.lower()) for i in who.ids) or "null"
        cases += f"when lower(side_{side}) in ({names}) or lower(side_{side}_id) in ({ids}) "
        cases += f"then {quoted(who.id)} "
    return f"case {cases}end"
