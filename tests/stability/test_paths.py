"""Paths and walks: every step allowed, none shorter, and every end what it is said to be."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

import invent
from oracle import Oracle
from palabre.stability import Step, analyse, improvement_path, walks

Node = tuple[int, int | None]


def cost(oracle: Oracle, path: tuple[Step, ...], start: int, kind: str) -> tuple[int, int]:
    """Check every step, and return how many are no improvement, and how many there are."""
    ids = [d.id for d in oracle.conflict.decision_makers]
    acts = [" + ".join(ids[k] for k in sorted(who)) for who, _ in oracle.acts]
    at, last, dear = start, None, 0
    for dm, label in path:
        j, t = acts.index(dm), oracle.labels.index(label)
        who, leads = oracle.acts[j]
        assert j != last and t in leads[at]
        dear += not all(oracle.prefers(k, t, at) for k in who)
        at, last = t, j
    if kind == "improvements":
        assert not dear
    return (dear if kind == "cheapest" else 0), len(path)


def least(oracle: Oracle, start: int, goal: set[int], kind: str) -> tuple[int, int] | None:
    """The least cost of a legal path, by relaxing every pair (state, last mover) until nothing changes."""
    best: dict[Node, tuple[int, int]] = {(start, None): (0, 0)}
    changed = True
    while changed:
        changed = False
        for (s, last), (dear, length) in list(best.items()):
            for j, (who, leads) in enumerate(oracle.acts):
                if j == last:
                    continue
                for t in leads[s]:
                    gain = all(oracle.prefers(k, t, s) for k in who)
                    if kind == "improvements" and not gain:
                        continue
                    price = (dear + (kind == "cheapest" and not gain), length + 1)
                    if price < best.get((t, j), (999, 999)):
                        best[t, j] = price
                        changed = True
    return min((price for (s, _), price in best.items() if s in goal), default=None)


@pytest.mark.parametrize("kind", ["improvements", "moves", "cheapest"])
def test_no_path_is_shorter(kind: str) -> None:
    found = 0
    for seed in range(150):
        conflict = invent.conflict(seed)
        if seed % 2:
            conflict = invent.with_joint(conflict, seed, most=1)
        oracle, analysis = Oracle(conflict), analyse(conflict)
        rng = Random(seed)
        for _ in range(4):
            start = rng.randrange(len(oracle.labels))
            goal = {rng.randrange(len(oracle.labels)) for _ in range(2)}
            labels = [oracle.labels[g] for g in goal]
            path = improvement_path(analysis.space, analysis.ranks, oracle.labels[start], labels, kind)
            wanted = least(oracle, start, goal, kind)
            assert (path is None) == (wanted is None)
            if path is not None:
                assert cost(oracle, path, start, kind) == wanted
                assert not path or oracle.labels.index(path[-1][1]) in goal
                found += 1
    assert found > 100


def test_goals_may_be_a_mask_or_left_out() -> None:
    analysis = analyse(invent.conflict(11, "free"))
    nash = analysis.mask("nash")
    assert nash.any() and not nash.all()
    start = int(np.argmin(nash))
    by_mask = improvement_path(analysis.space, analysis.ranks, start, nash)
    assert by_mask == improvement_path(analysis.space, analysis.ranks, start)
    assert by_mask == improvement_path(analysis.space, analysis.ranks, start, analysis.equilibria("nash"))


def free(oracle: Oracle, i: int, s: int, concept: str) -> set[int]:
    return {x for x in oracle.improvements(i, s) if not oracle.deterred(i, s, x, concept)}


@pytest.mark.parametrize("concept", ["nash", "seq"])
def test_walks_end_where_they_say(concept: str) -> None:
    ends = {"equilibrium": 0, "cycle": 0}
    for seed in range(150):
        conflict = invent.conflict(seed)
        oracle, analysis = Oracle(conflict), analyse(conflict)
        ids = [d.id for d in conflict.decision_makers]
        for s, label in enumerate(oracle.labels):
            found = walks(analysis, label, concept)
            assert [w.dm for w in found] == [
                ids[i] for i in oracle.players if not oracle.stable(i, s, concept)
            ]
            for walk in found:
                ends[walk.ends] += 1
                at = s
                for k, (dm, to) in enumerate(walk.path):
                    i, t = ids.index(dm), oracle.labels.index(to)
                    options = free(oracle, i, at, concept)
                    assert t in options
                    if k == 0:
                        assert not any(oracle.prefers(i, x, t) for x in options)
                    at = t
                stable = all(oracle.stable(i, at, concept) for i in oracle.players)
                assert walk.to == walk.path[0][1] and walk.path[0][0] == walk.dm
                if walk.ends == "equilibrium":
                    assert stable and walk.cycle_from is None
                    assert walk.sentence.endswith("equilibrium.")
                    continue
                before = [label, *(x for _, x in walk.path[:-1])]
                assert walk.cycle_from == walk.path[-1][1] and walk.cycle_from in before
                seen, waiting = {s}, [oracle.labels.index(walk.to)]
                while waiting:
                    x = waiting.pop()
                    if x not in seen:
                        seen.add(x)
                        waiting += [t for i in oracle.players for t in free(oracle, i, x, concept)]
                assert not any(all(oracle.stable(i, x, concept) for i in oracle.players) for x in seen)
    assert ends["equilibrium"] > 100
    assert concept != "nash" or ends["cycle"] > 100
