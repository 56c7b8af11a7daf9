"""Target: the state or the settlement that is to hold, or to fail."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from palabre.conflict import ConflictError, Statements
from palabre.conflict.errors import unknown
from palabre.stability.analysis import Analysis


@dataclass(frozen=True)
class Target:
    """A name and the states it stands for: one state, or all that fit a settlement."""

    name: str
    states: tuple[int, ...]
    is_settlement: bool


def refuse_ties(analysis: Analysis) -> None:
    """Refuse statements of which some weigh the same: edits are sought among lines in order."""
    for dm in analysis.conflict.decision_makers:
        if isinstance(dm.preference, Statements) and any(line.tier for line in dm.preference.lines):
            what = f"some statements of '{dm.id}' weigh the same, and edits are sought among lines in order"
            raise ConflictError(what, 'ask over="ranks", or put the statements one above the other')


def target_of(analysis: Analysis, name: str) -> Target:
    """Return what a name stands for: a settlement, or else a state by its label.

    Raises
    ------
    ConflictError
        When there is neither, or when no feasible state fits the settlement.
    """
    settlements = {s.name for s in analysis.conflict.settlements}
    if name in settlements:
        states = tuple(np.flatnonzero(analysis.fits(name)).tolist())
        if not states:
            raise ConflictError(f"no feasible state fits '{name}'", "loosen the settlement or the rules")
        return Target(name, states, True)
    try:
        return Target(name, (analysis.space.index(name),), False)
    except ConflictError as fault:
        if not settlements:
            raise
        near = unknown("settlement or state", name, sorted(settlements))
        both = near.remedy if fault.remedy == near.remedy else f"{near.remedy} (states: {fault.remedy})"
        raise ConflictError(near.what, both) from None
