"""The engine equals the literal reading of the definitions on thousands of random conflicts."""

from __future__ import annotations

import pytest

import invent
from oracle import CONCEPTS, Oracle
from palabre.stability import analyse, judge

CONFLICTS = 4_000
BATCHES = 20


@pytest.mark.parametrize("batch", range(BATCHES))
def test_engine_equals_oracle(batch: int) -> None:
    for seed in range(batch, CONFLICTS, BATCHES):
        conflict = invent.conflict(seed)
        oracle = Oracle(conflict)
        analysis = analyse(conflict)
        assert list(analysis.states) == oracle.labels, seed
        for i, arcs in enumerate(analysis.space.arcs):
            assert [set(arcs.of(s).tolist()) for s in range(len(analysis.space))] == oracle.moves[i], seed
        found = judge(analysis.space, analysis.ranks)
        for concept in CONCEPTS:
            assert found[concept].tolist() == oracle.verdicts(concept), (seed, concept)
