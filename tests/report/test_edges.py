"""Dossiers at the edges: each gives a report that reads sensibly and whose links resolve."""

from __future__ import annotations

from pathlib import Path

import pytest

import palabre
from reading import blank, sound

PREFERRED = "    preferred: yes\n"
ASSUMED = {
    "{assume: the council gives nothing up that it need not}": "[council-wants-quiet]",
    "{assume: raids cost the front lives, vary: move}   # vary: drop | move | never": "[council-wants-quiet]",
}
UNGIVEN = {", given: {last-truce: kept}": "", ", given: {last-truce: broken}": ""}


def test_blank_dossier(tmp_path: Path) -> None:
    built = palabre.report(blank(tmp_path))
    page = sound(built.html)
    assert "truce with withdrawal" in built.headline[1]
    assert "The council kept it" in page.text and "The council broke it" in page.text


def test_a_preferred_settlement_that_holds_is_to_be_broken(tmp_path: Path) -> None:
    dossier = blank(tmp_path, model={"is: sign and withdraw": "is: raid"})
    built = palabre.report(dossier)
    page = sound(built.html)
    assert any(h.startswith("What would break ‘truce with withdrawal’") for h in page.headings)
    assert built.headline[2].startswith("Nobody walks from ‘truce with withdrawal’")
    assert "would no longer hold" in built.headline[3] or "No change was found" in built.headline[3]


def test_a_preferred_settlement_that_fails_tells_who_walks_and_why(tmp_path: Path) -> None:
    dossier = blank(tmp_path, model={"is: sign and withdraw": "is: sign and not withdraw and not raid"})
    built = palabre.report(dossier)
    page = sound(built.html)
    assert any(h.startswith("What would make ‘truce with withdrawal’ hold") for h in page.headings)
    assert built.headline[2].startswith(
        "First to walk from ‘truce with withdrawal’: the hill front, by taking up"
    )
    assert "preferred because" in built.headline[2]
    assert "would hold" in built.headline[3]


def test_all_who_would_walk_are_named(tmp_path: Path) -> None:
    dossier = blank(tmp_path, model={"is: sign and withdraw": "is: raid and withdraw"})
    run = palabre.sweep(dossier, concepts=("nash",))
    built = palabre.report(dossier, run)
    sound(built.html)
    assert len(run.walks("truce with withdrawal", "nash").story) == 2
    assert built.headline[2].startswith("Would walk from ‘truce with withdrawal’: the ")
    assert "; the hill front, by " in built.headline[2]


def test_without_a_preferred_one_the_most_robust_is_discussed(tmp_path: Path) -> None:
    dossier = blank(tmp_path, model={PREFERRED: ""})
    run = palabre.sweep(dossier)
    built = palabre.report(dossier, run)
    sound(built.html)
    most = max(run.settlements, key=lambda s: run.share(s, "seq").count)
    assert built.headline[1].startswith(f"‘{most}’ holds in ")
    assert "preferred settlement" not in built.html


def test_one_version(tmp_path: Path) -> None:
    dossier = blank(tmp_path, model={**ASSUMED, **UNGIVEN})
    assert len(palabre.sweep(dossier)) == 1
    built = palabre.report(dossier)
    page = sound(built.html)
    assert "there is one version of it" in page.text
    assert "No disputed answer" in built.headline[4]
    assert "1 of 1" not in " ".join(words for words, _ in page.sentences)


def test_an_assumption_may_be_the_first_to_check(tmp_path: Path) -> None:
    built = palabre.report(blank(tmp_path))
    page = sound(built.html)
    assert built.headline[4].startswith("Check first: your own assumption ‘raids cost the front lives’")
    assert "another answer to one question, or one assumption dropped or moved, with all else" in page.text


