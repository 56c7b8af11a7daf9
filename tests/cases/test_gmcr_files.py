"""Files in the layout that GMCR+ saves."""

import json
import shutil
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from palabre import cases
from palabre.cases.states import covers
from palabre.conflict import Conflict, Ranking, Statements
from palabre.conflict.conditions import All, Any_, Condition, Not, Taken
from palabre.stability import analyse
from palabre.terms import Faults

SAMPLES = Path(__file__).parent / "samples"


def saved(conflict: Conflict, infeasible: list[str], **more: Any) -> dict[str, Any]:
    """Lay a conflict out as GMCR+ does, without preferences."""
    one_way = {one.option: {"N>Y": "fwd", "Y>N": "back"}[one.allowed] for one in conflict.one_way}
    places = {option.id: place for place, option in enumerate(conflict.options)}
    return {
        "program": "gmcr-py",
        "options": [
            {"name": option.name, "permittedDirection": one_way.get(option.id, "both")}
            for option in conflict.options
        ],
        "infeasibles": [
            [[place, letter] for place, letter in enumerate(pattern) if letter != "-"]
            for pattern in infeasible
        ],
        "decisionMakers": [
            {"name": dm.name, "options": [places[option.id] for option in dm.options]}
            for dm in conflict.decision_makers
        ],
        **more,
    }


def as_saved(condition: Condition) -> Any:
    match condition:
        case Taken(option):
            return [[int(option[1:]) - 1, "Y"]]
        case Not(Taken(option)):
            return [[int(option[1:]) - 1, "N"]]
        case All(parts):
            return [pair for part in parts for pair in as_saved(part)]
        case Any_(parts):
            return {"compound": True, "members": [as_saved(part) for part in parts]}
    raise AssertionError(condition)


def written(tmp_path: Path, data: Any) -> Path:
    path = tmp_path / "model.gmcr"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def cuban(tmp_path: Path) -> Path:
    conflict = cases.load("cuban_1962").variant().by_statements
    assert conflict is not None
    data = saved(conflict, ["--YY"])
    data["options"][0]["permittedDirection"] = "fwd"
    for dm, laid_out in zip(conflict.decision_makers, data["decisionMakers"], strict=True):
        assert isinstance(dm.preference, Statements)
        laid_out["preferences"] = [as_saved(line.condition) for line in dm.preference.lines]
    return written(tmp_path, data)


def elmira(tmp_path: Path) -> Path:
    """Spread the one state 'abandon' over its four strings; the others are listed under their case labels."""
    conflict = cases.load("elmira").conflict()
    infeasible = ["-YY--", "-Y-Y-", "--YY-", "-NNN-"]
    strings = ["".join(reversed(letters)) for letters in product("NY", repeat=5)]
    feasible = [s for s in strings if s[1:4].count("Y") == 1]
    assert conflict.states is not None
    numbers = {
        state.label: [n for n, s in enumerate(feasible, 1) if covers(state.pattern, s)]
        for state in conflict.states
    }
    data = saved(conflict, infeasible, useManualPreferenceVectors=True)
    data["options"][2]["permittedDirection"] = "both"
    for dm, laid_out in zip(conflict.decision_makers, data["decisionMakers"], strict=True):
        assert isinstance(dm.preference, Ranking)
        spread = [[n for label in tier for n in numbers[label]] for tier in dm.preference.tiers]
        laid_out["preferences"] = []
        laid_out["preferenceVector"] = [tier if len(tier) > 1 else tier[0] for tier in spread]
    return written(tmp_path, data)


def test_prisoners() -> None:
    conflict = cases.read_gmcr(SAMPLES / "prisoners.gmcr")
    assert [(o.id, o.name, o.owner) for o in conflict.options] == [
        ("o1", "Stay silent", "Anne"),
        ("o2", "Stay silent", "Bob"),
    ]
    preference = conflict.decision_maker("Anne").preference
    assert isinstance(preference, Statements)
    assert [line.id for line in preference.lines] == ["Anne: o2", "Anne: not o1"]
    analysis = analyse(conflict)
    assert analysis.states == ("1", "2", "3", "4")
    assert {c: analysis.equilibria(c) for c in ("nash", "gmr", "smr", "seq")} == {
        "nash": ("1",),
        "gmr": ("1", "4"),
        "smr": ("1", "4"),
        "seq": ("1", "4"),
    }


