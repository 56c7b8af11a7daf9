"""Wanting: which rows of the tables are asked for, as conditions over their columns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from palabre.reading.bulk.layout import Kind
from palabre.reading.bulk.opening import quoted

Box = tuple[float, float, float, float]
# ACLED writes an abbreviation and the full name of the same actor.
BETWEEN = ": "
# What is neither a letter nor a figure.
_BESIDE = r"[^\pL\pN]"


@dataclass(frozen=True)
class Who:
    """An actor as tables name it.

    Parameters
    ----------
    id : str
        The actor's id in the dossier, or the name asked for.
    names, ids : tuple of str
        Names in any letters; publishers' ids such as ``ucdp:1058``. ``MNLA: National Movement`` is meant by
        either half.
    """

    id: str
    names: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """Which events, agreements or entities are asked for.

    Parameters
    ----------
    who : tuple of Who
        Any of these on either side; none: everybody, by the names in the tables.
    since, until : date or None
        Both days included.
    region : str
        A first-level region or a country, in any letters.
    box : (south, west, north, east) in degrees, or None
        Only events have a place.
    barred : bool
        Whether rows that may not leave the machine are looked at too.
    """

    who: tuple[Who, ...] = ()
    since: date | None = None
    until: date | None = None
    region: str = ""
    box: Box | None = None
    barred: bool = True


ALL = Wanted()
"""Every row."""


def where(wanted: Wanted, holds: Kind) -> tuple[str, list[Any]]:
    """Return the condition of SQL with which rows of a kind are asked for, and its values."""
    began, ended = {"events": ("began", "ended"), "agreements": ("signed", "signed")}.get(
        holds, ("began", "coalesce(ended, began)")
    )
    tests: list[str] = [] if wanted.barred else ["not barred"]
    values: list[Any] = []
    if wanted.who:
        tests.append(_named(wanted.who, holds))
    if wanted.since:
        tests.append(f"{ended} >= ?")
        values.append(wanted.since)
    if wanted.until:
        # What has no day at all is no later than any.
        tests.append(f"coalesce({began} <= ?, {ended} is null)")
        values.append(wanted.until)
    if wanted.region:
        tests.append(_somewhere(holds))
        values += [wanted.region.lower()] * (2 if holds == "events" else 1)
    if wanted.box and holds == "events":
        south, west, north, east = wanted.box
        tests.append("latitude between ? and ? and longitude between ? and ?")
        values += [south, north, west, east]
    return (f" where {' and '.join(tests)}" if tests else ""), values


def side(one: str, who: Iterable[Who]) -> str:
    """Return the expression of which of these actors stands on side ``a`` or ``b`` of an event."""
    cases, (head, tail) = "", halves(f"side_{one}")
    for actor in who:
        names, ids = _listed(actor.names), _listed(actor.ids)
        cases += f"when lower(side_{one}) in ({names}) or lower(side_{one}_id) in ({ids}) "
        cases += f"or lower({head}) in ({names}) or lower({tail}) in ({names}) "
        cases += f"then {quoted(actor.id)} "
    return f"case {cases}end"


def halves(column: str) -> tuple[str, str]:
    """Return the expressions of what stands before and behind a name's colon; without one, of all of it."""
    return f"split_part({column}, {quoted(BETWEEN)}, 1)", f"split_part({column}, {quoted(BETWEEN)}, -1)"


def mentions(words: str, names: Iterable[str]) -> str:
    """Return the test of whether an expression's words hold one of the names as whole words."""
    every = "|".join(re.escape(name.lower()) for name in names if name.strip())
    if not every:
        return "false"
    whole = "(^|" + _BESIDE + ")(" + every + ")($|" + _BESIDE + ")"
    return f"regexp_matches(lower({words}), {quoted(whole)})"


def _named(who: tuple[Who, ...], holds: Kind) -> str:
    if holds == "events":
        return f"({side('a', who)} is not null or {side('b', who)} is not null)"
    names = [name for one in who for name in one.names]
    if holds == "agreements":
        return mentions("concat_ws('; ', parties, third_parties)", names)
    return mentions("concat_ws('; ', name, array_to_string(names, '; '))", names)


def _somewhere(holds: Kind) -> str:
    if holds == "events":
        # "Kidal" is "Kidal region" too, and "Al" is not Aleppo.
        return "(starts_with(lower(region) || ' ', ? || ' ') or lower(country) = ?)"
    if holds == "agreements":
        return "list_contains(regexp_split_to_array(lower(country), '[/;,(] *'), ?)"
    return "list_contains(list_transform(countries, lambda x: lower(x)), ?)"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(quoted(name.lower()) for name in names) or "null"
