"""Lines: lists of statements as tuples of numbers, what can be done to them, and the orders they make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from palabre.conflict import Condition, ConflictError, DecisionMaker, Space, Statement, Statements
from palabre.conflict.conditions import Not, Taken
from palabre.stability.inverse.remedy import Amendment

List: TypeAlias = tuple[int, ...]
Kind = Literal["move", "drop", "flip", "add"]
KINDS: tuple[Kind, ...] = ("move", "drop", "flip", "add")
MOST_LINES = 60


class Edit(NamedTuple):
    """One edit: the line at a place is moved to, dropped, flipped; or a line (`to`) is added at a place."""

    kind: Kind
    place: int
    to: int = 0

    def on(self, lines: List) -> List:
        """Return the edited list."""
        before, after = lines[: self.place], lines[self.place + 1 :]
        if self.kind == "drop":
            return before + after
        if self.kind == "flip":
            return (*before, lines[self.place] ^ 1, *after)
        if self.kind == "add":
            return (*before, self.to, *lines[self.place :])
        left = before + after
        return (*left[: self.to], lines[self.place], *left[self.to :])


def edits(lines: List, kinds: Sequence[Kind], additions: Sequence[int]) -> Iterator[Edit]:
    """Yield every single edit of a list.

    Examples
    --------
    >>> [(edit.kind, edit.on((0, 2))) for edit in edits((0, 2), ("move", "drop", "flip"), ())]
    [('move', (2, 0)), ('drop', (2,)), ('drop', (0,)), ('flip', (1, 2)), ('flip', (0, 3))]
    """
    places = range(len(lines))
    if "move" in kinds:
        # A line moved up by one place is its neighbour moved down.
        yield from (Edit("move", p, to) for p in places for to in places if to not in (p, p - 1))
    for kind in kinds:
        if kind in ("drop", "flip"):
            yield from (Edit(kind, p) for p in places)
    if "add" in kinds:
        there = {line >> 1 for line in lines}
        yield from (
            Edit("add", p, new) for new in additions if new >> 1 not in there for p in (*places, len(lines))
        )


class Wording:
    """The conditions a list can hold: number 2k is a condition, 2k + 1 its opposite."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self._numbers: dict[Condition, int] = {}
        self.conditions: list[Condition] = []

    def number(self, condition: Condition) -> int:
        """Return the number of a condition, a new one if need be."""
        opposite = 0
        while isinstance(condition, Not):
            condition, opposite = condition.part, opposite ^ 1
        if condition not in self._numbers:
            self._numbers[condition] = len(self.conditions)
            self.conditions.append(condition)
        return 2 * self._numbers[condition] + opposite

    def of(self, number: int) -> Condition:
        """Return the condition with this number."""
        condition = self.conditions[number >> 1]
        return Not(condition) if number & 1 else condition

    def literals(self) -> tuple[int, ...]:
        """Return the numbers of every option taken, and of every option left."""
        return tuple(self.number(Taken(o)) ^ left for o in self._space.options for left in (0, 1))

    def truth(self) -> NDArray[np.bool_]:
        """Return [condition, state] whether it holds; the last row is never true, to fill lists up with."""
        rows = [self._space.where(c) for c in self.conditions]
        both = [row for held in rows for row in (held, ~held)]
        return np.stack([*both, np.zeros(len(self._space), bool)])


class Keys:
    """What states are worth under many lists: `keys[state]` has one number a list, higher is better."""

    def __init__(self, truth: NDArray[np.bool_], lists: Sequence[List]) -> None:
        width = max(map(len, lists), default=0)
        if width > MOST_LINES:
            raise ConflictError(f"a list of {width} statements is too long to edit", 'ask over="ranks"')
        fill = len(truth) - 1
        filled = [(*x, *[fill] * (width - len(x))) for x in lists]
        self._lists = np.array(filled, np.intp).reshape(len(lists), width)
        self._weights = np.int64(1) << np.arange(width, dtype=np.int64)[::-1]
        self._truth = truth
        self._rows: dict[int, NDArray[np.int64]] = {}

    def __getitem__(self, state: int) -> NDArray[np.int64]:
        if state not in self._rows:
            self._rows[state] = self._truth[:, state].astype(np.int64)[self._lists] @ self._weights
        return self._rows[state]


def ranks_of(truth: NDArray[np.bool_], lines: List) -> NDArray[np.int32]:
    """Return the ranks of all states under one list."""
    keys = np.zeros(truth.shape[1], np.int64)
    for line in lines:
        keys = 2 * keys + truth[line]
    return np.unique(keys, return_inverse=True)[1].astype(np.int32)


def words(edit: Edit, lines: List, wording: Wording, name: str) -> str:
    """Return an edit in words."""
    if edit.kind == "add":
        new = f"'{wording.of(edit.to)}'"
        where = f"above '{wording.of(lines[edit.place])}'" if edit.place < len(lines) else "as the last line"
        return f"{name}: add {new} {where}"
    line = f"'{wording.of(lines[edit.place])}'"
    if edit.kind == "flip":
        return f"{name}: turn {line} into '{wording.of(lines[edit.place] ^ 1)}'"
    if edit.kind == "drop":
        return f"{name}: drop {line}"
    left = lines[: edit.place] + lines[edit.place + 1 :]
    up = edit.to < edit.place
    other = left[edit.to] if up else left[edit.to - 1]
    return f"{name}: put {line} {'above' if up else 'below'} '{wording.of(other)}'"


def amendments(
    who: DecisionMaker, lines: List, made: Sequence[Edit], wording: Wording
) -> tuple[Amendment, ...]:
    """Return edits, done one after the other, as amendments."""
    found, base = [], who.preference
    assert isinstance(base, Statements)
    for edit in made:
        number = edit.to if edit.kind == "add" else lines[edit.place]
        known = (x.id for x in base.lines if wording.number(x.condition) == number)
        line = next(known, f"{who.id}: {wording.of(number)}")
        told = words(edit, lines, wording, who.name or who.id)
        found.append(Amendment(who.id, edit.kind, line, 1, told))
        lines = edit.on(lines)
    return tuple(found)


def statements(dm: str, base: Statements, lines: List, wording: Wording) -> Statements:
    """Return a list as a preference; lines that were there keep their id and basis."""
    left = list(base.lines)
    made: list[Statement] = []
    for number in lines:
        old = next((s for s in left if wording.number(s.condition) == number), None)
        turned = next((s for s in left if wording.number(s.condition) == number ^ 1), None)
        condition = wording.of(number)
        new = old or Statement(f"{dm}: {condition}", condition)
        if old is None and turned is not None:
            new = replace(new, basis=turned.basis)
        used = old or turned
        if used is not None:
            left.remove(used)
        taken = {s.id for s in made}
        again, line = 1, new.id
        while line in taken:
            again += 1
            line = f"{new.id} ({again})"
        made.append(replace(new, id=line))
    return Statements(tuple(made))
