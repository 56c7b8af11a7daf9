"""Grounds: whose claims an answer or a line rests on, with their standing, and what of them is alleged."""

from __future__ import annotations

from collections.abc import Iterable

from palabre.charts.naming import short_name
from palabre.dossier import Dossier
from palabre.ledger import Claim
from palabre.report.book import Book
from palabre.report.words import quotable, upper
from palabre.stability.words import listed, mid
from palabre.versions import Choice

STANDINGS = (
    ("own words", "about its own side"),
    ("other side", "about the side it stands against"),
    ("interested party", "it stands on a side and speaks of its allies or of outsiders"),
    ("third party", "it stands on no side"),
    ("reporter", "an outlet in its own voice"),
)


def is_allegation(claim: Claim) -> bool:
    """Whether a claim is to be shown as an allegation."""
    return claim.alleged or claim.kind == "abuse"


def _reported(dossier: Dossier, claim: Claim) -> bool:
    """Whether an outlet passes an allegation on, without saying whose it is."""
    return is_allegation(claim) and dossier.standing(claim) == "reporter"


def sayer(dossier: Dossier, claim: Claim) -> str:
    """Return who says a claim, with a verb: an allegation, or a denial, is marked as one."""
    speaker = upper(short_name(claim.speaker, dossier.actors))
    if not is_allegation(claim):
        # What is denied must not read as if it were admitted.
        return f"{speaker} denies a claim:" if claim.kind == "denial" else f"{speaker}:"
    return f"{speaker} {'reports an allegation' if _reported(dossier, claim) else 'alleges'}:"


def _speakers(dossier: Dossier, claims: Iterable[Claim]) -> list[str]:
    """Return who says some claims, each once, with the standing of their words."""
    seen: dict[str, list[str]] = {}
    for claim in claims:
        standings = seen.setdefault(mid(short_name(claim.speaker, dossier.actors)), [])
        standing = dossier.standing(claim)
        if standing not in standings:
            standings.append(standing)
    return [f"{speaker} ({', '.join(standings)})" for speaker, standings in seen.items()]


def rests_words(dossier: Dossier, cited: Iterable[str]) -> str:
    """Return what an answer or a line rests on: "rests on claims by …", with what is alleged kept apart."""
    claims = [dossier.claims[c] for c in cited]
    plain = [c for c in claims if not is_allegation(c)]
    alleged = [c for c in claims if is_allegation(c) and not _reported(dossier, c)]
    reported = [c for c in claims if _reported(dossier, c)]
    told = []
    if plain and not reported and _speakers(dossier, plain) == _speakers(dossier, alleged):
        who = listed(_speakers(dossier, plain))
        some = "one" if len(alleged) == 1 else f"{len(alleged)}"
        return f"rests on claims by {who}, {some} of them alleged"
    if plain:
        some = "a claim" if len(plain) == 1 else "claims"
        told.append(f"on {some} by {listed(_speakers(dossier, plain))}")
    if alleged:
        told.append(f"on what is alleged by {listed(_speakers(dossier, alleged))}")
    if reported:
        told.append(f"on an allegation reported by {listed(_speakers(dossier, reported))}")
    return f"rests {listed(told)}" if told else "rests on no claim"


def alleged_words(dossier: Dossier, cited: Iterable[str]) -> str:
    """Return by whom claims are alleged ("partly alleged by …"); empty where none is an allegation."""
    claims = [dossier.claims[c] for c in cited]
    alleged = [c for c in claims if is_allegation(c)]
    if not alleged:
        return ""
    told = []
    for reported, how in ((False, "alleged by"), (True, "an allegation reported by")):
        who = [
            mid(short_name(c.speaker, dossier.actors)) for c in alleged if _reported(dossier, c) == reported
        ]
        if who:
            told.append(f"{how} {listed(list(dict.fromkeys(who)))}")
    return f"{'partly ' if len(alleged) < len(claims) else ''}{listed(told)}"


def said_words(book: Book, choice: Choice, value: int) -> str:
    """Return one value of a choice of answers, as `answer_words` does."""
    return answer_words(book.dossier, choice.id, choice.values[value])


def answer_words(dossier: Dossier, question: str, answer: str) -> str:
    """Return an answer in quotation marks, as its question gives it; an allegation keeps its mark."""
    found = dossier.questions[question].answer(answer)
    named = f"‘{quotable(found.says or answer.replace('-', ' '))}’"
    alleged = alleged_words(dossier, found.rests_on)
    return f"{named} ({alleged})" if alleged else named
