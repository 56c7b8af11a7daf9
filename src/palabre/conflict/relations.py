"""Relations: a preference as what holds between any two states, where one number a state does not tell.

Between two states stand: the one is better, perhaps much better; they are equally good; or which is better is
unknown. For a ranking and for statements the strength, the certainty and what is unknown come from the marks:

* statements: the first tier of lines in which the two states differ decides, and its mark counts;
* rankings: of the steps between two states, one unknown makes the two unknown; one strong makes the better
  one much better; and the surest step tells how sure the preference is;
* pairs: what is said of the two, and nothing else.

A preference of degree d counts where ``d - (1 - d)`` reaches the decision maker's threshold, after M. A.
Bashar, D. M. Kilgour and K. W. Hipel, "Fuzzy preferences in the graph model for conflict resolution", IEEE
Transactions on Fuzzy Systems 20 (2012). Where it does not, neither of the two counts as better.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from palabre.conflict.errors import ConflictError
from palabre.conflict.model import Conflict, DecisionMaker
from palabre.conflict.preference import scores
from palabre.conflict.space import Space
from palabre.conflict.structures import Mark, Pairwise, Preference, Ranking, Statements, tiers_of

Bools: TypeAlias = NDArray[np.bool_]

MOST_BYTES = 1 << 30


@dataclass(frozen=True, eq=False)
class Relation:
    """What holds between any two states for one decision maker.

    Parameters
    ----------
    better : bool array [states, states]
        Whether the state of the row counts as better than the state of the column.
    much : bool array
        Whether it is much better.
    unknown : bool array
        Whether which of the two is better is unknown.
    """

    better: Bools
    much: Bools
    unknown: Bools


def relations_of(conflict: Conflict, space: Space) -> tuple[Relation, ...]:
    """Return everybody's relation between the states.

    Raises
    ------
    ConflictError
        When there are too many states to compare any two, or a preference cannot be right.

    Examples
    --------
    >>> from palabre import cases
    >>> conflict = cases.load("sustainable_development").conflict()
    >>> agency = relations_of(conflict, conflict.space)[0]
    >>> agency.much.astype(int).tolist()  # 1 and 3 are much better than 2 and 4
    [[0, 1, 0, 1], [0, 0, 0, 0], [0, 1, 0, 1], [0, 0, 0, 0]]
    """
    n, states = len(conflict.decision_makers), len(space)
    need = (3 * n + 4) * states * states
    if need > MOST_BYTES:
        what = f"to compare any two of {states:,} states takes {need / (1 << 30):.1f} GB of memory"
        remedy = (
            f"and the limit is {MOST_BYTES >> 30}; forbid more with rules, or put the states in one order"
        )
        raise ConflictError(what, remedy)
    return tuple(relation_of(d, space) for d in conflict.decision_makers)


def relation_of(dm: DecisionMaker, space: Space) -> Relation:
    """Return one decision maker's relation between the states."""
    preference = dm.preference
    if isinstance(preference, Statements):
        return _by_lines(preference, space, dm.threshold)
    made = _blank(len(space), dm.threshold)
    if isinstance(preference, Pairwise):
        _compared(preference, space, made)
    elif isinstance(preference, Ranking):
        _by_steps(preference, space, made)
    else:
        made.add(_above(scores(preference, space)), Mark())
    return made.relation


@dataclass(frozen=True, eq=False)
class _Making:
    relation: Relation
    threshold: float | None

    def add(self, better: Bools, mark: Mark) -> None:
        """Note where the row is better than the column, with its mark."""
        now = self.relation
        if mark.unknown:
            now.unknown[...] |= better | better.T
        elif surely(mark, self.threshold):
            now.better[...] |= better
            if mark.strong:
                now.much[...] |= better


def _blank(count: int, threshold: float | None) -> _Making:
    none = (np.zeros((count, count), bool) for _ in range(3))
    return _Making(Relation(*none), threshold)


def surely(mark: Mark, threshold: float | None) -> bool:
    """Whether a preference with this mark counts.

    The rounding of ``2 d - 1`` is forgiven, so that a degree of 0.8 reaches a threshold of 0.6.
    """
    return mark.degree == 1 or (threshold is not None and 2 * mark.degree - 1 >= threshold - 1e-12)


