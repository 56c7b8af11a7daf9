"""Absent: a conflict without some of its listed states, and rankings that name only what is left."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from palabre.conflict.errors import ConflictError
from palabre.conflict.model import Conflict
from palabre.conflict.relations import among
from palabre.conflict.structures import Pairwise, Ranking


def without_options(conflict: Conflict, gone: Sequence[str]) -> Conflict:
    """Take out states listed by hand in which an absent option is taken, and the moves to and from them."""
    if conflict.states is None:
        return conflict
    at = [k for k, o in enumerate(conflict.options) if o.id in gone]
    kept = tuple(
        replace(s, pattern="".join("N" if k in at else c for k, c in enumerate(s.pattern)))
        for s in conflict.states
        if not any(s.pattern[k] == "Y" for k in at)
    )
    return without_states(replace(conflict, states=kept), {s.label for s in kept})


def without_states(conflict: Conflict, labels: Collection[str]) -> Conflict:
    """Keep only the states listed by hand that have these labels, and the moves between them."""
    kept = tuple(s for s in conflict.states or () if s.label in labels)
    moves = conflict.moves and {
        dm: {a: tuple(b for b in to if b in labels) for a, to in arcs.items() if a in labels}
        for dm, arcs in conflict.moves.items()
    }
    return replace(conflict, states=kept, moves=moves)


def ranked_anew(conflict: Conflict) -> Conflict:
    """Take states that are no longer feasible out of rankings and pairs, which must name feasible ones."""
    if not any(isinstance(d.preference, Ranking | Pairwise) for d in conflict.decision_makers):
        return conflict
    try:
        labels = set(replace(conflict, now=None).space.labels)
    except ConflictError:
        return conflict  # what is wrong shows again, in words, where the states are asked for
    dms = (replace(d, preference=among(d.preference, labels)) for d in conflict.decision_makers)
    return replace(conflict, decision_makers=tuple(dms))
