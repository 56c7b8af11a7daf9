"""Case files: what may be written, and every fault in one pass."""

import copy
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from palabre import cases
from palabre.conflict import Mark, Pair, Pairwise, Ranking, Statements
from palabre.stability import analyse
from palabre.terms import Faults, Problem

SMALL: dict[str, Any] = {
    "title": "Small",
    "dms": ["North", "South"],
    "options": [{"name": "Sign", "dm": "North"}, {"name": "Sign", "dm": "South"}],
    "states": {"1": "NN", "2": "YN", "3": "NY", "4": "YY"},
    "preferences": {"North": [4, [1, 3], 2], "South": [4, 1, 2, 3]},
    "published_results": {"Nash": {"North": [1, 4]}, "equilibria": {"Nash": [1, 4]}},
}


def write(tmp_path: Path, data: Any) -> Path:
    path = tmp_path / "small.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data, indent=1), encoding="utf-8")
    return path


def read(tmp_path: Path, **changes: Any) -> cases.Case:
    data = {key: value for key, value in (SMALL | changes).items() if value is not ...}
    return cases.read(write(tmp_path, data))


def problems(tmp_path: Path, **changes: Any) -> list[str]:
    with pytest.raises(Faults) as caught:
        read(tmp_path, **changes)
    assert all(problem.remedy and problem.file.endswith("small.json") for problem in caught.value.problems)
    return [problem.what for problem in caught.value.problems]


def test_a_small_case(tmp_path: Path) -> None:
    case = read(tmp_path)
    assert case.name == "small"
    assert [variant.name for variant in case.variants] == [""]
    conflict = case.conflict()
    assert [(o.id, o.name, o.owner) for o in conflict.options] == [
        ("o1", "Sign", "North"),
        ("o2", "Sign", "South"),
    ]
    assert conflict.decision_maker("North").preference == Ranking((("4",), ("1", "3"), ("2",)))
    assert analyse(conflict).equilibria("nash") == ("1", "4")
    assert case.variant().expected("Nash", "North") == {"1", "4"}


def test_options_of_a_decision_maker_need_not_stand_together(tmp_path: Path) -> None:
    case = read(
        tmp_path,
        options=[
            {"name": "a", "dm": "North"},
            {"name": "b", "dm": "South"},
            {"name": "c", "dm": "North"},
        ],
        states={"1": "NNN", "2": "YNN", "3": "NYN", "4": "NNY"},
    )
    conflict = case.conflict()
    assert [o.id for o in conflict.options] == ["o1", "o2", "o3"]
    assert [o.id for o in conflict.decision_maker("North").options] == ["o1", "o3"]
    assert conflict.space.columns["o2"].tolist() == [False, False, True, False]


def test_labels_may_be_words_and_strength_may_stand_between(tmp_path: Path) -> None:
    case = read(
        tmp_path,
        states={"war": "NN", "north gives": "YN", "south gives": "NY", "peace": "YY"},
        preferences={
            "North": ["peace", ">>", ["war", "south gives"], ">", "north gives"],
            "South": ["peace", "war", "north gives", "south gives"],
        },
        published_results=...,
        status_quo="war",
    )
    assert case.conflict().now == "war"
    assert case.left_aside == ()
    likes = case.conflict().decision_maker("North").preference
    assert isinstance(likes, Ranking)
    assert likes.steps == (Mark(strong=True), Mark())
    assert analyse(case.conflict()).equilibria("nash") == ("war", "peace")


def test_states_left_out_are_all_combinations_but_the_infeasible(tmp_path: Path) -> None:
    case = read(
        tmp_path,
        states=...,
        infeasible=["YN"],
        preferences={"North": ["YY", "NN", "NY"], "South": ["o1, o2", "nothing", "o2"]},
        published_results={"equilibria": {"Nash": ["NN", "YY"]}},
        status_quo="NN",
    )
    conflict = case.conflict()
    assert conflict.states is None
    assert conflict.now == frozenset()
    assert [rule.id for rule in conflict.rules] == ["never: o1 and not o2"]
    assert conflict.space.labels == ("nothing", "o2", "o1, o2")
    assert set(analyse(conflict).equilibria("nash")) == case.variant().expected("Nash", "equilibria")


