"""Every mistake a user can make in the files: file, line, what and what to do; never a traceback."""

from __future__ import annotations

import tomllib
from pathlib import Path
from time import process_time

import pytest
from finding import faults, line_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palabre.dossier import check
from palabre.dossier import open as open_dossier
from palabre.terms import Faults, Problem

HEAD, PAGE, TEXT = "dossier.yaml", "documents/herald-report.yaml", "documents/herald-report.txt"
ASKED, MODEL = "questions.yaml", "models/bridge.yaml"
CASES = tomllib.loads((Path(__file__).parent / "faults.toml").read_text(encoding="utf-8"))


def plainly_said(problem: Problem) -> bool:
    """Whether a problem speaks in our own words and says what to do."""
    said = f"{problem.what} {problem.remedy}"
    foreign = (
        "Value error",
        "Input should",
        "validation error",
        "Extra inputs",
        "something else is expected",
    )
    return bool(problem.what and problem.remedy) and not any(words in said for words in foreign)


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_said_with_its_line_and_remedy(case, dossier, change):
    wanted = CASES[case]
    change(wanted["file"], wanted["old"], wanted["new"])
    found = faults(dossier)
    fitting = [p for p in found if wanted["what"] in p.what and wanted["remedy"] in p.remedy]
    assert [p.file for p in fitting] == [wanted["file"]], "\n".join(map(str, found))
    assert found == fitting, "\n".join(map(str, found))
    assert all(plainly_said(p) for p in found)
    if "at" in wanted:
        line = (dossier / wanted["file"]).read_text(encoding="utf-8").splitlines()[(fitting[0].line or 0) - 1]
        assert wanted["at"] in line


def test_all_faults_are_found_in_one_pass_and_sorted(dossier, change):
    change(HEAD, "hills: [front]", "hills: [frond]")
    change(PAGE, "kind: force", "kind: strength")
    change(PAGE, "passage: broke it within a week", "passage: council")
    change(ASKED, "[truce-kept]", "[truce-cept]")
    change(MODEL, "now: [raid]", "now: [ride]")
    with pytest.raises(Faults) as raised:
        open_dossier(dossier)
    places = [(p.file, p.line) for p in raised.value.problems]
    assert [file for file, _ in places] == [PAGE, PAGE, HEAD, MODEL, ASKED]
    assert places == sorted(places)
    assert str(raised.value).count("\n") == 4


def test_a_broken_file_does_not_make_the_others_look_wrong(dossier):
    for file in (HEAD, PAGE, ASKED):
        whole = (dossier / file).read_text(encoding="utf-8")
        (dossier / file).write_text(whole + '\nnever-closed: "', encoding="utf-8")
        found = faults(dossier)
        assert [(p.file, p.line) for p in found] == [(file, line_of(dossier / file, "never-closed:"))]
        (dossier / file).write_text(whole, encoding="utf-8")


def test_a_doubled_key_does_not_stop_the_reading(dossier, change):
    change(HEAD, "desk: the desk ", "title: Another\ndesk: the desk ")
    change(ASKED, "[truce-kept]", "[truce-cept]")
    found = faults(dossier)
    assert "'title' is written twice, in lines 14 and 17" in found[0].what
    assert "truce-cept" in found[1].what


def test_a_circle_of_membership_is_said(dossier, change):
    change(HEAD, "    kind: organisation\n", "    kind: organisation\n    member_of: [front]\n")
    change(HEAD, "    # member_of: [alliance] ", "    member_of: [council] ")
    (found,) = faults(dossier)
    assert found.what == "membership goes round in a circle: council → front → council"
    assert "member_of: [council]" in (dossier / HEAD).read_text().splitlines()[(found.line or 0) - 1]


def test_a_claim_id_of_two_documents(dossier):
    (dossier / "documents/other.txt").write_text("The council broke it within a week.")
    page = "title: Other\npublisher: herald\npublished: 2026-01-02\nclaims:\n  - id: truce-broken\n"
    claim = "    says: So\n    speaker: herald\n    about: [council]\n    kind: agreement\n"
    (dossier / "documents/other.yaml").write_text(f"{page}{claim}    passage: broke it\n")
    (found,) = faults(dossier)
    assert (found.file, found.line) == ("documents/other.yaml", 5)
    assert f"'truce-broken' is used already, in {PAGE}:" in found.what


