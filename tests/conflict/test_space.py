"""Feasible states, labels and moves."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import invent
from oracle import Oracle, true_in
from palabre.conflict import (
    Arcs,
    Conflict,
    ConflictError,
    DecisionMaker,
    Groups,
    JointMove,
    NamedState,
    OneWay,
    Option,
    Rule,
    Statements,
    feasible,
    parse,
    space_of,
)
from palabre.conflict.conditions import Condition, Taken


def dm(name: str, *options: str) -> DecisionMaker:
    return DecisionMaker(name, name.title(), tuple(Option(o, o, name) for o in options), Statements())


def never(*conditions: str) -> tuple[Rule, ...]:
    return tuple(Rule(f"never: {c}", "never", (parse(c),)) for c in conditions)


def test_labels_columns_and_order() -> None:
    space = space_of(
        Conflict("c", (dm("ann", "a", "b"), dm("ben", "c")), never("a and c"), now=frozenset("bc"))
    )
    assert space.labels == ("nothing", "a", "b", "a, b", "c", "b, c")
    assert [space.index(label) for label in space.labels] == list(range(6))
    assert space.index("c, b") == 5 and space.now == 5
    assert space.columns["b"].tolist() == [False, False, True, True, False, True]
    assert space.where(parse("b if c")).tolist() == [True, True, True, True, False, True]
    assert space.holds_at(parse("b if c"), (4, 5)) == [False, True]


def test_option_order_decides_the_labels() -> None:
    conflict = Conflict("c", (dm("ann", "a", "b"), dm("ben", "c")), option_order=("c", "a", "b"))
    assert conflict.space.labels[-1] == "c, a, b"
    assert [conflict.space.labels[t] for t in conflict.space.moves[1].of(0)] == ["c"]


def test_one_way_options_and_jumps() -> None:
    ways = (OneWay("cannot undo: a", "a", "N>Y"), OneWay("cannot retake: b", "b", "Y>N"))
    space = space_of(Conflict("c", (dm("ann", "a", "b"),), one_way=ways))
    moves = {label: [space.labels[t] for t in space.moves[0].of(s)] for s, label in enumerate(space.labels)}
    assert moves == {"nothing": ["a"], "a": [], "b": ["nothing", "a", "a, b"], "a, b": ["a"]}


def test_collapsed_states_move_if_any_member_does() -> None:
    states = (NamedState("talk", "YN"), NamedState("wait", "NN"), NamedState("war", "-Y"))
    space = space_of(Conflict("c", (dm("ann", "a"), dm("ben", "b")), states=states, now=frozenset("ab")))
    assert [space.moves[0].of(s).tolist() for s in range(3)] == [[1], [0], []]
    assert [space.moves[1].of(s).tolist() for s in range(3)] == [[2], [2], [0, 1]]
    assert space.now == 2 and not space.whole


def test_moves_drawn_by_hand_may_use_labels_made_of_options() -> None:
    moves = {"ann": {"a": ("nothing", "a"), "b": ("a, b",)}}
    space = space_of(Conflict("c", (dm("ann", "a"), dm("ben", "b")), moves=moves, now="a"))
    assert [space.moves[0].of(s).tolist() for s in range(4)] == [[], [0], [3], []]
    assert space.moves[1].targets.size == 0 and space.transitive == (True, True) and space.now == 1


def test_three_in_a_row_are_not_transitive() -> None:
    states = tuple(NamedState(x, "") for x in "xyz")
    space = space_of(Conflict("c", (dm("ann"),), states=states, moves={"ann": {"x": ("y",), "y": ("z",)}}))
    assert space.transitive == (False,)


def test_networkx_graph() -> None:
    graph = Conflict("c", (dm("ann", "a"), dm("ben", "b")), now=frozenset("a")).graph()
    assert graph.number_of_nodes() == 4 and graph.number_of_edges() == 8
    assert graph.nodes["a"] == {"taken": ("a",), "now": True}
    assert {d for *_, d in graph.edges(data="dm")} == {"ann", "ben"}


def test_a_joint_move_is_an_edge_of_all_who_make_it() -> None:
    both = JointMove("deal", ("ben", "ann"), takes=("a",), leaves=("b",))
    model = Conflict("c", (dm("ann", "a"), dm("ben", "b")), joint=(both,))
    edges = model.graph().edges(data=True)
    joint = {(a, b, data["dm"]) for a, b, data in edges if data.get("joint") == "deal"}
    assert joint == {(s, "a", "ann + ben") for s in ("nothing", "b", "a, b")}
    assert model.space.movers == ((0,), (1,), (0, 1))
    assert model.space.transitive == (True, True) and model.space.steady((0, 1, 2))


def test_a_joint_move_leads_nowhere_infeasible() -> None:
    both = JointMove("deal", ("ben", "ann"), takes=("a",), when=parse("b"))
    never = Rule("never: a and b", "never", (parse("a and b"),))
    (deal,) = Conflict("c", (dm("ann", "a"), dm("ben", "b")), rules=(never,), joint=(both,)).space.joint
    assert len(deal.arcs.targets) == 0


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 10**9), chunk=st.sampled_from([1, 2, 7, 1 << 16]))
def test_feasible_states_are_those_that_keep_every_rule(seed: int, chunk: int) -> None:
    rng = Random(seed)
    names = [f"o{k}" for k in range(rng.randint(1, 7))]
    rules = invent.rules(rng, names)
    every = [frozenset(o for k, o in enumerate(names) if c >> k & 1) for c in range(1 << len(names))]
    least, most = {"never": (0, 0), "exactly one": (1, 1), "at least one": (1, 99)}, []
    for c, taken in enumerate(every):
        counts = [(least[r.kind], sum(true_in(p, taken) for p in r.parts)) for r in rules]
        if all(low <= count <= high for (low, high), count in counts):
            most.append(c)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(feasible, "CHUNK", chunk)
        if most:
            assert feasible.feasible(rules, names).tolist() == most
        else:
            with pytest.raises(ConflictError, match="no state is feasible"):
                feasible.feasible(rules, names)


def many(count: int) -> Conflict:
    return Conflict("many", (dm("ann", *(f"o{k}" for k in range(count))), dm("ben", "x")))


def test_a_million_states_and_not_one_more() -> None:
    space = space_of(many(19))
    assert len(space) == 1 << 20 and space.label(5) == "o0, o2"
    assert all(isinstance(m, Arcs | Groups) for m in space.moves)
    assert len(space.moves[0].of(0)) == 2**19 - 1
    with pytest.raises(ConflictError, match=r"2,097,152 feasible states, and the limit is 1,048,576"):
        space_of(many(20))
    assert len(space_of(many(5), max_states=64)) == 64
    with pytest.raises(ConflictError, match=r"64 feasible states, .* 63; .* max_states may be raised"):
        space_of(many(5), max_states=63)
    with pytest.raises(ConflictError, match=r"at least [\d,]+ feasible states"):
        loose = Rule("r", "at least one", tuple(Taken(f"o{k}") for k in range(40)))
        space_of(Conflict("many", many(40).decision_makers, (loose,)))


def test_too_many_moves_are_not_listed() -> None:
    space = space_of(many(14))
    assert isinstance(space.moves[0], Groups) and len(space.moves[0].of(3)) == 2**14 - 1
    with pytest.raises(ConflictError, match="too many moves to list"):
        _ = space.arcs
    assert len(space_of(many(6)).arcs[0].targets) == 2 * 64 * 63


def test_sixty_three_options_with_few_feasible_states() -> None:
    names = [f"o{k}" for k in range(63)]
    one: tuple[Condition, ...] = tuple(Taken(o) for o in names)
    space = space_of(
        Conflict("c", (dm("ann", *names[:30]), dm("ben", *names[30:])), (Rule("r", "exactly one", one),))
    )
    assert space.labels == tuple(names) and int(space.codes[-1]) == 1 << 62
    assert len(space.moves[0].of(0)) == 29 and len(space.moves[1].of(62)) == 32


def test_a_hopeless_search_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feasible, "MAX_WORK", 50)
    with pytest.raises(ConflictError, match="too many combinations to look through"):
        space_of(
            Conflict("c", (dm("ann", *"abcdefgh"),), never("a and b and c and d and e and f and g and h"))
        )


def test_states_of_random_conflicts_fit_their_patterns() -> None:
    for seed in range(60):
        conflict = invent.conflict(seed, "collapsed")
        space, oracle = conflict.space, Oracle(conflict)
        for s, members in enumerate(oracle.members):
            taken = np.array([[o in m for o in space.options] for m in members]).all(axis=0)
            assert taken.tolist() == [bool(space.columns[o][s]) for o in space.options]
            assert oracle.members[s][0] == frozenset(o for o in space.options if space.columns[o][s])
