"""Every structure of preference against the literal reading, its limits, and what follows from what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

import pytest

from invent import structured
from oracle import CONCEPTS, Oracle, Related
from palabre.conflict import (
    Conflict,
    ConflictError,
    DecisionMaker,
    Mark,
    NamedState,
    Option,
    Pair,
    Pairwise,
    Ranking,
    Sight,
    Statement,
    Statements,
    Unseen,
    Weight,
    Weights,
    parse,
    relations_of,
    scores,
)
from palabre.stability import (
    Analysis,
    all_paths,
    analyse,
    behaviour,
    effectiveness,
    evolution,
    explore,
    hypergame,
    kind_of,
    make_stable,
    margins,
    open_to,
    pattern,
    profiles,
    sensitivity,
    tableau,
)
from palabre.stability.relational import READINGS, Relational

KINDS = {
    "unknown": ("u", False),
    "strong": ("s", False),
    "fuzzy": ("f", False),
    "mixed": ("usf", False),
    "attitudes": ("", True),
    "attitudes and unknown": ("uf", True),
}
STRENGTHS = [f"{how}-{c}" for how in ("strong", "weak") for c in CONCEPTS if c != "nash"]
EACH, MANY = 14, 60


@cache
def made(kind: str, count: int = EACH) -> tuple[Conflict, ...]:
    marks, attitudes = KINDS[kind]
    return tuple(structured(7000 + k, marks, attitudes) for k in range(count))


def readings(kind: str) -> tuple[Any, ...]:
    return READINGS if "u" in KINDS[kind][0] else (None,)


def engine(conflict: Conflict, reading: Any = None, sanctions: Any = "sequences") -> Relational:
    return Relational(conflict, conflict.space, reading, sanctions)


def found(made_by: Relational, concept: str) -> list[list[bool]]:
    """The relational engine's verdicts, whether or not an order of the states would do."""
    answer: list[list[bool]] = made_by.stable(kind_of(concept)).tolist()  # type: ignore[arg-type]
    return answer


@pytest.mark.parametrize("kind", KINDS)
def test_every_verdict_is_that_of_the_literal_reading(kind: str) -> None:
    seen = set()
    for k, conflict in enumerate(made(kind, MANY)):
        for reading in readings(kind):
            literal, by_bits = Related(conflict, reading or "a"), engine(conflict, reading)
            for concept in CONCEPTS if KINDS[kind][1] else (*CONCEPTS, *STRENGTHS):
                verdicts = found(by_bits, concept)
                assert verdicts == literal.related(concept), (k, reading, concept)
                seen |= {(concept, v) for row in verdicts for v in row}
    assert len(seen) == 2 * len({c for c, _ in seen}), "some concept has one verdict only"


def test_ties_and_weights_are_orders_of_the_states() -> None:
    for seed in range(60):
        conflict = structured(seed)
        literal, analysis = Oracle(conflict), analyse(conflict, CONCEPTS)
        for i, own in enumerate(analysis.ranks.tolist()):
            for q in range(len(own)):
                for s in range(len(own)):
                    assert (own[q] > own[s]) == literal.prefers(i, q, s)
        for concept in CONCEPTS:
            verdicts = [analysis.mask(concept, d).tolist() for d in analysis.space.decision_makers]
            assert verdicts == literal.verdicts(concept), (seed, concept)


@pytest.mark.parametrize("sanctions", ["sequences", "single"])
def test_where_all_is_known_relations_give_what_an_order_gives(sanctions: Any) -> None:
    """Nothing unknown: all four readings; certain: fuzzy; nothing strong: general; selfish: attitudes."""
    for seed in range(MANY):
        conflict = structured(seed)
        ordinal = analyse(conflict, CONCEPTS, sanctions=sanctions)
        wanted = {c: [ordinal.mask(c, d).tolist() for d in ordinal.space.decision_makers] for c in CONCEPTS}
        rng = Random(seed)
        certain = replace(
            conflict,
            decision_makers=tuple(
                replace(d, threshold=rng.choice((0.01, 0.5, 1.0)), attitudes=((d.id, "positive"),))
                for d in conflict.decision_makers
            ),
        )
        for reading in (None, "a", "d"):
            for some in (conflict, certain):
                by_bits = engine(some, reading, sanctions)
                assert {c: found(by_bits, c) for c in CONCEPTS} == wanted, (seed, reading)
        # Where nothing is strong, only what has no improvement is strongly stable.
        for c in ("gmr", "smr", "seq", "sseq"):
            assert found(engine(conflict, None, sanctions), f"strong-{c}") == wanted["nash"]