def test_statements_stand_in_for_a_ranking(tmp_path: Path) -> None:
    case = read(
        tmp_path,
        preferences={"South": [4, 1, 2, 3]},
        statements={"North": ["o1 iff o2", "o2", "o2"]},
    )
    preference = case.conflict().decision_maker("North").preference
    assert isinstance(preference, Statements)
    assert [line.id for line in preference.lines] == ["North: o1 iff o2", "North: o2", "North: o2 (2)"]
    assert isinstance(case.conflict().decision_maker("South").preference, Ranking)


def test_one_way_options_by_place_id_or_name(tmp_path: Path) -> None:
    for option in (1, "o2", "Sign South"):
        case = read(
            tmp_path,
            options=[{"name": "Sign", "dm": "North"}, {"name": "Sign South", "dm": "South"}],
            irreversible=[{"option": option, "allowed": "N>Y"}],
        )
        assert [(o.id, o.option, o.allowed) for o in case.conflict().one_way] == [
            ("cannot undo: o2", "o2", "N>Y")
        ]


def test_an_explicit_graph_lets_patterns_overlap(tmp_path: Path) -> None:
    case = read(
        tmp_path,
        states={"1": "NN", "2": "Y-", "3": "-Y"},
        preferences={"North": [1, 2, 3], "South": [3, 2, 1]},
        moves={"North": {"1": [2]}, "South": {"1": [3], "2": [3]}},
        published_results=...,
    )
    assert analyse(case.conflict()).stable("nash", "South") == ("3",)


def test_a_state_of_several_strings_may_be_infeasible_in_part(tmp_path: Path) -> None:
    states = {"1": "NN", "2": "-Y", "3": "YN"}
    preferences = {"North": [1, 2, 3], "South": [3, 2, 1]}
    changes = {"states": states, "preferences": preferences, "published_results": ...}
    assert len(read(tmp_path, **changes, infeasible=["YY"]).conflict().space) == 3
    assert "states › 2: '-Y' falls under the infeasible pattern '-Y'" in problems(
        tmp_path, **changes, infeasible=["-Y"]
    )


def test_variants_override_keys_of_the_case(tmp_path: Path) -> None:
    other = {"North": [1, 2, 3, 4], "South": [4, 1, 2, 3]}
    case = read(tmp_path, variants={"as published": {}, "other": {"preferences": other}})
    assert [variant.name for variant in case.variants] == ["as published", "other"]
    assert list(case.conflicts) == ["as published", "other"]
    assert case.conflict() == case.conflict("as published")
    assert case.conflict("other").title == "Small (other)"
    assert case.conflict("other").decision_maker("North").preference == Ranking(
        (("1",), ("2",), ("3",), ("4",))
    )
    with pytest.raises(KeyError, match="its variants are 'as published', 'other'"):
        case.variant("third")


def test_read_conflict_names_the_variants_there_are(tmp_path: Path) -> None:
    path = write(tmp_path, SMALL)
    assert cases.read_conflict(path, "").title == "Small"
    with pytest.raises(Faults) as caught:
        cases.read_conflict(path, "base")
    expected = Problem(
        str(path), None, "'small' has no variant 'base'", "it has no variants; leave the name out"
    )
    assert caught.value.problems == (expected,)


def test_uncertain_preferences_are_pairs_and_left_aside_beside_a_ranking(tmp_path: Path) -> None:
    case = read(
        tmp_path,
        preferences={"South": [4, 1, 2, 3]},
        uncertain={"North": {"prefers": [[4, 2]], "indifferent": []}, "South": {"prefers": []}},
        method="by interview",
    )
    assert case.conflict().decision_maker("North").preference == Pairwise((Pair("4", "2"),), "unknown")
    assert case.left_aside == (
        "method: a key palabre does not know, left aside",
        "uncertain preferences of 'South' are left aside; "
        "the ranking, statements or weights beside them count",
    )


