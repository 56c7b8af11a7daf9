"""Surprise: a move that does not exist in somebody's game, and why not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from palabre.stability.concepts import Bools
from palabre.stability.words import change_words, listed, mid

if TYPE_CHECKING:
    from palabre.stability.analysis import Analysis
    from palabre.stability.hypergame import Hypergame


@dataclass(frozen=True)
class Surprise:
    """A move of one decision maker that another does not think possible.

    Parameters
    ----------
    dm : str
        Who is surprised.
    mover, start, end : str
        Whose move it is, in the mover's own game, from where to where.
    gains : bool
        Whether the mover gains by it, in its own game.
    unseen : tuple of str
        The options taken by it that the surprised one does not know of.
    sentence : str
    """

    dm: str
    mover: str
    start: str
    end: str
    gains: bool
    unseen: tuple[str, ...]
    sentence: str

    def as_json(self) -> dict[str, Any]:
        """Return the surprise as a dictionary."""
        return {
            "dm": self.dm,
            "mover": self.mover,
            "from": self.start,
            "to": self.end,
            "gains": self.gains,
            "unseen": list(self.unseen),
            "sentence": self.sentence,
        }


def _gains(own: Analysis, who: int, ends: NDArray[np.intp], starts: NDArray[np.intp]) -> Bools:
    """Return by which moves a mover gains; where that is unknown, it may."""
    if own.related:
        seen = own.relational.seen[who]
        return np.asarray(seen.better[ends, starts] | seen.unknown[ends, starts])
    return np.asarray(own.ranks[who][ends] > own.ranks[who][starts])


def surprises(hyper: Hypergame, *, improving: bool = True) -> tuple[Surprise, ...]:
    """Return the moves of each that are not there in the game of another, who sees where they start."""
    found = []
    size, known = len(hyper.universe), {dm: hyper.knows(dm) for dm in hyper.games}
    every = {}
    for dm in hyper.games:
        for mover in hyper.games:
            every[dm, mover] = _moves(hyper, dm, mover)
    for mover in hyper.games:
        own = hyper.game(mover)
        who = own.space.dm(mover)
        at = hyper._at[mover]
        for dm in hyper.games:
            strange = np.setdiff1d(every[mover, mover], every[dm, mover])
            starts, ends = strange // size, strange % size
            sees = hyper.sees(dm)
            gains = _gains(own, who, at[ends], at[starts]) if len(strange) else np.zeros(0, bool)
            keep = sees[starts] & (gains if improving else True) if len(strange) else gains
            for start, end, gain in zip(
                starts[keep].tolist(), ends[keep].tolist(), gains[keep].tolist(), strict=True
            ):
                unseen = tuple(o for o in own.space.options if o in hyper.universe.taken[end] - known[dm])
                does = change_words(own.conflict, own.space, who, int(at[start]), int(at[end]))
                why = _why(hyper, dm, mover, unseen, sees=bool(sees[end]))
                said = f"{_name(hyper, mover)} can leave '{hyper.states[start]}' by {does}"
                label = hyper.states
                sentence = f"{said[:1].upper()}{said[1:]}, and {_name(hyper, dm)} {why}."
                found.append(Surprise(dm, mover, label[start], label[end], gain, unseen, sentence))
    return tuple(found)


def _moves(hyper: Hypergame, by: str, mover: str) -> Any:
    """Return the moves of one in the game of another, as numbers: start times size plus end."""
    game = hyper.game(by)
    if mover not in game.space.decision_makers:
        return np.zeros(0, np.int64)
    arcs = game.space.arcs[game.space.dm(mover)]
    place = hyper.universe.places[list(hyper.games).index(by) + (1 if hyper.truth else 0)]
    return place[arcs.sources].astype(np.int64) * len(hyper.universe) + place[arcs.targets]


def _why(hyper: Hypergame, dm: str, mover: str, unseen: tuple[str, ...], *, sees: bool) -> str:
    if mover not in hyper.game(dm).space.decision_makers:
        return f"does not know that {_name(hyper, mover)} takes part"
    if unseen:
        names = {o.id: o.name or o.id for g in hyper.games.values() for o in g.options}
        return f"does not know of {listed([f'‘{names[o]}’' for o in unseen])}"
    return "holds that move for impossible" if sees else "holds what comes of it for impossible"


def _name(hyper: Hypergame, dm: str) -> str:
    return mid(hyper.name(dm))
