"""The analysis as a result: immutable, cached, and able to leave in any shape."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest

from palabre.conflict import Conflict, DecisionMaker, Option, Settlement, Statement, Statements, parse
from palabre.stability import Analysis, analyse, analysis


def prisoner(me: str, you: str) -> DecisionMaker:
    likes = (Statement(f"{me}: {you}", parse(you)), Statement(f"{me}: not {me}", parse(f"not {me}")))
    return DecisionMaker(me, me.title(), (Option(me, "Stay silent", me),), Statements(likes))


DILEMMA = Conflict(
    "dilemma",
    (prisoner("anne", "bob"), prisoner("bob", "anne")),
    settlements=(Settlement("silence", parse("anne and bob")), Settlement("betrayal", parse("not anne"))),
)


@pytest.fixture
def found() -> Analysis:
    return analyse(DILEMMA)


def test_stable_states_and_equilibria(found: Analysis) -> None:
    assert found.states == ("nothing", "anne", "bob", "anne, bob")
    assert found.stable("nash", "anne") == ("nothing", "bob")
    assert found.stable("SEQ", "anne") == ("nothing", "bob", "anne, bob")
    assert found.equilibria("nash") == ("nothing",)
    assert found.equilibria("smr") == ("nothing", "anne, bob")


def test_settlements(found: Analysis) -> None:
    assert found.holds("silence", "seq") and not found.holds("silence", "nash")
    assert found.holds("betrayal", "nash")
    assert found.fits("betrayal").tolist() == [True, False, True, False]


def test_every_shape_says_the_same(found: Analysis) -> None:
    plain = json.loads(json.dumps(found.as_json()))
    assert plain["equilibria"] == {c: list(found.equilibria(c)) for c in found.concepts}
    assert plain["stable"]["gmr"]["bob"] == list(found.stable("gmr", "bob"))
    assert found.records()[1] == {
        "state": "anne",
        "nash": False,
        "gmr": False,
        "smr": False,
        "seq": False,
        "leaves (nash)": "anne",
        "leaves (gmr)": "anne",
        "leaves (smr)": "anne",
        "leaves (seq)": "anne",
    }
    html = found._repr_html_()
    assert "<td>anne, bob</td><td></td><td>yes</td>" in html and "<td>bob</td>" not in html


def test_a_data_frame(found: Analysis) -> None:
    pytest.importorskip("pandas")
    frame = found.frame()
    assert list(frame["state"]) == list(found.states) and frame["seq"].sum() == 2


def test_an_analysis_does_not_change(found: Analysis) -> None:
    with pytest.raises(FrozenInstanceError):
        found.concepts = ()  # type: ignore[misc]
    assert not found.mask("nash", "anne").flags.writeable
    assert not found.ranks.flags.writeable


def test_a_concept_is_worked_out_once(found: Analysis, monkeypatch: pytest.MonkeyPatch) -> None:
    before = found.mask("seq")
    monkeypatch.setattr(analysis, "verdicts", None)
    assert (found.mask("seq", "anne") | before).any()


def test_only_the_concepts_asked_for() -> None:
    assert analyse(DILEMMA, "Nash").as_json()["equilibria"] == {"nash": ["nothing"]}
    assert analyse(DILEMMA, ("seq", "gmr")).concepts == ("seq", "gmr")
    assert analyse(DILEMMA, ()).table().columns == ("state",)


def test_a_large_model_of_free_options() -> None:
    names = [f"o{k}" for k in range(16)]
    lines = [f"o{(7 * k + 3) % 16} if o{k}" for k in range(16)]
    dms = [
        DecisionMaker(
            f"d{i}",
            f"d{i}",
            tuple(Option(o, o, f"d{i}") for o in names[4 * i : 4 * i + 4]),
            Statements(tuple(Statement(x, parse(x)) for x in lines[i::3])),
        )
        for i in range(4)
    ]
    large = analyse(Conflict("large", tuple(dms)))
    masks = {c: large.mask(c) for c in large.concepts}
    for i, d in enumerate(dms):
        own = large.ranks[i]
        best = np.full(len(own), -1)
        others = large.space.codes & ~np.uint64(0xF << 4 * i)
        group = np.unique(others, return_inverse=True)[1]
        np.maximum.at(best, group, own)
        assert (large.mask("nash", d.id) == (own == best[group])).all()
        # with all options free, GMR asks for no less than the maximin, SMR for no less than the minimax
        table = np.moveaxis(own.reshape([16] * 4), 3 - i, 0).reshape(16, -1)
        assert (large.mask("gmr", d.id) == (own >= table.min(axis=1).max())).all()
        assert (large.mask("smr", d.id) == (own >= table.max(axis=0).min())).all()
    assert not (masks["nash"] & ~masks["seq"]).any() and not (masks["seq"] & ~masks["gmr"]).any()


def test_fewer_states_may_be_asked_for() -> None:
    from palabre.conflict import ConflictError

    with pytest.raises(ConflictError, match="4 feasible states, and the limit is 3"):
        analyse(replace(DILEMMA, title="again"), max_states=3)
