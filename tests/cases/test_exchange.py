"""What is written for other programs comes back as the same conflict."""

from __future__ import annotations

import csv
import io
import json
from itertools import product
from pathlib import Path

import networkx
import numpy as np
import pytest

import invent
from oracle import true_in
from palabre import cases
from palabre.cases.terms import forbidden, outside, renamed, terms
from palabre.conflict import Conflict, ConflictError, OneWay, Rule, parse
from palabre.conflict.conditions import names
from palabre.stability import analyse

HERE = Path(__file__).parent


def same(one: Conflict, other: Conflict, *, labels: bool = True) -> None:
    """Two conflicts have the same states, moves and verdicts; states may come in another order."""
    a, b = analyse(one), analyse(other)
    assert len(a.space) == len(b.space)
    if labels:
        to = [b.space.index(label) for label in a.states]
    else:
        order = np.argsort(b.space.codes)
        to = order[np.argsort(np.argsort(a.space.codes))].tolist()
    assert (a.space.codes == b.space.codes[to]).all()
    assert (a.space.cares == b.space.cares[to]).all()
    assert (a.ranks == b.ranks[:, to]).all()
    place = np.argsort(to)
    for mine, its in zip(a.space.moves, b.space.moves, strict=True):
        for s in range(len(to)):
            assert set(mine.of(s).tolist()) == set(place[its.of(to[s])].tolist())
    for concept in a.concepts:
        for mine_, its_ in zip(a.space.decision_makers, b.space.decision_makers, strict=True):
            assert (a.mask(concept, mine_) == b.mask(concept, its_)[to]).all()


def same_joint(one: Conflict, other: Conflict, to: list[int]) -> None:
    """Two conflicts have the same joint moves; `to` says where the states of the one stand in the other."""
    place = np.argsort(to)
    for mine, its in zip(one.space.joint, other.space.joint, strict=True):
        assert (mine.id, mine.dms) == (its.id, its.dms)
        for s in range(len(to)):
            assert mine.arcs.of(s).tolist() == sorted(place[its.arcs.of(to[s])].tolist())


@pytest.mark.parametrize("kind", invent.KINDS)
def test_a_conflict_comes_back_from_a_case_file(kind: str, tmp_path: Path) -> None:
    for seed in range(25):
        conflict = invent.conflict(seed, kind, 4)
        cases.write_case(conflict, tmp_path / "model.json")
        again = cases.load(tmp_path / "model.json").conflict()
        same(conflict, again, labels=conflict.states is not None)


def test_joint_moves_come_back_from_a_case_file(tmp_path: Path) -> None:
    tried = 0
    for seed in range(60):
        conflict = invent.with_joint(invent.conflict(seed, "rules", 4), seed)
        if not conflict.joint:
            continue
        tried += 1
        cases.write_case(conflict, tmp_path / "model.json")
        again = cases.load(tmp_path / "model.json").conflict()
        same(conflict, again, labels=False)
        order = np.argsort(again.space.codes)
        same_joint(conflict, again, order[np.argsort(np.argsort(conflict.space.codes))].tolist())
    assert tried > 30


@pytest.mark.parametrize("kind", invent.KINDS)
def test_joint_moves_come_back_from_graphml(kind: str, tmp_path: Path) -> None:
    tried = 0
    for seed in range(25):
        conflict = invent.with_joint(invent.conflict(seed, kind, 4), seed)
        tried += any(len(joint.arcs.targets) for joint in conflict.space.joint)
        cases.write_graphml(conflict, tmp_path / "model.graphml")
        again = cases.read_graphml(tmp_path / "model.graphml")
        same(conflict, again)
        same_joint(conflict, again, [again.space.index(label) for label in conflict.space.labels])
    assert tried > 5


@pytest.mark.parametrize("kind", invent.KINDS)
def test_a_conflict_comes_back_from_graphml_and_networkx(kind: str, tmp_path: Path) -> None:
    for seed in range(25):
        conflict = invent.conflict(seed, kind, 4)
        same(conflict, cases.from_graph(cases.to_graph(conflict)))
        cases.write_graphml(conflict, tmp_path / "model.graphml")
        same(conflict, cases.read_graphml(tmp_path / "model.graphml"))


@pytest.mark.parametrize("kind", ["free", "rules", "listed"])
def test_a_conflict_comes_back_from_a_gmcr_file(kind: str, tmp_path: Path) -> None:
    for seed in range(40):
        conflict = invent.conflict(seed, kind, 4)
        cases.write_gmcr(conflict, tmp_path / "model.gmcr")
        same(conflict, cases.read_gmcr(tmp_path / "model.gmcr"), labels=False)


