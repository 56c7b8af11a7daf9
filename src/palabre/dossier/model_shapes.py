"""Shapes of a model's file: bases, rules, decision makers, settlements."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator
from pydantic.annotated_handlers import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from palabre.dossier.fields import WORD, Flag, Number, Shape, Text, Words, misfit


class BasisShape(Shape):
    """Why a line is there: a list cites claims, a plain text defines words."""

    text_means = "definition"
    list_means = "cites"
    cites: Words = Field(default_factory=list)
    assume: Text | None = None
    definition: Text | None = None
    given: dict[str, Words] = Field(default_factory=dict)
    vary: Literal["drop", "move", "never"] | None = None


class ReasonShape(BasisShape):
    """Why somebody prefers something: claims or an assumption, never a plain text; and how sure that is."""

    text_in_schema = False
    unknown: Flag = False
    strong: Flag = False
    degree: Number | None = None


class WeightShape(BasisShape):
    """What it is worth to somebody that an option is taken, and why."""

    text_means = ""
    list_means = ""
    weight: Number


class StepShape(Shape):
    """What is known of the step between two tiers of a ranking."""

    unknown: Flag = False
    strong: Flag = False
    degree: Number | None = None


class PairShape(Shape):
    """What somebody says of two states, or of every two of some."""

    prefers: Words = Field(default_factory=list)
    to: Words = Field(default_factory=list)
    strong: Flag = False
    degree: Number | None = None
    equal: Words = Field(default_factory=list)
    unknown: Words = Field(default_factory=list)


class RuleShape(BasisShape):
    """The basis of a rule; `blocks` names the decision makers whose moves it is meant to block."""

    blocks: Words = Field(default_factory=list)

    @model_validator(mode="before")
    @classmethod
    def _nothing(cls, data: Any) -> Any:
        return {} if data is None else data


class OptionShape(BasisShape):
    """An option: a plain text is its name."""

    text_means = "name"
    list_means = ""
    name: Text


_NO_COLON = re.compile(r"(.*?\w)\s*:?\s*([\[{].*)", re.DOTALL)


def _single(value: Any) -> Any:
    written = value if isinstance(value, str) else ""
    if isinstance(value, dict):
        if len(value) > 1:
            raise misfit("two lines stand in one place of the list", "begin each of them with '- '")
        written = next((f"{key}: {inner}" for key, inner in value.items() if "{" in key or "[" in key), "")
    if lost := _NO_COLON.fullmatch(written):
        condition, basis = lost.groups()
        what = f"the colon after the condition '{condition}' seems to be missing"
        if written[len(condition) :].startswith(":"):
            what = f"the space after the colon of '{condition}' is missing"
        raise misfit(what, f"write '{condition}: {basis}'")
    return value


def _reasoned(value: Any) -> Any:
    value = _single(value)
    if isinstance(value, str):
        remedy = f"write '{value}: [claim ids]' or '{value}: {{assume: why}}'"
        raise misfit(f"the line '{value}' gives no reason", remedy)
    return value


def _ruled(value: Any) -> Any:
    value = _single(value)
    if isinstance(value, str):
        remedy = "write the condition, a colon and the reason, for instance 'a and b: one excludes the other'"
        raise misfit(f"the rule '{value}' gives no reason", remedy)
    return value


Line = Annotated[dict[str, ReasonShape], Field(min_length=1, max_length=1), BeforeValidator(_reasoned)]
RuleLine = Annotated[dict[str, RuleShape], Field(min_length=1, max_length=1), BeforeValidator(_ruled)]


class TieShape(Shape):
    """Lines that weigh the same."""

    equal: Annotated[list[Line], Field(min_length=1)]


def _is_tie(value: Any) -> str:
    """Tell lines that weigh the same from a line: an option may be called 'equal', and cite claims."""
    tied = isinstance(value, dict) and list(value) == ["equal"] and isinstance(value["equal"], list)
    return "[tie]" if tied and any(isinstance(x, dict) for x in value["equal"]) else "[line]"


def _is_step(value: Any) -> str:
    return "[step]" if isinstance(value, dict) else "[tier]"


Preferred = Annotated[
    Annotated[Line, Tag("[line]")] | Annotated[TieShape, Tag("[tie]")], Discriminator(_is_tie)
]
Ranked = Annotated[
    Annotated[Words, Tag("[tier]")] | Annotated[StepShape, Tag("[step]")], Discriminator(_is_step)
]


class _RulesBothWays:
    """In the schema: rules are a list of single lines, or one mapping."""

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        listed = handler(core)
        mapping = {"type": "object", "additionalProperties": listed["items"]["additionalProperties"]}
        return {"anyOf": [listed, mapping]}


class _OneWayBothWays:
    """In the schema: one-way options are a mapping, or a list of ids and single lines."""

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        mapping = handler(core)
        return {"anyOf": [mapping, {"type": "array", "items": {"anyOf": [WORD, mapping]}}]}


Rules = Annotated[list[RuleLine], _RulesBothWays()]
OneWays = Annotated[dict[str, RuleShape], _OneWayBothWays()]


class DecisionMakerShape(Shape):
    """A decision maker."""

    name: Text | None = None
    actors: Words = Field(default_factory=list)
    options: dict[str, OptionShape] = Field(default_factory=dict)
    prefers: list[Preferred] | None = None
    ranking: list[Ranked] | None = None
    weights: dict[str, WeightShape] | None = None
    pairs: list[PairShape] | None = None
    not_compared: Literal["unknown", "equal"] | None = None
    threshold: Number | None = None
    attitudes: dict[str, Literal["positive", "indifferent", "negative"]] = Field(default_factory=dict)


class JointShape(BasisShape):
    """What several decision makers do only together: who must agree, and what the move takes and leaves."""

    text_means = ""
    list_means = ""
    by: Words
    takes: Words = Field(default_factory=list)
    leaves: Words = Field(default_factory=list)
    when: Text | None = None


class UnseenShape(ReasonShape):
    """Why somebody does not know of an option."""

    @model_validator(mode="before")
    @classmethod
    def _nothing(cls, data: Any) -> Any:
        return {} if data is None else data


class SightShape(Shape):
    """What one decision maker sees otherwise than the model has it."""

    hides: dict[str, UnseenShape] = Field(default_factory=dict)
    prefers: dict[str, list[Line]] = Field(default_factory=dict)
    never: Rules = Field(default_factory=list)
    cannot_undo: OneWays = Field(default_factory=dict)
    cannot_retake: OneWays = Field(default_factory=dict)


class SettlementShape(Shape):
    """A named deal: a plain text is its condition."""

    text_means = "is"
    is_: Annotated[Text, Field(alias="is")]
    note: Text | None = None
    preferred: Flag = False


class ModelFile(Shape):
    """models/<id>.yaml."""

    asks: Text
    decision_makers: dict[str, DecisionMakerShape]
    never: Rules = Field(default_factory=list)
    exactly_one: Rules = Field(default_factory=list)
    at_least_one: Rules = Field(default_factory=list)
    cannot_undo: OneWays = Field(default_factory=dict)
    cannot_retake: OneWays = Field(default_factory=dict)
    jointly: dict[str, JointShape] = Field(default_factory=dict)
    seen_by: dict[str, SightShape] = Field(default_factory=dict)
    now: Words | None = None
    settlements: dict[str, SettlementShape] = Field(default_factory=dict)
    states: dict[str, Words] | None = None
    moves: dict[str, dict[str, Words]] | None = None
