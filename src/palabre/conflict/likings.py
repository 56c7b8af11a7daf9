"""Likings: what must be right about a decision maker's preference, marks, threshold and attitudes."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import get_args

from palabre.conflict.errors import ConflictError, unknown
from palabre.conflict.model import DecisionMaker
from palabre.conflict.structures import (
    Attitude,
    Mark,
    Pairwise,
    Ranking,
    Statements,
    Weights,
    tiers_of,
)


def check_preferences(dms: Sequence[DecisionMaker]) -> None:
    """Refuse what cannot be right in anybody's preference."""
    for dm in dms:
        check_preference(dm, [d.id for d in dms])


def check_preference(dm: DecisionMaker, dms: Sequence[str]) -> None:
    """Refuse marks, weights, thresholds and attitudes that cannot be right."""
    marks = _marks(dm)
    for mark in marks:
        if not 0.5 < mark.degree <= 1:
            what = f"'{dm.id}' prefers something with degree {mark.degree:g}"
            raise ConflictError(what, "a degree is above 0.5 and at most 1; 0.5 would be equal")
        if mark.unknown and (mark.strong or mark.degree < 1):
            what = f"'{dm.id}' has a preference that is unknown, and strong or of some degree"
            raise ConflictError(what, "keep one of them")
    if dm.threshold is not None and not 0 < dm.threshold <= 1:
        what = f"the threshold of '{dm.id}' is {dm.threshold:g}"
        raise ConflictError(what, "write a number above 0 and at most 1")
    if dm.threshold is None and any(mark.degree < 1 for mark in marks):
        what = f"'{dm.id}' has degrees of preference, and no threshold"
        raise ConflictError(what, "say with a threshold how sure it must be for a state to count as better")
    for j, attitude in dm.attitudes:
        if j not in dms:
            raise unknown("decision maker", j, dms)
        if attitude not in get_args(Attitude):
            what = f"the attitude of '{dm.id}' to '{j}' is '{attitude}'"
            raise ConflictError(what, f"write {', '.join(get_args(Attitude))}")
    if len({j for j, _ in dm.attitudes}) < len(dm.attitudes):
        raise ConflictError(f"'{dm.id}' has two attitudes to one decision maker", "keep one of them")


def twice(preference: Pairwise) -> None:
    """Refuse pairs of which two speak of the same states, or one of a state and itself."""
    seen = set()
    for pair in preference.pairs:
        both = frozenset((pair.one, pair.other))
        if both in seen or len(both) < 2:
            what = f"'{pair.one}' and '{pair.other}' are compared twice"
            raise ConflictError(what, "say of two different states once what holds")
        seen.add(both)


def _marks(dm: DecisionMaker) -> tuple[Mark, ...]:
    preference = dm.preference
    if isinstance(preference, Statements):
        for tier in tiers_of(preference.lines):
            if len({preference.lines[k].mark for k in tier}) > 1:
                what = f"lines of '{dm.id}' that weigh the same differ in what is known of them"
                raise ConflictError(what, "mark all of them alike: unknown, strong, degree")
        return tuple(line.mark for line in preference.lines)
    if isinstance(preference, Ranking):
        if preference.steps and len(preference.steps) != len(preference.tiers) - 1:
            what = f"the ranking of '{dm.id}' has {len(preference.tiers)} tiers and {len(preference.steps)}"
            raise ConflictError(f"{what} steps", "mark the step after each tier but the last")
        return preference.steps
    if isinstance(preference, Pairwise):
        twice(preference)
        for pair in preference.pairs:
            if pair.equal and pair.mark != Mark():
                what = f"'{pair.one}' and '{pair.other}' are equal for '{dm.id}', and marked"
                raise ConflictError(what, "take the mark out, or say which of them is preferred")
        return tuple(p.mark for p in preference.pairs)
    assert isinstance(preference, Weights)
    options = [line.option for line in preference.lines]
    for line in preference.lines:
        if not isfinite(line.weight):
            what = f"the weight of '{line.option}' for '{dm.id}' is {line.weight}"
            raise ConflictError(what, "write a number")
        if options.count(line.option) > 1:
            raise ConflictError(f"'{dm.id}' weighs '{line.option}' twice", "weigh every option once")
    return ()
