"""Case files hold every structure of preference; other formats hold orders of the states, or refuse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.invent import structured

from palabre import cases
from palabre.conflict import Conflict, ConflictError, relations_of, unranked
from palabre.stability import analyse
from palabre.stability.relational import READINGS, Relational
from palabre.terms import Faults

PLAIN = {
    "title": "Small",
    "dms": ["North", "South"],
    "options": [{"name": "Sign", "dm": "North"}, {"name": "Sign too", "dm": "South"}],
    "states": {"1": "NN", "2": "YN", "3": "NY", "4": "YY"},
    "preferences": {"North": [4, 3, 2, 1], "South": [4, 2, 3, 1]},
}


def writable(conflict: Conflict) -> bool:
    """Joint moves have no place in a case file, and states that are not listed must not be too many."""
    return not conflict.joint and len(conflict.options) <= 16


def same(one: Conflict, other: Conflict) -> None:
    assert one.space.codes.tolist() == other.space.codes.tolist()
    a, b = relations_of(one, one.space), relations_of(other, other.space)
    for mine, its in zip(a, b, strict=True):
        for part in ("better", "much", "unknown"):
            assert np.array_equal(getattr(mine, part), getattr(its, part)), part
    for reading in READINGS:
        engines = (Relational(c, c.space, reading) for c in (one, other))
        for x, y in zip(*([e.seen for e in engines]), strict=True):
            assert np.array_equal(x.better, y.better)
            assert np.array_equal(x.unknown, y.unknown)


@pytest.mark.parametrize("marks", ["", "u", "s", "f"])
def test_a_conflict_comes_back_from_a_case_file(marks: str, tmp_path: Path) -> None:
    path, tried = tmp_path / "model.json", 0
    for seed in range(60):
        conflict = structured(seed, marks, attitudes=seed % 3 == 0)
        if writable(conflict):
            cases.write_case(conflict, path)
            case = cases.load(path)
            assert case.left_aside == ()
            same(conflict, case.conflict())
            tried += 1
    assert tried > 20


def test_an_order_of_the_states_comes_back_from_a_gmcr_file(tmp_path: Path) -> None:
    path, tried = tmp_path / "model.gmcr", 0
    for seed in range(60):
        conflict = structured(seed)
        if writable(conflict) and conflict.moves is None:
            cases.write_gmcr(conflict, path)
            back = cases.read_gmcr(path)
            order = np.argsort(np.argsort(conflict.space.codes))
            if conflict.space.whole:
                ranks = analyse(back).ranks[:, np.argsort(back.space.codes)][:, order]
                assert (ranks == analyse(conflict).ranks).all()
                tried += 1
    assert tried > 10


@pytest.mark.parametrize("marks", ["u", "s", "f"])
def test_what_a_format_cannot_hold_it_refuses(marks: str) -> None:
    refused = 0
    for seed in range(40):
        conflict = structured(seed, marks)
        lost = unranked(conflict) or marks == "s"
        for write in (cases.gmcr_text, cases.to_graph):
            try:
                write(conflict)
            except ConflictError as fault:
                refused += "cannot hold" in fault.what
            else:
                assert not lost or marks == "s"
    assert refused > 20


def read(tmp_path: Path, **changes: Any) -> cases.Case:
    path = tmp_path / "small.json"
    path.write_text(json.dumps(PLAIN | changes), encoding="utf-8")
    return cases.load(path)


WRONG = {
    "degree": (
        {"preferences": {"North": [4, "> .4", 3, 2, 1], "South": [1, 2, 3, 4]}},
        "degree 0.4",
        "above",
    ),
    "no threshold": (
        {"preferences": {"North": [4, "> 0.8", 3, 2, 1], "South": [1, 2, 3, 4]}},
        "no threshold",
        "say with a threshold",
    ),
    "threshold": ({"thresholds": {"North": 3}}, "threshold of 'North' is 3", "above 0"),
    "threshold of nobody": ({"thresholds": {"Nort": 0.3}}, "unknown decision maker", "did you mean 'North'"),
    "threshold of no number": (
        {"thresholds": {"North": "x"}},
        "where a number is expected",
        "write a number",
    ),
    "attitude": ({"attitudes": {"North": {"South": "bad"}}}, "is no attitude", "write positive"),
    "attitude to nobody": ({"attitudes": {"North": {"Suth": "+"}}}, "unknown decision maker", "'South'"),
    "weight": (
        {"preferences": {"South": [1, 2, 3, 4]}, "weights": {"North": {"o3": 1}}},
        "unknown option",
        "o1 to o2",
    ),
    "pair": (
        {"preferences": {"South": [1, 2, 3, 4]}, "uncertain": {"North": {"prefers": [[1]]}}},
        "compares no two",
        "write [label, label]",
    ),
    "pair twice": (
        {"preferences": {"South": [1, 2, 3, 4]}, "uncertain": {"North": {"prefers": [[1, 2], [2, 1]]}}},
        "compared twice",
        "say of two",
    ),
    "rest": (
        {"preferences": {"South": [1, 2, 3, 4]}, "uncertain": {"North": {"rest": "x"}}},
        "no relation",
        "write 'unknown'",
    ),
    "mark": (
        {"preferences": {"South": [1, 2, 3, 4]}, "statements": {"North": [{"is": "o1", "strong": "x"}]}},
        "where true or false",
        "write true",
    ),
    "tie": (
        {"preferences": {"South": [1, 2, 3, 4]}, "statements": {"North": [{"equal": "o1"}]}},
        "where a list is expected",
        "square brackets",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said(case: str, tmp_path: Path) -> None:
    changes, what, remedy = WRONG[case]
    with pytest.raises(Faults) as caught:
        read(tmp_path, **changes)
    problems = caught.value.problems
    assert [(what in p.what, remedy in p.remedy) for p in problems] == [(True, True)], problems
    assert all(p.line for p in problems)


def test_signs_and_words_for_attitudes_are_the_same(tmp_path: Path) -> None:
    made = read(tmp_path, attitudes={"North": {"South": "-", "North": "0"}}).conflict()
    assert made.decision_makers[0].attitudes == (("South", "negative"), ("North", "indifferent"))


def test_what_somebody_sees_keeps_its_structure(tmp_path: Path) -> None:
    believed = {
        "weights": {"South": {"o1": 2, "o2": -0.5}},
        "uncertain": {"North": {"much": [["4", "1"]], "rest": "equal"}},
    }
    made = read(tmp_path, seen_by={"North": believed}).conflict()
    again = json.loads(cases.case_text(made))["seen_by"]["North"]
    assert again == believed