def test_strength_leaves_the_order_and_its_stability_as_they_are() -> None:
    for conflict in made("strong"):
        if not any(isinstance(d.preference, Pairwise) for d in conflict.decision_makers):
            analysis = analyse(conflict, CONCEPTS)
            for concept in CONCEPTS:
                verdicts = [analysis.mask(concept, d).tolist() for d in analysis.space.decision_makers]
                assert verdicts == found(engine(conflict), concept)


FOLLOWS = [
    ("nash", "sseq"),
    ("sseq", "seq"),
    ("sseq", "smr"),
    ("seq", "gmr"),
    ("smr", "gmr"),
    ("nash", "smr"),
]
BETWEEN = [("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")]


@pytest.mark.parametrize("kind", KINDS)
def test_what_follows_from_what(kind: str) -> None:
    """The order of the concepts survives in every structure, and the readings have one of their own."""
    apart = set()
    for conflict in made(kind, MANY):
        by_reading = {r: engine(conflict, r) for r in readings(kind)}
        masks = {(r, c): by_reading[r].stable(kind_of(c)) for r in by_reading for c in CONCEPTS}  # type: ignore[arg-type]
        for r, by_bits in by_reading.items():
            for one, other in FOLLOWS:
                assert not (masks[r, one] & ~masks[r, other]).any(), (r, one, other)
            if not KINDS[kind][1]:
                for c in ("gmr", "smr", "seq", "sseq"):
                    strong = by_bits.stable(kind_of(f"strong-{c}"))  # type: ignore[arg-type]
                    assert not (strong & ~masks[r, c]).any()
                    assert not (masks[r, "nash"] & ~strong).any()
        if len(by_reading) == 4:
            for c in CONCEPTS:
                for one, other in BETWEEN:
                    assert not (masks[one, c] & ~masks[other, c]).any(), (c, one, other)
                apart |= {(c, x + y) for x, y in ("bc", "cb") if (masks[x, c] & ~masks[y, c]).any()}
            assert (masks["a", "nash"] == masks["c", "nash"]).all()
            assert (masks["b", "nash"] == masks["d", "nash"]).all()
    if kind == "unknown":
        # b and c are not ordered: each holds what the other does not.
        assert {("gmr", "bc"), ("gmr", "cb")} <= apart


def test_names_and_orders_mean_nothing() -> None:
    """Decision makers and the lines that weigh the same in another order, states under other labels."""
    for kind in KINDS:
        for k, conflict in enumerate(made(kind)[:10]):
            rng = Random(k)
            dms = list(rng.sample(conflict.decision_makers, len(conflict.decision_makers)))
            label = {x: f"at {x}" if conflict.states else x for x in conflict.space.labels}
            dms = [replace(d, preference=_renamed(d.preference, label, rng)) for d in dms]
            moves = conflict.moves and {
                d: {label[a]: tuple(label[b] for b in to) for a, to in by.items()}
                for d, by in conflict.moves.items()
            }
            states = conflict.states and tuple(NamedState(label[s.label], s.pattern) for s in conflict.states)
            other = replace(
                conflict,
                decision_makers=tuple(dms),
                option_order=tuple(o.id for o in conflict.options),
                moves=moves,
                states=states,
            )
            place = [other.space.dm(d.id) for d in conflict.decision_makers]
            for reading in readings(kind):
                one, two = engine(conflict, reading), engine(other, reading)
                for concept in CONCEPTS:
                    again = found(two, concept)
                    assert found(one, concept) == [again[p] for p in place], (kind, k, concept)


