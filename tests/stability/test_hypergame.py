"""Hypergames against the literal reading, and against the plain conflict where everybody sees the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from test_invariance import renamed

import invent
from oracle import HyperOracle, Oracle, true_in
from palabre import cases
from palabre.conflict import (
    Conflict,
    ConflictError,
    DecisionMaker,
    NamedState,
    Option,
    Ranking,
    Rule,
    Sight,
    Statement,
    Statements,
    Unseen,
    as_seen_by,
    parse,
)
from palabre.stability import analyse, hypergame, open_to
from palabre.stability.universe import universe_of

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")


def strings(hyper, game_of):
    """Each state of the universe as the set of option strings it stands for, from the first game with it."""
    found = {}
    for dm, conflict in game_of.items():
        oracle = Oracle(conflict)
        for s, place in enumerate(hyper.universe.places[list(game_of).index(dm) + (hyper.truth is not None)]):
            found.setdefault(int(place), frozenset(oracle.members[s]))
    return found


def compare(hyper, games, tried: Counter[str], seed: int) -> None:
    literal = HyperOracle(games)
    members = strings(hyper, games)
    assert set(members.values()) == literal.states, seed
    for concept in CONCEPTS:
        for u, outcome in enumerate(hyper.outcomes(concept)):
            if u not in members:
                assert outcome.kind == "unseen"
                continue
            state = members[u]
            assert outcome.kind == literal.kind(state, concept), (seed, concept, outcome)
            assert set(outcome.leaves) == literal.leaves(state, concept), seed
            assert set(outcome.equilibrium_for) == literal.equilibrium_for(state, concept), seed
            assert set(outcome.would_leave) == literal.would_leave(state, concept), seed
            tried["would leave"] += len(outcome.would_leave)
            assert set(outcome.wrong) == literal.wrong(state, concept), seed
            assert (outcome.state in hyper.equilibria(concept)) == outcome.equilibrium, seed
            tried[outcome.kind] += 1
    for improving in (True, False):
        number = {label: u for u, label in enumerate(hyper.states)}
        found = {
            (x.dm, x.mover, members[number[x.start]], members[number[x.end]])
            for x in hyper.surprises(improving=improving)
        }
        assert found == literal.surprises(improving=improving), seed
        tried["surprise"] += len(found)


def test_games_that_differ_in_everything_equal_the_oracle() -> None:
    tried: Counter[str] = Counter()
    for seed in range(120):
        games = invent.games(seed)
        compare(hypergame(seen_by=games, concepts=CONCEPTS), games, tried, seed)
    assert (
        min(
            tried[k]
            for k in ("steady", "unsteady", "stealthy", "illusory", "left", "surprise", "would leave")
        )
        > 40
    )


def test_what_a_conflict_says_of_who_sees_it_equals_the_oracle() -> None:
    tried: Counter[str] = Counter()
    for seed in range(150):
        conflict = invent.conflict(seed, None, 4)
        if seed % 3 == 0:
            conflict = invent.with_joint(conflict, seed)
            tried["joint"] += len(conflict.joint)
        conflict = invent.with_sights(conflict, seed)
        games = _seen(conflict)
        if games is None:
            tried["nothing left to see"] += 1
            continue
        compare(hypergame(conflict, concepts=CONCEPTS), games, tried, seed)
    assert tried["nothing left to see"] < 40 < tried["joint"]
    assert (
        min(tried[k] for k in ("steady", "unsteady", "stealthy", "illusory", "surprise", "would leave")) > 40
    )


def _seen(conflict: Conflict) -> dict[str, Conflict] | None:
    try:
        games = {d.id: as_seen_by(conflict, d.id) for d in conflict.decision_makers}
        for game in games.values():
            assert len(game.space)
    except ConflictError as fault:
        assert "no state is feasible" in fault.what, fault
        return None
    return games


def test_seeing_is_leaving_out_states_and_moves() -> None:
    """As seen by somebody: the same states less what it does not see, and what it misreads."""
    tried = 0
    for seed in range(200):
        conflict = invent.with_sights(invent.conflict(seed, None, 4), seed)
        games = _seen(conflict)
        if games is None:
            continue
        base = Oracle(conflict)
        for sight in conflict.seen_by:
            seen = Oracle(games[sight.dm])
            hidden = {u.option for u in sight.hides}

            parts = [p for rule in sight.rules for p in rule.parts]
            wanted = {
                frozenset(m): s
                for s, m in enumerate(base.members)
                if not m[0] & hidden and not any(true_in(p, m[0]) for p in parts)
            }
            found = {frozenset(m): s for s, m in enumerate(seen.members)}
            assert set(found) == set(wanted), seed
            back = {found[m]: wanted[m] for m in found}
            for i, dm in enumerate(conflict.decision_makers):
                for s, old in back.items():
                    legal = {t for t in back if back[t] in base.moves[i][old]}
                    if sight.one_way and conflict.moves is None:
                        assert seen.moves[i][s] <= legal
                    else:
                        assert seen.moves[i][s] == legal, seed
                    if dm.id not in sight.prefers:
                        better = {t for t in back if base.prefers(i, back[t], old)}
                        assert {t for t in back if seen.prefers(i, t, s)} == better, seed
            tried += 1
    assert tried > 200


def test_where_everybody_sees_the_same_it_is_the_plain_conflict() -> None:
    tried: Counter[str] = Counter()
    for seed in range(120):
        conflict = invent.conflict(seed)
        plain = analyse(conflict)
        asked = open_to(conflict, plain.space)
        own = {d.id: replace(conflict) for d in conflict.decision_makers}
        for hyper in (hypergame(conflict, concepts=asked), hypergame(seen_by=own, concepts=asked)):
            assert hyper.states == plain.states
            assert hyper.surprises(improving=False) == ()
            for concept in asked:
                equilibria = plain.equilibria(concept)
                assert hyper.equilibria(concept) == equilibria, seed
                for outcome in hyper.outcomes(concept):
                    assert outcome.kind == ("steady" if outcome.state in equilibria else "left")
                    assert outcome.wrong == ()
                tried[concept] += 1
    assert min(tried[c] for c in ("seq", "fh", "nm")) > 30


def test_names_and_orders_mean_nothing() -> None:
    tried = 0
    for seed in range(150):
        games = invent.games(seed)
        rng = Random(seed)
        hyper = hypergame(seen_by=games, concepts=CONCEPTS)
        order = sorted({o.id for g in games.values() for o in g.options})
        option = dict(zip(order, rng.sample([f"x{k}" for k in range(len(order))], len(order)), strict=True))
        who = {d: f"who{rng.random()}" for g in games.values() for d in [x.id for x in g.decision_makers]}
        other = {}
        for dm in rng.sample(sorted(games), len(games)):
            other[who[dm]] = _renamed(games[dm], option, who, rng)
        two = hypergame(seen_by=other, concepts=CONCEPTS)
        place = {u: frozenset(option[o] for o in taken) for u, taken in enumerate(hyper.universe.taken)}
        there = {taken: u for u, taken in enumerate(two.universe.taken)}
        for concept in CONCEPTS:
            mine, theirs = hyper.outcomes(concept), two.outcomes(concept)
            for u, taken in place.items():
                a, b = mine[u], theirs[there[taken]]
                assert a.kind == b.kind, seed
                assert {who[d] for d in a.leaves} == set(b.leaves)
                assert {(who[x], who[y]) for x, y in a.wrong} == set(b.wrong)
                tried += 1
    assert tried > 2_000


def _renamed(game: Conflict, option: dict[str, str], who: dict[str, str], rng: Random) -> Conflict:
    """Return a game under the names that all games share, in another order."""
    dms = []
    for d in rng.sample(game.decision_makers, len(game.decision_makers)):
        lines = tuple(replace(x, condition=renamed(x.condition, option)) for x in d.preference.lines)
        own = tuple(replace(o, id=option[o.id], owner=who[d.id]) for o in d.options)
        dms.append(DecisionMaker(who[d.id], d.name, tuple(rng.sample(own, len(own))), Statements(lines)))
    return Conflict(
        "renamed",
        tuple(dms),
        rules=tuple(replace(r, parts=tuple(renamed(p, option) for p in r.parts)) for r in game.rules),
        one_way=tuple(replace(w, option=option[w.option]) for w in game.one_way),
    )


def side(me: str, *wishes: str, options: tuple[str, ...] = ()) -> DecisionMaker:
    own = tuple(Option(o, o.title(), me) for o in options or (me,))
    return DecisionMaker(me, me.title(), own, Statements(tuple(Statement(w, parse(w)) for w in wishes)))


@pytest.fixture
def bluff() -> Conflict:
    """The guest may leave or (which the host does not know) call the police; the host may throw it out."""
    host = side("host", "not call", "throw", options=("throw",))
    guest = side("guest", "call iff throw", "not leave", options=("leave", "call"))
    return Conflict("party", (host, guest), seen_by=(Sight("host", hides=(Unseen("call"),)),))


def test_the_words(bluff: Conflict) -> None:
    hyper = hypergame(bluff, concepts=("nash", "seq"))
    assert hyper.states[:2] == ("nothing", "throw")
    said = {o.state: (o.kind, o.sentence) for o in hyper.outcomes("nash")}
    assert said["throw"] == (
        "illusory",
        "Host sees it as an equilibrium, but Guest leaves it; Host expects Guest to stay.",
    )
    kind, words = said["throw, call"]
    assert kind == "stealthy"
    assert words.startswith("Host does not see it, Guest sees it as an equilibrium, yet nobody leaves")
    (surprise,) = [s for s in hyper.surprises() if (s.start, s.end) == ("throw", "throw, call")]
    assert (surprise.dm, surprise.mover, surprise.end, surprise.unseen) == (
        "host",
        "guest",
        "throw, call",
        ("call",),
    )
    assert surprise.sentence == "Guest can leave 'throw' by taking 'Call', and Host does not know of ‘Call’."


def test_it_leaves_in_every_shape(bluff: Conflict) -> None:
    hyper = hypergame(bluff, concepts=("nash", "seq"))
    assert len(hyper.records()) == len(hyper.states) == len(hyper.frame()) == 8
    assert hyper._repr_html_().startswith("<table>")
    found = hyper.as_json()
    assert set(found["hidden"]["host"]) == {s for s in hyper.states if "call" in s}
    assert found["truth"]["nash"] == list(analyse(replace(bluff, seen_by=())).equilibria("nash"))
    assert found["equilibria"]["nash"] == list(hyper.equilibria("nash"))
    assert {o["kind"] for o in found["outcomes"]["nash"]} == {"illusory", "stealthy"}


def test_one_who_is_not_known_to_take_part() -> None:
    whole = Conflict("three", (side("a", "a"), side("b", "b"), side("c", "c")))
    alone = Conflict("two", (side("a", "a"), side("b", "b")))
    hyper = hypergame(whole, {"a": alone}, "nash")
    assert hyper.equilibria("nash") == ("b, c", "a, b, c")
    assert hyper.outcome("b, c", "nash").would_leave == ("a",)
    assert hyper.outcome("b, c", "nash").sentence.endswith(
        "A would leave what it does see of it; as the analyst sees it, it would not last."
    )
    said = [s.sentence for s in hyper.surprises() if s.dm == "a"]
    assert said[0].endswith("and A does not know that C takes part.")
    assert hyper.outcome("a, b", "nash").kind == "illusory"


def test_listed_states_and_rankings_lose_what_is_not_seen() -> None:
    elmira = cases.load("elmira").conflict()
    blind = replace(elmira, seen_by=(Sight("MoE", hides=(Unseen("o5"),)),))
    lost = {s.label for s in elmira.states or () if s.pattern[4] == "Y"}
    hyper = hypergame(blind, concepts="nash")
    assert {s for s, seen in zip(hyper.states, hyper.sees("MoE"), strict=True) if not seen} == lost
    ranked = as_seen_by(blind, "MoE").decision_maker("MoE").preference
    assert isinstance(ranked, Ranking)
    assert not lost & {label for tier in ranked.tiers for label in tier}


def test_today_as_it_is_seen() -> None:
    base = Conflict("t", (side("a", "a"), side("b", "b")), now=frozenset({"a", "b"}))
    blind = replace(base, seen_by=(Sight("a", hides=(Unseen("b"),)),))
    assert as_seen_by(blind, "a").now == {"a"}
    barred = Sight("a", rules=(Rule("never", "never", (parse("a and b"),)),))
    assert as_seen_by(replace(base, seen_by=(barred,)), "a").now is None


def listed(*labels: str, patterns: tuple[str, ...]) -> Conflict:
    states = tuple(NamedState(a, p) for a, p in zip(labels, patterns, strict=True))
    return Conflict("listed", (side("a", "a"), side("b", "b")), states=states)


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (hypergame, "there is no game"),
        (lambda: hypergame(seen_by={"x": Conflict("x", (side("a", "a"),))}), "'x' does not take part"),
        (
            lambda: hypergame(Conflict("x", (side("a", "a"),)), {"b": Conflict("x", (side("b", "b"),))}),
            "there is no decision maker 'b'",
        ),
        (
            lambda: hypergame(
                listed("1", "2", patterns=("YN", "NY")), {"a": listed("1", "2", patterns=("NY", "YN"))}
            ),
            "is one state in one game and another in the game of 'a'",
        ),
        (lambda: hypergame(Conflict("x", (side("a", "a"),)), concepts="cnash"), "asks what coalitions do"),
        (
            lambda: hypergame(Conflict("x", (side("a", "a"),), seen_by=(Sight("a", (Unseen("z"),)),))),
            "there is no option 'z'",
        ),
        (
            lambda: hypergame(Conflict("x", (side("a", "a"),), seen_by=(Sight("a"), Sight("a")))),
            "what 'a' sees is written twice",
        ),
        (lambda: as_seen_by(Conflict("x", (side("a", "a"),)), "b"), "there is no decision maker 'b'"),
        (
            lambda: hypergame(
                Conflict("x", (side("a", "a"),), seen_by=(Sight("a", prefers={"b": Statements()}),))
            ),
            "there is no decision maker 'b'",
        ),
    ],
)
def test_what_is_refused(make, what: str) -> None:
    with pytest.raises(ConflictError) as raised:
        make()
    assert what in raised.value.what
    assert raised.value.remedy


def test_states_that_cannot_be_told_apart_are_refused() -> None:
    twins = replace(listed("1", "2", patterns=("YN", "YN")), moves={"a": {"1": ("2",)}, "b": {"2": ("1",)}})
    with pytest.raises(ConflictError, match="'1' and '2' take the same options in the game of 'a'"):
        universe_of([("the game of 'a'", twins)])
