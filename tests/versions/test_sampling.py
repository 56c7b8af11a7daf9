"""A sample of the versions: what it says of all of them, and how far it may be out."""

from __future__ import annotations

import disputed
import numpy as np
import pytest

from palabre.versions import Choice, Share, Sweep, choices_of, sweep
from palabre.versions.version import count, desk, every, sample

EIGHT = tuple(Choice(f"q{k}", "question", f"q{k}", ("a", "b", "c")[: 2 + k % 2], 0) for k in range(8))


def both(model: int, size: int, seed: int = 2014) -> tuple[Sweep, Sweep]:
    """All versions of a random model, and a sample of them."""
    conflict, questions = disputed.model(model)
    return sweep(conflict, questions), sweep(conflict, questions, limit=1, sample=size, seed=seed)


def mixed(seeds: range, at_least: int) -> list[int]:
    """Seeds of models with so many versions."""
    found = []
    for seed in seeds:
        conflict, questions = disputed.model(seed)
        if at_least <= count(choices_of(conflict, questions)) <= 2_000:
            found.append(seed)
    return found


def test_a_sample_is_drawn_without_repetition_and_starts_with_the_working_version() -> None:
    rows = sample(EIGHT, 500, 7, first=(1,) * 8)
    assert rows[0].tolist() == [1] * 8
    assert len(np.unique(rows, axis=0)) == len(rows) == 500
    assert (rows >= 0).all()
    assert (rows < np.array([len(c.values) for c in EIGHT])).all()
    everything = sample(EIGHT, 10_000, 7, first=(0,) * 8)
    assert len(everything) == count(EIGHT) == 1_296


def test_the_same_seed_draws_the_same_versions_on_every_machine() -> None:
    assert (sample(EIGHT, 100, 5, desk(EIGHT)) == sample(EIGHT, 100, 5, desk(EIGHT))).all()
    assert (sample(EIGHT, 100, 5, desk(EIGHT)) != sample(EIGHT, 100, 6, desk(EIGHT))).any()
    # Fixed numbers: a change here would change every report that samples.
    drawn = ["".join(map(str, row)) for row in sample(EIGHT, 4, 2014, desk(EIGHT)).tolist()]
    assert drawn == ["00000000", "12011212", "12020001", "02011100"]


def test_every_version_is_as_likely_to_be_drawn_as_any_other() -> None:
    drawn = np.concatenate([sample(EIGHT, 200, seed, desk(EIGHT))[1:] for seed in range(40)])
    for k, choice in enumerate(EIGHT):
        shares = np.bincount(drawn[:, k]) / len(drawn)
        assert np.allclose(shares, 1 / len(choice.values), atol=0.02)


def test_versions_enumerated_change_fastest_in_the_last_choice() -> None:
    rows = every(EIGHT)
    assert len(np.unique(rows, axis=0)) == len(rows) == 1_296
    assert rows[:3].tolist() == [[0] * 8, [0] * 7 + [1], [0] * 7 + [2]]


def test_the_standard_error_is_that_of_a_draw_without_repetition() -> None:
    share = Share.of(25, 100, 1_000)
    assert share.error_kind == "standard error"
    assert share.error == pytest.approx((0.25 * 0.75 / 99 * 0.9) ** 0.5)
    assert Share.of(25, 100, 100).error is None
    assert Share.of(0, 100, 1_000).error == Share.of(100, 100, 1_000).error == 0.03
    assert Share.of(0, 100, 1_000).error_kind == "rule of three"
    assert Share.of(1, 1, 10**30).error == 1.0
    assert str(Share.of(100, 100, 1_000)) == (
        "100 of 100 versions sampled (all but fewer than 3.0 % of all, by the rule of three)"
    )


def test_the_errors_printed_are_about_as_large_as_the_errors_made() -> None:
    """Over many seeds the share of all versions lies within two errors nearly always, and not for free."""
    outs, tries, wide = 0, 0, []
    for seed in mixed(range(60), 100)[:5]:
        conflict, questions = disputed.model(seed)
        whole = sweep(conflict, questions)
        for draw in range(12):
            part = sweep(conflict, questions, limit=1, sample=60, seed=draw)
            assert not part.exhaustive
            for key in whole.holds:
                share = part.share(*key)
                assert share.error is not None
                reach = share.error * (1 if share.error_kind == "rule of three" else 2)
                outs += abs(share.fraction - whole.share(*key).fraction) > reach
                tries += 1
                wide.append(share.error)
    assert tries > 100
    assert outs / tries < 0.1
    assert np.mean(wide) < 0.07


def test_a_sample_agrees_with_all_versions_on_every_version_it_has() -> None:
    for seed in mixed(range(60), 100)[:4]:
        whole, part = both(seed, 50, 3)
        assert part.seed == 3
        assert whole.seed is None
        for key, holds in part.holds.items():
            where = [int(np.flatnonzero((whole.versions == row).all(axis=1))[0]) for row in part.versions]
            assert (holds == whole.holds[key][where]).all()
            assert part.verdict(*key) == whole.verdict(*key)


def test_influence_of_a_sample_comes_near_that_of_all_with_its_own_error() -> None:
    far, tries = 0, 0
    for seed in mixed(range(60), 100)[:4]:
        whole, part = both(seed, 80, 1)
        for key in whole.holds:
            exact = {i.choice.id: i.share.fraction for i in whole.influence(*key)}
            for influence in part.influence(*key):
                error = influence.share.error
                assert error is not None
                reach = error * (1 if influence.share.error_kind == "rule of three" else 2)
                far += abs(influence.share.fraction - exact[influence.choice.id]) > reach
                tries += 1
    assert far / tries < 0.15


def test_pivots_of_a_sample_are_those_of_all_versions_where_the_search_was_complete() -> None:
    for seed in mixed(range(60), 100)[:6]:
        whole, part = both(seed, 20)
        for key in whole.holds:
            exact, near = whole.pivots(*key).answers, part.pivots(*key).answers
            assert near.exhaustive or exact.size is None
            assert (near.size, near.found, near.sets) == (exact.size, exact.found, exact.sets)
            if exact.size and exact.size > 1:
                assert near.certificate == exact.certificate


def test_all_versions_are_run_up_to_the_limit_and_a_sample_above() -> None:
    model = mixed(range(60), 100)[0]
    conflict, questions = disputed.model(model)
    number = sweep(conflict, questions).population
    assert sweep(conflict, questions, limit=number, sample=10).exhaustive
    part = sweep(conflict, questions, limit=number - 1, sample=10)
    assert (len(part), part.working, part.population) == (10, 0, number)
    assert part.versions[0].tolist() == [c.working for c in part.choices]
    assert part.records()[0]["error_kind"] in ("standard error", "rule of three")
    assert "sampled" in part.sentence(part.settlements[0], "nash")


def test_rules_of_a_sample_say_so() -> None:
    rules = [
        rule
        for seed in mixed(range(60), 100)[:3]
        for part in [both(seed, 30)[1]]
        for key in part.holds
        for rule in part.deciding(*key).rules()
    ]
    assert rules
    assert all("sampled" in rule for rule in rules)
