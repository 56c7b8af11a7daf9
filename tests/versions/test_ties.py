"""Lines that weigh the same, and weights, in every version: together as one at a time, and by hand."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import disputed
import numpy as np
import pytest

from oracle import Related, true_in
from palabre.conflict import (
    Conflict,
    ConflictError,
    DecisionMaker,
    Mark,
    Option,
    Settlement,
    Statement,
    Statements,
    Weight,
    Weights,
    parse,
    scores,
    unranked,
)
from palabre.ledger import Question
from palabre.stability import analyse
from palabre.terms import Basis
from palabre.versions import apply, choices_of, sweep
from palabre.versions.choice import DOWN, KEPT, UP
from palabre.versions.edits import edits_of
from palabre.versions.field import ranked
from palabre.versions.job import Job, pack
from palabre.versions.runner import Runner
from palabre.versions.ties import order_of, tiers_in
from palabre.versions.version import Setting, count, counting, every

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")


def model(seed: int) -> tuple[Conflict, tuple[Question, ...]]:
    """A random conflict with open lines, some of which weigh the same, and with weights."""
    rng = Random(seed)
    conflict, asked = disputed.model(seed)
    options = [o.id for o in conflict.options]
    for dm in conflict.decision_makers:
        if isinstance(dm.preference, Statements) and rng.random() < 0.7:
            lines = tuple(replace(x, tier=rng.choice(("", "s", "s", "t"))) for x in dm.preference.lines)
            conflict = conflict.with_preference(dm.id, Statements(lines))
        elif isinstance(dm.preference, Statements):
            weights = tuple(
                Weight(
                    f"{dm.id}: {o}",
                    o,
                    rng.choice((-1, -0.5, 0.5, 1, 2)),
                    disputed.basis(rng, asked, ("drop",), 0.5),
                )
                for o in rng.sample(options, rng.randint(1, len(options)))
            )
            conflict = conflict.with_preference(dm.id, Weights(weights))
    return conflict, asked


def test_all_versions_together_equal_one_at_a_time() -> None:
    tried = tied = weighed = 0
    for seed in range(28):
        conflict, questions = model(seed)
        choices = choices_of(conflict, questions)
        if count(choices) > 130:
            continue
        rows = every(choices)
        found = Runner(conflict, choices, questions, CONCEPTS).run(rows)
        likes = [d.preference for d in conflict.decision_makers]
        tied += any(x.tier for p in likes if isinstance(p, Statements) for x in p.lines)
        weighed += any(isinstance(p, Weights) for p in likes)
        for k, row in enumerate(rows.tolist()):
            try:
                alone = analyse(replace(apply(conflict, choices, row, questions), now=None), CONCEPTS)
            except ConflictError as fault:
                assert fault.what == "no state is feasible"
                continue
            tried += 1
            for settlement, concept in found.holds:
                held = bool(found.holds[settlement, concept][k])
                assert held == alone.holds(settlement, concept), (seed, row, settlement, concept)
    assert tried > 150
    assert min(tied, weighed) > 3


def lines(*tiers: str) -> tuple[Statement, ...]:
    """Lines named a, b, …: "ab" stands for two that weigh the same."""
    assumed = Basis(assume="so we think", vary="move")
    return tuple(
        Statement(x, parse(x), assumed, tier=tier if len(tier) > 1 else "") for tier in tiers for x in tier
    )


@pytest.mark.parametrize(
    ("tiers", "moved", "result"),
    [
        (("a", "bc"), {}, ("a", "bc")),
        (("a", "bc"), {"a": DOWN}, ("bc", "a")),
        (("a", "bc"), {"b": UP}, ("a", "b", "c")),
        (("a", "bc"), {"c": UP}, ("a", "c", "b")),
        (("a", "bc"), {"b": DOWN}, ("a", "c", "b")),
        (("bcd", "a"), {"c": DOWN}, ("bd", "c", "a")),
        (("bcd", "a"), {"b": UP, "c": UP}, ("bc", "d", "a")),
        (("bcd", "a"), {"a": UP}, ("a", "bcd")),
        (("bc", "de"), {"d": UP}, ("bc", "d", "e")),
        (("bc", "de"), {"b": "dropped"}, ("c", "de")),
        (("bc", "de"), {"b": "dropped", "c": "dropped"}, ("de",)),
    ],
)
def test_a_line_is_moved_out_of_those_that_weigh_the_same(tiers, moved, result):
    written = lines(*tiers)
    order = counting(written, Setting({}, {x.id: moved.get(x.id, KEPT) for x in written}))
    assert tuple("".join(written[k].id for k in tier) for tier in tiers_in(order)) == result
    assert order_of(tiers_in(order)) == order


def test_a_version_is_written_as_it_is_ranked() -> None:
    """What `apply` writes down ranks the states as the order does."""
    rng = Random(5)
    for _ in range(60):
        names = [f"o{k}" for k in range(5)]
        written = tuple(
            Statement(f"l{k}", parse(n), Basis(assume="x", vary="move"), rng.choice(("", "s", "s", "t")))
            for k, n in enumerate(rng.sample(names, 5))
        )
        options = tuple(Option(n, n, "d") for n in names)
        conflict = Conflict("small", (DecisionMaker("d", "D", options, Statements(written)),))
        choices = choices_of(conflict)
        row = [rng.randrange(len(c.values)) for c in choices]
        chosen = Setting({}, {c.id: c.values[v] for c, v in zip(choices, row, strict=True)})
        truth = np.stack([conflict.space.where(x.condition) for x in written], axis=1)
        column = ranked(
            np.concatenate([truth, np.zeros((len(truth), 1), bool)], axis=1), [counting(written, chosen)]
        )
        likes = apply(conflict, choices, row).decision_makers[0].preference
        assert (scores(likes, conflict.space) == column[:, 0]).all()


def test_edits_of_lines_that_weigh_the_same() -> None:
    named = [(x, x) for x in "abc"]
    found = {
        str(change): tiers_in(order) for change, order in edits_of(order_of([(0,), (1, 2)]), "d", "D", named)
    }
    assert found == {
        "D: drop 'a'": ((1, 2),),
        "D: drop 'b'": ((0,), (2,)),
        "D: drop 'c'": ((0,), (1,)),
        "D: put 'a' below 'b' and 'c'": ((1, 2), (0,)),
        "D: put 'b' above 'a'": ((1,), (0,), (2,)),
        "D: put 'b' above 'c'": ((0,), (1,), (2,)),
        "D: put 'b' below 'c'": ((0,), (2,), (1,)),
        "D: put 'c' above 'a'": ((2,), (0,), (1,)),
    }
    weights = [change.what for change, _ in edits_of((0, 1), "d", "D", named, movable=False)]
    assert weights == ["D: drop 'a'", "D: drop 'b'"]


def rivals(anne) -> Conflict:
    """Two who may sign; Bert wants both to, more than that he himself does not."""
    bert = Statements((Statement("b: 1", parse("x and y")), Statement("b: 2", parse("not y"))))
    return Conflict(
        "rivals",
        (
            DecisionMaker("a", "Anne", (Option("x", "X", "a"),), anne),
            DecisionMaker("b", "Bert", (Option("y", "Y", "b"),), bert),
        ),
        settlements=(Settlement("deal", parse("x and y")),),
        now=frozenset(),
    )


def test_weights_that_are_assumed_make_versions_and_pivots() -> None:
    assumed = Basis(assume="so we think")
    weights = (
        Weight("a: x", "x", -1, assumed),
        Weight("a: y", "y", 0.5),
        Weight("a: other", "x", 2, assumed),
    )
    result = sweep(rivals(Weights(weights[:2])), concepts=("nash",))
    assert [c.values for c in result.choices] == [("kept", "dropped")]
    assert str(result.share("deal", "nash")) == "1 of 2 versions"
    pivots = result.pivots("deal", "nash")
    assert not pivots.holds
    assert [[c.what for c in s] for s in pivots.lines.sets] == [["Anne: drop 'x'"]]


def marked(seed: int) -> tuple[Conflict, tuple[Question, ...]]:
    """A random conflict with open lines, some unknown or fuzzy, and attitudes."""
    rng = Random(seed)
    conflict, asked = model(seed)
    dms = []
    for dm in conflict.decision_makers:
        likes = dm.preference
        if isinstance(likes, Statements):
            by_tier: dict[str, Mark] = {}
            lines = []
            for k, x in enumerate(likes.lines):
                mark = rng.choice((Mark(), Mark(unknown=True), Mark(degree=0.7)))
                lines.append(replace(x, mark=by_tier.setdefault(x.tier or f"l{k}", mark)))
            likes = Statements(tuple(lines))
        wants = ((rng.choice(conflict.decision_makers).id, "negative"),) if rng.random() < 0.2 else ()
        dms.append(replace(dm, preference=likes, threshold=rng.choice((0.3, 0.6)), attitudes=wants))
    return replace(conflict, decision_makers=tuple(dms)), asked


def test_versions_without_an_order_of_the_states_are_judged_one_at_a_time() -> None:
    tried = related = 0
    for seed in range(40):
        conflict, questions = marked(seed)
        choices = choices_of(conflict, questions)
        if count(choices) > 24 or len(conflict.options) > 5:
            continue
        reading = "abcd"[seed % 4]
        rows = every(choices)
        found = Runner(conflict, choices, questions, CONCEPTS, reading).run(rows)  # type: ignore[arg-type]
        for k, row in enumerate(rows.tolist()):
            here = apply(conflict, choices, row, questions)
            literal = Related(here, reading)
            related += bool(unranked(here))
            tried += 1
            for s in conflict.settlements:
                fit = [n for n, m in enumerate(literal.members) if true_in(s.condition, m[0])]
                for concept in CONCEPTS:
                    stable = literal.related(concept)
                    gone = {n: {i for i, row_ in enumerate(stable) if not row_[n]} for n in fit}
                    fewest = min((len(g) for g in gone.values()), default=0)
                    leaving = set().union(*(g for g in gone.values() if len(g) == fewest))
                    key = s.name, concept
                    assert found.holds[key][k] == any(not g for g in gone.values()), (seed, row, key)
                    assert set(np.flatnonzero(found.leaves[key][:, k]).tolist()) == leaving
                    assert found.fits[s.name][k] == bool(fit)
    assert tried > 50
    assert related > 30


def test_another_place_judges_them_alike_and_is_told_no_words() -> None:
    why = Basis(assume="a word that stays here")
    weights = Weights((Weight("a: x", "x", -1, why), Weight("a: y", "y", 0.5)))
    unknown = Statements((Statement("a: 1", parse("x"), why, mark=Mark(unknown=True)),))
    for likes, reading in ((weights, None), (unknown, "c"), (unknown, "d")):
        conflict = rivals(likes)
        choices = choices_of(conflict)
        job = Job.of(conflict, choices, (), CONCEPTS, reading)  # type: ignore[arg-type]
        assert "stays here" not in repr(job)
        here = Runner(conflict, choices, (), CONCEPTS, reading).run(every(choices))  # type: ignore[arg-type]
        there = job.runner().run(every(choices))
        assert pack(here).tolist() == pack(there).tolist()
    keys = {Job.of(rivals(unknown), (), (), CONCEPTS, r).key for r in (None, "a", "b")}  # type: ignore[arg-type]
    assert len(keys) == 3


def test_a_sweep_of_what_is_unknown() -> None:
    assumed = Basis(assume="so we think")
    likes = Statements(
        (
            Statement("a: 1", parse("x"), assumed, mark=Mark(unknown=True)),
            Statement("a: 2", parse("x and y")),
        )
    )
    with pytest.raises(ConflictError, match="no reading of the unknown is chosen"):
        sweep(rivals(likes))
    result = sweep(rivals(likes), concepts=("nash",), unknown="b")
    assert str(result.share("deal", "nash")) == "2 of 2 versions"
    careful = sweep(rivals(likes), concepts=("nash",), unknown="a")
    assert str(careful.share("deal", "nash")) == "1 of 2 versions"
    assert careful.influence("deal", "nash")[0].share.count == 2
    assert careful.as_json()["unknown"] == "a"
    pivots = careful.pivots("deal", "nash")
    assert pivots.answers.size == 1
    assert pivots.sentences()[-1].endswith(
        "none was tried, for not every preference is an order of the states by itself."
    )
    assert careful.way_there("deal", "nash").kind == "fails"
    for ask in (careful.walks, result.way_there):
        with pytest.raises(ConflictError, match="needs everybody's order of the states alone"):
            ask("deal", "nash")
