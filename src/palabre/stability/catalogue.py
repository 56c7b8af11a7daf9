"""Catalogue: every solution concept by its key, whether of the one formula or with one of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from palabre.conflict import Conflict, ConflictError, Space, unranked
from palabre.stability import horizon, simultaneous
from palabre.stability.concepts import (
    AHEAD,
    COALITION_CONCEPTS,
    CONCEPTS,
    Bools,
    CoalitionConcept,
    Concept,
    Sanctions,
    concept_of,
    judge,
)
from palabre.stability.relational import Strength, strength_of

if TYPE_CHECKING:
    from palabre.stability.analysis import Analysis


@dataclass(frozen=True)
class Simultaneity:
    """FH: sequential stability with simultaneous sanctions (see `simultaneous`)."""

    id: str = "fh"
    name: str = "FH"


@dataclass(frozen=True)
class Foresight:
    """L_h or, without a number of moves, NM: for two decision makers (see `horizon`)."""

    id: str
    name: str
    moves: int | None


Kind = Concept | Simultaneity | Foresight | Strength


def kind_of(name: str) -> Kind:
    """Return the concept with this key, in capitals or not.

    Examples
    --------
    >>> kind_of("SEQ").name, kind_of("l2"), kind_of("nm").name, kind_of("cseq").name
    ('SEQ', Foresight(id='l2', name='L2', moves=2), 'NM', 'CSEQ')
    """
    key = name.lower()
    if key == "fh":
        return Simultaneity()
    if (degree := strength_of(key)) is not None:
        return degree
    if re.fullmatch(AHEAD, key):
        return Foresight(key, key.upper(), None if key == "nm" else int(key[1:]))
    return next((c for c in COALITION_CONCEPTS if c.id == key), None) or concept_of(name)


def kind_for_one(name: str) -> Kind:
    """Return the concept with this key, which must ask what one decision maker does."""
    kind = kind_of(name)
    if isinstance(kind, CoalitionConcept):
        what = f"'{kind.id}' asks what coalitions do, and not what one decision maker does"
        remedy = "ask for nash, gmr, smr, seq or sseq, or for the verdict on a coalition (coalition_verdict)"
        raise ConflictError(what, remedy)
    return kind


def kinds_of(concepts: str | Sequence[str]) -> tuple[str, ...]:
    """Return the keys of one or several concepts."""
    return tuple(kind_of(c).id for c in ([concepts] if isinstance(concepts, str) else concepts))


def kinds_for_one(concepts: str | Sequence[str]) -> tuple[str, ...]:
    """Return the keys of concepts that must ask what one decision maker does."""
    return tuple(kind_for_one(c).id for c in ([concepts] if isinstance(concepts, str) else concepts))


def refuse(kind: Kind, conflict: Conflict, space: Space, sanctions: Sanctions = "sequences") -> None:
    """Raise where a model, or a reading of sanctions, is not of the kind that a concept is defined for."""
    if isinstance(kind, CoalitionConcept):
        if kind.answer != "none" and sanctions == "single":
            what = f"'{kind.id}' takes sanctions by sequences of moves, and not by single ones"
            raise ConflictError(what, "ask for cnash, or for the others without sanctions='single'")
    elif isinstance(kind, Simultaneity):
        simultaneous.refuse(conflict, space)
    elif isinstance(kind, Foresight):
        horizon.refuse(space)


def open_to(conflict: Conflict, space: Space) -> tuple[str, ...]:
    """Return the keys of the concepts for single decision makers that a model can be asked for.

    Examples
    --------
    >>> from palabre import cases
    >>> chicken = cases.load("chicken").conflict()
    >>> open_to(chicken, chicken.space)
    ('nash', 'gmr', 'smr', 'seq', 'sseq', 'fh', 'l2', 'nm')
    """
    if unranked(conflict):
        return tuple(c.id for c in CONCEPTS)
    by_option = conflict.moves is None and space.whole
    two = len(space.decision_makers) == 2
    return (*(c.id for c in CONCEPTS), *(["fh"] if by_option else []), *(["l2", "nm"] if two else []))


def verdicts(analysis: Analysis, kind: Kind) -> Bools:
    """Return [decision makers, states]: what is stable for whom."""
    refuse(kind, analysis.conflict, analysis.space)
    if isinstance(kind, Simultaneity):
        return analysis.simultaneous.stable
    if isinstance(kind, Foresight):
        return analysis.horizons.stable(kind.moves)
    if isinstance(kind, Strength) or analysis.related:
        return analysis.relational.stable(kind)
    return judge(analysis.space, analysis.ranks, kind.id, analysis.sanctions)[kind.id]