def _renamed(likes: Any, label: dict[str, str], rng: Random) -> Any:
    if isinstance(likes, Ranking):
        return replace(likes, tiers=tuple(tuple(label[x] for x in t) for t in likes.tiers))
    if isinstance(likes, Pairwise):
        pairs = tuple(replace(p, one=label[p.one], other=label[p.other]) for p in likes.pairs)
        return replace(likes, pairs=tuple(rng.sample(pairs, len(pairs))))
    if isinstance(likes, Weights):
        return Weights(tuple(rng.sample(likes.lines, len(likes.lines))))
    lines, k = list(likes.lines), 0
    while k < len(lines):
        end = k + 1
        while end < len(lines) and lines[end].tier and lines[end].tier == lines[k].tier:
            end += 1
        lines[k:end] = rng.sample(lines[k:end], end - k)
        k = end
    return Statements(tuple(lines))


@pytest.mark.parametrize("kind", KINDS)
def test_what_decides_a_verdict_is_so(kind: str) -> None:
    told = 0
    for conflict in made(kind)[:10]:
        for reading in readings(kind)[-2:]:
            analysis = analyse(conflict, CONCEPTS, unknown=reading)
            if not analysis.related and kind != "strong":
                continue
            literal = Related(conflict, reading or "a")
            concepts = CONCEPTS if KINDS[kind][1] else (*CONCEPTS, "strong-gmr", "weak-smr", "strong-seq")
            for concept in concepts:
                for i, dm in enumerate(analysis.space.decision_makers):
                    for s, label in enumerate(analysis.states):
                        _check_verdict(analysis, literal, concept, i, dm, s, label)
                        told += 1
    assert told > 200


def _check_verdict(  # noqa: PLR0917
    analysis: Analysis, literal: Related, concept: str, i: int, dm: str, s: int, label: str
) -> None:
    verdict = analysis.verdict(label, dm, concept)
    assert verdict.stable == bool(analysis.mask(concept, dm)[s])
    assert verdict.sentence.endswith(".")
    assert (verdict.state, verdict.dm, verdict.concept) == (label, dm, concept)
    better = {t for t in literal.moves[i][s] if literal.leaves(i, t, s)}
    replies = analysis.replies(label, dm, concept)
    if not analysis.related and "-" not in concept:
        return
    assert {r.improvement for r in replies} == {literal.labels[t] for t in better}
    if verdict.improvement is None:
        assert not better
        return
    base, strong = concept.rpartition("-")[2], concept.startswith("strong")
    at = literal.labels.index(verdict.improvement)
    assert at in better
    if not concept.startswith("weak"):
        assert verdict.stable == all(r.deters for r in replies)
        assert bool(verdict.sanction) == verdict.stable
    last: object = None
    for who, to in verdict.sanction:
        t = literal.labels.index(to)
        movers = frozenset(analysis.space.dm(x) for x in who.split(" + "))
        assert i not in movers
        steps = [(k, x) for k, (w, x) in enumerate(literal.acts) if w == movers and t in x[at]]
        assert steps
        assert len(steps) > 1 or steps[0][0] != last
        if base in ("seq", "sseq"):
            assert all(literal.prefers(k, t, at) for k in movers)
        at, last = t, steps[0][0] if len(steps) == 1 else None
    if verdict.sanction and not concept.startswith("weak"):
        assert literal.bad(i, at, s, strong)


def two(anne: Any, bert: Any, **anne_has: Any) -> Conflict:
    return Conflict(
        "two",
        (
            DecisionMaker("a", "Anne", (Option("x", "X", "a"),), anne, **anne_has),
            DecisionMaker("b", "Bert", (Option("y", "Y", "b"),), bert),
        ),
    )


def wish(*lines: str, **mark: Any) -> Statements:
    return Statements(tuple(Statement(x, parse(x), mark=Mark(**mark)) for x in lines))


