"""What some see otherwise, in case files: read, refused with its place, and written so that it comes back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from test_case_files import problems, read

import invent
from palabre import cases
from palabre.cases.writing_case import case_text
from palabre.conflict import ConflictError, Sight, Unseen
from palabre.stability import hypergame

CONCEPTS = ("nash", "seq")


def test_what_a_case_says_of_who_sees_it(tmp_path: Path) -> None:
    seen: dict[str, Any] = {
        "hides": [1],
        "statements": {"South": ["not o2"]},
        "infeasible": ["YY"],
        "irreversible": [{"option": 0, "allowed": "N>Y"}],
    }
    conflict = read(tmp_path, seen_by={"North": seen}).conflict()
    (sight,) = conflict.seen_by
    assert (sight.dm, sight.hides) == ("North", (Unseen("o2"),))
    assert [str(rule.parts[0]) for rule in sight.rules] == ["o1 and o2"]
    assert [(way.option, way.allowed) for way in sight.one_way] == [("o1", "N>Y")]
    hyper = hypergame(conflict, concepts="nash")
    assert hyper.game("North").states == ("1", "2")
    assert hyper.game("South").states == ("1", "2", "3", "4")


def test_a_ranking_as_it_is_seen(tmp_path: Path) -> None:
    seen = {"North": {"preferences": {"South": [1, 2, 3, 4]}, "hides": ["o2"]}}
    hyper = hypergame(read(tmp_path, seen_by=seen).conflict(), concepts="nash")
    assert hyper.game("North").equilibria("nash") == ("1",)


@pytest.mark.parametrize(
    ("seen", "what"),
    [
        ({"Nort": {"hides": [1]}}, "unknown decision maker"),
        ({"North": {}}, "'North' sees everything as the model has it"),
        ({"North": []}, "a list stands where"),
        ([], "a list stands where"),
        ({"North": {"hides": [7]}}, "there is no option 7"),
        ({"North": {"hides": 1}}, "a number stands where a list is expected"),
        ({"North": {"hide": [1]}}, "unknown key"),
        ({"North": {"preferences": {"Sout": [1]}}}, "unknown decision maker"),
        ({"North": {"preferences": {"South": [1, 2]}}}, "the ranking leaves out"),
        ({"North": {"statements": {"South": ["o9"]}}}, "unknown option 'o9'"),
        ({"North": {"infeasible": ["--"]}}, "the pattern forbids every state"),
        ({"North": {"irreversible": [{"option": 0, "allowed": "Y"}]}}, "is no direction"),
    ],
)
def test_faults(tmp_path: Path, seen: Any, what: str) -> None:
    found = problems(tmp_path, seen_by=seen)
    assert any(what in one for one in found), found
    assert all("seen_by" in one for one in found)


def test_they_come_back_from_a_case_file(tmp_path: Path) -> None:
    tried = 0
    path = tmp_path / "back.json"
    for seed in range(150):
        conflict = invent.with_sights(invent.conflict(seed, None, 4), seed)
        cases.write_case(conflict, path)
        back = cases.read_conflict(path)
        assert case_text(back) == path.read_text(encoding="utf-8"), seed
        try:
            one = hypergame(conflict, concepts=CONCEPTS)
        except ConflictError:
            with pytest.raises(ConflictError):
                hypergame(back, concepts=CONCEPTS)
            continue
        two = hypergame(back, concepts=CONCEPTS)
        assert one.universe.keys == two.universe.keys
        for concept in CONCEPTS:
            mine, theirs = one.outcomes(concept), two.outcomes(concept)
            assert [o.kind for o in mine] == [o.kind for o in theirs], seed
            assert [len(o.wrong) for o in mine] == [len(o.wrong) for o in theirs], seed
        tried += 1
    assert tried > 100


def test_what_gmcr_leaves_out_is_said(tmp_path: Path) -> None:
    conflict = read(tmp_path, seen_by={"North": {"hides": [1]}}).conflict()
    assert "what some see otherwise is left out" in cases.left_out(conflict)


def test_a_variant_may_see_otherwise(tmp_path: Path) -> None:
    seen = {"North": {"hides": [1]}}
    case = read(tmp_path, variants={"open": {}, "blind": {"seen_by": seen}})
    assert case.conflict("open").seen_by == ()
    assert case.conflict("blind").seen_by == (Sight("North", (Unseen("o2"),)),)
