"""Reach: the way to a settlement from today's state, and who has to move.

By improvements, where each mover gains; by joint moves, where several move at once and each of them gains; or
only by a move from which its mover does not gain. Where the model names joint moves, they are all that can be
done together. Where it names none, any change of own options will do, but parties move together once: were
they to do so twice, they could undo what they signed, only to sign again from a worse place, and everything
would be within reach.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from palabre.conflict import Conflict, Space
from palabre.stability import Analysis
from palabre.stability.concepts import concept_of
from palabre.stability.words import listed, state_words
from palabre.versions.routes import Hops, Movers, route

if TYPE_CHECKING:
    from palabre.versions.sweep import Sweep

Kind: TypeAlias = Literal[
    "already there", "improvements", "joint moves", "costly moves", "out of reach", "fails", "unknown"
]


@dataclass(frozen=True)
class Move:
    """One move on the way: who moves, alone or together, and where to.

    `loses` are the movers it leaves worse off, `no_gain` those it leaves as well off as they were.
    """

    movers: tuple[str, ...]
    to: str
    loses: tuple[str, ...]
    no_gain: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class Way:
    """How a settlement that holds can be reached from today's state, in the working version.

    Parameters
    ----------
    settlement, concept : str
    kind : str
        ``already there``; ``improvements``; ``joint moves`` (one, with improvements before and after; more
        than one only where a costly move is of no help); ``costly moves`` (some mover does not gain);
        ``out of reach``; ``fails`` (it does not hold);
        ``unknown`` (the model has no today's state, or is too large to search).
    start, goal : str or None
        Labels: today's state, and the equilibrium reached.
    moves : tuple of Move
        The fewest that will do: first the fewest from which a mover loses, then the fewest from which it
        does not gain, then the fewest joint ones, then the fewest in all.
    """

    settlement: str
    concept: str
    kind: Kind
    start: str | None = None
    goal: str | None = None
    moves: tuple[Move, ...] = ()

    def sentences(self) -> tuple[str, ...]:
        """Return the way in words."""
        name, deal = concept_of(self.concept).name, f"'{self.settlement}'"
        start = f"today's state ({self.start})"
        path = "; then ".join(m.words for m in self.moves)
        there = f"{path}, which ends at '{self.goal}'."
        costs = [f"{listed(m.loses)} would lose" for m in self.moves if m.loses]
        costs += [f"{listed(m.no_gain)} would not gain" for m in self.moves if m.no_gain]
        dear = "costs its mover" if any(m.loses for m in self.moves) else "does not pay for its mover"
        words: dict[Kind, str] = {
            "fails": f"{deal} does not hold under {name} in the working version.",
            "unknown": f"No way to {deal} was found: today's state is unknown, or too much follows it.",
            "already there": f"{deal} is there already: {start} fits it and holds under {name}.",
            "out of reach": f"No moves lead from {start} to {deal}, whoever gains or loses.",
            "improvements": f"{deal} is in reach of {start}, and each mover gains: {there}",
            "joint moves": f"{deal} is in reach of {start} only if some move together, each gaining: {there}",
            "costly moves": f"{deal} is in reach of {start}, with at most one joint move, "
            f"only by a move that {dear} ({'; '.join(costs)}): {there}",
        }
        return (words[self.kind],)

    def as_json(self) -> dict[str, Any]:
        """Return the way as plain values."""
        return {
            "settlement": self.settlement,
            "concept": self.concept,
            "kind": self.kind,
            "start": self.start,
            "goal": self.goal,
            "moves": [
                {"movers": list(m.movers), "to": m.to, "loses": list(m.loses), "no_gain": list(m.no_gain)}
                for m in self.moves
            ],
        }


def way_of(sweep: Sweep, settlement: str, concept: str) -> Way:
    """Return how a settlement can be reached from today's state, in the working version."""
    if not sweep.verdict(settlement, concept):
        return Way(settlement, concept, "fails")
    analysis = sweep.analysis
    space = analysis.space
    goal = space.where(sweep.conflict.settlement(settlement).condition) & analysis.mask(concept)
    if space.now is None:
        return Way(settlement, concept, "unknown")
    start = space.label(space.now)
    if goal[space.now]:
        return Way(settlement, concept, "already there", start, start)
    # Who moves together more than once unsigns what was signed: before that, somebody has to pay.
    # The joint moves that a model names say what can be done together, as often as there is to gain by it.
    ways: tuple[tuple[int | None, bool], ...] = ((0, False), (1, False), (1, True), (None, True))
    if space.joint:
        ways = ((0, False), (None, False), (None, True))
    for joints, costly in ways:
        hops = route(analysis, space.now, goal, joints=joints, costly=costly)
        if hops is None:
            return Way(settlement, concept, "unknown", start)
        if hops:
            return _told(analysis, Way(settlement, concept, "improvements", start), hops)
    return Way(settlement, concept, "out of reach", start)


def _told(analysis: Analysis, way: Way, hops: Hops) -> Way:
    """Return the way with its moves, and the kind they make it."""
    moves: list[Move] = []
    at = analysis.space.now
    assert at is not None
    for movers, to in hops:
        moves.append(_move(analysis, movers, at, to))
        at = to
    kind: Kind = "improvements"
    if any(m.loses or m.no_gain for m in moves):
        kind = "costly moves"
    elif any(len(m.movers) > 1 for m in moves):
        kind = "joint moves"
    return replace(way, kind=kind, goal=analysis.space.label(at), moves=tuple(moves))


def _move(analysis: Analysis, movers: Movers, before: int, to: int) -> Move:
    space, ranks, dms = analysis.space, analysis.ranks, analysis.conflict.decision_makers
    names = {k: dms[k].name or dms[k].id for k in movers}
    gain = {k: int(ranks[k][to]) - int(ranks[k][before]) for k in movers}
    return Move(
        tuple(dms[k].id for k in movers),
        space.label(to),
        tuple(names[k] for k in movers if gain[k] < 0),
        tuple(names[k] for k in movers if gain[k] == 0),
        _words(analysis.conflict, space, names, before, to),
    )


def _words(conflict: Conflict, space: Space, names: dict[int, str], before: int, to: int) -> str:
    """Return a move in words: who takes and drops what."""
    differ = int((space.codes[before] ^ space.codes[to]) & space.cares[before] & space.cares[to])
    code = int(space.codes[to])
    changed = [o for k, o in enumerate(space.options) if differ >> k & 1]
    told = []
    for k, name in names.items():
        own = {o.id: o.name or o.id for o in conflict.decision_makers[k].options if o.id in changed}
        changed = [o for o in changed if o not in own]
        taken = [f"'{w}'" for o, w in own.items() if code >> space.options.index(o) & 1]
        dropped = [f"'{w}'" for o, w in own.items() if f"'{w}'" not in taken]
        does = [f"taking {listed(taken)}"] if taken else []
        does += [f"dropping {listed(dropped)}"] if dropped else []
        told.append(f"{name} by {' and '.join(does)}" if does else "")
    together = "together, " if len(names) > 1 else ""
    if changed or not all(told):
        return f"{together}{listed(list(names.values()))} by moving to {state_words(space, to)}"
    return together + listed(told)
