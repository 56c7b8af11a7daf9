"""Bench: lists of statements, edited, and under which of them a target holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from palabre.conflict import Conflict, ConflictError, Statements
from palabre.stability.analysis import Analysis
from palabre.stability.concepts import Bools, Concept, concept_of, judge
from palabre.stability.inverse.lines import (
    Edit,
    Keys,
    Kind,
    List,
    Wording,
    amendments,
    edits,
    ranks_of,
    statements,
)
from palabre.stability.inverse.pattern import Need, meets, own_needs
from palabre.stability.inverse.ranked import weaker
from palabre.stability.inverse.remedy import Amendment
from palabre.stability.inverse.target import Target

MOST_LISTS = 300_000
MOST_PAIRS = 20_000_000
MOST_CELLS = 1 << 26
CHUNK = 1 << 21

Changed: TypeAlias = Mapping[int, List]
Ways: TypeAlias = list[tuple[Edit, ...]]


@dataclass(frozen=True, eq=False)
class Lists:
    """Lists of one decision maker, how they came about, and under which each state of the target is stable.

    `surely` and `maybe` are [list, state of the target]: stable whatever the others do, and stable if they do
    what is best for it. Where they differ, the others' lists decide.
    """

    lists: list[List]
    how: Ways
    surely: Bools
    maybe: Bools


class Bench:
    """One search for the fewest edits."""

    def __init__(
        self, analysis: Analysis, target: Target, kind: Concept, hold: bool, kinds: Sequence[Kind]
    ) -> None:
        self.analysis, self.target, self.kind, self.hold, self.kinds = analysis, target, kind, hold, kinds
        self.wording = Wording(analysis.space)
        self.base: dict[int, List] = {}
        for dm, who in enumerate(analysis.conflict.decision_makers):
            if isinstance(who.preference, Statements):
                self.base[dm] = tuple(self.wording.number(x.condition) for x in who.preference.lines)
        if not self.base:
            raise ConflictError("no decision maker has statements to edit", 'ask over="ranks"')
        self.additions = self.wording.literals() if "add" in kinds else ()
        self.truth = self.wording.truth()
        self.complete = True
        self.tried = [0, 0]
        self._needs: dict[tuple[int, str], list[list[Need]]] = {}
        ids = range(len(analysis.space.decision_makers))
        self.now = [self._judged(dm, [self.base.get(dm, ())], [()]) for dm in ids]
        self.once = {dm: self._edited(dm, [((), base)]) for dm, base in self.base.items()}
        self.tried[0] = sum(len(x.lists) for x in self.once.values())

    def _stable(self, dm: int, lists: Sequence[List], concept: str) -> Bools:
        if (dm, concept) not in self._needs:
            kind = concept_of(concept)
            self._needs[dm, concept] = [
                own_needs(self.analysis, f, dm, kind, "now") for f in self.target.states
            ]
        ranks: Any = {dm: Keys(self.truth, lists)}
        if dm not in self.base:
            ranks = {dm: self.analysis.ranks[dm][:, None]}
        out = np.ones((len(lists), len(self.target.states)), bool)
        for f, needs in enumerate(self._needs[dm, concept]):
            for need in needs:
                out[:, f] &= meets(need, ranks)
        return out

    def _judged(self, dm: int, lists: list[List], how: Ways) -> Lists:
        maybe = self._stable(dm, lists, weaker(self.kind).id)
        surely = self._stable(dm, lists, "nash") if self.kind.answer == "improvements" else maybe
        return Lists(lists, how, surely, maybe)

    def _edited(
        self, dm: int, start: Sequence[tuple[tuple[Edit, ...], List]], known: frozenset[List] = frozenset()
    ) -> Lists:
        found: dict[List, tuple[Edit, ...]] = {}
        for how, lines in start:
            for edit in edits(lines, self.kinds, self.additions):
                made = edit.on(lines)
                if made not in known and made != self.base[dm]:
                    found.setdefault(made, (*how, edit))
            if len(found) > MOST_LISTS:
                self.complete = False
                break
        return self._judged(dm, list(found), list(found.values()))

    def twice(self) -> dict[int, Lists]:
        """Return the lists two edits away, and no nearer."""
        made = {}
        for dm, near in self.once.items():
            start = list(zip(near.how, near.lists, strict=True))
            made[dm] = self._edited(dm, start, frozenset(near.lists))
        return made

    def alone(self, lists: Mapping[int, Lists]) -> Iterator[tuple[Changed, tuple[Edit, ...], int]]:
        """Yield the changes of one decision maker's list that do it."""
        for dm, some in lists.items():
            surely, maybe = self._others({dm})
            hits = self._hits(some.surely & surely, some.maybe & maybe)
            yes, open_ = hits
            done = [{dm: some.lists[k]} for k in open_]
            good = set(yes.tolist()) | {
                k for k, ok in zip(open_.tolist(), self._engine(done), strict=True) if ok
            }
            for k in sorted(good):
                yield {dm: some.lists[k]}, some.how[k], dm

    def _others(self, but: set[int]) -> tuple[Bools, Bools]:
        left = [x for dm, x in enumerate(self.now) if dm not in but]
        one = np.ones(len(self.target.states), bool)
        return (
            np.logical_and.reduce([one, *(x.surely[0] for x in left)]),
            np.logical_and.reduce([one, *(x.maybe[0] for x in left)]),
        )

    def _hits(self, surely: Bools, maybe: Bools) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return which rows do it, and which may, by what is known of each state of the target."""
        sure, may = surely.any(axis=-1), maybe.any(axis=-1)
        yes = np.flatnonzero(sure if self.hold else ~may)
        return yes, np.flatnonzero(may & ~sure)

    def across(self) -> Iterator[tuple[Changed, dict[int, tuple[Edit, ...]]]]:
        """Yield the changes of two decision makers' lists, one edit each, that do it."""
        for a, b in combinations(self.once, 2):
            one, two = self.once[a], self.once[b]
            self.tried[1] += len(one.lists) * len(two.lists)
            if len(one.lists) * len(two.lists) > MOST_PAIRS:
                self.complete = False
                continue
            surely, maybe = self._others({a, b})
            sure = (one.surely & surely).astype(np.float32) @ two.surely.T.astype(np.float32) > 0
            may = (one.maybe & maybe).astype(np.float32) @ two.maybe.T.astype(np.float32) > 0
            yes = np.argwhere(sure if self.hold else ~may)
            open_ = np.argwhere(may & ~sure)
            pairs = [{a: one.lists[i], b: two.lists[j]} for i, j in open_.tolist()]
            good = [ij for ij, ok in zip(open_.tolist(), self._engine(pairs), strict=True) if ok]
            for i, j in sorted(yes.tolist() + good):
                yield {a: one.lists[i], b: two.lists[j]}, {a: one.how[i], b: two.how[j]}

    def _engine(self, rows: Sequence[Changed]) -> list[bool]:
        """Return for each set of changes whether it does it, by judging the changed conflict."""
        space, base = self.analysis.space, self.analysis.ranks
        if len(rows) * base.size > MOST_CELLS:
            self.complete = False
            return [False] * len(rows)
        states, step = list(self.target.states), max(1, CHUNK // base.size)
        made: dict[List, NDArray[np.int32]] = {}
        out: list[bool] = []
        for first in range(0, len(rows), step):
            part = rows[first : first + step]
            ranks = np.repeat(base[:, :, None], len(part), axis=2)
            for v, changed in enumerate(part):
                for dm, lines in changed.items():
                    if lines not in made:
                        made[lines] = ranks_of(self.truth, lines)
                    ranks[dm, :, v] = made[lines]
            stable = judge(space, ranks, self.kind.id, self.analysis.sanctions)[self.kind.id]
            held = stable[:, states].all(axis=0).any(axis=0)
            out += (held == self.hold).tolist()
        return out

    def told(self, changed: Changed, how: Mapping[int, Sequence[Edit]]) -> tuple[Amendment, ...]:
        """Return edits as amendments, decision maker by decision maker."""
        found: tuple[Amendment, ...] = ()
        for dm in changed:
            who = self.analysis.conflict.decision_makers[dm]
            found += amendments(who, self.base[dm], how[dm], self.wording)
        return found

    def conflict(self, changed: Changed) -> Conflict:
        """Return the conflict with other lists."""
        made = self.analysis.conflict
        for dm, lines in changed.items():
            who = made.decision_makers[dm]
            assert isinstance(who.preference, Statements)
            made = made.with_preference(who.id, statements(who.id, who.preference, lines, self.wording))
        return made
