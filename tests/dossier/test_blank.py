"""The blank dossier: it passes, it runs, and it explains every field."""

from __future__ import annotations

import pytest

import palabre
from palabre.dossier import check, new, schema
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
