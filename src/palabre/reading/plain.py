"""Plain reading, without a language model: sentences that name an actor or a figure, said by the outlet.

It finds places worth a look, and leaves who speaks to a person.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from palabre.reading.draft import Attribution, Facts, Span
from palabre.reading.sentences import sentences
from palabre.terms import Amount, Day

_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_HEDGES = "around|about|approximately|nearly|almost|some|roughly|reportedly|an estimated|estimated"
_UNIT = r"(?:percent of (?:[A-Z][\w'-]*|the \w+)|percent|%|[a-z][a-z'-]+)"
_RANGE = re.compile(
    rf"(?:between\s+({_FIGURE})\s+and\s+({_FIGURE})|({_FIGURE})\s*(?:to|-)\s*({_FIGURE}))\s+({_UNIT})"
)
_BOUND = re.compile(
    rf"\b(at least|more than|over|at most|up to|fewer than|less than)\s+({_FIGURE})\s+({_UNIT})", re.I
)
_ONE = re.compile(rf"(?<![\w.,])(?:({_HEDGES})\s+)?({_FIGURE})\s+({_UNIT})", re.I)
# What may follow a figure without being what is counted.
_NOT_COUNTED = """and or of in on at to by for from the a an is are was were has have had when as am pm
january february march april may june july august september october november december"""
_NO_UNIT = frozenset(_NOT_COUNTED.split())
_FORCE = frozenset(
    ("fighters", "soldiers", "troops", "men", "members", "peacekeepers", "combatants", "rebels", "helmets")
)
_DENIES = re.compile(
    r"\b(?:it is false that|den(?:y|ies|ied)|is not true|never happened|rejected the claim)\b", re.I
)


def attributions(text: str, names: Mapping[str, str]) -> tuple[Attribution, ...]:
    """Return the sentences that name an actor or hold a figure with its unit, each said by the outlet.

    Parameters
    ----------
    text : str
        Folded text, paragraphs ending with a line end.
    names : mapping of name to actor id
    """
    found = []
    named = names_in(text, names)
    at = 0
    for span in sentences(text):
        while at < len(named) and named[at][0].start < span.start:
            at += 1
        actor = at < len(named) and named[at][0].end <= span.end
        amount = amount_in(text[span.start : span.end])
        if actor or amount:
            sureness = 0.2 + 0.1 * actor + 0.2 * (amount is not None)
            found.append(Attribution((span,), None, None, "outlet", None, "", sureness=sureness))
    return tuple(found)


def facts(
    text: str, passages: Sequence[Span], names: Mapping[str, str], written: Day | None
) -> tuple[Facts, ...]:
    """Return what is found in each passage: actors by their names, a figure, a plain denial."""
    named = names_in(text, names)
    starts = [span.start for span, _ in named]
    found = []
    for span in passages:
        own = named[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        found.append(_facts(text, span, own))
    return tuple(found)


def _facts(text: str, span: Span, named: Sequence[tuple[Span, str]]) -> Facts:
    words = text[span.start : span.end]
    about = dict.fromkeys(one for s, one in named if s.end <= span.end)
    amount = amount_in(words)
    denial = _DENIES.search(words) is not None
    force = amount is not None and amount.unit in _FORCE
    kind = "denial" if denial else "force" if force else None
    return Facts(tuple(about), kind, amount, hedge=amount.hedge if amount else "", denial=denial)


def names_in(text: str, names: Mapping[str, str]) -> tuple[tuple[Span, str], ...]:
    """Return where actors are named, the longest name first where two overlap.

    Examples
    --------
    >>> names_in("The hill front met.", {"the hill front": "front", "hill": "x"})
    ((Span(start=0, end=14), 'front'),)
    """
    known = {" ".join(name.split()).lower(): one for name, one in names.items() if name.strip()}
    if not known:
        return ()
    longest = sorted(known, key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)", re.IGNORECASE)
    found = []
    for match in pattern.finditer(text):
        one = known.get(match[0].lower())
        if one is not None and (match[0] != match[0].lower() or len(match[0]) > 4):
            found.append((Span(*match.span()), one))
    return tuple(found)


def amount_in(words: str) -> Amount | None:
    """Return the first figure with its unit, or None.

    Examples
    --------
    >>> str(amount_in("we have between 12,000 and 15,000 fighters"))
    '12,000 to 15,000 fighters'
    >>> str(amount_in("there are around 1,000 soldiers"))
    'around 1,000 soldiers'
    >>> str(amount_in("at least 90 percent of Azawad"))
    'at least 90 percent of Azawad'
    >>> amount_in("in 2012 they came")
    """
    if found := _RANGE.search(words):
        low, high = (_value(f) for f in (found[1] or found[3], found[2] or found[4]))
        return Amount(low=low, high=high, unit=found[5]) if found[5].lower() not in _NO_UNIT else None
    if found := _BOUND.search(words):
        value = _value(found[2])
        if found[3].lower() in _NO_UNIT:
            return None
        above = found[1].lower() in ("at least", "more than", "over")
        return Amount(low=value, unit=found[3]) if above else Amount(high=value, unit=found[3])
    for one in _ONE.finditer(words):
        year = re.fullmatch(r"1[89]\d\d|20\d\d", one[2]) and not one[1]
        if one[3].lower() not in _NO_UNIT and not year:
            return Amount(best=_value(one[2]), unit=one[3], hedge=(one[1] or "").lower())
    return None


def _value(figure: str) -> float:
    return float(figure.replace(",", ""))
