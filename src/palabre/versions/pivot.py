"""Pivot: the smallest change that turns a verdict of the working version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from palabre.conflict import unranked
from palabre.stability.concepts import concept_of
from palabre.versions.change import Change, Changes, Search
from palabre.versions.choice import Choice
from palabre.versions.edits import SHOWN, Bench
from palabre.versions.field import field_of
from palabre.versions.runner import Key
from palabre.versions.version import Rows

if TYPE_CHECKING:
    from palabre.versions.sweep import Sweep

MOST_NEAR = 20_000
UNTRIED = Search(
    None, (), 0, 0, False, "none was tried, for not every preference is an order of the states by itself"
)


@dataclass(frozen=True)
class Pivots:
    """What would make a settlement hold that fails in the working version, or break one that holds.

    Parameters
    ----------
    settlement, concept : str
    holds : bool
        The verdict of the working version.
    answers : Search
        Other answers to the disputed questions, and assumptions given up or moved.
    lines : Search
        Any preference lines dropped or moved to any other place, whether or not they are in dispute.
    """

    settlement: str
    concept: str
    holds: bool
    answers: Search
    lines: Search

    def sentences(self) -> tuple[str, ...]:
        """Return the findings in words."""
        name = concept_of(self.concept).name
        turned = "no longer hold" if self.holds else "hold"
        verdict = "holds" if self.holds else "does not hold"
        first = f"In the working version '{self.settlement}' {verdict} under {name}."
        return (
            first,
            _sentence(self.answers, turned, "change of the answers and assumptions", "changes"),
            _sentence(self.lines, turned, "edit of a preference line", "edits"),
        )

    def as_json(self) -> dict[str, Any]:
        """Return the pivots as plain values."""
        return {
            "settlement": self.settlement,
            "concept": self.concept,
            "holds": self.holds,
            "answers": self.answers.as_json(),
            "lines": self.lines.as_json(),
        }


def _sentence(search: Search, turned: str, one: str, many: str) -> str:
    if search.size is None:
        return f"No {one} was found after which it would {turned}: {search.certificate}."
    number = f"one {one}" if search.size == 1 else f"{search.size} {many}"
    ways = "; or ".join(" together with ".join(map(str, s)) for s in search.sets[:3])
    more = f"; or {search.found - 3:,} others" if search.found > 3 else ""
    return f"It would {turned} after {number}: {ways}{more} ({search.certificate})."


def pivots_of(sweep: Sweep, settlement: str, concept: str) -> Pivots:
    """Return the smallest changes that turn the verdict of the working version."""
    key = settlement, concept
    holds = sweep.verdict(*key)
    answers = _from_all(sweep, key, not holds) if sweep.exhaustive else _from_near(sweep, key, not holds)
    lines = UNTRIED if unranked(sweep.conflict) else _bench(sweep).search(key, not holds)
    return Pivots(settlement, concept, holds, answers, lines)


def _bench(sweep: Sweep) -> Bench:
    if "bench" not in sweep._memo:
        working = sweep.runner.setting(sweep.versions[sweep.working])
        stage = field_of(sweep.conflict, working)
        assert stage is not None, "the working version was analysed before anything was run"
        sweep._memo["bench"] = Bench(sweep.conflict, working, stage)
    bench: Bench = sweep._memo["bench"]
    return bench


def changes_of(sweep: Sweep, row: NDArray[np.int16]) -> Changes:
    """Return what a version does differently from the working version."""
    desk = sweep.versions[sweep.working]
    return tuple(_change(sweep.choices[k], int(row[k]), int(desk[k])) for k in np.flatnonzero(row != desk))


def _change(choice: Choice, value: int, working: int) -> Change:
    if choice.kind == "line":
        dm = next(iter(choice.touches), "")
        return Change(choice.phrase(value), "assumption", choice.id, dm)
    instead = choice.values[working].replace("-", " ")
    return Change(f"{choice.phrase(value)} (not {instead})", "answer", choice.id)


def _sets(sweep: Sweep, rows: Rows) -> tuple[Changes, ...]:
    """Return the first sets of changes, in the order of the choices they change."""
    same = rows == sweep.versions[sweep.working]
    order = np.lexsort(np.concatenate([same, rows], axis=1).T[::-1]) if rows.shape[1] else range(len(rows))
    return tuple(changes_of(sweep, rows[k]) for k in order[:SHOWN])


def _from_all(sweep: Sweep, key: Key, wanted: bool) -> Search:
    """All versions were run, so the nearest of the wanted kind is the smallest set there is."""
    away = (sweep.versions != sweep.versions[sweep.working]).sum(axis=1)
    hits = np.flatnonzero(sweep.holds[key] == wanted)
    total = len(sweep)
    if not len(hits):
        words = "the one version there is was run" if total == 1 else f"all {total:,} versions were run"
        return Search(None, (), 0, total, True, words)
    size = int(away[hits].min())
    nearest = hits[away[hits] == size]
    fewer = int((away < size).sum()) - 1
    return _search(sweep, size, sweep.versions[nearest], fewer, total)


def _search(sweep: Sweep, size: int, rows: Rows, fewer: int, tried: int) -> Search:
    sets = _sets(sweep, rows)
    words = f"no smaller set does it: all {fewer:,} versions with fewer changes were run"
    if size == 1:
        words = "one change is the least there can be"
    return Search(size, sets, len(rows), tried, True, words)


def _from_near(sweep: Sweep, key: Key, wanted: bool) -> Search:
    """Of a sample, run the versions around the working version, one change further each time."""
    tried = 0
    for size in range(1, len(sweep.choices) + 1):
        number = sum(prod(len(c.values) - 1 for c in some) for some in combinations(sweep.choices, size))
        if tried + number > MOST_NEAR:
            break
        rows = np.array(list(_around(sweep, size)), np.int16)
        hits = np.flatnonzero(sweep.runner.run(rows).holds[key] == wanted)
        if len(hits):
            return _search(sweep, size, rows[hits], tried, tried + number)
        tried += number
    hits = np.flatnonzero(sweep.holds[key] == wanted)
    words = f"no version with up to {size - 1} changes does it ({tried:,} run), and not all others were run"
    if not len(hits):
        return Search(None, (), 0, tried + len(sweep), False, words)
    away = (sweep.versions[hits] != sweep.versions[sweep.working]).sum(axis=1)
    nearest = hits[away == away.min()]
    sets = _sets(sweep, sweep.versions[nearest])
    return Search(int(away.min()), sets, len(nearest), tried + len(sweep), False, words)


def _around(sweep: Sweep, size: int) -> Iterator[NDArray[np.int16]]:
    desk = sweep.versions[sweep.working]
    for some in combinations(range(len(sweep.choices)), size):
        others = [[v for v in range(len(sweep.choices[k].values)) if v != desk[k]] for k in some]
        for values in product(*others):
            row = desk.copy()
            row[list(some)] = values
            yield row
