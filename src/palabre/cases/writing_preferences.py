"""Writing the preferences of a case, with all that is known of them, as `preferences` reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from palabre.cases.states import MOST_OPTIONS_UNLISTED
from palabre.cases.terms import renamed
from palabre.conflict import Conflict, ConflictError, Mark, Pairwise, Preference, Ranking, Statements, Weights
from palabre.conflict.structures import tiers_of

Call = Callable[[int], str]


def preferring(
    conflict: Conflict, names: Mapping[str, str], place: dict[str, str], call: Call
) -> dict[str, Any]:
    """Return the keys of a case file that say what everybody prefers.

    Parameters
    ----------
    conflict : Conflict
    names, place : mapping, dict
        What the file calls each decision maker, and each option.
    call : callable
        Returns what the file calls a state.
    """
    said = {names[dm.id]: dm.preference for dm in conflict.decision_makers}
    found: dict[str, dict[str, Any]] = written(said, conflict, place, call)
    for dm in conflict.decision_makers:
        name = names[dm.id]
        if dm.threshold is not None:
            found.setdefault("thresholds", {})[name] = dm.threshold
        if dm.attitudes:
            found.setdefault("attitudes", {})[name] = {names[j]: kind for j, kind in dm.attitudes}
    return found


def written(
    said: Mapping[str, Preference], conflict: Conflict, place: dict[str, str], call: Call
) -> dict[str, dict[str, Any]]:
    """Return preferences by the key of a case file that holds them, and by whose they are."""
    found: dict[str, dict[str, Any]] = {}
    for name, likes in said.items():
        if isinstance(likes, Statements):
            found.setdefault("statements", {})[name] = _statements(likes, place)
        elif isinstance(likes, Weights):
            weights = {place[w.option]: w.weight for w in likes.lines}
            found.setdefault("weights", {})[name] = weights
        elif isinstance(likes, Pairwise):
            found.setdefault("uncertain", {})[name] = _pairs(conflict, likes, call)
        else:
            found.setdefault("preferences", {})[name] = _ranking(conflict, likes, call)
    keys = ("preferences", "statements", "weights", "uncertain")
    return {key: found[key] for key in keys if key in found}


def _statements(likes: Statements, place: dict[str, str]) -> list[Any]:
    written: list[Any] = []
    for tier in tiers_of(likes.lines):
        said = [str(renamed(likes.lines[k].condition, place)) for k in tier]
        marks = _marks(likes.lines[tier[0]].mark)
        if len(said) > 1:
            written.append({"equal": said, **marks})
        else:
            written.append({"is": said[0], **marks} if marks else said[0])
    return written


def _marks(mark: Mark) -> dict[str, Any]:
    marks: dict[str, Any] = {"unknown": True} if mark.unknown else {}
    marks |= {"strong": True} if mark.strong else {}
    return marks | ({"degree": mark.degree} if mark.degree < 1 else {})


def _listable(conflict: Conflict) -> None:
    if conflict.states is None and len(conflict.options) > MOST_OPTIONS_UNLISTED:
        raise ConflictError(
            f"a ranking over the combinations of more than {MOST_OPTIONS_UNLISTED} options",
            "list the states, or give statements",
        )


def _ranking(conflict: Conflict, likes: Ranking, call: Call) -> list[Any]:
    _listable(conflict)
    index = conflict.space.index
    written: list[Any] = []
    for k, tier in enumerate(likes.tiers):
        said = [call(s) for s in sorted(map(index, tier))]
        written.append(said if len(said) > 1 else said[0])
        if likes.steps and k < len(likes.steps):
            written.append(_step(likes.steps[k]))
    return written


def _step(mark: Mark) -> str:
    if mark.unknown:
        return "?"
    if mark.strong and mark.degree < 1:
        what = "a step of a ranking that is both strong and of some degree has no sign in a case file"
        raise ConflictError(what, "write the preference in statements or pairs")
    return ">>" if mark.strong else f"> {mark.degree:g}" if mark.degree < 1 else ">"


def _pairs(conflict: Conflict, likes: Pairwise, call: Call) -> dict[str, Any]:
    _listable(conflict)
    found: dict[str, Any] = {}
    index = conflict.space.index
    for pair in likes.pairs:
        both = [call(index(pair.one)), call(index(pair.other))]
        mark = pair.mark
        if mark.strong and mark.degree < 1:
            what = "a pair that is both strong and of some degree has no place in a case file"
            raise ConflictError(what, "leave one of the two out")
        key = "prefers"
        if pair.equal:
            key = "indifferent"
        elif mark.unknown or mark.strong:
            key = "unknown" if mark.unknown else "much"
        elif mark.degree < 1:
            key = "degrees"
        found.setdefault(key, []).append([*both, mark.degree] if key == "degrees" else both)
    return found | ({"rest": "equal"} if likes.rest == "equal" else {})
