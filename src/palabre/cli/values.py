"""Values: a part of a claim read from what a person typed, or refused with what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, get_args

if TYPE_CHECKING:
    from palabre.sources import Folded
    from palabre.terms import Day

_AMOUNT = re.compile(
    r"(?:(?P<hedge>[a-z ]+?)\s+)?(?P<low>[\d,.]+)(?:\s*(?:-|to)\s*(?P<high>[\d,.]+))?\s*(?P<unit>.*)"
)


class Unfit(Exception):
    """Why an answer cannot stand, and what to do."""


def kind(answer: str) -> str:
    """Return a kind of claim."""
    from palabre.dossier.log import suggest
    from palabre.ledger import Kind

    if answer not in get_args(Kind):
        raise Unfit(f"There is no kind '{answer}': {suggest(answer, get_args(Kind))}")
    return answer


def day(answer: str, freeze: Day) -> str:
    """Return a date that is not after the freeze."""
    from palabre.terms import Day, DayError

    try:
        found = Day.read(answer)
    except DayError as fault:
        raise Unfit(f"{fault.what}: {fault.remedy}") from None
    if found.earliest > freeze.latest:
        raise Unfit(f"{found} is after the dossier's freeze of {freeze}")
    return found.edtf


def actor_kind(answer: str) -> str:
    """Return a kind of actor."""
    from palabre.dossier.log import suggest
    from palabre.ledger import ActorKind

    if answer not in get_args(ActorKind):
        raise Unfit(f"unknown kind of actor '{answer}': {suggest(answer, get_args(ActorKind))}")
    return answer


def passage(folded: Folded, answer: str) -> str:
    """Return words that stand once in the text."""
    from palabre.sources import Found, FoundTwice, Passage, find

    sought = find(folded, Passage(answer))
    if isinstance(sought, FoundTwice):
        what = f"'{sought.part}' stands {len(sought.places):,} times in the text"
        raise Unfit(f"{what}: add a word or two before or after, until it stands once")
    if not isinstance(sought, Found):
        raise Unfit(f"'{answer}' is not in the text: copy a few words as they stand there")
    return answer


def shown(value: Any) -> str:
    """Return a part of a claim as a person would type it."""
    if isinstance(value, dict):
        if "words" in value:
            return str(value["words"])
        figures = [f"{value[k]:,}" for k in ("low", "best", "high") if k in value]
        if "high" in value and len(figures) == 1:
            return f"at most {figures[0]} {value.get('unit', '')}".strip()
        if "low" in value and len(figures) == 1:
            return f"at least {figures[0]} {value.get('unit', '')}".strip()
        return " ".join(p for p in (value.get("hedge"), " to ".join(figures), value.get("unit")) if p)
    return ", ".join(value) if isinstance(value, list) else str(value or "")


def amount(answer: str) -> Any:
    """Read an amount as it is said.

    Examples
    --------
    >>> amount("at least 1,000 soldiers"), amount("around 7.5 percent of Gao")
    ({'low': 1000, 'unit': 'soldiers'}, {'best': 7.5, 'unit': 'percent of Gao', 'hedge': 'around'})
    """
    found = _AMOUNT.fullmatch(answer.strip())
    if found is None:
        raise Unfit(f"'{answer}' is no amount: write a figure and what is counted")
    hedge, low, high, unit = (found[k] or "" for k in ("hedge", "low", "high", "unit"))
    if high:
        figures: dict[str, Any] = {"low": _number(low), "high": _number(high)}
    elif hedge in ("at least", "at most"):
        figures = {"low" if hedge == "at least" else "high": _number(low)}
        hedge = ""
    else:
        figures = {"best": _number(low)}
    return figures | {k: v for k, v in (("unit", unit), ("hedge", hedge)) if v}


def _number(figure: str) -> int | float:
    try:
        value = float(figure.replace(",", ""))
    except ValueError:
        raise Unfit(f"'{figure}' is no number") from None
    return int(value) if value == int(value) else value
