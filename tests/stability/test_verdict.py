"""Every verdict shows a real improvement and a real sanction, and says so in words."""

from __future__ import annotations

import pytest

import invent
from oracle import CONCEPTS, Oracle, true_in
from palabre.conflict import (
    Conflict,
    ConflictError,
    DecisionMaker,
    OneWay,
    Option,
    Ranking,
    Statement,
    Statements,
    parse,
)
from palabre.stability import Analysis, Step, analyse

CONFLICTS = 240
IMPROVING = ("seq", "sseq")
ESCAPES = {"smr": "gmr", "sseq": "seq"}  # and the same concept without the escape


def shortest(oracle: Oracle, i: int, s: int, s1: int, concept: str) -> int:
    """The fewest moves in which the others can deter i, by levels of pairs (state, last mover)."""
    level: set[tuple[int, int | None]] = {(s1, None)}
    for length in range(1, 200):
        level = {
            (t, j)
            for state, last in level
            for j in oracle.players
            if j not in (i, last)
            for t in (oracle.improvements(j, state) if concept in IMPROVING else oracle.moves[j][state])
        }
        for t, _ in level:
            if not oracle.prefers(i, t, s) and (
                concept not in ESCAPES or not any(oracle.prefers(i, x, s) for x in oracle.moves[i][t])
            ):
                return length
    raise AssertionError


def check_sanction(  # noqa: PLR0917
    oracle: Oracle, number: dict[str, int], i: int, s1: int, sanction: tuple[Step, ...], concept: str
) -> int:
    """Check that a sanction is a legal sequence, each step allowed; return where it ends."""
    ids = [d.id for d in oracle.conflict.decision_makers]
    at, last = s1, None
    for dm, label in sanction:
        j, t = ids.index(dm), number[label]
        assert j not in (i, last)
        assert t in (oracle.improvements(j, at) if concept in IMPROVING else oracle.moves[j][at])
        at, last = t, j
    return at


def check_state(oracle: Oracle, analysis: Analysis, i: int, s: int, concept: str) -> None:
    number = {label: k for k, label in enumerate(oracle.labels)}
    label, dm = oracle.labels[s], oracle.conflict.decision_makers[i]
    verdict = analysis.verdict(label, dm.id, concept)
    assert (verdict.state, verdict.dm, verdict.concept) == (label, dm.id, concept)
    assert verdict.stable == oracle.stable(i, s, concept)
    better = oracle.improvements(i, s)
    replies = analysis.replies(label, dm.id, concept)
    assert {number[r.improvement] for r in replies} == better
    for reply in replies:
        s1 = number[reply.improvement]
        assert reply.deters == oracle.deterred(i, s, s1, concept)
        end = check_sanction(oracle, number, i, s1, reply.sanction, concept)
        assert bool(reply.sanction) == (
            reply.deters or (concept in ESCAPES and oracle.deterred(i, s, s1, ESCAPES[concept]))
        )
        if reply.deters:
            assert not oracle.prefers(i, end, s)
            assert len(reply.sanction) == shortest(oracle, i, s, s1, concept)
        if concept in ESCAPES and reply.sanction:
            onward = oracle.moves[i][end]
            assert (reply.counter is None) == (not onward)
            if reply.counter is not None:
                c = number[reply.counter]
                assert c in onward and not any(oracle.prefers(i, x, c) for x in onward)
                assert oracle.prefers(i, c, s) != reply.deters
        else:
            assert reply.counter is None
    deciding = better if verdict.stable else {x for x in better if not oracle.deterred(i, s, x, concept)}
    assert (verdict.improvement is None) == (not better)
    if verdict.improvement is not None:
        chosen = number[verdict.improvement]
        assert chosen in deciding and not any(oracle.prefers(i, x, chosen) for x in deciding)
        same = next(r for r in replies if r.improvement == verdict.improvement)
        assert (verdict.sanction, verdict.counter) == (same.sanction, same.counter)
        if isinstance(dm.preference, Statements):
            (a,), (b,) = (oracle.members[x][:1] for x in (chosen, s))
            first = next(x for x in dm.preference.lines if true_in(x.condition, a) != true_in(x.condition, b))
            assert verdict.because == first.id
            assert f"'{first.condition}'" in verdict.sentence
    says = "stay" if verdict.stable else "leave"
    assert verdict.sentence.startswith(
        f"{dm.name} would {says} at " if verdict.stable else f"{dm.name} would leave "
    )
    assert verdict.sentence.endswith(".") and "None" not in verdict.sentence
    for mover, _ in verdict.sanction:
        assert mover.upper() in verdict.sentence


