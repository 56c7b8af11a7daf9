"""Orders: the fewest exchanges of neighbouring statements, by constraint programming.

For each two lines of a decision maker a truth value says which stands above the other; triangles keep these
in line. A decision maker does not prefer t to s exactly where no line speaks for t, or some line against t
stands above all that speak for it. With that, the needs of a target (`pattern`) become clauses, and CP-SAT of
OR-tools finds the nearest order by Kendall's distance, with a proof ([1]_ does so for rankings of states).
Where SEQ has too many ways to answer to be written down, the needs of GMR (to hold) or of leaving under Nash
(to fail) are solved instead, and what the solver offers is put to the engine until it agrees.

References
----------
.. [1] J. Wang, K. W. Hipel, L. Fang and Y. Dang, "Matrix representations of the inverse problem in the graph
   model for conflict resolution", European Journal of Operational Research 270(1), 282-293, 2018.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np

from palabre.conflict import Conflict, ConflictError, Statements
from palabre.stability.analysis import Analysis, analyse
from palabre.stability.concepts import Concept, concept_of
from palabre.stability.inverse.pattern import Atom, Need, pattern
from palabre.stability.inverse.ranked import weaker
from palabre.stability.inverse.remedy import Amendment, Remedy
from palabre.stability.inverse.target import Target

MOST_SECONDS = 60.0
MOST_OFFERS = 200


class Offer(NamedTuple):
    """What the solver found: for each decision maker the new order of its lines."""

    orders: dict[int, list[int]]
    size: int
    least: int


class Sorter:
    """A CP-SAT model of all orders of everybody's lines."""

    def __init__(self, analysis: Analysis) -> None:
        try:
            from ortools.sat.python import cp_model
        except ImportError:
            raise ConflictError(
                "the search over orders of statements needs OR-tools, which is not installed",
                "install it with: pip install 'palabre[inverse]'",
            ) from None
        self.cp: Any = cp_model
        self.model: Any = cp_model.CpModel()
        self.analysis = analysis
        self.yes: Any = self.model.new_constant(1)
        self.truth: dict[int, Any] = {}
        self.above: dict[tuple[int, int, int], Any] = {}
        self._known: dict[Any, Any] = {}
        for dm, who in enumerate(analysis.conflict.decision_makers):
            if isinstance(who.preference, Statements):
                self._sort(dm, who.preference)
        if not self.truth:
            raise ConflictError("no decision maker has statements to put in order", 'ask over="ranks"')
        pairs = [x for (_, a, b), x in self.above.items() if a < b]
        self.model.minimize(sum(1 - x for x in pairs))

    def _sort(self, dm: int, base: Statements) -> None:
        count = len(base.lines)
        rows = [self.analysis.space.where(line.condition) for line in base.lines]
        self.truth[dm] = np.array(rows, bool).reshape(count, len(self.analysis.space))
        for a, b in combinations(range(count), 2):
            x = self.model.new_bool_var("")
            self.above[dm, a, b], self.above[dm, b, a] = x, x.negated()
        for a, b, c in combinations(range(count), 3):
            ab, bc, ac = (self.above[dm, *pair] for pair in ((a, b), (b, c), (a, c)))
            self.model.add_bool_or([ab.negated(), bc.negated(), ac])
            self.model.add_bool_or([ab, bc, ac.negated()])

    def all_of(self, parts: Iterable[Any]) -> Any:
        """Return a value that can be true only where all parts are."""
        wanted = set(parts) - {self.yes}
        if len(wanted) < 2:
            return next(iter(wanted), self.yes)
        key = ("all", frozenset(wanted))
        if key not in self._known:
            self._known[key] = new = self.model.new_bool_var("")
            for part in wanted:
                self.model.add_implication(new, part)
        return self._known[key]

    def one_of(self, parts: Iterable[Any]) -> Any:
        """Return a value that can be true only where some part is."""
        wanted = set(parts)
        if self.yes in wanted:
            return self.yes
        if len(wanted) == 1:
            return wanted.pop()
        key = ("one", frozenset(wanted))
        if key not in self._known:
            self._known[key] = new = self.model.new_bool_var("")
            self.model.add_bool_or([new.negated(), *wanted])
        return self._known[key]

    def says(self, atom: Atom) -> Any:
        """Return a value that can be true only where a comparison is so."""
        if atom.dm not in self.truth:
            own = self.analysis.ranks[atom.dm]
            so = bool(own[atom.state] > own[atom.than]) == atom.strict
            return self.yes if so else self.one_of(())
        one, other = self.truth[atom.dm][:, atom.state], self.truth[atom.dm][:, atom.than]
        plus, minus = np.flatnonzero(one & ~other).tolist(), np.flatnonzero(~one & other).tolist()
        for_it, against = (plus, minus) if atom.strict else (minus, plus)
        if not against and (for_it or not atom.strict):
            return self.yes
        tops = (self.all_of(self.above[atom.dm, a, b] for b in against) for a in for_it)
        return self.one_of(tops)

    def met(self, needs: Sequence[Need]) -> Any:
        """Return a value that can be true only where all needs are met."""
        return self.all_of(
            self.one_of(self.all_of(self.says(a) for a in alternative) for alternative in need.alternatives)
            for need in needs
        )

    def unmet(self, needs: Sequence[Need]) -> Any:
        """Return a value that can be true only where some need is not met."""
        return self.one_of(
            self.all_of(
                self.one_of(self.says(a._replace(strict=not a.strict)) for a in alternative)
                for alternative in need.alternatives
            )
            for need in needs
        )

    def solve(self) -> Offer | None:
        """Return the nearest order, or None where there is none."""
        solver = self.cp.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 2014
        solver.parameters.max_time_in_seconds = MOST_SECONDS
        status = solver.solve(self.model)
        if status not in (self.cp.OPTIMAL, self.cp.FEASIBLE):
            if status != self.cp.INFEASIBLE:
                raise ConflictError("no order was found in time", 'ask over="edits" or over="ranks"')
            return None
        orders = {}
        for dm, truth in self.truth.items():
            lines = range(len(truth))
            beaten = [sum(solver.value(self.above[dm, b, a]) for b in lines if b != a) for a in lines]
            orders[dm] = sorted(lines, key=lambda a: beaten[a])
        bound = solver.best_objective_bound
        return Offer(orders, round(solver.objective_value), int(np.ceil(bound - 1e-6)))

    def forbid(self, orders: dict[int, list[int]]) -> None:
        """Let the solver offer anything but these orders."""
        held = [self.above[dm, a, b] for dm, order in orders.items() for a, b in combinations(order, 2)]
        self.model.add_bool_or([x.negated() for x in held])


