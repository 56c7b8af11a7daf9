"""Reading and reviewing as a person meets them: from a file to the report, with the keyboard alone."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import select
import signal
import sys
import time
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

import palabre.dossier
from palabre.cli import main
from palabre.dossier import new
from palabre.reading.weighing import Weights

sys.path.append(str(Path(__file__).parents[1] / "reading"))
from notes import HERALD
from serving import says, server

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.usefixtures("plainly")
ID = "herald-2026-01-19"
PROGRAM = [sys.executable, "-c", "from palabre.cli import main; main()"]
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": str(ROOT / "src"),
    "TERM": "xterm",
    "COLUMNS": "110",
    "PALABRE_READER": "plain",
}


@dataclass(frozen=True)
class Done:
    """How the program ended and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def palabre_(*words: object, keys: str = "") -> Done:
    """Run the program in this process, with lines of a script as its input."""
    out, err = io.StringIO(), io.StringIO()
    code: object = 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["palabre", *map(str, words)])
        patch.setattr(sys, "stdin", io.StringIO(keys))
        try:
            main()
        except SystemExit as end:
            code = end.code
    return Done(int(code or 0), out.getvalue(), err.getvalue())


@pytest.fixture
def drafted(tmp_path: Path) -> Path:
    """A blank dossier with the drafts of one document."""
    home = new(tmp_path / "bridge")
    (tmp_path / f"{ID}.txt").write_text(HERALD)
    done = palabre_("read", home, tmp_path / f"{ID}.txt")
    assert done.returncode == 0, done.stderr
    return home


def test_from_a_file_to_the_report(tmp_path: Path):
    """A document read, its drafts decided with keys, no fault, and the claims in the report."""
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


def test_an_answer_that_cannot_stand_is_asked_for_again(drafted: Path):
    first = ["e", "", "nobody", "herald", "", "gossip", "force", "someday", "2026-01"]
    answers = [*first, "many", "", "moon", "+The moon", "", "n", "q"]
    said = palabre_("review", drafted, keys="\n".join(answers) + "\n")
    for words in (
        "unknown actor 'nobody'",
        "no kind 'gossip'",
        "'someday' cannot be read as a date",
        "'many' is no amount",
        "no place 'moon'",
    ):
        assert words in said.stderr
    assert "1 accepted" in said.stdout
    assert "no faults" in palabre_("check", drafted).stdout
    assert [c.place for c in palabre.dossier.open(drafted).claims.values() if c.document == ID] == ["moon"]


def test_without_an_answer_the_draft_still_waits(drafted: Path):
    before = (drafted / f"documents/{ID}.yaml").read_bytes()
    said = palabre_("review", drafted, keys="e\n\nx\ny\nz\n\n\n\n\n\n\nq\n")
    assert "the claim has no speaker" in said.stderr
    assert "still waits" in said.stdout
    assert (said.returncode, "Traceback" in said.stderr) == (0, False)
    assert (drafted / f"documents/{ID}.yaml").read_bytes() == before


def test_a_new_actor_can_be_named_while_reviewing(drafted: Path):
    said = palabre_("review", drafted, keys="e\n\n+Bakary of the mill\ngost\n person \n\n\n\n\n\n\nn\nq\n")
    assert "1 accepted" in said.stdout, said.stdout + said.stderr
    assert "unknown kind of actor 'gost'" in said.stderr
    opened = palabre.dossier.open(drafted)
    assert opened.actors["bakary-of-the-mill"].kind == "person"


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
        ["read", drafted, note, "--weights", tmp_path / "none.json"],
        [
            "read",
            drafted,
            note,
            "--weights",
            note,
            "--reader",
            "openai",
            "--endpoint",
            "http://localhost:1/v1",
        ],
        ["review", tmp_path / "none"],
    ):
        done = palabre_(*words)
        assert done.returncode == 2, words
        assert "Traceback" not in done.stderr


