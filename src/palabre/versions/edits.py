"""Edits: one or two preference lines dropped or moved, tried exhaustively on the working version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, islice, product
from typing import NamedTuple, TypeAlias

import numpy as np

from palabre.conflict import Conflict, Pairwise, Ranking, Statements
from palabre.versions.change import Change, Changes, Search
from palabre.versions.field import JOINT, Bools, Field, Ints
from palabre.versions.runner import Key
from palabre.versions.ties import Order, Tiers, order_of, tiers_in
from palabre.versions.version import Setting, counting

Ways: TypeAlias = dict[int, list[Changes]]

CELLS = 1 << 22
MOST_CELLS = 1 << 26
MOST_PAIRS = 100_000
SHOWN = 24


def edits_of(
    order: Order, dm: str, name: str, lines: Sequence[tuple[str, str]], *, movable: bool = True
) -> Iterator[tuple[Change, Order]]:
    """Yield every order one edit away: a line dropped, or moved to any other place.

    A line moved out of some that weigh the same stands by itself.

    Parameters
    ----------
    order : tuple of int
        The lines that count, the weightiest first: see `ties`.
    dm, name : str
        Id and name of the decision maker.
    lines : sequence of (id, words)
    movable : bool
        Whether there is an order to move lines in: among weights there is none.

    Examples
    --------
    >>> for change, order in edits_of((0, 1), "a", "Anne", [("a: x", "x"), ("a: y", "y")]):
    ...     print(change, order)
    Anne: drop 'x' (1,)
    Anne: drop 'y' (0,)
    Anne: put 'x' below 'y' (1, 0)
    """
    tiers = tiers_in(order)
    everywhere = [(place, line) for place, tier in enumerate(tiers) for line in tier]
    for place, line in everywhere:
        what = f"{name}: drop '{lines[line][1]}'"
        yield Change(what, "line dropped", lines[line][0], dm), order_of(_without(tiers, place, line))
    # A line moved up by one place is its neighbour moved down, and found once.
    seen = {order}
    for place, line in everywhere if movable else ():
        left = _without(tiers, place, line)
        for to in range(len(left) + 1):
            made = order_of((*left[:to], (line,), *left[to:]))
            if made in seen:
                continue
            seen.add(made)
            side, other = ("above", left[to]) if to <= place and to < len(left) else ("below", left[to - 1])
            words = " and ".join(f"'{lines[k][1]}'" for k in other)
            what = f"{name}: put '{lines[line][1]}' {side} {words}"
            yield Change(what, "line moved", lines[line][0], dm), made


def _without(tiers: Tiers, place: int, line: int) -> Tiers:
    rest = tuple(k for k in tiers[place] if k != line)
    return (*tiers[:place], *((rest,) if rest else ()), *tiers[place + 1 :])


class _Block(NamedTuple):
    """Rows of preferences to try, with the ways that lead to each: one of the left with one of the right."""

    rows: Ints
    left: list[list[Changes]]
    right: list[list[Changes]]


class Bench:
    """The working version, set up to try other preferences on it."""

    def __init__(self, conflict: Conflict, working: Setting, stage: Field) -> None:
        self._field = stage
        self._dms = [(d.id, d.name) for d in conflict.decision_makers]
        self._lines: list[list[tuple[str, str]]] = []
        self._orders: list[Order] = []
        self._movable: list[bool] = []
        for dm in conflict.decision_makers:
            lines = () if isinstance(dm.preference, Ranking | Pairwise) else dm.preference.lines
            # As written: ids start with the decision maker.
            self._lines.append([(line.id, line.id.removeprefix(f"{dm.id}: ")) for line in lines])
            self._movable.append(isinstance(dm.preference, Statements))
            self._orders.append(counting(lines, working))
        added = [self._add(dm, [order])[0] for dm, order in enumerate(self._orders)]
        self._base = np.array(added, np.intp)
        self._edited = [list(self._edits(dm, order)) for dm, order in enumerate(self._orders)]
        self.single = sum(map(len, self._edited))
        self.double = 0
        self.complete = self.single * len(stage.space) <= MOST_CELLS
        self._one = [self._ways(dm, [((c,), o) for c, o in e]) for dm, e in enumerate(self._edited)]
        self._two: list[Ways] | None = None

    def _add(self, dm: int, orders: Sequence[Order]) -> Ints:
        return self._field.preferences[dm].add(orders)

    def _edits(self, dm: int, order: Order) -> Iterator[tuple[Change, Order]]:
        return edits_of(order, *self._dms[dm], self._lines[dm], movable=self._movable[dm])

    def _ways(self, dm: int, edited: Sequence[tuple[Changes, Order]]) -> Ways:
        """Return the preferences that differ from the working one, each with the edits that make it."""
        ways: Ways = {}
        if not self.complete or not edited:
            return ways
        for (changes, _), made in zip(edited, self._add(dm, [o for _, o in edited]), strict=True):
            if made != self._base[dm]:
                ways.setdefault(int(made), []).append(changes)
        return ways

    def _twice(self, dm: int) -> Ways:
        """Return the preferences two edits of one decision maker's lines away, and no nearer."""
        near = {self._orders[dm], *(order for _, order in self._edited[dm])}
        far: dict[Order, Changes] = {}
        for change, order in self._edited[dm]:
            for more, further in self._edits(dm, order):
                if further not in near:
                    far.setdefault(further, (change, more))
        self.double += len(far)
        if len(far) * len(self._field.space) > MOST_CELLS:
            self.complete = False
            return {}
        ways = self._ways(dm, [(changes, order) for order, changes in far.items()])
        return {made: w for made, w in ways.items() if made not in self._one[dm]}

    def _rows(self, changed: Sequence[tuple[int, ...]], dms: tuple[int, ...]) -> Ints:
        rows = np.tile(self._base, (len(changed), 1))
        rows[:, dms] = np.array(changed, np.intp).reshape(len(changed), len(dms))
        return rows

    def _singles(self) -> Iterator[_Block]:
        for dm, ways in enumerate(self._one):
            yield _Block(self._rows([(x,) for x in ways], (dm,)), list(ways.values()), [[()]])

    def _doubles(self) -> Iterator[_Block]:
        if self._two is None:
            self._two = [self._twice(dm) for dm in range(len(self._dms))]
            self.double += sum(len(a) * len(b) for a, b in combinations(self._edited, 2))
        for dm, ways in enumerate(self._two):
            yield _Block(self._rows([(x,) for x in ways], (dm,)), list(ways.values()), [[()]])
        for a, b in combinations(range(len(self._dms)), 2):
            rows = self._rows(list(product(self._one[a], self._one[b])), (a, b))
            yield _Block(rows, list(self._one[a].values()), list(self._one[b].values()))

    def search(self, key: Key, wanted: bool) -> Search:
        """Return the fewest edits, two at most, after which a settlement holds (`wanted`) or fails."""
        found, sets, complete = self._hits(self._singles(), key, wanted)
        if found or not self.complete:
            return self._search(1 if found else None, found, sets, self.single, complete)
        found, sets, complete = self._hits(self._doubles(), key, wanted)
        return self._search(2 if found else None, found, sets, self.single + self.double, complete)

    def _hits(self, blocks: Iterator[_Block], key: Key, wanted: bool) -> tuple[int, list[Changes], bool]:
        found, sets, work = 0, list[Changes](), 0
        for block in blocks:
            work += len(block.rows)
            if work > MOST_PAIRS:
                return found, sets, False
            for hit in np.flatnonzero(holding(self._field, block.rows, key) == wanted):
                left, right = block.left[hit // len(block.right)], block.right[hit % len(block.right)]
                found += len(left) * len(right)
                together = (x + y for x, y in product(left, right))
                sets += islice(together, SHOWN - len(sets))
        return found, sets, True

    def _search(
        self, size: int | None, found: int, sets: list[Changes], tried: int, complete: bool
    ) -> Search:
        complete = complete and self.complete
        if size == 1:
            words = f"all {self.single:,} single edits were tried"
        elif not complete:
            words = f"none of the {self.single:,} single edits does it; not all pairs of edits could be tried"
            if not self.complete and not self.double:
                words = "the model is too large to try its edits one by one"
        else:
            words = f"none of the {self.single:,} single edits does it"
            words += f"; all {self.double:,} pairs of edits were tried"
        return Search(size, tuple(sets), found, tried, complete, words)


def holding(field: Field, rows: Ints, key: Key) -> Bools:
    """Return for each row of preferences whether a settlement holds.

    What is stable under Nash is stable under every concept, and what is not under GMR is not under those in
    which the others must gain by their answer; only where the two differ is more than a look-up needed.
    """
    settlement, concept = key
    local = field.local[settlement]
    held = np.zeros(len(rows), bool)
    if not len(local) or not len(rows):
        return held
    n = len(field.preferences)
    step = max(1, CELLS // (n * len(field.space)))
    for first in range(0, len(rows), step):
        part = rows[first : first + step]
        if concept not in JOINT:
            held[first : first + step] = _stable(field, concept, part, local)
            continue
        surely, maybe = (_stable(field, c, part, local) for c in ("nash", "gmr"))
        open_ = np.flatnonzero(maybe & ~surely)
        if len(open_):
            surely[open_] = ~field.leaves(concept, part[open_])[:, local].any(axis=0).all(axis=0)
        held[first : first + step] = surely
    return held


def _stable(field: Field, concept: str, rows: Ints, local: Ints) -> Bools:
    return np.asarray((~field.leaves(concept, rows)[:, local].any(axis=0)).any(axis=0))
