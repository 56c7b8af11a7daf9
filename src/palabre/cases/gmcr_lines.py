"""The lines of a GMCR+ file: conditions, infeasible patterns, numbered states and preferences."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import Any

import numpy as np

from palabre.cases.jsonfile import KeyPath
from palabre.cases.preferences import read_ranking
from palabre.cases.reading import Reading, kind
from palabre.cases.states import States
from palabre.conflict import Condition, NamedState, Preference, Ranking, Rule, Statement, Statements
from palabre.conflict.conditions import All, Any_, Not, Taken, where

MOST_OPTIONS_NUMBERED = 20
RANKINGS = ("preferenceRanking", "preferenceVector")


def is_place(value: Any, length: int) -> bool:
    """Return whether a value is the place of an option, counted from 0."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < length


def read_condition(reading: Reading, value: Any, path: KeyPath, options: tuple[str, ...]) -> Condition | None:
    """Read a condition; None, with faults noted, where it cannot be read.

    Examples
    --------
    >>> either = {"compound": True, "members": [[[0, "Y"], [1, "N"]], [[2, "Y"]]]}
    >>> str(read_condition(Reading("a.gmcr", ""), either, (), ("o1", "o2", "o3")))
    '(o1 and not o2) or o3'
    """
    if isinstance(value, dict):
        at = (*path, "members")
        members = reading.sequence(value.get("members"), at)
        parts = [read_condition(reading, member, (*at, i), options) for i, member in enumerate(members)]
        built = tuple(part for part in parts if part is not None)
        if value.get("members") == []:
            reading.fault(path, "a compound condition without members", "take it out")
        if len(built) < 2:
            return built[0] if built else None
        return Any_(built)
    whole: list[Condition] = []
    if value == []:
        reading.fault(path, "a condition that names no option", "take it out")
    for i, pair in enumerate(reading.sequence(value, path)):
        fits = isinstance(pair, list) and len(pair) == 2 and pair[1] in ("Y", "N")
        if not fits or not is_place(pair[0], len(options)):
            what = f"{pair!r} is not an option's place (from 0) with 'Y' or 'N'"
            reading.fault((*path, i), what, 'write it like [0, "Y"]')
            continue
        taken = Taken(options[pair[0]])
        whole.append(taken if pair[1] == "Y" else Not(taken))
    if len(whole) < 2:
        return whole[0] if whole else None
    return All(tuple(whole))


def read_rules(reading: Reading, value: Any, options: tuple[str, ...]) -> tuple[Rule, ...]:
    """Read `infeasibles`."""
    path: KeyPath = ("infeasibles",)
    rules: dict[str, Rule] = {}
    for i, item in enumerate(reading.sequence(value, path)):
        condition = read_condition(reading, item, (*path, i), options)
        if condition is not None:
            line = f"never: {condition}"
            rules[line] = Rule(line, "never", (condition,))
    return tuple(rules.values())


def numbered(options: tuple[str, ...], rules: tuple[Rule, ...]) -> tuple[NamedState, ...] | None:
    """Return the feasible states with the numbers GMCR+ gives them; None where there are too many to list.

    Examples
    --------
    >>> never = Rule("", "never", (All((Taken("o1"), Taken("o2"))),))
    >>> [(state.label, state.pattern) for state in numbered(("o1", "o2"), (never,))]
    [('1', 'NN'), ('2', 'YN'), ('3', 'NY')]
    """
    if len(options) > MOST_OPTIONS_NUMBERED:
        return None
    codes = np.arange(1 << len(options))
    columns = {option: (codes >> k & 1).astype(bool) for k, option in enumerate(options)}
    feasible = np.ones(codes.size, dtype=bool)
    for rule in rules:
        feasible &= ~where(rule.parts[0], columns)
    letters = [np.where(columns[option][feasible], "Y", "N").tolist() for option in options]
    patterns = map("".join, zip(*letters, strict=True))
    return tuple(NamedState(str(number), pattern) for number, pattern in enumerate(patterns, 1))


@dataclass(frozen=True)
class Lines:
    """Reads preferences: a ranking where one was set by hand, else statements, else payoffs.

    Where the states are not `sure`, because of a fault elsewhere in the file, rankings are not looked at.
    """

    reading: Reading
    states: States
    by_hand: bool
    sure: bool

    def preference(self, given: dict[str, Any], at: KeyPath, dm: str) -> Preference:
        """Read the preference of one decision maker."""
        lines = given.get("preferences") or []
        key = next((key for key in RANKINGS if given.get(key)), None)
        if key and (self.by_hand or not lines):
            ranked = self.sure
            return read_ranking(self.reading, given[key], (*at, key), self.states) if ranked else Ranking(())
        if lines:
            return self._statements(lines, (*at, "preferences"), dm)
        if given.get("payoffs"):
            return self._from_payoffs(given["payoffs"], (*at, "payoffs"))
        self.reading.leave(f"the file gives '{dm}' no preferences; all states count as equally good for it")
        return Statements()

    def _statements(self, value: Any, path: KeyPath, dm: str) -> Statements:
        lines: list[Statement] = []
        for i, item in enumerate(self.reading.sequence(value, path)):
            condition = read_condition(self.reading, item, (*path, i), self.states.options)
            if condition is not None:
                again = sum(line.condition == condition for line in lines) + 1
                lines.append(Statement(f"{dm}: {condition}{f' ({again})' if again > 1 else ''}", condition))
        return Statements(tuple(lines))

    def _from_payoffs(self, value: Any, path: KeyPath) -> Ranking:
        payoffs = self.reading.sequence(value, path)
        for i, payoff in enumerate(payoffs):
            if not isinstance(payoff, int | float) or isinstance(payoff, bool) or isnan(payoff):
                self.reading.fault((*path, i), f"{kind(payoff)} is no payoff", "write a number")
                return Ranking(())
        if not self.sure:
            return Ranking(())
        if self.states.listed is None or len(payoffs) != len(self.states.labels):
            what = f"{len(payoffs)} payoffs do not fit the feasible states"
            self.reading.fault(
                path, what, "give one payoff for each feasible state, in the order of their numbers"
            )
            return Ranking(())
        tiers: dict[float, list[str]] = {}
        for label, payoff in zip(self.states.labels, payoffs, strict=True):
            tiers.setdefault(payoff, []).append(label)
        return Ranking(tuple(tuple(tiers[payoff]) for payoff in sorted(tiers, reverse=True)))
