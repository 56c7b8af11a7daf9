"""The case file: a published conflict as JSON, read into a Case."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from palabre.cases.case import Case, Variant
from palabre.cases.jsonfile import KeyPath
from palabre.cases.pieces import (
    check_owners,
    read_decision_makers,
    read_moves,
    read_now,
    read_one_way,
    read_options,
)
from palabre.cases.preferences import read_pairs, read_ranking, read_statements, read_weights
from palabre.cases.reading import Reading, View, near
from palabre.cases.results import read_differences, read_published, read_sanctions
from palabre.cases.sights import read_sights
from palabre.cases.stances import read_stances
from palabre.cases.states import States, condition_of, read_states
from palabre.cases.together import read_joint
from palabre.conflict import Conflict, ConflictError, DecisionMaker, Preference, Rule, Statements
from palabre.conflict.likings import check_preference

ABOUT = ("title", "source", "provenance", "notes")
MODEL = (
    "dms",
    "options",
    "irreversible",
    "states",
    "infeasible",
    "moves",
    "jointly",
    "status_quo",
    "seen_by",
)
PREFERENCES = ("preferences", "statements", "weights", "uncertain")
STANCES = ("thresholds", "attitudes")
RESULTS = ("published_results", "expected_differences", "reproduced_under")
KEYS = (*ABOUT, *MODEL, *PREFERENCES, *STANCES, *RESULTS)


def read_case(reading: Reading, data: dict[str, Any], name: str) -> Case:
    """Read a case; raise every fault of the file at once."""
    reading.known_keys(data, (), (*KEYS, "variants"))
    overrides = {"": {}} if data.get("variants") is None else reading.mapping(data["variants"], ("variants",))
    if not overrides and isinstance(data["variants"], dict):
        reading.fault(("variants",), "no variant is listed", "list one, or leave 'variants' out")
    title = reading.word(data.get("title", name), ("title",))
    variants = []
    for variant, over in overrides.items():
        at: KeyPath = ("variants", variant) if data.get("variants") else ()
        own = reading.mapping(over, at)
        if at:
            reading.known_keys(own, at, KEYS)
        variants.append(_variant(View(reading, data, own, at), variant, title))
    given = reading.mapping(data.get("provenance") or {}, ("provenance",))
    case = Case(
        name,
        title,
        tuple(v for v in variants if v),
        reading.words(data.get("source") or [], ("source",)),
        {key: reading.word(value, ("provenance", key)) for key, value in given.items()},
        reading.words(data.get("notes") or [], ("notes",)),
        tuple(reading.left_aside),
    )
    reading.stop_at_faults()
    return case


def _variant(view: View, name: str, title: str) -> Variant | None:
    dms = read_decision_makers(view)
    options = read_options(view, dms)
    if not dms or not options:
        return None
    ids = tuple(option.id for option in options)
    states = read_states(view, ids)
    rankings, statements = _preferences(view, dms, states)
    published = read_published(view, dms, states)
    check_owners(view, dms, options)
    never = [condition_of(pattern, ids) for pattern in states.infeasible]
    model = Conflict(
        f"{title} ({name})" if name else title,
        tuple(DecisionMaker(dm, dm, tuple(o for o in options if o.owner == dm), Statements()) for dm in dms),
        tuple(Rule(f"never: {condition}", "never", (condition,)) for condition in never),
        read_one_way(view, options),
        states.named(),
        read_moves(view, dms, states),
        read_now(view, states),
        option_order=ids,
        joint=read_joint(view, dms, options),
        seen_by=read_sights(view, dms, options, states),
    )
    model = replace(model, decision_makers=read_stances(view, model.decision_makers))
    _check(view, _preferring(model, statements | rankings))
    return Variant(
        name,
        _preferring(model, statements | rankings),
        _preferring(model, rankings | statements) if rankings and statements else None,
        published,
        read_differences(view, published, states),
        read_sanctions(view),
    )


def _check(view: View, model: Conflict) -> None:
    """Note degrees, thresholds and marks that cannot be right, and pairs compared twice."""
    for dm in model.decision_makers:
        given = {key: view.get(key) for key in PREFERENCES}
        key = next((k for k, v in given.items() if isinstance(v, dict) and dm.id in v), "preferences")
        path = (*view.path(key), dm.id)
        try:
            check_preference(dm, [d.id for d in model.decision_makers])
        except ConflictError as fault:
            view.reading.fault(path, fault.what, fault.remedy)


def _preferring(model: Conflict, preferences: dict[str, Preference]) -> Conflict:
    for dm, preference in preferences.items():
        model = model.with_preference(dm, preference)
    return model


def _preferences(
    view: View, dms: tuple[str, ...], states: States
) -> tuple[dict[str, Preference], dict[str, Preference]]:
    reading = view.reading
    given: dict[str, dict[str, Any]] = {}
    for key in PREFERENCES:
        path = view.path(key)
        given[key] = reading.mapping(view.get(key, {}), path)
        for dm in given[key]:
            if dm not in dms:
                reading.fault((*path, dm), "unknown decision maker", near(dm, dms, "use a name of 'dms'"))
    rankings: dict[str, Preference] = {}
    statements: dict[str, Preference] = {}
    for dm in dms:
        if given["preferences"].get(dm) is not None:
            at = (*view.path("preferences"), dm)
            rankings[dm] = read_ranking(reading, given["preferences"][dm], at, states)
        if given["statements"].get(dm) is not None:
            at = (*view.path("statements"), dm)
            statements[dm] = read_statements(reading, given["statements"][dm], at, dm, states.options)
        if given["weights"].get(dm) is not None:
            at = (*view.path("weights"), dm)
            rankings.setdefault(dm, read_weights(reading, given["weights"][dm], at, dm, states.options))
        if given["uncertain"].get(dm) is not None:
            at = (*view.path("uncertain"), dm)
            pairs = read_pairs(reading, given["uncertain"][dm], at, states)
            if dm in rankings or dm in statements:
                kept = "the ranking, statements or weights beside them count"
                reading.leave(f"uncertain preferences of '{dm}' are left aside; {kept}")
            else:
                rankings[dm] = pairs
        if dm not in rankings and dm not in statements:
            what = f"'{dm}' has no preferences"
            remedy = "give a ranking under 'preferences', conditions under 'statements', or 'weights'"
            reading.fault(view.path("preferences"), what, remedy)
    return rankings, statements
