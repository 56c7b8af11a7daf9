"""Traps: allowed, yet seldom meant."""

from __future__ import annotations

import pytest
from finding import faults, line_of, traps

from palabre.dossier import mend
from palabre.dossier import open as open_dossier

PAGE, ASKED, MODEL = "documents/herald-report.yaml", "questions.yaml", "models/bridge.yaml"


def test_the_blank_dossier_has_none(dossier):
    assert traps(dossier) == []
    assert open_dossier(dossier).traps == ()


def test_an_option_nobody_weighs(dossier, change):
    change(MODEL, "      raid: Raid the bridge\n", "      raid: Raid the bridge\n      sing: Sing a song\n")
    (trap,) = traps(dossier)
    assert trap.what == "no line, rule or settlement speaks of the option 'sing'"
    assert trap.line == line_of(dossier / MODEL, "sing: Sing")
    assert open_dossier(dossier).traps == (trap,)


@pytest.mark.parametrize(("condition", "which"), [("sign and raid", "no"), ("not sign or not raid", "every")])
def test_a_line_that_holds_everywhere_or_nowhere(dossier, change, condition, which):
    change(MODEL, "      - not raid: [council-wants-quiet]", f"      - {condition}: [council-wants-quiet]")
    (trap,) = traps(dossier)
    assert trap.what == f"'council: {condition}' holds in {which} feasible state, so it never decides"
    assert trap.line == line_of(dossier / MODEL, f"- {condition}:")


@pytest.mark.parametrize(
    ("condition", "settled"),
    [
        # Where the truce is signed there are no raids, so below `sign` and `not raid` these say nothing new.
        ("sign and not raid", True),
        ("sign or not raid", True),
        ("withdraw", False),
        ("withdraw or raid", False),
    ],
)
def test_a_line_that_is_settled_by_the_lines_above(dossier, change, condition, settled):
    added = f"      - not raid: [council-wants-quiet]\n      - {condition}: [council-wants-quiet]"
    change(MODEL, "      - not raid: [council-wants-quiet]", added)
    line = line_of(dossier / MODEL, f"- {condition}:")
    found = [t for t in traps(dossier) if t.line == line]
    assert [t.what.endswith("never decides: the lines above it settle it already") for t in found] == (
        [True] if settled else []
    )


def test_a_line_below_one_that_may_be_dropped_still_decides(dossier, change):
    twice = "      - not raid: {assume: so we think}\n      - not raid: [council-wants-quiet]"
    change(MODEL, "      - not raid: [council-wants-quiet]", twice)
    assert traps(dossier) == []
    change(MODEL, "{assume: so we think}", "{assume: so we think, vary: never}")
    (trap,) = traps(dossier)
    assert trap.what.startswith("'council: not raid (2)' never decides")


def test_a_line_below_one_of_another_answer_still_decides(dossier, change):
    given = "{{cites: [truce-{0}], given: {{last-truce: {0}}}}}"
    lines = f"      - raid: {given.format('kept')}\n      - raid: {given.format('broken')}\n"
    change(MODEL, "      - sign: [council-wants-quiet]\n", "      - sign: [council-wants-quiet]\n" + lines)
    assert all("(2)" not in t.what for t in traps(dossier))


def test_a_line_below_one_that_counts_whenever_it_does(dossier, change):
    given = "{cites: [truce-kept], given: {last-truce: kept}}"
    lines = f"      - withdraw: {given}\n      - not withdraw: {given}\n"
    change(MODEL, "      - sign: [council-wants-quiet]\n", "      - sign: [council-wants-quiet]\n" + lines)
    assert any(t.what.startswith("'council: not withdraw' never decides") for t in traps(dossier))


