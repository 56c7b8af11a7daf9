"""Claim: what is said, by whom, about whom, as of when, at which passage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from palabre.sources import Passage
from palabre.terms import Amount, Day

Kind = Literal[
    "talks",
    "position",
    "actor",
    "alliance",
    "force",
    "control",
    "history",
    "abuse",
    "media",
    "agreement",
    "interest",
    "recognition",
    "event",
    "denial",
]
Standing = Literal["own words", "other side", "interested party", "third party", "reporter", "assumption"]


@dataclass(frozen=True)
class Claim:
    """Something said, kept with its speaker and its place in the source.

    Said (`speaker`), reported (`reported_by`) and believed (which answer the desk works with) stay three
    different things.

    Parameters
    ----------
    id : str
        Unique in the dossier.
    says : str
        The claim in the analyst's words, one sentence.
    speaker, reported_by : str
        Actor ids: who says it, and which outlet or body carries it.
    about : tuple of str
        Actor ids the claim is about.
    kind : str
        One of the kinds above; an ``abuse`` is always shown as an allegation.
    document : str
        Id of the document.
    passage : Passage
        Where in the document.
    as_of : Day or None
        Observed on; apart from `began` and `ended`.
    amount : Amount or None
    place : str
        Place id, or empty.
    alleged : bool
        Shown as an allegation with its speaker. True for every ``abuse``.
    """

    id: str
    says: str
    speaker: str
    reported_by: str
    about: tuple[str, ...]
    kind: Kind
    document: str
    passage: Passage
    as_of: Day | None = None
    began: Day | None = None
    ended: Day | None = None
    amount: Amount | None = None
    place: str = ""
    alleged: bool = False
    note: str = ""