def test_no_feasible_state(dossier, change):
    change(MODEL, "at_least_one: []  ", "at_least_one: [sign: so, raid: so]  ")
    (found,) = faults(dossier)
    assert (found.file, found.line) == (MODEL, line_of(dossier / MODEL, "never:"))
    assert "no state is feasible" in found.what


def test_no_feasible_state_under_one_answer_only(dossier, change):
    rule = "at_least_one: [raid: so, sign: {definition: so, given: {last-truce: broken}}]  "
    change(MODEL, "at_least_one: []  ", rule)
    (found,) = faults(dossier)
    assert "no state is feasible where 'last-truce' is 'broken'" in found.what


def test_todays_state_is_infeasible(dossier, change):
    change(MODEL, "now: [raid]", "now: [raid, sign]")
    (found,) = faults(dossier)
    assert (found.file, found.line) == (MODEL, line_of(dossier / MODEL, "now:"))
    assert "today" in found.what
    assert found.remedy


def test_two_million_states_are_refused_at_once(dossier, change):
    options = "".join(f"      step{k}: Take step {k}\n" for k in range(20))
    change(MODEL, "      raid: Raid the bridge\n", f"      raid: Raid the bridge\n{options}")
    began = process_time()
    (found,) = faults(dossier)
    assert process_time() - began < 5
    assert "6,291,456" in found.what
    assert "1,048,576" in found.what
    assert found.line == line_of(dossier / MODEL, "decision_makers:")


def test_a_withheld_text_that_lies_in_the_folder(dossier, change):
    change(PAGE, "text: included ", "text: withheld ")
    found = faults(dossier)
    assert "the text is withheld, yet documents/herald-report.txt lies in the folder" in found[0].what
    assert "move it to attached/herald-report.txt" in found[0].remedy
    assert "5 passages have no span: 'council-wants-quiet'" in found[1].what


def test_a_withheld_text_without_a_fingerprint(dossier, change):
    (dossier / "attached").mkdir()
    (dossier / TEXT).rename(dossier / "attached/herald-report.txt")
    change(PAGE, "text: included ", "text: withheld ")
    lines = (dossier / PAGE).read_text().splitlines(keepends=True)
    (dossier / PAGE).write_text("".join(line for line in lines if "sha256: " not in line))
    found = faults(dossier)
    assert "no copy can be verified" in found[0].what
    # The copy is at hand, so each span can be said.
    assert len(found) == 6
    assert "write span: [" in found[1].remedy


def test_a_text_that_is_missing(dossier):
    (dossier / TEXT).unlink()
    (found,) = faults(dossier)
    assert (found.file, found.line) == (PAGE, line_of(dossier / PAGE, "text: included"))
    assert f"put the text at {TEXT}" in found.remedy


def test_a_text_that_changed(dossier):
    (dossier / TEXT).write_text((dossier / TEXT).read_text().replace("200", "250"))
    (found,) = faults(dossier)
    assert (found.file, found.line) == (PAGE, line_of(dossier / PAGE, "text_sha256:"))
    assert "not the one the fingerprint was taken of" in found.what
    assert "restore" in found.remedy


def test_a_text_with_other_line_ends_is_the_same_text(dossier):
    data = (dossier / TEXT).read_bytes()
    (dossier / TEXT).write_bytes(data.replace(b"\n", b"\r\n").replace(b'"', "\u201d".encode()))
    assert faults(dossier) == []


def test_an_empty_document(dossier):
    (dossier / TEXT).write_text(" \n\u00a0\n")
    (found,) = faults(dossier)
    assert (found.file, found.what) == (TEXT, "the document is empty")


@pytest.mark.parametrize("file", [HEAD, PAGE, ASKED, MODEL])
def test_an_empty_file(dossier, file):
    for text in ("", "\n \n", "# nothing yet\n"):
        (dossier / file).write_text(text)
        (found,) = faults(dossier)
        assert found.file == file
        assert "the file is empty" in found.what or "nothing but comments" in found.what


