"""The interview on which the Mali dossier rests: its text is its publisher's and lies beside it or not.

Where it lies there, every claim of the dossier must be drafted by its speaker; where it does not, the run
says so aloud, among its warnings and among its skipped tests.
"""

from __future__ import annotations

import shutil
import warnings
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

import palabre
from palabre.dossier import Dossier
from palabre.dossier.drafting import read as read_into
from palabre.reading import Attribution, load_drafts
from palabre.reading.parsing import with_breaks
from palabre.reading.speakers import attributions
from palabre.reading.turns import turns
from palabre.sources import Folded, Found, find, fold

PROJECT = Path(__file__).resolve().parents[2]
INTERVIEW = "ips-assarid-2014-07-23"
OUTLET = "ips"
# Where a person sees the six questions begin: characters of the folded text, none of its words.
QUESTIONS = (911, 1991, 3137, 4076, 4796, 5703)


class InterviewNotHere(UserWarning):
    """The interview's text is not on this machine, so nothing was measured on it."""


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return palabre.open(PROJECT / "examples" / "mali-2014")


@pytest.fixture(scope="module")
def names(dossier: Dossier) -> dict[str, str]:
    return {name: actor.id for actor in dossier.actors.values() for name in (actor.name, *actor.aliases)}


def original(dossier: Dossier) -> Path | None:
    """The very file, where it lies beside the project."""
    wanted = next(document.sha256 for document in dossier.documents if document.id == INTERVIEW)
    for home in (PROJECT, *PROJECT.parents):
        for path in sorted((home / "shared" / "sources").glob("*.txt")):
            if sha256(path.read_bytes()).hexdigest() == wanted:
                return path
    return None


@pytest.fixture(scope="module")
def folded(dossier: Dossier) -> Folded:
    found = original(dossier)
    if found is not None:
        return fold(found.read_bytes().decode("utf-8-sig"))
    said = f"NOT MEASURED: no shared/sources beside or above {PROJECT} holds {INTERVIEW}"
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(said, InterviewNotHere, stacklevel=1)
    pytest.skip(said)


@pytest.fixture(scope="module")
def read(folded: Folded, names: dict[str, str]) -> tuple[Attribution, ...]:
    return attributions(with_breaks(folded), names)


def test_every_claim_is_drafted_by_its_speaker(
    dossier: Dossier, folded: Folded, read: tuple[Attribution, ...]
) -> None:
    claims = [claim for claim in dossier.claims.values() if claim.document == INTERVIEW]
    missed = []
    for claim in claims:
        place = find(folded, claim.passage)
        assert isinstance(place, Found)
        start, end = place.span
        over = [a for a in read if any(s.start < end and start < s.end for s in a.content)]
        if not any((OUTLET if a.how == "outlet" else a.speaker) == claim.speaker for a in over):
            missed.append(claim.id)
    print(
        f"{len(claims) - len(missed)} of {len(claims)} claims have a draft by their speaker; missed: {missed}"
    )
    assert len(claims) > 40
    assert len(missed) <= 0.05 * len(claims)


def test_most_of_what_is_found_is_a_claim(
    dossier: Dossier, folded: Folded, read: tuple[Attribution, ...]
) -> None:
    places = [
        place.span
        for claim in dossier.claims.values()
        if claim.document == INTERVIEW and isinstance(place := find(folded, claim.passage), Found)
    ]
    meets = [
        a for a in read if any(s.start < end and start < s.end for s in a.content for start, end in places)
    ]
    print(f"{len(meets)} of {len(read)} attributions meet a claim of the dossier")
    assert len(meets) >= 0.6 * len(read)


def test_drafts_of_the_interview_are_claims_of_the_dossier(
    dossier: Dossier, folded: Folded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What `palabre read` proposes: most claims are drafted for their speaker, and most drafts are claims."""
    monkeypatch.delenv("PALABRE_READER", raising=False)
    copy = tmp_path / "mali"
    shutil.copytree(dossier.path, copy, ignore=shutil.ignore_patterns("attached"))
    text = tmp_path / f"{INTERVIEW}.txt"
    source = original(dossier)
    assert source is not None
    text.write_bytes(source.read_bytes())
    assert not read_into(copy, text).failed
    kept = load_drafts(copy / "attached" / f"{INTERVIEW}.drafts.jsonl", INTERVIEW)
    assert kept is not None and kept.reader == "grammar en"
    drafts = [entry.draft for entry in kept.entries]
    claims = []
    for claim in dossier.claims.values():
        place = find(folded, claim.passage) if claim.document == INTERVIEW else None
        if isinstance(place, Found):
            claims.append((claim.speaker, place.span))
    meets = np.array(
        [
            [d.speaker == who and d.passage.start < end and start < d.passage.end for d in drafts]
            for who, (start, end) in claims
        ]
    )
    drafted, worth = meets.any(axis=1), meets.any(axis=0)
    print(
        f"{drafted.sum()} of {len(claims)} claims drafted; {worth.sum()} of {len(drafts)} drafts are claims"
    )
    assert len(claims) > 40
    assert drafted.mean() >= 0.8
    assert worth.mean() >= 0.6


def test_the_questions_are_found_where_they_begin(folded: Folded) -> None:
    found = turns(with_breaks(folded))
    starts = [turn.question.start for turn in found if turn.question is not None]
    assert len(starts) == len(QUESTIONS)
    assert all(abs(a - b) <= 1 for a, b in zip(starts, QUESTIONS, strict=True)), starts


def test_who_answers_is_the_one_interviewed(read: tuple[Attribution, ...]) -> None:
    answers = [a for a in read if a.how == "turn"]
    assert {a.speaker for a in answers} == {"assarid"}
    assert all(a.question is not None for a in answers)
    assert len([a for a in answers if a.denial]) == 1