def test_cuba_with_an_air_strike_that_cannot_be_undone(tmp_path: Path) -> None:
    conflict = cases.read_gmcr(cuban(tmp_path))
    published = cases.load("cuban_1962").conflict()
    assert conflict.states is not None
    assert published.states is not None
    assert [s.label for s in conflict.states] == [str(int(s.label) + 1) for s in published.states]
    assert [s.pattern for s in conflict.states] == [s.pattern for s in published.states]
    assert (analyse(conflict).ranks == analyse(published).ranks).all()
    assert analyse(conflict).equilibria("seq") == ("5", "6", "7")


def test_elmira_spread_over_twelve_states(tmp_path: Path) -> None:
    conflict = cases.read_gmcr(elmira(tmp_path))
    assert conflict.states is not None
    assert len(conflict.states) == 12
    pattern = {state.label: state.pattern for state in conflict.states}
    published = cases.load("elmira")
    for concept, labels in published.variant().published.equilibria.items():
        if concept not in ("Nash", "GMR", "SMR", "SEQ"):
            continue
        listed = published.conflict().states
        assert listed is not None
        wanted = {state.pattern for state in listed if state.label in labels}
        reached = {pattern[label] for label in analyse(conflict).equilibria(concept)}
        assert {"---Y-" if p[3] == "Y" else p for p in reached} == wanted
        assert sum(p[3] == "Y" for p in reached) == 4


def test_the_older_layout_with_rankings_set_by_hand() -> None:
    conflict = cases.read_gmcr(SAMPLES / "water.gmcr")
    assert [(s.label, s.pattern) for s in conflict.states or ()] == [
        ("1", "NNN"),
        ("2", "YNN"),
        ("3", "NYN"),
        ("4", "NNY"),
        ("5", "YNY"),
        ("6", "NYY"),
    ]
    assert conflict.decision_maker("Upstream").preference == Ranking((("3",), ("1", "2"), ("6",), ("4", "5")))
    assert [one.id for one in conflict.one_way] == ["cannot retake: o2", "cannot undo: o3"]
    assert [rule.id for rule in conflict.rules] == ["never: o1 and o2"]
    assert analyse(conflict).stable("nash", "Downstream") == ("1", "3", "4", "5", "6")


def test_statements_count_where_no_ranking_was_set_by_hand(tmp_path: Path) -> None:
    data = json.loads((SAMPLES / "water.gmcr").read_text(encoding="utf-8"))
    data["useManualPreferenceVectors"] = False
    conflict = cases.read_gmcr(written(tmp_path, data))
    assert isinstance(conflict.decision_maker("Downstream").preference, Statements)
    assert isinstance(conflict.decision_maker("Upstream").preference, Ranking)


def test_payoffs_count_where_nothing_else_is_given(tmp_path: Path) -> None:
    data = json.loads((SAMPLES / "water.gmcr").read_text(encoding="utf-8"))
    for dm in data["decisionMakers"]:
        del dm["preferenceVector"]
        dm |= {"preferences": [], "payoffs": [6, 3, 5, 2, 1, 3.5]}
    conflict = cases.read_gmcr(written(tmp_path, data))
    ranking = Ranking((("1",), ("3",), ("6",), ("2",), ("4",), ("5",)))
    assert [dm.preference for dm in conflict.decision_makers] == [ranking, ranking]


def test_what_is_left_aside_is_said(tmp_path: Path) -> None:
    data = json.loads((SAMPLES / "prisoners.gmcr").read_text(encoding="utf-8"))
    data["coalitions"] = [[0, 1]]
    data["decisionMakers"][0]["misperceptions"] = [[[0, "Y"]]]
    data["decisionMakers"][1]["preferences"] = []
    data["colour"] = "blue"
    case = cases.read(written(tmp_path, data))
    assert case.left_aside == (
        "colour: a key palabre does not know, left aside",
        "the file gives 'Bob' no preferences; all states count as equally good for it",
        "coalitions are left aside; every decision maker acts alone",
        "misperceptions of 'Anne' are left aside; it sees every feasible state",
    )


