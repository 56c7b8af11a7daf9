"""Figures: the claims of a dossier that hold a figure, and its questions, without opening its texts."""

from __future__ import annotations

from pathlib import Path

from palabre.dossier.asking import FILE, questions_of
from palabre.dossier.edit import read
from palabre.dossier.files import yaml_names
from palabre.dossier.known import Known, written_claims
from palabre.dossier.log import Log
from palabre.dossier.shaping import shape
from palabre.ledger import Claim, Question
from palabre.sources import Passage
from palabre.terms import Amount


def claim_ids(root: Path) -> set[str]:
    """Return the ids of all claims, as they are written."""
    found: set[str] = set()
    for name in yaml_names(root, "documents", Log()):
        text = (root / name).read_bytes().decode("utf-8", "replace")
        if "claims" in text:
            found |= written_claims(None, text) or set()
    return found


def figures(root: Path) -> tuple[Claim, ...]:
    """Return every claim with an amount, its publisher standing for a reporter that is not named."""
    from palabre.dossier.shapes import DocumentFile

    found = []
    for name in yaml_names(root, "documents", Log()):
        if b"amount" not in (root / name).read_bytes():
            continue
        _, tree = read(root, name)
        shaped = shape(DocumentFile, tree, name, Log())
        for one in shaped.claims if shaped else ():
            if one.amount is None:
                continue
            a = one.amount
            found.append(
                Claim(
                    id=one.id,
                    says=one.says,
                    speaker=one.speaker,
                    reported_by=one.reported_by or (shaped.publisher if shaped else ""),
                    about=tuple(one.about),
                    kind=one.kind,
                    document=Path(name).stem,
                    passage=Passage(one.passage.words),
                    as_of=one.as_of,
                    amount=Amount(a.low, a.best, a.high, a.unit or "", a.hedge or ""),
                    place=one.place or "",
                )
            )
    return tuple(found)


def questions(root: Path) -> dict[str, Question]:
    """Return the questions that are asked already."""
    if not (root / FILE).exists():
        return {}
    _, tree = read(root, FILE)
    return questions_of(tree, Known(claims=None), Log())
