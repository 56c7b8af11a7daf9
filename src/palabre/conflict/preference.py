"""Preference: from statements or a ranking to one number a state, higher is better."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from palabre.conflict.conditions import names
from palabre.conflict.errors import ConflictError, unknown
from palabre.conflict.model import Preference, Ranking
from palabre.conflict.planes import ranks_of
from palabre.conflict.space import Space

Ranks: TypeAlias = NDArray[Any]


def scores(preference: Preference, space: Space) -> Ranks:
    """Return the rank of every state: 0 is worst, and states of equal rank are equally good.

    A statement outweighs all statements below it together. Ranks have no gaps: there is a state of each. They
    are int32; under statements and above 2**20 states int16, where that holds them.

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
    named = frozenset().union(*(names(line.condition) for line in preference.lines))
    strange = sorted(named - {*space.options})
    if strange:
        raise unknown("option", strange[0], space.options)
    return ranks_of([line.condition for line in preference.lines], space)


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
