"""What is asked in a way that cannot be answered, or that means two things, is said and never dropped."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MALI = ROOT / "examples" / "mali-2014"
LETTERED = {
    "title": "Small",
    "dms": ["North", "South"],
    "options": [{"name": "Sign", "dm": "North"}, {"name": "Sign too", "dm": "South"}],
    "statements": {"North": ["o2", "o1"], "South": ["o1", "o2"]},
}


@pytest.fixture
def lettered(tmp_path: Path) -> Path:
    path = tmp_path / "small.json"
    path.write_text(json.dumps(LETTERED), encoding="utf-8")
    return path


def _plain(err: str) -> str:
    return " ".join(err.replace("│", " ").split())


@pytest.mark.parametrize(
    ("words", "flags"),
    [
        (("--why", "2", "--jumps"), ("--jumps", "--why")),
        (("--needs", "1", "--why", "2"), ("--needs", "--why")),
        (("--seen-by", "--why", "2"), ("--seen-by", "--why")),
        (("--seen-by", "--jumps"), ("--seen-by", "--jumps")),
        (("--seen-by", "--show", "tableau"), ("--show", "--seen-by")),
        (("--make", "7", "--needs", "7"), ("--make", "--needs")),
        (("--make", "7", "--break", "5", "--why", "7"), ("--make", "--why")),
        (("--mixed", "nash", "--why", "5"), ("--why", "--mixed")),
        (("--make", "7", "--show", "ways", "--json"), ("--show", "--make")),
        (("--weak",), ("--weak", "--concepts")),
        (("--from", "2"), ("--from", "--show")),
        (("--from", "2", "--show", "tableau"), ("--from", "--show")),
        (("--over", "ranks"), ("--over", "--make")),
        (("--over", "edits", "--needs", "5"), ("--over", "--make")),
    ],
)
def test_what_would_be_dropped_is_refused(call, words: tuple[str, ...], flags: tuple[str, str]) -> None:
    code, out, err = call("analyse", "elmira", *words)
    assert (code, out) == (2, "")
    assert f"Invalid value for {flags[0]}, {flags[1]}: " in _plain(err)


@pytest.mark.parametrize(
    "words",
    [
        ("--why", "77"),
        ("--needs", "77"),
        ("--make", "77"),
        ("--break", "77"),
        ("--from", "77", "--show", "ways"),
        ("--mixed", "Nobody=nash,seq"),
        ("--mixed", "MoE=nash"),
        ("--concepts", "nm"),
    ],
)
def test_a_name_that_is_not_there_is_wrong_usage_before_anything_is_printed(
    call, words: tuple[str, ...]
) -> None:
    code, out, err = call("analyse", "elmira", *words)
    assert (code, out) == (2, "")
    assert "Traceback" not in err


def test_why_is_told_as_json_too(call) -> None:
    found = json.loads(call("analyse", "elmira", "--why", "5", "--concepts", "nash", "--json")[1])
    text = call("analyse", "elmira", "--why", "5", "--concepts", "nash")[1]
    assert text.splitlines() == ["NASH", *(f"  {sentence}" for sentence in found["why"]["nash"])]
    assert len(found["why"]["nash"]) == 3


def test_without_statements_ranks_are_changed_and_nothing_of_python_is_said(call) -> None:
    code, out, _ = call("analyse", "elmira", "--make", "7", "--concepts", "nash")
    assert code == 0
    assert out.startswith("Nobody has statements to edit; these are changes of the ranks (--over ranks).\n")
    assert "'7' would hold under Nash" in out
    code, _, err = call("analyse", "elmira", "--make", "7", "--over", "edits", "--concepts", "nash")
    assert (code, err) == (1, "No decision maker has statements to edit. Ask --over ranks.\n")


def test_a_name_that_means_two_things_is_pointed_out(call) -> None:
    nash = ("--concepts", "nash")
    _, out, err = call("analyse", MALI, "--why", "federation", *nash)
    assert "'federation' is a settlement and a state; --why is told of the state." in err
    assert "federation" in out
    _, out, err = call("analyse", MALI, "--make", "federation", *nash)
    assert "this is told of the settlement (--make NYNNNNNNNNN means the state)" in err
    assert ", at 'federation, sign, protect, guarantee, mediate'" in out
    _, out, err = call("analyse", MALI, "--make", "NYNNNNNNNNN", "--over", "ranks", *nash)
    assert err == ""
    assert out.startswith("'federation' would hold under Nash, with ")


def test_why_of_a_settlement_names_its_states(call) -> None:
    code, _, err = call("analyse", MALI, "--why", "guaranteed autonomy")
    assert code == 2
    said = _plain(err)
    assert "'guaranteed autonomy' is a settlement, and --why takes a state" in said
    assert "'autonomy, sign, protect, guarantee'" in said


def test_a_near_name_is_proposed_once(call) -> None:
    code, _, err = call("analyse", MALI, "--make", "federaton")
    assert code == 2
    assert _plain(err).count("did you mean") == 1


def test_states_are_written_as_one_likes(call, lettered: Path) -> None:
    told = [
        call("analyse", lettered, "--why", state, "--concepts", "nash") for state in ("o1, o2", "o2,o1", "yy")
    ]
    assert told[0] == told[1] == told[2]
    assert "'o1, o2'" in told[0][1]
    one = call("analyse", lettered, "--make", "o2,o1", "--concepts", "nash")
    assert one == call("analyse", lettered, "--make", "YY", "--concepts", "nash")
    assert one[0] == 0


def test_numbered_options_have_a_legend(call, lettered: Path) -> None:
    for more in ((), ("--why", "o1")):
        out = call("analyse", lettered, *more)[1]
        assert out.endswith("\n\no1 = Sign\no2 = Sign too\n")
    assert "o1 = " not in call("analyse", "elmira")[1]
    json.loads(call("analyse", lettered, "--json")[1])


def test_needs_say_which_are_met(call) -> None:
    out = call("analyse", "elmira", "--needs", "7", "--concepts", "nash")[1].splitlines()
    assert out[0] == "NASH (2 of 3 met)"
    assert [line.split(":")[0].strip() for line in out[1:]] == ["met", "not met", "met"]


def test_a_published_case_is_known_by_its_name(call) -> None:
    file = ROOT / "src" / "palabre" / "cases" / "data" / "elmira.json"
    assert call("analyse", "elmira", "--json") == call("analyse", file, "--json")
    code, _, err = call("analyse", "elmirra")
    assert code == 2
    assert "no published case: chicken, cuban_1962, elmira" in _plain(err)


def test_an_equilibrium_called_nothing_is_no_missing_one(call, lettered: Path) -> None:
    unwilling = LETTERED | {"statements": {"North": ["not o1"], "South": ["not o2"]}}
    lettered.write_text(json.dumps(unwilling), encoding="utf-8")
    out = call("analyse", lettered, "--mixed", "nash")[1]
    assert "Equilibria under nash: 'nothing'\n" in out


def test_a_cut_is_told_only_where_there_is_one(call) -> None:
    assert "the first eight" not in call("analyse", "elmira")[1]
    assert "the first eight" in call("analyse", MALI)[1]


def test_wrong_words_are_told_before_what_is_unknown(call, lettered: Path) -> None:
    doubtful = LETTERED | {"statements": {"North": [{"is": "o1", "unknown": True}], "South": ["o1"]}}
    lettered.write_text(json.dumps(doubtful), encoding="utf-8")
    assert "--show" in call("analyse", lettered, "--show", "bogus")[2]
    assert "--mixed" in call("analyse", lettered, "--mixed", "Nobody=nash,seq")[2]


def test_too_many_states_is_told_in_the_words_of_the_file(call, lettered: Path) -> None:
    many = [{"name": f"Option {k}", "dm": "North" if k % 2 else "South"} for k in range(30)]
    lettered.write_text(json.dumps(LETTERED | {"options": many}), encoding="utf-8")
    code, _, err = call("analyse", lettered, "--engine", "list")
    assert code == 1
    assert "`infeasible` in a case file" in err
    assert "Python" not in err
    assert "palabre.stability" not in err


def test_a_sweep_taken_up_says_how_much_was_there(call, dossier: Path, tmp_path: Path) -> None:
    words = ("sweep", dossier, "--keep", tmp_path / "kept", "--chunk", "2", "--json")
    _, first, err = call(*words)
    assert "Taken up again" not in err
    chunks = len(list((tmp_path / "kept").glob("chunk-*.npz")))
    code, again, err = call(*words)
    assert (code, again) == (0, first)
    assert f"Taken up again: {chunks} chunk" in err


def test_a_missed_goal_is_marked() -> None:
    rows = (
        ("<= 5 ms", "5.1 ms"),
        ("<= 5 ms", "5 ms"),
        (">= 100,000", "99,999"),
        ("", "7 s"),
        (">= 9 x", "7 ms"),
    )
    look = f"from table import Row\nfor g, m in {rows!r}: print('MISSED' in str(Row('w', g, m)))"
    path = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT / 'benchmarks'}", "PATH": "/usr/bin:/bin"}
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True, env=path)
    assert done.stdout.split() == ["True", "False", "True", "False", "False"]


def test_one_is_no_plural(call, lettered: Path) -> None:
    alone = {"dms": ["North"], "options": LETTERED["options"][:1], "statements": {"North": ["o1"]}}
    lettered.write_text(json.dumps({"title": "Alone"} | alone), encoding="utf-8")
    assert "2 states, 1 decision maker (engine: list)" in call("analyse", lettered)[1]