def test_sentences_say_what_is_known() -> None:
    unknown = analyse(two(wish("x", unknown=True), wish("y")), unknown="a")
    assert unknown.verdict("nothing", "a", "nash").sentence == (
        "Anne may leave the state with nothing taken: taking 'X' leads to 'x', which it may prefer (which of "
        "the two is better is unknown: the first line in which the two differ is 'x')."
    )
    still = analyse(unknown.conflict, unknown="b").verdict("nothing", "a", "nash")
    assert still.sentence == (
        "Anne would stay at the state with nothing taken: there is no move known to lead to anything better."
    )
    punish = Statements((Statement("1", parse("not y"), mark=Mark(strong=True)), Statement("2", parse("x"))))
    strong = analyse(two(punish, wish("y if x")), "strong-gmr")
    assert strong.verdict("nothing", "a", "strong-gmr").sentence == (
        "Anne would strongly stay at the state with nothing taken: taking 'X' would lead to 'x', which is "
        "preferred because 'x' holds there, but Bert could answer by taking 'Y', which leaves Anne much "
        "worse off than before because 'not y' no longer holds."
    )
    mild = analyse(two(wish("not y", "x"), wish("y if x")))
    assert mild.verdict("nothing", "a", "strong-gmr").sentence == (
        "Anne would not strongly stay at the state with nothing taken: taking 'X' leads to 'x', which is "
        "preferred because 'x' holds there, and no answer by the others leaves it much worse off."
    )
    assert mild.verdict("nothing", "a", "weak-gmr").sentence == (
        "Anne would weakly stay at the state with nothing taken: taking 'X' would lead to 'x', which is "
        "preferred because 'x' holds there, but Bert could answer by taking 'Y', which leaves Anne worse off "
        "than before because 'not y' no longer holds."
    )
    kind = analyse(two(wish("not x"), wish("x"), attitudes=(("a", "indifferent"), ("b", "positive"))))
    assert kind.verdict("nothing", "a", "nash").sentence == (
        "Anne would leave the state with nothing taken: taking 'X' leads to 'x', which is welcome: it wants "
        "Bert to gain."
    )
    unsure = analyse(two(wish("x", degree=0.7), wish("y"), threshold=0.5))
    assert unsure.equilibria("nash") == ("y", "x, y")
    assert analyse(two(wish("x", degree=0.75), wish("y"), threshold=0.5)).equilibria("nash") == ("x, y",)


def test_pairs_may_go_round_in_a_circle() -> None:
    circle = Pairwise((Pair("x", "nothing"), Pair("nothing", "y"), Pair("y", "x")), "equal")
    conflict = two(circle, wish())
    relation = relations_of(conflict, conflict.space)[0]
    assert relation.better.astype(int).tolist() == [[0, 0, 1, 0], [1, 0, 0, 0], [0, 1, 0, 0], [0] * 4]
    assert not relation.unknown.any()
    open_ = replace(conflict.decision_makers[0], preference=replace(circle, rest="unknown"))
    assert relations_of(replace(conflict, decision_makers=(open_,)), conflict.space)[0].unknown.sum() == 6


def test_weights_are_added_up_exactly() -> None:
    many = tuple(Weight(o, o, w) for o, w in (("p", 0.1), ("q", 0.2), ("r", 0.3)))
    conflict = Conflict(
        "sums", (DecisionMaker("a", "A", tuple(Option(o, o, "a") for o in "pqr"), Weights(many)),)
    )
    ranks = dict(zip(conflict.space.labels, scores(Weights(many), conflict.space).tolist(), strict=True))
    assert ranks["p, q"] == ranks["r"] == 3
    assert max(ranks.values()) == ranks["p, q, r"] == 6


REFUSED: dict[str, Callable[[Analysis], object]] = {
    "ranks": lambda a: a.ranks,
    "worth": lambda a: a.worth("seq", "a"),
    "coalitions": lambda a: a.equilibria("cnash"),
    "jumps": lambda a: a.jumps(),
    "gains": lambda a: a.gains("x"),
    "fh": lambda a: a.equilibria("fh"),
    "foresight": lambda a: a.equilibria("nm"),
    "walks": lambda a: a.walks("x"),
    "tableau": tableau,
    "sensitivity": sensitivity,
    "evolution": lambda a: evolution(a, "nash", "x"),
    "paths": lambda a: all_paths(a.space, a.ranks, "nothing"),
    "margins": margins,
    "pattern": lambda a: pattern(a, "x", "nash"),
    "make ranks": lambda a: make_stable(a, "x", "nash"),
    "make edits": lambda a: make_stable(a, "x", "nash", over="edits"),
    "make orders": lambda a: make_stable(a, "x", "nash", over="orders"),
    "fh verdict": lambda a: a.verdict("x", "a", "fh"),
}
NO_ORDER = {
    "unknown": two(wish("x", unknown=True), wish("y")),
    "fuzzy": two(wish("x", degree=0.9), wish("y"), threshold=0.5),
    "pairs": two(Pairwise((Pair("x", "y"),)), wish("y")),
    "attitudes": two(wish("x"), wish("y"), attitudes=(("b", "negative"),)),
}


