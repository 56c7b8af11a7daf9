"""The parts of a case's model: decision makers, options, one-way options, moves, today's state."""

from __future__ import annotations

from typing import Any

from palabre.cases.jsonfile import KeyPath
from palabre.cases.reading import Reading, View, kind, near
from palabre.cases.states import States, covers, label_text, read_label, read_labels
from palabre.conflict import OneWay, Option
from palabre.conflict.model import Direction

CUT = {"N>Y": "cannot undo", "Y>N": "cannot retake"}


def read_decision_makers(view: View) -> tuple[str, ...]:
    """Read `dms`: their names, which are also their ids."""
    reading, path = view.reading, view.path("dms")
    value = view.get("dms")
    if not value:
        reading.fault(path, "no decision maker is named", "list their names under 'dms'")
        return ()
    dms: list[str] = []
    for i, item in enumerate(reading.sequence(value, path)):
        dm = reading.word(item, (*path, i))
        if dm in dms:
            reading.fault((*path, i), f"decision maker '{dm}' is listed twice", "give each its own name")
        elif dm:
            dms.append(dm)
    return tuple(dms)


def read_options(view: View, dms: tuple[str, ...]) -> tuple[Option, ...]:
    """Read `options`, in the order of the Y/N strings; ids are o1, o2, … since names may repeat."""
    reading, path = view.reading, view.path("options")
    value = view.get("options")
    if not value:
        reading.fault(
            path, "no option is listed", 'list {"name": …, "dm": …} in the order of the Y/N strings'
        )
        return ()
    options = []
    for i, item in enumerate(reading.sequence(value, path)):
        at = (*path, i)
        given = reading.mapping(item, at)
        if not isinstance(item, dict):
            options.append(Option(f"o{i + 1}", "", ""))
            continue
        reading.known_keys(given, at, ("name", "dm"))
        name = reading.word(given.get("name"), (*at, "name"))
        if given.get("dm") is None:
            what = f"option '{name}' has no owner"
            reading.fault(at, what, 'say whose it is: "dm": the decision maker\'s name')
        elif (owner := reading.word(given["dm"], (*at, "dm"))) and dms and owner not in dms:
            what = f"unknown decision maker '{owner}'"
            reading.fault((*at, "dm"), what, near(owner, dms, "use a name of 'dms'"))
        options.append(Option(f"o{i + 1}", name, str(given.get("dm") or "")))
    return tuple(options)


def check_owners(view: View, dms: tuple[str, ...], options: tuple[Option, ...]) -> None:
    """Note each decision maker with neither an option nor a move."""
    owners = {option.owner for option in options}
    moves = view.get("moves")
    movers = moves if isinstance(moves, dict) else {}
    for i, dm in enumerate(dms):
        if dm not in owners and dm not in movers:
            remedy = "give it an option, or take it out"
            view.reading.fault((*view.path("dms"), i), f"decision maker '{dm}' has no option", remedy)


def read_one_way(view: View, options: tuple[Option, ...]) -> tuple[OneWay, ...]:
    """Read `irreversible`."""
    return one_way(view.reading, view.get("irreversible", []), view.path("irreversible"), options)


def one_way(
    reading: Reading, value: Any, path: KeyPath, options: tuple[Option, ...], prefix: str = ""
) -> tuple[OneWay, ...]:
    """Read a list of one-way options; the id of each begins with the prefix."""
    found: list[OneWay] = []
    for i, item in enumerate(reading.sequence(value, path)):
        at = (*path, i)
        given = reading.mapping(item, at)
        if not isinstance(item, dict):
            continue
        reading.known_keys(given, at, ("option", "allowed"))
        option = option_of(reading, given.get("option"), (*at, "option"), options)
        allowed = given.get("allowed")
        if not isinstance(allowed, str) or allowed not in CUT:
            what = f"{allowed!r} is no direction" if isinstance(allowed, str) else f"{kind(allowed)}"
            reading.fault((*at, "allowed"), what, "write 'N>Y' (only taken) or 'Y>N' (only left)")
        elif option and any(one.option == option for one in found):
            reading.fault(at, f"option {option} is named twice", "name each option once")
        elif option:
            way: Direction = "N>Y" if allowed == "N>Y" else "Y>N"
            found.append(OneWay(f"{prefix}{CUT[allowed]}: {option}", option, way))
    return tuple(found)


def option_of(reading: Reading, value: Any, path: KeyPath, options: tuple[Option, ...]) -> str:
    """Return the id of an option named by its place, its id or its name; note a fault where it is unclear."""
    if isinstance(value, int) and not isinstance(value, bool):
        if 0 <= value < len(options):
            return options[value].id
        what = f"there is no option {value}"
        reading.fault(path, what, f"count the options from 0: 0 to {len(options) - 1}")
        return ""
    fitting = [option.id for option in options if value in (option.id, option.name)]
    if isinstance(value, str) and len(fitting) == 1:
        return fitting[0]
    what = f"unknown option '{value}'" if isinstance(value, str) else f"{kind(value)}"
    if fitting:
        what = f"several options are called '{value}'"
    reading.fault(path, what, "give its place in 'options', counted from 0")
    return ""


def read_moves(
    view: View, dms: tuple[str, ...], states: States
) -> dict[str, dict[str, tuple[str, ...]]] | None:
    """Read `moves`, an explicit graph; None where the moves follow from the options."""
    value, path, reading = view.get("moves"), view.path("moves"), view.reading
    if value is None:
        return None
    moves: dict[str, dict[str, tuple[str, ...]]] = {dm: {} for dm in dms}
    for dm, arcs in reading.mapping(value, path).items():
        if dm not in dms:
            reading.fault((*path, dm), "unknown decision maker", near(dm, dms, "use a name of 'dms'"))
        for label, targets in reading.mapping(arcs, (*path, dm)).items():
            at = (*path, dm, label)
            start = read_label(reading, label, at, states)
            found = read_labels(reading, targets, at, states)
            if start in found:
                reading.fault(at, f"a move from '{start}' to itself", "take it out: to stay is no move")
            if start is not None and dm in moves:
                moves[dm][start] = found
    return moves


def read_now(view: View, states: States) -> frozenset[str] | str | None:
    """Read `status_quo`: a label, or a Y/N string where the states are not listed."""
    value, path = view.get("status_quo"), view.path("status_quo")
    if value is None:
        return None
    text = label_text(value)
    if states.listed is None and text and len(text) == len(states.options) and not text.strip("YN"):
        for pattern in states.infeasible:
            if covers(pattern, text):
                what = f"'{text}' falls under the infeasible pattern '{pattern}'"
                view.reading.fault(path, what, "give today's state, or take the pattern out")
        return frozenset(o for o, letter in zip(states.options, text, strict=True) if letter == "Y")
    return read_label(view.reading, value, path, states)
