"""Dossier: one conflict with its documents, claims, questions and models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from palabre.ledger import Actor, Claim, Ledger, Place, Question, Standing
from palabre.sources import Document, Found, find
from palabre.terms import Day, Problem

if TYPE_CHECKING:
    from palabre.conflict import Conflict


@dataclass(frozen=True)
class Dossier:
    """A dossier as it was read; nothing in it can be changed.

    Parameters
    ----------
    path : pathlib.Path
    title, question : str
    freeze : Day
        Nothing later than this day counts.
    desk : str
        Who owns the assumptions.
    actors, sides, places : mapping
    documents : tuple of Document
    claims : mapping of id to Claim
        In the order of the text, document by document.
    questions : mapping of id to Question
    models : mapping of id to Conflict
    lines : mapping of (model or "", what) to (file, line)
        Where things stand; see `where`.
    files : mapping of file name to SHA-256
        Every file that was read, attached copies apart.
    fingerprint : str
        SHA-256 over `files`: the same for everybody who holds the same dossier.
    traps : tuple of Problem
        What `check` points out.
    """

    path: Path
    title: str
    question: str
    freeze: Day
    desk: str
    actors: Mapping[str, Actor]
    sides: Mapping[str, tuple[str, ...]]
    places: Mapping[str, Place]
    documents: tuple[Document, ...]
    claims: Mapping[str, Claim]
    questions: Mapping[str, Question]
    models: Mapping[str, Conflict]
    lines: Mapping[tuple[str, str], tuple[str, int]] = field(repr=False)
    files: Mapping[str, str] = field(repr=False)
    fingerprint: str
    traps: tuple[Problem, ...] = ()

    def __post_init__(self) -> None:
        # A frozen dataclass still hands out its dictionaries; these cannot be changed either.
        for name in ("actors", "sides", "places", "claims", "questions", "models", "lines", "files"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    @cached_property
    def ledger(self) -> Ledger:
        """The claims with their look-ups."""
        return Ledger(tuple(self.claims.values()), self.actors, self.sides, self.desk)

    def model(self, name: str | None = None) -> Conflict:
        """Return the model with this name; without a name, the only one.

        Raises
        ------
        LookupError
            When there is no such model, or more than one to choose from.
        """
        if name is None and len(self.models) == 1:
            return next(iter(self.models.values()))
        known = ", ".join(self.models) or "none"
        if name is None:
            raise LookupError(f"name one of the dossier's models: {known}")
        if name not in self.models:
            raise LookupError(f"the dossier has no model '{name}'; it has: {known}")
        return self.models[name]

    def document(self, one: str) -> Document:
        """Return the document with this id."""
        return next(d for d in self.documents if d.id == one)

    def standing(self, claim: Claim) -> Standing:
        """Return how close the claim's speaker is to what is said."""
        return self.ledger.standing(claim)

    def quote(self, claim: Claim) -> str | None:
        """Return the quoted words of a claim's passage, or None while the text is not held."""
        folded = self.document(claim.document).folded
        if folded is None:
            return None
        found = find(folded, claim.passage)
        return found.quote if isinstance(found, Found) else None

    def where(self, what: str, model: str | None = None) -> str:
        """Return ``file:line`` of a line of a model by its id, or of a part of the dossier.

        The parts are written ``claim: id``, ``question: id``, ``answer: question.id``, ``document: id``,
        ``actor: id``.

        Raises
        ------
        LookupError
            When nothing of that name is known, or more than one model has it.
        """
        if model is not None:
            found = [place for key, place in self.lines.items() if key == (model, what)]
        else:
            found = [place for key, place in self.lines.items() if key[1] == what]
        if len(found) != 1:
            raise LookupError(
                f"'{what}' stands in {len(found)} places" if found else f"'{what}' is not known"
            )
        return f"{found[0][0]}:{found[0][1]}"
