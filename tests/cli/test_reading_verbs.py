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
    assert "no answer for speaker can stand" in said.stderr
    assert "still waits" in said.stdout
    assert (said.returncode, "Traceback" in said.stderr) == (0, False)
    assert (drafted / f"documents/{ID}.yaml").read_bytes() == before


def test_a_new_actor_can_be_named_while_reviewing(drafted: Path):
    said = palabre_(
        "review", drafted, keys="e\n\n+Bakary of the mill\ngost\n person \nfront\n\n\n\n\n\n\nn\nq\n"
    )
    assert "1 accepted" in said.stdout, said.stdout + said.stderr
    assert "unknown kind of actor 'gost'" in said.stderr
    opened = palabre.dossier.open(drafted)
    assert opened.actors["bakary-of-the-mill"].kind == "person"
    assert opened.actors["bakary-of-the-mill"].speaks_for == ("front",)


def test_what_was_typed_is_kept_where_one_part_could_not_stand(drafted: Path):
    first = ["e", "It counts its men.", "mnlaa", "x", "y", "", "", "2026-01-03", "", "", ""]
    then = ["e", "", "council", "", "", "", "", "", "", "y", "q"]
    said = palabre_("review", drafted, keys="\n".join([*first, *then]) + "\n")
    assert "e goes on from it" in said.stdout
    assert "1 accepted" in said.stdout, said.stdout + said.stderr
    [claim] = [c for c in palabre.dossier.open(drafted).claims.values() if c.document == ID]
    assert (claim.says, claim.speaker, str(claim.as_of)) == (
        "It counts its men.",
        "council",
        "3 January 2026",
    )


def test_a_part_that_could_not_be_read_is_not_written_as_it_was(drafted: Path):
    said = palabre_("review", drafted, keys="e\n\nx\ny\nz\n\n\n\n\n\n\nq\n")
    assert "accepted" not in said.stdout
    assert [c for c in palabre.dossier.open(drafted).claims.values() if c.document == ID] == []


def test_the_last_decision_can_be_taken_back_when_no_draft_waits_any_more(drafted: Path):
    said = palabre_("review", drafted, keys="r\nr\nr\nr\nx\nu\ns\nq\n")
    assert said.stdout.count("No draft waits any more.  [u]ndo  [q]uit") == 3
    assert "Taken back: it was rejected." in said.stdout
    assert len(json.loads(palabre_("review", drafted, "--json").stdout)) == 1


def test_a_question_that_was_not_answered_is_asked_again(drafted: Path):
    assert "Rival values" in palabre_("review", drafted, keys="a\n").stdout
    said = palabre_("review", drafted, keys="y\nq\n")
    assert said.stdout.startswith("Rival values. Ask: How many members does the hill front have?")
    assert "Written as 'front-members' in questions.yaml." in said.stdout
    assert "Rival values" not in palabre_("review", drafted, keys="q\n").stdout


def test_every_key_is_explained(drafted: Path):
    said = palabre_("review", drafted, keys="?\nu\nq\n")
    assert "r  reject: it is no claim worth keeping" in said.stdout
    assert "Nothing was decided in this session" in said.stdout


def test_the_json_of_a_draft_holds_all_that_can_be_decided_about(drafted: Path, tmp_path: Path):
    (tmp_path / "c-2026-01-02.txt").write_text("The council denied that it had around 300 guards.")
    palabre_("read", drafted, tmp_path / "c-2026-01-02.txt", "--publisher", "herald")
    [one] = json.loads(palabre_("review", drafted, "--document", "c-2026-01-02", "--json").stdout)
    assert one["denial"] is True
    assert one["hedge"] == "around"
    assert {"as_of", "place", "how"} <= set(one)
    assert one["claim"]["passage"] == "The council denied that it had around 300 guards."


def test_a_sentence_that_nothing_tells_apart_is_said_to_be_one(drafted: Path, tmp_path: Path):
    (tmp_path / "d-2026-01-02.txt").write_text("The hill front has 400 members. " * 40)
    palabre_("read", drafted, tmp_path / "d-2026-01-02.txt", "--publisher", "herald")
    said = palabre_("review", drafted, "--document", "d-2026-01-02", keys="a\nhas 400 members\n\n\nq\n")
    assert "These words stand 40 times in the text" in said.stdout
    assert "'has 400 members' stands 40 times in the text: add a word" in said.stderr


def test_who_published_is_asked_once_a_document(drafted: Path, tmp_path: Path):
    (tmp_path / "e-2026-01-02.txt").write_text("The hill front has 700 members. The council has 90 guards.")
    read_ = palabre_("read", drafted, tmp_path / "e-2026-01-02.txt")
    assert "unknown" in read_.stdout
    keys = "a\n+Hill Post\n\nn\na\nforce\nn\nq\n"
    said = palabre_("review", drafted, "--document", "e-2026-01-02", keys=keys)
    assert said.stdout.count("who published e-2026-01-02") == 1
    own = [c for c in palabre.dossier.open(drafted).claims.values() if c.document == "e-2026-01-02"]
    assert [c.speaker for c in own] == ["hill-post", "hill-post"], said.stdout + said.stderr


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
    assert "1 read, 1 draft." in done.stdout
    assert "bad.pdf: the PDF file is damaged" in done.stderr
    assert "1 file could not be read." in done.stderr
    done = palabre_("read", drafted, folder, "--json")
    assert [Path(f["file"]).name for f in json.loads(done.stdout)["failed"]] == ["bad.pdf"]


