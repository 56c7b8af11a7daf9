"""Orders: the fewest exchanges of neighbouring statements, by constraint programming.

The needs of a target (`pattern`) become clauses over all orders (`sorter`), and CP-SAT of OR-tools finds the
nearest one by Kendall's distance, with a proof ([1]_ does so for rankings of states). Where SEQ has too
many ways to answer to be written down, the solver starts from less, and each offer that the engine refuses
adds the clause it breaks (`cuts`), until the engine agrees.

References
----------
.. [1] J. Wang, K. W. Hipel, L. Fang and Y. Dang, "Matrix representations of the inverse problem in the graph
   model for conflict resolution", European Journal of Operational Research 270(1), 282-293, 2018.
"""

from __future__ import annotations

from collections.abc import Sequence

from palabre.conflict import Conflict, ConflictError, Statements
from palabre.stability.analysis import Analysis, analyse
from palabre.stability.concepts import Concept
from palabre.stability.inverse.cuts import FailCuts, HoldCuts
from palabre.stability.inverse.pattern import pattern
from palabre.stability.inverse.remedy import Amendment, Remedy
from palabre.stability.inverse.sorter import Offer, Sorter
from palabre.stability.inverse.target import Target

MOST_OFFERS = 400


def search(analysis: Analysis, target: Target, kind: Concept, *, hold: bool) -> Remedy:
    """Return the fewest exchanges of neighbouring statements that make a target hold, or fail."""
    sorter = Sorter(analysis)
    cuts = _require(sorter, target, kind, hold)
    least, certificate = 0, "the solver proved that no order is nearer"
    for _ in range(MOST_OFFERS):
        offer = sorter.solve()
        if offer is None:
            words = "the solver proved that no order of the statements does it"
            return _remedy(analysis, target, kind, hold, None, 0, words)
        least = max(least, offer.least)
        offered = analyse(ordered(analysis, offer.orders), kind.id, sanctions=analysis.sanctions)
        if offered.mask(kind.id)[list(target.states)].any() == hold:
            if offer.size > least:
                certificate = f"the solver was stopped; it is only known that {least:,} or more are needed"
            return _remedy(analysis, target, kind, hold, offer, least, certificate)
        assert cuts is not None, "the engine does not agree with the needs"
        cuts.add(offer, offered)
    words = f"{MOST_OFFERS} orders were tried, the nearest first; at least {least:,} exchanges are needed"
    return _remedy(analysis, target, kind, hold, None, least, words)


def _require(sorter: Sorter, target: Target, kind: Concept, hold: bool) -> HoldCuts | FailCuts | None:
    """Write down what the target needs; where that is too much, return what adds to it offer by offer."""
    try:
        needs = [pattern(sorter.analysis, f, kind.id).needs for f in target.states]
    except ConflictError:
        if kind.answer != "improvements":
            raise
        return HoldCuts(sorter, target, kind) if hold else FailCuts(sorter, target, kind)
    if hold:
        sorter.model.add_bool_or([sorter.one_of(sorter.met(n) for n in needs)])
    else:
        sorter.model.add_bool_or([sorter.all_of(sorter.unmet(n) for n in needs)])
    return None


def ordered(analysis: Analysis, orders: dict[int, list[int]]) -> Conflict:
    """Return the conflict with other orders of the lines."""
    conflict = analysis.conflict
    for dm, order in orders.items():
        who = conflict.decision_makers[dm]
        assert isinstance(who.preference, Statements)
        if order != sorted(order):
            lines = tuple(who.preference.lines[k] for k in order)
            conflict = conflict.with_preference(who.id, Statements(lines))
    return conflict


def _told(analysis: Analysis, orders: dict[int, list[int]]) -> tuple[Amendment, ...]:
    found = []
    for dm, order in orders.items():
        who = analysis.conflict.decision_makers[dm]
        assert isinstance(who.preference, Statements)
        said = [f"'{line.condition}'" for line in who.preference.lines]
        stay = _longest_rise(order)
        for place in reversed(range(len(order))):
            line = order[place]
            if line in stay:
                continue
            where = f"directly above {said[order[place + 1]]}" if place + 1 < len(order) else "last"
            size = sum(1 for k in order[place:] if k < line and k in stay)
            size += sum(1 for k in order[:place] if k > line)
            what = f"{who.name or who.id}: put {said[line]} {where}"
            found.append(Amendment(who.id, "move", who.preference.lines[line].id, size, what))
    return tuple(found)


def _longest_rise(order: Sequence[int]) -> set[int]:
    """Return the most lines that need not move.

    Examples
    --------
    >>> sorted(_longest_rise([2, 0, 1, 3]))
    [0, 1, 3]
    """
    best: dict[int, list[int]] = {}
    for line in order:
        before: list[list[int]] = [[], *(best[k] for k in best if k < line)]
        best[line] = [*max(before, key=len), line]
    every: list[list[int]] = [[], *best.values()]
    longest = max(every, key=len)
    return set(longest)


def _remedy(  # noqa: PLR0917
    analysis: Analysis, target: Target, kind: Concept, hold: bool, offer: Offer | None, least: int, words: str
) -> Remedy:
    size = None if offer is None else offer.size
    told = () if offer is None else _told(analysis, offer.orders)
    conflict = None if offer is None else ordered(analysis, offer.orders)
    state = None
    if conflict is not None and hold:
        held = analyse(conflict, kind.id, sanctions=analysis.sanctions).mask(kind.id)
        state = analysis.space.label(next(s for s in target.states if held[s]))
    return Remedy(
        target.name,
        kind.id,
        "hold" if hold else "fail",
        "orders",
        size == 0,
        size,
        told,
        state,
        (told,) if told else (),
        int(bool(told)),
        least,
        size == least if offer else words.startswith("the solver proved"),
        words,
        conflict,
    )
