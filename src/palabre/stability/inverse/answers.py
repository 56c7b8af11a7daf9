"""Answers: where the others can lead after a move, and by which steps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias
from weakref import WeakKeyDictionary

from palabre.conflict import ConflictError
from palabre.stability.analysis import Analysis
from palabre.stability.concepts import others
from palabre.stability.paths import targets

Hop: TypeAlias = tuple[int, int, int]

MOST_PATHS = 20_000

_Known: TypeAlias = dict[tuple[int, int, bool], tuple[int, ...]]
_KNOWN: WeakKeyDictionary[Analysis, _Known] = WeakKeyDictionary()


def movers(analysis: Analysis, dm: int) -> list[int]:
    """Return which of ``space.movers`` can answer; with ``sanctions="single"`` only those alone."""
    able = others(analysis.space, dm)
    return able if analysis.sanctions != "single" else [k for k in able if k < len(analysis.space.moves)]


def reach(analysis: Analysis, dm: int, start: int, *, improving: bool) -> tuple[int, ...]:
    """Return the states to which all but one decision maker can lead, by moves or by improvements of today.

    Nobody moves twice in a row; with ``sanctions="single"`` there is one move only.
    """
    known, key = _KNOWN.setdefault(analysis, {}), (dm, start, improving)
    if key not in known:
        known[key] = _reach(analysis, dm, start, improving)
    return known[key]


def _reach(analysis: Analysis, dm: int, start: int, improving: bool) -> tuple[int, ...]:
    space, ranks = analysis.space, analysis.ranks if improving else None
    answering = movers(analysis, dm)
    free = space.steady(answering)
    found: dict[int, None] = {}
    seen: set[tuple[int, int]] = {(start, -1)}
    waiting = [(start, -1)]
    while waiting:
        state, last = waiting.pop()
        for k in answering:
            if k == last and not free:
                continue
            for t in targets(space, k, state, ranks):
                found[t] = None
                # Where all moves are transitive, who moved last does not matter.
                key = (t, -1 if free else k)
                if key not in seen and analysis.sanctions != "single":
                    seen.add(key)
                    waiting.append(key)
    return tuple(sorted(found))


def paths(analysis: Analysis, dm: int, start: int, at: int) -> Iterator[tuple[Hop, ...]]:
    """Yield the legal sequences of moves with which the others can answer, whoever would gain by them.

    A sequence is one step (one of ``space.movers``, from, to) after the other. None goes on after it has led
    back to `at`, where nothing more is needed, and none passes twice through one state (with one last mover,
    where it matters who moved last).
    """
    space, answering = analysis.space, movers(analysis, dm)
    free = space.steady(answering)
    count = 0
    waiting: list[tuple[Hop, ...]] = [()]
    while waiting:
        path = waiting.pop()
        state, last = (path[-1][2], path[-1][0]) if path else (start, -1)
        been = {(b, -1 if free else j) for j, _, b in path} | {(start, -1)}
        for k in answering:
            if k == last:
                continue
            for t in targets(space, k, state, None):
                if (t, -1 if free else k) in been:
                    continue
                longer = (*path, (k, state, t))
                count += 1
                if count > MOST_PATHS:
                    raise ConflictError(
                        f"the others can answer in more than {MOST_PATHS:,} ways",
                        'take their wishes as they are today (steps="now")',
                    )
                yield longer
                if t != at and analysis.sanctions != "single":
                    waiting.append(longer)
