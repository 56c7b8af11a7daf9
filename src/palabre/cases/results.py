"""What a publication reports of a case, and where a correct program is known to differ."""

from __future__ import annotations

from typing import Any

from palabre.cases.case import Difference, Published, Sanctions
from palabre.cases.jsonfile import KeyPath
from palabre.cases.reading import View, near
from palabre.cases.states import States, read_labels

OTHER_SHAPES = ("jumps", "inverse")
EQUILIBRIA = "equilibria"


def read_published(view: View, dms: tuple[str, ...], states: States) -> Published:
    """Read `published_results`."""
    reading, path = view.reading, view.path("published_results")
    stable: dict[str, dict[str, tuple[str, ...]]] = {}
    equilibria: dict[str, tuple[str, ...]] = {}
    other: dict[str, Any] = {}
    for concept, value in reading.mapping(view.get("published_results", {}), path).items():
        at = (*path, concept)
        if concept in OTHER_SHAPES:
            other[concept] = value
            continue
        given = reading.mapping(value, at)
        read = {key: read_labels(reading, labels, (*at, key), states) for key, labels in given.items()}
        if concept == EQUILIBRIA:
            equilibria = read
            continue
        for dm in given:
            if dm not in dms:
                reading.fault((*at, dm), "unknown decision maker", near(dm, dms, "use a name of 'dms'"))
        stable[concept] = read
    return Published(stable, equilibria, other)


def read_differences(view: View, published: Published, states: States) -> tuple[Difference, ...]:
    """Read `expected_differences`; each must fit what is published."""
    reading, path = view.reading, view.path("expected_differences")
    reported = {(concept, who): labels for concept, who, labels in published.rows()}
    found = []
    for i, value in enumerate(reading.sequence(view.get("expected_differences", []), path)):
        at = (*path, i)
        given = reading.mapping(value, at)
        reading.known_keys(given, at, ("concept", "who", "missing", "extra", "why"))
        concept, who, why = (reading.word(given.get(key), (*at, key)) for key in ("concept", "who", "why"))
        missing, extra = (
            read_labels(reading, given.get(key) or [], (*at, key), states) for key in ("missing", "extra")
        )
        found.append(Difference(concept, who, missing, extra, why))
        if not (concept and who):
            continue
        if (concept, who) not in reported:
            what = f"nothing is published for {concept} of '{who}'"
            reading.fault(at, what, "name a concept and a decision maker (or 'equilibria') of the results")
            continue
        _check(view, at, found[-1], reported[concept, who])
    return tuple(found)


def _check(view: View, at: KeyPath, difference: Difference, published: tuple[str, ...]) -> None:
    if not (difference.missing or difference.extra):
        view.reading.fault(at, "the difference names no state", "name the states missing or extra")
    for label in difference.missing:
        if label not in published:
            what = f"state '{label}' cannot be missing: it is not published"
            view.reading.fault((*at, "missing"), what, "name published states only")
    for label in difference.extra:
        if label in published:
            what = f"state '{label}' cannot be extra: it is published"
            view.reading.fault((*at, "extra"), what, "name states that are not published")


def read_sanctions(view: View) -> Sanctions:
    """Read `reproduced_under`: how opponents answer in the publication."""
    given = view.get("reproduced_under")
    if given is None:
        return "sequences"
    path = view.path("reproduced_under")
    asked = view.reading.mapping(given, path)
    view.reading.known_keys(asked, path, ("group_moves",))
    moves = asked.get("group_moves", "sequences")
    if moves not in ("sequences", "single"):
        view.reading.fault((*path, "group_moves"), f"unknown way {moves!r}", "write 'sequences' or 'single'")
    return "single" if moves == "single" else "sequences"
