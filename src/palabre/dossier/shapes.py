"""Shapes: what dossier.yaml, documents and questions may hold; editors get their JSON Schema from here."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema, model_validator

from palabre.dossier.fields import Date, Flag, Number, Print, Shape, Span, Text, Words, misfit
from palabre.ledger import ActorKind, Kind


class ActorShape(Shape):
    """An actor."""

    text_means = "name"
    name: Text
    kind: ActorKind = "organisation"
    aliases: Words = Field(default_factory=list)
    member_of: Words = Field(default_factory=list)
    speaks_for: Words = Field(default_factory=list)
    ids: dict[str, Text] = Field(default_factory=dict)
    since: Date | None = None
    until: Date | None = None
    note: Text | None = None


class PlaceShape(Shape):
    """A place."""

    text_means = "name"
    name: Text
    aliases: Words = Field(default_factory=list)
    ids: dict[str, Text] = Field(default_factory=dict)
    note: Text | None = None


class DossierFile(Shape):
    """dossier.yaml."""

    palabre: Annotated[Literal["1"], WithJsonSchema({"enum": [1, "1"]})]
    title: Text
    question: Text
    freeze: Date
    desk: Text = "the desk"
    actors: dict[str, ActorShape] = Field(default_factory=dict)
    sides: dict[str, Words] = Field(default_factory=dict)
    places: dict[str, PlaceShape] = Field(default_factory=dict)


class PassageShape(Shape):
    """Where in the document."""

    text_means = "words"
    words: Text
    span: Span | None = None


class AmountShape(Shape):
    """A figure with its range."""

    text_means = "best"
    low: Number | None = None
    best: Number | None = None
    high: Number | None = None
    unit: Text | None = None
    hedge: Text | None = None

    @model_validator(mode="after")
    def _some(self) -> AmountShape:
        if self.low is None and self.best is None and self.high is None:
            raise misfit("the amount has no number", "give at least one of low, best and high")
        return self


class ClaimShape(Shape):
    """One claim."""

    id: Text
    says: Text
    speaker: Text
    reported_by: Text | None = None
    about: Annotated[Words, Field(min_length=1)]
    kind: Kind
    as_of: Date | None = None
    began: Date | None = None
    ended: Date | None = None
    amount: AmountShape | None = None
    place: Text | None = None
    passage: PassageShape
    alleged: Flag | None = None
    note: Text | None = None


class DocumentFile(Shape):
    """documents/<id>.yaml."""

    title: Text
    publisher: Text
    published: Date
    published_note: Text | None = None
    language: Text | None = None
    text: Literal["included", "withheld"] = "included"
    original: Text | None = None
    url: Text | None = None
    sha256: Print | None = None
    text_sha256: Print | None = None
    claims: list[ClaimShape] = Field(default_factory=list)


class AnswerShape(Shape):
    """One rival answer."""

    says: Text
    rests_on: Words = Field(default_factory=list)


class QuestionShape(Shape):
    """Something the claims answer differently."""

    asks: Text
    answers: dict[str, AnswerShape]
    working: Text | None = None
    settled: Text | None = None


class QuestionsFile(Shape):
    """The questions by id; questions.yaml holds this mapping itself."""

    questions: dict[str, QuestionShape]
