"""Preferences of a case: a ranking from best to worst, or prioritised statements."""

from __future__ import annotations

from typing import Any

from palabre.cases.jsonfile import KeyPath
from palabre.cases.reading import Reading, kind
from palabre.cases.states import MOST_OPTIONS_UNLISTED, States, read_label
from palabre.conflict import ConditionError, Ranking, Statement, Statements, parse
from palabre.conflict.conditions import names

SHOWN = 8


def read_ranking(reading: Reading, value: Any, path: KeyPath, states: States) -> Ranking:
    """Read a ranking: labels from best to worst, a nested list is a tie, '>' or '>>' may stand between."""
    tiers: list[tuple[str, ...]] = []
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
            if len(item) > 1:
                reading.leave("strength of preference (>>) is left aside; the order is kept")
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
    return Ranking(tuple(tiers))


def _is_step(item: Any) -> bool:
    return isinstance(item, str) and bool(item) and not item.strip(">")


def read_statements(
    reading: Reading, value: Any, path: KeyPath, dm: str, options: tuple[str, ...]
) -> Statements:
    """Read prioritised statements: conditions over o1, o2, …, the most important first."""
    lines: list[Statement] = []
    taken: dict[str, int] = {}
    for i, item in enumerate(reading.sequence(value, path)):
        at = (*path, i)
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
        lines.append(Statement(f"{dm}: {item}{again}", condition))
    return Statements(tuple(lines))
