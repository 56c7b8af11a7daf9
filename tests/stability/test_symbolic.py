"""The symbolic engine finds what the enumerating engine and the oracle find, and gives up where it must."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from itertools import islice
from pathlib import Path
from random import Random

import pytest

import invent
from oracle import Oracle
from palabre.cases.terms import renamed
from palabre.conflict import (
    Conflict,
    ConflictError,
    DecisionMaker,
    OneWay,
    Option,
    Rule,
    Settlement,
    Statement,
    Statements,
    TooMany,
    parse,
)
from palabre.conflict.conditions import All, Any_, Condition, Not, Taken
from palabre.stability import CONCEPTS, Symbolic, analyse, explore

FIVE = tuple(c.id for c in CONCEPTS)


def small(seed: int) -> Conflict:
    """A random conflict with options and statements: rules, one-way options, in every third joint moves."""
    rng = Random(seed)
    made = invent.conflict(seed, rng.choice(("free", "rules")))
    names = [o.id for o in made.options]
    for d in made.decision_makers:
        lines = [invent.condition(rng, names) for _ in range(rng.randint(0, 5))]
        likes = Statements(tuple(Statement(f"{d.id}: {k}", c) for k, c in enumerate(lines)))
        made = made.with_preference(d.id, likes)
    asked = tuple(Settlement(f"deal {k}", invent.condition(rng, names)) for k in range(2))
    return replace(invent.with_joint(made, seed) if seed % 3 == 0 else made, settlements=asked)


def literal(rng: Random, option: str) -> Condition:
    return Taken(option) if rng.random() < 0.5 else Not(Taken(option))


def large(seed: int, dms: int, options: int, near: bool = True) -> Conflict:
    """A conflict with 8 to 12 statements of 1 to 3 options each: of oneself and the next, or of anybody."""
    rng = Random(seed)
    own = [[f"o{i}_{k}" for k in range(options)] for i in range(dms)]
    who = []
    for i in range(dms):
        pool = own[i] + own[(i + 1) % dms] if near else [o for some in own for o in some]
        lines = []
        for k in range(rng.randint(8, 12)):
            parts = tuple(literal(rng, o) for o in rng.sample(pool, rng.randint(1, 3)))
            said = parts[0] if len(parts) == 1 else rng.choice((All, Any_))(parts)
            lines.append(Statement(f"d{i}: {k}", said))
        mine = tuple(Option(o, o, f"d{i}") for o in own[i])
        who.append(DecisionMaker(f"d{i}", f"D{i}", mine, Statements(tuple(lines))))
    return Conflict("large", tuple(who))


@pytest.mark.parametrize("first", range(0, 240, 60))
def test_the_engine_that_lists_finds_the_same(first: int) -> None:
    for seed in range(first, first + 60):
        conflict = small(seed)
        listed, found = analyse(conflict, FIVE), explore(conflict, FIVE)
        assert found.states == len(listed.space)
        for c in FIVE:
            assert found.first(c, 1 << 10) == listed.equilibria(c)
            assert found.equilibria[c] == len(listed.equilibria(c))
            for d in listed.space.decision_makers:
                stable = listed.mask(c, d)
                assert found.stable[c][d] == stable.sum()
                states = [found.is_stable(s, d, c) for s in islice(listed.states, 12)]
                assert states == stable[:12].tolist(), (seed, c, d)
            for deal in conflict.settlements:
                assert found.holds(deal.name, c) == listed.holds(deal.name, c)
                where = listed.fits(deal.name) & listed.mask(c)
                assert found.count(deal.condition, c) == where.sum()
                fits = [s for s, fit in zip(listed.states, where, strict=True) if fit]
                assert list(found.some(deal.condition, c, 3)) == fits[:3]


def test_the_oracle_finds_the_same() -> None:
    for seed in range(500, 530):
        conflict = small(seed)
        oracle, found = Oracle(conflict), explore(conflict, FIVE)
        dms = [d.id for d in conflict.decision_makers]
        for c in FIVE:
            verdicts = oracle.verdicts(c)
            assert [found.stable[c][d] for d in dms] == [sum(row) for row in verdicts]
            assert found.equilibria[c] == sum(map(all, zip(*verdicts, strict=True)))


def test_medium_models_have_as_many_equilibria() -> None:
    for seed, near in ((1, True), (2, False)):
        conflict = large(seed, 4, 3, near)
        rules = (Rule("r", "never", (parse("o0_0 and o1_1"),)),)
        conflict = replace(conflict, rules=rules, one_way=(OneWay("w", "o2_0", "N>Y"),))
        listed, found = analyse(conflict, FIVE), explore(conflict, FIVE)
        assert {c: len(listed.equilibria(c)) for c in FIVE} == found.equilibria


def test_neither_names_nor_orders_matter() -> None:
    for seed in (2, 6, 11):
        conflict = large(seed, 5, 4)
        turned = tuple(
            replace(d, options=tuple(replace(o, owner=f"z{d.id}") for o in d.options[::-1]), id=f"z{d.id}")
            for d in reversed(conflict.decision_makers)
        )
        found, other = (
            explore(conflict, ("nash", "gmr", "seq")),
            explore(replace(conflict, decision_makers=turned), ("nash", "gmr", "seq")),
        )
        assert found.equilibria == other.equilibria
        assert found.stable["seq"]["d1"] == other.stable["seq"]["zd1"]
        some = found.first("seq", 3)
        assert all(other.is_equilibrium(", ".join(reversed(s.split(", "))), "seq") for s in some)
        assert [found.is_equilibrium(s, "seq") for s in some] == [True] * len(some)


def test_sixty_options() -> None:
    """Counts past 2^53 are exact: at most one of the two parts holds, and together they are all."""
    found = explore(replace(large(1, 12, 5), settlements=(Settlement("s", parse("o0_0 unless o5_2")),)))
    assert found.states == 1 << 60
    for c in ("nash", "gmr"):
        whole = found.equilibria[c]
        assert found.count("o0_0", c) + found.count("not o0_0", c) == whole > 0
        example = found.some("o0_0 unless o5_2", c, 1)
        assert found.holds("s", c) == bool(example)
        assert all(found.is_equilibrium(state, c) for state in example)
    assert found.equilibria["nash"] <= found.equilibria["gmr"]
    free = explore(
        replace(large(1, 12, 5), rules=(Rule("r", "never", (parse("o0_0 and o1_0 and o2_0"),)),)), "nash"
    )
    assert free.states == 7 << 57


def test_a_limit_of_nodes_is_met_and_said() -> None:
    with pytest.raises(ConflictError, match=r"needs more than 2,000 diagram nodes .* max_nodes"):
        explore(large(1, 8, 4, near=False), "seq", max_nodes=2_000)
    found = explore(large(1, 8, 4, near=False), ("nash", "seq"), max_nodes=20_000, partly=True)
    assert (found.concepts, list(found.left_out)) == (("nash",), ["seq"])
    assert found.equilibria["nash"] == 19_583_744
    with pytest.raises(ConflictError, match="'seq' was not explored"):
        found.is_equilibrium("nothing", "seq")


def test_a_limit_of_time_is_met_and_said() -> None:
    with pytest.raises(ConflictError, match=r"not done after 0.5 seconds; .* max_seconds"):
        explore(large(1, 8, 4, near=False), "seq", max_seconds=0.5)


def test_the_extra_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dd", None)
    with pytest.raises(ConflictError, match=r"pip install 'palabre\[symbolic\]'"):
        explore(large(1, 2, 2))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"rules": (Rule("r", "never", (parse("o0_0 unless not o0_0"),)),)}, "no state is feasible"),
        ({"rules": (Rule("r", "never", (parse("oops"),)),)}, "there is no option 'oops'"),
        ({"rules": (Rule("r", "never", (parse("o0_0"),)),), "now": frozenset({"o0_0"})}, "breaks 'r'"),
        ({"now": "o9"}, "there is no state 'o9'"),
        ({"moves": {}}, "the model lists its moves"),
    ],
)
def test_faults_of_a_model_are_said(change: dict, said: str) -> None:
    with pytest.raises(ConflictError, match=said):
        explore(replace(large(1, 2, 2), **change))


def test_wrong_questions_are_said() -> None:
    found = explore(large(1, 2, 2), "nash")
    for ask, said in (
        (lambda: found.holds("deal", "nash"), "no settlement 'deal'"),
        (lambda: found.count("oops", "nash"), "no option 'oops'"),
        (lambda: found.is_equilibrium("oops", "nash"), "no state 'oops'"),
        (lambda: found.is_stable("nothing", "d7", "nash"), "no decision maker 'd7'"),
        (lambda: explore(large(1, 2, 2), "cnash"), "'cnash' takes a list of the states"),
    ):
        with pytest.raises(ConflictError, match=said):
            ask()


def test_the_result_leaves_as_every_result_does() -> None:
    found = explore(large(3, 3, 3), ("nash", "seq"))
    assert isinstance(found, Symbolic)
    assert found.records()[0] == {
        "concept": "nash",
        "equilibria": found.equilibria["nash"],
        **{f"stable for {d}": n for d, n in found.stable["nash"].items()},
    }
    assert found.frame().shape == (2, 5)
    assert "<table>" in found._repr_html_()
    assert "512 states under Nash, SEQ" in repr(found)
    assert json.loads(json.dumps(found.as_json()))["states"] == 512


@pytest.fixture
def wide(tmp_path: Path) -> Path:
    """A case file with 2^24 states."""
    made = large(1, 6, 4)
    place = {o.id: f"o{k}" for k, o in enumerate(made.options, 1)}
    lines = {
        d.name: [str(renamed(x.condition, place)) for x in d.preference.lines] for d in made.decision_makers
    }
    case = {
        "title": "Wide",
        "dms": [d.name for d in made.decision_makers],
        "options": [{"name": o.name, "dm": o.owner.upper()} for o in made.options],
        "statements": lines,
    }
    path = tmp_path / "wide.json"
    path.write_text(json.dumps(case))
    return path


def test_the_program_chooses_the_engine_and_says_so(call, wide: Path) -> None:
    code, out, err = call("analyse", wide, "--json")
    said = json.loads(out)
    assert (code, err, said["engine"], said["states"]) == (0, "", "symbolic", 1 << 24)
    assert said["equilibria"] == explore(large(1, 6, 4), ("nash", "gmr", "smr", "seq")).equilibria
    code, out, _ = call("analyse", wide, "--concepts", "nash")
    assert (code, "16,777,216 states, 6 decision makers (engine: symbolic" in out) == (0, True)
    code, _, err = call("analyse", wide, "--engine", "list")
    assert (code, "16,777,216 feasible states, and the limit is" in err) == (1, True)
    assert call("analyse", wide, "--why", "nothing")[0] == 1
    assert call("analyse", wide, "--engine", "symbolic", "--why", "nothing")[0] == 2


def test_the_program_takes_the_engine_it_is_told(call, tmp_path: Path) -> None:
    dilemma = tmp_path / "dilemma.json"
    lines = {"A": ["o2", "not o1"], "B": ["o1", "not o2"]}
    options = [{"name": "silent", "dm": "A"}, {"name": "still", "dm": "B"}]
    dilemma.write_text(json.dumps({"title": "D", "dms": ["A", "B"], "options": options, "statements": lines}))
    one, other = (
        json.loads(call("analyse", dilemma, "--engine", e, "--json")[1]) for e in ("list", "symbolic")
    )
    assert (one["engine"], other["engine"]) == ("list", "symbolic")
    assert other["first equilibria"] == one["equilibria"]
    assert {c: len(e) for c, e in one["equilibria"].items()} == other["equilibria"]


def test_the_program_says_what_to_install(call, wide: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dd", None)
    code, _, err = call("analyse", wide)
    assert (code, "16,777,216 feasible states" in err, "pip install 'palabre[symbolic]'" in err) == (
        1,
        True,
        True,
    )


def test_too_many_states_is_an_error_that_names_the_way_on() -> None:
    with pytest.raises(TooMany, match=r"palabre\.stability\.explore"):
        analyse(large(1, 6, 4))
