"""The engine equals the literal reading of the definitions, on 3,000 random conflicts of every kind.

Together they hold more than 500,000 verdicts (state, decision maker, concept), and nearly as many again with
the moves kept as groups instead of lists.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

import invent
from oracle import CONCEPTS, Oracle
from palabre.conflict import Groups, moves, space_of
from palabre.stability import analyse, judge

CONFLICTS = 3_000
BATCHES = 10


@pytest.mark.parametrize("batch", range(BATCHES))
def test_engine_equals_oracle(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    verdicts = 0
    for seed in range(batch, CONFLICTS, BATCHES):
        conflict = invent.conflict(seed)
        oracle = Oracle(conflict)
        analysis = analyse(conflict)
        space = analysis.space
        assert list(analysis.states) == oracle.labels, seed
        for i, its in enumerate(space.moves):
            assert [set(its.of(s).tolist()) for s in range(len(space))] == oracle.moves[i], seed
        wanted = {c: np.array(oracle.verdicts(c)) for c in CONCEPTS}
        found = judge(space, analysis.ranks)
        for concept in CONCEPTS:
            assert (found[concept] == wanted[concept]).all(), (seed, concept)
            verdicts += wanted[concept].size
        assert not (wanted["nash"] & ~wanted["sseq"]).any(), seed
        assert not (wanted["sseq"] & ~wanted["seq"]).any(), seed
        assert not (wanted["sseq"] & ~wanted["smr"]).any(), seed
        assert not (wanted["seq"] & ~wanted["gmr"]).any(), seed
        assert not (wanted["nash"] & ~wanted["smr"]).any(), seed
        assert not (wanted["smr"] & ~wanted["gmr"]).any(), seed

        if seed % 4 == 0:
            single = judge(space, analysis.ranks, CONCEPTS, "single")
            for concept in CONCEPTS:
                assert single[concept].tolist() == oracle.verdicts(concept, single=True), (seed, concept)

        if conflict.moves is None and space.whole:
            with monkeypatch.context() as patch:
                patch.setattr(moves, "MOST_ARCS", -1)
                grouped = space_of(conflict)
            assert all(isinstance(its, Groups) for its in grouped.moves)
            for i, its in enumerate(grouped.moves):
                assert [set(its.of(s).tolist()) for s in range(len(grouped))] == oracle.moves[i], seed
            found = judge(grouped, analysis.ranks)
            for concept in CONCEPTS:
                assert (found[concept] == wanted[concept]).all(), (seed, concept)
    assert verdicts > 45_000


@pytest.mark.parametrize("batch", range(2))
def test_engine_equals_oracle_with_joint_moves(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who answers may do so together: some 200 conflicts of three or four decision makers."""
    changed = 0
    for seed in range(batch, 400, 2):
        plain = invent.conflict(seed, most=4)
        if len(plain.decision_makers) < 3:
            continue
        conflict = invent.with_joint(plain, seed)
        oracle, space = Oracle(conflict), conflict.space
        leads = [[set(j.arcs.of(s).tolist()) for s in range(len(space))] for j in space.joint]
        assert leads == [to for _, to in oracle.joint], seed
        analysis = analyse(conflict)
        for concept in CONCEPTS:
            wanted = np.array(oracle.verdicts(concept))
            assert (judge(space, analysis.ranks, concept)[concept] == wanted).all(), (seed, concept)
            plainly = judge(plain.space, analysis.ranks, concept)[concept]
            changed += (plainly != wanted).sum()
            assert (
                judge(space, analysis.ranks, concept, "single")[concept] == oracle.verdicts(concept, True)
            ).all()
        if len(space):
            several = np.stack([analysis.ranks, analysis.ranks[::-1], -analysis.ranks], axis=2)
            at_once = judge(space, several, "seq")["seq"]
            for v in range(3):
                assert (at_once[:, :, v] == judge(space, several[:, :, v], "seq")["seq"]).all(), seed
        if conflict.moves is None and space.whole:
            with monkeypatch.context() as patch:
                patch.setattr(moves, "MOST_ARCS", -1)
                grouped = space_of(conflict)
            for concept in CONCEPTS:
                wanted = judge(space, analysis.ranks, concept)[concept]
                assert (judge(grouped, analysis.ranks, concept)[concept] == wanted).all(), (seed, concept)
    assert changed > 5


def test_random_conflicts_are_of_every_kind() -> None:
    seen: Counter[str] = Counter()
    for seed in range(400):
        conflict = invent.conflict(seed)
        space = conflict.space
        n = len(conflict.decision_makers)
        seen[f"{n} decision makers"] += 1
        seen["one-way options"] += bool(conflict.one_way)
        seen["infeasible states"] += conflict.states is None and len(space) < 2 ** len(conflict.options)
        seen["collapsed states"] += not space.whole
        seen["not transitive, three or more"] += n > 2 and not all(space.transitive)
        ranks = analyse(conflict).ranks
        seen["ties"] += any(len(np.unique(r)) < len(r) for r in ranks)
    assert len(seen) == 10 and min(seen.values()) >= 25, seen


def test_versions_at_once_equal_versions_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    from palabre.stability import concepts

    monkeypatch.setattr(concepts, "CHUNK", 64)
    rng = np.random.default_rng(7)
    for seed in range(120):
        conflict = invent.conflict(seed)
        spaces = [conflict.space]
        if conflict.moves is None and conflict.space.whole:
            with monkeypatch.context() as patch:
                patch.setattr(moves, "MOST_ARCS", -1)
                spaces.append(space_of(conflict))
        for space in spaces:
            n = len(space.decision_makers)
            ranks = rng.integers(0, 6, (n, len(space), 9))
            at_once = judge(space, ranks)
            for v in range(9):
                alone = judge(space, ranks[:, :, v])
                for concept in CONCEPTS:
                    assert (at_once[concept][:, :, v] == alone[concept]).all(), (seed, concept)
            for dm in range(n):
                own = concepts.stable_for(space, dm, {dm: ranks[dm]}, "smr")
                assert (own == at_once["smr"][dm]).all()
                assert (concepts.stable_for(space, dm, ranks, "seq") == at_once["seq"][dm]).all()


def test_ranks_of_any_size_give_the_same_verdicts() -> None:
    for seed in range(40):
        conflict = invent.conflict(seed, "rules")
        ranks = analyse(conflict).ranks.astype(np.int64)
        plain = judge(conflict.space, ranks)
        spread = judge(conflict.space, ranks * 100_003 - 70_000)
        for concept in CONCEPTS:
            assert (plain[concept] == spread[concept]).all()
    with pytest.raises(ValueError, match="32 bits"):
        judge(conflict.space, ranks + 2**40)


def test_mixed_sizes_of_ranks_do_not_overflow() -> None:
    for seed in range(40):
        conflict = invent.conflict(seed, "rules")
        ranks = list(analyse(conflict).ranks)
        wanted = judge(conflict.space, np.stack(ranks))["seq"]
        for dm in range(len(ranks)):
            mixed = [r if k == dm else r * 100_003 for k, r in enumerate(ranks)]
            from palabre.stability import stable_for

            assert (stable_for(conflict.space, dm, mixed, "seq") == wanted[dm]).all()