def search(analysis: Analysis, target: Target, kind: Concept, *, hold: bool) -> Remedy:
    """Return the fewest exchanges of neighbouring statements that make a target hold, or fail."""
    sorter = Sorter(analysis)
    written = _require(sorter, target, kind, hold)
    least, certificate = 0, "the solver proved that no order is nearer"
    for _ in range(MOST_OFFERS if not written else 1):
        offer = sorter.solve()
        if offer is None:
            words = "the solver proved that no order of the statements does it"
            return _remedy(analysis, target, kind, hold, None, 0, words)
        least = max(least, offer.least)
        conflict = _ordered(analysis, offer.orders)
        held = analyse(conflict, kind.id, sanctions=analysis.sanctions).mask(kind.id)[list(target.states)]
        if held.any() == hold:
            if offer.size > least:
                certificate = f"the solver was stopped; it is only known that {least:,} or more are needed"
            return _remedy(analysis, target, kind, hold, offer, least, certificate)
        assert not written, "the engine does not agree with the needs"
        sorter.forbid(offer.orders)
    words = f"{MOST_OFFERS} orders were tried, the nearest first; at least {least:,} exchanges are needed"
    return _remedy(analysis, target, kind, hold, None, least, words)


def _require(sorter: Sorter, target: Target, kind: Concept, hold: bool) -> bool:
    """Write down what the target needs; return whether that is all it needs."""
    try:
        needs = [pattern(sorter.analysis, f, kind.id).needs for f in target.states]
        whole = True
    except ConflictError:
        if kind.answer != "improvements":
            raise
        easier = weaker(kind) if hold else concept_of("nash")
        needs = [pattern(sorter.analysis, f, easier.id).needs for f in target.states]
        whole = False
    if hold:
        sorter.model.add_bool_or([sorter.one_of(sorter.met(n) for n in needs)])
    else:
        sorter.model.add_bool_or([sorter.all_of(sorter.unmet(n) for n in needs)])
    return whole


def _ordered(analysis: Analysis, orders: dict[int, list[int]]) -> Conflict:
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
    conflict = None if offer is None else _ordered(analysis, offer.orders)
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
