"""Preference: from statements, a ranking or weights to one number a state, higher is better."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from palabre.conflict.conditions import Taken, names
from palabre.conflict.errors import ConflictError, unknown
from palabre.conflict.model import Conflict
from palabre.conflict.planes import ranks_of
from palabre.conflict.space import Space
from palabre.conflict.structures import Mark, Pairwise, Preference, Ranking, Statements, Weights, tiers_of

MOST_SCORE = 1 << 62

Ranks: TypeAlias = NDArray[Any]


def scores(preference: Preference, space: Space) -> Ranks:
    """Return the rank of every state: 0 is worst, and states of equal rank are equally good.

    A statement outweighs all statements below it together; of statements that weigh the same, the number that
    hold counts. Weights of the options taken are added up. Ranks have no gaps: there is a state of each. They
    are int32; under statements and above 2**20 states int16, where that holds them.

    Raises
    ------
    ConflictError
        When a statement or weight names an unknown option, when a ranking leaves out, repeats or invents a
        state, or when the preference is no order: where something is unknown, uncertain or in pairs.

    Examples
    --------
    >>> from palabre.conflict import Conflict, DecisionMaker, Option, Statement, Statements, parse
    >>> likes = Statements((Statement("a: talk", parse("talk")),))
    >>> dm = DecisionMaker("a", "A", (Option("talk", "Talk", "a"),), likes)
    >>> scores(likes, Conflict("small", (dm,)).space).tolist()
    [0, 1]
    """
    reason = no_order(preference)
    if reason:
        what = f"a preference with {reason} does not put the states in one order"
        raise ConflictError(what, "take that out, or ask for what needs no order: nash, gmr, smr, seq, sseq")
    if isinstance(preference, Ranking):
        return _ranked(preference, space)
    if isinstance(preference, Weights):
        return _dense(_weighed(preference, space)).astype(np.int32)
    assert isinstance(preference, Statements)
    if not any(line.tier for line in preference.lines):
        conditions = [line.condition for line in preference.lines]
        strange = sorted(frozenset().union(*map(names, conditions)) - {*space.options})
        if strange:
            raise unknown("option", strange[0], space.options)
        return ranks_of(conditions, space)
    key, levels = np.zeros(len(space), np.int64), 1
    for tier in tiers_of(preference.lines):
        levels *= len(tier) + 1
        if levels > 1 << 40:
            key, levels = _dense(key), len(space) * (len(tier) + 1)
        key = (len(tier) + 1) * key
        for k in tier:
            key += space.where(preference.lines[k].condition)
    return _dense(key).astype(np.int32)


def marks_of(preference: Preference) -> tuple[Mark, ...]:
    """Return the marks of all lines, steps or pairs of a preference."""
    if isinstance(preference, Statements):
        return tuple(line.mark for line in preference.lines)
    if isinstance(preference, Ranking):
        return preference.steps
    return tuple(p.mark for p in preference.pairs) if isinstance(preference, Pairwise) else ()


def no_order(preference: Preference) -> str:
    """Return why a preference is no order of the states, in words; empty where it is one."""
    marks = marks_of(preference)
    if any(m.unknown for m in marks):
        return "something unknown"
    if any(m.degree < 1 for m in marks):
        return "degrees of certainty"
    return "pairs of states" if isinstance(preference, Pairwise) else ""


def unranked(conflict: Conflict) -> str:
    """Return why what decides in a conflict is not everybody's order of the states; empty where it is.

    Examples
    --------
    >>> from palabre import cases
    >>> unranked(cases.load("chicken").conflict())
    ''
    """
    for dm in conflict.decision_makers:
        reason = no_order(dm.preference)
        if reason:
            return f"'{dm.id}' has a preference with {reason}"
        if any(a != ("positive" if j == dm.id else "indifferent") for j, a in dm.attitudes):
            return f"'{dm.id}' has attitudes"
    return ""


def whole(weights: Weights) -> NDArray[np.int64]:
    """Return weights as whole numbers in the same proportion, so that 0.1 and 0.2 are exactly 0.3.

    Examples
    --------
    >>> from palabre.conflict import Weight
    >>> whole(Weights((Weight("1", "talk", 0.1), Weight("2", "sign", 0.25)))).tolist()
    [2, 5]
    """
    exact = [Fraction(str(line.weight)) for line in weights.lines]
    unit = lcm(*(x.denominator for x in exact))
    if sum(abs(x) for x in exact) * unit >= MOST_SCORE:
        raise ConflictError("the weights have too many digits to be added up", "round them")
    return np.array([int(x * unit) for x in exact], np.int64)


def _weighed(weights: Weights, space: Space) -> NDArray[np.int64]:
    total = np.zeros(len(space), np.int64)
    for line, x in zip(weights.lines, whole(weights), strict=True):
        total += x * space.where(Taken(line.option))
    return total


def _dense(key: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.unique(key, return_inverse=True)[1].astype(np.int64)


def _ranked(ranking: Ranking, space: Space) -> NDArray[np.int32]:
    ranks = np.full(len(space), -1, np.int32)
    for rank, tier in enumerate(reversed(ranking.tiers)):
        for label in tier:
            state = space.index(label)
            if ranks[state] >= 0:
                raise ConflictError(f"the ranking names '{label}' twice", "name every state once")
            ranks[state] = rank
    if (ranks < 0).any():
        missing = space.label(int(np.argmin(ranks)))
        raise ConflictError(f"the ranking leaves out '{missing}'", "rank every feasible state")
    return ranks
