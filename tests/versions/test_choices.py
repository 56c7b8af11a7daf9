"""What is left open in a model, and what a model is in one version."""

from __future__ import annotations

from dataclasses import replace

import pytest

from palabre.conflict import (
    Conflict,
    ConflictError,
    DecisionMaker,
    NamedState,
    OneWay,
    Option,
    Ranking,
    Rule,
    Statement,
    Statements,
    parse,
)
from palabre.ledger import Answer, Question
from palabre.terms import Basis
from palabre.versions import apply, choices_of, working_version

ASSUMED = Basis(assume="so we think")
MOVED = Basis(assume="so we think", vary="move")
FIXED = Basis(assume="so we think", vary="never")
CITED = Basis(cites=("c",))


def given(*answers: str, question: str = "trust", **more: str) -> Basis:
    return Basis(cites=("c",), given=((question, answers),), **more)


def ask(id: str, *answers: str, working: str = "", settled: str = "") -> Question:
    return Question(id, f"{id}?", tuple(Answer(a, a, ()) for a in answers), working or answers[0], settled)


def line(text: str, basis: Basis = CITED) -> Statement:
    return Statement(f"a: {text}", parse(text), basis)


def conflict(*lines: Statement, **more: object) -> Conflict:
    options = tuple(Option(o, o, "a") for o in ("x", "y", "z"))
    return Conflict("small", (DecisionMaker("a", "A", options, Statements(lines)),), **more)  # type: ignore[arg-type]


def kept(changed: Conflict) -> list[str]:
    preference = changed.decision_makers[0].preference
    assert isinstance(preference, Statements)
    return [str(s.condition) for s in preference.lines]


def in_version(model: Conflict, *questions: Question, **values: str) -> Conflict:
    """Apply the version in which choices have these values, by the place of the choice: c0, c1, …"""
    choices = choices_of(model, questions)
    row = [c.values.index(values.get(f"c{k}", c.values[c.working])) for k, c in enumerate(choices)]
    return apply(model, choices, row, questions)


def test_disputed_questions_come_first_then_assumed_lines_in_the_order_of_the_model() -> None:
    model = conflict(
        line("x", ASSUMED),
        line("y", given("no")),
        line("z", FIXED),
        rules=(Rule("never: x and y", "never", (parse("x and y"),), ASSUMED),),
        one_way=(OneWay("cannot undo: x", "x", "N>Y", given("yes", assume="so we think")),),
    )
    choices = choices_of(
        model, {"idle": ask("idle", "a", "b"), "trust": ask("trust", "yes", "no", working="no")}
    )
    assert [c.id for c in choices] == ["trust", "a: x", "never: x and y", "cannot undo: x"]
    assert [c.structural for c in choices] == [True, False, True, True]
    assert [sorted(c.touches) for c in choices] == [["a"], ["a"], [], []]
    assert choices[0].working == 1
    assert choices[0].asks == "trust?"
    assert choices[0].phrase(1) == "trust: no"
    assert choices[1].phrase(1) == "'a: x' dropped"


def test_a_settled_question_makes_no_choice_and_its_answer_runs() -> None:
    model = conflict(line("x", given("yes")), line("y", given("no")))
    settled = ask("trust", "yes", "no", settled="no")
    assert choices_of(model, [settled]) == ()
    assert kept(in_version(model, settled)) == ["y"]
    assert kept(working_version(model, [ask("trust", "yes", "no")])) == ["x"]


def test_a_line_counts_only_where_its_answers_fit_and_it_is_kept() -> None:
    both = Basis(assume="so we think", given=(("trust", ("yes", "half")), ("money", ("some",))))
    model = conflict(line("x", both), line("y"))
    asked = ask("trust", "yes", "half", "no"), ask("money", "none", "some")
    for trust in ("yes", "half", "no"):
        for money in ("none", "some"):
            for value in ("kept", "dropped"):
                found = kept(in_version(model, *asked, c0=trust, c1=money, c2=value))
                counts = trust != "no" and money == "some" and value == "kept"
                assert found == (["x", "y"] if counts else ["y"])


def test_a_moved_line_passes_its_neighbour_among_the_lines_that_count() -> None:
    model = conflict(line("x"), line("y", given("yes")), line("z", MOVED))
    trust = ask("trust", "yes", "no")
    assert choices_of(model, [trust])[1].values == ("kept", "dropped", "moved up")
    assert kept(in_version(model, trust, c1="moved up")) == ["x", "z", "y"]
    assert kept(in_version(model, trust, c0="no", c1="moved up")) == ["z", "x"]