def test_every_verdict_shows_what_decides_it() -> None:
    told = 0
    for seed in range(CONFLICTS):
        conflict = invent.conflict(seed)
        oracle, analysis = Oracle(conflict), analyse(conflict)
        for concept in CONCEPTS:
            for i in oracle.players:
                for s in range(len(oracle.labels)):
                    check_state(oracle, analysis, i, s, concept)
                    told += 1
    assert told > 30_000


def test_single_sanctions_are_one_move() -> None:
    for seed in range(60):
        conflict = invent.conflict(seed)
        oracle, analysis = Oracle(conflict), analyse(conflict, sanctions="single")
        for i in oracle.players:
            for s, label in enumerate(oracle.labels):
                for concept in CONCEPTS:
                    dm = conflict.decision_makers[i].id
                    assert analysis.verdict(label, dm, concept).stable == oracle.stable(
                        i, s, concept, single=True
                    )
                    assert all(len(r.sanction) <= 1 for r in analysis.replies(label, dm, concept))


def dm(name: str, options: dict[str, str], *lines: str) -> DecisionMaker:
    likes = Statements(tuple(Statement(f"{name}: {x}", parse(x)) for x in lines))
    return DecisionMaker(name, name.title(), tuple(Option(k, v, name) for k, v in options.items()), likes)


@pytest.fixture(scope="module")
def talks() -> Conflict:
    return Conflict(
        "talks",
        (
            dm("bamako", {"guarantee": "Accept a guarantee force"}, "sign", "not guarantee"),
            dm(
                "azawad",
                {"sign": "Sign an agreement", "fight": "Resume fighting"},
                "not sign unless guarantee",
                "sign iff guarantee",
                "fight unless guarantee",
            ),
        ),
    )


def test_sentences(talks: Conflict) -> None:
    found = analyse(talks)
    assert found.equilibria("nash") == ("fight",)
    assert found.verdict("guarantee, sign", "bamako", "nash").sentence == (
        "Bamako would leave 'guarantee, sign': dropping 'Accept a guarantee force' leads to 'sign', which is "
        "preferred because 'not guarantee' holds there."
    )
    assert found.verdict("guarantee, sign", "bamako", "seq").sentence == (
        "Bamako would stay at 'guarantee, sign': dropping 'Accept a guarantee force' would lead to 'sign', "
        "which is preferred because 'not guarantee' holds there, but Azawad would gain by dropping "
        "'Sign an agreement', which leaves Bamako worse off than before because 'sign' no longer holds."
    )
    assert found.verdict("guarantee, sign", "bamako", "smr").sentence.endswith(
        "but Azawad could answer by dropping 'Sign an agreement', which leaves Bamako worse off than before "
        "because 'sign' no longer holds, with no escape from there."
    )
    assert found.verdict("nothing", "azawad", "seq").sentence == (
        "Azawad would leave the state with nothing taken: taking 'Resume fighting' leads to 'fight', "
        "which is preferred because 'fight unless guarantee' holds there, and no answer by which the others "
        "would gain takes that away."
    )
    assert found.verdict("fight", "azawad", "gmr").sentence == (
        "Azawad would stay at 'fight': no move from there leads to anything better."
    )


def test_an_escape_is_told() -> None:
    a = dm("ann", {"a": "a", "c": "c"}, "c", "a iff b")
    model = Conflict("escape", (a, dm("ben", {"b": "b"}, "b")), one_way=(OneWay("1", "c", "N>Y"),))
    verdict = analyse(model).verdict("c, b", "ann", "smr")
    assert not verdict.stable and verdict.sanction == (("ben", "a, c"),) and verdict.counter == "c"
    assert verdict.sentence == (
        "Ann would leave 'c, b': taking 'a' leads to 'a, c, b', which is preferred because 'a iff b' "
        "holds there; Ben could answer by dropping 'b', but Ann could then escape by dropping 'a', as "
        "after every answer."
    )


