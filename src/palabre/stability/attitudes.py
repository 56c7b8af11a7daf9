"""Attitudes: whose gain or loss makes a state welcome to a decision maker.

A state is welcome to i where everybody to whom i is positive gains and everybody to whom i is negative loses,
both strictly. With a positive attitude to itself and none to others, that is: where i gains. Where i is
indifferent to everybody, itself too, every state is welcome.

T. Inohara, K. W. Hipel and S. Walker, "Conflict analysis approaches for investigating attitudes and
misperceptions in the War of 1812", Journal of Systems Science and Systems Engineering 16 (2007).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from palabre.conflict import Attitude, Conflict, Relation


def attitude(conflict: Conflict, dm: int, other: int) -> Attitude:
    """Return what a decision maker wants for another, or for itself: gain, loss or neither.

    Examples
    --------
    >>> from palabre import cases
    >>> chicken = cases.load("chicken").conflict()
    >>> attitude(chicken, 0, 0), attitude(chicken, 0, 1)
    ('positive', 'indifferent')
    """
    said = dict(conflict.decision_makers[dm].attitudes)
    return said.get(conflict.decision_makers[other].id, "positive" if dm == other else "indifferent")


def selfish(conflict: Conflict, dm: int) -> bool:
    """Whether only its own gain counts for a decision maker."""
    every = range(len(conflict.decision_makers))
    return all(attitude(conflict, dm, j) == ("positive" if j == dm else "indifferent") for j in every)


def seen_by(conflict: Conflict, dm: int, relations: Sequence[Relation]) -> Relation:
    """Return what is welcome to a decision maker, given everybody's relation between the states.

    What may be welcome or not, because something is unknown, is unknown.
    """
    if selfish(conflict, dm):
        return relations[dm]
    surely = np.ones_like(relations[dm].better)
    perhaps = surely.copy()
    for j, relation in enumerate(relations):
        kind = attitude(conflict, dm, j)
        if kind != "indifferent":
            wanted = relation.better if kind == "positive" else relation.better.T
            surely &= wanted
            perhaps &= wanted | relation.unknown
    return Relation(surely, np.zeros_like(surely), perhaps & ~surely)
