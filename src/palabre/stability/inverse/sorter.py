"""Sorter: all orders of everybody's statements as a model for the solver CP-SAT.

For each two lines of a decision maker a truth value says which stands above the other; triangles keep these
in line. A decision maker does not prefer t to s exactly where no line speaks for t, or some line against t
stands above all that speak for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np

from palabre.conflict import ConflictError, Statements
from palabre.stability.analysis import Analysis
from palabre.stability.inverse.pattern import Atom, Need

MOST_SECONDS = 60.0


class Offer(NamedTuple):
    """What the solver found: for each decision maker the new order of its lines."""

    orders: dict[int, list[int]]
    size: int
    least: int
    solver: Any


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
        orders: dict[int, list[int]] = {}
        for dm, truth in self.truth.items():
            lines = range(len(truth))
            beaten = [sum(solver.value(self.above[dm, b, a]) for b in lines if b != a) for a in lines]
            orders[dm] = sorted(lines, key=lambda a: beaten[a])
        bound = solver.best_objective_bound
        return Offer(orders, round(solver.objective_value), int(np.ceil(bound - 1e-6)), solver)