def test_one_decision_maker_and_ties_at_the_top() -> None:
    alone = analyse(Conflict("alone", (dm("ann", {"a": "a", "b": "b"}, "a"),)))
    for concept in CONCEPTS:
        assert alone.equilibria(concept) == ("a", "a, b")
        assert alone.verdict("b", "ann", concept).sentence == (
            "Ann would leave 'b': taking 'a' and dropping 'b' leads to 'a', which is preferred because "
            "'a' holds there."
        )
    indifferent = analyse(Conflict("all one", (dm("ann", {"a": "a"}), dm("ben", {"b": "b"}))))
    for concept in CONCEPTS:
        assert indifferent.equilibria(concept) == indifferent.states


def test_no_move_and_a_graph_drawn_by_hand(talks: Conflict) -> None:
    labels = talks.space.labels
    likes = Ranking(tuple((x,) for x in labels))
    by_hand = Conflict(
        "by hand",
        tuple(DecisionMaker(d.id, d.name, d.options, likes) for d in talks.decision_makers),
        moves={"azawad": {labels[3]: (labels[0],)}},
    )
    found = analyse(by_hand)
    assert found.verdict(labels[3], "bamako", "seq").sentence == (
        f"Bamako would stay at '{labels[3]}': there is no move to make."
    )
    assert found.verdict(labels[3], "azawad", "nash").sentence == (
        f"Azawad would leave '{labels[3]}': the state with nothing taken is one move away, which is "
        "preferred."
    )


def test_questions_about_what_is_not_there(talks: Conflict) -> None:
    found = analyse(talks)
    for ask, what in (
        (lambda: found.verdict("sing", "bamako", "nash"), "there is no state 'sing'; did you mean 'sign'?"),
        (
            lambda: found.verdict("sign", "bamakoo", "nash"),
            "no decision maker 'bamakoo'; did you mean 'bamako'?",
        ),
        (lambda: found.verdict("sign", "bamako", "nosh"), "no solution concept 'nosh'; did you mean 'nash'?"),
        (lambda: found.holds("peace", "nash"), "no settlement 'peace'; there are none"),
        (lambda: analyse(talks, ["nash", "sequ"]), "no solution concept 'sequ'; did you mean 'seq'?"),
    ):
        with pytest.raises(ConflictError) as fault:
            ask()
        assert what in str(fault.value)


def test_a_sanction_may_be_a_joint_move() -> None:
    """Each step is legal, credible where it has to be, and the end deters."""
    together = 0
    for seed in range(120):
        conflict = invent.with_joint(invent.conflict(seed, most=4), seed, most=1)
        oracle, analysis = Oracle(conflict), analyse(conflict)
        ids = analysis.space.decision_makers
        acts = [" + ".join(ids[k] for k in sorted(who)) for who, _ in oracle.acts]
        if len(ids) < 3 or len(oracle.labels) > 16:
            continue
        for i, dm in enumerate(ids):
            for s, label in enumerate(oracle.labels):
                for concept in ("gmr", "seq"):
                    verdict = analysis.verdict(label, dm, concept)
                    assert verdict.stable == oracle.stable(i, s, concept)
                    at, last = oracle.labels.index(verdict.improvement or label), None
                    for who, to in verdict.sanction:
                        members, leads = oracle.acts[acts.index(who)]
                        t = oracle.labels.index(to)
                        assert who != last and i not in members and t in leads[at]
                        assert concept == "gmr" or all(oracle.prefers(k, t, at) for k in members)
                        at, last = t, who
                    if verdict.sanction:
                        assert not oracle.prefers(i, at, s)
                    if any("+" in who for who, _ in verdict.sanction):
                        together += 1
                        assert " and " in verdict.sentence
    assert together > 10
