"""Accepting: a claim goes to its place in its document's file, and nothing else there changes."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import pytest

from palabre.dossier import check
from palabre.dossier import open as open_dossier
from palabre.dossier.accepting import accept
from palabre.sources import fold
from palabre.terms import Faults

FILE = "documents/herald-report.yaml"


def claim(passage: str, **more: object) -> dict[str, object]:
    made = {
        "id": "new-one",
        "says": "It's so: yes.",
        "speaker": "amina",
        "about": ["front"],
        "kind": "force",
        "passage": passage,
    }
    return {**made, **more}


def put(dossier: Path, one: dict[str, object], file: str = "herald-report"):
    text = fold((dossier / f"documents/{file}.txt").read_text(encoding="utf-8"))
    return accept(dossier, file, one, text)


def changed_lines(old: str, new: str) -> list[str]:
    diff = unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=0)
    return [line for line in diff if line[:1] in "+-" and line[:3] not in ("+++", "---")]


@pytest.mark.parametrize(
    ("passage", "before"),
    [
        ("Guards stay at", None),
        ("Amina, who speaks", "front-strength"),
        ("under arms", "front-strength"),
        ("on the bridge have left", "front-wants-bridge"),
    ],
)
def test_a_claim_goes_to_its_place_and_adds_lines_only(dossier: Path, passage: str, before: str | None):
    old = (dossier / FILE).read_text()
    put(dossier, claim(passage, amount={"best": 250, "unit": "members"}, as_of="2026-01"))
    new = (dossier / FILE).read_text()
    lines = changed_lines(old, new)
    assert all(line.startswith("+") for line in lines)
    assert len(lines) == 8
    assert not [p for p in check(dossier) if p.kind == "fault"]
    written = open_dossier(dossier).claims["new-one"]
    assert str(written.amount) == "250 members"
    assert written.says == "It's so: yes."


def test_comments_stay_with_the_claim_they_are_written_under(dossier: Path):
    put(dossier, claim("The river council said"))
    put(dossier, claim("on the bridge have left", id="new-two"))
    text = (dossier / FILE).read_text()
    for comment, owner in (
        ("# reported_by: herald", "council-wants-quiet"),
        ("# alleged: yes", "truce-broken"),
    ):
        above = text[: text.index(comment)]
        assert above.rindex(f"id: {owner}") == above.rindex("id: ")


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "claims", [None, "claims:", "claims: []", "claims:   # none yet", "claims: [] # none"]
)
@pytest.mark.parametrize("last", [True, False])
def test_the_first_claim_of_a_document(dossier: Path, ending: str, claims: str | None, last: bool):
    (dossier / "documents/b.txt").write_text("The front has 200 members.")
    lines = ["title: B", "publisher: herald", "published: 2026-01-02"]
    text = ending.join([*lines, *([claims] if claims else [])]) + (ending if last else "")
    (dossier / "documents/b.yaml").write_bytes(text.encode())
    put(dossier, claim("200 members"), "b")
    assert open_dossier(dossier).claims["new-one"].document == "b"
    new = (dossier / "documents/b.yaml").read_bytes().decode()
    assert new.startswith(ending.join(lines) + ending)
    assert new.count("\n") == new.count(ending)
    if claims and "#" in claims:
        assert claims[claims.index("#") :] in new


def test_taken_back_the_file_is_byte_for_byte_what_it_was(dossier: Path):
    old = (dossier / FILE).read_bytes()
    made = put(dossier, claim("under arms"))
    assert (dossier / FILE).read_bytes() != old
    made.take_back(dossier)
    assert (dossier / FILE).read_bytes() == old


def test_nothing_is_taken_back_over_somebody_elses_change(dossier: Path):
    made = put(dossier, claim("under arms"))
    with (dossier / FILE).open("a") as file:
        file.write("# mine\n")
    with pytest.raises(Faults, match="has changed"):
        made.take_back(dossier)
    assert "# mine" in (dossier / FILE).read_text()


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"kind": "gossip"}, "'gossip' cannot stand for 'kind'"),
        ({"amount": {"unit": "men"}}, "no number"),
        ({"as_of": "someday"}, "cannot be read as a date"),
        ({"amount": {"best": "many"}}, "not a number"),
    ],
)
def test_a_claim_that_would_be_a_fault_is_refused_and_nothing_is_written(dossier: Path, more, says):
    old = (dossier / FILE).read_bytes()
    with pytest.raises(Faults, match=says):
        put(dossier, claim("under arms", **more))
    assert (dossier / FILE).read_bytes() == old


def test_claims_in_brackets_are_left_alone(dossier: Path):
    (dossier / "documents/b.txt").write_text("The front has 200 members.")
    one = "{id: x, says: X, speaker: amina, about: [front], kind: force, passage: The front}"
    head = "title: B\npublisher: herald\npublished: 2026-01-02\n"
    (dossier / "documents/b.yaml").write_text(f"{head}claims: [{one}]\n")
    with pytest.raises(Faults, match="in brackets"):
        put(dossier, claim("200 members"), "b")
