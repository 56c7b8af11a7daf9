"""Every version of random models, run together, against the same versions analysed one at a time."""

from __future__ import annotations

from dataclasses import replace

import disputed
import numpy as np
import pytest

import oracle
from palabre.conflict import Conflict, ConflictError
from palabre.stability import Analysis, analyse
from palabre.versions import apply, choices_of
from palabre.versions.runner import Runner
from palabre.versions.version import count, desk, every, sample

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
SEEDS = range(240)
MOST = 260


def naive(conflict, choices, row, questions) -> Analysis | None:
    try:
        return analyse(replace(apply(conflict, choices, row, questions), now=None), CONCEPTS)
    except ConflictError as fault:
        assert fault.what == "no state is feasible"
        return None


@pytest.mark.parametrize("start", SEEDS[::30])
def test_all_versions_together_equal_one_at_a_time(start: int) -> None:
    tried = 0
    for seed in range(start, start + 30):
        conflict, questions = disputed.model(seed)
        choices = choices_of(conflict, questions)
        if count(choices) > MOST:
            continue
        rows = every(choices)
        found = Runner(conflict, choices, questions, CONCEPTS).run(rows)
        tried += len(rows)
        for k, row in enumerate(rows.tolist()):
            alone = naive(conflict, choices, row, questions)
            for settlement, concept in found.holds:
                key = settlement, concept
                holds = alone is not None and alone.holds(settlement, concept)
                assert found.holds[key][k] == holds, (seed, row, key)
                assert found.leaves[key][:, k].tolist() == leaving(alone, conflict, key), (seed, row, key)
                if alone is not None:
                    fit = alone.space.where(conflict.settlement(settlement).condition)
                    assert found.fits[settlement][k] == fit.any()
    assert tried > 400


def leaving(alone: Analysis | None, conflict, key) -> list[bool]:
    nobody = [False] * len(conflict.decision_makers)
    if alone is None:
        return nobody
    fit = alone.space.where(conflict.settlement(key[0]).condition)
    gone = np.stack([~alone.mask(key[1], dm.id)[fit] for dm in conflict.decision_makers])
    if not gone.shape[1]:
        return nobody
    return gone[:, gone.sum(axis=0) == gone.sum(axis=0).min()].any(axis=1).tolist()


def test_versions_equal_the_definitions_read_literally() -> None:
    """Each version by the oracle, which shares no line with the engine."""
    tried = 0
    for seed in range(400, 460):
        conflict, questions = disputed.model(seed)
        choices = choices_of(conflict, questions)
        rows = sample(choices, 6, seed, desk(choices))
        found = Runner(conflict, choices, questions, CONCEPTS).run(rows)
        for k, row in enumerate(rows.tolist()):
            tried += 1
            expected = literally(apply(conflict, choices, row, questions), conflict)
            for key, holds in found.holds.items():
                assert holds[k] == (key in expected), (seed, row, key)
    assert tried > 200


def literally(changed: Conflict, conflict: Conflict) -> set[tuple[str, str]]:
    literal = oracle.Oracle(changed)
    found: set[tuple[str, str]] = set()
    if not literal.members:
        return found
    for concept in CONCEPTS:
        verdicts = literal.verdicts(concept)
        for state, strings in enumerate(literal.members):
            if all(own[state] for own in verdicts):
                found |= {
                    (s.name, concept) for s in conflict.settlements if oracle.true_in(s.condition, strings[0])
                }
    return found


def test_the_random_models_leave_open_everything_there_is() -> None:
    kinds = set()
    for seed in SEEDS:
        conflict, questions = disputed.model(seed)
        settled = any(q.settled for q in questions)
        for choice in choices_of(conflict, questions):
            kinds.add((choice.kind, choice.structural, len(choice.values), settled))
    assert {(k, s) for k, s, *_ in kinds} == {(k, s) for k in ("question", "line") for s in (True, False)}
    assert {n for _, _, n, _ in kinds} == {2, 3, 4}
    assert {settled for *_, settled in kinds} == {True, False}


def test_a_chunk_at_a_time_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    conflict, questions = disputed.model(3)
    choices = choices_of(conflict, questions)
    rows = every(choices)[:60]
    whole = Runner(conflict, choices, questions, CONCEPTS).run(rows)
    monkeypatch.setattr("palabre.versions.runner.CELLS", 1)
    monkeypatch.setattr("palabre.versions.runner.FIELDS", 1)
    calls: list[tuple[int, int]] = []
    parts = Runner(conflict, choices, questions, CONCEPTS).run(rows, lambda *c: calls.append(c))
    for key, holds in whole.holds.items():
        assert (parts.holds[key] == holds).all()
        assert (parts.leaves[key] == whole.leaves[key]).all()
    assert calls[-1] == (len(rows), len(rows))
    assert [done for done, _ in calls] == sorted(done for done, _ in calls)
