"""The states of a case: listed with labels, or all combinations of options that no pattern forbids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

from palabre.cases.jsonfile import KeyPath
from palabre.cases.reading import Reading, View, kind, near
from palabre.conflict import Condition, NamedState
from palabre.conflict.conditions import All, Not, Taken

MOST_OPTIONS_UNLISTED = 16


@dataclass(frozen=True)
class States:
    """The labels a case may use, and what they stand for.

    Parameters
    ----------
    options : tuple of str
        Ids in the order of the Y/N strings.
    listed : mapping {label: pattern} or None
        None stands for every combination that no pattern of `infeasible` covers. Such states are written
        as Y/N strings in the file and get their options as a label ("o1, o3", or "nothing").
    """

    options: tuple[str, ...]
    listed: Mapping[str, str] | None
    infeasible: tuple[str, ...] = ()

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """All labels, in order."""
        return tuple(self._written)

    @cached_property
    def _written(self) -> Mapping[str, str]:
        if self.listed is not None:
            return self.listed
        strings = ("".join(reversed(letters)) for letters in product("NY", repeat=len(self.options)))
        feasible = (s for s in strings if not any(covers(p, s) for p in self.infeasible))
        return {label_of(s, self.options): s for s in feasible}

    @cached_property
    def _by_string(self) -> Mapping[str, str]:
        return {} if self.listed is not None else {s: label for label, s in self._written.items()}

    @property
    def countable(self) -> bool:
        """Whether the states can be told one by one, as a ranking has to."""
        return self.listed is not None or len(self.options) <= MOST_OPTIONS_UNLISTED

    def find(self, name: str) -> str | None:
        """Return the label meant by a name in the file, or None."""
        if name in self._written:
            return name
        return self._by_string.get(name)

    def named(self) -> tuple[NamedState, ...] | None:
        """Return the listed states for a Conflict, or None."""
        if self.listed is None:
            return None
        return tuple(NamedState(label, pattern) for label, pattern in self.listed.items())


def covers(pattern: str, other: str) -> bool:
    """Return whether two patterns have a combination of options in common.

    Examples
    --------
    >>> covers("Y--", "YNN"), covers("Y--", "-NN"), covers("Y--", "NYY")
    (True, True, False)
    """
    return all(a == b or "-" in (a, b) for a, b in zip(pattern, other, strict=True))


def label_of(string: str, options: Sequence[str]) -> str:
    """Return the label of a state that was not listed: the options taken.

    Examples
    --------
    >>> label_of("YNY", ["o1", "o2", "o3"]), label_of("NNN", ["o1", "o2", "o3"])
    ('o1, o3', 'nothing')
    """
    return ", ".join(o for o, letter in zip(options, string, strict=True) if letter == "Y") or "nothing"


def condition_of(pattern: str, options: Sequence[str]) -> Condition:
    """Return a pattern as a condition.

    Examples
    --------
    >>> str(condition_of("Y-N", ["o1", "o2", "o3"]))
    'o1 and not o3'
    """
    pairs = [(o, letter) for o, letter in zip(options, pattern, strict=True) if letter != "-"]
    parts: list[Condition] = [Taken(o) if letter == "Y" else Not(Taken(o)) for o, letter in pairs]
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def read_states(view: View, options: tuple[str, ...]) -> States:
    """Read `states` and `infeasible`."""
    infeasible = read_infeasible(view.reading, view.get("infeasible", []), view.path("infeasible"), options)
    states = view.get("states")
    if states is None:
        return States(options, None, infeasible)
    return States(options, _listed(view, states, len(options), infeasible), infeasible)


def read_infeasible(reading: Reading, value: Any, path: KeyPath, options: Sequence[str]) -> tuple[str, ...]:
    """Read a list of patterns that forbid states."""
    found = []
    for i, item in enumerate(reading.sequence(value, path)):
        pattern = _pattern(reading, item, (*path, i), len(options))
        if pattern and not pattern.strip("-"):
            reading.fault((*path, i), "the pattern forbids every state", "set at least one letter Y or N")
        elif pattern:
            found.append(pattern)
    return tuple(found)


def _listed(view: View, value: Any, length: int, infeasible: Sequence[str]) -> dict[str, str]:
    reading, path = view.reading, view.path("states")
    given = reading.mapping(value, path)
    if isinstance(value, dict) and not value:
        reading.fault(path, "no state is listed", "list the states, or leave 'states' out to have them all")
    listed: dict[str, str] = {}
    apart = view.get("moves") is None
    for label, written in given.items():
        at = (*path, label)
        if not label.strip():
            reading.fault(at, "a state has an empty label", "give it a number or a name")
        listed[label] = pattern = _pattern(reading, written, at, length)
        for forbidden in infeasible:
            if pattern and all(f in ("-", letter) for f, letter in zip(forbidden, pattern, strict=True)):
                what = f"'{pattern}' falls under the infeasible pattern '{forbidden}'"
                reading.fault(at, what, "take the state or the pattern out")
    if apart:
        _tell_apart(reading, path, listed)
    return listed


def _tell_apart(reading: Reading, path: KeyPath, listed: Mapping[str, str]) -> None:
    """Note states that share a combination of options: moves could not be told from the options."""
    plain: dict[str, str] = {}
    open_: dict[str, str] = {}
    for label, pattern in listed.items():
        if not pattern:
            continue
        others = {**open_, **plain} if "-" in pattern else {**open_, pattern: plain.get(pattern, "")}
        for taken, other in others.items():
            if other and covers(pattern, taken):
                what = f"'{pattern}' and '{taken}' of state '{other}' have a combination of options in common"
                reading.fault((*path, label), what, "make the patterns differ, or list the 'moves'")
        (open_ if "-" in pattern else plain).setdefault(pattern, label)


def _pattern(reading: Reading, value: Any, path: KeyPath, length: int) -> str:
    if not isinstance(value, str):
        reading.fault(
            path, f"{kind(value)} stands where a Y/N pattern is expected", "write letters Y, N and -"
        )
        return ""
    wrong = sorted(set(value) - set("YN-"))
    if wrong:
        listed = ", ".join(f"'{letter}'" for letter in wrong)
        reading.fault(path, f"the pattern '{value}' has {listed}", "write letters Y, N and - only")
        return ""
    if len(value) != length:
        what = f"the pattern '{value}' has {len(value)} letters for {length} options"
        reading.fault(path, what, "write one letter for each option")
        return ""
    return value


def label_text(value: Any) -> str | None:
    """Return a label written as a text or a whole number, else None.

    Examples
    --------
    >>> label_text(12), label_text("12"), label_text(True)
    ('12', '12', None)
    """
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def read_label(reading: Reading, value: Any, path: KeyPath, states: States) -> str | None:
    """Read one label; note a fault where no state has it."""
    text = label_text(value)
    if text is None:
        reading.fault(path, f"{kind(value)} stands where a state is expected", "write its label")
        return None
    if not states.countable:
        return text
    label = states.find(text)
    if label is None:
        advice = (
            "use a label of 'states'" if states.listed is not None else "write a feasible state in Y and N"
        )
        known = states.listed or ()
        reading.fault(path, f"unknown state '{text}'", near(text, known, advice))
    return label


def read_labels(reading: Reading, value: Any, path: KeyPath, states: States) -> tuple[str, ...]:
    """Read a list of labels in which each stands once."""
    labels: list[str] = []
    for i, item in enumerate(reading.sequence(value, path)):
        label = read_label(reading, item, (*path, i), states)
        if label in labels:
            reading.fault((*path, i), f"state '{label}' is named twice", "name each state once")
        elif label is not None:
            labels.append(label)
    return tuple(labels)
