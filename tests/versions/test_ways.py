"""The way to a settlement from today's state, and the story of who walks first."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from pathlib import Path
from random import Random

import disputed
import numpy as np
import pytest

import invent
from palabre.conflict import (
    Conflict,
    ConflictError,
    DecisionMaker,
    JointMove,
    OneWay,
    Option,
    Settlement,
    Statement,
    Statements,
    parse,
)
from palabre.stability import Analysis, analyse
from palabre.terms import Basis
from palabre.versions import Sweep, Way, sweep
from palabre.versions.walks import nearest


def party(me: str, *lines: str, options: tuple[str, ...] = ()) -> DecisionMaker:
    made = tuple(Option(o, o, me) for o in options or (me,))
    return DecisionMaker(
        me, me.title(), made, Statements(tuple(Statement(f"{me}: {c}", parse(c)) for c in lines))
    )


def way(conflict: Conflict, deal: str, concept: str = "nash") -> Way:
    deals = (Settlement("deal", parse(deal)),)
    return sweep(replace(conflict, settlements=deals), concepts=(concept,)).way_there("deal", concept)


def test_by_improvements_each_mover_gains() -> None:
    model = Conflict(
        "small", (party("anne", "anne"), party("bob", "bob if anne", "not bob")), now=frozenset()
    )
    found = way(model, "anne and bob")
    assert found.kind == "improvements"
    assert [(m.movers, m.to) for m in found.moves] == [(("anne",), "anne"), (("bob",), "anne, bob")]
    assert found.sentences() == (
        "'deal' is in reach of today's state (nothing), and each mover gains: "
        "Anne by taking 'anne'; then Bob by taking 'bob', which ends at 'anne, bob'.",
    )


def test_only_if_they_move_together() -> None:
    dilemma = Conflict(
        "dilemma", (party("anne", "bob", "not anne"), party("bob", "anne", "not bob")), now=frozenset()
    )
    found = way(dilemma, "anne and bob", "seq")
    assert found.kind == "joint moves"
    assert [(m.movers, m.to) for m in found.moves] == [(("anne", "bob"), "anne, bob")]
    assert found.sentences()[0].startswith(
        "'deal' is in reach of today's state (nothing) only if some move together, each gaining: "
        "together, Anne by taking 'anne' and Bob by taking 'bob', which ends at"
    )


def test_only_by_a_move_that_costs_its_mover() -> None:
    stuck = (OneWay("cannot undo: anne", "anne", "N>Y"),)
    model = Conflict(
        "costly", (party("anne", "not anne"), party("bob", "bob iff anne")), (), stuck, now=frozenset()
    )
    found = way(model, "anne and bob")
    assert found.kind == "costly moves"
    assert [m.loses for m in found.moves] == [("Anne",), ()]
    said = found.sentences()[0]
    assert "with at most one joint move, only by a move that costs its mover (Anne would lose)" in said
    assert said.split(": ", 1)[1].startswith("Anne by taking 'anne'")
    free = way(replace(model, decision_makers=(party("anne"), model.decision_makers[1])), "anne and bob")
    assert [m.no_gain for m in free.moves] == [("Anne",), ()]
    assert "a move that does not pay for its mover (Anne would not gain)" in free.sentences()[0]


def test_out_of_reach_already_there_failing_and_unknown() -> None:
    gone = (OneWay("cannot retake: anne", "anne", "Y>N"),)
    model = Conflict("gone", (party("anne", "anne"), party("bob", "bob")), (), gone, now=frozenset({"bob"}))
    assert way(model, "anne and bob").kind == "out of reach"
    assert way(model, "bob").kind == "already there"
    assert way(model, "not bob").kind == "fails"
    assert way(replace(model, now=None), "bob").kind == "unknown"
    for deal in ("anne and bob", "bob", "not bob"):
        assert way(model, deal).sentences()[0].endswith(".")


def test_a_search_that_would_take_too_long_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    model = Conflict("small", (party("anne", "anne"), party("bob", "bob")), now=frozenset())
    monkeypatch.setattr("palabre.versions.routes.MOST_CELLS", 4)
    assert way(model, "anne and bob").kind == "unknown"


def some_sweep(seed: int) -> Sweep | None:
    """A random model without choices, from a random state of today to a random deal."""
    rng = Random(seed)
    conflict = invent.conflict(seed, most=4)
    names = [o.id for o in conflict.options]
    deals = tuple(Settlement(f"deal {k}", invent.condition(rng, names)) for k in range(3))
    labels = conflict.space.labels
    label = rng.choice(labels)
    now: frozenset[str] | str = label
    if conflict.states is None:
        now = frozenset(() if label == "nothing" else label.split(", "))
    try:
        return sweep(replace(conflict, settlements=deals, now=now))
    except ConflictError:
        return None


def joint_targets(analysis: Analysis, state: int) -> set[int]:
    """Where several can go together, each gaining, written out from the definition."""
    conflict, space, ranks = analysis.conflict, analysis.space, analysis.ranks
    by_option = conflict.moves is None and space.whole
    found = set()
    n = len(ranks)
    for t in range(len(space)):
        gains = {k for k in range(n) if ranks[k][t] > ranks[k][state]}
        if by_option:
            changed = [
                o for k, o in enumerate(space.options) if (int(space.codes[t] ^ space.codes[state])) >> k & 1
            ]
            movers = {
                k for k, d in enumerate(conflict.decision_makers) if {o.id for o in d.options} & set(changed)
            }
            taken = {o for k, o in enumerate(space.options) if int(space.codes[t]) >> k & 1}
            legal = all(
                (w.option in taken) == (w.allowed == "N>Y") for w in conflict.one_way if w.option in changed
            )
            if legal and len(movers) > 1 and movers <= gains:
                found.add(t)
        elif t in closure(analysis, state, gains) and len(gains) > 1:
            found.add(t)
    return found


def options_of(analysis: Analysis, state: int) -> set[str]:
    return {o for o, taken in analysis.space.columns.items() if taken[state]}


def closure(analysis: Analysis, state: int, movers: set[int]) -> set[int]:
    seen: set[int] = set()
    waiting = [state]
    while waiting:
        at = waiting.pop()
        for k in movers:
            for t in analysis.space.moves[k].of(at).tolist():
                if t not in seen:
                    seen.add(t)
                    waiting.append(t)
    return seen


def distance(analysis: Analysis, goal: set[int], joints: int, *, costly: bool) -> int | None:
    """The fewest moves with at most so many joint ones; nobody moves twice in a row."""
    start = analysis.space.now
    assert start is not None
    waiting = deque([((start, -1, 0), 0)])
    seen = {(start, -1, 0)}
    while waiting:
        (state, last, used), steps = waiting.popleft()
        if state in goal:
            return steps
        onward = []
        for k, own in enumerate(analysis.ranks):
            if k != last:
                near = analysis.space.moves[k].of(state).tolist()
                onward += [(t, k, used) for t in near if costly or own[t] > own[state]]
        if used < joints:
            onward += [(t, -1, used + 1) for t in joint_targets(analysis, state)]
        for node in onward:
            if node not in seen:
                seen.add(node)
                waiting.append((node, steps + 1))
    return None


@pytest.mark.parametrize("start", range(0, 150, 50))
def test_ways_of_random_models_are_legal_shortest_and_of_the_right_kind(start: int) -> None:
    kinds = set()
    for seed in range(start, start + 50):
        result = some_sweep(seed)
        if result is None or len(result.analysis.space) > 40:
            continue
        analysis = result.analysis
        for key, holds in result.holds.items():
            found = result.way_there(*key)
            kinds.add(found.kind)
            assert (found.kind == "fails") == (not holds[0])
            if not holds[0]:
                continue
            fit = analysis.space.where(result.conflict.settlement(key[0]).condition)
            goal = set(np.flatnonzero(fit & analysis.mask(key[1])).tolist())
            legal(analysis, found)
            lone = distance(analysis, goal, 0, costly=False)
            joint = distance(analysis, goal, 1, costly=False)
            if found.kind == "already there":
                assert analysis.space.now in goal
            elif lone is not None:
                assert (found.kind, len(found.moves)) == ("improvements", lone)
            elif joint is not None:
                assert (found.kind, len(found.moves)) == ("joint moves", joint)
            elif distance(analysis, goal, 1, costly=True) is not None:
                assert found.kind == "costly moves"
            else:
                assert found.kind in ("out of reach", "joint moves", "costly moves")
            if found.moves:
                assert analysis.space.index(str(found.goal)) in goal
    assert {"fails", "improvements", "costly moves"} <= kinds


def legal(analysis: Analysis, found: Way) -> None:
    at, names = analysis.space.now, {d.id: d.name or d.id for d in analysis.conflict.decision_makers}
    assert at is not None
    for move in found.moves:
        to = analysis.space.index(move.to)
        movers = [analysis.space.dm(m) for m in move.movers]
        if len(movers) == 1:
            assert to in analysis.space.moves[movers[0]].of(at)
        else:
            assert to in joint_targets(analysis, at)
        loses = tuple(
            names[m]
            for m, k in zip(move.movers, movers, strict=True)
            if analysis.ranks[k][to] < analysis.ranks[k][at]
        )
        assert move.loses == loses
        at = to


def test_the_story_starts_where_the_fewest_would_leave_and_least_differs_from_today() -> None:
    told = 0
    for seed in range(60):
        conflict, questions = disputed.model(seed)
        try:
            result = sweep(conflict, questions, limit=1, sample=10)
        except ConflictError:
            continue
        analysis = analyse(result.version(), result.concepts)
        for key, holds in result.holds.items():
            walks = result.walks(*key)
            leaves = result.leaves[key]
            assert [(w.dm, w.share.count) for w in walks.walkers] == sorted(
                (
                    (d.id, int(row.sum()))
                    for d, row in zip(conflict.decision_makers, leaves, strict=True)
                    if row.any()
                ),
                key=lambda x: -x[1],
            )
            if holds[result.working] or walks.state is None:
                assert walks.story == ()
                continue
            told += 1
            unstable = {
                d.id for d in conflict.decision_makers if walks.state not in analysis.stable(key[1], d.id)
            }
            assert {walk.dm for walk in walks.story} == unstable
            assert unstable <= {w.dm for w in walks.walkers}
            near = nearest(analysis, conflict.settlement(key[0]), key[1])
            assert (len(near), analysis.space.label(near[0])) == (walks.near, walks.state)
            assert walks.sentences()[-1] == walks.story[-1].sentence
    assert told > 30


def test_at_most_one_joint_move_before_somebody_pays() -> None:
    """On the Mali model three parties could gain by unsigning together, only to sign elsewhere later."""
    from palabre.dossier import open as open_dossier

    example = Path(__file__).parents[2] / "examples" / "mali-2014"
    found = sweep(open_dossier(example)).way_there("guaranteed autonomy", "nash")
    assert found.kind == "costly moves"
    assert "with at most one joint move" in found.sentences()[0]
    assert sum(len(m.movers) > 1 for m in found.moves) <= 1
    assert [m.loses for m in found.moves if m.loses]


def test_declared_joint_moves_are_all_that_can_be_done_together() -> None:
    """Without one any change of own options will do, once; with some, these alone, as often as they pay."""
    anne = party("anne", "bob", "rest and bob", "not anne", options=("anne", "rest"))
    bob = party("bob", "anne", "rest and anne", "not bob")
    dilemma = Conflict("dilemma", (anne, bob), now=frozenset())
    assert way(dilemma, "anne and bob and rest", "seq").kind == "joint moves"
    truce = JointMove("truce", ("anne", "bob"), takes=("anne", "bob"))
    pause = JointMove("pause", ("anne", "bob"), takes=("rest",), when=parse("anne and bob"))
    found = way(replace(dilemma, joint=(truce, pause)), "anne and bob and rest", "seq")
    assert found.kind == "joint moves"
    assert [(m.movers, m.to) for m in found.moves] == [
        (("anne", "bob"), "anne, bob"),
        (("anne",), "anne, rest, bob"),
    ]
    other = JointMove("other", ("anne", "bob"), leaves=("anne", "bob"))
    found = way(replace(dilemma, joint=(other,)), "anne and bob and rest", "seq")
    assert found.kind == "costly moves" and all(len(m.movers) == 1 for m in found.moves)


def test_declared_joint_moves_may_follow_each_other() -> None:
    """A ceasefire, then a signature, each of which both gain by."""
    lines = ("signed", "ceased")
    state = party("state", *lines, options=("ceased",))
    front = party("front", *lines, options=("signed",))
    one_way = tuple(OneWay(f"cannot retake: {o}", o, "Y>N") for o in ("ceased", "signed"))
    both = ("state", "front")
    joint = (
        JointMove("ceasefire", both, takes=("ceased",)),
        JointMove("signature", both, takes=("signed",), when=parse("ceased")),
    )
    talks = Conflict("talks", (state, front), (), one_way, now=frozenset(), joint=joint)
    found = way(talks, "signed and ceased")
    assert found.kind == "joint moves"
    assert [m.to for m in found.moves] == ["ceased", "ceased, signed"]
    assert all(m.movers == both and not m.loses and not m.no_gain for m in found.moves)
    assert way(replace(talks, joint=()), "signed and ceased").kind == "out of reach"


def test_a_joint_move_given_an_answer_is_there_in_some_versions_only() -> None:
    lines = ("signed",)
    parties = (party("state", *lines, options=("ceased",)), party("front", *lines, options=("signed",)))
    one_way = (OneWay("cannot retake: signed", "signed", "Y>N"),)
    deal = JointMove("deal", ("state", "front"), takes=("signed",), basis=Basis(assume="both are ready"))
    spoiler = party("spoiler", "not signed", "spoil", options=("spoil",))
    talks = Conflict(
        "talks",
        (*parties, spoiler),
        (),
        one_way,
        now=frozenset(),
        settlements=(Settlement("no deal", parse("not signed and not spoil")),),
        joint=(deal,),
    )
    # The spoiler's improvement can be answered by the others' deal, which it dreads, where there is one.
    swept = sweep(talks, concepts=("nash", "seq"))
    (choice,) = swept.choices
    assert (choice.id, choice.structural, choice.touches) == ("jointly: deal", True, frozenset())
    assert [swept.share("no deal", c).count for c in ("nash", "seq")] == [0, 1]
