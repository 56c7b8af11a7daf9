"""Field: the states and moves of one structure, with every preference met on it, judged once each.

A decision maker's Nash, GMR and SMR verdicts depend on its own preference alone, so they are looked up; only
concepts in which the others must gain by their answer are worked out for everybody's preferences together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from palabre.conflict import Conflict, ConflictError, Preference, Settlement, Statements, Weights, scores
from palabre.conflict.conditions import Taken
from palabre.conflict.preference import whole
from palabre.stability import CONCEPTS, judge, stable_for
from palabre.versions.ties import Order, levels
from palabre.versions.version import Setting, with_structure

Bools: TypeAlias = NDArray[np.bool_]
Ints: TypeAlias = NDArray[np.intp]

JOINT = frozenset(c.id for c in CONCEPTS if c.answer == "improvements")


class Preferences:
    """The preferences of one decision maker that were met, each once, as ranks of the states."""

    def __init__(
        self, truth: Bools, fixed: NDArray[np.int32] | None, weights: NDArray[np.int64] | None = None
    ) -> None:
        # States in which the same lines hold are equally good whatever the order of the lines.
        patterns, which = np.unique(truth, axis=0, return_inverse=True)
        self._pattern = which.reshape(-1)
        self._truth = np.concatenate([patterns, np.zeros((len(patterns), 1), bool)], axis=1)
        self._weights = weights
        self._seen: dict[Order, int] = {}
        self._same: dict[bytes, int] = {}
        few = len(truth) < np.iinfo(np.int16).max
        self.ranks: NDArray[np.integer] = np.zeros((len(truth), 0), np.int16 if few else np.int32)
        if fixed is not None:
            self.ranks = fixed[:, None].astype(self.ranks.dtype)
            self._seen[()] = 0

    def add(self, orders: Sequence[Order]) -> Ints:
        """Return, for each order of lines, the number of the preference it makes.

        Orders of lines that rank all states alike are one preference.
        """
        new = list(dict.fromkeys(o for o in orders if o not in self._seen))
        step = max(1, (1 << 22) // max(1, len(self._truth)))
        for first in range(0, len(new), step):
            part = new[first : first + step]
            columns = self._columns(part).astype(self.ranks.dtype)
            fresh = []
            for k, order in enumerate(part):
                key = columns[:, k].tobytes()
                if key not in self._same:
                    self._same[key] = len(self._same)
                    fresh.append(k)
                self._seen[order] = self._same[key]
            self.ranks = np.concatenate([self.ranks, columns[self._pattern][:, fresh]], axis=1)
        return np.array([self._seen[o] for o in orders], np.intp)

    def _columns(self, orders: Sequence[Order]) -> NDArray[np.int32]:
        """Return one column of ranks for each order of lines, or for each set of weights that count."""
        if self._weights is None:
            return ranked(self._truth, orders)
        counts = np.array([[k in o for k in range(len(self._weights))] for o in orders], np.int64)
        key = self._truth[:, :-1].astype(np.int64) @ (counts * self._weights).T
        return _dense(key).astype(np.int32)


def ranked(truth: Bools, orders: Sequence[Order]) -> NDArray[np.int32]:
    """Return one column of ranks for each order of lines: the first line outweighs all below it together.

    Of lines that weigh the same (see `ties`), the number that hold counts.

    Parameters
    ----------
    truth : bool array [states, lines + 1]
        Whether each line holds; the last column is all False.
    orders : sequence of tuples of int

    Examples
    --------
    >>> truth = np.array([[False, True, False], [True, False, False]])
    >>> ranked(truth, [(0, 1), (1, 0), (), (1,)]).tolist()
    [[0, 1, 0, 1], [1, 0, 0, 0]]
    """
    width = max(map(len, orders), default=0)
    # A line that holds nowhere, put last, changes no order.
    places = np.array([o + (-1,) * (width - len(o)) for o in orders], np.intp).reshape(len(orders), width)
    factors: int | NDArray[np.int64] = 2
    if (places < -1).any():
        factors = levels(places)
        places = np.where(places < -1, ~places, places)
    key = np.zeros((len(truth), len(orders)), np.int64)
    for k in range(width):
        key = (factors if isinstance(factors, int) else factors[:, k]) * key + truth[:, places[:, k]]
        if k % 40 == 39:
            key = _dense(key)
    return _dense(key).astype(np.int32)


def _dense(key: NDArray[np.int64]) -> NDArray[np.int64]:
    order = np.argsort(key, axis=0, kind="stable")
    rise = np.diff(np.take_along_axis(key, order, 0), axis=0) != 0
    steps = np.concatenate([np.zeros((1, key.shape[1]), np.int64), np.cumsum(rise, axis=0)])
    dense = np.empty_like(key)
    np.put_along_axis(dense, order, steps, 0)
    return dense


class Field:
    """One structure, and the verdicts on it.

    `fits` tells for each settlement which states fit it; `states` are those that fit any.
    """

    def __init__(self, conflict: Conflict, settlements: Iterable[Settlement]) -> None:
        self.space = space = conflict.space
        self.fits = {s.name: space.where(s.condition) for s in settlements}
        some = np.zeros(len(space), bool)
        for fit in self.fits.values():
            some |= fit
        self.states = np.flatnonzero(some)
        self.local = {name: np.flatnonzero(fit[self.states]) for name, fit in self.fits.items()}
        self.truth = [self._truth(d.preference) for d in conflict.decision_makers]
        likings = [d.preference for d in conflict.decision_makers]
        self.fixed = [None if isinstance(p, Statements | Weights) else scores(p, space) for p in likings]
        self._weights = [whole(p) if isinstance(p, Weights) else None for p in likings]
        self._tables: dict[tuple[str, int], Bools] = {}

    def _truth(self, preference: Preference) -> Bools:
        """Return in which states each line holds, or each option with a weight is taken: a column each."""
        truth: list[Bools] = []
        if isinstance(preference, Statements):
            truth = [self.space.where(line.condition) for line in preference.lines]
        elif isinstance(preference, Weights):
            truth = [self.space.where(Taken(line.option)) for line in preference.lines]
        return np.stack(truth, axis=1) if truth else np.zeros((len(self.space), 0), bool)

    @cached_property
    def preferences(self) -> list[Preferences]:
        """The preferences met, decision maker by decision maker."""
        each = zip(self.truth, self.fixed, self._weights, strict=True)
        return [Preferences(truth, fixed, weights) for truth, fixed, weights in each]

    def table(self, concept: str, dm: int) -> Bools:
        """Return whether each state that fits is stable for a decision maker: a column a preference."""
        ranks = self.preferences[dm].ranks
        known = self._tables.get((concept, dm), np.zeros((len(self.states), 0), bool))
        done = known.shape[1]
        if done < ranks.shape[1]:
            own: Mapping[int, NDArray[np.integer]] = {dm: np.ascontiguousarray(ranks[:, done:])}
            fresh = stable_for(self.space, dm, own, concept)[self.states]
            known = self._tables[concept, dm] = np.concatenate([known, fresh], axis=1)
        return known

    def leaves(self, concept: str, rows: Ints) -> Bools:
        """Return [decision makers, states that fit, rows]: whether a decision maker would leave the state.

        A row names one preference for each decision maker.
        """
        if concept in JOINT:
            ranks = np.stack([p.ranks[:, rows[:, k]] for k, p in enumerate(self.preferences)])
            return np.asarray(~judge(self.space, ranks, (concept,))[concept][:, self.states])
        tables = [self.table(concept, k)[:, rows[:, k]] for k in range(len(self.preferences))]
        return ~np.stack(tables)


def field_of(conflict: Conflict, chosen: Setting) -> Field | None:
    """Return the field of a conflict in one version; None where its rules leave no state."""
    # Verdicts do not depend on where we stand today.
    plain = replace(conflict, now=None)
    try:
        return Field(with_structure(plain, chosen), conflict.settlements)
    except ConflictError as fault:
        if fault.what == "no state is feasible":
            return None
        raise
