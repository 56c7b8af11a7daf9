"""Sight: the conflict as one decision maker sees it.

An option somebody does not know of is, in its eyes, never taken: the states with it are not there, and every
condition reads as if it were left. This is the universal set of states, and each one's part of it, of
Y. M. Aljefri, K. W. Hipel and L. Fang, International Journal of Systems Science: Operations & Logistics 7
(2018) 18-33, whose abstract was read and whose text was not checked against print.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

import numpy as np

from palabre.conflict.absent import ranked_anew, without_states
from palabre.conflict.conditions import Taken
from palabre.conflict.errors import ConflictError, unknown
from palabre.conflict.model import Conflict, Rule, Sight
from palabre.conflict.space import find
from palabre.conflict.structures import Statements, Weights
from palabre.terms import Basis


def unseen_line(dm: str, option: str) -> str:
    """Return the id of the line by which somebody does not see an option."""
    return f"{dm} does not see: {option}"


def lines_of_sight(sight: Sight) -> Iterator[tuple[str, Basis]]:
    """Yield every line of what a decision maker sees otherwise, with its basis."""
    for unseen in sight.hides:
        yield unseen_line(sight.dm, unseen.option), unseen.basis
    for preference in sight.prefers.values():
        if isinstance(preference, Statements | Weights):
            yield from ((line.id, line.basis) for line in preference.lines)
    yield from ((rule.id, rule.basis) for rule in sight.rules)
    yield from ((way.id, way.basis) for way in sight.one_way)


def as_seen_by(conflict: Conflict, dm: str) -> Conflict:
    """Return the conflict as a decision maker sees it; the conflict itself for one who sees it as it is.

    Hidden options are never taken in it; the preferences it misreads are those it believes in; its own rules
    and one-way options join the model's. Today is what it sees of today's state.

    Parameters
    ----------
    conflict : Conflict
        With `seen_by`.
    dm : str

    Raises
    ------
    ConflictError
        When a decision maker or an option is not there, or nothing is left to be seen.

    Examples
    --------
    >>> from palabre.conflict import DecisionMaker, Option, Sight, Statement, Statements, Unseen, parse
    >>> def side(me, wish):
    ...     own = (Option(f"{me}_arms", "Arm", me), Option(f"{me}_spies", "Spy", me))
    ...     return DecisionMaker(me, me, own, Statements((Statement(wish, parse(wish)),)))
    >>> blind = Sight("a", hides=(Unseen("b_spies"),))
    >>> race = Conflict("race", (side("a", "not b_arms"), side("b", "b_spies")), seen_by=(blind,))
    >>> len(race.space), len(as_seen_by(race, "a").space), as_seen_by(race, "b") is race
    (16, 8, True)
    """
    dms = [d.id for d in conflict.decision_makers]
    if dm not in dms:
        raise unknown("decision maker", dm, dms)
    sights = [s for s in conflict.seen_by if s.dm == dm]
    if not sights:
        return conflict
    if len(sights) > 1:
        raise ConflictError(f"what '{dm}' sees is written twice", "write it once")
    sight = sights[0]
    _check(conflict, sight, dms)
    hidden = [u.option for u in sight.hides]
    whole = conflict
    for other, preference in sight.prefers.items():
        whole = whole.with_preference(other, preference)
    barred = tuple(Rule(unseen_line(dm, o), "never", (Taken(o),)) for o in hidden)
    name = conflict.decision_maker(dm).name or dm
    seen = replace(
        whole,
        title=f"{conflict.title}, as seen by {name}",
        rules=(*conflict.rules, *barred, *sight.rules),
        one_way=(*conflict.one_way, *sight.one_way),
        now=None,
        seen_by=(),
    )
    if seen.states is not None:
        seen = _listed(_without(seen, hidden), sight)
    seen = ranked_anew(seen)
    return replace(seen, now=_today(conflict, seen, hidden))


def _check(conflict: Conflict, sight: Sight, dms: Collection[str]) -> None:
    options = [o.id for o in conflict.options]
    for option in (*(u.option for u in sight.hides), *(w.option for w in sight.one_way)):
        if option not in options:
            raise unknown("option", option, options)
    for other in sight.prefers:
        if other not in dms:
            raise unknown("decision maker", other, dms)


def _without(conflict: Conflict, hidden: Collection[str]) -> Conflict:
    """Leave out listed states in which a hidden option is taken; those that leave it open stay."""
    at = [k for k, o in enumerate(conflict.options) if o.id in hidden]
    states = conflict.states or ()
    return without_states(conflict, {s.label for s in states if all(s.pattern[k] != "Y" for k in at)})


def _listed(conflict: Conflict, sight: Sight) -> Conflict:
    """Leave out the listed states that the decision maker's own rules forbid: rules bind no listed state."""
    never = [part for rule in sight.rules if rule.kind == "never" for part in rule.parts]
    if len(never) < len(sight.rules):
        what = f"'{sight.dm}' sees a rule of counting, and the states are listed by hand"
        raise ConflictError(what, "write it as never")
    if not never or not conflict.states:
        return conflict
    space = conflict.space
    out = np.logical_or.reduce([space.where(part) for part in never])
    kept = {label for label, gone in zip(space.labels, out.tolist(), strict=True) if not gone}
    return without_states(conflict, kept)


def _today(conflict: Conflict, seen: Conflict, hidden: Collection[str]) -> frozenset[str] | str | None:
    """Return what is seen of today's state; None where that is no state in these eyes."""
    if isinstance(conflict.now, str):
        known = {s.label for s in seen.states or ()} if seen.states is not None else set(seen.space.labels)
        return conflict.now if conflict.now in known else None
    if conflict.now is None:
        return None
    left = conflict.now - frozenset(hidden)
    try:
        find(seen.space, left)
    except ConflictError:
        return None
    return left
