"""Fields: the scalars and short forms of a dossier's files, and the mapping they stand in."""

from __future__ import annotations

from math import isfinite
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator
from pydantic.annotated_handlers import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from palabre.terms import Day, DayError

# An editor's YAML reader makes numbers and truth values of some words; all of them are words here.
WORD: JsonSchemaValue = {"type": ["string", "number", "boolean"]}


def misfit(what: str, remedy: str) -> PydanticCustomError:
    """Return the error that becomes a fault with this remedy."""
    return PydanticCustomError("palabre", "{what}; {remedy}", {"what": what, "remedy": remedy})


def _line_of_words(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _day(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return Day.read(value)
        except DayError as fault:
            raise misfit(fault.what, fault.remedy) from None
    if isinstance(value, dict | list):
        raise PydanticCustomError("day", "a date is expected")
    return value


def _flag(value: Any) -> Any:
    flags = {"yes": True, "true": True, "no": False, "false": False}
    if isinstance(value, str):
        if value.lower() not in flags:
            raise misfit(f"'{value}' is neither yes nor no", "write yes or no")
        return flags[value.lower()]
    return value


def _number(value: Any) -> Any:
    if isinstance(value, str):
        plain = value.replace("_", "").replace(",", "")
        try:
            number = float(plain)
        except ValueError:
            raise misfit(f"'{value}' is not a number", "write digits, for instance 12000") from None
        if not isfinite(number):
            raise misfit(f"'{value}' is not a number", "write digits, for instance 12000")
        return number
    return value


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        if not value.isdecimal():
            raise misfit(f"'{value}' is not a whole number", "write digits, for instance 120")
        return int(value)
    return value


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _print_of(value: Any) -> Any:
    if isinstance(value, str) and (len(value) != 64 or set(value.lower()) - set("0123456789abcdef")):
        raise misfit(
            f"'{value}' is not a SHA-256 fingerprint", "write its 64 hexadecimal digits, or leave the key out"
        )
    return value.lower() if isinstance(value, str) else value


def _pair(value: Any) -> Any:
    if isinstance(value, list) and len(value) != 2:
        raise misfit("a span has two numbers", "write [first, one past the last]")
    return value


Text = Annotated[str, BeforeValidator(_line_of_words), Field(min_length=1), WithJsonSchema(WORD)]
Date = Annotated[Day, BeforeValidator(_day), WithJsonSchema({"type": ["string", "number"]})]
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"enum": ["yes", "no", True, False]})]
Number = Annotated[float, BeforeValidator(_number), WithJsonSchema({"type": ["number", "string"]})]
Whole = Annotated[int, BeforeValidator(_whole), WithJsonSchema({"type": "integer", "minimum": 0})]
Print = Annotated[
    Text, BeforeValidator(_print_of), WithJsonSchema({"type": "string", "pattern": "^[0-9A-Fa-f]{64}$"})
]
Words = Annotated[
    list[Text],
    BeforeValidator(_listed),
    WithJsonSchema({"anyOf": [WORD, {"type": "array", "items": WORD}]}),
]
Span = Annotated[
    list[Whole],
    BeforeValidator(_pair),
    WithJsonSchema(
        {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}
    ),
]


class Shape(BaseModel):
    """A mapping with known keys. A plain text or a list may stand for one of the keys."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)
    text_means: ClassVar[str] = ""
    list_means: ClassVar[str] = ""
    text_in_schema: ClassVar[bool] = True

    @model_validator(mode="before")
    @classmethod
    def _widen(cls, data: Any) -> Any:
        if isinstance(data, str) and cls.text_means:
            return {cls.text_means: data}
        if isinstance(data, list) and cls.list_means:
            return {cls.list_means: data}
        if isinstance(data, dict):
            return {
                key: value
                for key, value in data.items()
                if value is not None or key not in cls.written_keys()
            }
        return data

    @classmethod
    def written_keys(cls) -> tuple[str, ...]:
        """Return the keys as they are written."""
        return tuple(f.alias or name for name, f in cls.model_fields.items())

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler.resolve_ref_schema(handler(core))
        required = schema.get("required", ())
        for key, kind in schema.get("properties", {}).items():
            kind.pop("title", None)
            if key not in required and {"type": "null"} not in kind.get("anyOf", ()):
                schema["properties"][key] = {"anyOf": [kind, {"type": "null"}]}
        ways: list[JsonSchemaValue] = [dict(schema)]
        if cls.text_means and cls.text_in_schema:
            ways.insert(0, WORD)
        if cls.list_means:
            ways.insert(0, {"type": "array", "items": WORD})
        if len(ways) > 1:
            schema.clear()
            schema["anyOf"] = ways
        return schema
