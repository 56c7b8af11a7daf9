"""Margin: how far every state is from being stable, and how much it could lose before it is not.

The margin of a state for a decision maker is the best it can get by moving, once the others have answered,
less what it has: in levels of its own order. A state is stable exactly where the margin is not positive. A
positive margin is the number of levels the state must rise (the bound that closes the inverse problem, see
`ranks`); a negative one is the number of levels it can fall. The measure is a form of robustness [1]_.

References
----------
.. [1] R. A. Kinsara, O. Petersons, K. W. Hipel and D. M. Kilgour, "Advanced decision support for the graph
   model for conflict resolution", Journal of Decision Systems 24(2), 117-145, 2015.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from palabre.conflict import Arcs, Groups, Moves
from palabre.stability.analysis import Analysis
from palabre.stability.concepts import concept_of, concepts_of
from palabre.stability.operators import Values
from palabre.stability.words import name_of, state_words
from palabre.terms import Table, Tabled

NOWHERE = np.iinfo(np.int32).min


def best_move(moves: Moves, values: Values) -> NDArray[np.int32]:
    """Return, for each state, the largest value one move away; `NOWHERE` where there is no move.

    Examples
    --------
    >>> from palabre.conflict.moves import listed_arcs
    >>> line = listed_arcs({"a": 0, "b": 1, "c": 2}, {"a": ["b"], "b": ["c"]})
    >>> best_move(line, np.array([3, 2, 1]))[:2].tolist()
    [2, 1]
    """
    best = np.full(len(values), NOWHERE, np.int32)
    if isinstance(moves, Arcs):
        for rows, targets in moves.slots:
            best[rows] = np.maximum(best[rows], values[targets])
        return best
    return _best_of_group(moves, values, best)


def _best_of_group(moves: Groups, values: Values, best: NDArray[np.int32]) -> NDArray[np.int32]:
    """Within a group the best elsewhere is the best of all or, for the one state that has it, the second."""
    for layer in moves.layers:
        group = np.repeat(np.arange(len(layer.starts)), layer.sizes)
        order = np.lexsort((values[layer.members], group))
        ends = layer.starts + layer.sizes - 1
        top = layer.members[order[ends]]
        second = np.where(layer.sizes > 1, values[layer.members[order[ends - 1]]], NOWHERE)
        mine = group[layer.movers]
        state = layer.members[layer.movers]
        best[state] = np.where(state == top[mine], second[mine], values[top[mine]])
    return best


@dataclass(frozen=True, eq=False, repr=False)
class Margins(Tabled):
    """The margin of every state, by concept and decision maker. Made by `margins`.

    Parameters
    ----------
    analysis : Analysis
    values : mapping {(concept, decision maker): int array}
        State by state; `NOWHERE` where the decision maker has no move and so cannot leave.
    """

    analysis: Analysis
    values: Mapping[tuple[str, str], NDArray[np.int32]]

    def of(self, state: str, dm: str, concept: str) -> int | None:
        """Return the margin of one state; None where the decision maker has no move from it."""
        space = self.analysis.space
        space.dm(dm)
        value = int(self.values[concept_of(concept).id, dm][space.index(state)])
        return None if value == NOWHERE else value

    def sentence(self, state: str, dm: str, concept: str) -> str:
        """Return the margin of one state in words."""
        space, margin = self.analysis.space, self.of(state, dm, concept)
        me = name_of(self.analysis.conflict, space.dm(dm))
        here, name = state_words(space, space.index(state)), concept_of(concept).name
        if margin is None:
            return f"{me} has no move from {here}."
        levels = f"{abs(margin)} level{'s' if abs(margin) != 1 else ''}"
        if margin > 0:
            return (
                f"{here} would have to rise {levels} in the order of {me} to be stable for it under {name}."
            )
        if margin == 0:
            return f"{here} is only just stable for {me} under {name}: it can fall no level."
        return f"{here} is stable for {me} under {name}, and could fall {levels} in its order and remain so."

    def table(self) -> Table:
        """Return one row for each concept, decision maker and state."""
        labels = self.analysis.states
        rows = [
            (label, dm, concept, None if m == NOWHERE else m, m <= 0)
            for (concept, dm), values in self.values.items()
            for label, m in zip(labels, values.tolist(), strict=True)
        ]
        return Table.of(("state", "dm", "concept", "margin", "stable"), rows)

    def __repr__(self) -> str:
        return f"<Margins of '{self.analysis.conflict.title}': {len(self.analysis.space):,} states>"


def margins(analysis: Analysis, concepts: str | Sequence[str] | None = None) -> Margins:
    """Return how far every state is from stability, for each decision maker and concept.

    Examples
    --------
    >>> from palabre import cases
    >>> from palabre.stability import analyse
    >>> dilemma = margins(analyse(cases.load("prisoners_dilemma").conflict()))
    >>> dilemma.of("4", "prisoner 2", "nash"), dilemma.of("4", "prisoner 2", "seq")
    (1, -1)
    >>> print(dilemma.sentence("4", "prisoner 2", "nash"))
    '4' would have to rise 1 level in the order of prisoner 2 to be stable for it under Nash.
    """
    wanted = analysis.concepts if concepts is None else concepts_of(concepts)
    space = analysis.space
    found: dict[tuple[str, str], NDArray[np.int32]] = {}
    for concept in wanted:
        for i, dm in enumerate(space.decision_makers):
            best = best_move(space.moves[i], analysis.worth(concept, dm))
            margin = np.where(best == NOWHERE, best, best - analysis.ranks[i]).astype(np.int32)
            margin.setflags(write=False)
            found[concept, dm] = margin
    return Margins(analysis, found)
