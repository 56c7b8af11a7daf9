"""Preferences of a case: a ranking from best to worst, statements, weights or pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from palabre.cases.jsonfile import KeyPath
from palabre.cases.reading import Reading, kind
from palabre.cases.states import MOST_OPTIONS_UNLISTED, States, read_label
from palabre.conflict import (
    ConditionError,
    Mark,
    Pair,
    Pairwise,
    Ranking,
    Statement,
    Statements,
    Weight,
    Weights,
    parse,
)
from palabre.conflict.conditions import names

SHOWN = 8


def read_ranking(reading: Reading, value: Any, path: KeyPath, states: States) -> Ranking:
    """Read a ranking: labels from best to worst, a nested list is a tie; steps may stand between.

    A step is '>', or '>>' for much better, '?' for unknown, or '>' and a degree.
    """
    tiers: list[tuple[str, ...]] = []
    steps: dict[int, Mark] = {}
    seen: set[str] = set()
    step = True
    items = reading.sequence(value, path)
    if not states.countable:
        what = f"a ranking over all combinations of more than {MOST_OPTIONS_UNLISTED} options"
        reading.fault(path, what, "list the states, or give 'statements' instead")
        return Ranking(())
    for i, item in enumerate(items):
        at = (*path, i)
        if _is_step(item):
            if step or i == len(items) - 1:
                reading.fault(at, f"'{item}' does not stand between two states", "take it out")
            step = True
            steps[len(tiers)] = _mark_of(item)
            if item.startswith(">>>"):
                reading.leave("degrees of strength beyond two (>>>) are read as strong (>>)")
            continue
        step = False
        tie = item if isinstance(item, list) else [item]
        if not tie:
            reading.fault(at, "an empty tie", "take the empty list out")
        tier = []
        for j, member in enumerate(tie):
            place = (*at, j) if isinstance(item, list) else at
            label = read_label(reading, member, place, states)
            if label in seen:
                reading.fault(place, f"state '{label}' is ranked twice", "rank each state once")
            elif label is not None:
                seen.add(label)
                tier.append(label)
        tiers.append(tuple(tier))
    missing = [label for label in states.labels if label not in seen]
    if missing and isinstance(value, list):
        shown = ", ".join(f"'{label}'" for label in missing[:SHOWN])
        more = f" and {len(missing) - SHOWN} more" if len(missing) > SHOWN else ""
        what = f"the ranking leaves out {shown}{more}"
        reading.fault(path, what, "rank every state; states equally good go into a nested list")
    marks = tuple(steps.get(k, Mark()) for k in range(1, len(tiers)))
    return Ranking(tuple(tiers), marks if any(m != Mark() for m in marks) else ())


STEP = re.compile(r"(>+|\?|>\s*(?:0?\.\d+|1(?:\.0)?))")


def _is_step(item: Any) -> bool:
    return isinstance(item, str) and bool(STEP.fullmatch(item))


def _mark_of(step: str) -> Mark:
    degree = step.lstrip("> ?")
    return Mark(step == "?", step.startswith(">>"), float(degree) if degree else 1.0)


def read_statements(
    reading: Reading, value: Any, path: KeyPath, dm: str, options: tuple[str, ...]
) -> Statements:
    """Read prioritised statements: conditions over o1, o2, …, the most important first.

    In the place of a condition may stand {"is": condition} or {"equal": [conditions that weigh the same]},
    with "unknown": true, "strong": true or "degree": number beside it.
    """
    lines: list[Statement] = []
    taken: dict[str, int] = {}
    for item, at, tier, mark in _marked(reading, value, path):
        if not isinstance(item, str):
            reading.fault(at, f"{kind(item)} stands where a condition is expected", "write it as a text")
            continue
        try:
            condition = parse(item)
        except ConditionError as fault:
            reading.fault(at, str(fault).removesuffix(f"; {fault.remedy}"), fault.remedy)
            continue
        for unknown in sorted(names(condition) - set(options)):
            listed = f"{options[0]} to {options[-1]}" if len(options) > 1 else options[0]
            reading.fault(at, f"unknown option '{unknown}'", f"options are named {listed}, in their order")
        taken[item] = taken.get(item, 0) + 1
        again = f" ({taken[item]})" if taken[item] > 1 else ""
        lines.append(Statement(f"{dm}: {item}{again}", condition, tier=tier, mark=mark))
    return Statements(tuple(lines))


def _marked(reading: Reading, value: Any, path: KeyPath) -> Iterator[tuple[Any, KeyPath, str, Mark]]:
    """Yield each condition with its place, what those that weigh the same have in common, and its mark."""
    for i, item in enumerate(reading.sequence(value, path)):
        at = (*path, i)
        if not isinstance(item, dict):
            yield item, at, "", Mark()
            continue
        reading.known_keys(item, at, ("is", "equal", "unknown", "strong", "degree"))
        mark = read_mark(reading, item, at)
        if "equal" in item:
            for j, part in enumerate(reading.sequence(item["equal"], (*at, "equal"))):
                yield part, (*at, "equal", j), str(i), mark
        else:
            yield item.get("is"), (*at, "is"), "", mark


def read_mark(reading: Reading, given: dict[str, Any], path: KeyPath) -> Mark:
    """Read what is known of a preference: unknown, strong, degree."""
    flags = {}
    for key in ("unknown", "strong"):
        flags[key] = given.get(key, False)
        if not isinstance(flags[key], bool):
            what = f"{kind(flags[key])} stands where true or false is expected"
            reading.fault((*path, key), what, "write true or false")
            flags[key] = False
    return Mark(
        flags["unknown"], flags["strong"], read_number(reading, given.get("degree", 1), (*path, "degree"))
    )


def read_number(reading: Reading, value: Any, path: KeyPath) -> float:
    """Read a number; note a fault and return 1 where there is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        reading.fault(path, f"{kind(value)} stands where a number is expected", "write a number")
        return 1
    return value


