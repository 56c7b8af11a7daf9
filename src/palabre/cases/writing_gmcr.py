"""Writing the file that the program GMCR+ opens, in the layout that `gmcr` reads."""

from __future__ import annotations

import json
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np

from palabre.cases.gmcr_lines import MOST_OPTIONS_NUMBERED, numbered
from palabre.cases.held import refuse_marks
from palabre.cases.terms import Term, dm_names, forbidden, outside, terms
from palabre.conflict import Conflict, ConflictError, Rule, Statements, scores
from palabre.conflict.conditions import All, Condition, Not, Taken
from palabre.terms import write_whole

DIRECTION = {"N>Y": "fwd", "Y>N": "back"}


def gmcr_text(conflict: Conflict) -> str:
    """Return a conflict as the JSON that GMCR+ saves; `write_gmcr` puts it into a file.

    States are numbered anew from 1. A state that stands for several combinations of options is spread over
    them. What is left out is said by `left_out`.

    Raises
    ------
    ConflictError
        When the moves drawn by hand are not those the options allow, since GMCR+ knows only these, or when
        there are more than twenty options and a ranking.

    Examples
    --------
    >>> from palabre import cases
    >>> text = gmcr_text(cases.load("chicken").conflict())
    >>> json.loads(text)["decisionMakers"][0]["preferenceRanking"]
    [3, 4, 2, 1]
    """
    refuse_marks(conflict, "a GMCR+ file")
    if conflict.moves is not None:
        _refuse_drawn(conflict)
    ids = [o.id for o in conflict.options]
    never = forbidden(conflict.rules)
    if conflict.states is not None:
        never = outside([s.pattern for s in conflict.states], ids)
    by_hand = not all(_plain_lines(d.preference) for d in conflict.decision_makers)
    ranks = _rankings(conflict, never) if by_hand else {}
    one_way = {w.option: DIRECTION[w.allowed] for w in conflict.one_way}
    names, place = dm_names(conflict), {o: k for k, o in enumerate(ids)}
    alone = [
        {"name": names[d.id], "options": [place[o.id] for o in d.options]} for d in conflict.decision_makers
    ]
    saved = {
        "program": "gmcr-py",
        "useManualPreferenceRanking": by_hand,
        "options": [
            {"name": o.name or o.id, "permittedDirection": one_way.get(o.id, "both")}
            for o in conflict.options
        ],
        "infeasibles": [_pairs(term, place) for term in never],
        "decisionMakers": [
            {**own, "preferences": _lines(d.preference, place), **ranks.get(d.id, {})}
            for own, d in zip(alone, conflict.decision_makers, strict=True)
        ],
        "coalitions": list(range(len(alone))),
        "coalitionsFull": alone,
    }
    return json.dumps(saved, ensure_ascii=False, indent=1) + "\n"


def write_gmcr(conflict: Conflict, path: str | PathLike[str]) -> None:
    """Write a conflict to a file that GMCR+ opens; see `gmcr_text`."""
    write_whole(Path(path), gmcr_text(conflict))


def left_out(conflict: Conflict) -> tuple[str, ...]:
    """Return what a conflict has and a GMCR+ file cannot carry, one sentence each."""
    found = []
    if conflict.now is not None:
        found.append("today's state is left out")
    if conflict.settlements:
        found.append("the settlements are left out")
    if conflict.joint:
        found.append("the joint moves are left out, and with them what they make unstable")
    if conflict.seen_by:
        found.append("what some see otherwise is left out")
    if conflict.states is not None:
        found.append("states are numbered from 1; their labels are left out")
        if any("-" in s.pattern for s in conflict.states):
            found.append("a state of several combinations of options is spread over them")
    return tuple(found)


def _plain_lines(preference: object) -> bool:
    return isinstance(preference, Statements) and not any(line.tier for line in preference.lines)


def _refuse_drawn(conflict: Conflict) -> None:
    drawn, derived = conflict.space.arcs, replace(conflict, moves=None).space.arcs
    for dm, one, other in zip(conflict.space.decision_makers, drawn, derived, strict=True):
        if not (np.array_equal(one.starts, other.starts) and np.array_equal(one.targets, other.targets)):
            raise ConflictError(
                f"the moves of '{dm}' are drawn by hand, and are not those its options allow",
                "write a case file or GraphML, which carry the moves; GMCR+ derives them from the options",
            )


def _pairs(term: Term, place: dict[str, int]) -> list[list[Any]]:
    return [[k, "Y" if taken else "N"] for k, taken in sorted((place[o], taken) for o, taken in term)]


def _lines(preference: object, place: dict[str, int]) -> list[Any]:
    """Return statements; one that always holds, or never does, decides nothing and is left out."""
    lines: list[Any] = []
    for line in preference.lines if isinstance(preference, Statements) and _plain_lines(preference) else ():
        found = terms(line.condition)
        if len(found) == 1 and found[0]:
            lines.append(_pairs(found[0], place))
        elif len(found) > 1:
            lines.append({"compound": True, "members": [_pairs(term, place) for term in found]})
    return lines


def _rankings(conflict: Conflict, never: tuple[Term, ...]) -> dict[str, dict[str, list[Any]]]:
    """Return everybody's ranking by the numbers that GMCR+ gives the states."""
    ids = tuple(o.id for o in conflict.options)
    states = numbered(ids, tuple(Rule("", "never", (_condition(term),)) for term in never))
    if states is None:
        raise ConflictError(
            f"a ranking over more than {MOST_OPTIONS_NUMBERED} options",
            "give statements, or write a case file",
        )
    space = conflict.space
    codes = np.array([sum(1 << k for k, c in enumerate(s.pattern) if c == "Y") for s in states], np.uint64)
    at = [int(np.flatnonzero((code ^ space.codes) & space.cares == 0)[0]) for code in codes]
    found = {}
    for dm in conflict.decision_makers:
        own = scores(dm.preference, space)[at]
        tiers = [(np.flatnonzero(own == rank) + 1).tolist() for rank in np.unique(own)[::-1]]
        found[dm.id] = {"preferenceRanking": [t if len(t) > 1 else t[0] for t in tiers]}
    return found


def _condition(term: Term) -> Condition:
    parts: tuple[Condition, ...] = tuple(Taken(o) if taken else Not(Taken(o)) for o, taken in sorted(term))
    return parts[0] if len(parts) == 1 else All(parts)