def test_a_pile_is_told_document_by_document_with_what_it_lacks(drafted: Path, tmp_path: Path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "good-2026-01-03.txt").write_text("Read in The Valley Herald: the hill front slept for 7 days.")
    (folder / "bare.txt").write_bytes(b"The hill front hurried away at once, for 8 days\x07.")
    (folder / "old.doc").write_bytes(b"\xd0\xcf")
    (folder / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    os.mkfifo(folder / "pipe.txt")
    done = palabre_("read", drafted, folder)
    assert "good-2026-01-03: en \u00b7 2026-01-03 \u00b7 herald \u00b7 1 draft\n" in done.stdout
    assert "date unknown \u00b7 publisher unknown \u00b7 1 draft\n  note: " in done.stdout
    assert "2 read, 2 drafts; 1 of other kinds left alone." in done.stdout
    assert f"left alone: {folder / 'old.doc'}" in done.stdout
    assert "1 without a publisher, 1 without a date" in done.stdout
    assert "Decide about 2 drafts with: palabre review" in done.stdout
    assert "gone.txt: it is a link to what is not there" in done.stderr
    assert "pipe.txt: it is no file but a pipe" in done.stderr
    assert (done.returncode, "2 files could not be read." in done.stderr) == (1, True)
    done = palabre_("read", drafted, folder, "--withheld")
    assert "2 documents are in the dossier already and stay as they are" in done.stdout + done.stderr
    assert "Decide" not in done.stdout


def test_a_pipe_is_refused_and_not_waited_for(drafted: Path, tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.txt")
    done = palabre_("read", drafted, tmp_path / "pipe.txt")
    assert (done.returncode, "it is no file but a pipe" in done.stderr) == (1, True)


def test_flags_that_would_change_nothing_of_a_known_document_are_wrong_usage(drafted: Path, tmp_path: Path):
    note = tmp_path / f"{ID}.txt"
    for flags in (
        ["--withheld"],
        ["--publisher", "council"],
        ["--publisher", "The Hill Post"],
        ["--title", "Another"],
        ["--published", "2026-01-02"],
        ["--language", "fr"],
        ["--as", "another"],
    ):
        done = palabre_("read", drafted, note, *flags)
        assert done.returncode == 2, flags
        said = " ".join(done.stderr.replace("\u2502", " ").split())
        assert flags[0] in said
        assert "has this document already" in said
    assert palabre_("read", drafted, note, "--publisher", "herald", "--language", "en").returncode == 0
    assert palabre.dossier.open(drafted).actors.keys() == {"council", "front", "amina", "herald"}


def test_one_file_with_several_faults_is_one_file(drafted: Path, tmp_path: Path):
    assert "1 accepted" in palabre_("review", drafted, keys="a\nn\nq\n").stdout
    (tmp_path / f"{ID}.txt").write_text(HERALD.replace("400 and 500", "4 and 5"))
    done = palabre_("read", drafted, tmp_path / f"{ID}.txt")
    assert "is not in the new text" in done.stderr
    assert "1 file could not be read." in done.stderr


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
                self.text += os.read(self.fd, 65536).decode("utf-8", "replace")
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


def test_at_a_terminal_a_line_is_typed_over_and_the_up_key_brings_it_back(drafted: Path):
    screen = Screen("review", drafted)
    screen.until("what they do")
    screen.type("e")
    screen.until("the up key brings it back")
    screen.until("says [The hill front")
    screen.type("\x1b[A\x7f now.\r")
    screen.until("speaker (")
    screen.until("[herald]: ")
    screen.type("council\r")
    screen.until("[front]: ")
    screen.type("\r")
    screen.until("[force]: ")
    screen.type("\r")
    screen.until("as of (a date): ")
    screen.type("2026-01-03\r")
    screen.until("[400 to 500 members]: ")
    screen.type("-\r")
    screen.until("place (")
    screen.type("\r")
    screen.until("passage (")
    screen.until("]: ")
    screen.type("\r")
    screen.until("Written as")
    screen.type("q")
    assert screen.end() == 0
    [claim] = [c for c in palabre.dossier.open(drafted).claims.values() if c.document == ID]
    assert claim.says.endswith("its people say now.")
    assert (claim.speaker, str(claim.as_of), claim.amount) == ("council", "3 January 2026", None)


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
    with server(says({"claims": []})) as (url, _):
        note = tmp_path / f"{ID}.txt"
        done = palabre_("read", drafted, note, "--reader", "openai", "--endpoint", url)
    assert "4 waiting drafts of another reader (plain) are replaced" in done.stdout
    assert "read it again without --reader and --weights for its drafts" in done.stdout
    said = palabre_("review", drafted, "--document", "b", keys="a\nn\nq\n")
    assert "1 accepted" in said.stdout, said.stderr
    [claim] = [c for c in palabre.dossier.open(drafted).claims.values() if c.document == "b"]
    assert (claim.about, claim.kind, str(claim.amount)) == (("front",), "force", "700 members")