def test_content_decides_and_not_the_name(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    shutil.copy(SAMPLES / "prisoners.gmcr", path)
    assert [s.label for s in cases.read_conflict(path).states or ()] == ["1", "2", "3", "4"]
    disguised = tmp_path / "case.gmcr"
    disguised.write_text(
        json.dumps({"dms": ["A"], "options": [{"name": "go", "dm": "A"}], "statements": {"A": ["o1"]}}),
        encoding="utf-8",
    )
    assert analyse(cases.read_conflict(disguised)).equilibria("nash") == ("o1",)
    with pytest.raises(Faults, match="not a file saved by GMCR"):
        cases.read_gmcr(disguised)


def test_more_options_than_can_be_numbered_get_labels_of_options(tmp_path: Path) -> None:
    places = range(22)
    data = {
        "options": [{"name": f"step {k}", "permittedDirection": "both"} for k in places],
        "infeasibles": [[[k, "N"], [k + 1, "Y"]] for k in places[:-1]],
        "decisionMakers": [{"name": "A", "options": list(places), "preferences": [[[21, "Y"]]]}],
    }
    conflict = cases.read_gmcr(written(tmp_path, data))
    assert conflict.states is None
    assert len(conflict.space) == 23
    del data["decisionMakers"][0]["preferences"]  # type: ignore[index]
    data["decisionMakers"][0]["preferenceRanking"] = [1, 2]  # type: ignore[index]
    with pytest.raises(Faults, match="more than 16 options"):
        cases.read_gmcr(written(tmp_path, data))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"options": []}, "no option is listed"),
        ({"options": [{"permittedDirection": "up"}]}, "unknown direction 'up'"),
        ({"decisionMakers": []}, "no decision maker is listed"),
        ({"decisionMakers": [7]}, "a number stands where {key: value} is expected"),
        ({"decisionMakers": [{"name": "Anne", "options": [0, 0, 5]}]}, "there is no option 5"),
        ({"decisionMakers": [{"name": "Anne", "options": [0, 0]}]}, "option 0 belongs to 'Anne' already"),
        ({"decisionMakers": [{"name": "Anne", "options": [0]}]}, "option 'Stay silent' has no owner"),
        ({"decisionMakers": [{"name": "Anne", "options": []}]}, "decision maker 'Anne' has no option"),
        (
            {"decisionMakers": [{"name": "A", "options": [0]}, {"name": "A", "options": [1]}]},
            "'A' is the name of two decision makers",
        ),
        ({"infeasibles": [[[0, "y"]]]}, "is not an option's place"),
        ({"infeasibles": [[[2, "Y"]]]}, "is not an option's place"),
        ({"infeasibles": [[]]}, "a condition that names no option"),
        ({"infeasibles": [{"members": []}]}, "a compound condition without members"),
        ({"infeasibles": 3}, "a number stands where a list is expected"),
        ({"infeasable": []}, "Did you mean 'infeasibles'?"),
    ],
)
def test_faults(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    data = json.loads((SAMPLES / "prisoners.gmcr").read_text(encoding="utf-8"))
    with pytest.raises(Faults) as caught:
        cases.read_gmcr(written(tmp_path, data | change))
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("preferenceVector", [1, 2, 3, 4, 5, 7], "unknown state '7'"),
        ("preferenceVector", [1, 2, 3, 4, 5], "the ranking leaves out '6'"),
        ("payoffs", [1, 2], "2 payoffs do not fit the feasible states"),
        ("payoffs", [1, "high"], "a text is no payoff"),
    ],
)
def test_faults_of_preferences(tmp_path: Path, key: str, value: Any, message: str) -> None:
    data = json.loads((SAMPLES / "water.gmcr").read_text(encoding="utf-8"))
    del data["decisionMakers"][0]["preferenceVector"]
    data["decisionMakers"][0][key] = value
    with pytest.raises(Faults, match=message):
        cases.read_gmcr(written(tmp_path, data))


def test_all_faults_in_one_pass_with_their_lines(tmp_path: Path) -> None:
    text = (SAMPLES / "water.gmcr").read_text(encoding="utf-8")
    path = tmp_path / "water.gmcr"
    path.write_text(text.replace('"back"', '"down"').replace('[1, "Y"]', '[9, "Y"]'), encoding="utf-8")
    with pytest.raises(Faults) as caught:
        cases.read_gmcr(path)
    assert [(p.line, p.what) for p in caught.value.problems] == [
        (3, "infeasibles › item 1 › item 2: [9, 'Y'] is not an option's place (from 0) with 'Y' or 'N'"),
        (7, "options › item 2 › permittedDirection: unknown direction 'down'"),
    ]


def test_a_pickle_of_the_first_versions_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "old.gmcr"
    path.write_bytes(b"\x80\x03}q\x00.")
    with pytest.raises(Faults, match="a Python pickle"):
        cases.read(path)
