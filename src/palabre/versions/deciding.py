"""Deciding: a small decision tree over the choices that decide a verdict, and the same in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from palabre.versions.choice import Choice
from palabre.versions.field import Bools, Ints
from palabre.versions.share import Share
from palabre.versions.version import Rows

if TYPE_CHECKING:
    from palabre.versions.sweep import Sweep

MOST_LEAVES = 12
MOST_GROWN = 8
MOST_PARTS = 3_000


class Condition(NamedTuple):
    """That a choice has one of these values (places in its `values`)."""

    choice: Choice
    values: tuple[int, ...]

    def __str__(self) -> str:
        return self.choice.phrase_any(self.values)


@dataclass(frozen=True)
class Leaf:
    """Versions that end up together: in how many of them the settlement holds."""

    share: Share


@dataclass(frozen=True)
class Split:
    """Versions told apart by one choice: a branch for each value, or for several that lead to the same."""

    choice: Choice
    branches: tuple[tuple[tuple[int, ...], Node], ...]


Node: TypeAlias = Leaf | Split


@dataclass(frozen=True)
class Tree:
    """The choices that decide whether a settlement holds.

    Parameters
    ----------
    root : Leaf or Split
    share : Share
        Over all versions run.
    exact : bool
        Whether every leaf is all one way.
    smallest : bool
        Whether no tree with fewer leaves tells the versions apart.
    """

    root: Node
    share: Share
    exact: bool
    smallest: bool

    def leaves(self) -> tuple[tuple[tuple[Condition, ...], Share], ...]:
        """Return every leaf with the conditions that lead to it."""
        return tuple(_leaves(self.root, ()))

    def rules(self) -> tuple[str, ...]:
        """Return the leaves as sentences: where it holds, where it may, where it fails."""
        if isinstance(self.root, Leaf):
            whatever = "" if self.share.total == 1 else ", whatever the answers"
            return (f"Holds in {self.share}{whatever}.",)
        if self.share.sampled:
            always, never = (f"{verb}, in every version sampled, where" for verb in ("Holds", "Fails"))
        else:
            always, never = "Holds whenever", "Fails whenever"
        kinds: dict[str, list[str]] = {always: [], "Holds sometimes where": [], never: []}
        for conditions, share in self.leaves():
            kind = "Holds sometimes where"
            if share.count in (0, share.total):
                kind = always if share.count else never
            where = ", and ".join(map(str, conditions))
            kinds[kind].append(f"{kind} {where} (holds in {share.words}).")
        return tuple(sentence for sentences in kinds.values() for sentence in sentences)

    def as_json(self) -> list[dict[str, Any]]:
        """Return the leaves as plain values."""
        return [
            {
                "where": {c.choice.id: [c.choice.values[v] for v in c.values] for c in conditions},
                **share.as_json(),
            }
            for conditions, share in self.leaves()
        ]


def _leaves(node: Node, above: tuple[Condition, ...]) -> Iterator[tuple[tuple[Condition, ...], Share]]:
    if isinstance(node, Leaf):
        yield above, node.share
        return
    for values, below in node.branches:
        yield from _leaves(below, (*above, Condition(node.choice, values)))


def tree_of(sweep: Sweep, settlement: str, concept: str) -> Tree:
    """Return a small tree that tells the versions in which a settlement holds from the others.

    Where every version was run and few choices matter, it is the smallest tree there is, found by trying
    all. Else it is grown choice by choice, the most telling first, to a few leaves.
    """
    holds = sweep.holds[settlement, concept]
    influence = sweep.influence(settlement, concept)
    matter = [sweep.choices.index(i.choice) for i in influence if i.share.count]
    sizes = [len(sweep.choices[k].values) for k in matter]
    root: Plan | None = None
    if sweep.exhaustive and prod(s + 1 for s in sizes) <= MOST_PARTS:
        grid = holds.reshape([len(c.values) for c in sweep.choices]).transpose(
            [*matter, *(k for k in range(len(sweep.choices)) if k not in matter)]
        )
        root = _best(grid.reshape(*sizes, -1)[..., 0], tuple(matter), {})
        if root.leaves > MOST_LEAVES:
            root = None
    smallest = root is not None
    if root is None:
        root = _grown(sweep.versions, holds, matter or list(range(len(sweep.choices))), sweep.choices)
    built = _build(root, sweep, holds, np.arange(len(holds)), sweep.population)
    exact = all(share.count in (0, share.total) for _, share in _leaves(built, ()))
    return Tree(built, sweep.share_of(holds), exact, smallest)


@dataclass(eq=False)
class Plan:
    """A tree before its leaves are counted: which choice splits it, and its branches."""

    axis: int = -1
    branches: tuple[tuple[tuple[int, ...], Plan], ...] = ()

    @property
    def leaves(self) -> int:
        """How many leaves it has."""
        return sum(below.leaves for _, below in self.branches) if self.branches else 1


def _best(grid: Bools, axes: tuple[int, ...], seen: dict[tuple[tuple[int, ...], bytes], Plan]) -> Plan:
    """Return the plan with the fewest leaves, ties to the first; `axes` are the choices of the axes."""
    if grid.all() or not grid.any():
        return Plan()
    name = axes, grid.tobytes()
    if name in seen:
        return seen[name]
    best: Plan | None = None
    for k, axis in enumerate(axes):
        alike: dict[bytes, list[int]] = {}
        for value in range(grid.shape[k]):
            alike.setdefault(np.take(grid, value, k).tobytes(), []).append(value)
        if len(alike) == 1:
            continue
        rest = axes[:k] + axes[k + 1 :]
        plan = Plan(
            axis, tuple((tuple(vs), _best(np.take(grid, vs[0], k), rest, seen)) for vs in alike.values())
        )
        if best is None or plan.leaves < best.leaves:
            best = plan
    assert best is not None
    seen[name] = best
    return best


def _grown(rows: Rows, holds: Bools, axes: Sequence[int], choices: Sequence[Choice]) -> Plan:
    """Return a plan grown at its most mixed leaf, by the choice that leaves least mixed."""
    root = Plan()
    open_ = [_Open(root, np.arange(len(holds)), *_telling(rows, holds, np.arange(len(holds)), axes))]
    leaves = 1
    while True:
        most = max(open_, key=lambda o: o.gain, default=None)
        if most is None or most.gain < 0:
            return root
        sizes = len(choices[most.axis].values)
        if leaves + sizes - 1 > MOST_GROWN:
            return root
        open_.remove(most)
        branches = []
        for value in range(sizes):
            inside = most.inside[rows[most.inside, most.axis] == value]
            if not len(inside):
                continue
            below = Plan()
            branches.append(((value,), below))
            open_.append(_Open(below, inside, *_telling(rows, holds, inside, axes)))
        most.plan.axis, most.plan.branches = most.axis, tuple(branches)
        leaves += len(branches) - 1


class _Open(NamedTuple):
    plan: Plan
    inside: Ints
    axis: int
    gain: float


def _telling(rows: Rows, holds: Bools, inside: Ints, axes: Sequence[int]) -> tuple[int, float]:
    """Return the choice that leaves least mixed, and how much less; -1 where nothing is mixed."""
    verdicts = holds[inside]
    if verdicts.all() or not verdicts.any():
        return -1, -1.0
    best, gain = -1, -1.0
    for axis in axes:
        values = rows[inside, axis]
        number = np.bincount(values)
        if np.count_nonzero(number) < 2:
            continue
        held = np.bincount(values, weights=verdicts, minlength=len(number))
        mixed = float((held * (number - held) / np.maximum(number, 1)).sum())
        less = float(verdicts.sum()) * float((~verdicts).sum()) / len(verdicts) - mixed
        if less > gain + 1e-9:
            best, gain = axis, less
    return best, gain


def _build(plan: Plan, sweep: Sweep, holds: Bools, inside: Ints, population: int) -> Node:
    """Count the leaves of a plan; `population` is how many versions there are in this part."""
    if not plan.branches:
        return Leaf(Share.of(int(holds[inside].sum()), len(inside), population))
    choice = sweep.choices[plan.axis]
    column = sweep.versions[inside, plan.axis]
    branches = []
    for values, below in _merged(plan, column, holds[inside]):
        part = population // len(choice.values) * len(values)
        branches.append((values, _build(below, sweep, holds, inside[np.isin(column, values)], part)))
    return Split(choice, tuple(branches))


def _merged(plan: Plan, column: NDArray[np.int16], holds: Bools) -> list[tuple[tuple[int, ...], Plan]]:
    """Return the branches of a plan, those that always hold as one, and those that never do as one."""
    merged: dict[object, tuple[tuple[int, ...], Plan]] = {}
    for values, below in plan.branches:
        inside = holds[np.isin(column, values)]
        kind: object = below if below.branches or inside.any() != inside.all() else bool(inside.any())
        before = merged[kind][0] if kind in merged else ()
        merged[kind] = (tuple(sorted((*before, *values))), below)
    return list(merged.values())
