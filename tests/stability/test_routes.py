"""All paths, and who must move for an equilibrium, against searches that try everything."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

import invent
from oracle import Oracle
from palabre import cases
from palabre.conflict import ConflictError
from palabre.stability import all_paths, analyse, evolution

CONFLICTS = 500
LONGEST = 4


def every_path(
    oracle: Oracle, start: int, goal: set[int], improving: bool
) -> set[tuple[tuple[int, int], ...]]:
    """Every legal sequence of at most LONGEST moves that ends where it first meets a goal."""
    found = set()
    waiting: list[tuple[int, tuple[tuple[int, int], ...]]] = [(start, ())]
    while waiting:
        at, done = waiting.pop()
        if at in goal:
            found.add(done)
        elif len(done) < LONGEST:
            for i in oracle.players:
                if not done or done[-1][0] != i:
                    for t in oracle.improvements(i, at) if improving else oracle.moves[i][at]:
                        if t != start and t not in {x for _, x in done}:
                            waiting.append((t, (*done, (i, t))))
    return found


def test_all_paths_are_found_and_no_others() -> None:
    total = 0
    for seed in range(CONFLICTS):
        conflict = invent.conflict(seed, ("rules", "listed", "explicit", "collapsed")[seed % 4], 4)
        analysis, oracle, rng = analyse(conflict), Oracle(conflict), Random(seed)
        states = range(len(oracle.labels))
        start, goal = rng.choice(states), set(rng.sample(states, rng.randint(1, len(states))))
        improving = rng.random() < 0.6
        if not improving and sum(len(m) for by in oracle.moves for m in by) > 5 * len(states):
            continue
        kind = "improvements" if improving else "moves"
        labels = [oracle.labels[s] for s in goal]
        found = all_paths(analysis.space, analysis.ranks, oracle.labels[start], labels, kind, LONGEST)
        ids = [d.id for d in conflict.decision_makers]
        wanted = every_path(oracle, start, goal, improving)
        assert {tuple((ids.index(d), oracle.labels.index(x)) for d, x in path) for path in found} == wanted, (
            seed
        )
        assert [len(p) for p in found] == sorted(len(p) for p in wanted)
        total += len(found)
    assert total > 400


def reachable(oracle: Oracle, start: int, improving: bool, without: int | None) -> set[int]:
    seen = {(start, -1)}
    waiting = [(start, -1)]
    while waiting:
        at, last = waiting.pop()
        for i in oracle.players:
            if i not in (last, without):
                for t in oracle.improvements(i, at) if improving else oracle.moves[i][at]:
                    if (t, i) not in seen:
                        seen.add((t, i))
                        waiting.append((t, i))
    return {s for s, _ in seen}


def test_who_must_move_equals_trying_without() -> None:
    kinds = set()
    for seed in range(200):
        conflict = invent.conflict(seed)
        analysis, oracle, rng = analyse(conflict), Oracle(conflict), Random(seed)
        start = rng.randrange(len(oracle.labels))
        ids = [d.id for d in conflict.decision_makers]
        for concept in ("nash", "gmr"):
            found = evolution(analysis, concept, oracle.labels[start])
            assert [r.state for r in found.ends] == list(analysis.equilibria(concept))
            for end in found.ends:
                goal = oracle.labels.index(end.state)
                kinds.add(end.by)
                improving = goal in reachable(oracle, start, True, None)
                by = "improvements" if improving else "moves"
                if goal not in reachable(oracle, start, improving, None):
                    by = "nothing"
                assert end.by == ("here" if goal == start else by), seed
                if end.by in ("improvements", "moves"):
                    assert end.needed == tuple(
                        d for i, d in enumerate(ids) if goal not in reachable(oracle, start, improving, i)
                    ), seed
                    assert set(end.needed) <= {d for d, _ in end.path}
                    assert end.path[-1][1] == end.state
                assert end.sentence.startswith(("'", "The state with nothing taken"))
    assert kinds == {"here", "improvements", "moves", "nothing"}


def test_too_many_paths_and_no_start_are_refused() -> None:
    cuba = analyse(cases.load("cuban_1962").conflict())
    with pytest.raises(ConflictError, match="more than 10 such paths; ask for shorter ones"):
        all_paths(cuba.space, cuba.ranks, "0", ["6"], "moves", 6, most=10)
    assert all_paths(cuba.space, cuba.ranks, "6", ["6"]) == ((),)
    assert all_paths(cuba.space, cuba.ranks, "0", np.zeros(len(cuba.space), bool)) == ()
    with pytest.raises(ConflictError, match="does not say where things stand today; give a state"):
        evolution(analyse(cases.load("chicken").conflict()))