@pytest.mark.parametrize("file", [HEAD, PAGE, ASKED, MODEL])
@pytest.mark.parametrize(("text", "what"), [("- a\n- b\n", "list"), ("just words\n", "text")])
def test_a_list_or_a_text_where_keys_are_expected(dossier, file, text, what):
    (dossier / file).write_text(text)
    (found,) = faults(dossier)
    assert found.file == file
    assert found.what == f"the file holds a {what} where keys are expected"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (HEAD, "\nactors:", "\nactor:"),
        (HEAD, "\nplaces:", "\nplases:"),
        (PAGE, "\nclaims:", "\nclaim:"),
        (ASKED, "  answers:", "  answer:"),
        (MODEL, "decision_makers:", "decision_maker:"),
        (MODEL, "    prefers:\n      - sign", "    prefer:\n      - sign"),
        (MODEL, "settlements:", "settlement:"),
        (MODEL, "    options:                      # what", "    option: # what"),
    ],
)
def test_a_misspelt_key_does_not_make_what_is_under_it_unknown(dossier, change, file, old, new):
    change(file, old, new)
    (found,) = faults(dossier)
    assert (found.file, found.what) == (file, f"unknown key '{new.strip().split(':')[0]}'")
    assert found.remedy == f"did you mean '{old.strip().split(':')[0]}'?"


@pytest.mark.parametrize("wrong", ["[a, b]", "{a: b}", "word", "''"])
def test_every_key_with_every_wrong_value_is_said_in_our_own_words(dossier, wrong):
    """Each value of each file in turn becomes a list, a mapping, a word or nothing."""
    from palabre.dossier.log import Log
    from palabre.dossier.tree import Entries, Items, read

    def values(node):
        yield node
        inner = [v for _, v in node.pairs] if isinstance(node, Entries) else getattr(node, "items", ())
        for one in inner if isinstance(node, Entries | Items) else ():
            yield from values(one)

    for file in (HEAD, PAGE, ASKED, MODEL):
        whole = (dossier / file).read_text(encoding="utf-8")
        for node in values(read(whole, file, Log())):
            (dossier / file).write_text(
                f"{whole[: node.start]} {wrong} {whole[node.end :]}", encoding="utf-8"
            )
            assert all(map(plainly_said, check(dossier))), (file, node)
        (dossier / file).write_text(whole, encoding="utf-8")


def test_claims_without_the_key_above_them_are_known_by_their_ids(dossier):
    text = (dossier / PAGE).read_text()
    (dossier / PAGE).write_text(text[text.index("claims:") + len("claims:") :])
    (found,) = faults(dossier)
    assert (found.file, found.what) == (PAGE, "the file holds a list where keys are expected")


def test_a_claim_without_an_id_is_not_unknown_elsewhere(dossier, change):
    change(PAGE, "  - id: front-strength\n    says", "  - says")
    (found,) = faults(dossier)
    assert "the key 'id' is missing" in found.what


def test_nesting_without_end(dossier):
    (dossier / ASKED).write_text("a: " + "[" * 2_000)
    (found,) = [p for p in faults(dossier) if p.file == ASKED]
    assert "nested more than" in found.what or "not closed" in found.what


@pytest.mark.parametrize("file", [HEAD, PAGE, TEXT, ASKED, MODEL])
def test_text_that_is_not_utf8(dossier, file):
    data = (dossier / file).read_bytes()
    (dossier / file).write_bytes(data + b"\n# caf\xe9\n")
    (found,) = faults(dossier)
    assert (found.file, found.line) == (file, data.count(b"\n") + 2)
    assert f"byte {len(data) + 7} (0xe9) is not UTF-8" in found.what
    assert "save the file as UTF-8" in found.remedy


def test_text_that_is_utf16(dossier):
    (dossier / HEAD).write_bytes((dossier / HEAD).read_text().encode("utf-16"))
    (found,) = faults(dossier)
    assert "looks like UTF-16" in found.what


def test_a_document_with_a_nul_character(dossier):
    (dossier / TEXT).write_bytes(b"one\ntwo\x00\n")
    (found,) = faults(dossier)
    assert (found.file, found.line) == (TEXT, 2)
    assert "NUL" in found.what


