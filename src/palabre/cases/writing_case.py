"""Writing a case file: a conflict in the format of the published cases, which `load` reads again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from os import PathLike
from pathlib import Path
from typing import Any

from palabre.cases.terms import dm_names, forbidden, letters, renamed
from palabre.cases.writing_preferences import Call, preferring, written
from palabre.conflict import Conflict, JointMove, Sight, Space
from palabre.terms import write_whole


def case_text(conflict: Conflict) -> str:
    """Return a conflict as a case file; `write_case` puts it into a file.

    Options are called o1, o2, … in a case, and states that are not listed by hand are written as Y and N.
    Settlements, and what a line rests on, are left out: a case file has no place for them.

    Raises
    ------
    ConflictError
        When there are more than sixteen options, states that are not listed, and a ranking or moves by hand.

    Examples
    --------
    >>> from palabre import cases
    >>> json.loads(case_text(cases.load("chicken").conflict()))["dms"]
    ['Row', 'Column']
    """
    ids = [o.id for o in conflict.options]
    names, place = dm_names(conflict), {o: f"o{k}" for k, o in enumerate(ids, 1)}
    case: dict[str, Any] = {
        "title": conflict.title,
        "dms": list(names.values()),
        "options": [{"name": o.name or o.id, "dm": names[o.owner]} for o in conflict.options],
    }
    if conflict.states is not None:
        case["states"] = {s.label: s.pattern for s in conflict.states}
    elif conflict.rules:
        case["infeasible"] = [letters(term, ids) for term in forbidden(conflict.rules)]
    if conflict.one_way:
        case["irreversible"] = [
            {"option": ids.index(w.option), "allowed": w.allowed} for w in conflict.one_way
        ]
    if conflict.joint:
        case["jointly"] = {j.id: _joint(j, names, ids, place) for j in conflict.joint}
    call = partial(name_of, conflict, conflict.space)
    seen = {names[s.dm]: _sight(conflict, s, names, place, call) for s in conflict.seen_by}
    if seen := {dm: said for dm, said in seen.items() if said}:
        case["seen_by"] = seen
    if conflict.moves is not None:
        case["moves"] = {names[dm]: _moves(conflict, moves) for dm, moves in conflict.moves.items()}
    case |= preferring(conflict, names, place, call)
    if conflict.space.now is not None:
        case["status_quo"] = name_of(conflict, conflict.space, conflict.space.now)
    return json.dumps(case, ensure_ascii=False, indent=1) + "\n"


def _joint(
    move: JointMove, names: Mapping[str, str], ids: Sequence[str], place: dict[str, str]
) -> dict[str, Any]:
    made: dict[str, Any] = {"by": [names[dm] for dm in move.dms]}
    made |= {
        key: [ids.index(o) for o in move_options] for key, move_options in _changes(move) if move_options
    }
    return made | ({} if move.when is None else {"when": str(renamed(move.when, place))})


def _changes(move: JointMove) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return ("takes", move.takes), ("leaves", move.leaves)


def write_case(conflict: Conflict, path: str | PathLike[str]) -> None:
    """Write a conflict to a case file; see `case_text`."""
    write_whole(Path(path), case_text(conflict))


def _sight(
    conflict: Conflict, sight: Sight, names: Mapping[str, str], place: dict[str, str], call: Call
) -> dict[str, Any]:
    """Return what one sees otherwise, in the keys of a case."""
    ids = [o.id for o in conflict.options]
    made: dict[str, Any] = {
        "hides": [ids.index(u.option) for u in sight.hides],
        **written({names[dm]: likes for dm, likes in sight.prefers.items()}, conflict, place, call),
        "infeasible": [letters(term, ids) for term in forbidden(sight.rules)],
        "irreversible": [{"option": ids.index(w.option), "allowed": w.allowed} for w in sight.one_way],
    }
    return {key: value for key, value in made.items() if value}


def _moves(conflict: Conflict, moves: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {_name(conflict, a): [_name(conflict, b) for b in to if b != a] for a, to in moves.items()}


def _name(conflict: Conflict, label: str) -> str:
    return name_of(conflict, conflict.space, conflict.space.index(label))


def name_of(conflict: Conflict, space: Space, state: int) -> str:
    """Return what a case file calls a state: its label where it is listed, else its Y and N."""
    return space.label(state) if conflict.states is not None else pattern_of(space, state)


def pattern_of(space: Space, state: int) -> str:
    """Return a state as a string of Y, N and -."""
    code, care = int(space.codes[state]), int(space.cares[state])
    return "".join(
        "-" if not care >> k & 1 else "Y" if code >> k & 1 else "N" for k in range(len(space.options))
    )
