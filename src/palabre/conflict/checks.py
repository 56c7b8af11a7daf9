"""Checks: what must be right about a model before its states are listed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from palabre.conflict.conditions import names, where
from palabre.conflict.errors import ConflictError, unknown
from palabre.conflict.likings import check_preferences
from palabre.conflict.model import Conflict, JointMove, NamedState
from palabre.conflict.writings import check_order, check_owners, check_sights, check_texts, check_ways

Codes: TypeAlias = NDArray[np.uint64]


def check(conflict: Conflict) -> None:
    """Refuse a model whose decision makers, options, rules or moves cannot be right."""
    check_order(conflict)
    check_texts(conflict)
    options = [o.id for o in conflict.options]
    if not conflict.decision_makers:
        raise ConflictError("the model has no decision maker", "add at least one")
    if len(options) > 63:
        raise ConflictError(f"the model has {len(options)} options, and the limit is 63", "merge some")
    for kind, ids in (
        ("option", options),
        ("decision maker", [d.id for d in conflict.decision_makers]),
        ("joint move", [j.id for j in conflict.joint]),
    ):
        twice = sorted({i for i in ids if ids.count(i) > 1})
        if twice:
            raise ConflictError(f"there are two of the {kind} '{twice[0]}'", "give every one its own id")
    for d in conflict.decision_makers:
        if not d.options and d.id not in (conflict.moves or {}):
            raise ConflictError(f"decision maker '{d.id}' has no option", "give it one, or leave it out")
    if "nothing" in options:
        raise ConflictError(
            "'nothing' cannot be an option: it is what a state without options is called", "rename it"
        )
    check_owners(conflict.decision_makers)
    named = [n for r in conflict.rules for part in r.parts for n in sorted(names(part))]
    for option in [*named, *(w.option for w in conflict.one_way)]:
        if option not in options:
            raise unknown("option", option, options)
    check_ways(conflict.rules, conflict.one_way)
    for d_id in conflict.moves or {}:
        if d_id not in [d.id for d in conflict.decision_makers]:
            raise unknown("decision maker", d_id, [d.id for d in conflict.decision_makers])
    for joint in conflict.joint:
        _check_joint(joint, conflict)
    check_preferences(conflict.decision_makers)
    check_sights(conflict)


def _check_joint(joint: JointMove, conflict: Conflict) -> None:
    owner = {o.id: o.owner for o in conflict.options}
    dms = [d.id for d in conflict.decision_makers]
    for dm in joint.dms:
        if dm not in dms:
            raise unknown("decision maker", dm, dms)
    if len(set(joint.dms)) < 2 or len(set(joint.dms)) < len(joint.dms):
        raise ConflictError(
            f"the joint move '{joint.id}' needs two decision makers", "name each of them once"
        )
    changed = [*joint.takes, *joint.leaves]
    for option in [*changed, *sorted(names(joint.when) if joint.when else ())]:
        if option not in owner:
            raise unknown("option", option, owner)
    if not changed or len(set(changed)) < len(changed):
        raise ConflictError(
            f"the joint move '{joint.id}' must take or leave some option, each once", "mend what it takes"
        )
    for option in changed:
        if owner[option] not in joint.dms:
            raise ConflictError(
                f"the joint move '{joint.id}' changes '{option}', an option of '{owner[option]}'",
                f"let '{owner[option]}' be one of those who make the move",
            )


def patterns(states: tuple[NamedState, ...], width: int) -> tuple[Codes, Codes]:
    """Read states listed by hand: a code each, and the bits that count."""
    if not states:
        raise ConflictError("no state is feasible", "list at least one state, or leave out the list")
    labels = [s.label for s in states]
    if len(set(labels)) < len(labels):
        twice = next(x for x in labels if labels.count(x) > 1)
        raise ConflictError(f"two states are labelled '{twice}'", "give every state its own label")
    for s in states:
        if len(s.pattern) != width or set(s.pattern) - set("YN-"):
            raise ConflictError(
                f"state '{s.label}' reads '{s.pattern}'",
                f"write {width} letters, one an option: Y taken, N not taken, - either",
            )
    codes = [sum(1 << k for k, c in enumerate(s.pattern) if c == "Y") for s in states]
    cares = [sum(1 << k for k, c in enumerate(s.pattern) if c != "-") for s in states]
    return np.array(codes, np.uint64), np.array(cares, np.uint64)


def refuse_overlap(codes: Codes, cares: Codes, labels: Sequence[str]) -> None:
    """Refuse states of which two cover the same combination of options."""
    if (cares == cares[0]).all() and len(np.unique(codes)) == len(codes):
        return
    for s in range(len(codes)):
        same = ((codes ^ codes[s]) & cares & cares[s]) == 0
        same[: s + 1] = False
        if same.any():
            raise ConflictError(
                f"states '{labels[s]}' and '{labels[int(np.argmax(same))]}' cover the same options",
                "make their patterns differ, or list the moves by hand",
            )


def broken(conflict: Conflict, taken: frozenset[str]) -> str:
    """Return in words which rule a state breaks; empty where it breaks none."""
    columns = {o.id: np.array([o.id in taken]) for o in conflict.options}
    for rule in conflict.rules:
        held = sum(int(where(part, columns)[0]) for part in rule.parts)
        kept = {"never": held == 0, "exactly one": held == 1, "at least one": held > 0}[rule.kind]
        if not kept:
            return f": it breaks '{rule.id}'"
    return ""
