"""Joint: the moves that several decision makers make together, as arcs between states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from palabre.conflict.model import Conflict, JointMove
from palabre.conflict.moves import Arcs, arcs_from, is_transitive

if TYPE_CHECKING:
    from palabre.conflict.space import Space

Codes: TypeAlias = NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class JointArcs:
    """One joint move: where it leads from each state, and the places of those who make it together."""

    id: str
    dms: tuple[int, ...]
    arcs: Arcs
    transitive: bool


def joint_of(conflict: Conflict, space: Space) -> tuple[JointArcs, ...]:
    """Return the arcs of all joint moves of a conflict."""
    found = []
    for move in conflict.joint:
        allowed = np.ones(len(space), bool) if move.when is None else space.where(move.when)
        found.append(
            joint_arcs(move, space.options, space.decision_makers, space.codes, space.cares, allowed)
        )
    return tuple(found)


def joint_arcs(  # noqa: PLR0917
    move: JointMove,
    options: Sequence[str],
    dms: Sequence[str],
    codes: Codes,
    cares: Codes,
    allowed: NDArray[np.bool_],
) -> JointArcs:
    """Return the arcs of a joint move.

    Parameters
    ----------
    move : JointMove
    options, dms : sequences of str
        Ids, in the order of the bits and of the decision makers.
    codes, cares : uint64 arrays
        The states: see `Space`.
    allowed : bool array
        From which states the move can be made.

    Examples
    --------
    >>> codes = np.arange(4, dtype=np.uint64)
    >>> truce = JointMove("truce", ("a", "b"), takes=("x",), leaves=("y",))
    >>> made = joint_arcs(truce, ("x", "y"), ("a", "b"), codes, codes | np.uint64(3), codes >= 0)
    >>> [made.arcs.of(s).tolist() for s in range(4)]
    [[1], [], [1], [1]]
    """
    takes, leaves = (
        np.uint64(sum(1 << k for k, o in enumerate(options) if o in changed))
        for changed in (move.takes, move.leaves)
    )
    there = (codes | takes) & ~leaves
    who = tuple(k for k, dm in enumerate(dms) if dm in move.dms)
    order = np.argsort(codes, kind="stable")
    plain = bool((cares == (1 << len(options)) - 1).all())
    if plain and bool((np.diff(codes[order]) > 0).all()):
        at = np.minimum(np.searchsorted(codes[order], there), len(codes) - 1)
        found = np.flatnonzero(allowed & (codes[order][at] == there))
        # Made twice it changes nothing more, so that two in a row are one.
        return JointArcs(move.id, who, arcs_from(len(codes), found, order[at][found]), True)
    fixed = cares | takes | leaves
    sources, targets = [np.zeros(0, np.intp)], [np.zeros(0, np.intp)]
    for s in np.flatnonzero(allowed):
        to = np.flatnonzero((codes ^ there[s]) & cares & fixed[s] == 0)
        sources.append(np.full(len(to), s))
        targets.append(to)
    arcs = arcs_from(len(codes), np.concatenate(sources), np.concatenate(targets))
    return JointArcs(move.id, who, arcs, is_transitive(arcs))
