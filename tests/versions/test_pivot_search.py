"""Pivots against a search that tries everything one by one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import disputed
import pytest

from palabre.conflict import Conflict, ConflictError, Statements
from palabre.stability import analyse
from palabre.versions import Sweep, sweep

CONCEPTS = ("nash", "gmr", "smr", "seq")


def swept(seed: int, most: int, lines: int) -> Sweep | None:
    conflict, questions = disputed.model(seed)
    try:
        result = sweep(conflict, questions, concepts=CONCEPTS)
    except ConflictError:
        return None  # the working version has no feasible state, or today's is not
    preferences = [d.preference for d in result.version().decision_makers]
    longest = max([0, *(len(p.lines) for p in preferences if isinstance(p, Statements))])
    return result if len(result) <= most and longest <= lines else None


def test_the_nearest_version_of_the_other_verdict_is_found() -> None:
    turned = 0
    for seed in range(60):
        result = swept(seed, 2_000, 9)
        if result is None:
            continue
        desk = result.versions[result.working].tolist()
        rows = result.versions.tolist()
        for key, holds in result.holds.items():
            pivots = result.pivots(*key)
            assert pivots.holds == holds[result.working]
            away = [
                sum(a != b for a, b in zip(row, desk, strict=True))
                for row, held in zip(rows, holds, strict=True)
                if held != pivots.holds
            ]
            if not away:
                assert (pivots.answers.size, pivots.answers.sets) == (None, ())
                continue
            turned += 1
            assert pivots.answers.size == min(away)
            assert pivots.answers.found == away.count(min(away))
            assert {len(s) for s in pivots.answers.sets} == {min(away)}
            assert pivots.answers.exhaustive
    assert turned > 40


def neighbours(order: tuple[int, ...]) -> set[tuple[int, ...]]:
    """Every order one edit away: a line dropped, or taken out and put back elsewhere."""
    found = set()
    for k in range(len(order)):
        left = order[:k] + order[k + 1 :]
        found.add(left)
        found |= {(*left[:j], order[k], *left[j:]) for j in range(len(order))}
    return found - {order}


def edited(conflict: Conflict, orders: tuple[tuple[int, ...], ...]) -> Conflict:
    for dm, order in zip(conflict.decision_makers, orders, strict=True):
        if isinstance(dm.preference, Statements):
            lines = tuple(dm.preference.lines[k] for k in order)
            conflict = conflict.with_preference(dm.id, Statements(lines))
    return conflict


def one_further(orders: tuple[tuple[int, ...], ...]) -> Iterator[tuple[tuple[int, ...], ...]]:
    for k, order in enumerate(orders):
        for changed in neighbours(order):
            yield (*orders[:k], changed, *orders[k + 1 :])


def test_the_fewest_edits_of_lines_are_found_and_nothing_smaller_exists() -> None:
    sizes = []
    for seed in (*range(25), 112, 123, 189, 272, 320, 392):
        result = swept(seed, 2_000, 4)
        if result is None:
            continue
        conflict = result.version()
        orders = tuple(
            tuple(range(len(d.preference.lines))) if isinstance(d.preference, Statements) else ()
            for d in conflict.decision_makers
        )
        once = set(one_further(orders))
        twice = {o for near in once for o in one_further(near)} - once - {orders}
        if len(twice) > 400:
            continue
        analyses = {o: analyse(edited(conflict, o), CONCEPTS) for o in once | twice}
        for key, holds in result.holds.items():
            search = result.pivots(*key).lines
            want = not holds[result.working]
            by_size = [sum(analyses[o].holds(*key) == want for o in some) for some in (once, twice)]
            expected = next((k + 1 for k, hits in enumerate(by_size) if hits), None)
            assert search.size == expected, (seed, key)
            assert search.exhaustive
            assert {len(s) for s in search.sets} == ({expected} if expected else set())
            if expected:
                assert search.found == by_size[expected - 1]
            sizes.append(expected)
    assert set(sizes) == {1, 2, None}


def test_edits_said_do_what_they_say() -> None:
    """Carry out the first set of edits found, from its words alone."""
    done = 0
    for seed in range(40):
        result = swept(seed, 2_000, 5)
        if result is None:
            continue
        for key, holds in result.holds.items():
            search = result.pivots(*key).lines
            for changes in search.sets[:3]:
                conflict = result.version()
                for change in changes:
                    conflict = carried_out(conflict, change.dm, change.what)
                assert analyse(conflict, CONCEPTS).holds(*key) != holds[result.working], (seed, key, changes)
                done += 1
    assert done > 50


def carried_out(conflict: Conflict, dm: str, what: str) -> Conflict:
    preference = conflict.decision_maker(dm).preference
    assert isinstance(preference, Statements)
    lines = list(preference.lines)
    place = {line.id.removeprefix(f"{dm}: "): k for k, line in enumerate(lines)}
    match what.split(": ", 1)[1].split("'"):
        case ["drop ", name, ""]:
            del lines[place[name]]
        case ["put ", name, side, other, ""]:
            moved = lines.pop(place[name])
            at = next(k for k, line in enumerate(lines) if line.id == f"{dm}: {other}")
            lines.insert(at + (side == " below "), moved)
        case _:
            raise AssertionError(what)
    return conflict.with_preference(dm, Statements(tuple(lines)))


def test_work_is_bounded_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    result = next(r for r in (swept(seed, 2_000, 5) for seed in range(40)) if r and stubborn(r))
    key = stubborn(result)
    assert key is not None
    assert result.pivots(*key).lines.exhaustive
    for limit, value, said in (
        ("MOST_PAIRS", 1, "not all pairs of edits could be tried"),
        ("MOST_CELLS", 1, "too large to try its edits"),
    ):
        monkeypatch.setattr(f"palabre.versions.edits.{limit}", value)
        again = sweep(result.conflict, result.questions, concepts=CONCEPTS).pivots(*key).lines
        assert not again.exhaustive
        assert said in again.certificate
        monkeypatch.undo()


def stubborn(result: Sweep) -> tuple[str, str] | None:
    """A verdict that no edit of lines turns, though there are some."""
    for key in product(result.settlements, CONCEPTS):
        lines = result.pivots(*key).lines
        if lines.size is None and lines.tried > 20:
            return key
    return None
