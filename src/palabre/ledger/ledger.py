"""Ledger: all claims of a dossier, looked up by speaker, subject, day and question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from palabre.ledger.actor import Actor
from palabre.ledger.claim import Claim, Kind, Standing
from palabre.ledger.question import Question
from palabre.ledger.standing import belongs_to, standing_of
from palabre.terms import Day


@dataclass(frozen=True)
class Ledger:
    """Claims with the actors that make them.

    Parameters
    ----------
    claims : tuple of Claim
        In text order, document by document.
    actors : mapping of id to Actor
    sides : mapping of side to actor ids
    desk : str
        Who owns the assumptions.
    """

    claims: tuple[Claim, ...]
    actors: Mapping[str, Actor]
    sides: Mapping[str, tuple[str, ...]]
    desk: str = ""

    def by_speaker(self, actor: str, *, members: bool = True) -> tuple[Claim, ...]:
        """Return what an actor says, with its members and spokespersons unless `members` is False."""
        if not members:
            return tuple(c for c in self.claims if c.speaker == actor)
        return tuple(c for c in self.claims if actor in belongs_to(c.speaker, self.actors))

    def by_subject(self, actor: str) -> tuple[Claim, ...]:
        """Return what is said about an actor."""
        return tuple(c for c in self.claims if actor in c.about)

    def by_kind(self, kind: Kind) -> tuple[Claim, ...]:
        """Return the claims of one kind."""
        return tuple(c for c in self.claims if c.kind == kind)

    def on(self, day: Day) -> tuple[Claim, ...]:
        """Return the claims whose as-of date can mean this day."""
        return tuple(c for c in self.claims if c.as_of and c.as_of.overlaps(day))

    def answers(self, question: Question) -> Mapping[str, tuple[Claim, ...]]:
        """Return, answer by answer, the claims it rests on."""
        by_id = {c.id: c for c in self.claims}
        return {a.id: tuple(by_id[c] for c in a.rests_on if c in by_id) for a in question.answers}

    def speakers(self, question: Question) -> Mapping[str, tuple[str, ...]]:
        """Return, answer by answer, who says so, each speaker once."""
        found = self.answers(question)
        return {answer: tuple(dict.fromkeys(c.speaker for c in claims)) for answer, claims in found.items()}

    def standing(self, claim: Claim) -> Standing:
        """Return how close the claim's speaker is to what is said."""
        return standing_of(claim, self.actors, self.sides, self.desk)