@pytest.mark.parametrize("what", REFUSED)
@pytest.mark.parametrize("kind", NO_ORDER)
def test_what_needs_an_order_is_refused_and_never_guessed(kind: str, what: str) -> None:
    analysis = analyse(NO_ORDER[kind], "nash", unknown="a")
    with pytest.raises(ConflictError, match="order of the states alone, and 'a' has") as caught:
        REFUSED[what](analysis)
    assert caught.value.remedy


@pytest.mark.parametrize("kind", NO_ORDER)
def test_what_needs_only_verdicts_works(kind: str) -> None:
    analysis = analyse(NO_ORDER[kind], "nash", unknown="a")
    assert open_to(analysis.conflict, analysis.space) == CONCEPTS
    assert behaviour(analysis, "x").concepts == CONCEPTS
    assert profiles(analysis, ("nash", "seq")).columns[-1] == "of"
    assert effectiveness(analysis, {"nash": 1}).sentences
    assert analysis.mixed({"a": "nash"}, "gmr") is not None
    assert analysis.table().columns == ("state", "nash", "leaves (nash)")
    assert set(analysis.as_json()["stable"]) == {"nash"}


def test_unknown_preferences_need_a_reading() -> None:
    with pytest.raises(ConflictError, match="what 'a' prefers is not all known") as caught:
        analyse(NO_ORDER["unknown"])
    assert caught.value.remedy.startswith("choose one: unknown='a'")
    with pytest.raises(ConflictError, match="reading"):
        analyse(NO_ORDER["unknown"], unknown="e")  # type: ignore[arg-type]


def test_strength_is_not_asked_of_attitudes() -> None:
    with pytest.raises(ConflictError, match="not defined with attitudes, and 'a' has some"):
        analyse(NO_ORDER["attitudes"], "strong-gmr").equilibria("strong-gmr")


def test_too_many_states_are_refused_before_memory_is_taken() -> None:
    options = tuple(Option(f"o{k}", "", "a") for k in range(16))
    likes = Statements((Statement("1", parse("o1"), mark=Mark(unknown=True)),))
    with pytest.raises(ConflictError, match=r"any two of 65,536 states takes 28.0 GB of memory"):
        analyse(Conflict("big", (DecisionMaker("a", "A", options, likes),)), unknown="a")


