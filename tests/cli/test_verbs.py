"""The program as a person meets it: what each verb prints and which exit code it ends with."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]
MALI = ROOT / "examples" / "mali-2014"
CASES = ROOT / "src" / "palabre" / "cases" / "data"


def test_the_program_is_also_a_module_of_python() -> None:
    words = [sys.executable, "-m", "palabre", "check", str(MALI)]
    done = subprocess.run(words, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "no faults" in done.stdout


def test_check_of_the_example_finds_no_fault(call) -> None:
    code, out, err = call("check", MALI)
    assert (code, err) == (0, "")
    assert "no faults" in out


def test_check_names_file_line_fault_and_remedy(call, mali: Path) -> None:
    model = mali / "models" / "algiers.yaml"
    lines = model.read_text().splitlines()
    number = next(k for k, line in enumerate(lines, 1) if "offensive if fight" in line)
    lines[number - 1] = lines[number - 1].replace("offensive if fight", "offensve if fight")
    model.write_text("\n".join(lines) + "\n")
    code, _, err = call("check", mali)
    assert code == 1
    assert f"models/algiers.yaml:{number}" in err
    assert "'offensive'" in err
    assert "Traceback" not in err


def test_check_says_all_faults_as_json(call, mali: Path) -> None:
    (mali / "questions.yaml").write_text("a: [\n")
    (mali / "dossier.yaml").write_text((mali / "dossier.yaml").read_text() + "surprise: yes\n")
    code, out, _ = call("check", mali, "--json")
    files = {problem["file"] for problem in json.loads(out) if problem["kind"] == "fault"}
    assert code == 1
    assert {"questions.yaml", "dossier.yaml"} <= files


def test_new_makes_a_dossier_that_passes_and_can_be_analysed(call, tmp_path: Path) -> None:
    blank = tmp_path / "blank"
    assert call("new", blank)[0] == 0
    assert call("check", blank)[0] == 0
    code, out, _ = call("analyse", blank, "--json")
    assert code == 0
    assert json.loads(out)["states"]
    code, _, err = call("new", blank)
    assert code == 1
    assert "Traceback" not in err


def test_attach_verifies_a_copy(call, mali: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not the interview")
    code, _, err = call("attach", mali, "ips-assarid-2014-07-23", wrong)
    assert code == 1
    assert "fingerprint" in err
    assert not (mali / "attached").exists()


@pytest.mark.parametrize("file", sorted(CASES.glob("*.json")), ids=lambda p: p.stem)
def test_analyse_prints_states_stable_and_equilibria(call, file: Path) -> None:
    code, out, _ = call("analyse", file, "--json")
    found = json.loads(out)
    assert code == 0
    assert set(found) == {"engine", "states", "stable", "equilibria"}
    assert found["engine"] == "list"
    strong = ["strong-gmr", "strong-smr", "strong-seq"] if file.stem == "sustainable_development" else []
    assert list(found["equilibria"]) == ["nash", "gmr", "smr", "seq", *strong]
    for concept, by_dm in found["stable"].items():
        held = [set(labels) for labels in by_dm.values()]
        assert set(found["equilibria"][concept]) == set.intersection(*held) <= set(found["states"])


def test_analyse_takes_a_model_file_of_a_dossier(call) -> None:
    assert call("analyse", MALI / "models" / "algiers.yaml", "--json") == call("analyse", MALI, "--json")


def test_analyse_prints_coalitions_and_jumps(call) -> None:
    elmira = CASES / "elmira.json"
    out = json.loads(call("analyse", elmira, "--json", "--jumps", "--concepts", "nash,seq,cnash,cgmr")[1])
    assert out["equilibria"]["nash"] == ["5", "8", "9"]
    assert out["equilibria"]["cnash"] == ["8", "9"]
    dms = ["MoE", "Uniroyal", "Local Government"]
    pairs = [f"{a} + {b}" for a, b in ((dms[0], dms[1]), (dms[0], dms[2]), (dms[1], dms[2]))]
    assert list(out["stable"]["nash"]) == dms
    assert list(out["stable"]["cnash"]) == [*dms, *pairs, " + ".join(dms)]
    assert "5" not in out["stable"]["cnash"]["MoE + Uniroyal"]
    assert out["jumps"] == {c: [["5", "8", ["MoE", "Uniroyal"]]] for c in ("nash", "seq")}
    assert out["gains"] == {"5": {"MoE + Uniroyal": ["8"]}, "8": {}, "9": {}}
    code, said, _ = call("analyse", elmira, "--jumps", "--concepts", "nash,gmr")
    assert code == 0
    assert "MoE and Uniroyal can leave '5' together for '8', and each gains" in said
    said = call("analyse", elmira, "--why", "5", "--concepts", "cnash")[1]
    assert said.splitlines()[0] == "CNASH"
    assert "MoE and Uniroyal would leave '5': MoE by taking" in said
    assert said.splitlines()[-1] == "  No other coalition gains by leaving."
    assert "No coalition gains" in call("analyse", elmira, "--why", "8", "--concepts", "cnash")[1]
    assert "No two or more" in call("analyse", CASES / "chicken.json", "--jumps", "--concepts", "cnash")[1]
    assert call("analyse", elmira, "--weak", "--concepts", "cnash", "--json")[0] == 0
    assert call("sweep", MALI, "--concepts", "cnash")[0] == 2


def test_a_settled_question_is_settled_for_analyse_and_export(call, tmp_path: Path) -> None:
    dossier = tmp_path / "mali"
    shutil.copytree(MALI, dossier)
    questions = dossier / "questions.yaml"
    said = questions.read_text(encoding="utf-8")
    settled = said.replace("  working: north-left\n", "  working: bamako-broke\n  settled: north-left\n")
    assert settled != said
    working = call("export", MALI, "case")[1]
    questions.write_text(settled, encoding="utf-8")
    assert call("export", dossier, "case")[:2] == (0, working)
    assert call("analyse", dossier, "--json") == call("analyse", MALI, "--json")


def test_analyse_says_why(call) -> None:
    code, out, _ = call("analyse", CASES / "elmira.json", "--why", "5", "--concepts", "nash,seq")
    assert code == 0
    assert "MoE" in out
    assert out.count("\n") == 2 * 4
    asked = ("--why", "5", "--concepts", "nash", "--json")
    assert json.loads(call("analyse", CASES / "elmira.json", *asked)[1])["why"]["nash"] == [
        line.strip() for line in out.splitlines()[1:4]
    ]
    assert call("analyse", MALI, "--why", "mediate,roadmap,  attack, protect")[0] == 0
    code, _, err = call("analyse", MALI, "--why", "nowhere")
    assert code == 2
    assert "there is no state" in err


def test_analyse_says_what_it_would_take(call) -> None:
    code, out, _ = call("analyse", MALI, "--make", "federation", "--concepts", "nash,seq")
    assert code == 0
    assert "'federation' would hold under SEQ, at 'federation, sign, protect, guarantee, mediate'" in out
    assert "Bamako: drop 'not federation'." in out
    dilemma = CASES / "prisoners_dilemma.json"
    code, out, _ = call(
        "analyse", dilemma, "--make", 4, "--break", 1, "--over", "ranks", "--concepts", "nash", "--json"
    )
    assert [(r["target"], r["wanted"], r["size"], r["exact"]) for r in json.loads(out)] == [
        ("4", "hold", 2, True),
        ("1", "fail", 2, True),
    ]
    code, out, _ = call("analyse", dilemma, "--needs", 4, "--concepts", "nash")
    assert "Prisoner One must not prefer '3' to '4'." in out
    code, _, err = call("analyse", dilemma, "--make", "peace", "--concepts", "nash")
    assert code == 2
    assert "peace" in err


def test_changing_one_answer_changes_the_verdict(call, mali: Path) -> None:
    def holds() -> bool:
        out = call("analyse", mali)[1]
        return (
            "holds" in next(line for line in out.splitlines() if "guaranteed autonomy" in line).split("│")[2]
        )

    before = holds()
    questions = mali / "questions.yaml"
    questions.write_text(questions.read_text().replace("working: would-act", "working: stand-by"))
    assert (before, holds()) == (True, False)


def test_sweep_counts_versions(call) -> None:
    code, out, _ = call("sweep", MALI, "--json")
    assert code == 0
    assert json.loads(out)
    code, out, _ = call("sweep", MALI, "--limit", 10, "--sample", 64)
    assert code == 0
    assert "sample of 64" in out


def test_report_is_the_same_for_the_same_dossier(call, tmp_path: Path) -> None:
    one, two = tmp_path / "one.html", tmp_path / "two.html"
    code, out, _ = call("report", MALI, "--output", one)
    assert code == 0
    assert len([line for line in out.splitlines() if line.startswith("• ")]) == 5
    assert str(one) in out
    call("report", MALI, "--output", two)
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("what", ["claims", "questions", "forces", "states", "versions"])
def test_export_tables(call, what: str) -> None:
    code, out, _ = call("export", MALI, what)
    rows = list(csv.reader(io.StringIO(out)))
    assert code == 0
    assert len(rows) > 3
    assert {len(row) for row in rows} == {len(rows[0])}
    code, out, _ = call("export", MALI, what, "--json")
    assert len(json.loads(out)) == len(rows) - 1


def test_export_graph_and_schema(call, tmp_path: Path) -> None:
    import networkx

    from palabre.cases import read_graphml
    from palabre.stability import analyse

    file = tmp_path / "mali.graphml"
    assert call("export", MALI, "graph", "--output", file)[0] == 0
    assert networkx.read_graphml(file).number_of_nodes() == 378
    again = read_graphml(file)
    assert analyse(again).equilibria("seq") == tuple(
        json.loads(call("analyse", MALI, "--json")[1])["equilibria"]["seq"]
    )
    code, out, _ = call("export", MALI, "schema")
    assert code == 0
    assert json.loads(out)


@pytest.mark.parametrize("what", ["gmcr", "case"])
def test_export_of_a_model_can_be_analysed_again(call, what: str, tmp_path: Path) -> None:
    from palabre.cases import read_conflict
    from palabre.cli.analyse import conflict_of
    from palabre.stability import analyse

    for source in (MALI, CASES / "cuban_1962.json"):
        file = tmp_path / f"model.{what}"
        assert call("export", source, what, "--output", file)[0] == 0
        one, other = analyse(conflict_of(source, "", "")[0]), analyse(read_conflict(file))
        for concept in one.concepts:
            for mine, its in zip(one.space.decision_makers, other.space.decision_makers, strict=True):
                order = np.argsort(one.space.codes), np.argsort(other.space.codes)
                assert (one.mask(concept, mine)[order[0]] == other.mask(concept, its)[order[1]]).all()


@pytest.mark.parametrize(
    "words",
    [
        ("export", CASES / "elmira.json", "claims"),
        ("analyse", "no-such-file"),
        ("analyse", MALI, "--model", "nobody"),
        ("analyse", MALI, "--concepts", "nash,nush"),
        ("report", MALI, "--model", "nobody"),
        ("export", MALI, "everything"),
        ("sweep", MALI, "--limit", "0"),
        ("analyse", MALI, "--variant", "base"),
        ("analyse", CASES / "elmira.json", "--model", "algiers"),
        ("analyse", MALI, "--concepts", ""),
        ("analyse", MALI / "questions.yaml"),
        ("sweep", MALI, "--seed", "-3"),
        ("report", MALI, "--output", MALI / "dossier.yaml"),
        ("conquer",),
    ],
)
def test_wrong_usage_ends_with_2(call, words: tuple[object, ...]) -> None:
    code, out, err = call(*words)
    assert code == 2
    assert "Traceback" not in out + err


def test_a_report_that_cannot_be_written_is_said_plainly(call, tmp_path: Path) -> None:
    code, _, err = call("report", MALI, "--output", tmp_path / "missing" / "report.html")
    assert code == 1
    assert "missing" in err
    assert "make it first" in err
    assert "Traceback" not in err
    code, _, err = call("report", MALI, "--output", tmp_path)
    assert code == 1
    assert "is a folder" in err


def test_a_dossier_without_a_model_is_said_plainly(call, mali: Path) -> None:
    shutil.rmtree(mali / "models")
    for verb in ("analyse", "sweep"):
        code, _, err = call(verb, mali)
        assert code == 1
        assert "no model" in err


def test_square_brackets_are_words(call, mali: Path) -> None:
    model = mali / "models" / "algiers.yaml"
    model.write_text(
        model.read_text().replace("  federation: federation", '  "federation [/red] [now]": federation')
    )
    dossier = mali / "dossier.yaml"
    dossier.write_text(dossier.read_text().replace("title: Mali,", "title: Mali [/bold],"))
    for verb in ("analyse", "sweep"):
        code, out, _ = call(verb, mali)
        assert code == 0
        assert "[/red] [now]" in out


def test_a_variant_is_read_with_its_sanctions(call) -> None:
    code, out, _ = call("analyse", CASES / "garrison.json", "--variant", "one move", "--json")
    assert code == 0
    assert len(json.loads(out)["equilibria"]["gmr"]) == 12


def test_version(call) -> None:
    from palabre import __version__

    assert call("--version") == (0, f"palabre {__version__}\n", "")


def test_help_does_not_import_the_heavy_libraries() -> None:
    heavy = ["numpy", "pydantic", "ruamel", "altair", "vl_convert", "networkx", "jinja2", "lark", "edtf"]
    look = f"import sys, palabre.cli.app; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_nothing_opens_a_connection(tmp_path: Path) -> None:
    """Every verb runs with a socket that refuses to be made."""
    guard = tmp_path / "sitecustomize.py"
    guard.write_text(
        "import socket\n"
        "def refuse(*a, **k): raise AssertionError('palabre opened a connection')\n"
        "class Socket(socket.socket):\n"
        "    def connect(self, *a): refuse()\n"
        "    connect_ex = connect\n"
        "socket.socket = Socket\n"
        "socket.create_connection = socket.getaddrinfo = refuse\n"
    )
    (tmp_path / "note-2026-01-02.txt").write_text("The hill front has 200 fighters.")
    (tmp_path / "page.html").write_text(
        "<html><body><article><p>The council met in the old town.</p></article>"
    )
    lines = "from palabre.cli import main; main()"
    environment = {"PYTHONPATH": f"{tmp_path}:{ROOT / 'src'}", "PATH": "/usr/bin:/bin"}
    for words in (
        ["new", "blank"],
        ["check", str(MALI)],
        ["read", "blank", "note-2026-01-02.txt"],
        ["read", "blank", "page.html"],
        ["review", "blank"],
        ["analyse", str(MALI)],
        ["sweep", str(MALI)],
        ["sweep", str(MALI), "--on", "cores", "--keep", "kept"],
        ["report", str(MALI), "--output", "r.html"],
        ["export", str(MALI), "claims"],
    ):
        done = subprocess.run(
            [sys.executable, "-c", lines, *words],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env=environment,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    proof = subprocess.run(
        [sys.executable, "-c", "import socket; socket.create_connection(('127.0.0.1', 9))"],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert "opened a connection" in proof.stderr


def test_analyse_knows_every_concept_by_its_key(call) -> None:
    keys = ["nash", "gmr", "smr", "seq", "sseq", "fh", "l2", "nm"]
    code, out, _ = call("analyse", CASES / "chicken.json", "--concepts", ",".join(keys).upper(), "--json")
    found = json.loads(out)
    assert code == 0
    assert list(found["stable"]) == list(found["equilibria"]) == keys
    assert found["equilibria"]["fh"] == ["1", "2", "3"]
    assert found["equilibria"]["nm"] == ["1"]


def test_analyse_mixes_concepts(call) -> None:
    case = CASES / "cuban_1962.json"
    code, out, _ = call("analyse", case, "--mixed", "US=seq,USSR=nash", "--json")
    assert code == 0
    assert json.loads(out)["mixed"] == {"profile": {"US": "seq", "USSR": "nash"}, "equilibria": ["6"]}
    assert call("analyse", case, "--mixed", "USSR=nash,seq")[1].endswith(
        "Equilibria under USSR=nash,seq: '6'\n"
    )
    assert "no concept is named for 'USSR'" in call("analyse", case, "--mixed", "US=seq")[2]


def test_what_a_model_or_a_sweep_cannot_be_asked_is_said(call) -> None:
    code, _, err = call("analyse", CASES / "elmira.json", "--concepts", "nm")
    assert (code, "is defined for two decision makers" in " ".join(err.replace("│", "").split())) == (2, True)
    code, _, err = call("sweep", MALI, "--concepts", "nash,l2")
    assert code == 2
    assert "one model at a time" in err
    assert call("sweep", MALI, "--concepts", "sseq", "--json")[0] == 0


def test_analyse_shows_what_follows(call) -> None:
    names = ["tableau", "ways", "options", "lines", "stays", "profiles"]
    case = CASES / "cuban_1962.json"
    code, out, _ = call("analyse", case, "--concepts", "seq", "--show", ",".join(names))
    assert code == 0
    for said in (
        "  r  s  u  u  r  u  u  u  r   u   u   u\n",
        "'6' can be reached from '0' by moves that every mover gains by",
        "'Escalate' (USSR) is taken in none of the 7 equilibria.",
        "US has no statements, and so no lines to edit.",
        "That USSR would stay at '0' is explained by every concept tried",
        "'4' is an equilibrium in 1 of 1 profiles",
    ):
        assert said in out
    found = json.loads(call("analyse", case, "--concepts", "seq", "--show", ",".join(names), "--json")[1])
    assert list(found) == ["engine", "states", "stable", "equilibria", *names]
    assert found["ways"][1]["reached by"] == "improvements"
    assert "lines change" not in out
    assert "edits of a line change no equilibrium" in call("analyse", MALI, "--show", "lines")[1]


def test_analyse_shows_stays_from_a_state(call) -> None:
    code, out, _ = call("analyse", CASES / "chicken.json", "--show", "stays", "--from", "4")
    assert (code, "explained by none of the concepts tried" in out) == (0, True)
    assert call("analyse", CASES / "chicken.json", "--show", "stays")[0] == 2
    assert call("analyse", CASES / "chicken.json", "--show", "table")[0] == 2
    code, _, err = call("analyse", CASES / "chicken.json", "--show", "ways")
    assert (code, "give a state to start from" in err.lower()) == (1, True)


SEEN = """seen_by:
  council:
    hides: {raid: {assume: the council has not heard of it}}
    prefers:
      front:
        - not sign: {assume: so the council fears}
