"""Shapes: what each file of a dossier may hold. The JSON Schemas for editors come from the same models."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator
from pydantic.annotated_handlers import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from palabre.ledger import ActorKind, Kind
from palabre.terms import Day, DayError

# An editor's YAML reader makes numbers and truth values of some words; all of them are words here.
_WORD: JsonSchemaValue = {"type": ["string", "number", "boolean"]}


def _fault(what: str, remedy: str) -> PydanticCustomError:
    return PydanticCustomError("palabre", "{what}; {remedy}", {"what": what, "remedy": remedy})


def _line_of_words(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _day(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return Day.read(value)
        except DayError as fault:
            raise _fault(fault.what, fault.remedy) from None
    return value


def _flag(value: Any) -> Any:
    flags = {"yes": True, "true": True, "no": False, "false": False}
    if isinstance(value, str):
        if value.lower() not in flags:
            raise _fault(f"'{value}' is neither yes nor no", "write yes or no")
        return flags[value.lower()]
    return value


def _number(value: Any) -> Any:
    if isinstance(value, str):
        plain = value.replace("_", "").replace(",", "")
        try:
            number = float(plain)
        except ValueError:
            raise _fault(f"'{value}' is not a number", "write digits, for instance 12000") from None
        if number != number or abs(number) == float("inf"):
            raise _fault(f"'{value}' is not a number", "write digits, for instance 12000")
        return number
    return value


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        if not value.isdecimal():
            raise _fault(f"'{value}' is not a whole number", "write digits, for instance 120")
        return int(value)
    return value


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _print_of(value: Any) -> Any:
    if isinstance(value, str) and (len(value) != 64 or set(value.lower()) - set("0123456789abcdef")):
        raise _fault(f"'{value}' is not a SHA-256 fingerprint", "write its 64 hexadecimal digits, or leave the key out")
    return value.lower() if isinstance(value, str) else value


def _pair(value: Any) -> Any:
    if isinstance(value, list) and len(value) != 2:
        raise _fault("a span has two numbers", "write [first, one past the last]")
    return value


Text = Annotated[str, BeforeValidator(_line_of_words), Field(min_length=1), WithJsonSchema(_WORD)]
Date = Annotated[Day, BeforeValidator(_day), WithJsonSchema({"type": ["string", "number"]})]
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"enum": ["yes", "no", True, False]})]
Number = Annotated[float, BeforeValidator(_number), WithJsonSchema({"type": ["number", "string"]})]
Whole = Annotated[int, BeforeValidator(_whole), WithJsonSchema({"type": "integer", "minimum": 0})]
Print = Annotated[Text, BeforeValidator(_print_of), WithJsonSchema({"type": "string", "pattern": "^[0-9A-Fa-f]{64}$"})]
Words = Annotated[
    list[Text], BeforeValidator(_listed), WithJsonSchema({"anyOf": [_WORD, {"type": "array", "items": _WORD}]})
]
Span = Annotated[
    list[Whole],
    BeforeValidator(_pair),
    WithJsonSchema({"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}),
]


class Shape(BaseModel):
    """A mapping with known keys. A plain text or a list may stand for one of the keys."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)
    text_means: ClassVar[str] = ""
    list_means: ClassVar[str] = ""
    number_means: ClassVar[str] = ""

    @model_validator(mode="before")
    @classmethod
    def _widen(cls, data: Any) -> Any:
        if isinstance(data, str) and cls.text_means:
            return {cls.text_means: data}
        if isinstance(data, list) and cls.list_means:
            return {cls.list_means: data}
        if isinstance(data, dict):
            return {key: value for key, value in data.items() if value is not None or key not in cls.keys()}
        return data

    @classmethod
    def keys(cls) -> tuple[str, ...]:
        """Return the keys as they are written."""
        return tuple(f.alias or name for name, f in cls.model_fields.items())

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler.resolve_ref_schema(handler(core))
        ways: list[JsonSchemaValue] = [dict(schema)]
        if cls.text_means:
            ways.insert(0, _WORD)
        if cls.list_means:
            ways.insert(0, {"type": "array", "items": _WORD})
        if len(ways) > 1:
            schema.clear()
            schema["anyOf"] = ways
        return schema


class ActorShape(Shape):
    """An actor."""

    text_means = "name"
    name: Text
    kind: ActorKind = "organisation"
    aliases: Words = []
    member_of: Words = []
    speaks_for: Words = []
    ids: dict[str, Text] = {}
    since: Date | None = None
    until: Date | None = None
    note: Text | None = None


class PlaceShape(Shape):
    """A place."""

    text_means = "name"
    name: Text
    aliases: Words = []
    ids: dict[str, Text] = {}
    note: Text | None = None


class DossierFile(Shape):
    """dossier.yaml."""

    palabre: Annotated[Literal["1"], WithJsonSchema({"enum": [1, "1"]})]
    title: Text
    question: Text
    freeze: Date
    desk: Text = "the desk"
    actors: dict[str, ActorShape] = {}
    sides: dict[str, Words] = {}
    places: dict[str, PlaceShape] = {}


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
            raise _fault("the amount has no number", "give at least one of low, best and high")
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
    url: Text | None = None
    sha256: Print | None = None
    text_sha256: Print | None = None
    claims: list[ClaimShape] = []


class AnswerShape(Shape):
    """One rival answer."""

    says: Text
    rests_on: Words = []


class QuestionShape(Shape):
    """Something the claims answer differently."""

    asks: Text
    answers: dict[str, AnswerShape]
    working: Text | None = None
    settled: Text | None = None


class QuestionsFile(Shape):
    """The questions by id; questions.yaml holds this mapping itself."""

    questions: dict[str, QuestionShape]


class BasisShape(Shape):
    """Why a line is there: a list cites claims, a plain text defines words."""

    text_means = "definition"
    list_means = "cites"
    cites: Words = []
    assume: Text | None = None
    definition: Text | None = None
    given: dict[str, Words] = {}
    vary: Literal["drop", "move", "never"] | None = None


class RuleShape(BasisShape):
    """The basis of a rule; `blocks` names the decision makers whose moves it is meant to block."""

    blocks: Words = []

    @model_validator(mode="before")
    @classmethod
    def _nothing(cls, data: Any) -> Any:
        return {} if data is None else data


class OptionShape(BasisShape):
    """An option: a plain text is its name."""

    text_means = "name"
    list_means = ""
    name: Text


def _has_basis(value: Any) -> Any:
    if isinstance(value, str):
        raise _fault(f"the line '{value}' gives no reason", f"write '{value}: [claim ids]' or '{value}: {{assume: why}}'")
    if isinstance(value, dict) and len(value) > 1:
        raise _fault("two lines stand in one place of the list", "begin each of them with '- '")
    return value


Line = Annotated[dict[str, BasisShape], BeforeValidator(_has_basis), Field(min_length=1, max_length=1)]
RuleLine = Annotated[dict[str, RuleShape], BeforeValidator(_has_basis), Field(min_length=1, max_length=1)]


class DecisionMakerShape(Shape):
    """A decision maker."""

    name: Text | None = None
    actors: Words = []
    options: dict[str, OptionShape] = {}
    prefers: list[Line] | None = None
    ranking: list[Words] | None = None


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
    never: list[RuleLine] = []
    exactly_one: list[RuleLine] = []
    at_least_one: list[RuleLine] = []
    cannot_undo: dict[str, RuleShape] = {}
    cannot_retake: dict[str, RuleShape] = {}
    now: Words | None = None
    settlements: dict[str, SettlementShape] = {}
    states: dict[str, Words] | None = None
    moves: dict[str, dict[str, Words]] | None = None
