"""Evolution: which equilibria can be reached from where things stand, how, and who must move for it.

H. Xu, D. M. Kilgour, K. W. Hipel and G. Kemkes, "Using matrices to link conflict evolution and resolution in
a graph model", European Journal of Operational Research 207 (2010) 318-329.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from palabre.conflict import ConflictError, Space
from palabre.stability.catalogue import kind_of
from palabre.stability.paths import Hops, RankArray, Step, steps, targets
from palabre.stability.words import hops_words, listed, mid, name_of, state_words
from palabre.terms import Table, Tabled

if TYPE_CHECKING:
    from palabre.stability.analysis import Analysis


Node: TypeAlias = tuple[int, int]


class Tree(NamedTuple):
    """How each state in reach is first met, as (state, last mover), and what came before each of these."""

    first: dict[int, Node]
    before: dict[Node, Node | None]

    def hops(self, state: int) -> Hops:
        """Return a shortest way to a state."""
        node, found = self.first[state], []
        while (earlier := self.before[node]) is not None:
            found.append((node[1], node[0]))
            node = earlier
        return found[::-1]


@dataclass(frozen=True)
class Reach:
    """One equilibrium and the way to it.

    Parameters
    ----------
    state : str
    by : "here", "improvements", "moves" or "nothing"
        Whether it is where things stand; whether moves that each mover gains by lead there; whether only
        other moves do; or whether none do.
    path : tuple of (decision maker, label)
        A shortest way.
    needed : tuple of str
        The decision makers without whom it cannot be reached in this way.
    sentence : str
    """

    state: str
    by: Literal["here", "improvements", "moves", "nothing"]
    path: tuple[Step, ...]
    needed: tuple[str, ...]
    sentence: str


@dataclass(frozen=True)
class Evolution(Tabled):
    """The equilibria under one concept, and which can be reached from a state."""

    start: str
    concept: str
    ends: tuple[Reach, ...]

    def table(self) -> Table:
        """Return one row an equilibrium."""
        rows = [
            (r.state, r.by, len(r.path), ", ".join(dict.fromkeys(d for d, _ in r.path)), ", ".join(r.needed))
            for r in self.ends
        ]
        return Table.of(["equilibrium", "reached by", "moves", "movers", "needed"], rows)


def evolution(analysis: Analysis, concept: str = "seq", start: str | None = None) -> Evolution:
    """Return which equilibria can be reached from a state: from today's, where none is given.

    Nobody moves twice in a row.

    Examples
    --------
    >>> from palabre import cases
    >>> from palabre.stability import analyse
    >>> cuba = analyse(cases.load("cuban_1962").conflict())
    >>> for row in evolution(cuba).table().rows:
    ...     print(row)
    ('4', 'improvements', 3, 'US, USSR', 'US, USSR')
    ('6', 'improvements', 2, 'US, USSR', 'US, USSR')
    >>> print(evolution(cuba).ends[1].sentence)
    '6' can be reached from '0' by moves that every mover gains by: US moves by taking 'Blockade', then USSR \
by taking 'Withdraw'; not without US and USSR.
    """
    space = analysis.space
    at = space.now if start is None else space.index(start)
    if at is None:
        what = "the model does not say where things stand today"
        raise ConflictError(what, "give a state to start from")
    goals = [space.index(label) for label in analysis.equilibria(concept)]
    every = range(len(space.decision_makers))
    ways: list[tuple[Literal["improvements", "moves"], RankArray | None]]
    ways = [("improvements", analysis.ranks), ("moves", None)]
    trees = {by: _tree(space, at, ranks) for by, ranks in ways}
    without = {(by, k): _tree(space, at, ranks, k) for by, ranks in ways for k in every} if goals else {}
    ends = []
    for goal in goals:
        by: Literal["here", "improvements", "moves", "nothing"] = "here" if goal == at else "nothing"
        hops: Hops = []
        needed: list[int] = []
        for way, _ in ways:
            if by == "nothing" and goal in trees[way].first:
                by, hops = way, trees[way].hops(goal)
                needed = [k for k in every if goal not in without[way, k].first]
        names = tuple(space.decision_makers[k] for k in needed)
        text = _sentence(analysis, at, goal, by, hops, needed)
        text = text[0].upper() + text[1:]
        ends.append(Reach(space.label(goal), by, steps(space, hops), names, text))
    return Evolution(space.label(at), kind_of(concept).id, tuple(ends))


def _tree(space: Space, start: int, ranks: RankArray | None, without: int | None = None) -> Tree:
    """Search in breadth for every state in reach; one decision maker may be left out."""
    before: dict[Node, Node | None] = {(start, -1): None}
    first: dict[int, Node] = {start: (start, -1)}
    waiting: list[Node] = [(start, -1)]
    movers = [k for k, who in enumerate(space.movers) if without not in who]
    for node in waiting:
        for k in movers:
            if k != node[1]:
                for t in targets(space, k, node[0], ranks):
                    if (t, k) not in before:
                        before[t, k] = node
                        first.setdefault(t, (t, k))
                        waiting.append((t, k))
    return Tree(first, before)


def _sentence(  # noqa: PLR0917
    analysis: Analysis, at: int, goal: int, by: str, hops: Hops, needed: list[int]
) -> str:
    model, space = analysis.conflict, analysis.space
    here, there = state_words(space, at), state_words(space, goal)
    if by == "here":
        return f"{there} is where things stand."
    if by == "nothing":
        return f"{there} cannot be reached from {here}."
    gains = "by moves that every mover gains by"
    how = gains if by == "improvements" else f", though not {gains}"
    verb = "moves" if len(space.movers[hops[0][0]]) == 1 else "move"
    told = hops_words(model, space, at, hops, verb)
    only = f"; not without {listed([mid(name_of(model, k)) for k in needed])}" if needed else ""
    return f"{there} can be reached from {here}{'' if how[0] == ',' else ' '}{how}: {told}{only}."
