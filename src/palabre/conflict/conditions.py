"""Conditions: what may be said of a state, as the expert writes it.

The grammar is small on purpose (see ``GRAMMAR``): ``not``, ``and``, ``or``; brackets wherever ``and``
meets ``or``; at most one ``if``, ``only if``, ``unless`` or ``iff`` a line. ``a if b`` is the material
implication: it fails only where b holds and a does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, reduce
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from lark import Lark

Connective = Literal["if", "only if", "unless", "iff"]
Columns: TypeAlias = Mapping[str, NDArray[np.bool_]]

GRAMMAR = r"""
?line: expression
     | expression "if" expression        -> when
     | expression "only" "if" expression -> only_when
     | expression "unless" expression    -> unless
     | expression "iff" expression       -> iff
?expression: term
     | term ("and" term)+ -> all_of
     | term ("or" term)+  -> any_of
?term: NAME             -> option
     | "not" term       -> negation
     | "(" expression ")"
NAME: /(?!(?:not|and|or|if|only|unless|iff)\b(?!-))[^\W\d_][\w-]*/
%import common.WS
%ignore WS
"""


class ConditionError(ValueError):
    """A condition that cannot be read: what is wrong, and what to write instead."""

    def __init__(self, text: str, what: str, remedy: str) -> None:
        self.text, self.what, self.remedy = text, what, remedy
        super().__init__(f"{what} in '{text}'; {remedy}")


@dataclass(frozen=True)
class Taken:
    """The option is taken."""

    option: str

    def __str__(self) -> str:
        return self.option


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: Condition

    def __str__(self) -> str:
        return f"not {_bracketed(self.part)}"


@dataclass(frozen=True)
class All:
    """Every part holds."""

    parts: tuple[Condition, ...]

    def __str__(self) -> str:
        return " and ".join(_bracketed(p) for p in self.parts)


@dataclass(frozen=True)
class Any_:
    """At least one part holds."""

    parts: tuple[Condition, ...]

    def __str__(self) -> str:
        return " or ".join(_bracketed(p) for p in self.parts)


@dataclass(frozen=True)
class Linked:
    """Two conditions joined by ``if``, ``only if``, ``unless`` or ``iff``."""

    connective: Connective
    left: Condition
    right: Condition

    def __str__(self) -> str:
        return f"{self.left} {self.connective} {self.right}"


Condition: TypeAlias = Taken | Not | All | Any_ | Linked


def _bracketed(part: Condition) -> str:
    return str(part) if isinstance(part, Taken | Not) else f"({part})"


def parse(text: str) -> Condition:
    """Read a condition.

    Raises
    ------
    ConditionError
        When the text is not a condition; the error says what to write instead.

    Examples
    --------
    >>> str(parse("not sign unless (guarantee and not fight)"))
    'not sign unless guarantee and not fight'
    >>> parse("sign and guarantee or fight")
    Traceback (most recent call last):
        ...
    palabre.conflict.conditions.ConditionError: 'and' stands beside 'or' without brackets in \
'sign and guarantee or fight'; write brackets around the part that belongs together
    """
    from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

    try:
        return _build(_parser().parse(text))
    except UnexpectedCharacters as fault:
        what = f"'{text[fault.pos_in_stream or 0]}' at column {fault.column} is not part of a condition"
        raise ConditionError(text, what, "use option names, not, and, or, if, only if, unless, iff") from None
    except UnexpectedToken as fault:
        raise _explain(text, str(fault.token), fault.column) from None
    except UnexpectedInput:
        raise ConditionError(text, "the condition is cut short", "finish the condition") from None


def _explain(text: str, token: str, column: int) -> ConditionError:
    if not text.strip():
        return ConditionError(text, "the condition is empty", "name an option, or a condition over options")
    if token in ("and", "or"):
        other = "or" if token == "and" else "and"
        if f" {other} " in f" {text} ":
            what = f"'{other}' stands beside '{token}' without brackets"
            return ConditionError(text, what, "write brackets around the part that belongs together")
    if token in ("if", "only", "unless", "iff"):
        what = f"a second '{token}', or one inside brackets,"
        return ConditionError(
            text, what, "use at most one of if, only if, unless, iff a line, outside brackets"
        )
    if not token:
        return ConditionError(text, "the condition ends too early", "finish it, and close every bracket")
    return ConditionError(
        text, f"'{token}' at column {column} is out of place", "put and, or, if between two conditions"
    )


@cache
def _parser() -> Lark:
    from lark import Lark

    return Lark(GRAMMAR, start="line", parser="lalr")


def _build(tree: Any) -> Condition:
    kind, parts = tree.data, tree.children
    if kind == "option":
        return Taken(str(parts[0]))
    built = tuple(_build(part) for part in parts)
    if kind == "negation":
        return Not(built[0])
    if kind == "all_of":
        return All(built)
    if kind == "any_of":
        return Any_(built)
    words: dict[str, Connective] = {"when": "if", "only_when": "only if", "unless": "unless", "iff": "iff"}
    return Linked(words[kind], built[0], built[1])


def names(condition: Condition) -> frozenset[str]:
    """Return the options a condition names.

    Examples
    --------
    >>> sorted(names(parse("a and not b")))
    ['a', 'b']
    """
    match condition:
        case Taken(option):
            return frozenset((option,))
        case Not(part):
            return names(part)
        case All(parts) | Any_(parts):
            return frozenset().union(*map(names, parts))
        case Linked(_, left, right):
            return names(left) | names(right)


def where(condition: Condition, columns: Columns) -> NDArray[np.bool_]:  # noqa: PLR0911
    """Return, state by state, whether the condition holds.

    Parameters
    ----------
    condition : Condition
    columns : mapping of option to bool array
        For every option named, whether it is taken in each state.

    Examples
    --------
    >>> columns = {"a": np.array([True, False]), "b": np.array([True, True])}
    >>> where(parse("a if b"), columns).tolist()
    [True, False]
    """
    match condition:
        case Taken(option):
            return columns[option]
        case Not(part):
            return ~where(part, columns)
        case All(parts):
            return reduce(np.logical_and, (where(p, columns) for p in parts))
        case Any_(parts):
            return reduce(np.logical_or, (where(p, columns) for p in parts))
        case Linked(connective, left, right):
            a, b = where(left, columns), where(right, columns)
            if connective == "if":
                return a | ~b
            if connective == "only if":
                return ~a | b
            return a | b if connective == "unless" else a == b
