"""The blank dossier: it passes, it runs, and it explains every field."""

from __future__ import annotations

import pytest

import palabre
from palabre.dossier import Review, Wishes, check, new, read, schema
from palabre.terms import Faults


def test_the_blank_dossier_passes_and_runs(dossier):
    assert check(dossier) == ()
    opened = palabre.open(dossier)
    analysis = palabre.analyse(opened.model())
    assert len(analysis.as_json()["states"]) == 6
    assert (dossier / ".gitignore").read_text().endswith("attached/\n")


def test_every_key_is_explained(dossier):
    """Each key of the format stands in the blank files, at work or in a comment."""
    texts = {
        "dossier": (dossier / "dossier.yaml").read_text(),
        "document": (dossier / "documents/herald-report.yaml").read_text(),
        "questions": (dossier / "questions.yaml").read_text(),
        "model": (dossier / "models/bridge.yaml").read_text(),
    }
    by_hand = {"ranking", "states", "moves"}
    for kind, text in texts.items():
        missing = [key for key in _keys(schema()[kind]) if f"{key}:" not in text and key not in by_hand]
        assert missing == [], kind


def _keys(part):
    if isinstance(part, dict):
        for key, value in part.items():
            if key == "properties":
                yield from value
            yield from _keys(value)
    elif isinstance(part, list):
        for value in part:
            yield from _keys(value)


def test_an_empty_dossier_has_nothing_of_the_example(tmp_path):
    home = new(tmp_path / "mine", empty=True)
    assert sorted(p.name for p in home.iterdir()) == [".gitignore", "documents", "dossier.yaml", "models"]
    assert [p.kind for p in check(home)] == ["trap"]
    opened = palabre.open(home)
    assert (opened.actors, opened.documents, dict(opened.claims)) == ({}, (), {})
    with pytest.raises(Faults, match="something is here already"):
        new(home, empty=True)


def test_an_empty_dossier_takes_documents_actors_and_places(tmp_path, monkeypatch):
    monkeypatch.setenv("PALABRE_READER", "plain")
    home = new(tmp_path / "mine", empty=True)
    (tmp_path / "note-2020-01-02.txt").write_text("The hill front has 300 members.")
    assert read(home, tmp_path / "note-2020-01-02.txt", Wishes(publisher="The Valley Herald")).failed == []
    session = Review(home)
    card, draft = next(session.waiting())
    front, place = session.new_actor("The hill front", "armed group"), session.new_place("The bridge")
    claim = {**session.claim_of(card, draft), "about": [front], "place": place}
    session.accept(card, draft, claim)
    assert [p.what for p in check(home) if p.kind == "fault"] == []


def test_an_empty_folder_is_filled(tmp_path):
    assert new(tmp_path) == tmp_path
    assert check(tmp_path) == ()


def test_a_folder_that_holds_anything_is_refused(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(Faults, match="something is here already"):
        new(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_in_the_way_is_refused(tmp_path):
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(Faults, match="a file of this name is here already"):
        new(tmp_path / "mine")
    with pytest.raises(Faults, match="a folder stands where a file should"):
        new(tmp_path / "mine" / "deeper")


def test_a_folder_without_rights_is_refused(tmp_path, monkeypatch):
    """Simulated, for the tests may run as root, who may write everything."""
    from pathlib import Path

    def refuse(self, *_args, **_kwargs):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(Faults, match="no right to read or write"):
        new(tmp_path / "here")
