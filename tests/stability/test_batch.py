"""The kernel for versions gives the verdicts of the numpy form, whatever the width of its vectors."""

from __future__ import annotations

import logging
import sys
from dataclasses import replace
from functools import partial
from threading import Thread
from time import perf_counter

import numpy as np
import pytest
from test_fast import hostile, spread

import invent
from palabre.conflict import ConflictError, Space
from palabre.conflict.moves import arcs_from, is_transitive
from palabre.stability import batch, fast, judge, plan
from palabre.stability.concepts import ALL, judge_numpy

built = pytest.mark.skipif(plan.kernel() is None, reason="the compiled kernel was not built here")
EVERY = sum(fast.BITS.values())


def spaces(seeds: range) -> list[tuple[int, Space]]:
    """Random models of all kinds, a third of them with joint moves; those that the kernel serves."""
    found = []
    for seed in seeds:
        conflict = invent.conflict(seed)
        conflict = invent.with_joint(conflict, seed) if seed % 3 == 0 else conflict
        try:
            space = conflict.space
        except ConflictError:
            continue
        if plan.plan_of(space) is not None:
            found.append((seed, space))
    return found


def ranks_of(space: Space, seed: int, versions: int, levels: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.integers(0, levels, (len(space.moves), len(space), versions)).astype(np.int16)


def compare(space: Space, ranks: np.ndarray, lanes: tuple[int, ...] = (8, 16, 32)) -> int:
    moves = plan.plan_of(space)
    assert moves is not None
    wanted = judge_numpy(space, ranks)
    for width in lanes:
        found, late = batch.verdicts(moves, ranks, EVERY, width)
        assert not late.any()
        for concept, bit in fast.BITS.items():
            assert (fast.unpacked(found, bit) == wanted[concept]).all(), (concept, width)
    return ranks.size * len(wanted)


@built
def test_kernel_equals_numpy_on_small_models() -> None:
    verdicts, joint, explicit = 0, 0, 0
    for seed, space in spaces(range(300)):
        verdicts += compare(space, ranks_of(space, seed, 1 + seed % 70, 2 + seed % 19))
        joint += bool(space.joint)
        explicit += space.by_option is None and not space.joint
    assert verdicts > 1_000_000 and joint > 30 and explicit > 20


@built
def test_a_concept_alone_is_what_it_is_among_others() -> None:
    for seed, space in spaces(range(300, 360)):
        ranks, moves = ranks_of(space, seed, 9, 5), plan.plan_of(space)
        assert moves is not None
        every, _ = batch.verdicts(moves, ranks, EVERY)
        for wanted in (1, 2, 4, 8, 16, 6, 24, 12, 18):
            assert (batch.verdicts(moves, ranks, wanted)[0] == every & wanted).all(), (seed, wanted)


@built
@pytest.mark.parametrize(("up", "holes"), [(0, 0), (2, 0), (0, 3), (2, 3)])
def test_decision_makers_with_few_and_with_many_options(up: int, holes: int) -> None:
    for shape in ((3, 3, 2), (4, 2), (1, 5, 1), (2, 1, 1, 1, 1), (6,)):
        space = spread(shape, min(up, len(shape)), holes)
        compare(space, ranks_of(space, up + holes, 37, 12), (8, 32))
        compare(space, ranks_of(space, up + holes, 5, 32_768), (8, 32))


@built
def test_any_moves_of_which_two_in_a_row_are_one() -> None:
    """Drawn at random, and closed: some lead both ways, some one way, over blocks of all sizes."""
    plain = spread((3, 2, 1))
    for seed in range(60):
        rng = np.random.default_rng(seed)
        moves = []
        for _ in range(3):
            leads = rng.random((64, 64)) < rng.choice((0.004, 0.01, 0.02))
            for mid in range(64):
                leads |= np.outer(leads[:, mid], leads[mid])
            moves.append(arcs_from(64, *np.nonzero(leads)))
        assert all(map(is_transitive, moves))
        space = replace(plain, moves=tuple(moves), by_option=None)
        compare(space, ranks_of(space, seed, 40, 2 + seed), (8, 32))


@built
def test_judge_takes_what_the_kernel_takes_and_what_it_does_not() -> None:
    for seed, space in spaces(range(20)):
        ranks = ranks_of(space, seed, 7, 9).astype(np.int64)
        wanted = judge_numpy(space, ranks)
        for shifted in (ranks, ranks - 5, ranks * 100_003):
            found = judge(space, shifted)
            assert all((found[c] == wanted[c]).all() for c in ALL), seed


@built
def test_long_chains_of_improvements_are_left_to_the_kernel_for_one_model(monkeypatch) -> None:
    space, one = hostile(13)
    ranks = np.stack([one, one[:, ::-1]], axis=2)
    moves = plan.plan_of(space)
    assert moves is not None
    found, late = batch.verdicts(moves, batch.small(ranks), EVERY)
    assert late.all()
    found = judge(space, ranks)
    for v in range(2):
        alone = judge(space, ranks[:, :, v])
        assert all((found[c][:, :, v] == alone[c]).all() for c in ALL)
    monkeypatch.setattr(fast, "engine_for", lambda _: "numpy")
    space, one = hostile(8)
    ranks = np.stack([one, one[:, ::-1]], axis=2)
    monkeypatch.setattr(
        batch, "verdicts", lambda _, few, __: (np.zeros(few.shape, np.uint8), np.ones(2, bool))
    )
    found = judge(space, ranks)
    assert all((found[c] == wanted).all() for c, wanted in judge_numpy(space, ranks).items())


@built
def test_models_too_large_for_it_are_judged_version_by_version(monkeypatch) -> None:
    monkeypatch.setattr(plan, "MOST_STATES", 100)
    space = spread((4, 4), 1, 2)
    assert plan.plan_of(space) is None and fast.engine_for(space) == "fast"
    ranks = ranks_of(space, 1, 4, 50)
    found = judge(space, ranks)
    assert all((found[c] == wanted).all() for c, wanted in judge_numpy(space, ranks).items())


@built
def test_what_it_does_not_serve() -> None:
    bent = 0
    for seed in range(200):
        space = invent.conflict(seed, "explicit").space
        if not all(space.transitive):
            bent += 1
            assert plan.plan_of(space) is None
            ranks = ranks_of(space, seed, 3, 6)
            found = judge(space, ranks)
            assert all((found[c] == wanted).all() for c, wanted in judge_numpy(space, ranks).items())
    assert bent > 50
    space = invent.conflict(4, "rules").space
    single = judge(space, ranks_of(space, 1, 3, 6), ALL, "single")
    wanted = judge_numpy(space, ranks_of(space, 1, 3, 6), ALL, "single")
    assert all((single[c] == wanted[c]).all() for c in ALL)
    assert batch.small(np.array([[[0], [70_000]]])) is None


@built
def test_arrays_that_do_not_fit_are_refused() -> None:
    space = spread((2, 2))
    moves = plan.plan_of(space)
    assert moves is not None
    with pytest.raises(ValueError, match="fit"):
        batch.verdicts(moves, np.zeros((2, 15, 3), np.int16), EVERY)
    with pytest.raises(ValueError, match="kind"):
        batch.verdicts(moves, np.zeros((2, 16, 3), np.int32), EVERY)  # type: ignore[arg-type]
    source = batch.Source(np.ones((1, 2), np.int16), np.zeros(16, np.uint16))
    with pytest.raises(ValueError, match="not there"):
        batch.tally(moves, [source, source], np.array([[0, 1]]), [], EVERY)
    with pytest.raises(ValueError, match="fit"):
        batch.tally(moves, [source, source], np.array([[0, 0]]), [np.array([16])], EVERY)
    heavy = batch.Source(np.ones((1, 2), np.int16), np.full(16, 4, np.uint16))
    with pytest.raises(ValueError, match="weight"):
        batch.tally(moves, [source, heavy], np.array([[0, 0]]), [], EVERY)


@built
def test_others_can_work_while_it_does() -> None:
    """Two threads at a time: the loops hold no lock of the interpreter, so that this one goes on counting."""
    space = spread((3, 3, 3, 3))
    ranks, moves = ranks_of(space, 2, 256, 4000), plan.plan_of(space)
    assert moves is not None
    worker = Thread(target=partial(batch.verdicts, moves, ranks, EVERY))
    began, counted = perf_counter(), 0
    worker.start()
    while worker.is_alive() and perf_counter() - began < 30:
        counted += 1
    worker.join()
    assert counted > 1000


def test_without_a_compiler(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setitem(sys.modules, "palabre.stability._batch", None)
    plan.kernel.cache_clear()
    try:
        with caplog.at_level(logging.INFO, "palabre.stability.plan"):
            space = invent.conflict(3, "listed").space
            assert plan.plan_of(space) is None
            ranks = ranks_of(space, 1, 5, 6)
            found = judge(space, ranks)
            assert all((found[c] == wanted).all() for c, wanted in judge_numpy(space, ranks).items())
        assert [r.message for r in caplog.records if "numpy does its work" in r.message]
    finally:
        monkeypatch.undo()
        plan.kernel.cache_clear()