def test_what_counts_under_one_concept_alone_is_not_passed_over(tmp_path: Path) -> None:
    truce = "{by: [council, front], takes: [withdraw, sign], leaves: [raid], assume: it takes two}"
    raids = "not raid: {assume: raids cost the front lives, vary: move}   # vary: drop | move | never"
    model = {
        f"      - {raids}\n": "",
        "cannot_retake: []": "cannot_retake: [sign: nobody signs alone]",
        "jointly: {}": f"jointly: {{truce: {truce}}}",
    }
    dossier = blank(tmp_path, model=model)
    run = palabre.sweep(dossier)
    deal = "truce with withdrawal"
    assert not any(i.share.count for s in run.settlements for i in run.influence(s, "seq"))
    share = run.influence(deal, "nash")[0].share
    assert share.count
    built = palabre.report(dossier, run)
    assert "would hold under Nash if" in built.headline[3]
    assert built.headline[4].startswith("Check first: your own assumption ‘the council gives nothing up")
    assert built.headline[4].endswith(
        f"changes the verdict on ‘{deal}’ in all {len(run)} versions under Nash."
    )
    assert f"changes the verdict in all {len(run)} versions under Nash." in sound(built.html).text


def test_that_nothing_counts_names_the_concepts(tmp_path: Path) -> None:
    dossier = blank(tmp_path, model={**ASSUMED, **UNGIVEN})
    line = palabre.report(dossier, palabre.sweep(dossier, concepts=("nash", "seq"))).headline[4]
    assert line.endswith("changes the verdict on any settlement under Nash or SEQ.")


def test_an_address_is_shown_as_text(tmp_path: Path) -> None:
    dossier = blank(tmp_path)
    file = dossier.path / "documents" / "herald-report.yaml"
    file.write_text(file.read_text() + "url: https://example.org/report\n")
    page = sound(palabre.report(palabre.open(dossier.path)).html)
    assert "; https://example.org/report" in page.text


def test_no_questions_at_all(tmp_path: Path) -> None:
    dossier = blank(tmp_path, model=UNGIVEN, questions="{}\n")
    assert not dossier.questions
    page = sound(palabre.report(dossier).html)
    assert "The dossier names no question that its sources answer differently." in page.text


def test_a_settled_question_is_still_shown_with_both_sides(tmp_path: Path) -> None:
    dossier = blank(tmp_path)
    text = (dossier.path / "questions.yaml").read_text().replace("  # settled: kept ", "  settled: broken ")
    (dossier.path / "questions.yaml").write_text(text)
    page = sound(palabre.report(palabre.open(dossier.path)).html)
    assert "settled: only one answer runs" in page.text
    assert "The council kept it" in page.text


def test_no_state_of_today(tmp_path: Path) -> None:
    dossier = blank(tmp_path, model={"now: [raid] ": "# now: [raid] "})
    assert dossier.model().now is None
    page = sound(palabre.report(dossier).html)
    assert "The model names no state of today" in page.text


def test_no_figures_of_force_no_chart(tmp_path: Path) -> None:
    dossier = blank(tmp_path)
    file = dossier.path / "documents" / "herald-report.yaml"
    kept = [x for x in file.read_text().splitlines(True) if "amount: {low: 200" not in x]
    file.write_text("".join(kept))
    page = sound(palabre.report(palabre.open(dossier.path)).html)
    assert "The forces, by who counts them" not in page.headings


def test_words_of_documents_are_only_ever_text(tmp_path: Path) -> None:
    dossier = blank(tmp_path)
    evil = "<script>alert(1)</script><img src=x onerror=y> &lt;b&gt; {{ 7 * 7 }} \\\"'"
    for name in ("documents/herald-report.yaml", "questions.yaml", "dossier.yaml", "models/bridge.yaml"):
        file = dossier.path / name
        text = file.read_text()
        for plain in (
            "The front has 200 to 300 members under arms.",
            "The council broke it.",
            "The Valley Herald",
            "Would a truce over the bridge hold?",
            "Withdraw the guards from the bridge",
            "the council gives nothing up that it need not",
        ):
            text = text.replace(plain, f'"{evil}"')
        file.write_text(text)
    html = palabre.report(palabre.open(dossier.path)).html
    page = sound(html)
    assert "img" not in {tag for tag, _ in page.tags}
    assert "{{ 7 * 7 }}" in page.text and "49" not in page.text.split("{{ 7 * 7 }}")[0][-3:]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert not any(k.startswith("on") for _, attrs in page.tags for k in attrs)


