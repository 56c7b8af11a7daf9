"""What beginners hand over in the place of a model, a label or a text is answered with what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import palabre
from palabre import cases
from palabre.conflict import Conflict, ConflictError, DecisionMaker, Option, Settlement, Statements, parse
from palabre.stability import analyse, hypergame, readings

MALI = Path(__file__).parents[2] / "examples" / "mali-2014"
SMALL = Conflict(
    "small",
    (DecisionMaker("a", "A", (Option("sign", "Sign", "a"),), Statements()),),
    settlements=(Settlement("a deal", parse("sign")),),
)


@pytest.mark.parametrize("ask", [analyse, hypergame, readings])
def test_what_is_no_model_is_refused_with_the_way_to_one(ask: Callable[[object], object]) -> None:
    elmira = cases.load("elmira")
    for subject, remedy in (
        (elmira, "take the model of the case: case.conflict()"),
        (elmira.variants[0], "take its model: .conflict"),
        (palabre.open(MALI), "take the dossier's model: dossier.model()"),
        ("elmira", "cases.load(NAME).conflict(), or a dossier, palabre.open(FOLDER).model()"),
        (None if ask is not hypergame else 3, "hand over a model"),
    ):
        with pytest.raises(ConflictError, match="this wants a model") as fault:
            ask(subject)
        assert remedy in fault.value.remedy


@pytest.mark.parametrize("subject", ["elmira", cases.load("elmira"), None])
def test_a_sweep_of_no_model_is_refused(subject: object) -> None:
    with pytest.raises(ConflictError, match="this wants a model"):
        palabre.sweep(subject)  # type: ignore[arg-type]


def test_a_sweep_takes_one_concept_and_refuses_what_it_cannot_mean() -> None:
    assert palabre.sweep(SMALL, concepts="gmr").concepts == ("gmr",)
    for wrong, words in (
        ({"chunk": 0}, "a chunk of 0 versions holds none; give chunk=1 or more"),
        ({"sample": 0}, "sample is 0; let it be at least 1"),
        ({"seed": -1}, "seed is -1; let it be at least 0"),
        ({"unknown": "z"}, "there is no reading of what is unknown 'z'; there are 'a', 'b', 'c', 'd'"),
    ):
        with pytest.raises(ConflictError) as fault:
            palabre.sweep(SMALL, **wrong)  # type: ignore[arg-type]
        assert str(fault.value) == words
    with pytest.raises(ConflictError, match="no reading of what is unknown 'z'"):
        analyse(SMALL, unknown="z")  # type: ignore[arg-type]


def test_a_number_is_the_label_it_spells_or_is_refused() -> None:
    elmira = analyse(cases.load("elmira").conflict())
    for label in elmira.states:
        assert elmira.verdict(int(label), "Uniroyal", "seq") == elmira.verdict(label, "Uniroyal", "seq")
        assert elmira.walks(int(label)) == elmira.walks(label)
    with pytest.raises(
        ConflictError, match="0 is no state's label; name the state by its label, such as '1'"
    ):
        elmira.replies(0, "Uniroyal", "seq")
    with pytest.raises(ConflictError, match=r"1 is no state's label; .* such as 'nothing'"):
        analyse(SMALL).verdict(1, "a", "nash")


def test_what_is_printed_is_short() -> None:
    elmira = cases.load("elmira")
    assert repr(elmira) == "<Case 'elmira': Elmira groundwater contamination dispute, Ontario, 1991>"
    assert repr(SMALL) == "<Conflict 'small': 1 decision maker, 1 option>"
    assert repr(palabre.sweep(SMALL)) == "<Sweep of 'small': the one version under Nash, SEQ>"
    assert repr(readings(SMALL)) == "<Readings a, b, c, d of 'small'>"
