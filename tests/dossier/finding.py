"""Finding lines in files, and faults and traps in dossiers."""

from __future__ import annotations

from pathlib import Path

from palabre.dossier import check
from palabre.terms import Problem


def line_of(path: Path, text: str) -> int:
    """The line of a file on which a text stands first."""
    return next(k for k, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if text in line)


def faults(path: Path) -> list[Problem]:
    return [p for p in check(path) if p.kind == "fault"]


def traps(path: Path) -> list[Problem]:
    return [p for p in check(path) if p.kind == "trap"]
