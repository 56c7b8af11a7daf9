"""FH, L_h and NM: equal to the literal reading on random conflicts, and refused where they mean nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

import invent
from oracle import Oracle
from palabre import cases
from palabre.conflict import Conflict, ConflictError, Settlement
from palabre.conflict.conditions import Taken
from palabre.stability import analyse, judge, kind_of
from palabre.versions import sweep

CONFLICTS = 1_000
BATCHES = 5


@pytest.mark.parametrize("batch", range(BATCHES))
def test_simultaneous_sanctions_equal_the_oracle(batch: int) -> None:
    tried = held = 0
    for seed in range(batch, CONFLICTS, BATCHES):
        conflict = invent.conflict(seed, ("free", "rules", "listed")[seed % 3], 4)
        analysis = analyse(conflict, ("seq", "fh"))
        oracle = Oracle(conflict)
        found = [analysis.mask("fh", d.id).tolist() for d in conflict.decision_makers]
        assert found == oracle.simultaneous(), seed
        both = np.stack([analysis.mask("seq", d.id) for d in conflict.decision_makers])
        assert not (both & ~np.array(found)).any(), seed
        held += int((np.array(found) & ~both).sum())
        tried += 1
    assert tried == CONFLICTS // BATCHES
    assert held > 30


@pytest.mark.parametrize("batch", range(BATCHES))
def test_foresight_equals_the_oracle(batch: int) -> None:
    tried = 0
    seed = batch
    while tried < CONFLICTS // BATCHES:
        seed += BATCHES
        conflict = invent.conflict(seed, None, 2)
        if len(conflict.decision_makers) != 2:
            continue
        tried += 1
        analysis, oracle = analyse(conflict), Oracle(conflict)
        dms = [d.id for d in conflict.decision_makers]
        for h in (1, 2, 3, 7):
            assert [analysis.mask(f"l{h}", d).tolist() for d in dms] == oracle.ahead(h), (seed, h)
        assert [analysis.mask("nm", d).tolist() for d in dms] == oracle.farsighted(), seed
        assert (analysis.mask("l1") == analysis.mask("nash")).all(), seed
        distant = [analysis.horizons.equal(h) for h in (999, 1000)]
        assert max(distant) < 200
        assert (analysis.mask("l999") == analysis.mask(f"l{max(1, distant[0])}")).all() or distant[0] == 0


def test_no_horizon_is_best_for_ever_where_horizons_cycle() -> None:
    analysis = analyse(cases.load("sustainable_development").conflict(), "nm")
    assert analysis.equilibria("nm") == ()


def first(fits: Callable[[Conflict], bool]) -> Conflict:
    return next(c for c in map(invent.conflict, range(99)) if fits(c))


def test_what_a_model_cannot_be_asked_is_refused_at_once() -> None:
    with pytest.raises(ConflictError, match=r"need options, and these moves are listed; ask for seq"):
        analyse(first(lambda c: c.moves is not None), "fh")
    with pytest.raises(ConflictError, match="one combination of options each, and some of these stand for"):
        analyse(first(lambda c: c.moves is None and not c.space.whole), ("nash", "fh"))
    for concept in ("nm", "L3"):
        with pytest.raises(ConflictError, match="is defined for two decision makers, and there are 3"):
            analyse(cases.load("elmira").conflict(), concept)
    with pytest.raises(ConflictError, match="no solution concept 'l0'"):
        kind_of("l0")


def test_a_reading_of_sanctions_that_is_not_there_is_refused() -> None:
    with pytest.raises(ConflictError, match=r"no reading of sanctions 'singel'; did you mean 'single'\?"):
        analyse(invent.conflict(0), sanctions="singel")  # type: ignore[arg-type]


def test_versions_refuse_what_is_worked_out_for_one_model() -> None:
    conflict = cases.load("chicken").conflict()
    deal = Settlement("deal", Taken("o1"))
    conflict = replace(conflict, settlements=(deal,))
    with pytest.raises(ConflictError, match=r"'fh' is worked out for one model at a time.*sseq"):
        sweep(conflict, concepts=("nash", "fh"))
    with pytest.raises(ConflictError, match="'nm' is worked out for one model"):
        judge(conflict.space, analyse(conflict).ranks, "nm")


def test_every_verdict_says_what_decides_it() -> None:
    for seed in range(40):
        conflict = invent.conflict(seed, ("free", "rules", "listed")[seed % 3], 3)
        asked = ("fh", "l1", "l2", "l5", "nm") if len(conflict.decision_makers) == 2 else ("fh",)
        analysis = analyse(conflict, asked)
        for concept, dm, label in product(asked, conflict.decision_makers, analysis.states):
            verdict = analysis.verdict(label, dm.id, concept)
            where = (seed, concept, dm.id, label)
            assert verdict.stable == (label in analysis.stable(concept, dm.id)), where
            assert verdict.sentence.startswith(f"{dm.name} would {'stay' if verdict.stable else 'leave'}"), (
                where
            )
            assert "None" not in verdict.sentence and verdict.sentence.endswith("."), where
            replies = analysis.replies(label, dm.id, concept)
            if verdict.stable:
                assert all(r.deters for r in replies), where
                assert (verdict.improvement is None) == (not replies), where
            if concept == "fh":
                assert verdict.stable == all(r.deters for r in replies), where
                assert bool(verdict.sanction) == (verdict.stable and bool(replies)), where
                assert {w.dm for w in analysis.walks(label, "fh")} == {
                    d for d in analysis.space.decision_makers if label not in analysis.stable("fh", d)
                }


def test_chicken_in_words() -> None:
    analysis = analyse(cases.load("chicken").conflict())
    assert analysis.verdict("1", "Row", "fh").sentence == (
        "Row would stay at '1': dropping 'Swerve' would lead to '3', which is preferred, but if at the same "
        "moment Column leaves it too by dropping 'Swerve', all would end at '4', which leaves Row worse off "
        "than before."
    )
    assert analysis.verdict("2", "Row", "l2").sentence == (
        "Row would leave '2': looking 2 moves ahead, Row moves first by dropping 'Swerve', then Column "
        "by taking 'Swerve', and all ends at '3', which is preferred."
    )
    with pytest.raises(ConflictError, match="L2 looks further than a walk"):
        analysis.walks("1", "l2")
