"""Jumps: what coalitions gain by, from one equilibrium to another or from any state, with the moves.

See D. M. Kilgour, K. W. Hipel, L. Fang and X. Peng, "Coalition analysis in group decision support", Group
Decision and Negotiation 10 (2001) 159-175.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from palabre.stability.bits import Bools
from palabre.stability.coalitions import Coalitions, Members, coalition_name
from palabre.stability.paths import Hops, Step, answer, steps
from palabre.stability.words import change_words, listed, mid, name_of, state_words

if TYPE_CHECKING:
    from palabre.stability.analysis import Analysis


@dataclass(frozen=True)
class Jump:
    """A coalition takes a state to another in which each member is better off.

    Parameters
    ----------
    start, to : str
        Labels.
    coalition : tuple of str
        The members' ids.
    path : tuple of (who moves, label)
        The shortest legal sequence of their moves; ids with + between where several move together.
    sentence : str
        The jump in words.
    """

    start: str
    to: str
    coalition: tuple[str, ...]
    path: tuple[Step, ...]
    sentence: str

    def as_json(self) -> list[str | list[str]]:
        """Return [from, to, [members]]."""
        return [self.start, self.to, list(self.coalition)]


def jumps(analysis: Analysis, concept: str = "nash") -> tuple[Jump, ...]:
    """Return the equilibrium jumps: by which two or more leave one equilibrium for another.

    An equilibrium from which there is a jump is vulnerable, though nobody would leave it alone. Where a
    coalition can jump, larger ones that hold it are left out.

    Examples
    --------
    >>> from palabre import cases
    >>> from palabre.stability import analyse
    >>> (jump,) = jumps(analyse(cases.load("elmira").conflict(), "nash"))
    >>> jump.as_json()
    ['5', '8', ['MoE', 'Uniroyal']]
    >>> print(jump.sentence)
    MoE and Uniroyal can leave '5' together for '8', and each gains: MoE by taking 'Modify the control \
order', then Uniroyal by taking 'Accept the order' and dropping 'Delay the appeal'.
    """
    still = analysis.mask(concept)
    found: list[tuple[int, int, Members]] = []
    done: dict[tuple[int, int], list[Members]] = {}
    for members in analysis.coalitions.every:
        if len(members) < 2:
            continue
        leads = analysis.coalitions.improvements(members) & still[:, None] & still
        for s, t in zip(*(x.tolist() for x in np.nonzero(leads)), strict=True):
            if not any(set(m) <= set(members) for m in done.get((s, t), ())):
                done.setdefault((s, t), []).append(members)
                found.append((s, t, members))
    return tuple(jump(analysis, members, s, t) for s, t, members in sorted(found))


def jump(analysis: Analysis, members: Members, start: int, to: int) -> Jump:
    """Return a jump with its moves and in words."""
    space, model = analysis.space, analysis.conflict
    hops = way(analysis.coalitions, members, start, np.arange(len(space)) == to)
    assert hops, "the engine found a jump, and the search did not"
    who = listed([name_of(model, members[0]), *(mid(name_of(model, k)) for k in members[1:])])
    told = moves_words(analysis, start, hops)
    alone = len(members) == 1
    gains = "gains" if alone else "none loses" if analysis.weak else "each gains"
    text = f"{who} can leave {state_words(space, start)}{'' if alone else ' together'} for "
    text += f"{state_words(space, to)}, and {gains}: {told}."
    ids = tuple(space.decision_makers[k] for k in members)
    return Jump(space.label(start), space.label(to), ids, steps(space, hops), text)


def way(found: Coalitions, members: Members, start: int, goal: Bools) -> Hops | None:
    """Return the shortest legal sequence of moves by which a coalition comes to one of some states."""
    return answer(found.space, start, goal, found.movers(members), None, dread=np.zeros(len(goal), np.int32))


def moves_words(analysis: Analysis, start: int, hops: Hops) -> str:
    """Return moves in words: who by doing what, then who."""
    told, at = [], start
    for k, t in hops:
        words = change_words(analysis.conflict, analysis.space, k, at, t)
        told.append(f"{mid(name_of(analysis.conflict, k))} by {words}")
        at = t
    return ", then ".join(told)


def gains(analysis: Analysis, state: str | int) -> Mapping[str, tuple[str, ...]]:
    """Return which coalitions gain by leaving a state, single decision makers included, and for where.

    Examples
    --------
    >>> from palabre import cases
    >>> from palabre.stability import analyse
    >>> gains(analyse(cases.load("elmira").conflict(), "nash"), "5")
    {'MoE + Uniroyal': ('8',)}
    """
    space = analysis.space
    at = space.index(state) if isinstance(state, str) else state
    found = {}
    for members in analysis.coalitions.every:
        there = np.flatnonzero(analysis.coalitions.improvements(members)[at])
        if len(there):
            found[coalition_name(space, members)] = tuple(space.label(int(t)) for t in there)
    return found
