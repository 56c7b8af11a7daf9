"""Versions by the compiled kernel, by numpy, and lines weighed at once: all say the same."""

from __future__ import annotations

from dataclasses import replace

import disputed
import numpy as np
import pytest

import invent
from palabre.conflict import Conflict, DecisionMaker, Option, Settlement, Statement, Statements, parse, scores
from palabre.stability import batch, plan
from palabre.stability.batch import Tally
from palabre.terms import Basis
from palabre.versions import choices_of
from palabre.versions import runner as runners
from palabre.versions.choice import decided
from palabre.versions.runner import Runner, Verdicts
from palabre.versions.version import counting, desk, sample, setting
from palabre.versions.weights import places_of, weights_of

CONCEPTS = ("sseq", "nash", "seq", "gmr", "smr")
built = pytest.mark.skipif(plan.kernel() is None, reason="the compiled kernel was not built here")


def test_places_and_weights_are_those_of_one_version_at_a_time() -> None:
    tried = 0
    for seed in range(150):
        conflict, questions = disputed.model(seed)
        choices = choices_of(conflict, questions)
        rows = sample(choices, 20, seed, desk(choices))
        for dm in conflict.decision_makers:
            if not isinstance(dm.preference, Statements):
                continue
            lines = dm.preference.lines
            places = places_of(lines, choices, rows, decided(questions))
            weights = weights_of(places)
            for k, row in enumerate(rows.tolist()):
                order = counting(lines, setting(choices, row, questions))
                assert [places[k, line] for line in order] == list(range(len(order)))
                assert (places[k] >= 0).sum() == len(order)
                wanted = [
                    2 ** (len(order) - 1 - order.index(n)) if n in order else 0 for n in range(len(lines))
                ]
                assert weights[k].tolist() == wanted
                tried += 1
    assert tried > 2000


def same(one: Verdicts, other: Verdicts) -> bool:
    return all(
        (a[key] == b[key]).all()
        for a, b in ((one.holds, other.holds), (one.leaves, other.leaves), (one.fits, other.fits))
        for key in a
    )


def by_numpy(monkeypatch: pytest.MonkeyPatch, runner: Runner, rows: np.ndarray) -> Verdicts:
    with monkeypatch.context() as without:
        without.setattr(runners, "plan_of", lambda _: None)
        return runner.run(rows)


@built
def test_the_kernel_equals_numpy_on_every_kind_of_model(monkeypatch: pytest.MonkeyPatch) -> None:
    tried, served = 0, 0
    for seed in range(100):
        conflict, questions = disputed.model(seed + 700)
        if seed % 3 == 0:
            conflict = invent.with_joint(conflict, seed)
        choices = choices_of(conflict, questions)
        rows = sample(choices, 50, seed, desk(choices))
        runner = Runner(conflict, choices, questions, CONCEPTS)
        found = runner.run(rows)
        assert same(found, by_numpy(monkeypatch, Runner(conflict, choices, questions, CONCEPTS), rows)), seed
        tried += len(rows)
        served += any(f is not None and plan.plan_of(f.space) is not None for f in runner._fields.values())
    assert tried > 1000 and served > 60


def long(lines: int) -> Conflict:
    """Many lines over few options, all of them open: more than a sum in 16 bits can hold."""
    names = [f"o{k}" for k in range(5)]
    dms = []
    for d, own in (("a", names[:3]), ("b", names[3:])):
        rng = np.random.default_rng(len(d + own[0]) + lines + ord(d))
        made = []
        for k in range(lines):
            one, two = rng.choice(names, 2, replace=False)
            text = (f"{one} and {two}", f"not {one}", f"{one} if {two}", f"{one} iff {two}")[k % 4]
            basis = Basis(assume="so we think", vary="move") if k % 5 == 0 else Basis(cites=("c",))
            made.append(Statement(f"{d}: {k}", parse(text), basis))
        dms.append(DecisionMaker(d, d, tuple(Option(o, o, d) for o in own), Statements(tuple(made))))
    deal = Settlement("deal", parse("o0 and not o4"))
    return Conflict("long", tuple(dms), settlements=(deal, replace(deal, name="none", condition=parse("o1"))))


@built
@pytest.mark.parametrize("lines", [3, 15, 16, 24, 41])
def test_preferences_of_any_length(monkeypatch: pytest.MonkeyPatch, lines: int) -> None:
    conflict = long(lines)
    choices = choices_of(conflict)
    rows = sample(choices, 300, 1, desk(choices))
    found = Runner(conflict, choices, (), CONCEPTS).run(rows)
    assert same(found, by_numpy(monkeypatch, Runner(conflict, choices, (), CONCEPTS), rows))
    assert any(mask.any() for mask in found.holds.values())


@built
def test_what_the_kernel_leaves_undone_is_done_by_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    conflict = long(7)
    choices = choices_of(conflict)
    rows = sample(choices, 40, 1, desk(choices))
    whole = Runner(conflict, choices, (), CONCEPTS).run(rows)
    kept, left = batch.tally, []

    def some(*given) -> Tally:
        made = kept(*given)
        late = np.arange(len(made.late)) % 3 == 0
        left.append(late.sum())
        return Tally(made.holds & ~late, made.leaves | late, late)

    monkeypatch.setattr(batch, "tally", some)
    assert same(Runner(conflict, choices, (), CONCEPTS).run(rows), whole)
    assert sum(left)


def test_weights_order_states_as_scores_do() -> None:
    conflict = long(9)
    dm = conflict.decision_makers[0]
    assert isinstance(dm.preference, Statements)
    truth = np.stack([conflict.space.where(x.condition) for x in dm.preference.lines], axis=1)
    total = truth @ weights_of(np.arange(9)[None, :])[0]
    assert np.unique(total, return_inverse=True)[1].tolist() == scores(dm.preference, conflict.space).tolist()
