"""Taught: what the decisions about drafts teach about kinds, gathered and kept where anybody can read it."""

from __future__ import annotations

import json
from pathlib import Path

from palabre.reading.learning import Learned, learn
from palabre.terms import write_whole

# What is withheld does not travel, and the words of withheld texts are among the counts.
FILE = "attached/kinds.json"


def taught(root: Path) -> Learned:
    """Return what the decisions in a dossier's drafts files teach, and write it to ``attached/kinds.json``.

    The file is only for people to look at: it is made anew from the decisions each time, so whoever takes a
    decision back takes back what it taught.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as empty:
    ...     taught(Path(empty)).claims
    {}
    """
    accepted: list[tuple[str, str]] = []
    rejected: list[str] = []
    for file in sorted(root.glob("*/*.drafts.jsonl")):
        for line in file.read_text(encoding="utf-8").split("\n"):
            if '"decision"' not in line:
                continue
            try:
                found = json.loads(line)
                words, what = str(found["quote"]), found["decision"]
                became = found.get("became") or {}
            except (ValueError, KeyError, TypeError):  # said with its line where drafts are reviewed
                continue
            if what == "rejected":
                rejected.append(words)
            elif kind := became.get("kind") or found.get("kind"):
                accepted.append((words, str(kind)))
    learned = learn(accepted, rejected)
    path = root / FILE
    if (accepted or rejected) and (not path.exists() or path.read_text("utf-8") != learned.written()):
        path.parent.mkdir(exist_ok=True)
        write_whole(path, learned.written())
    return learned
