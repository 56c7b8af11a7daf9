"""A briefing without a model: the claims with their passages, and the questions, and nothing of versions."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import palabre
from palabre.dossier import open as open_dossier


def test_a_dossier_without_a_model_gets_a_briefing_of_its_claims(dossier: Path) -> None:
    shutil.rmtree(dossier / "models")
    opened = open_dossier(dossier)
    built = palabre.report(opened)
    assert built.headline[0].startswith(f"{len(opened.claims)} claims from 1 document")
    for claim in opened.claims.values():
        assert claim.says.split("'")[0] in built.html
    assert "Did the council keep last year" in built.html
    assert "no model yet" in built.html
    assert "equilibri" not in built.html
    anchors = set(re.findall(r'id="([^"]+)"', built.html))
    assert set(re.findall(r'href="#([^"]+)"', built.html)) <= anchors
    assert palabre.report(opened).html == built.html


def test_at_the_command_line_it_says_what_is_missing(dossier: Path, tmp_path: Path, call) -> None:
    shutil.rmtree(dossier / "models")
    code, out, err = call("report", dossier, "--output", tmp_path / "r.html")
    assert (code, err) == (0, "")
    assert "The dossier has no model yet: the briefing holds its claims and questions alone." in out
    assert call("report", dossier, "--model", "x", "--output", tmp_path / "r.html")[0] == 1
    assert call("new", tmp_path / "mine", "--empty")[0] == 0
    assert call("report", tmp_path / "mine", "--output", tmp_path / "e.html")[0] == 0


def test_one_claim_is_one(dossier: Path) -> None:
    shutil.rmtree(dossier / "models")
    (dossier / "questions.yaml").unlink()
    path = dossier / "documents" / "herald-report.yaml"
    head, first, *_ = path.read_text().split("\n  - id: ")
    path.write_text(f"{head}\n  - id: {first}\n")
    assert "; 1 of them is what " in palabre.report(open_dossier(dossier)).headline[0]
