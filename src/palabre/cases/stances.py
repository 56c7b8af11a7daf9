"""Stances of a case: how sure a decision maker must be, and whose gain or loss it wants."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

from palabre.cases.preferences import read_number
from palabre.cases.reading import View, near
from palabre.conflict import Attitude, DecisionMaker

SIGNS: dict[str, Attitude] = {"+": "positive", "0": "indifferent", "-": "negative"}


def read_stances(view: View, dms: tuple[DecisionMaker, ...]) -> tuple[DecisionMaker, ...]:
    """Read `thresholds` and `attitudes`."""
    ids = [d.id for d in dms]
    thresholds, attitudes = (_by_dm(view, key, ids) for key in ("thresholds", "attitudes"))
    made = []
    for dm in dms:
        if dm.id in thresholds:
            path = (*view.path("thresholds"), dm.id)
            dm = replace(dm, threshold=read_number(view.reading, thresholds[dm.id], path))
        if dm.id in attitudes:
            dm = replace(dm, attitudes=_attitudes(view, dm.id, attitudes[dm.id], ids))
        made.append(dm)
    return tuple(made)


def _by_dm(view: View, key: str, ids: list[str]) -> dict[str, Any]:
    path = view.path(key)
    given = view.reading.mapping(view.get(key, {}), path)
    for dm in given:
        if dm not in ids:
            view.reading.fault((*path, dm), "unknown decision maker", near(dm, ids, "use a name of 'dms'"))
    return given


def _attitudes(view: View, dm: str, value: Any, ids: list[str]) -> tuple[tuple[str, Attitude], ...]:
    path = (*view.path("attitudes"), dm)
    found: list[tuple[str, Attitude]] = []
    for other, kind in view.reading.mapping(value, path).items():
        at = (*path, other)
        if other not in ids:
            view.reading.fault(at, "unknown decision maker", near(other, ids, "use a name of 'dms'"))
        elif kind in SIGNS:
            found.append((other, SIGNS[kind]))
        elif kind in get_args(Attitude):
            found.append((other, kind))
        else:
            view.reading.fault(at, f"{kind!r} is no attitude", f"write {', '.join(get_args(Attitude))}")
    return tuple(found)
