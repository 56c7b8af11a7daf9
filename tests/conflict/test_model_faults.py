"""What is wrong with a model is said plainly, with what to do about it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from palabre.conflict import (
    Conflict,
    ConflictError,
    DecisionMaker,
    JointMove,
    NamedState,
    OneWay,
    Option,
    Ranking,
    Rule,
    Settlement,
    Sight,
    Statement,
    Statements,
    Unseen,
    parse,
    scores,
)
from palabre.stability import analyse


def dm(name: str, *options: str) -> DecisionMaker:
    return DecisionMaker(name, name.title(), tuple(Option(o, o, name) for o in options), Statements())


BASE = Conflict("talks", (dm("ann", "sign", "fight"), dm("ben", "agree")))


def rule(kind: str, *parts: str) -> Rule:
    return Rule(f"{kind}: {', '.join(parts)}", kind, tuple(parse(p) for p in parts))  # type: ignore[arg-type]


def joint(dms: tuple[str, ...], takes: tuple[str, ...]) -> Conflict:
    return replace(BASE, joint=(JointMove("deal", dms, takes),))


FAULTS = {
    "the model has no decision maker; add at least one": replace(BASE, decision_makers=()),
    "decision maker 'cid' has no option; give it one": replace(
        BASE, decision_makers=(*BASE.decision_makers, dm("cid"))
    ),
    "there are two of the option 'agree'; give every one its own id": replace(
        BASE, decision_makers=(*BASE.decision_makers, dm("cid", "agree"))
    ),
    "there are two of the decision maker 'ben'": replace(
        BASE, decision_makers=(*BASE.decision_makers, dm("ben", "stop"))
    ),
    "the model has 64 options, and the limit is 63": Conflict(
        "c", (dm("ann", *(f"o{k}" for k in range(64))),)
    ),
    "'nothing' cannot be an option": Conflict("c", (dm("ann", "nothing"),)),
    "there is no option 'sing'; did you mean 'sign'?": replace(
        BASE, rules=(rule("never", "sing and fight"),)
    ),
    "there is no option 'figth'; did you mean 'fight'?": replace(
        BASE, one_way=(OneWay("1", "figth", "N>Y"),)
    ),
    "no state is feasible; loosen one of the rules": replace(
        BASE, rules=(rule("never", "sign"), rule("at least one", "sign"))
    ),
    "today's state (sign, agree) is not feasible: it breaks 'never: sign and agree'": replace(
        BASE, rules=(rule("never", "sign and agree"),), now=frozenset({"sign", "agree"})
    ),
    "today's state (sign) is not feasible: it breaks 'exactly one: fight, agree'": replace(
        BASE, rules=(rule("exactly one", "fight", "agree"),), now=frozenset({"sign"})
    ),
    "there is no option 'agre'; did you mean 'agree'?": replace(BASE, now=frozenset({"agre"})),
    "there is no state 'signs'; did you mean 'sign'?": replace(BASE, now="signs"),
    "there is no decision maker 'bne'; did you mean 'ben'?": replace(BASE, moves={"bne": {}}),
    "there is no state 'figth'; did you mean 'fight'?": replace(BASE, moves={"ben": {"fight": ("figth",)}}),
    "no state is feasible; list at least one state": replace(BASE, states=()),
    "two states are labelled 'a'": replace(BASE, states=(NamedState("a", "YYY"), NamedState("a", "YYN"))),
    "state 'a' reads 'YN'; write 3 letters": replace(BASE, states=(NamedState("a", "YN"),)),
    "state 'a' reads 'Y?N'; write 3 letters": replace(BASE, states=(NamedState("a", "Y?N"),)),
    "states 'a' and 'b' cover the same options; make their patterns differ": replace(
        BASE, states=(NamedState("a", "Y--"), NamedState("b", "-NN"))
    ),
    "the joint move 'deal' needs two decision makers": joint(("ann",), ("sign",)),
    "there are two of the joint move 'deal'": replace(
        BASE, joint=(*joint(("ann", "ben"), ("sign",)).joint, *joint(("ann", "ben"), ("agree",)).joint)
    ),
    "the joint move 'deal' must take or leave some option, each once": joint(("ann", "ben"), ()),
    "the joint move 'deal' changes 'stop', an option of 'cid'; let 'cid' be one": replace(
        joint(("ann", "ben"), ("stop",)), decision_makers=(*BASE.decision_makers, dm("cid", "stop"))
    ),
    "there is no decision maker 'bne'; did you mean 'ben'": joint(("ann", "bne"), ("sign",)),
    "the one-way option 'fight' has the direction 'Y->N'; write 'N>Y' where it can only be taken": replace(
        BASE,
        one_way=(OneWay("1", "fight", "Y->N"),),  # type: ignore[arg-type]
    ),
    "the rule 'nevr: sign' is of kind 'nevr'; write 'never' or": replace(BASE, rules=(rule("nevr", "sign"),)),
    "option 'stop' stands with 'cid', and its owner is 'dic', who is no decision maker; write the": replace(
        BASE,
        decision_makers=(
            *BASE.decision_makers,
            DecisionMaker("cid", "Cid", (Option("stop", "Stop", "dic"),), Statements()),
        ),
    ),
    "option 'stop' stands with 'cid', and its owner is 'ann'; let the owner be who": replace(
        BASE,
        decision_makers=(
            *BASE.decision_makers,
            DecisionMaker("cid", "Cid", (Option("stop", "Stop", "ann"),), Statements()),
        ),
    ),
    "there is no decision maker 'upp'; there are 'ann', 'ben'": replace(BASE, seen_by=(Sight("upp"),)),
    "there is no option 'agre'; did you mean 'agree'? ": replace(
        BASE, seen_by=(Sight("ann", hides=(Unseen("agre"),)),)
    ),
    "there is no option 'sing'; did you mean 'sign'?  ": replace(
        BASE, seen_by=(Sight("ann", rules=(rule("never", "sing"),)),)
    ),
    "the one-way option 'sign' has the direction 'zzz'": replace(
        BASE,
        seen_by=(Sight("ann", one_way=(OneWay("1", "sign", "zzz"),)),),  # type: ignore[arg-type]
    ),
    "there is no decision maker 'bne'; did you mean 'ben'? ": replace(
        BASE, seen_by=(Sight("ann", prefers={"bne": Statements()}),)
    ),
    "what 'ann' sees is written twice; write it once": replace(BASE, seen_by=(Sight("ann"), Sight("ann"))),
    "the order of the options leaves out 'agree'; name every option once": replace(
        BASE, option_order=("fight", "sign")
    ),
    "the order of the options names 'agree' twice": replace(
        BASE, option_order=("agree", "fight", "sign", "agree")
    ),
    "the condition of line 'a' of 'ann' is a text and not read yet; read it with": BASE.with_preference(
        "ann",
        Statements((Statement("a", "sign"),)),  # type: ignore[arg-type]
    ),
    "the condition of the settlement 'deal' is a text": replace(
        BASE,
        settlements=(Settlement("deal", "sign"),),  # type: ignore[arg-type]
    ),
    "there is no option 'sing'; did you mean 'sign'? ": joint(("ann", "ben"), ("sing",)),
}


@pytest.mark.parametrize("what", FAULTS)
def test_a_wrong_model_is_refused(what: str) -> None:
    with pytest.raises(ConflictError) as fault:
        _ = FAULTS[what].space
    assert str(fault.value).startswith(what.strip())
    assert fault.value.what and fault.value.remedy


RANKINGS = {
    "the ranking leaves out 'c'; rank every feasible state": (("a",), ("b",)),
    "the ranking names 'a' twice; name every state once": (("a", "b"), ("c", "a")),
    "there is no state 'd'; did you mean": (("a", "b"), ("c", "d")),
}


@pytest.mark.parametrize("what", RANKINGS)
def test_a_wrong_ranking_is_refused(what: str) -> None:
    states = tuple(NamedState(x, p) for x, p in zip("abc", ("N", "Y", "-"), strict=True))
    model = Conflict("c", (dm("ann", "x"),), states=states, moves={"ann": {}})
    with pytest.raises(ConflictError) as fault:
        analyse(model.with_preference("ann", Ranking(RANKINGS[what])))
    assert str(fault.value).startswith(what.removesuffix("; did you mean"))


def test_a_statement_about_an_unknown_option_is_refused() -> None:
    likes = Statements((Statement("ann: sing", parse("not sing")),))
    with pytest.raises(ConflictError, match="there is no option 'sing'; did you mean 'sign'"):
        analyse(BASE.with_preference("ann", likes))


def test_statements_weigh_lexicographically_however_many() -> None:
    lines = [parse(x) for x in ("sign", "fight if sign", "agree", "not agree", "sign or agree")] * 20
    likes = Statements(tuple(Statement(str(k), c) for k, c in enumerate(lines)))
    space = BASE.space
    truth = [tuple(space.where(c)[s] for c in lines) for s in range(len(space))]
    order = sorted(set(truth))
    assert scores(likes, space).tolist() == [order.index(t) for t in truth]
    assert scores(Statements(), space).tolist() == [0] * len(space)


def test_a_ranking_with_ties() -> None:
    states = tuple(NamedState(x, p) for x, p in zip("abc", ("NN", "YN", "NY"), strict=True))
    space = Conflict("c", (dm("ann", "x", "y"),), states=states).space
    assert scores(Ranking((("c",), ("a", "b"))), space).tolist() == [0, 0, 1]
