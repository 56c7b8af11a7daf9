"""Take: what would it take for a target to hold, or to fail."""

from __future__ import annotations

from collections.abc import Sequence

from palabre.conflict import Conflict
from palabre.conflict.errors import unknown
from palabre.stability.analysis import Analysis, analyse
from palabre.stability.concepts import concept_of
from palabre.stability.inverse import broken, edited, ranked
from palabre.stability.inverse.lines import KINDS, Kind
from palabre.stability.inverse.remedy import UNITS, Over, Remedy
from palabre.stability.inverse.target import refuse_ties, target_of


def make_stable(
    conflict: Conflict | Analysis,
    target: str,
    concept: str = "seq",
    *,
    over: Over = "ranks",
    kinds: Sequence[Kind] = KINDS,
) -> Remedy:
    """Return the fewest changes after which a target is an equilibrium.

    Parameters
    ----------
    conflict : Conflict or Analysis
    target : str
        A settlement (the best of the states that fit it is taken), or a state's label.
    concept : str
    over : "ranks", "edits" or "orders"
        What may change: see `Remedy`. All edits up to pairs are tried; orders of statements need OR-tools
        (the extra ``inverse``).
    kinds : sequence of "move", "drop", "flip", "add"
        Which edits are tried. Added are single options, taken or left, at any place.

    Raises
    ------
    ConflictError
        When there is no such target, or its needs are too many to be searched so.

    Examples
    --------
    >>> from palabre import cases
    >>> for sentence in make_stable(cases.load("prisoners_dilemma").conflict(), "4", "nash").sentences()[:3]:
    ...     print(sentence)
    '4' would hold under Nash, with 2 steps of an order:
    Prisoner One would have to rank '4' level with '3'.
    prisoner 2 would have to rank '4' level with '2'.
    """
    return _take(conflict, target, concept, over, kinds, hold=True)


def break_stable(
    conflict: Conflict | Analysis,
    target: str,
    concept: str = "seq",
    *,
    over: Over = "ranks",
    kinds: Sequence[Kind] = KINDS,
) -> Remedy:
    """Return the fewest changes after which a target is no equilibrium; see `make_stable`.

    Examples
    --------
    >>> from palabre import cases
    >>> remedy = break_stable(cases.load("prisoners_dilemma").conflict(), "1", "nash")
    >>> remedy.size, remedy.exact
    (2, True)
    """
    return _take(conflict, target, concept, over, kinds, hold=False)


def _take(
    conflict: Conflict | Analysis, target: str, concept: str, over: Over, kinds: Sequence[Kind], *, hold: bool
) -> Remedy:
    kind = concept_of(concept)
    if over not in UNITS:
        raise unknown("way to change preferences", over, UNITS)
    analysis = conflict if isinstance(conflict, Analysis) else analyse(conflict, kind.id)
    analysis.ranks  # noqa: B018 - refuses preferences that are no order
    goal = target_of(analysis, target)
    if over == "ranks":
        return (ranked.make if hold else broken.breach)(analysis, goal, kind)
    refuse_ties(analysis)
    if over == "orders":
        from palabre.stability.inverse import orders

        return orders.search(analysis, goal, kind, hold=hold)
    for k in kinds:
        if k not in KINDS:
            raise unknown("kind of edit", k, KINDS)
    return edited.search(analysis, goal, kind, hold=hold, kinds=kinds)