def test_a_rule_that_forbids_moves_in_silence(dossier, change):
    rule = "  - sign and raid: to sign is to stop the raids"
    change(MODEL, rule, f"{rule}\n  - sign and not withdraw: nothing to sign while the guards are there")
    change(MODEL, "  truce without withdrawal: sign and not withdraw\n", "")
    found = [t for t in traps(dossier) if "keeps" in t.what]
    (trap,) = found
    assert "the rule 'never: sign and not withdraw' also keeps" in trap.what
    assert "council from leaving 'withdraw' where 'withdraw' and 'sign' are taken" in trap.what
    assert "front from taking 'sign' where nothing is taken" in trap.what
    assert "blocks: [council, front]" in trap.remedy
    assert trap.line == line_of(dossier / MODEL, "sign and not withdraw")
    meant = "{definition: nothing to sign, blocks: [front]}"
    change(MODEL, "nothing to sign while the guards are there", meant)
    (trap,) = [t for t in traps(dossier) if "keeps" in t.what]
    assert "front from" not in trap.what
    change(MODEL, "nothing to sign, blocks: [front]", "nothing to sign, blocks: [front, council]")
    assert not [t for t in traps(dossier) if "keeps" in t.what]


def test_one_way_options_block_nothing_that_could_not_move_anyway(dossier, change):
    rule = "  - sign and raid: to sign is to stop the raids"
    change(MODEL, rule, f"{rule}\n  - sign and not withdraw: {{definition: so, blocks: [front]}}")
    change(MODEL, "cannot_undo: []  ", "cannot_undo: [withdraw]  ")
    assert not [t for t in traps(dossier) if "keeps" in t.what]


def test_a_rule_within_one_decision_maker_is_no_trap(dossier):
    assert not [t for t in traps(dossier) if "keeps" in t.what]


def test_claims_nobody_rests_on(dossier, change):
    change(MODEL, "[front-strength, front-wants-bridge]", "[front-wants-bridge]")
    (trap,) = traps(dossier)
    line = line_of(dossier / PAGE, "id: front-strength")
    assert trap.what == f"no answer and no model rests on the claim 'front-strength' (line {line})"
    assert (trap.file, trap.line) == (PAGE, line)


def test_a_line_that_rests_on_disputed_claims_alone(dossier, change):
    change(MODEL, "{cites: [truce-kept], given: {last-truce: kept}}", "[truce-kept]")
    (trap,) = traps(dossier)
    assert trap.what == (
        "'front: sign if withdraw' rests on claims that 'last-truce' disputes, yet counts in every version"
    )
    assert "add given: {last-truce: kept}" in trap.remedy
    change(ASKED, "  working: kept ", "  settled: kept\n  working: kept ")
    assert not [t for t in traps(dossier) if "disputes" in t.what]


def test_a_line_that_also_rests_on_something_undisputed(dossier, change):
    change(MODEL, "{cites: [truce-kept], given: {last-truce: kept}}", "[truce-kept, front-strength]")
    assert traps(dossier) == []


def test_an_amount_that_breaks_its_order(dossier, change):
    change(PAGE, "{low: 200, high: 300,", "{low: 400, high: 300,")
    (trap,) = traps(dossier)
    assert trap.what == "the amount of 'front-strength' has low (400) above high (300)"
    assert trap.line == line_of(dossier / PAGE, "low: 400")
    assert "check it with the source" in trap.remedy
    claim = open_dossier(dossier).claims["front-strength"]
    assert claim.amount is not None and (claim.amount.low, claim.amount.high) == (400, 300)


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ("low: 9, best: 5, high: 12", "low (9) above best (5)"),
        ("low: 1, best: 5000, high: 12", "best (5,000) above high (12)"),
        ("low: 1.5, high: 1.25", "low (1.5) above high (1.25)"),
    ],
)
def test_an_amount_out_of_order_is_said_plainly(dossier, change, figures, said):
    change(PAGE, "{low: 200, high: 300,", f"{{{figures},")
    (trap,) = traps(dossier)
    assert said in trap.what


def test_an_actor_on_two_sides(dossier, change):
    change("dossier.yaml", "hills: [front]", "hills: [front, council]")
    (trap,) = traps(dossier)
    assert trap.what == "'council' stands on more than one side: valley, hills"


def test_no_fingerprint(dossier):
    lines = (dossier / PAGE).read_text().splitlines(keepends=True)
    (dossier / PAGE).write_text("".join(line for line in lines if "sha256: " not in line))
    (trap,) = traps(dossier)
    assert "no fingerprint is written" in trap.what
    assert faults(dossier) == []


