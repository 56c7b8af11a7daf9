"""Preference: from statements or a ranking to one number a state, higher is better."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from palabre.conflict.errors import ConflictError
from palabre.conflict.model import Preference, Ranking
from palabre.conflict.space import Space


def scores(preference: Preference, space: Space) -> NDArray[np.int32]:
    """Return the rank of every state: 0 is worst, and states of equal rank are equally good.

    A statement outweighs all statements below it together.

    Raises
    ------
    ConflictError
        When a statement names an unknown option, or a ranking leaves out, repeats or invents a state.

    Examples
    --------
    >>> from palabre.conflict import Conflict, DecisionMaker, Option, Statement, Statements, parse
    >>> likes = Statements((Statement("a: talk", parse("talk")),))
    >>> dm = DecisionMaker("a", "A", (Option("talk", "Talk", "a"),), likes)
    >>> scores(likes, Conflict("small", (dm,)).space).tolist()
    [0, 1]
    """
    if isinstance(preference, Ranking):
        return _ranked(preference, space)
    key = np.zeros(len(space), np.int64)
    for k, line in enumerate(preference.lines, start=1):
        key = 2 * key + space.where(line.condition)
        if k % 40 == 0:
            key = _dense(key)
    return _dense(key).astype(np.int32)


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
