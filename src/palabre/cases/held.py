"""Held: what only a case file can hold of a preference."""

from __future__ import annotations

from palabre.conflict import Conflict, ConflictError, unranked
from palabre.conflict.preference import marks_of


def refuse_marks(conflict: Conflict, file: str) -> None:
    """Refuse a conflict of which a kind of file would lose what is unknown, strong, fuzzy or an attitude.

    Examples
    --------
    >>> from palabre import cases
    >>> refuse_marks(cases.load("chicken").conflict(), "a GMCR+ file")
    """
    lost = unranked(conflict)
    for dm in conflict.decision_makers:
        if not lost and any(mark.strong for mark in marks_of(dm.preference)):
            lost = f"'{dm.id}' has strong preferences"
    if lost:
        raise ConflictError(
            f"{lost}, which {file} cannot hold", "write a case file, or take it out of the model"
        )