def test_load_by_name_or_path(tmp_path: Path) -> None:
    assert cases.load(write(tmp_path, SMALL)).title == "Small"
    assert cases.load("stag_hunt").name == "stag_hunt"
    with pytest.raises(Faults, match=r"no published case has this name\. Did you mean 'stag_hunt'\?"):
        cases.load("staghunt")
    with pytest.raises(Faults, match="the file cannot be opened: no such file"):
        cases.load(tmp_path / "nowhere.json")


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"dms": ...}, "dms: no decision maker is named"),
        ({"dms": "North"}, "dms: a text stands where a list is expected"),
        ({"dms": ["North", "South", "South"]}, "dms › item 3: decision maker 'South' is listed twice"),
        ({"dms": ["North", "South", 3]}, "dms › item 3: a number stands where a text is expected"),
        ({"dms": ["North", "South", "East"]}, "dms › item 3: decision maker 'East' has no option"),
        ({"options": ...}, "options: no option is listed"),
        ({"options": ["Sign", "Sign"]}, "options › item 1: a text stands where {key: value} is expected"),
        (
            {"options": [{"name": "Sign"}, {"name": "Sign", "dm": "South"}]},
            "options › item 1: option 'Sign' has no owner",
        ),
        (
            {"options": [{"name": "Sign", "dm": "Nroth"}, {"name": "Sign", "dm": "South"}]},
            "options › item 1 › dm: unknown decision maker 'Nroth'",
        ),
        ({"states": {}}, "states: no state is listed"),
        (
            {"states": SMALL["states"] | {"4": "YYN"}},
            "states › 4: the pattern 'YYN' has 3 letters for 2 options",
        ),
        ({"states": SMALL["states"] | {"4": "Y1"}}, "states › 4: the pattern 'Y1' has '1'"),
        (
            {"states": SMALL["states"] | {"4": True}},
            "states › 4: true or false stands where a Y/N pattern is expected",
        ),
        (
            {"states": SMALL["states"] | {"4": "-Y"}},
            "states › 4: '-Y' and 'NY' of state '3' have a combination of options in common",
        ),
        ({"infeasible": ["YY"]}, "states › 4: 'YY' falls under the infeasible pattern 'YY'"),
        ({"infeasible": ["--"]}, "infeasible › item 1: the pattern forbids every state"),
        ({"preferences": {"North": [4, 1, 3, 2]}}, "preferences: 'South' has no preferences"),
        ({"preferences": SMALL["preferences"] | {"West": []}}, "preferences › West: unknown decision maker"),
        (
            {"preferences": SMALL["preferences"] | {"South": [4, 1, 2, 5]}},
            "preferences › South › item 4: unknown state '5'",
        ),
        (
            {"preferences": SMALL["preferences"] | {"South": [4, 1, [2, 4], 3]}},
            "preferences › South › item 3 › item 2: state '4' is ranked twice",
        ),
        (
            {"preferences": SMALL["preferences"] | {"South": [4, 1, 2]}},
            "preferences › South: the ranking leaves out '3'",
        ),
        (
            {"preferences": SMALL["preferences"] | {"South": [4, 1, 2, 3, []]}},
            "preferences › South › item 5: an empty tie",
        ),
        (
            {"preferences": SMALL["preferences"] | {"South": "4123"}},
            "preferences › South: a text stands where a list is expected",
        ),
        (
            {"preferences": SMALL["preferences"] | {"South": [">", 4, 1, 2, 3]}},
            "preferences › South › item 1: '>' does not stand between two states",
        ),
        (
            {"preferences": SMALL["preferences"] | {"South": [4, ">", ">>", 1, 2, 3]}},
            "preferences › South › item 3: '>>' does not stand between two states",
        ),
        (
            {"preferences": SMALL["preferences"] | {"South": [4, 1, [2, [3]]]}},
            "preferences › South › item 3 › item 2: a list stands where a state is expected",
        ),
        (
            {"statements": {"North": ["o1 and o2 or o1"]}},
            "statements › North › item 1: 'and' stands beside 'or' without brackets in 'o1 and o2 or o1'",
        ),
        ({"statements": {"North": ["o3"]}}, "statements › North › item 1: unknown option 'o3'"),
        (
            {"statements": {"North": [3]}},
            "statements › North › item 1: a number stands where a condition is expected",
        ),
        (
            {"irreversible": [{"option": 2, "allowed": "N>Y"}]},
            "irreversible › item 1 › option: there is no option 2",
        ),
        (
            {"irreversible": [{"option": "Sign", "allowed": "N>Y"}]},
            "irreversible › item 1 › option: several options are called 'Sign'",
        ),
        (
            {"irreversible": [{"option": 0, "allowed": "Y"}]},
            "irreversible › item 1 › allowed: 'Y' is no direction",
        ),
        (
            {"jointly": {"pact": {"by": ["North"], "takes": [0]}}},
            "jointly › pact › by: fewer than two make this joint move",
        ),
        (
            {"jointly": {"pact": {"by": ["North", "Suoth"], "takes": [0]}}},
            "jointly › pact › by › item 2: unknown decision maker 'Suoth'",
        ),
        (
            {"jointly": {"pact": {"by": ["North", "South"]}}},
            "jointly › pact: this joint move changes nothing",
        ),
        (
            {"jointly": {"pact": {"by": ["North", "South"], "takes": [0], "leaves": [0]}}},
            "jointly › pact: o1 is both taken and left",
        ),
        (
            {"jointly": {"pact": {"by": ["North", "South"], "takes": [0], "when": "o9"}}},
            "jointly › pact › when: unknown option 'o9'",
        ),
        ({"moves": {"North": {"1": [1]}}}, "moves › North › 1: a move from '1' to itself"),
        ({"moves": {"North": {"1": [9]}}}, "moves › North › 1 › item 1: unknown state '9'"),
        ({"moves": {"Norht": {"1": [2]}}}, "moves › Norht: unknown decision maker"),
        ({"status_quo": "9"}, "status_quo: unknown state '9'"),
        (
            {"published_results": {"Nash": {"East": [1]}}},
            "published_results › Nash › East: unknown decision maker",
        ),
        (
            {"published_results": {"Nash": {"North": [1, 1]}}},
            "published_results › Nash › North › item 2: state '1' is named twice",
        ),
        (
            {"expected_differences": [{"concept": "SEQ", "who": "North", "extra": [1], "why": "…"}]},
            "expected_differences › item 1: nothing is published for SEQ of 'North'",
        ),
        (
            {"expected_differences": [{"concept": "Nash", "who": "North", "extra": [1], "why": "…"}]},
            "expected_differences › item 1 › extra: state '1' cannot be extra: it is published",
        ),
        (
            {"expected_differences": [{"concept": "Nash", "who": "North", "missing": [2], "why": "…"}]},
            "expected_differences › item 1 › missing: state '2' cannot be missing: it is not published",
        ),
        (
            {"expected_differences": [{"concept": "Nash", "who": "North", "missing": [1]}]},
            "expected_differences › item 1 › why: nothing (null) stands where a text is expected",
        ),
        (
            {"reproduced_under": {"group_moves": "twice"}},
            "reproduced_under › group_moves: unknown way 'twice'",
        ),
        ({"variants": {}}, "variants: no variant is listed"),
        ({"variants": {"a": {"state": {}}}}, "variants › a › state: unknown key"),
        ({"variants": {"a": {"status_quo": 7}}}, "variants › a › status_quo: unknown state '7'"),
        ({"preferance": {}}, "preferance: unknown key"),
        ({"title": 3}, "title: a number stands where a text is expected"),
    ],
)
def test_faults(tmp_path: Path, changes: dict[str, Any], what: str) -> None:
    assert what in problems(tmp_path, **changes)


