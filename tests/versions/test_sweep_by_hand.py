"""A small model whose versions were worked out by hand."""

from __future__ import annotations

import json
from typing import ClassVar

import numpy as np
import pytest

from palabre.conflict import (
    Conflict,
    ConflictError,
    DecisionMaker,
    Option,
    Settlement,
    Statement,
    Statements,
    parse,
)
from palabre.ledger import Answer, Question
from palabre.terms import Basis
from palabre.versions import Share, sweep


def ask(id: str, working: str) -> Question:
    return Question(id, f"{id}?", (Answer("yes", "it is", ()), Answer("no", "it is not", ())), working)


def line(dm: str, text: str, basis: Basis | None = None) -> Statement:
    return Statement(f"{dm}: {text}", parse(text), basis or Basis(cites=("c",)))


def given(question: str, answer: str) -> Basis:
    return Basis(cites=("c",), given=((question, (answer,)),))


def peace(war: Basis, *deals: Settlement) -> Conflict:
    """Anne signs unless she mistrusts; Bob would rather fight, but for a line whose basis is in question."""
    anne = Statements((line("anne", "not sign", given("trust", "no")), line("anne", "sign")))
    bob = Statements((line("bob", "not fight", war), line("bob", "fight")))
    dms = (
        DecisionMaker("anne", "Anne", (Option("sign", "Sign", "anne"),), anne),
        DecisionMaker("bob", "Bob", (Option("fight", "Fight", "bob"),), bob),
    )
    deals = deals or (Settlement("peace", parse("sign and not fight")),)
    return Conflict("war or peace", dms, now=frozenset(), settlements=deals)


ASSUMED = Basis(assume="war is costly")
TRUST = ask("trust", "no")


def test_the_share_the_influence_and_the_rules_are_those_found_by_hand() -> None:
    # Peace holds where there is trust and the line that keeps Bob from fighting stands: 1 of 4 versions.
    result = sweep(peace(ASSUMED), [TRUST])
    assert [c.id for c in result.choices] == ["trust", "bob: not fight"]
    assert result.versions.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert result.holds["peace", "nash"].tolist() == [True, False, False, False]
    assert result.working == 2
    assert str(result.share("peace", "nash")) == "1 of 4 versions"
    assert result.sentence("peace", "Nash") == (
        "Under Nash, 'peace' holds in 1 of 4 versions, but not in the working version."
    )
    # Trust matters only where the line stands, and the line only where there is trust.
    assert [(i.choice.id, i.share.count) for i in result.influence("peace", "nash")] == [
        ("trust", 2),
        ("bob: not fight", 2),
    ]
    assert result.deciding("peace", "nash").rules() == (
        "Holds whenever trust: yes, and 'bob: not fight' kept (holds in 1 of 1 version).",
        "Fails whenever trust: yes, and 'bob: not fight' dropped (holds in 0 of 1 version).",
        "Fails whenever trust: no (holds in 0 of 2 versions).",
    )


def test_the_pivots_are_those_found_by_hand() -> None:
    pivots = sweep(peace(ASSUMED), [TRUST]).pivots("peace", "nash")
    assert not pivots.holds
    assert [[c.what for c in s] for s in pivots.answers.sets] == [["trust: yes (not no)"]]
    assert pivots.answers.exhaustive
    assert [[c.what for c in s] for s in pivots.lines.sets] == [
        ["Anne: drop 'not sign'"],
        ["Anne: put 'not sign' below 'sign'"],
    ]
    assert (pivots.lines.size, pivots.lines.found, pivots.lines.tried) == (1, 2, 6)
    assert pivots.sentences() == (
        "In the working version 'peace' does not hold under Nash.",
        "It would hold after one change of the answers and assumptions: trust: yes (not no) "
        "(one change is the least there can be).",
        "It would hold after one edit of a preference line: Anne: drop 'not sign'; or "
        "Anne: put 'not sign' below 'sign' (all 6 single edits were tried).",
    )


def test_two_changes_where_no_single_one_will_do_with_the_certificate() -> None:
    cost = Question("cost", "Is war costly?", (Answer("yes", "", ()), Answer("no", "", ())), "no")
    pivots = sweep(peace(given("cost", "yes")), [TRUST, cost]).pivots("peace", "nash")
    assert [[c.what for c in s] for s in pivots.answers.sets] == [
        ["trust: yes (not no)", "cost: yes (not no)"]
    ]
    assert pivots.answers.certificate == "no smaller set does it: all 2 versions with fewer changes were run"
    # Bob's line is not there in the working version, so his one line must go: then he does not mind.
    assert pivots.lines.size == 2
    assert [[c.what for c in s] for s in pivots.lines.sets] == [
        ["Anne: drop 'not sign'", "Bob: drop 'fight'"],
        ["Anne: put 'not sign' below 'sign'", "Bob: drop 'fight'"],
    ]
    assert pivots.lines.exhaustive
    assert pivots.lines.certificate.startswith("none of the 4 single edits does it; all ")


def test_what_would_break_a_settlement_that_holds() -> None:
    pivots = sweep(peace(ASSUMED), [ask("trust", "yes")]).pivots("peace", "nash")
    assert pivots.holds
    assert [[c.what for c in s] for s in pivots.answers.sets] == [
        ["trust: no (not yes)"],
        ["'bob: not fight' dropped"],
    ]
    assert pivots.sentences()[1].startswith("It would no longer hold after one change")


