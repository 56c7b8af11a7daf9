"""Walks: who would leave a state first, where that leads, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from palabre.conflict import ConflictError
from palabre.stability.catalogue import Foresight, Simultaneity, kind_for_one, kind_of
from palabre.stability.paths import Hops, Step, steps, targets
from palabre.stability.words import better_words, change_words, mid, name_of, state_words

if TYPE_CHECKING:
    from palabre.stability.analysis import Analysis


@dataclass(frozen=True)
class Walk:
    """One decision maker leaves a state, and others follow.

    Parameters
    ----------
    dm : str
        Who walks first.
    path : tuple of (decision maker, label)
        The first move and those that follow, each an improvement that its mover makes unsanctioned.
    ends : "equilibrium" or "cycle"
        Whether the path ends at an equilibrium, or no way on does without coming back to the start.
    cycle_from : str or None
        The label to which a cycle returns.
    sentence : str
        The walk in words.
    """

    dm: str
    path: tuple[Step, ...]
    ends: Literal["equilibrium", "cycle"]
    cycle_from: str | None
    sentence: str

    @property
    def to(self) -> str:
        """Where the first move leads."""
        return self.path[0][1]


def walks(analysis: Analysis, state: str | int, concept: str = "seq") -> tuple[Walk, ...]:
    """Return, for each decision maker with an unsanctioned improvement from a state, what it sets going.

    Each makes its best unsanctioned improvement. From there the shortest path of unsanctioned improvements
    to an equilibrium is followed; where none is in reach without coming back, the first decision maker who
    would move makes its best such move, and so on until a state comes round again.

    Examples
    --------
    >>> from palabre.conflict import Conflict, DecisionMaker, Option, Statement, Statements, parse
    >>> def side(me, line):
    ...     options = (Option(me, me, me.upper()),)
    ...     return DecisionMaker(me.upper(), me.upper(), options, Statements((Statement("1", parse(line)),)))
    >>> from palabre.stability import analyse
    >>> chase = analyse(Conflict("chase", (side("a", "a iff b"), side("b", "b iff not a"))))
    >>> print(walks(chase, "b", "nash")[0].sentence)
    A would walk first: taking 'a' leads to 'a, b', which is preferred because 'a iff b' holds there; then \
B by dropping 'b'; then A by dropping 'a'; then B by taking 'b'; and so back to 'b', round and round.
    """
    space, kind = analysis.space, kind_for_one(concept)
    if isinstance(kind, Foresight):
        what = f"{kind.name} looks further than a walk, which goes from one move to the next"
        raise ConflictError(what, "ask for the verdict, which tells all the moves foreseen")
    name = kind.id
    at = space.index(state) if isinstance(state, str) else state
    found = []
    for who, dm in enumerate(space.decision_makers):
        free = _free(analysis, name, who, at)
        if free:
            own = analysis.ranks[who]
            first = max(free, key=lambda t: (own[t], -t))
            after = _to_equilibrium(analysis, name, at, first)
            hops = [(who, first), *(_round(analysis, name, at, first) if after is None else after)]
            back = None if after is not None else hops[-1][1]
            text = _sentence(analysis, at, hops, back)
            ends: Literal["equilibrium", "cycle"] = "equilibrium" if back is None else "cycle"
            label = None if back is None else space.label(back)
            found.append(Walk(dm, steps(space, hops), ends, label, text))
    return tuple(found)


def _free(analysis: Analysis, concept: str, who: int, at: int) -> list[int]:
    """Unsanctioned improvements."""
    if isinstance(kind_of(concept), Simultaneity):
        met = analysis.simultaneous.met(who, at)
        return [t for t in analysis.simultaneous.free(who, at) if t not in met]
    final, own = analysis.worth(concept, analysis.space.decision_makers[who]), analysis.ranks[who]
    return [t for t in targets(analysis.space, who, at, analysis.ranks) if final[t] > own[at]]


def _to_equilibrium(analysis: Analysis, concept: str, start: int, first: int) -> Hops | None:
    """Find the shortest way on to an equilibrium that does not come back to the start."""
    still = analysis.mask(concept)
    before: dict[int, tuple[int, int] | None] = {start: None, first: None}
    waiting = [first]
    for state in waiting:
        if still[state]:
            hops: Hops = []
            while (step := before[state]) is not None:
                hops.append((step[0], state))
                state = step[1]
            return hops[::-1]
        for who in range(len(analysis.space.decision_makers)):
            for t in _free(analysis, concept, who, state):
                if t not in before:
                    before[t] = (who, state)
                    waiting.append(t)
    return None


def _round(analysis: Analysis, concept: str, start: int, first: int) -> Hops:
    """Follow the first who would move, until a state comes round again."""
    seen, hops, at = {start, first}, [], first
    while True:
        for who, own in enumerate(analysis.ranks):
            free = _free(analysis, concept, who, at)
            if free:
                at = max(free, key=lambda t: (own[t], -t))
                hops.append((who, at))
                break
        if at in seen:
            return hops
        seen.add(at)


def _sentence(analysis: Analysis, at: int, hops: Hops, back: int | None) -> str:
    model, space = analysis.conflict, analysis.space
    (who, first), *rest = hops
    by, there = change_words(model, space, who, at, first), state_words(space, first)
    leads = f"{there} is one move away" if by.startswith("moving to") else f"{by} leads to {there}"
    start = f"{name_of(model, who)} would walk first: {leads}"
    text = f"{start}, {better_words(model, space, who, first, at)}"
    at = first
    for k, t in rest:
        text += f"; then {mid(name_of(model, k))} by {change_words(model, space, k, at, t)}"
        at = t
    if back is not None:
        return f"{text}; and so back to {state_words(space, back)}, round and round."
    if not rest:
        return f"{text}; that is an equilibrium."
    return f"{text}; that ends at {state_words(space, at)}, an equilibrium."