@pytest.mark.parametrize("name", cases.names())
def test_every_published_case_comes_back(name: str, tmp_path: Path) -> None:
    for variant in cases.load(name).variants:
        conflict = variant.conflict
        cases.write_case(conflict, tmp_path / "model.json")
        same(conflict, cases.load(tmp_path / "model.json").conflict(), labels=conflict.states is not None)
        if name == "sustainable_development":
            # Only a case file holds how strongly something is preferred.
            for write in (cases.to_graph, cases.gmcr_text):
                with pytest.raises(ConflictError, match="'Environmentalists' has strong preferences"):
                    write(conflict)
            continue
        same(conflict, cases.from_graph(cases.to_graph(conflict)))
        if name != "elmira":
            cases.write_gmcr(conflict, tmp_path / "model.gmcr")
            same(conflict, cases.read_gmcr(tmp_path / "model.gmcr"), labels=False)


def test_a_gmcr_file_comes_back_word_for_word(tmp_path: Path) -> None:
    first = cases.gmcr_text(cases.read_gmcr(HERE / "samples" / "prisoners.gmcr"))
    path = tmp_path / "again.gmcr"
    path.write_text(first, encoding="utf-8")
    assert cases.gmcr_text(cases.read_gmcr(path)) == first
    given = json.loads((HERE / "samples" / "prisoners.gmcr").read_text(encoding="utf-8"))
    made = json.loads(first)
    for key in ("program", "options", "infeasibles", "coalitions", "coalitionsFull"):
        assert made[key] == given[key]
    assert [d["preferences"] for d in made["decisionMakers"]] == [
        d["preferences"] for d in given["decisionMakers"]
    ]


def test_collapsed_states_are_spread_in_a_gmcr_file(tmp_path: Path) -> None:
    conflict = cases.load("elmira").conflict()
    cases.write_gmcr(conflict, tmp_path / "elmira.gmcr")
    again = analyse(cases.read_gmcr(tmp_path / "elmira.gmcr"))
    assert len(again.space) == 8 + 16
    one = analyse(conflict)
    for concept in one.concepts:
        kept = {one.space.index(label) for label in one.equilibria(concept)}
        for s, code in enumerate(again.space.codes):
            at = int(np.flatnonzero((code ^ one.space.codes) & one.space.cares == 0)[0])
            assert bool(again.mask(concept)[s]) == (at in kept)
    assert "a state of several combinations of options is spread over them" in cases.left_out(conflict)


def test_what_gmcr_cannot_carry_is_refused_or_said() -> None:
    drawn = next(c for c in (invent.conflict(s, "explicit", 3) for s in range(50)) if len(c.space) > 4)
    with pytest.raises(ConflictError, match="drawn by hand"):
        cases.gmcr_text(drawn)
    elmira = cases.load("elmira").conflict()
    assert "today's state is left out" in cases.left_out(elmira)


def test_terms_say_what_a_condition_says() -> None:
    from random import Random

    rng = Random(3)
    options = [f"o{k}" for k in range(4)]
    for _ in range(300):
        condition = invent.condition(rng, options, 3)
        yes, no = terms(condition), terms(condition, False)
        again = parse(str(renamed(condition, {o: o for o in options})))
        assert names(again) <= names(condition)
        for picks in product((False, True), repeat=4):
            taken = frozenset(o for o, y in zip(options, picks, strict=True) if y)
            held = true_in(condition, taken)
            assert any(all((o in taken) == y for o, y in term) for term in yes) == held
            assert any(all((o in taken) == y for o, y in term) for term in no) != held
            assert true_in(again, taken) == held


def test_forbidden_terms_are_the_infeasible_states() -> None:
    found = forbidden([Rule("r", "exactly one", (parse("a"), parse("b")))])
    assert set(found) == {frozenset({("a", y), ("b", y)}) for y in (False, True)}
    assert outside(["---"], ["a", "b", "c"]) == ()


def test_states_go_to_a_spreadsheet() -> None:
    conflict = cases.load("elmira").conflict()
    rows = list(csv.DictReader(io.StringIO(cases.csv_text(cases.states_table(analyse(conflict))))))
    assert len(rows) == 9
    assert [rows[8][f"option o{k}"] for k in range(1, 6)] == ["-", "-", "-", "Y", "-"]
    assert [row["state"] for row in rows if row["nash"] == "True"] == ["5", "8", "9"]
    assert rows[6]["rank MoE"] == "8"
    assert rows[0]["today"] == "True"


def test_a_graph_of_another_kind_is_refused() -> None:
    with pytest.raises(ConflictError, match="does not carry a conflict"):
        cases.from_graph(networkx.MultiDiGraph())


def test_one_way_options_come_back(tmp_path: Path) -> None:
    conflict = cases.load("cuban_1962").conflict()
    one_way = (OneWay("w", conflict.options[0].id, "N>Y"),)
    from dataclasses import replace

    conflict = replace(conflict, one_way=one_way)
    cases.write_gmcr(conflict, tmp_path / "model.gmcr")
    assert [w.allowed for w in cases.read_gmcr(tmp_path / "model.gmcr").one_way] == ["N>Y"]
