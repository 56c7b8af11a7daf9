"""The interview on which the Mali dossier rests: its text is its publisher's and lies beside it or not.

Where it lies there, every claim of the dossier must be drafted by its speaker; where it does not, the run
says so aloud, among its warnings and among its skipped tests.
"""

from __future__ import annotations

import warnings
from hashlib import sha256
from pathlib import Path

import pytest

import palabre
from palabre.dossier import Dossier
from palabre.reading import Attribution
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


@pytest.fixture(scope="module")
def folded(dossier: Dossier) -> Folded:
    wanted = next(document.sha256 for document in dossier.documents if document.id == INTERVIEW)
    for home in (PROJECT, *PROJECT.parents):
        for path in sorted((home / "shared" / "sources").glob("*.txt")):
            if sha256(path.read_bytes()).hexdigest() == wanted:
                return fold(path.read_bytes().decode("utf-8-sig"))
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
