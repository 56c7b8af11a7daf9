"""What the docs say is run: the tutorial's commands, the Python pages, and that nothing is left out."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def _sessions(page: Path) -> list[tuple[str, str]]:
    """Return each command of a page with the output it shows."""
    blocks = re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    found = []
    for block in blocks:
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


def test_every_command_of_the_tutorial_prints_what_it_shows(tmp_path: Path) -> None:
    shutil.copytree(
        ROOT / "examples" / "mali-2014", tmp_path / "mali-2014", ignore=shutil.ignore_patterns("attached")
    )
    (tmp_path / "some-other-text.txt").write_text("Not the interview.\n")
    program = tmp_path / "bin" / "palabre"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\nexec {sys.executable} -c 'from palabre.cli import main; main()' \"$@\"\n")
    program.chmod(0o755)
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "120"}
    sessions = _sessions(DOCS / "tutorial.md")
    assert len(sessions) > 8
    for command, shown in sessions:
        done = subprocess.run(
            command,
            shell=True,
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        pattern = ".*".join(re.escape(part) for part in shown.strip().split("..."))
        assert re.fullmatch(pattern, done.stdout.strip(), re.DOTALL), f"{command} printed\n{done.stdout}"


PAGES = sorted(p.name for p in DOCS.glob("*.md") if ">>> " in p.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_shows_of_python_runs(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = doctest.testfile(
        str(DOCS / page), module_relative=False, optionflags=doctest.ELLIPSIS, encoding="utf-8"
    )
    assert result.attempted > 2
    assert result.failed == 0


def test_the_pages_that_show_python() -> None:
    assert {
        "python.md",
        "concepts.md",
        "simultaneous.md",
        "foresight.md",
        "mixed.md",
        "paths.md",
        "after.md",
        "hypergame.md",
        "tour.md",
    } <= {*PAGES}


def test_every_concept_has_its_place_in_the_textbook() -> None:
    from palabre import cases
    from palabre.stability import open_to

    chicken = cases.load("chicken").conflict()
    text = "".join((DOCS / page).read_text(encoding="utf-8") for page in PAGES)
    for key in open_to(chicken, chicken.space):
        assert f"`{key}`" in text


def test_the_readme_shows_what_python_prints(monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.chdir(ROOT)
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 2
    for block, number in zip(blocks, (2, 1), strict=True):
        exec(compile(block, "README.md", "exec"), {})
        shown = re.findall(r"^print\(.*\)\s+# (.*)$", block, re.MULTILINE)
        assert len(shown) == number
        assert capsys.readouterr().out.splitlines()[: len(shown)] == shown


def _questions() -> list[list[str]]:
    """The rows of the page of questions: question, concept, Python, command line, page."""
    lines = (DOCS / "questions.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines if line.startswith("|")]
    return [row for row in rows if row[0] not in ("question", "---|---|---|---|---")]


def test_every_question_has_an_answer_that_is_there() -> None:
    from typer.main import get_command

    import palabre
    from palabre import conflict, stability
    from palabre.cli.app import app
    from palabre.stability.analysis import Analysis
    from palabre.versions import Sweep

    rows = _questions()
    assert len(rows) > 30
    options = {o for p in get_command(app).commands["analyse"].params for o in p.opts}
    for _, _, call, flag, page in rows:
        for kind, name in re.findall(r"\b(a|palabre|sweep)\.(\w+)", call):
            home = {"a": Analysis, "palabre": palabre, "sweep": Sweep}[kind]
            assert hasattr(home, name) or name in getattr(home, "__dataclass_fields__", ()), call
        for name in re.findall(r"(?<![.\w])(\w+)\(", call):
            assert hasattr(stability, name) or hasattr(conflict, name), call
        for option in re.findall(r"--[a-z-]+", flag):
            assert option in options, flag
        (link,) = re.findall(r"\]\(([\w.]+)", page)
        assert (DOCS / link).is_file(), page


def test_every_concept_and_analysis_has_its_question() -> None:
    from palabre import cases
    from palabre.stability import COALITION_CONCEPTS, open_to

    chicken = cases.load("chicken").conflict()
    text = (DOCS / "questions.md").read_text(encoding="utf-8")
    for key in (*open_to(chicken, chicken.space), *(c.id for c in COALITION_CONCEPTS)):
        assert f'`a.equilibria("{key}")`' in text
        assert f"`--concepts {key}`" in text
    for name in (
        "mixed",
        "universal",
        "jumps",
        "joint moves",
        "all paths",
        "evolution",
        "inverse",
        "margins",
    ):
        assert f"| {name} |" in text or f"| equilibrium {name} |" in text
    for name in ("sensitivity", "behaviour", "effectiveness", "tableau", "profiles", "hypergame", "versions"):
        assert f"| {name} |" in text


def test_every_verb_and_every_case_has_its_place() -> None:
    from palabre import cases
    from palabre.cli.app import VERBS, verb_name

    commands = (DOCS / "commands.md").read_text(encoding="utf-8")
    assert re.findall(r"^## palabre (\w+)$", commands, re.MULTILINE) == [verb_name(v) for v in VERBS]
    listed = re.findall(r"^\| `(\w+)` \|", (DOCS / "cases.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted(cases.names())
