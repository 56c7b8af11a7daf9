"""What the program says of preferences that are unknown, strong or no order of the states."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parents[2] / "src" / "palabre" / "cases" / "data"
SMALL = {
    "title": "Small",
    "dms": ["North", "South"],
    "options": [{"name": "Sign", "dm": "North"}, {"name": "Sign too", "dm": "South"}],
    "statements": {"North": [{"is": "o1", "unknown": True}, "o2"], "South": ["o2 if o1", "o1"]},
}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.json"
    path.write_text(json.dumps(SMALL), encoding="utf-8")
    return path


def test_without_a_reading_all_four_are_told(call, small: Path) -> None:
    code, out, err = call("analyse", small)
    assert (code, err) == (0, "")
    assert "Not all is known of what is preferred by North" in out
    assert "under which readings (a to d)" in out
    assert "b, c, d" in out
    code, out, _ = call("analyse", small, "--json")
    found = json.loads(out)["readings"]
    assert {r: found[r]["equilibria"]["nash"] for r in found} == {
        "a": [],
        "b": ["nothing", "o2", "o1, o2"],
        "c": [],
        "d": ["nothing", "o2", "o1, o2"],
    }


def test_with_a_reading_everything_is_told_of_it(call, small: Path) -> None:
    code, out, _ = call("analyse", small, "--unknown", "c", "--json")
    assert code == 0
    assert json.loads(out)["unknown"] == "c"
    assert "readings" not in json.loads(out)
    code, out, _ = call("analyse", small, "--unknown", "a", "--concepts", "nash", "--why", "o1,o2")
    assert "North may leave 'o1, o2': dropping 'Sign' leads to 'o2', which it may prefer" in out
    assert "South would stay" in out


@pytest.mark.parametrize(
    "asked", [("--why", "nothing"), ("--show", "tableau"), ("--jumps",), ("--make", "nothing")]
)
def test_what_is_asked_of_one_reading_needs_one(call, small: Path, asked: Any) -> None:
    code, _, err = call("analyse", small, *asked)
    assert code == 2
    assert "choose one of a, b, c, d" in " ".join(err.replace("│", "").split())


@pytest.mark.parametrize(
    "asked", [("--show", "tableau"), ("--jumps",), ("--needs", "nothing"), ("--make", "nothing")]
)
def test_what_needs_an_order_says_so(call, small: Path, asked: Any) -> None:
    code, out, err = call("analyse", small, "--unknown", "a", *asked)
    assert code == 1
    assert "This needs everybody's order of the states alone, and 'North' has" in err
    assert "Traceback" not in out + err


def test_strong_preferences_are_asked_of_by_themselves(call) -> None:
    case = CASES / "sustainable_development.json"
    code, out, _ = call("analyse", case, "--json")
    assert code == 0
    assert json.loads(out)["equilibria"] == {
        "nash": ["1"],
        "gmr": ["1", "3"],
        "smr": ["1", "3"],
        "seq": ["1"],
        "strong-gmr": ["1", "3"],
        "strong-smr": ["1", "3"],
        "strong-seq": ["1"],
    }
    code, out, _ = call("analyse", case, "--concepts", "weak-gmr", "--why", "2")
    assert code == 0
    assert "Developers would leave '2'" in out


@pytest.mark.parametrize("what", ["gmcr", "graph"])
def test_an_export_that_would_lose_something_is_refused(call, what: str) -> None:
    code, _, err = call("export", CASES / "sustainable_development.json", what)
    assert code == 1
    assert "'Environmentalists' has strong preferences, which a" in err


def test_a_case_keeps_what_is_strong(call) -> None:
    code, out, _ = call("export", CASES / "sustainable_development.json", "case")
    assert code == 0
    assert json.loads(out)["preferences"]["Environmentalists"] == ["1", ">", "3", ">>", "2", ">", "4"]


MARKED = "prefers:\n      - sign: {cites: [council-wants-quiet], unknown: yes}"


@pytest.fixture
def doubtful(dossier: Path, change) -> Path:
    """The blank dossier, where what the council prefers is unknown."""
    change("models/bridge.yaml", "prefers:\n      - sign: [council-wants-quiet]", MARKED)
    return dossier


def test_every_version_is_run_under_a_reading(call, doubtful: Path) -> None:
    code, _, err = call("sweep", doubtful)
    assert code == 1
    assert "What 'council' prefers is not all known, and no reading of the unknown is chosen." in err
    code, out, _ = call("sweep", doubtful, "--unknown", "d")
    assert code == 0
    assert "what is unknown read as d" in " ".join(out.split())
    code, out, _ = call("sweep", doubtful, "--unknown", "a", "--json")
    assert json.loads(out)["unknown"] == "a"


def test_a_briefing_needs_orders_of_the_states(call, doubtful: Path) -> None:
    code, _, err = call("report", doubtful)
    assert code == 1
    assert "by orders of the states, and 'council' has a preference with something unknown." in err
    assert not (doubtful / "report.html").exists()
