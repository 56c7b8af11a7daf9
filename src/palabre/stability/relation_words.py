"""Relation words: why a decision maker would leave for a state, or is deterred by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from palabre.conflict.structures import Pairwise, Weights
from palabre.stability.attitudes import attitude, selfish
from palabre.stability.words import better_words, deciding_line, listed, mid, name_of

if TYPE_CHECKING:
    from palabre.stability.analysis import Analysis


def leave_words(analysis: Analysis, dm: int, there: int, here: int) -> str:
    """Return why a decision maker would, or may, leave for a state."""
    seen = analysis.relational.seen[dm]
    sure = bool(seen.better[there, here])
    if not selfish(analysis.conflict, dm):
        told = _attitude_words(analysis, dm)
        return f"which {'is' if sure else 'may be'} welcome: {told}"
    line = deciding_line(analysis.conflict, analysis.space, dm, there, here)
    if not sure:
        where = f": the first line in which the two differ is '{line.condition}'" if line else ""
        return f"which it may prefer (which of the two is better is unknown{where})"
    much = "much " if seen.much[there, here] else ""
    if line is None and not much:
        return better_words(analysis.conflict, analysis.space, dm, there, here)
    why = f" because '{line.condition}' holds there" if line else ""
    degree = f" (to degree {line.mark.degree:g})" if line and line.mark.degree < 1 else ""
    return f"which is {much}preferred{why}{degree}"


def deter_words(analysis: Analysis, dm: int, there: int, here: int, *, strong: bool = False) -> str:
    """Return why having to end at a state deters a decision maker from leaving."""
    seen = analysis.relational.seen[dm]
    me = mid(name_of(analysis.conflict, dm))
    if not selfish(analysis.conflict, dm):
        if seen.unknown[there, here]:
            return f"which may not be welcome to {me}"
        return f"which is not welcome to {me}"
    if seen.unknown[there, here]:
        return f"which may leave {me} no better off than before (that is unknown)"
    line = deciding_line(analysis.conflict, analysis.space, dm, here, there)
    if seen.better[here, there]:
        much = "much " if strong or seen.much[here, there] else ""
        why = f" because '{line.condition}' no longer holds" if line else ""
        return f"which leaves {me} {much}worse off than before{why}"
    if line or _fuzzy(analysis, dm):
        return f"which leaves {me} no better off than before, as far as it can be sure"
    return f"which leaves {me} no better off than before"


def _fuzzy(analysis: Analysis, dm: int) -> bool:
    preference = analysis.conflict.decision_makers[dm].preference
    return analysis.conflict.decision_makers[dm].threshold is not None and not isinstance(
        preference, Weights | Pairwise
    )


def _attitude_words(analysis: Analysis, dm: int) -> str:
    """Say whose gain and whose loss a decision maker wants."""
    model = analysis.conflict
    every = range(len(model.decision_makers))
    wanted = [
        [("itself" if j == dm else mid(name_of(model, j))) for j in every if attitude(model, dm, j) == kind]
        for kind in ("positive", "negative")
    ]
    parts = [f"it wants {listed(wanted[0])} to gain"] if wanted[0] else []
    if wanted[1]:
        parts.append(f"{'' if parts else 'it wants '}{listed(wanted[1])} to lose")
    return listed(parts) or "it is indifferent to what anybody gains or loses"
