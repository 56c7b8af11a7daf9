"""Feasible: which combinations of options can be, found without listing those that cannot."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from palabre.conflict.conditions import All, Any_, Condition, Linked, Not, Taken, names
from palabre.conflict.errors import ConflictError, TooMany
from palabre.conflict.model import Rule

Codes: TypeAlias = NDArray[np.uint64]
Bools: TypeAlias = NDArray[np.bool_]

MAX_STATES = 1 << 20
CHUNK = 1 << 16
MAX_WORK = 1 << 26
WIDEST_TABLE = 26
SPARSEST = 32
UNLISTED = "counts need no list: palabre.stability.explore"


def feasible(rules: Sequence[Rule], options: Sequence[str], max_states: int = MAX_STATES) -> Codes:
    """Return the codes of all feasible combinations, ascending; bit k stands for option k.

    Options are settled one after the other, those of the tightest rules first, and a partial combination is
    given up as soon as a rule can no longer be kept. Options no rule names come last, as a plain product.

    Raises
    ------
    ConflictError
        When no combination is feasible, or more than `max_states` are.

    Examples
    --------
    >>> from palabre.conflict import Rule, parse
    >>> feasible([Rule("r", "never", (parse("a and b"),))], ["a", "b"]).tolist()
    [0, 1, 2]
    """
    bit = {option: np.uint64(1) << np.uint64(k) for k, option in enumerate(options)}
    named = [frozenset().union(*map(names, rule.parts)) for rule in rules]
    order = _order(named)
    free = [o for o in options if o not in order]
    touching = [[r for r, n in zip(rules, named, strict=True) if o in n] for o in order]
    found: list[Codes] = []
    count = work = 0
    waiting: list[tuple[int, Codes]] = [(0, np.zeros(1, np.uint64))]
    while waiting:
        depth, codes = waiting.pop()
        if depth == len(order):
            found.append(codes)
            count += len(codes)
            if count << len(free) > max_states:
                raise _too_many(count << len(free), max_states, bool(waiting))
            continue
        work += 2 * len(codes)
        if work > MAX_WORK:
            raise TooMany(
                f"the rules leave too many combinations to look through (over {MAX_WORK:,})",
                f"write tighter rules, fewer options, or list the states by hand; {UNLISTED}",
            )
        codes = np.concatenate([codes, codes | bit[order[depth]]])
        settled = frozenset(order[: depth + 1])
        for rule in touching[depth]:
            codes = codes[_can_hold(rule, codes, bit, settled)]
        waiting += [(depth + 1, codes[k : k + CHUNK]) for k in range(0, len(codes), CHUNK)]
    if not count:
        raise ConflictError(
            "no state is feasible", "loosen one of the rules: together they forbid everything"
        )
    codes = np.concatenate(found)
    if not order:
        return np.arange(count << len(free), dtype=np.uint64)
    every = np.zeros((count << len(free)), np.uint64)
    every[:count] = codes
    for option in free:
        np.bitwise_or(every[:count], bit[option], out=every[count : 2 * count])
        count *= 2
    return _ascending(every, len(options))


def _ascending(codes: Codes, width: int) -> Codes:
    """Return codes, all different, in order: by a table of all codes where that is not much larger."""
    if width > WIDEST_TABLE or 1 << width > SPARSEST * len(codes):
        return np.sort(codes)
    there = np.zeros(1 << width, bool)
    there[codes.astype(np.intp, copy=False)] = True
    return np.flatnonzero(there).astype(np.uint64, copy=False)


def _too_many(count: int, limit: int, more: bool) -> TooMany:
    return TooMany(
        f"the model has {'at least ' if more else ''}{count:,} feasible states, and the limit is {limit:,}",
        "forbid what cannot be (`never` in a dossier's model, `infeasible` in a case file), or drop options "
        f"(from Python, max_states may be raised); {UNLISTED}",
    )


def _order(named: Sequence[frozenset[str]]) -> list[str]:
    """Options that rules name: always the rule with the fewest unsettled options next."""
    order: dict[str, None] = {}
    left = list(named)
    while left:
        left = [n for n in left if not n <= order.keys()]
        if left:
            order |= dict.fromkeys(sorted(min(left, key=lambda n: len(n - order.keys())) - order.keys()))
    return list(order)


def _can_hold(rule: Rule, codes: Codes, bit: dict[str, np.uint64], settled: frozenset[str]) -> Bools:
    can = [_can(part, codes, bit, settled) for part in rule.parts]
    if rule.kind == "never":
        return can[0][1]
    some = reduce(np.logical_or, (yes for yes, _ in can))
    if rule.kind == "at least one":
        return some
    surely = sum((~no).astype(np.int64) for _, no in can)
    return np.asarray(some & (surely <= 1))


def _can(  # noqa: PLR0911
    condition: Condition, codes: Codes, bit: dict[str, np.uint64], settled: frozenset[str]
) -> tuple[Bools, Bools]:
    """Return, for each partial combination, whether the condition can still hold, and can still fail."""
    match condition:
        case Taken(option):
            if option not in settled:
                both = np.ones(len(codes), bool)
                return both, both
            taken = (codes & bit[option]) != 0
            return taken, ~taken
        case Not(part):
            yes, no = _can(part, codes, bit, settled)
            return no, yes
        case All(parts):
            each = [_can(p, codes, bit, settled) for p in parts]
            return reduce(np.logical_and, (y for y, _ in each)), reduce(np.logical_or, (n for _, n in each))
        case Any_(parts):
            each = [_can(p, codes, bit, settled) for p in parts]
            return reduce(np.logical_or, (y for y, _ in each)), reduce(np.logical_and, (n for _, n in each))
        case Linked(connective, left, right):
            (a, not_a), (b, not_b) = (_can(p, codes, bit, settled) for p in (left, right))
            if connective == "if":
                return a | not_b, not_a & b
            if connective == "only if":
                return not_a | b, a & not_b
            if connective == "unless":
                return a | b, not_a & not_b
            return (a & b) | (not_a & not_b), (a & not_b) | (not_a & b)