@pytest.mark.parametrize(
    ("first", "second", "order"),
    [
        ("moved up", "kept", ["y", "x", "z", "not z"]),
        ("moved down", "kept", ["x", "z", "y", "not z"]),
        ("kept", "moved up", ["x", "z", "y", "not z"]),
        ("moved up", "moved up", ["y", "x", "z", "not z"]),
        ("moved down", "moved up", ["x", "z", "y", "not z"]),
        ("moved up", "moved down", ["y", "x", "not z", "z"]),
        ("moved down", "dropped", ["x", "not z", "y"]),
    ],
)
def test_lines_that_move_together(first: str, second: str, order: list[str]) -> None:
    model = conflict(line("x"), line("y", MOVED), line("z", MOVED), line("not z"))
    assert kept(in_version(model, c0=first, c1=second)) == order


def test_the_only_line_has_nowhere_to_move() -> None:
    assert choices_of(conflict(line("x", MOVED)))[0].values == ("kept", "dropped")


def test_a_dropped_rule_adds_states_and_a_dropped_one_way_option_adds_moves() -> None:
    model = conflict(
        rules=(Rule("never: x and y", "never", (parse("x and y"),), ASSUMED),),
        one_way=(OneWay("cannot undo: z", "z", "N>Y", given("yes")),),
    )
    trust = ask("trust", "yes", "no")
    assert in_version(model, trust) == model
    assert len(in_version(model, trust).space) == 6
    assert len(in_version(model, trust, c1="dropped").space) == 8
    one_way, free = in_version(model, trust), in_version(model, trust, c0="no")
    assert len(free.space.arcs[0].targets) > len(one_way.space.arcs[0].targets)


def test_an_option_that_is_not_there_is_never_taken() -> None:
    model = conflict(line("x"), line("y"))
    options = tuple(replace(o, basis=ASSUMED) if o.id == "x" else o for o in model.options)
    model = replace(model, decision_makers=(replace(model.decision_makers[0], options=options),))
    changed = in_version(model, c0="dropped")
    assert changed.space.labels == ("nothing", "y", "z", "y, z")
    assert not changed.space.where(parse("x")).any()
    assert kept(changed) == ["x", "y"]


def test_states_listed_by_hand_lose_those_with_an_absent_option() -> None:
    states = tuple(NamedState(s, p) for s, p in (("both", "YY"), ("one", "-N"), ("none", "NY")))
    options = Option("x", "x", "a", ASSUMED), Option("y", "y", "a")
    ranking = Ranking((("both", "one"), ("none",)))
    moves = {"a": {"both": ("one",), "one": ("both", "none"), "none": ("one",)}}
    dm = DecisionMaker("a", "A", options, ranking)
    model = Conflict("by hand", (dm,), states=states, moves=moves, now="one")
    changed = in_version(model, c0="dropped")
    assert changed.space.labels == ("one", "none")
    assert changed.states == (NamedState("one", "NN"), NamedState("none", "NY"))
    assert changed.moves == {"a": {"one": ("none",), "none": ("one",)}}
    assert changed.decision_makers[0].preference == Ranking((("one",), ("none",)))
    assert changed.space.now == 0


def test_rules_do_nothing_where_states_are_listed_so_they_make_no_choice() -> None:
    rule = Rule("never: x", "never", (parse("x"),), ASSUMED)
    way = OneWay("cannot undo: x", "x", "N>Y", ASSUMED)
    listed = tuple(NamedState(p, p) for p in ("NNN", "YNN"))
    model = conflict(rules=(rule,), one_way=(way,), states=listed)
    assert [c.id for c in choices_of(model)] == ["cannot undo: x"]
    assert choices_of(replace(model, moves={"a": {"NNN": ("YNN",)}})) == ()


def test_a_ranking_follows_a_structure_that_has_fewer_states() -> None:
    ranking = Ranking((("x",), ("nothing", "y"), ("x, y",)))
    options = Option("x", "x", "a"), Option("y", "y", "a", given("yes"))
    model = Conflict("ranked", (DecisionMaker("a", "A", options, ranking),))
    changed = in_version(model, ask("trust", "yes", "no"), c0="no")
    assert changed.decision_makers[0].preference == Ranking((("x",), ("nothing",)))


@pytest.mark.parametrize(
    ("basis", "message"),
    [
        (given("yes", question="truth"), "there is no question 'truth'; did you mean 'trust'"),
        (given("yse"), "there is no answer to 'trust' called 'yse'; did you mean 'yes'"),
    ],
)
def test_a_line_given_what_is_not_there_is_refused(basis: Basis, message: str) -> None:
    with pytest.raises(ConflictError, match="line 'a: x'") as fault:
        choices_of(conflict(line("x", basis)), [ask("trust", "yes", "no")])
    assert message in str(fault.value)


def test_two_assumed_lines_of_one_name_are_refused() -> None:
    with pytest.raises(ConflictError, match="give every one its own id"):
        choices_of(conflict(line("x", ASSUMED), line("x", ASSUMED)))


def test_a_version_without_its_questions_is_refused() -> None:
    model = conflict(line("x", given("yes")))
    settled = ask("trust", "yes", "no", settled="no")
    with pytest.raises(ConflictError, match="hand in the questions"):
        apply(model, choices_of(model, [settled]), ())