def test_a_settlement_no_state_fits(dossier, change):
    change(MODEL, "  truce without withdrawal: sign and not withdraw", "  both at once: sign and raid")
    (trap,) = traps(dossier)
    assert trap.what == "no feasible state fits the settlement 'both at once' (sign and raid)"
    assert trap.remedy == "change the settlement or the rules"
    assert (trap.file, trap.line) == (MODEL, line_of(dossier / MODEL, "both at once"))


def test_a_settlement_that_fits_where_an_assumed_rule_is_dropped(dossier, change):
    change(MODEL, "  truce without withdrawal: sign and not withdraw", "  both at once: sign and raid")
    change(MODEL, "- sign and raid: to sign is to stop the raids", "- sign and raid: {assume: so we think}")
    assert not [t for t in traps(dossier) if "fits" in t.what]


def test_a_settlement_no_state_fits_once_a_question_is_settled(dossier, change):
    change(MODEL, "  truce without withdrawal: sign and not withdraw", "  both at once: sign and raid")
    rule = "{definition: so, given: {last-truce: kept}}"
    change(MODEL, "- sign and raid: to sign is to stop the raids", f"- sign and raid: {rule}")
    assert not [t for t in traps(dossier) if "fits" in t.what]
    change(ASKED, "  working: kept ", "  settled: kept\n  working: kept ")
    assert [t.line for t in traps(dossier) if "fits" in t.what] == [line_of(dossier / MODEL, "both at once")]


def test_no_model(dossier):
    (dossier / MODEL).unlink()
    found = [t for t in traps(dossier) if t.file == "models"]
    assert [(t.line, t.what, t.remedy) for t in found] == [
        (None, "there is no model yet", "write models/NAME.yaml")
    ]
    assert faults(dossier) == []
    (dossier / "models").rmdir()
    assert [t for t in traps(dossier) if t.file == "models"] == found


@pytest.mark.parametrize("empty", ["settlements: {}\n", "settlements:\n", ""])
def test_a_model_without_settlements(dossier, empty):
    text = (dossier / MODEL).read_text()
    (dossier / MODEL).write_text(text[: text.index("settlements:")] + empty)
    (trap,) = traps(dossier)
    assert trap.what == "the model has no settlements to look for"
    assert "under 'settlements'" in trap.remedy
    assert (trap.file, trap.line) == (MODEL, line_of(dossier / MODEL, "settlements:" if empty else "asks:"))


def test_a_line_that_a_settled_question_excludes(dossier, change):
    change(ASKED, "  working: kept ", "  settled: kept\n  working: kept ")
    (trap,) = traps(dossier)
    assert trap.what == (
        "'front: not sign unless withdraw' counts only where 'last-truce' is 'broken', "
        "yet that is settled as 'kept': it never counts"
    )
    assert trap.line == line_of(dossier / MODEL, "- not sign unless withdraw")
    change(MODEL, "given: {last-truce: broken}", "given: {last-truce: [broken, kept]}")
    assert traps(dossier) == []


def test_a_joint_move_that_can_never_be_made(dossier, change):
    change(
        MODEL,
        "jointly: {}",
        "jointly: {truce: {by: [council, front], takes: [sign, raid], assume: it can be}}",
    )
    (trap,) = (p for p in traps(dossier) if "joint move" in p.what)
    assert "leads from no feasible state to another" in trap.what
    assert trap.line == line_of(dossier / MODEL, "jointly:")


def test_other_bytes_with_the_same_words(dossier):
    text = dossier / "documents" / "herald-report.txt"
    text.write_bytes(text.read_bytes() + b"\n\n")
    (trap,) = traps(dossier)
    assert trap.what.startswith(
        "the bytes of documents/herald-report.txt are not those that sha256 was taken of"
    )
    assert (trap.file, trap.line) == (PAGE, line_of(dossier / PAGE, "sha256:"))
    lines = (dossier / PAGE).read_text().splitlines(keepends=True)
    (dossier / PAGE).write_text("".join(line for line in lines if not line.startswith("sha256: ")))
    mend(dossier)
    assert traps(dossier) == []