def test_other_weights_read_a_folder_again(drafted: Path, tmp_path: Path):
    folder, file = tmp_path / "folder", tmp_path / "own.json"
    folder.mkdir()
    (folder / "good.txt").write_text("The hill front slept for 7 days.")
    Weights({"grade=sure": 1.0}).save(file)
    for words, said in (
        ([], "1 read"),
        ([], "1 read before"),
        (["--weights", file], "1 read,"),
        (["--weights", file], "1 read before"),
        ([], "1 read,"),
    ):
        done = palabre_("read", drafted, folder, *words)
        assert done.returncode == 0, done.stderr
        assert said in done.stdout, (words, done.stdout)
    file.write_text("{}")
    done = palabre_("read", drafted, folder, "--weights", file)
    assert done.returncode == 1
    assert "own.json: this is no file of weights" in done.stderr
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

    def until(self, words: str, seconds: float = 20) -> None:
        end = time.monotonic() + seconds
        while words not in re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", self.text):
            assert time.monotonic() < end, self.text
            if not select.select([self.fd], [], [], 0.2)[0]:
                continue
            try:
                self.text += os.read(self.fd, 65536).decode()
            except OSError:
                break

    def type(self, keys: str) -> None:
        self.text = ""
        os.write(self.fd, keys.encode())

    def end(self) -> int:
        end = time.monotonic() + 20
        while (found := os.waitpid(self.pid, os.WNOHANG)) == (0, 0):
            if time.monotonic() > end:
                os.kill(self.pid, signal.SIGKILL)
            time.sleep(0.02)
        _, status = found
        os.close(self.fd)
        return os.waitstatus_to_exitcode(status)


def test_single_keys_at_a_terminal_with_the_passage_marked(drafted: Path):
    screen = Screen("review", drafted)
    screen.until("[q]uit")
    assert "\x1b[7m" in screen.text
    screen.type("r")
    screen.until("3 drafts wait")
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
    screen.until("3 drafts wait")
    screen.until("[q]uit")
    if how == "in a field":
        screen.type("e")
        screen.until("this paper.")
        time.sleep(0.3)
    if how == "signal":
        os.kill(screen.pid, signal.SIGINT)
    else:
        screen.type("\x03")
    screen.until("everything decided so far is kept")
    assert screen.end() == 130
    assert "no faults" in palabre_("check", drafted).stdout
    left = json.loads(palabre_("review", drafted, "--json").stdout)
    assert len(left) == 3


def test_ctrl_c_while_a_folder_is_read_keeps_what_was_read(drafted: Path, tmp_path: Path):
    folder = tmp_path / "folder"
    folder.mkdir()
    for k in range(400):
        (folder / f"n{k:03}.txt").write_text(f"The hill front slept for {k} days.\n" * 40)
    screen = Screen("read", drafted, folder, "--workers", "1")
    end = time.monotonic() + 20
    while not (drafted / "documents/n005.yaml").exists() and time.monotonic() < end:
        screen.until("", 1)
        time.sleep(0.01)
    screen.type("\x03")
    screen.until("goes on from there")
    assert screen.end() == 130
    assert "no faults" in palabre_("check", drafted).stdout
    rest = json.loads(palabre_("read", drafted, folder, "--json").stdout)
    assert rest["before"] + rest["read"] == 400
    assert rest["before"] >= 5


def test_a_language_model_is_asked_and_only_what_is_in_the_text_is_kept(
    drafted: Path, tmp_path: Path, monkeypatch
):
    monkeypatch.setenv("PALABRE_API_KEY", "secret")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    (tmp_path / "b.txt").write_text("Amina said that the hill front has 700 members.")
    true = {
        "quote": "the hill front has 700 members",
        "speaker": "Amina",
        "about": ["the hill front"],
        "kind": "force",
    }
    lie = {"quote": "the hill front has 900 members", "says": "It has 900."}
    with server(says({"claims": [true, lie]})) as (url, asked):
        options = ("--reader", "openai", "--endpoint", url, "--model", "tiny")
        done = palabre_("read", drafted, tmp_path / "b.txt", *options)
    assert done.returncode == 0, done.stderr
    assert done.stderr == f"The text goes to {url}/chat/completions, and to no other address.\n"
    assert "1 draft\n" in done.stdout
    assert "dropped because their words are not in the text: 1." in done.stdout
    assert [a["key"] for a in asked] == ["Bearer secret"]
    kept = (drafted / "documents/b.drafts.jsonl").read_text()
    assert '"reader": "model tiny"' in kept
    assert "900" not in kept
    assert "secret" not in done.stdout + done.stderr + kept
    said = palabre_("review", drafted, "--document", "b", keys="a\nn\nq\n")
    assert "1 accepted" in said.stdout, said.stderr
    [claim] = [c for c in palabre.dossier.open(drafted).claims.values() if c.document == "b"]
    assert (claim.about, claim.kind, str(claim.amount)) == (("front",), "force", "700 members")