def test_who_walks_first_in_how_many_versions_and_the_story() -> None:
    walks = sweep(peace(ASSUMED), [TRUST]).walks("peace", "nash")
    # Anne leaves wherever there is no trust, Bob wherever his line is dropped; in one version both do.
    assert [(w.dm, w.share.count, w.alone.count) for w in walks.walkers] == [("anne", 2, 1), ("bob", 2, 1)]
    assert walks.state == "sign"
    assert [walk.dm for walk in walks.story] == ["anne"]
    assert walks.because == ("anne: not sign",)
    assert walks.story[0].path == (("anne", "nothing"),)
    assert walks.sentences()[:4] == (
        "Under Nash, 'peace' fails in 3 of 4 versions.",
        "Anne would leave it in 2 of 4 versions, in 1 of them alone.",
        "Bob would leave it in 2 of 4 versions, in 1 of them alone.",
        "In the working version it comes nearest to holding at 'sign'.",
    )


def test_a_conflict_without_choices_has_one_version() -> None:
    plain = Question("trust", "?", (Answer("yes", "", ()), Answer("no", "", ())), "no", settled="yes")
    result = sweep(peace(Basis(cites=("c",))), [plain])
    assert result.choices == ()
    assert (len(result), result.population, result.working, result.exhaustive) == (1, 1, 0, True)
    assert result.sentence("peace", "nash") == "Under Nash, 'peace' holds in 1 of 1 version."
    assert result.deciding("peace", "nash").rules() == ("Holds in 1 of 1 version.",)
    assert result.influence("peace", "nash") == ()
    assert result.pivots("peace", "nash").answers.certificate == "the one version there is was run"


def test_a_settlement_no_state_fits_holds_in_none_and_says_so() -> None:
    never = Settlement("both", parse("sign and not sign"))
    result = sweep(peace(ASSUMED, never), [TRUST])
    assert result.sentence("both", "nash") == (
        "Under Nash, 'both' holds in 0 of 4 versions: no feasible state fits."
    )
    assert result.records()[0]["note"] == "no feasible state fits"
    walks = result.walks("both", "nash")
    assert (walks.walkers, walks.state, walks.story) == ((), None, ())
    assert walks.sentences()[-1] == "In the working version no feasible state fits it."
    assert result.pivots("both", "nash").answers.size is None
    assert result.way_there("both", "nash").kind == "fails"


def test_every_result_can_leave_as_records_frames_html_and_json() -> None:
    result = sweep(peace(ASSUMED), [TRUST], concepts=("NASH", "seq"))
    assert result.concepts == ("nash", "seq")
    assert result.records()[0] == {
        "settlement": "peace",
        "concept": "nash",
        "count": 1,
        "total": 4,
        "error": None,
        "error_kind": "none",
        "working": False,
        "note": "",
    }
    assert list(result.frame()["count"]) == [1, int(result.share("peace", "seq").count)]
    assert "<table>" in result._repr_html_()
    assert result.versions_table("peace").records()[0] == {
        "version": 1,
        "trust": "yes",
        "bob: not fight": "kept",
        "holds (nash)": True,
        "holds (seq)": True,
    }
    everything = [result, *(f("peace", "nash") for f in (result.pivots, result.walks, result.way_there))]
    for one in everything:
        json.dumps(one.as_json())
    assert result.as_json()["settlements"][0]["influence"][0]["count"] == 2
    assert result.as_json()["settlements"][0]["leaves"] == {"anne": 2, "bob": 2}


def test_a_sweep_cannot_be_changed() -> None:
    result = sweep(peace(ASSUMED), [TRUST])
    with pytest.raises(AttributeError):
        result.working = 1  # type: ignore[misc]
    with pytest.raises(ValueError, match="read-only"):
        result.holds["peace", "nash"][0] = False
    with pytest.raises(ValueError, match="read-only"):
        result.versions[0] = 0


def test_what_was_not_run_is_refused_by_name() -> None:
    result = sweep(peace(ASSUMED), [TRUST], concepts=("nash",))
    with pytest.raises(ConflictError, match="did you mean 'peace'"):
        result.share("paece", "nash")
    with pytest.raises(ConflictError, match="among those run"):
        result.share("peace", "seq")
    with pytest.raises(ConflictError, match="no settlement"):
        sweep(Conflict("none", peace(ASSUMED).decision_makers), [TRUST])


def test_a_dossier_brings_its_model_and_its_questions() -> None:
    class Folder:
        questions: ClassVar = {"trust": TRUST}

        def model(self, name: str | None = None) -> Conflict:
            assert name == "the model"
            return peace(ASSUMED)

    result = sweep(Folder(), model="the model")
    assert result.share("peace", "nash") == Share(1, 4, 4)
    assert np.array_equal(result.version(0).space.codes, result.analysis.space.codes)


def test_an_interrupt_leaves_nothing_half_done() -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweep(peace(ASSUMED), [TRUST], progress=stop)
    assert sweep(peace(ASSUMED), [TRUST]).share("peace", "nash").count == 1
