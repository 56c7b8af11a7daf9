"""A million made-up events in UCDP's columns: taken in, taken in again, and asked.

Run with ``python benchmarks/bulk.py [ROWS]``. Nothing in the rows is real. Times are wall and CPU
seconds; the plain reading of the same file by Python's csv module is timed beside them, so that
machines can be compared.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from palabre.reading.bulk import Wanted, Who, by_month, by_source, listed, take

HEAD = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
]


def made(path: Path, rows: int, changed: int = 0) -> None:
    """Write a file of made-up events; of the first `changed` the best number is one higher."""
    rng = Random(2014)
    sides = [f"Side {k}" for k in range(300)]
    offices = [f"Agency {k}" for k in range(40)]
    regions = [f"Region {k}" for k in range(60)]
    first = date(1989, 1, 1)
    with path.open("w", newline="", encoding="utf-8") as out:
        write = csv.writer(out)
        write.writerow(HEAD)
        for k in range(rows):
            a, b = rng.sample(range(300), 2)
            day = first + timedelta(days=rng.randrange(13_000))
            low = rng.randrange(20)
            best = low + rng.randrange(5)
            high = best + rng.randrange(9)
            best += k < changed
            high += k < changed
            latitude, longitude = round(rng.uniform(10, 25), 4), round(rng.uniform(-12, 5), 4)
            row = {
                "id": k + 1,
                "relid": f"MADE-{k}",
                "year": day.year,
                "type_of_violence": 1 + k % 3,
                "conflict_name": f"Made {a % 20}",
                "side_a": sides[a],
                "side_a_new_id": a,
                "side_b": sides[b],
                "side_b_new_id": b,
                "source_article": f"An article that was made up, number {k}",
                "source_office": offices[k % 40],
                "source_headline": f"A headline that was made up, number {k}",
                "where_prec": 1 + k % 5,
                "where_coordinates": f"Town {k % 900}",
                "adm_1": f"{regions[k % 60]} region",
                "latitude": latitude,
                "longitude": longitude,
                "geom_wkt": f"POINT ({longitude} {latitude})",
                "country": "Nowhere",
                "date_prec": 1,
                "date_start": f"{day} 00:00:00.000",
                "date_end": f"{day} 00:00:00.000",
                "deaths_a": 0,
                "deaths_b": 0,
                "deaths_civilians": 0,
                "deaths_unknown": best,
                "best": best,
                "high": high,
                "low": low,
            }
            write.writerow(row.get(c, "") for c in HEAD)


def timed(what: str, run: Callable[[], Any]) -> Any:
    """Print how long something takes, and return what it gives."""
    start, cpu = perf_counter(), process_time()
    result = run()
    print(f"{what:<50}{perf_counter() - start:8.2f} s {process_time() - cpu:8.2f} s", flush=True)
    return result


def read_plainly(path: Path) -> int:
    """Count the rows with Python's csv module."""
    with path.open(newline="", encoding="utf-8") as rows:
        return sum(1 for _ in csv.reader(rows))


def main() -> None:
    """Run everything."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with TemporaryDirectory() as folder:
        here = Path(folder)
        made(here / "one.csv", rows)
        made(here / "two.csv", rows, changed=1_000)
        print(f"{rows:,} events, {(here / 'one.csv').stat().st_size / 1e6:,.0f} MB of CSV")
        timed("read by Python's csv module, nothing kept", lambda: read_plainly(here / "one.csv"))
        plan = timed("taken in", lambda: take(here / "one.csv", here))
        assert (plan.added, plan.refused) == (rows, ())
        again = timed("the same file again", lambda: take(here / "one.csv", here))
        assert again.same == rows
        other = timed("a newer file, in which 1,000 events differ", lambda: take(here / "two.csv", here))
        assert (other.changed, other.same) == (1_000, rows - 1_000)
        who = Wanted(who=(Who("seven", ("Side 7",), ("ucdp:7",)),))
        timed("events by actor and month, all actors", lambda: by_month(here))
        timed("events by actor and month, one actor", lambda: by_month(here, who))
        timed("low, best, high by source", lambda: by_source(here))
        timed("events within a region", lambda: listed(here, Wanted(region="Region 5")))
        timed("events within a box", lambda: listed(here, Wanted(box=(15, -4, 17, 1))))


if __name__ == "__main__":
    main()