def test_a_document_of_fifty_megabytes(dossier):
    text = (dossier / TEXT).read_bytes()
    (dossier / TEXT).write_bytes(text + b"And so they went on, line after line after line.\n" * 1_050_000)
    began = process_time()
    (found,) = faults(dossier)
    assert process_time() - began < 8
    # Read in full and found to be another text than the one its fingerprint was taken of.
    assert "not the one the fingerprint was taken of" in found.what


def test_a_document_that_is_too_large_is_refused_unread(dossier):
    with (dossier / TEXT).open("wb") as out:
        out.truncate(70_000_000)
    began = process_time()
    found = faults(dossier)
    assert process_time() - began < 2
    assert "the file has 70 MB, more than the 64 MB that are read" in found[0].what


def test_a_yaml_file_that_is_too_large_is_refused_unread(dossier):
    with (dossier / ASKED).open("ab") as out:
        out.truncate(50_000_000)
    began = process_time()
    (found,) = faults(dossier)
    assert process_time() - began < 2
    assert "the file has 50 MB, more than the 1 MB" in found.what


def test_no_such_folder(tmp_path):
    (found,) = check(tmp_path / "none")
    assert found.what == "there is no such folder"


def test_not_a_folder(tmp_path):
    (tmp_path / "file").write_text("a")
    (found,) = check(tmp_path / "file")
    assert found.what == "this is not a folder"


def test_a_folder_without_dossier_yaml(tmp_path):
    (found,) = check(tmp_path)
    assert found.what == "the folder has no dossier.yaml"
    with pytest.raises(Faults):
        open_dossier(tmp_path)


@pytest.mark.parametrize(
    ("method", "part", "file"),
    [
        ("read_bytes", HEAD, HEAD),
        ("read_bytes", TEXT, TEXT),
        ("stat", ASKED, ASKED),
        ("iterdir", "documents", "documents"),
    ],
)
def test_files_one_has_no_right_to_read(dossier, monkeypatch, method, part, file):
    """Simulated, for the tests may run as root, who may read everything."""
    real = getattr(Path, method)

    def refuse(self, *args, **kwargs):
        if str(self).endswith(part):
            raise PermissionError(13, "Permission denied", str(self))
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Path, method, refuse)
    found = [p for p in faults(dossier) if p.file == file]
    assert [p.what for p in found] == ["you have no right to read or write here"]
    assert "ask for the right" in found[0].remedy


def test_a_file_that_would_not_be_read_is_pointed_out(dossier):
    (dossier / "models/second.yml").write_text("asks: Unread\n")
    (dossier / "question.yaml").write_text("q: {}\n")
    (dossier / "documents/note.txt").write_text("A note.")
    found = [p for p in check(dossier) if p.kind == "trap"]
    assert [p.file for p in found] == ["documents/note.txt", "models/second.yml", "question.yaml"]
    assert found[2].remedy == "did you mean 'questions.yaml'?"


KEYS = st.sampled_from(["title", "claims", "actors", "given", "prefers", "never", "id", "is", "1", "?", ""])
VALUES = st.recursive(
    st.one_of(st.none(), st.text(max_size=6), st.integers(), st.booleans()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize("file", [HEAD, PAGE, ASKED, MODEL])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nothing_a_user_writes_ends_in_a_traceback(file, dossier, data):
    """Any value at any place of a file gives problems, never an exception."""
    from ruamel.yaml import YAML

    whole = (dossier / file).read_bytes()
    yaml = YAML()
    content = yaml.load(whole)
    home, key = data.draw(st.sampled_from(list(_places(content))))
    home[key] = data.draw(VALUES)
    with (dossier / file).open("wb") as out:
        yaml.dump(content, out)
    try:
        assert all(map(plainly_said, check(dossier)))
    finally:
        (dossier / file).write_bytes(whole)


def _places(node):
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in pairs:
        yield node, key
        yield from _places(value)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=80), st.sampled_from([HEAD, PAGE, ASKED, MODEL]))
def test_no_bytes_end_in_a_traceback(dossier, junk, file):
    whole = (dossier / file).read_bytes()
    (dossier / file).write_bytes(junk)
    try:
        assert all(map(plainly_said, check(dossier)))
    finally:
        (dossier / file).write_bytes(whole)