def _above(ranks: NDArray[np.integer]) -> Bools:
    return np.asarray(ranks[:, None] > ranks)


def _by_lines(preference: Statements, space: Space, threshold: float | None) -> Relation:
    lines = preference.lines
    truth = np.zeros((len(space), len(lines)), bool)
    for k, line in enumerate(lines):
        truth[:, k] = space.where(line.condition)
    # States in which the same lines hold are alike, and usually few are not.
    patterns, which = np.unique(truth, axis=0, return_inverse=True)
    made = _blank(len(patterns), threshold)
    open_ = np.ones((len(patterns), len(patterns)), bool)
    for tier in tiers_of(lines):
        above = _above(patterns[:, list(tier)].sum(axis=1))
        made.add(open_ & above, lines[tier[0]].mark)
        open_ &= ~(above | above.T)
    alike = which.reshape(-1)
    few = made.relation
    return Relation(*(part[alike][:, alike] for part in (few.better, few.much, few.unknown)))


def _by_steps(preference: Ranking, space: Space, made: _Making) -> None:
    place = (len(preference.tiers) - 1 - scores(Ranking(preference.tiers), space)).astype(np.intp)
    steps = preference.steps or (Mark(),) * max(0, len(preference.tiers) - 1)

    def between(some: list[bool]) -> Bools:
        """Whether there is some such step on the way down from the row to the column."""
        count = np.concatenate([[0], np.cumsum(some)])[place]
        return np.asarray(count[None, :] > count[:, None])

    doubtful = between([m.unknown for m in steps])
    now = made.relation
    now.unknown[...] = doubtful | doubtful.T
    now.better[...] = between([surely(m, made.threshold) for m in steps]) & ~doubtful
    now.much[...] = between([m.strong for m in steps]) & now.better


def together(first: Mark, second: Mark) -> Mark:
    """Return the mark of two steps in a row."""
    unknown = first.unknown or second.unknown
    strong = (first.strong or second.strong) and not unknown
    return Mark(unknown, strong, 1.0 if unknown else max(first.degree, second.degree))


def among(preference: Preference, labels: Collection[str]) -> Preference:
    """Return what a ranking or pairs say of some states; other preferences as they are.

    Examples
    --------
    >>> ranking = Ranking((("a",), ("b",), ("c",)), (Mark(strong=True), Mark()))
    >>> among(ranking, {"a", "c"}).steps
    (Mark(unknown=False, strong=True, degree=1.0),)
    """
    if isinstance(preference, Pairwise):
        kept = tuple(p for p in preference.pairs if p.one in labels and p.other in labels)
        return replace(preference, pairs=kept)
    if not isinstance(preference, Ranking):
        return preference
    tiers = [tuple(x for x in tier if x in labels) for tier in preference.tiers]
    left = [k for k, tier in enumerate(tiers) if tier]
    steps = preference.steps and tuple(reduce(together, preference.steps[a:b]) for a, b in pairwise(left))
    return Ranking(tuple(tiers[k] for k in left), steps)


def check_labels(preference: Ranking | Pairwise, space: Space) -> None:
    """Refuse a ranking that is not of all states, or pairs of states that are not there."""
    if isinstance(preference, Ranking):
        scores(Ranking(preference.tiers), space)
        return
    for pair in preference.pairs:
        space.index(pair.one)
        space.index(pair.other)


def _compared(preference: Pairwise, space: Space, made: _Making) -> None:
    check_labels(preference, space)
    said = np.eye(len(space), dtype=bool)
    by_mark: dict[Mark, Bools] = {}
    for pair in preference.pairs:
        one, other = space.index(pair.one), space.index(pair.other)
        said[one, other] = said[other, one] = True
        if not pair.equal:
            by_mark.setdefault(pair.mark, np.zeros_like(said))[one, other] = True
    for mark, at in by_mark.items():
        made.add(at, mark)
    if preference.rest == "unknown":
        made.relation.unknown[...] |= ~said