def test_long_names(tmp_path: Path) -> None:
    long = "The united assembly of the councils of all the villages above and below the old stone bridge"
    dossier = blank(tmp_path, model={"name: The river council": f"name: {long}"})
    page = sound(palabre.report(dossier).html)
    assert long in page.text


def test_a_sample_says_how_far_it_may_be_out(tmp_path: Path) -> None:
    dossier = blank(tmp_path)
    run = palabre.sweep(dossier, limit=4, sample=8, seed=7)
    assert not run.exhaustive
    built = palabre.report(dossier, run)
    page = sound(built.html)
    assert "a sample of 8 of the 12 versions" in page.text
    assert "drawn with seed 7" in page.text
    assert "standard error" in page.text or "rule of three" in page.text
    assert "of 8 versions sampled" in built.headline[1]


def test_one_concept_only(tmp_path: Path) -> None:
    dossier = blank(tmp_path)
    built = palabre.report(dossier, palabre.sweep(dossier, concepts=("nash",)))
    page = sound(built.html)
    assert "SEQ" not in page.text


def test_all_four_concepts(tmp_path: Path) -> None:
    dossier = blank(tmp_path)
    page = sound(palabre.report(dossier, palabre.sweep(dossier, concepts=("nash", "gmr", "smr", "seq"))).html)
    assert "under SMR, if" in page.text


def test_rankings_and_states_by_hand(tmp_path: Path) -> None:
    model = """\
asks: Who gives way?
decision_makers:
  council:
    name: The river council
    options: {withdraw: Withdraw the guards}
    ranking: [[peace], [council gives way], [nobody moves, war]]
  front:
    name: The hill front
    options: {raid: Raid the bridge}
    ranking: [[council gives way], [peace], [war], [nobody moves]]
states:
  nobody moves: "NN"
  war: "NY"
  peace: "YN"
  council gives way: "YY"
now: nobody moves
settlements:
  peace: withdraw and not raid
  war: raid and not withdraw
"""
    dossier = blank(tmp_path)
    (dossier.path / "models" / "bridge.yaml").write_text(model)
    page = sound(palabre.report(palabre.open(dossier.path)).html)
    assert "ranks ‘peace’ > ‘council gives way’ > ‘nobody moves’ ~ ‘war’" in page.text


def test_a_settlement_no_state_fits(tmp_path: Path) -> None:
    dossier = blank(tmp_path, model={"is: sign and withdraw": "is: sign and raid"})
    page = sound(palabre.report(dossier).html)
    assert "fits no feasible state" in page.text


def test_several_models_want_a_name(tmp_path: Path) -> None:
    dossier = blank(tmp_path)
    second = dossier.path / "models" / "second.yaml"
    second.write_text((dossier.path / "models" / "bridge.yaml").read_text())
    both = palabre.open(dossier.path)
    with pytest.raises(LookupError, match="name one of the dossier's models: bridge, second"):
        palabre.report(both)
    assert "model second" in sound(palabre.report(both, model="second").html).text


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    palabre.report(blank(tmp_path), progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (12, 12)


def test_what_some_see_otherwise_is_listed_and_changes_nothing(tmp_path: Path) -> None:
    seen = "seen_by: {council: {hides: {raid: [front-strength]}, never: [not sign: {assume: so it thinks}]}}"
    (tmp_path / "plain").mkdir()
    plain = palabre.report(blank(tmp_path / "plain"))
    built = palabre.report(blank(tmp_path, model={"seen_by: {}": seen}))
    page = sound(built.html)
    assert "Seen otherwise" in page.text
    assert "council does not see: raid" in page.text
    assert "so it thinks" in page.text
    assert built.headline == plain.headline
