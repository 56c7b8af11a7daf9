"""Joint moves of a case: what several decision makers do only together."""

from __future__ import annotations

from typing import Any

from palabre.cases.jsonfile import KeyPath
from palabre.cases.pieces import option_of
from palabre.cases.reading import Reading, View, kind, near
from palabre.conflict import Condition, ConditionError, JointMove, Option, parse
from palabre.conflict.conditions import names

KEY = "jointly"
KEYS = ("by", "takes", "leaves", "when")


def read_joint(view: View, dms: tuple[str, ...], options: tuple[Option, ...]) -> tuple[JointMove, ...]:
    """Read `jointly`: {name: {"by": […], "takes": […], "leaves": […], "when": condition}}."""
    reading, path = view.reading, view.path(KEY)
    found = []
    for one, value in reading.mapping(view.get(KEY, {}), path).items():
        at = (*path, one)
        given = reading.mapping(value, at)
        reading.known_keys(given, at, KEYS)
        by = _by(reading, given.get("by"), (*at, "by"), dms)
        takes, leaves = (
            tuple(
                _own(reading, item, (*at, key, i), options, by)
                for i, item in enumerate(reading.sequence(given.get(key, []), (*at, key)))
            )
            for key in ("takes", "leaves")
        )
        if not takes and not leaves:
            what = "this joint move changes nothing"
            reading.fault(at, what, "say which options it 'takes' or 'leaves'")
        for option in sorted(set(takes) & set(leaves) - {""}):
            reading.fault(at, f"{option} is both taken and left", "keep one of the two")
        when = _when(reading, given.get("when"), (*at, "when"), options)
        found.append(JointMove(one, by, tuple(filter(None, takes)), tuple(filter(None, leaves)), when))
    return tuple(found)


def _by(reading: Reading, value: Any, path: KeyPath, dms: tuple[str, ...]) -> tuple[str, ...]:
    by: list[str] = []
    for i, item in enumerate(reading.sequence(value or [], path)):
        dm = reading.word(item, (*path, i))
        if dm and dm not in dms:
            what = f"unknown decision maker '{dm}'"
            reading.fault((*path, i), what, near(dm, dms, "use a name of 'dms'"))
        elif dm and dm not in by:
            by.append(dm)
    if len(by) < 2:
        reading.fault(path, "fewer than two make this joint move", "name all who must agree")
    return tuple(by)


def _own(
    reading: Reading, value: Any, path: KeyPath, options: tuple[Option, ...], by: tuple[str, ...]
) -> str:
    found = option_of(reading, value, path, options)
    owner = next((o.owner for o in options if o.id == found), "")
    if found and owner not in by:
        what = f"option {found} is up to '{owner}'"
        reading.fault(path, what, f"add '{owner}' to 'by', or leave the option out")
    return found


def _when(reading: Reading, value: Any, path: KeyPath, options: tuple[Option, ...]) -> Condition | None:
    if value is None:
        return None
    if not isinstance(value, str):
        reading.fault(path, f"{kind(value)} stands where a condition is expected", "write it as a text")
        return None
    try:
        condition = parse(value)
    except ConditionError as fault:
        reading.fault(path, str(fault).removesuffix(f"; {fault.remedy}"), fault.remedy)
        return None
    strange = sorted(names(condition) - {o.id for o in options})
    if strange:
        remedy = f"options are named o1 to o{len(options)}, in their order"
        reading.fault(path, f"unknown option '{strange[0]}'", remedy)
    return condition
