"""Coalitions equal the literal reading of the definitions, and what follows from them."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from random import Random
from time import perf_counter

import numpy as np
import pytest

import invent
from oracle import COALITION_CONCEPTS, CONCEPTS, Oracle
from palabre import cases
from palabre.conflict import (
    Conflict,
    ConflictError,
    DecisionMaker,
    JointMove,
    OneWay,
    Option,
    Ranking,
    Statement,
    Statements,
    moves,
    parse,
    space_of,
)
from palabre.stability import (
    Analysis,
    Coalitions,
    against,
    all_paths,
    analyse,
    coalitions,
    improvement_path,
    judge,
)
from palabre.stability.bits import unpack

CONFLICTS = 1_040
BATCHES = 4


def made(seed: int) -> Conflict:
    """A random conflict of one to four decision makers; joint moves in two of three."""
    conflict = invent.conflict(seed, most=4)
    return invent.with_joint(conflict, seed) if seed % 3 else conflict


@pytest.mark.parametrize("batch", range(BATCHES))
def test_coalitions_equal_the_oracle(batch: int) -> None:
    tried = verdicts = kept_by_answers = jumped = 0
    for seed in count(batch, BATCHES):
        if tried == CONFLICTS // BATCHES:
            break
        conflict = made(seed)
        space = conflict.space
        n, states = len(space.decision_makers), range(len(space))
        if n < 2 or len(space) > (20 if seed % 64 == batch else 10):
            continue
        tried += 1
        oracle = Oracle(conflict, weak=seed % 5 == 0)
        analysis = analyse(conflict, weak=oracle.weak)
        found = analysis.coalitions
        assert [frozenset(h) for h in found.every] == oracle.coalitions
        for h in found.every:
            reach = unpack(found.reach(h), len(space))
            for s in states:
                assert {*np.flatnonzero(reach[s])} - {s} == oracle.brings(frozenset(h), s) - {s}, seed
            stable = {c: found.stable(h, c) for c in COALITION_CONCEPTS}
            for concept, mask in stable.items():
                literal = [oracle.coalition_stable(frozenset(h), s, concept) for s in states]
                assert mask.tolist() == literal, (seed, h, concept)
                verdicts += len(space)
            kept_by_answers += (stable["cseq"] & ~stable["cnash"]).sum()
            follows(stable, steady=space.steady(range(len(space.movers))))
            if len(h) == 1:
                alone(analysis, h[0], stable, two=n == 2)
        for concept in COALITION_CONCEPTS:
            universal = oracle.universal(concept)
            assert {*np.flatnonzero(found.universal(concept))} == universal, seed
            assert analysis.equilibria(concept) == tuple(space.labels[s] for s in sorted(universal))
        for concept in CONCEPTS:
            jumps = oracle.jumps({*np.flatnonzero(analysis.mask(concept)).tolist()})
            told = {(space.index(j.start), space.index(j.to), j.coalition) for j in analysis.jumps(concept)}
            assert told == {(s, t, tuple(space.decision_makers[k] for k in sorted(h))) for s, t, h in jumps}
            jumped += len(told)
    assert verdicts > 25_000 and kept_by_answers > 100 and jumped > 100


def follows(stable: dict[str, np.ndarray], *, steady: bool) -> None:
    """What is stable under one concept is so under those it implies."""
    for concept in COALITION_CONCEPTS:
        assert not (stable["cnash"] & ~stable[concept]).any()
    assert not (stable["csmr"] & ~stable["cgmr"]).any()
    if steady:
        assert not (stable["cseq"] & ~stable["cgmr"]).any()


def alone(analysis: Analysis, dm: int, stable: dict[str, np.ndarray], *, two: bool) -> None:
    """A coalition of one is a decision maker, except that several of the others may answer it together."""
    name = analysis.space.decision_makers[dm]
    for concept in ("nash", "gmr", "smr"):
        assert (stable[f"c{concept}"] == analysis.mask(concept, name)).all()
    assert not (analysis.mask("seq", name) & ~stable["cseq"]).any()
    if two:
        assert (stable["cseq"] == analysis.mask("seq", name)).all()


def test_moves_kept_as_groups_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in range(60):
        conflict = invent.with_joint(invent.conflict(seed, "free" if seed % 2 else "rules", most=3), seed)
        analysis = analyse(conflict)
        with monkeypatch.context() as patch:
            patch.setattr(moves, "MOST_ARCS", -1)
            grouped = Coalitions(space_of(conflict), analysis.ranks)
        for h in grouped.every:
            for concept in COALITION_CONCEPTS:
                assert (grouped.stable(h, concept) == analysis.coalitions.stable(h, concept)).all()


def test_a_verdict_tells_moves_that_are_legal_and_answers_that_deter() -> None:
    seen: set[tuple[str, bool]] = set()
    for seed in range(0, 160, 2):
        conflict = made(seed)
        oracle, analysis = Oracle(conflict, weak=seed % 5 == 0), analyse(conflict, weak=seed % 5 == 0)
        if len(oracle.labels) > 16:
            continue
        rng = Random(seed)
        for h in rng.sample(analysis.coalitions.every, min(4, len(analysis.coalitions.every))):
            members, name = frozenset(h), " + ".join(analysis.space.decision_makers[k] for k in h)
            for concept in COALITION_CONCEPTS:
                s = rng.randrange(len(oracle.labels))
                v = analysis.coalition_verdict(oracle.labels[s], name, concept)
                assert v.stable == oracle.coalition_stable(members, s, concept)
                assert (v.improvement is None) == (not oracle.gains(members, s))
                if v.improvement is None:
                    continue
                q = oracle.labels.index(v.improvement)
                assert q in oracle.gains(members, s) and v.path[-1][1] == v.improvement
                assert v.stable == oracle.coalition_deterred(members, s, q, concept)
                assert bool(v.sanction) == v.stable
                if v.sanction:
                    r = oracle.labels.index(v.sanction[-1][1])
                    others = frozenset(oracle.players) - members
                    assert r in (oracle.chains if concept == "cseq" else oracle.brings)(others, q)
                    assert not oracle.all_gain(members, r, s) and v.hurt
                seen.add((concept, v.stable))
                assert v.sentence.endswith(".") and "  " not in v.sentence
    assert len(seen) == 7  # under CNash nothing deters


def test_elmira_comes_out_as_published() -> None:
    """Kilgour, Hipel, Fang and Peng 2001; Inohara and Hipel 2008."""
    analysis = analyse(cases.load("elmira").conflict(), ("nash", "cnash"))
    assert analysis.equilibria("nash") == ("5", "8", "9")
    assert analysis.equilibria("cnash") == ("8", "9")
    assert [j.as_json() for j in analysis.jumps("nash")] == [["5", "8", ["MoE", "Uniroyal"]]]
    assert analysis.gains("5") == {"MoE + Uniroyal": ("8",)}
    assert analysis.stable("cnash", "Uniroyal+MoE") == analysis.stable("cnash", "MoE + Uniroyal")
    assert "5" not in analysis.stable("cnash", "MoE + Uniroyal")


def party(me: str, *lines: str, options: tuple[str, ...] = ()) -> DecisionMaker:
    own = tuple(Option(o, o, me) for o in options or (me,))
    return DecisionMaker(
        me, me.title(), own, Statements(tuple(Statement(f"{me}: {c}", parse(c)) for c in lines))
    )


def test_nobody_signs_alone_what_takes_a_signature() -> None:
    """One-way options bind those who act alone; the joint move does what it says."""
    parties = (
        party("state", "sign", options=("offer", "sign")),
        party("front", "sign", "fight iff not sign", options=("fight",)),
    )
    signature = JointMove(
        "signature", ("state", "front"), takes=("sign",), leaves=("fight",), when=parse("offer")
    )
    talks = Conflict(
        "talks", parties, (), (OneWay("cannot retake: sign", "sign", "Y>N"),), now=frozenset(("fight",))
    )
    without, together = (analyse(c, ("nash", "cnash")) for c in (talks, replace(talks, joint=(signature,))))
    assert "offer, fight" in without.equilibria("cnash")
    assert "offer, fight" in together.equilibria("nash")
    assert together.equilibria("cnash") == ("sign", "offer, sign")
    (jump,) = (j for j in together.jumps() if j.start == "offer, fight" and len(j.path) == 1)
    assert jump.path == (("state + front", "offer, sign"),)
    assert "State and Front by taking 'sign' and dropping 'fight'" in jump.sentence


def test_eight_decision_makers_and_thousands_of_states() -> None:
    def ranked(n: int, each: int) -> Analysis:
        rng = Random(1)
        names = [f"o{k}" for k in range(n * each)]
        dms = []
        for i in range(n):
            own = tuple(Option(o, o, f"d{i}") for o in names[i * each : (i + 1) * each])
            lines = tuple(Statement(str(k), invent.condition(rng, names)) for k in range(6))
            dms.append(DecisionMaker(f"d{i}", f"d{i}", own, Statements(lines)))
        return analyse(Conflict("large", tuple(dms)))

    begin = perf_counter()
    many = ranked(8, 1)
    for concept in ("cgmr", "csmr"):
        assert set(many.equilibria("cnash")) <= set(many.equilibria(concept))
    some = ranked(6, 1)
    assert set(some.equilibria("cnash")) <= set(some.equilibria("cseq")) <= set(some.equilibria("cgmr"))
    wide = ranked(3, 4)
    assert len(wide.space) == 4096
    assert set(wide.equilibria("cnash")) <= set(wide.equilibria("nash"))
    assert perf_counter() - begin < 30
    with pytest.raises(ConflictError, match="16,384 states with 2 decision makers are too many"):
        ranked(2, 7).equilibria("cnash")


def test_too_much_work_for_answers_of_coalitions_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    analysis = analyse(cases.load("elmira").conflict(), "cseq")
    monkeypatch.setattr(coalitions, "MOST_WORK", 100)
    with pytest.raises(ConflictError, match="too many to try all coalitions"):
        analysis.equilibria("cseq")


def test_a_decision_maker_alone() -> None:
    one = Conflict(
        "one", (DecisionMaker("a", "A", (Option("x", "X", "a"),), Ranking((("x",), ("nothing",)))),)
    )
    analysis = analyse(one, COALITION_CONCEPTS)
    for concept in COALITION_CONCEPTS:
        assert analysis.equilibria(concept) == ("x",)
    assert analysis.jumps() == ()
    assert analysis.coalition_verdict("nothing", "a", "cgmr").sentence == (
        "A would leave the state with nothing taken: by taking 'X' to 'x', which it prefers."
    )


def test_unknown_names_are_said_with_the_nearest() -> None:
    elmira = cases.load("elmira").conflict()
    with pytest.raises(ConflictError, match="no solution concept 'cnach'; did you mean 'cnash'"):
        analyse(elmira, "cnach")
    with pytest.raises(ConflictError, match="no decision maker 'Uniroil'; did you mean 'Uniroyal'"):
        analyse(elmira, "cnash").stable("cnash", "MoE + Uniroil")


def test_who_moves_together_counts_where_opponents_differ_and_on_every_path() -> None:
    longer = 0
    for seed in range(60):
        conflict = invent.with_joint(invent.conflict(seed, most=3), seed)
        analysis = analyse(conflict)
        space, dms = analysis.space, analysis.space.decision_makers
        for dm in dms:
            rest = [d for d in dms if d != dm]
            for gaining, concepts in ((rest, ("seq", "sseq")), ([], ("gmr", "smr"))):
                for escape, concept in enumerate(concepts):
                    assert against(analysis, dm, gaining, escape=bool(escape)) == analysis.stable(concept, dm)
        for goal in space.labels[:6]:
            shortest = improvement_path(space, analysis.ranks, 0, [goal])
            every = all_paths(space, analysis.ranks, 0, [goal], longest=3)
            if shortest is not None and len(shortest) <= 3:
                assert len(every[0]) == len(shortest)
                longer += any("+" in who for who, _ in every[0])
            else:
                assert not every
    assert longer


def test_single_sanctions_are_not_for_coalitions() -> None:
    elmira = cases.load("elmira").conflict()
    assert analyse(elmira, "cnash", sanctions="single").equilibria("cnash") == ("8", "9")
    for concept in ("cgmr", "csmr", "cseq"):
        with pytest.raises(ConflictError, match=f"'{concept}' takes sanctions by sequences"):
            analyse(elmira, concept, sanctions="single")
        with pytest.raises(ConflictError, match=f"'{concept}' takes sanctions by sequences"):
            analyse(elmira, "nash", sanctions="single").equilibria(concept)


def test_a_concept_is_asked_of_those_it_is_for() -> None:
    elmira = analyse(cases.load("elmira").conflict(), "CNash")
    assert elmira.concepts == ("cnash",)
    with pytest.raises(ConflictError, match="asks what coalitions do, and not what one decision maker does"):
        elmira.verdict("5", "MoE", "cnash")
    with pytest.raises(ConflictError, match="asks what one decision maker does, and not what coalitions do"):
        elmira.coalition_verdict("5", "MoE", "nm")
    with pytest.raises(ConflictError, match="'cseq' is worked out for one model at a time"):
        judge(elmira.space, elmira.ranks, "cseq")
    with pytest.raises(ConflictError, match="did you mean 'cseq'"):
        analyse(elmira.conflict, "cseqq")
