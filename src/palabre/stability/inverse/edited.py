"""Edited: the fewest edits of lists of statements, by trying all single edits and all pairs of edits.

Whether a state is stable for a decision maker under Nash, GMR or SMR depends on its own list alone, so that a
table a decision maker serves all combinations. Under SEQ the others' lists matter too: what is Nash stable
for all is an equilibrium, what is not GMR stable is none, and only what lies between is judged combination by
combination. Changing the order of statements is what [1]_ does by integer programming.

References
----------
.. [1] J. Wang, K. W. Hipel, L. Fang and Y. Dang, "Matrix representations of the inverse problem in the graph
   model for conflict resolution", European Journal of Operational Research 270(1), 282-293, 2018.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from palabre.conflict import Conflict
from palabre.stability.analysis import Analysis, analyse
from palabre.stability.concepts import Concept
from palabre.stability.inverse.bench import Bench, Changed, Lists
from palabre.stability.inverse.lines import KINDS, Edit, Kind, List
from palabre.stability.inverse.remedy import Amendment, Remedy
from palabre.stability.inverse.target import Target

SHOWN = 24


def search(
    analysis: Analysis, target: Target, kind: Concept, *, hold: bool, kinds: Sequence[Kind] = KINDS
) -> Remedy:
    """Return the fewest edits after which a target is, or is not, an equilibrium."""
    held = analysis.mask(kind.id)[list(target.states)]
    if held.any() == hold:
        state = analysis.space.label(target.states[int(np.argmax(held))]) if hold else None
        return _remedy(
            target, kind, hold, 0, (), state, [], 0, 0, True, "nothing needs to change", analysis.conflict
        )
    desk = Bench(analysis, target, kind, hold, kinds)
    found = [(c, {dm: how}) for c, how, dm in desk.alone(desk.once)]
    certain = desk.complete
    single = f"{desk.tried[0]:,} single edit{'s' if desk.tried[0] != 1 else ''}"
    if found:
        return _found(desk, found, 1, 1, f"one is the least there can be ({single} were tried)")
    twice = desk.twice()
    found = [(c, {dm: how}) for c, how, dm in desk.alone(twice)]
    found += list(desk.across())
    pairs = desk.tried[1] + sum(len(x.lists) for x in twice.values())
    none = f"none of the {single} does it" if certain else "not all single edits could be tried"
    if found:
        return _found(desk, found, 2, 2 if certain else 1, none)
    complete = certain and desk.complete
    none += f", and none of the {pairs:,} pairs of edits" if complete else ""
    least = 3 if complete else 2 if certain else 1
    if hold:
        more = _summed(desk, twice, least, none)
        if more is not None:
            return more
    words = none if complete else f"{none}; not all pairs of edits could be tried"
    return _remedy(target, kind, hold, None, (), None, [], 0, least, complete, words, None)


def _found(
    desk: Bench,
    found: Sequence[tuple[Changed, Mapping[int, Sequence[Edit]]]],
    size: int,
    least: int,
    words: str,
) -> Remedy:
    ways = [desk.told(*one) for one in found[:SHOWN]]
    conflict = desk.conflict(found[0][0])
    state = None
    if desk.hold:
        held = analyse(conflict, desk.kind.id, sanctions=desk.analysis.sanctions).mask(desk.kind.id)
        state = desk.analysis.space.label(next(s for s in desk.target.states if held[s]))
    return _remedy(
        desk.target,
        desk.kind,
        desk.hold,
        size,
        ways[0],
        state,
        ways,
        len(found),
        least,
        size == least,
        words,
        conflict,
    )


def _summed(desk: Bench, twice: Mapping[int, Lists], least: int, none: str) -> Remedy | None:
    """Return what is enough if each decision maker is won over by itself, with two edits at most."""
    count = len(desk.target.states)
    ids = range(len(desk.now))
    need = np.full((len(ids), count), 3)
    pick: dict[tuple[int, int], tuple[List, tuple[Edit, ...]]] = {}
    for dm in ids:
        for f in range(count):
            for size, some in ((0, desk.now[dm]), (1, desk.once.get(dm)), (2, twice.get(dm))):
                if some is not None and some.surely[:, f].any():
                    k = int(np.argmax(some.surely[:, f]))
                    need[dm, f] = size
                    pick[dm, f] = some.lists[k], some.how[k]
                    break
    possible = np.array([all((dm, f) in pick for dm in ids) for f in range(count)])
    total = need.sum(axis=0)
    own = desk.kind.answer != "improvements" and desk.complete
    bound = max(least, int(total.min())) if own else least
    if not possible.any():
        return None
    f = int(np.argmin(np.where(possible, total, np.iinfo(int).max)))
    size = int(total[f])
    chosen = {dm: pick[dm, f] for dm in ids if need[dm, f]}
    words = f"{none}; each decision maker was won over by itself with the fewest edits"
    if size > bound:
        words += f"; whether {bound} to {size - 1} edits would do was not tried"
    changed = {dm: lines for dm, (lines, _) in chosen.items()}
    how = {dm: made for dm, (_, made) in chosen.items()}
    return _found(desk, [(changed, how)], size, bound, words)


def _remedy(  # noqa: PLR0917
    target: Target,
    kind: Concept,
    hold: bool,
    size: int | None,
    changes: tuple[Amendment, ...],
    state: str | None,
    ways: list[tuple[Amendment, ...]],
    found: int,
    least: int,
    exact: bool,
    words: str,
    conflict: Conflict | None,
) -> Remedy:
    return Remedy(
        target.name,
        kind.id,
        "hold" if hold else "fail",
        "edits",
        size == 0,
        size,
        changes,
        state,
        tuple(ways),
        found,
        least,
        exact,
        words,
        conflict,
    )
