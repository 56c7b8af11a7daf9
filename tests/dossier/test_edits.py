"""Edits: the fewest changed lines, comments kept, all or nothing."""

from __future__ import annotations

import os
from difflib import unified_diff
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palabre.dossier import check, set_value
from palabre.dossier import open as open_dossier
from palabre.dossier.edit import Edited
from palabre.terms import Faults

ASKED = "questions.yaml"
PLAIN = """\
# what is asked
q:
  asks: "Was it kept?"   # as asked
  answers: {yes: {says: Yes}, no: {says: 'No'}}
  working: yes    # for now
  note: >
    folded
    text
  empty:
  listed:
    - one   # first
    - two
# the end
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "questions.yaml").write_text(PLAIN)
    return tmp_path


def changed(old: str, new: str) -> list[str]:
    """The lines that go and come, marked - and +."""
    diff = list(unified_diff(old.splitlines(keepends=True), new.splitlines(keepends=True), n=0))[2:]
    return [line.rstrip("\r\n") for line in diff if not line.startswith("@@")]


CASES = [
    ("q.working", "no", ["-  working: yes    # for now", "+  working: no    # for now"]),
    (
        "q.asks",
        "Broken: or not?",
        ['-  asks: "Was it kept?"   # as asked', '+  asks: "Broken: or not?"   # as asked'],
    ),
    (
        "q.answers.no.says",
        "It wasn't",
        [
            "-  answers: {yes: {says: Yes}, no: {says: 'No'}}",
            "+  answers: {yes: {says: Yes}, no: {says: 'It wasn''t'}}",
        ],
    ),
    (
        "q.answers.no.span",
        [3, 9],
        [
            "-  answers: {yes: {says: Yes}, no: {says: 'No'}}",
            "+  answers: {yes: {says: Yes}, no: {says: 'No', span: [3, 9]}}",
        ],
    ),
    ("q.empty", True, ["-  empty:", "+  empty: yes"]),
    ("q.note", "short", ["-  note: >", "-    folded", "-    text", "+  note: short"]),
    ("q.settled", "no", ["+  settled: no"]),
    (["q", "listed", 1], "2014-07-24", ["-    - two", "+    - 2014-07-24"]),
    (
        "q.listed",
        ["a", "b, c"],
        ["-  listed:", "-    - one   # first", "-    - two", "+  listed: [a, 'b, c']"],
    ),
    ("new", {"a": "b"}, ["+new: {a: b}"]),
    (["q", "two words: here"], 1, ["+  'two words: here': 1"]),
    ("q.working", "yes", []),
    ("q.working", "", ["-  working: yes    # for now", "+  working: ''    # for now"]),
    ("q.working", "- # [", ["-  working: yes    # for now", "+  working: '- # ['    # for now"]),
    ("q.working", "two\nlines", ["-  working: yes    # for now", '+  working: "two\\nlines"    # for now']),
]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("final", [True, False])
@pytest.mark.parametrize("case", CASES)
def test_an_edit_changes_the_fewest_lines(folder, case, line_end, final):
    keys, value, lines = case
    old = PLAIN.replace("\n", line_end) if final else PLAIN.replace("\n", line_end).removesuffix(line_end)
    (folder / ASKED).write_bytes(old.encode())
    edited = set_value(folder, ASKED, keys, value)
    new = (folder / ASKED).read_bytes().decode()
    assert changed(old, new) == lines
    assert new.count("\r\n") == (new.count("\n") if line_end == "\r\n" else 0)
    assert new.endswith("# the end" + line_end * final)
    assert len(edited.lines) == len([line for line in lines if line.startswith("+")])
    assert list(folder.iterdir()) == [folder / ASKED]


def test_a_key_is_added_after_the_last_line_even_without_a_line_end(folder):
    (folder / ASKED).write_bytes(b"a: 1\r\nb: 2")
    set_value(folder, ASKED, "c", "3")
    assert (folder / ASKED).read_bytes() == b"a: 1\r\nb: 2\r\nc: 3"


def test_a_byte_order_mark_stays(folder):
    (folder / ASKED).write_bytes(b"\xef\xbb\xbfa: 1\n")
    set_value(folder, ASKED, "a", "2")
    assert (folder / ASKED).read_bytes() == b"\xef\xbb\xbfa: 2\n"


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30),
    st.sampled_from(["q.asks", "q.working", "q.answers.no.says"]),
)
def test_any_text_can_be_written_and_is_read_back(folder, text, keys):
    from palabre.dossier.log import Log
    from palabre.dossier.shaping import reach
    from palabre.dossier.tree import Word, read

    (folder / ASKED).write_text(PLAIN)
    set_value(folder, ASKED, keys, text)
    tree = read((folder / ASKED).read_text(encoding="utf-8"), ASKED, Log())
    assert tree is not None
    node = reach(tree, tuple(keys.split(".")))[1]
    assert isinstance(node, Word) and node.text == text


def test_an_answer_is_changed_and_the_dossier_says_so(dossier):
    edited = set_value(dossier, ASKED, "last-truce.working", "broken")
    assert str(edited) == "questions.yaml: line 11 changed"
    assert open_dossier(dossier).questions["last-truce"].working == "broken"
    assert open_dossier(dossier).files[ASKED] == edited.sha256


def test_a_file_that_changed_since_it_was_opened_is_refused(dossier):
    opened = open_dossier(dossier)
    with (dossier / ASKED).open("a") as out:
        out.write("# somebody else was here\n")
    before = (dossier / ASKED).read_bytes()
    with pytest.raises(Faults, match="changed since it was read") as refused:
        set_value(opened, ASKED, "last-truce.working", "broken")
    assert refused.value.problems[0].remedy == "read it again, and repeat the edit"
    assert (dossier / ASKED).read_bytes() == before


def test_a_file_that_changes_during_the_edit_is_refused(dossier, monkeypatch):
    real = os.fsync

    def meddle(handle: int) -> None:
        real(handle)
        (dossier / ASKED).write_text("# mine\n")

    monkeypatch.setattr(os, "fsync", meddle)
    with pytest.raises(Faults, match="changed since it was read"):
        set_value(dossier, ASKED, "last-truce.working", "broken")
    assert (dossier / ASKED).read_text() == "# mine\n"
    assert not [p for p in dossier.iterdir() if p.name.endswith(".new")]


@pytest.mark.parametrize("failing", ["replace", "chmod"])
def test_a_write_that_fails_leaves_the_file_as_it_was(dossier, monkeypatch, failing):
    """Simulated, for the tests may run as root, who may write everything."""
    before = (dossier / ASKED).read_bytes()

    def refuse(self, *_args, **_kwargs):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, failing, refuse)
    with pytest.raises(Faults, match="no right to read or write"):
        set_value(dossier, ASKED, "last-truce.working", "broken")
    monkeypatch.undo()
    assert (dossier / ASKED).read_bytes() == before
    assert not [p for p in dossier.iterdir() if p.name.endswith(".new")]


@pytest.mark.parametrize("keys", ["no-such.working", "last-truce.asks.deeper", ["last-truce", "answers", 3]])
def test_a_place_that_is_not_there_is_refused(dossier, keys):
    with pytest.raises(Faults, match="there is no place"):
        set_value(dossier, ASKED, keys, "x")


def test_a_file_that_is_not_there_or_broken_is_refused(dossier):
    with pytest.raises(Faults, match="there is no such file"):
        set_value(dossier, "none.yaml", "a", "x")
    for outside in ("../questions.yaml", str(dossier / ASKED)):
        with pytest.raises(Faults, match="outside the dossier"):
            set_value(dossier, outside, "a", "x")
    (dossier / ASKED).write_text('a: "')
    with pytest.raises(Faults, match="never closed"):
        set_value(dossier, ASKED, "a", "x")


def test_the_rights_of_a_file_stay(dossier):
    (dossier / ASKED).chmod(0o640)
    set_value(dossier, ASKED, "last-truce.working", "broken")
    assert (dossier / ASKED).stat().st_mode & 0o777 == 0o640


def test_nothing_changed_is_said():
    assert str(Edited("f", (), "")) == "f: nothing changed"


def test_an_edit_leaves_a_dossier_that_still_opens(dossier):
    set_value(dossier, "models/bridge.yaml", ["settlements", "quiet"], "not raid and not sign")
    set_value(dossier, "dossier.yaml", "actors.front.aliases", ["the front", "hill people"])
    assert [p for p in check(dossier) if p.kind == "fault"] == []
    opened = open_dossier(dossier)
    assert opened.model().settlement("quiet")
    assert opened.actors["front"].aliases == ("the front", "hill people")
