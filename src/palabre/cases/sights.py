"""Sights of a case: what some decision makers see otherwise than the model has it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from palabre.cases.jsonfile import KeyPath
from palabre.cases.pieces import one_way, option_of
from palabre.cases.preferences import read_pairs, read_ranking, read_statements, read_weights
from palabre.cases.reading import Reading, View, near
from palabre.cases.states import States, condition_of, read_infeasible
from palabre.conflict import Option, Preference, Rule, Sight, Unseen

PREFERENCES = ("statements", "preferences", "weights", "uncertain")
KEYS = ("hides", *PREFERENCES, "infeasible", "irreversible")


def read_sights(
    view: View, dms: tuple[str, ...], options: tuple[Option, ...], states: States
) -> tuple[Sight, ...]:
    """Read `seen_by`: {decision maker: {hides, preferences, statements, weights, uncertain, …}}.

    `hides` lists options; the others are as in the case itself, and say what this decision maker believes.
    """
    reading, path = view.reading, view.path("seen_by")
    found = []
    for dm, value in reading.mapping(view.get("seen_by", {}), path).items():
        at: KeyPath = (*path, dm)
        if dm not in dms:
            reading.fault(at, "unknown decision maker", near(dm, dms, "use a name of 'dms'"))
        given = reading.mapping(value, at)
        reading.known_keys(given, at, KEYS)
        if isinstance(value, dict) and not any(given.get(key) for key in KEYS):
            remedy = f"say something under {', '.join(KEYS)}, or leave it out"
            reading.fault(at, f"'{dm}' sees everything as the model has it", remedy)
        found.append(_sight(reading, dm, given, at, dms, options, states))
    return tuple(found)


def _sight(  # noqa: PLR0917
    reading: Reading,
    dm: str,
    given: Mapping[str, Any],
    at: KeyPath,
    dms: tuple[str, ...],
    options: tuple[Option, ...],
    states: States,
) -> Sight:
    def part(key: str, absent: Any) -> Any:
        return absent if given.get(key) is None else given[key]

    hidden = [
        option_of(reading, item, (*at, "hides", i), options)
        for i, item in enumerate(reading.sequence(part("hides", []), (*at, "hides")))
    ]
    prefers: dict[str, Preference] = {}
    for key in PREFERENCES:
        for other, value in reading.mapping(part(key, {}), (*at, key)).items():
            here = (*at, key, other)
            if other not in dms:
                reading.fault(here, "unknown decision maker", near(other, dms, "use a name of 'dms'"))
            elif key == "preferences":
                prefers[other] = read_ranking(reading, value, here, states)
            elif key == "uncertain":
                prefers[other] = read_pairs(reading, value, here, states)
            elif key == "weights":
                prefers[other] = read_weights(reading, value, here, f"{dm} on {other}", states.options)
            else:
                prefers[other] = read_statements(reading, value, here, f"{dm} on {other}", states.options)
    never = [
        condition_of(pattern, states.options)
        for pattern in read_infeasible(reading, part("infeasible", []), (*at, "infeasible"), states.options)
    ]
    return Sight(
        dm,
        tuple(Unseen(option) for option in dict.fromkeys(hidden) if option),
        prefers,
        tuple(Rule(f"{dm} sees: never: {c}", "never", (c,)) for c in never),
        one_way(reading, part("irreversible", []), (*at, "irreversible"), options, f"{dm} sees: "),
    )
