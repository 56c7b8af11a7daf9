"""Fingerprints and spans written for the author, and verified copies of withheld texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from finding import faults, traps

from palabre.dossier import attach, fingerprint, mend
from palabre.dossier import open as open_dossier
from palabre.terms import Faults

PAGE, TEXT = "documents/herald-report.yaml", "documents/herald-report.txt"
KEPT = "attached/herald-report.txt"


def bare(dossier: Path) -> str:
    """Take the fingerprints out; return the text of the file before."""
    before = (dossier / PAGE).read_text()
    lines = before.splitlines(keepends=True)
    (dossier / PAGE).write_text("".join(line for line in lines if "sha256: " not in line))
    return before


@pytest.fixture
def withheld(dossier: Path) -> Path:
    """The blank dossier with its text withheld, mended from a copy that is then taken away."""
    bare(dossier)
    text = (dossier / PAGE).read_text()
    (dossier / PAGE).write_text(text.replace("text: included ", "text: withheld "))
    (dossier / "attached").mkdir()
    (dossier / TEXT).rename(dossier / KEPT)
    mend(dossier)
    (dossier / KEPT).rename(dossier.parent / "copy.txt")
    return dossier


def test_missing_fingerprints_are_written_and_nothing_else(dossier):
    before = bare(dossier)
    (edited,) = mend(dossier)
    assert edited.file == PAGE
    assert (dossier / PAGE).read_text() == before
    assert mend(dossier) == ()


def test_one_missing_fingerprint_is_written_beside_the_other(dossier):
    before = (dossier / PAGE).read_text()
    lines = before.splitlines(keepends=True)
    (dossier / PAGE).write_text("".join(line for line in lines if not line.startswith("text_sha256: ")))
    mend(dossier)
    assert sorted((dossier / PAGE).read_text().splitlines()) == sorted(before.splitlines())


def test_an_empty_key_is_filled(dossier):
    before = (dossier / PAGE).read_text()
    head = next(line for line in before.splitlines() if line.startswith("sha256: "))
    (dossier / PAGE).write_text(before.replace(head, "sha256:"))
    mend(dossier)
    assert (dossier / PAGE).read_text() == before


def test_what_is_written_already_stays(dossier):
    (dossier / TEXT).write_text("Another text.")
    assert mend(dossier) == ()
    assert "not the one the fingerprint was taken of" in faults(dossier)[0].what


def test_spans_of_a_withheld_text_are_written(withheld):
    assert faults(withheld) == []
    claims = open_dossier(withheld).claims
    assert all(c.passage.span for c in claims.values())
    assert next(iter(claims)) == "council-wants-quiet"
    text = (withheld / PAGE).read_text()
    assert "passage: {words: raids on the bridge to end, span: [" in text
    assert "passage: {words: 'sign once the guards … left', span: [" in text
    assert "# a few words that stand exactly once in the text" in text


def test_spans_of_an_included_text_are_written_when_asked(dossier):
    mend(dossier, every_span=True)
    assert faults(dossier) == []
    assert all(c.passage.span for c in open_dossier(dossier).claims.values())


def test_all_ways_of_writing_a_passage_get_their_span(dossier, change):
    change(PAGE, "passage: kept last year's truce", "passage:\n      words: kept last year's truce\n")
    change(PAGE, "passage: broke it within a week", "passage: {words: broke it within a week}")
    change(PAGE, "passage: between 200 and 300 of us", "passage: >\n      between 200 and\n      300 of us")
    mend(dossier, every_span=True)
    assert faults(dossier) == []
    assert all(c.passage.span for c in open_dossier(dossier).claims.values())


def test_fingerprints_are_told(dossier):
    (told,) = fingerprint(dossier)
    document = open_dossier(dossier).document("herald-report")
    assert (told.document, told.sha256, told.text_sha256) == (
        "herald-report",
        document.sha256,
        document.text_sha256,
    )
    assert told.spans["truce-broken"] == (261, 283)


def test_a_withheld_document_still_loads(withheld):
    d = open_dossier(withheld)
    assert d.document("herald-report").text is None
    assert {d.quote(c) for c in d.claims.values()} == {None}
    assert traps(withheld) == []


def test_the_very_copy_is_attached_and_quotes_appear(withheld, tmp_path):
    before = open_dossier(withheld)
    attached = attach(withheld, "herald-report", tmp_path / "copy.txt")
    assert attached.likeness == "the very file"
    assert attached.passages == 5
    assert str(attached).startswith(
        "Attached 'herald-report': the very file. 5 passages now show the words quoted."
    )
    assert (withheld / KEPT).read_bytes() == (tmp_path / "copy.txt").read_bytes()
    after = open_dossier(withheld)
    assert after.quote(after.claims["truce-broken"]) == "broke it within a week"
    assert after.quote(after.claims["front-wants-bridge"]) == "sign once the guards on the bridge have left"
    # A copy on this machine does not make it another dossier.
    assert after.fingerprint == before.fingerprint
    assert KEPT not in after.files


def test_a_copy_with_other_white_space_and_quotes_is_attached(withheld, tmp_path):
    text = (tmp_path / "copy.txt").read_text()
    (tmp_path / "mine.txt").write_bytes(
        text.replace('"', "\u201c").replace("'", "\u00b4").replace("\n", "\r\n ").encode()
    )
    attached = attach(withheld, "herald-report", tmp_path / "mine.txt")
    assert attached.likeness == "same words, other white space, quotes or line ends"
    d = open_dossier(withheld)
    assert d.quote(d.claims["truce-kept"]) == "kept last year's truce"


def test_another_text_is_refused_with_both_fingerprints(withheld, tmp_path):
    text = (tmp_path / "copy.txt").read_text()
    (tmp_path / "mine.txt").write_text(text.replace("200", "900"))
    with pytest.raises(Faults) as refused:
        attach(withheld, "herald-report", tmp_path / "mine.txt")
    said = str(refused.value)
    document = open_dossier(withheld).document("herald-report")
    from palabre.sources import fold

    assert document.text_sha256 in said
    assert fold(text.replace("200", "900")).sha256 in said
    assert "ask the desk" in said
    assert not (withheld / KEPT).exists()


def test_a_wrong_copy_put_there_by_hand_is_said_and_can_be_replaced(withheld, tmp_path):
    (withheld / KEPT).write_text("Something else.")
    (found,) = faults(withheld)
    assert f"remove {KEPT}, and attach the right copy" in found.remedy
    attach(withheld, "herald-report", tmp_path / "copy.txt")
    assert faults(withheld) == []


@pytest.mark.parametrize(
    ("document", "what", "remedy"),
    [("herald", "the dossier has no document 'herald'", "did you mean 'herald-report'?")],
)
def test_an_unknown_document_is_refused(withheld, tmp_path, document, what, remedy):
    with pytest.raises(Faults) as refused:
        attach(withheld, document, tmp_path / "copy.txt")
    assert (refused.value.problems[0].what, refused.value.problems[0].remedy) == (what, remedy)


def test_a_text_that_travels_is_not_attached(dossier):
    with pytest.raises(Faults, match="travels with the dossier already"):
        attach(dossier, "herald-report", dossier / TEXT)


def test_copies_that_cannot_be_read_are_refused(withheld, tmp_path):
    with pytest.raises(Faults, match="there is no such file"):
        attach(withheld, "herald-report", tmp_path / "none.txt")
    (tmp_path / "latin.txt").write_bytes(b"caf\xe9")
    with pytest.raises(Faults, match=r"byte 4 \(0xe9\) is not UTF-8"):
        attach(withheld, "herald-report", tmp_path / "latin.txt")
    with (tmp_path / "huge.txt").open("wb") as out:
        out.truncate(80_000_000)
    with pytest.raises(Faults, match="the file has 80 MB"):
        attach(withheld, "herald-report", tmp_path / "huge.txt")


def test_a_dossier_with_faults_is_not_attached_to(withheld, tmp_path):
    (withheld / "questions.yaml").write_text("")
    with pytest.raises(Faults, match="the file is empty"):
        attach(withheld, "herald-report", tmp_path / "copy.txt")
