"""Layout: the columns of one publisher's table, and what palabre makes of them.

Everything is written as DuckDB expressions over the publisher's columns, all of them text. Columns that a
version of the table does not have count as empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["events", "agreements", "entities"]
Form = Literal["sheet", "lines"]

EVENT = (
    "id",
    "began",
    "ended",
    "day_precision",
    "type",
    "side_a",
    "side_b",
    "side_a_id",
    "side_b_id",
    "conflict",
    "place",
    "region",
    "country",
    "latitude",
    "longitude",
    "place_precision",
    "low",
    "best",
    "high",
    "civilians",
    "reported_by",
    "headline",
    "note",
)
AGREEMENT = (
    "id",
    "signed",
    "title",
    "process",
    "process_id",
    "country",
    "stage",
    "stage_part",
    "nature",
    "status",
    "parties",
    "third_parties",
    "conflict_id",
    "topics",
)
ENTITY = ("id", "schema", "name", "names", "countries", "began", "ended", "summary", "properties")
COLUMNS: Mapping[Kind, tuple[str, ...]] = {"events": EVENT, "agreements": AGREEMENT, "entities": ENTITY}


@dataclass(frozen=True)
class Layout:
    """How one publisher's table is read.

    Parameters
    ----------
    id, name : str
        For instance ``ucdp-ged``.
    holds : "events", "agreements" or "entities"
    form : "sheet" or "lines"
        CSV or a workbook, or one JSON object a line.
    marks : tuple of str
        Columns by which a file of this layout is recognised: all are there.
    uses : tuple of str
        All columns that the expressions read.
    fields : mapping of str to str
        For each of our columns an expression over the publisher's.
    refused : tuple of (expression, reason)
        A row for which one is true is left out.
    flagged : tuple of (expression, reason)
        A row for which one is true is kept, with the reason beside it.
    doubtful : tuple of (expression, reason)
        The same over the publisher's columns: what a row's words leave open.
    terms : str
        The publisher's terms in a few words.
    barred : bool
        Whether rows may not leave this machine in any export.
    """

    id: str
    name: str
    holds: Kind
    form: Form
    marks: tuple[str, ...]
    uses: tuple[str, ...]
    fields: Mapping[str, str]
    refused: tuple[tuple[str, str], ...]
    flagged: tuple[tuple[str, str], ...]
    terms: str
    barred: bool = False
    doubtful: tuple[tuple[str, str], ...] = ()


def text(column: str) -> str:
    """Return the expression of a column's words; nothing where it is empty.

    Examples
    --------
    >>> print(text("side_a"))
    nullif(trim(raw."side_a"), '')
    """
    return f"nullif(trim(raw.\"{column}\"), '')"


def number(column: str) -> str:
    """Return the expression of a column's whole number; nothing where there is none."""
    return f"try_cast({text(column)} as bigint)"


def day(column: str) -> str:
    """Return the expression of a column's day, however the publisher wrote it."""
    words = text(column)
    tries = [f"try_cast({words} as timestamp)"]
    tries += [f"try_strptime({words}, '{form}')" for form in ("%d %B %Y", "%d-%b-%Y", "%d/%m/%Y")]
    return f"coalesce({', '.join(tries)})::date"


def day_or_month(*columns: str) -> tuple[tuple[str, str], ...]:
    """Return the doubts about days such as 03/06/2014, which can be read in two ways."""
    part = "split_part({}, '/', {})"
    found = []
    for column in columns:
        first, second = (part.format(text(column), n) for n in (1, 2))
        both = " and ".join(f"try_cast({one} as int) between 1 and 12" for one in (first, second))
        differ = f"try_cast({first} as int) <> try_cast({second} as int)"
        why = f"{column} could be read month first; it was read day first"
        # Nearly no day is written so, and looking closer takes time.
        found.append((f"case when contains({text(column)}, '/') then {both} and {differ} end", why))
    return tuple(found)


def counts(*columns: str) -> list[tuple[str, str]]:
    """Return the refusals of columns that must be whole numbers from 0, or empty; 3.5 and 1e3 are none."""
    found = []
    for column in columns:
        words, value = text(column), number(column)
        # Nearly every number is as it would be written again, which is soon seen.
        odd = f"not regexp_full_match({words}, '[0-9]+([.]0*)?') or {value} is null"
        test = (
            f"case when {value}::varchar = {words} then {value} < 0 when {words} is not null then {odd} end"
        )
        found.append((test, f"{column} is not a whole number from 0"))
    return found


def somewhere(latitude: str, longitude: str) -> list[tuple[str, str]]:
    """Return the refusals of a place that is not on this earth; no place at all is allowed."""
    found = []
    for column, most in ((latitude, 90), (longitude, 180)):
        value = f"try_cast({text(column)} as double)"
        test = f"{text(column)} is not null and coalesce(abs({value}), 1e9) > {most}"
        found.append((test, f"{column} is not a number of degrees up to {most}"))
    return found


def dated(column: str) -> tuple[str, str]:
    """Return the refusal of a day that cannot be read."""
    return (f"{day(column)} is null", f"{column} is not a day, such as 2014-05-21")