def test_a_slip_is_met_with_the_word_that_was_meant(tmp_path: Path) -> None:
    with pytest.raises(Faults) as caught:
        read(tmp_path, preferences={"Nort": [4, 1, 3, 2], "South": [4, 1, 2, 3]})
    assert "did you mean 'North'?" in [problem.remedy for problem in caught.value.problems]


def test_all_faults_in_one_pass_each_once_in_reading_order(tmp_path: Path) -> None:
    data = copy.deepcopy(SMALL) | {"variants": {"a": {}, "b": {"status_quo": 8}}}
    data["options"][1]["dm"] = "Suoth"
    data["states"]["4"] = "Y"
    data["preferences"]["North"] = [4, 1, 9, 2]
    path = write(tmp_path, data)
    with pytest.raises(Faults) as caught:
        cases.read(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [(p.what, lines[(p.line or 0) - 1].strip()) for p in caught.value.problems] == [
        ("dms › item 2: decision maker 'South' has no option", '"South"'),
        ("options › item 2 › dm: unknown decision maker 'Suoth'", '"dm": "Suoth"'),
        ("states › 4: the pattern 'Y' has 1 letters for 2 options", '"4": "Y"'),
        ("preferences › North: the ranking leaves out '3'", '"North": ['),
        ("preferences › North › item 3: unknown state '9'", "9,"),
        ("variants › b › status_quo: unknown state '8'", '"status_quo": 8'),
    ]


@pytest.mark.parametrize(
    ("raw", "line", "what"),
    [
        (b"", None, "the file is empty"),
        (b" \n ", None, "the file is empty"),
        (b'{\n "dms": ["A",\n', 3, "not JSON: expecting value at column 1"),
        (b'{"dms": [1] x}', 1, "not JSON: expecting ',' delimiter at column 13"),
        (b'{\n"title": "caf\xe9"}', 2, "the text is not UTF-8"),
        ('{"title": "a"}'.encode("utf-16"), 1, "the text is not UTF-8"),
        (b"[1, 2]", None, "a list stands where a case is expected"),
        (b'{"name": "x"}', None, "neither a case file nor a file saved by GMCR+"),
        (b'{"dms": "\\ud800"}', None, "half of a character stands alone (an escape \\ud800 to \\udfff)"),
        (b"[" * 100_000, None, "lists are nested too deeply to be a conflict"),
        (b'{"dms": [' + b"9" * 5000 + b"]}", None, "a number cannot be read"),
        (b'{"states": {"1": "Y",\n "1": "N"}}', 2, "states › 1 is given twice; the first is on line 1"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, raw: bytes, line: int | None, what: str) -> None:
    path = tmp_path / "case.json"
    path.write_bytes(raw)
    with pytest.raises(Faults) as caught:
        cases.read(path)
    (problem,) = caught.value.problems
    assert problem.line == line
    assert problem.what.startswith(what)
    assert problem.remedy


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(SMALL), encoding="utf-8-sig")
    assert cases.read(path).title == "Small"


def test_folders_and_files_without_rights(tmp_path: Path) -> None:
    with pytest.raises(Faults, match="the file cannot be opened: is a directory"):
        cases.read(tmp_path)
    path = write(tmp_path, SMALL)
    path.chmod(0)
    if not os.access(path, os.R_OK):
        with pytest.raises(Faults, match="the file cannot be opened: permission denied"):
            cases.read(path)


def test_a_ranking_needs_states_one_can_count(tmp_path: Path) -> None:
    many = [{"name": f"step {k}", "dm": "North" if k % 2 else "South"} for k in range(20)]
    what = "preferences › North: a ranking over all combinations of more than 16 options"
    assert what in problems(tmp_path, options=many, states=..., published_results=...)
    case = read(
        tmp_path,
        options=many,
        states=...,
        infeasible=[f"{'-' * k}NY{'-' * (18 - k)}" for k in range(19)],
        preferences=...,
        published_results=...,
        statements={"North": ["o1"], "South": ["not o20"]},
        status_quo="N" * 20,
    )
    assert len(case.conflict().space) == 21
    assert case.conflict().space.now == 0


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield from places(value[key], (*path, key))


def replaced(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    copied = copy.copy(data)
    copied[path[0]] = replaced(data[path[0]], path[1:], value)
    return copied


@pytest.mark.parametrize("value", [None, -1, "", "x", [], {}, True, [[]]], ids=repr)
@pytest.mark.parametrize("file", ["small.json", "prisoners.gmcr", "water.gmcr"])
def test_any_value_anywhere_is_read_or_told(tmp_path: Path, file: str, value: Any) -> None:
    sample = Path(__file__).parent / "samples" / file
    data = json.loads(sample.read_text(encoding="utf-8")) if sample.exists() else SMALL
    for path in places(data):
        try:
            cases.read(write(tmp_path, replaced(data, path, value)))
        except Faults as faults:
            assert all(problem.what and problem.remedy for problem in faults.problems), path