"""


def test_analyse_lets_each_act_by_what_it_sees(call, tmp_path: Path) -> None:
    blank = tmp_path / "blank"
    call("new", blank)
    code, _, err = call("analyse", blank, "--seen-by")
    assert code == 2
    assert "says of nobody that it sees the conflict otherwise" in " ".join(err.replace("│", " ").split())
    model = blank / "models" / "bridge.yaml"
    model.write_text(model.read_text().replace("seen_by: {}\n", SEEN))
    assert call("check", blank)[0] == 0
    code, out, _ = call("analyse", blank, "--seen-by", "--concepts", "nash,seq", "--json")
    found = json.loads(out)
    assert code == 0
    assert list(found) == [
        "states",
        "hidden",
        "games",
        "truth",
        "equilibria",
        "outcomes",
        "surprises",
    ]
    assert found["hidden"]["front"] == []
    assert all("raid" in state for state in found["hidden"]["council"])
    assert {s["dm"] for s in found["surprises"]} == {"council"}
    code, out, _ = call("analyse", model, "--seen-by", "--concepts", "nash")
    assert code == 0
    assert "Front" in out or "front" in out
    assert "does not know of" in out
    assert call("analyse", blank, "--seen-by", "--concepts", "cnash")[0] == 2
    # Whatever anybody sees, the plain analysis and the versions stay what they were.
    seen = json.loads(call("analyse", blank, "--json")[1])
    model.write_text(model.read_text().replace(SEEN, ""))
    assert json.loads(call("analyse", blank, "--json")[1]) == seen


def test_analyse_lets_each_act_by_what_a_case_says_it_sees(call, tmp_path: Path) -> None:
    case = json.loads((CASES / "elmira.json").read_text(encoding="utf-8"))
    case["seen_by"] = {"Uniroyal": {"hides": ["Modify the control order"]}}
    file = tmp_path / "blind.json"
    file.write_text(json.dumps(case), encoding="utf-8")
    code, out, _ = call("analyse", file, "--seen-by", "--concepts", "nash", "--json")
    found = json.loads(out)
    assert code == 0
    assert found["hidden"] == {"MoE": [], "Uniroyal": ["2", "4", "6", "8"], "Local Government": []}
    assert found["truth"]["nash"] == ["5", "8", "9"]
    kinds = {o["state"]: o["kind"] for o in found["outcomes"]["nash"]}
    assert kinds["5"] == kinds["9"] == "steady"
    assert kinds["8"] == "stealthy"


@pytest.mark.parametrize(
    "asked",
    [
        ("--make", "4", "--needs", "4"),
        ("--mixed", "nash", "--why", "4"),
        ("--jumps", "--why", "4"),
        ("--mixed", "nash", "--make", "4", "--json"),
        ("--seen-by", "--show", "tableau"),
        ("--needs", "4", "--show", "tableau", "--json"),
        ("--from", "4"),
    ],
)
def test_no_option_is_passed_over_in_silence(call, asked: tuple[str, ...]) -> None:
    code, out, err = call("analyse", CASES / "chicken.json", *asked)
    assert (code, out) == (2, "")
    said = " ".join(err.replace("│", " ").split())
    assert "one after the other" in said or "add --show ways" in said
