"""The file that the program GMCR+ saves: read from its layout, as published example files show it.

Options are listed once and named by their place from 0; a condition is a list of ``[place, "Y" or "N"]``,
all of which hold, or ``{"compound": true, "members": [...]}``, one of which holds. The program numbers the
feasible states from 1, in the order in which the first option changes fastest.
"""

from __future__ import annotations

from typing import Any

from palabre.cases.case import Case, Variant
from palabre.cases.gmcr_lines import RANKINGS, Lines, is_place, numbered, read_rules
from palabre.cases.jsonfile import KeyPath
from palabre.cases.reading import Reading
from palabre.cases.states import States
from palabre.conflict import Conflict, DecisionMaker, OneWay, Option

SET_BY_HAND = ("useManualPreferenceRanking", "useManualPreferenceVectors")
KEYS = ("program", "version", "options", "decisionMakers", "infeasibles", "coalitions", "coalitionsFull")
OF_DM = ("name", "options", "preferences", "payoffs", "misperceptions", *RANKINGS)


def looks_like_gmcr(data: Any) -> bool:
    """Return whether a JSON value is laid out as GMCR+ saves it."""
    return isinstance(data, dict) and "decisionMakers" in data


def read_save(reading: Reading, data: dict[str, Any], name: str) -> Case:
    """Read a saved GMCR+ file as a Case of one variant; raise every fault of the file at once."""
    reading.known_keys(data, (), (*KEYS, *SET_BY_HAND))
    options, one_way = _options(reading, data.get("options"))
    given = [
        reading.mapping(value, ("decisionMakers", i))
        for i, value in enumerate(reading.sequence(data["decisionMakers"], ("decisionMakers",)))
    ]
    dms = _names(reading, given)
    owned = _owned(reading, given, dms, options)
    ids = tuple(option.id for option in options)
    rules = read_rules(reading, data.get("infeasibles") or [], ids)
    # A pattern that cannot be read would shift the numbers of all states, and with them every ranking.
    sure = not reading.found
    states = numbered(ids, rules) if sure else None
    known = States(ids, {s.label: s.pattern for s in states} if states is not None else None)
    by_hand = any(data.get(key) is True for key in SET_BY_HAND)
    lines = Lines(reading, known, by_hand, sure)
    preferences = [
        lines.preference(value, ("decisionMakers", i), dm)
        for i, (value, dm) in enumerate(zip(given, dms, strict=True))
    ]
    _leave(reading, data, given, dms)
    reading.stop_at_faults()
    conflict = Conflict(
        name,
        tuple(DecisionMaker(*parts) for parts in zip(dms, dms, owned, preferences, strict=True)),
        rules,
        one_way,
        states,
        option_order=ids,
    )
    provenance = {"where": "a file saved by GMCR+"}
    return Case(name, name, (Variant("", conflict),), (), provenance, (), tuple(reading.left_aside))


def _options(reading: Reading, value: Any) -> tuple[list[Option], tuple[OneWay, ...]]:
    options, one_way = [], []
    if not value:
        reading.fault(("options",), "no option is listed", "add the options in GMCR+ and save again")
    for i, item in enumerate(reading.sequence(value or [], ("options",))):
        at: KeyPath = ("options", i)
        given = reading.mapping(item, at)
        reading.known_keys(given, at, ("name", "permittedDirection"))
        option = f"o{i + 1}"
        options.append(Option(option, reading.word(given.get("name"), (*at, "name")), ""))
        direction = given.get("permittedDirection", "both")
        if direction == "fwd":
            one_way.append(OneWay(f"cannot undo: {option}", option, "N>Y"))
        elif direction == "back":
            one_way.append(OneWay(f"cannot retake: {option}", option, "Y>N"))
        elif direction != "both":
            what = f"unknown direction {direction!r}"
            reading.fault((*at, "permittedDirection"), what, "write 'both', 'fwd' or 'back'")
    return options, tuple(one_way)


def _names(reading: Reading, given: list[dict[str, Any]]) -> list[str]:
    dms: list[str] = []
    for i, value in enumerate(given):
        at: KeyPath = ("decisionMakers", i)
        reading.known_keys(value, at, OF_DM)
        dm = reading.word(value.get("name"), (*at, "name"))
        if dm and dm in dms:
            reading.fault((*at, "name"), f"'{dm}' is the name of two decision makers", "rename one of them")
        dms.append(dm)
    if not dms:
        reading.fault(("decisionMakers",), "no decision maker is listed", "add them in GMCR+ and save again")
    return dms


def _owned(
    reading: Reading, given: list[dict[str, Any]], dms: list[str], options: list[Option]
) -> list[tuple[Option, ...]]:
    owners: dict[int, str] = {}
    owned = []
    for i, (value, dm) in enumerate(zip(given, dms, strict=True)):
        at: KeyPath = ("decisionMakers", i, "options")
        own = []
        places = reading.sequence(value.get("options") or [], at)
        for j, place in enumerate(places):
            if not is_place(place, len(options)):
                reading.fault((*at, j), f"there is no option {place!r}", "count the options from 0")
            elif place in owners:
                what = f"option {place} belongs to '{owners[place]}' already"
                reading.fault((*at, j), what, "give each option one owner")
            else:
                owners[place] = dm
                own.append(Option(options[place].id, options[place].name, dm))
        if not places:
            reading.fault(at, f"decision maker '{dm}' has no option", "give it an option, or take it out")
        owned.append(tuple(own))
    for i, option in enumerate(options):
        if given and i not in owners:
            what = f"option '{option.name}' has no owner"
            reading.fault(("options", i), what, "put its place into the options of a decision maker")
    return owned


def _leave(reading: Reading, data: dict[str, Any], given: list[dict[str, Any]], dms: list[str]) -> None:
    alone = list(range(len(given)))
    if data.get("coalitions", alone) != alone:
        reading.leave("coalitions are left aside; every decision maker acts alone")
    for value, dm in zip(given, dms, strict=True):
        if value.get("misperceptions"):
            reading.leave(f"misperceptions of '{dm}' are left aside; it sees every feasible state")
