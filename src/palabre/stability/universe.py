"""Universe: the states of several games side by side, compared by the options that are taken in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from palabre.conflict import Conflict, ConflictError

Places = NDArray[np.intp]
Key = tuple[int, int]
MOST_OPTIONS = 63


@dataclass(frozen=True, eq=False)
class Universe:
    """All states of all games, each once.

    Parameters
    ----------
    options : tuple of str
        The options of all games.
    labels : tuple of str
        What each state is called in the first game that has it.
    keys : tuple of (int, int)
        The options taken in each, and those it leaves open, as bits.
    places : tuple of arrays
        Game by game: where each of its states stands here.
    """

    options: tuple[str, ...]
    labels: tuple[str, ...]
    keys: tuple[Key, ...]
    places: tuple[Places, ...]

    def __len__(self) -> int:
        return len(self.labels)

    @cached_property
    def taken(self) -> tuple[frozenset[str], ...]:
        """The options taken in each."""
        return tuple(
            frozenset(o for k, o in enumerate(self.options) if code >> k & 1) for code, _ in self.keys
        )

    def seen_as(self, known: frozenset[str]) -> Places:
        """Return, state by state, what is seen of it by one who knows these options; -1 for no state."""
        bits = sum(1 << k for k, o in enumerate(self.options) if o in known)
        number = {key: u for u, key in enumerate(self.keys)}
        return np.array([number.get((code & bits, open_), -1) for code, open_ in self.keys], np.intp)

    def at(self, game: int) -> Places:
        """Return, state by state, its number in one game; -1 where that game has no such state."""
        found = np.full(len(self), -1, np.intp)
        found[self.places[game]] = np.arange(len(self.places[game]))
        return found


def universe_of(games: Sequence[tuple[str, Conflict]]) -> Universe:
    """Return the states of several games, each under what its game is called in an error.

    A state is known by the options taken in it and by those it leaves open; an option that a game does not
    have is not taken there.

    Raises
    ------
    ConflictError
        When two states of one game cannot be told apart by their options, when two states are called the same
        in two games, or when there are more than 63 options in all.
    """
    options = tuple(dict.fromkeys(o.id for _, game in games for o in game.options))
    if len(options) > MOST_OPTIONS:
        what = f"the games have {len(options)} options in all, and the limit is {MOST_OPTIONS}"
        raise ConflictError(what, "call the same thing by the same id in all games")
    number: dict[Key, int] = {}
    labels: list[str] = []
    called: dict[str, int] = {}
    places = []
    for name, game in games:
        keys = _keys(game, options)
        if len(set(keys)) < len(keys):
            _refuse_twins(name, game, keys)
        for s, key in enumerate(keys):
            label = game.space.label(s)
            if key not in number:
                number[key] = len(number)
                labels.append(label)
            if called.setdefault(label, number[key]) != number[key]:
                what = f"'{label}' is one state in one game and another in {name}"
                raise ConflictError(what, "give states with different options different labels")
        places.append(np.array([number[key] for key in keys], np.intp))
    return Universe(options, tuple(labels), tuple(number), tuple(places))


def _keys(game: Conflict, options: Sequence[str]) -> list[Key]:
    space = game.space
    place = [options.index(o) for o in space.options]
    taken, open_ = np.zeros(len(space), np.uint64), np.zeros(len(space), np.uint64)
    for k, to in enumerate(place):
        taken |= ((space.codes >> np.uint64(k)) & np.uint64(1)) << np.uint64(to)
        open_ |= (((~space.cares) >> np.uint64(k)) & np.uint64(1)) << np.uint64(to)
    return list(zip(taken.tolist(), open_.tolist(), strict=True))


def _refuse_twins(name: str, game: Conflict, keys: Sequence[Key]) -> None:
    twin = next(k for k in keys if keys.count(k) > 1)
    one, other = [game.space.label(s) for s, key in enumerate(keys) if key == twin][:2]
    what = f"'{one}' and '{other}' take the same options in {name}"
    raise ConflictError(what, "games are compared by the options taken: make their patterns differ")
