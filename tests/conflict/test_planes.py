"""Statements read a block at a time rank states as a reading of each state by itself does."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

import invent
from oracle import true_in
from palabre.conflict import (
    Conflict,
    ConflictError,
    DecisionMaker,
    NamedState,
    Option,
    Rule,
    Space,
    Statement,
    Statements,
    parse,
    planes,
    scores,
    space_of,
)


def literal(space: Space, lines: Statements) -> list[int]:
    taken = [
        frozenset(o for k, o in enumerate(space.options) if int(c) >> k & 1) for c in space.codes.tolist()
    ]
    keys = [tuple(true_in(line.condition, t) for line in lines.lines) for t in taken]
    place = {key: rank for rank, key in enumerate(sorted(set(keys)))}
    return [place[key] for key in keys]


def model(seed: int) -> tuple[Space, Statements]:
    rng = Random(seed)
    names = [f"o{k}" for k in range(rng.randint(1, 7))]
    rules = (Rule("r", "never", (invent.condition(rng, names),)),) if rng.random() < 0.4 else ()
    if rng.random() < 0.6:
        rules = (Rule("sparse", "exactly one", tuple(map(parse, names))),)
    dm = DecisionMaker("d", "", tuple(Option(o, "", "d") for o in names), Statements())
    lines = [invent.condition(rng, names, 3) for _ in range(rng.choice((0, 1, 5, 14, 15, 16, 40)))]
    states = None
    if rng.random() < 0.2:
        letters = [
            "".join("Y" if k >> b & 1 else "N" for b in range(len(names))) for k in range(1 << len(names))
        ]
        states = tuple(NamedState(x, x) for x in rng.sample(letters, rng.randint(1, len(letters))))
    space = space_of(Conflict("made", (dm,), rules, states=states))
    return space, Statements(tuple(Statement(str(k), x) for k, x in enumerate(lines)))


@pytest.mark.parametrize("low", [3, 16])
def test_ranks_and_conditions_state_by_state(monkeypatch: pytest.MonkeyPatch, low: int) -> None:
    monkeypatch.setattr(planes, "LOW", low)
    monkeypatch.setattr(planes, "MOST_KEPT", low)
    dense = listed = 0
    for seed in range(100):
        try:
            space, lines = model(seed)
        except ConflictError:
            continue
        dense, listed = dense + planes._dense(space), listed + (not planes._dense(space))
        assert scores(lines, space).tolist() == literal(space, lines), seed
        for line in lines.lines[:3]:
            wanted = space.where(line.condition)
            assert planes.truth(line.condition, space).tolist() == wanted.tolist()
    assert dense > 30 and listed > 4


def test_small_tables_serve_many_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planes, "TABLE", 4)
    monkeypatch.setattr(planes, "FIRST", 3)
    monkeypatch.setattr(planes, "LARGE", 0)
    for seed in range(16):
        try:
            space, lines = model(seed)
        except ConflictError:
            continue
        assert scores(lines, space).tolist() == literal(space, lines), seed
        assert scores(lines, space).dtype == np.int16


def test_a_million_states_in_little_time_and_memory() -> None:
    names = [f"o{k}" for k in range(20)]
    rng = Random(1)
    lines = [invent.condition(rng, names) for _ in range(12)]
    dm = DecisionMaker("d", "", tuple(Option(o, "", "d") for o in names), Statements())
    space = space_of(Conflict("large", (dm,)))
    likes = Statements(tuple(Statement(str(k), x) for k, x in enumerate(lines)))
    ranks = scores(likes, space)
    assert space.free and ranks.dtype == np.int32
    columns = {o: (space.codes >> np.uint64(k)) & np.uint64(1) != 0 for k, o in enumerate(names)}
    key = np.zeros(len(space), np.int64)
    for condition in lines:
        key = 2 * key + planes.where(condition, columns)
    assert (ranks == np.unique(key, return_inverse=True)[1]).all()


def test_codes_come_in_order_whichever_options_rules_name() -> None:
    for seed in range(40):
        rng = Random(seed)
        names = [f"o{k}" for k in range(rng.randint(3, 8))]
        dm = DecisionMaker("d", "", tuple(Option(o, "", "d") for o in names), Statements())
        rule = Rule("r", "never", (invent.condition(rng, rng.sample(names, 2)),))
        try:
            codes = space_of(Conflict("made", (dm,), (rule,))).codes.tolist()
        except ConflictError:
            continue
        every = [frozenset(o for k, o in enumerate(names) if c >> k & 1) for c in range(1 << len(names))]
        assert codes == [c for c, taken in enumerate(every) if not true_in(rule.parts[0], taken)]


def test_an_unknown_option_is_named() -> None:
    dm = DecisionMaker("d", "", (Option("a", "", "d"),), Statements())
    with pytest.raises(ConflictError, match="zz"):
        scores(Statements((Statement("1", parse("zz if a")),)), space_of(Conflict("made", (dm,))))