WRONG = {
    "degree": (two(wish("x", degree=0.5), wish(), threshold=0.5), "degree 0.5"),
    "threshold": (two(wish("x"), wish(), threshold=0.0), "threshold of 'a' is 0"),
    "no threshold": (two(wish("x", degree=0.8), wish()), "no threshold"),
    "both": (two(wish("x", unknown=True, strong=True), wish()), "unknown, and strong"),
    "attitude": (two(wish("x"), wish(), attitudes=(("c", "positive"),)), "'c'"),
    "attitudes": (two(wish("x"), wish(), attitudes=(("b", "good"),)), "is 'good'"),
    "twice": (two(wish("x"), wish(), attitudes=(("b", "positive"),) * 2), "two attitudes"),
    "tie": (
        two(
            Statements(
                (
                    Statement("1", parse("x"), tier="t"),
                    Statement("2", parse("y"), tier="t", mark=Mark(strong=True)),
                )
            ),
            wish(),
        ),
        "weigh the same differ",
    ),
    "steps": (two(Ranking((("x",), ("y",)), (Mark(), Mark())), wish()), "2 tiers and 2 steps"),
    "pair": (two(Pairwise((Pair("x", "x"),)), wish()), "compared twice"),
    "equal": (
        two(Pairwise((Pair("x", "y", True, Mark(strong=True)),)), wish()),
        "are equal for 'a', and marked",
    ),
    "stranger": (two(Pairwise((Pair("x", "z"),)), wish()), "'z'"),
    "weight": (two(Weights((Weight("1", "x", float("nan")),)), wish()), "is nan"),
    "weights": (two(Weights((Weight("1", "x", 1), Weight("2", "x", 2))), wish()), "weighs 'x' twice"),
    "no option": (two(Weights((Weight("1", "z", 1),)), wish()), "'z'"),
    "digits": (two(Weights((Weight("1", "x", 1e19),)), wish()), "too many digits"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_right_is_said(case: str) -> None:
    conflict, what = WRONG[case]
    with pytest.raises(ConflictError) as caught:
        analyse(conflict, unknown="a")
    assert what in caught.value.what
    assert caught.value.remedy


def test_sentences_say_what_weights_add_up_to() -> None:
    weights = Weights((Weight("1", "x", -0.5), Weight("2", "y", 2)))
    found = analyse(two(weights, wish("y iff x")))
    assert found.verdict("x, y", "a", "nash").sentence == (
        "Anne would leave 'x, y': dropping 'X' leads to 'y', which is preferred because its weights add up "
        "to 2 there, and to 1.5 before."
    )
    assert found.verdict("x, y", "a", "seq").sentence == (
        "Anne would stay at 'x, y': dropping 'X' would lead to 'y', which is preferred because its weights "
        "add up to 2 there, and to 1.5 before, but Bert would gain by dropping 'Y', which leaves Anne worse "
        "off than before because its weights add up to 0 there, and to 1.5 before."
    )


def test_who_sees_what_may_prefer_in_any_way() -> None:
    """A hypergame judges each game by its own relations, and says who may gain by a surprise."""
    blind = Sight("b", hides=(Unseen("x"),))
    conflict = replace(two(wish("x", unknown=True), wish("y if x")), seen_by=(blind,))
    with pytest.raises(ConflictError, match="no reading of the unknown is chosen"):
        hypergame(conflict)
    for reading, leaves in (("a", ("a",)), ("b", ())):
        hyper = hypergame(conflict, concepts="nash", unknown=reading)  # type: ignore[arg-type]
        assert hyper.outcome("nothing", "nash").leaves == leaves
        surprise = next(s for s in hyper.surprises() if s.start == "nothing")
        assert (surprise.dm, surprise.mover, surprise.unseen, surprise.gains) == ("b", "a", ("x",), True)


@pytest.mark.parametrize(
    ("conflict", "what"),
    [
        *((c, "'a' has") for c in (NO_ORDER["unknown"], NO_ORDER["fuzzy"], NO_ORDER["attitudes"])),
        (NO_ORDER["pairs"], "'a' ranks the states without statements"),
        (two(Weights((Weight("1", "x", 1),)), wish("y")), "'a' ranks the states without statements"),
        (
            two(Statements(tuple(Statement(x, parse(x), tier="t") for x in "xy")), wish("y")),
            "some statements of 'a' weigh the same",
        ),
    ],
)
def test_what_is_counted_without_a_list_needs_plain_statements(conflict: Conflict, what: str) -> None:
    with pytest.raises(ConflictError, match=f"{what}.*the symbolic engine reads"):
        explore(conflict, "nash")


def test_edits_are_not_sought_among_ties() -> None:
    tied = Statements((Statement("1", parse("x"), tier="t"), Statement("2", parse("y"), tier="t")))
    analysis = analyse(two(tied, wish("not y")), "nash")
    for over in ("edits", "orders"):
        with pytest.raises(ConflictError, match="some statements of 'a' weigh the same"):
            make_stable(analysis, "nothing", "nash", over=over)  # type: ignore[arg-type]
    assert make_stable(analysis, "nothing", "nash").size == 2
    moved = [
        e.sentence for e in sensitivity(analysis, "nash").effects if e.edit == "moved up" and e.dm == "a"
    ]
    assert moved == [
        "Anne with 'x' above 'y': no equilibrium under Nash changes.",
        "Anne with 'y' above 'x': no equilibrium under Nash changes.",
    ]