def read_weights(reading: Reading, value: Any, path: KeyPath, dm: str, options: tuple[str, ...]) -> Weights:
    """Read option weights: {"o1": 3, "o2": -1}."""
    found = []
    for option, weight in reading.mapping(value, path).items():
        if option not in options:
            listed = f"{options[0]} to {options[-1]}" if len(options) > 1 else options[0]
            reading.fault((*path, option), "unknown option", f"options are named {listed}, in their order")
        found.append(
            Weight(f"{dm}: weight of {option}", option, read_number(reading, weight, (*path, option)))
        )
    return Weights(tuple(found))


def read_pairs(reading: Reading, value: Any, path: KeyPath, states: States) -> Pairwise:
    """Read pairs of states: prefers, much, indifferent, unknown and degrees; what is not said is unknown."""
    given = reading.mapping(value, path)
    reading.known_keys(given, path, ("prefers", "much", "indifferent", "unknown", "degrees", "rest"))
    rest = given.get("rest", "unknown")
    if rest not in ("unknown", "equal"):
        reading.fault((*path, "rest"), f"{rest!r} is no relation", "write 'unknown' or 'equal'")
    found = []
    marks = {"prefers": Mark(), "much": Mark(strong=True), "unknown": Mark(unknown=True)}
    for key in ("prefers", "much", "indifferent", "unknown", "degrees"):
        for i, pair in enumerate(reading.sequence(given.get(key, []), (*path, key))):
            at = (*path, key, i)
            size = 3 if key == "degrees" else 2
            if not isinstance(pair, list) or len(pair) != size:
                third = ", and a degree" if size == 3 else ""
                reading.fault(at, "this compares no two states", f"write [label, label{third}]")
                continue
            one, other = (read_label(reading, x, (*at, k), states) for k, x in enumerate(pair[:2]))
            mark = marks.get(key, Mark())
            if key == "degrees":
                mark = Mark(degree=read_number(reading, pair[2], (*at, 2)))
            if one is not None and other is not None:
                found.append(Pair(one, other, key == "indifferent", mark))
    return Pairwise(tuple(found), "equal" if rest == "equal" else "unknown")
