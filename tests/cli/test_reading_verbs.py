"""Reading and reviewing as a person meets them: from a file to the report, with the keyboard alone."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import palabre.dossier
from palabre.dossier import new

sys.path.append(str(Path(__file__).parents[1] / "reading"))
from notes import HERALD

ROOT = Path(__file__).parents[2]
ID = "herald-2026-01-19"
PROGRAM = [sys.executable, "-c", "from palabre.cli import main; main()"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "TERM": "xterm", "COLUMNS": "110"}


def palabre_(*words: object, keys: str = "", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *map(str, words)],
        input=keys,
        capture_output=True,
        text=True,
        check=False,
        env=ENVIRONMENT,
        cwd=cwd,
        timeout=120,
    )


@pytest.fixture
def drafted(tmp_path: Path) -> Path:
    """A blank dossier with the drafts of one document."""
    home = new(tmp_path / "bridge")
    (tmp_path / f"{ID}.txt").write_text(HERALD)
    done = palabre_("read", home, tmp_path / f"{ID}.txt")
    assert done.returncode == 0, done.stderr
    return home


def test_from_a_file_to_the_report(tmp_path: Path):
    """A new dossier, a document read, its drafts decided with keys, no fault, and the claims in the report."""
    home = tmp_path / "bridge"
    note = tmp_path / f"{ID}.txt"
    note.write_text(HERALD)
    assert palabre_("new", home).returncode == 0
    said = palabre_("read", home, note)
    assert said.returncode == 0, said.stderr
    for words in (
        "added to the dossier",
        "The front counts its men",
        "2026-01-19",
        "from the name of its file",
    ):
        assert words in said.stdout
    order = palabre_("review", home, "--json")
    quotes = [d["quote"] for d in json.loads(order.stdout)]
    assert [next(k for k in ("Valley", "400", "250", "old") if k in q) for q in quotes] == [
        "400",
        "250",
        "Valley",
        "old",
    ]
    keys = ["a", "y", "e", "", "council", "", "", "2026-01", "", "bridge", "", "y", "r", "a", "position", "q"]
    said = palabre_("review", home, keys="\n".join(keys) + "\n")
    assert said.returncode == 0, said.stderr
    assert "[[The hill front has between 400 and 500 members" in said.stdout
    assert "Rival values" in said.stdout
    assert "3 accepted, 1 rejected." in said.stdout
    assert "no faults" in palabre_("check", home).stdout
    opened = palabre.dossier.open(home)
    own = [c for c in opened.claims.values() if c.document == ID]
    assert [c.speaker for c in own] == ["herald", "council", "herald"]
    assert (own[1].place, str(own[1].as_of)) == ("bridge", "January 2026")
    assert palabre_("review", home, keys="").stdout == "No draft waits for a decision.\n"
    report = tmp_path / "report.html"
    done = palabre_("report", home, "--output", report)
    assert done.returncode == 0, done.stderr
    html = report.read_text()
    for claim in own:
        assert claim.says.split(",")[0].replace('"', "&#34;").replace("'", "&#39;") in html
        assert opened.quote(claim).split(",")[0].strip('"') in html


def test_review_stops_and_goes_on_where_it_was(drafted: Path):
    waiting = len(json.loads(palabre_("review", drafted, "--json").stdout))
    said = palabre_("review", drafted, keys="r\ns\nu\nu\nr\nq\n")
    assert "Taken back: it was skipped." in said.stdout
    assert "Taken back: it was rejected." in said.stdout
    assert "1 rejected." in said.stdout
    assert len(json.loads(palabre_("review", drafted, "--json").stdout)) == waiting - 1


def test_a_refused_claim_is_said_and_the_draft_still_waits(drafted: Path):
    said = palabre_("review", drafted, keys="e\n\nnobody\n\n\n\n\n\n\nx\nq\n")
    assert "unknown actor 'nobody'" in said.stderr
    assert "still waits" in said.stdout
    assert said.returncode == 0
    assert "Traceback" not in said.stderr


def test_a_new_actor_can_be_named_while_reviewing(drafted: Path):
    said = palabre_("review", drafted, keys="e\n\n+Bakary of the mill\n person \n\n\n\n\n\n\nn\nq\n")
    assert "1 accepted" in said.stdout, said.stdout + said.stderr
    opened = palabre.dossier.open(drafted)
    assert opened.actors["bakary-of-the-mill"].kind == "person"


def test_an_odd_kind_of_actor_is_refused_before_anything_is_written(drafted: Path):
    before = (drafted / "dossier.yaml").read_bytes()
    said = palabre_("review", drafted, keys="e\n\n+Bakary\ngost\n\nq\n")
    assert "unknown kind of actor 'gost'" in said.stderr
    assert (drafted / "dossier.yaml").read_bytes() == before


def test_wrong_usage_ends_with_2(drafted: Path, tmp_path: Path):
    folder = tmp_path / "folder"
    folder.mkdir()
    note = tmp_path / f"{ID}.txt"
    for words in (
        ["read", drafted, tmp_path / "none.txt"],
        ["read", drafted, folder, "--title", "x"],
        ["read", drafted, note, "--reader", "magic"],
        ["read", drafted, note, "--reader", "openai"],
        ["read", drafted, note, "--reader", "openai", "--endpoint", "nowhere"],
        ["read", drafted, note, "--endpoint", "http://localhost:1/v1"],
        ["review", tmp_path / "none"],
    ):
        done = palabre_(*words)
        assert done.returncode == 2, words
        assert "Traceback" not in done.stderr


def test_a_bad_file_is_listed_and_ends_with_1(drafted: Path, tmp_path: Path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "good.txt").write_text("The hill front slept for 7 days.")
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7 no more")
    done = palabre_("read", drafted, folder)
    assert done.returncode == 1
    assert "1 read, 1 drafts" in done.stdout
    assert "bad.pdf: the PDF file is damaged" in done.stderr
    assert "1 file could not be read." in done.stderr
    done = palabre_("read", drafted, folder, "--json")
    assert [Path(f["file"]).name for f in json.loads(done.stdout)["failed"]] == ["bad.pdf"]


def test_the_address_is_said_before_it_is_asked(drafted: Path, tmp_path: Path):
    (tmp_path / "b.txt").write_text("The hill front slept.")
    url = "http://127.0.0.1:9/v1"
    done = palabre_("read", drafted, tmp_path / "b.txt", "--reader", "openai", "--endpoint", url)
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert lines[0] == f"The text goes to {url}/chat/completions, and to no other address."
    assert "does not answer" in lines[1]


class Screen:
    """The program at a terminal of its own."""

    def __init__(self, *words: object) -> None:
        pid, self.fd = pty.fork()
        if pid == 0:
            os.execve(sys.executable, [*PROGRAM, *map(str, words)], ENVIRONMENT)
        self.pid, self.text = pid, ""

    def until(self, words: str, seconds: float = 30) -> None:
        end = time.monotonic() + seconds
        while words not in re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", self.text):
            assert time.monotonic() < end, self.text
            try:
                self.text += os.read(self.fd, 65536).decode()
            except OSError:
                break

    def type(self, keys: str) -> None:
        self.text = ""
        os.write(self.fd, keys.encode())

    def end(self) -> int:
        _, status = os.waitpid(self.pid, 0)
        os.close(self.fd)
        return os.waitstatus_to_exitcode(status)


def test_single_keys_at_a_terminal_with_the_passage_marked(drafted: Path):
    screen = Screen("review", drafted)
    screen.until("[q]uit")
    assert "\x1b[7m" in screen.text
    screen.type("r")
    screen.until("Draft 2 of")
    screen.until("[q]uit")
    screen.type("q")
    screen.until("1 rejected.")
    assert screen.end() == 0


@pytest.mark.parametrize("how", ["key", "signal", "in a field"])
def test_ctrl_c_keeps_what_was_decided(drafted: Path, how: str):
    screen = Screen("review", drafted)
    screen.until("[q]uit")
    screen.type("a")
    screen.until("[y]es")
    screen.type("n")
    screen.until("Draft 2 of")
    screen.until("[q]uit")
    if how == "in a field":
        screen.type("e")
        screen.until("says:")
    if how == "signal":
        os.kill(screen.pid, signal.SIGINT)
    else:
        screen.type("\x03")
    screen.until("everything decided so far is kept")
    assert screen.end() == 130
    assert "no faults" in palabre_("check", drafted).stdout
    left = json.loads(palabre_("review", drafted, "--json").stdout)
    assert len(left) == 3
