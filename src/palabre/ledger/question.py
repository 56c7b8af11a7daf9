"""Question: something the claims answer differently."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """One rival answer, resting on claims."""

    id: str
    says: str
    rests_on: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """Something the claims answer differently.

    Parameters
    ----------
    id, asks : str
    answers : tuple of Answer
        At least two rival answers.
    working : str
        Id of the answer the desk works with for now; every answer still runs in the versions.
    settled : str
        Id of the one answer that runs in every version, or empty while the question is disputed.
    """

    id: str
    asks: str
    answers: tuple[Answer, ...]
    working: str
    settled: str = ""

    @property
    def disputed(self) -> bool:
        """Whether more than one answer runs."""
        return not self.settled

    def answer(self, answer: str) -> Answer:
        """Return the answer with this id."""
        return next(a for a in self.answers if a.id == answer)
