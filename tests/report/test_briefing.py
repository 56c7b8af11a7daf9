"""The briefing of the worked example: complete, sourced, safe to open, and the same every time."""

from __future__ import annotations

import re
import shutil
import stat
from pathlib import Path

import pytest

import palabre
from palabre.dossier import Dossier
from palabre.report import Report
from palabre.report.grounds import is_allegation
from palabre.versions import Sweep
from reading import MALI, Read, read, sound


@pytest.fixture(scope="module")
def mali() -> Dossier:
    return palabre.open(MALI)


@pytest.fixture(scope="module")
def run(mali: Dossier) -> Sweep:
    return palabre.sweep(mali)


@pytest.fixture(scope="module")
def built(mali: Dossier, run: Sweep) -> Report:
    return palabre.report(mali, run)


@pytest.fixture(scope="module")
def page(built: Report) -> Read:
    return sound(built.html)


def test_parts_stand_in_order(page: Read) -> None:
    begin = [h.split(",")[0].split(" (")[0] for h in page.headings]
    assert begin[:3] == ["What this is", "Which settlements hold", "Who walks first"]
    assert begin[3].startswith("What would ")
    assert begin[4:8] == [
        "The way there from today",
        "What to check first",
        "The disputed questions",
        "The assumptions owned",
    ]
    assert begin[8:] == [
        "The forces",
        "The model",
        "The evidence: every claim",
        "How this was made",
    ]


def test_every_claim_is_in_the_annex_with_its_speaker_and_words(page: Read, mali: Dossier) -> None:
    for number, claim in enumerate(mali.claims.values(), start=1):
        assert f"c{number}" in page.ids
        assert claim.says.rstrip(".") in page.text
    assert "Moussa Ag Assarid alleges: Bamako even backed Ansar Dine." in page.text
    assert "Moussa Ag Assarid denies a claim: It is false that the MNLA is made up of Touareg" in page.text
    assert "IPS reports an allegation: Many say that MNLA fighters fought" in page.text


def test_every_line_is_in_the_model_with_its_place(page: Read, mali: Dossier) -> None:
    model = mali.model()
    lines = sum(len(d.preference.lines) for d in model.decision_makers)  # type: ignore[union-attr]
    entries = [i for i in page.ids if i.startswith("m-")]
    assert len(entries) == lines + len(model.options) + len(model.rules) + len(model.one_way) + len(
        model.settlements
    )


def test_both_sides_of_every_question_appear(page: Read, mali: Dossier) -> None:
    for question in mali.questions.values():
        assert question.asks.replace("'", "’") in page.text.replace("'", "’")
        for answer in question.answers:
            says = answer.says.rstrip(".")
            assert (says[0].upper() + says[1:]).replace("'", "’") in page.text.replace("'", "’")


def test_five_lines_are_the_headline(built: Report, page: Read) -> None:
    assert len(built.headline) == 5
    first = built.headline
    assert first[0].startswith("On the working answers ")
    assert re.search(r"in ([\d,]+|all|none of) (of )?[\d,]+ versions", first[1])
    assert "‘guaranteed autonomy’" in first[2] and "‘guaranteed autonomy’" in first[3]
    assert first[4].startswith("Check first: ")
    assert all(line in page.text for line in (words.split(" (")[0] for words in first))


def test_every_equilibrium_of_the_working_version_is_in_the_key(page: Read, run: Sweep) -> None:
    found = {label for c in run.concepts for label in run.analysis.equilibria(c)}
    assert len(found) > 1
    for label in found:
        assert re.search(rf"\n\d+ {re.escape(label)}( — |\n)", page.text), label
    numbered = [i for i in page.ids if re.fullmatch(r"n\d+", i)]
    assert numbered == [f"n{k}" for k in range(1, len(numbered) + 1)]


def test_a_settlement_that_holds_names_its_states(page: Read, run: Sweep) -> None:
    for s in run.settlements:
        held = [
            w for w, _ in page.sentences if w.lower().startswith(s) and "on the working answers it holds" in w
        ]
        for words in held:
            label = re.search(r"state\xa0\d+ \(([^)]+)\)", words)
            assert label, words
            assert s in {
                x.name
                for x in run.conflict.settlements
                if run.analysis.space.holds_at(x.condition, (run.analysis.space.index(label[1]),))[0]
            }


def test_what_holds_always_says_on_what_that_rests_and_shows_its_note(page: Read, run: Sweep) -> None:
    always = [s for s in run.conflict.settlements if run.share(s.name, "seq").count == len(run)]
    assert any("the same in every version" in words for words, _ in page.sentences) == bool(always)
    for s in always:
        if s.note:
            assert any("The desk’s note" in w and s.note in w.replace("’", "'") for w, _ in page.sentences)


def test_all_that_tie_are_named(built: Report, mali: Dossier, run: Sweep) -> None:
    most = max(run.share(s, "seq").count for s in run.settlements)
    for s in run.settlements:
        if run.share(s, "seq").count == most and run.share(s, "nash").count == most:
            assert f"‘{s}’" in built.headline[1]
    preferred = next(s.name for s in run.conflict.settlements if s.preferred)
    first = run.influence(preferred, "seq")
    for choice, share in first:
        if share.count == first[0].share.count:
            assert choice.asks.replace("'", "’") in built.headline[4]
    assert "rests on" in built.headline[4]


def test_who_would_leave_is_counted_once(page: Read, run: Sweep) -> None:
    preferred = next(s.name for s in run.conflict.settlements if s.preferred)
    fails = int((~run.holds[preferred, "seq"]).sum())
    words = next(w for w, _ in page.sentences if "would leave it in" in w and "under SEQ" in w)
    told = words[words.index("under SEQ") :]
    assert sum(int(n.replace(",", "")) for n in re.findall(r" in ([\d,]*\d)", told)) == fails


def test_answers_are_inferences_and_allegations_keep_their_mark(page: Read, mali: Dossier) -> None:
    assert "who gives it" not in page.text
    assert not re.search(r"’[,:] so [A-Z]", page.text)
    rests = [w for w, _ in page.sentences if "Rests on" in w]
    assert len(rests) == sum(len(q.answers) for q in mali.questions.values())
    for question in mali.questions.values():
        for answer in question.answers:
            alleged = any(is_allegation(mali.claims[c]) for c in answer.rests_on)
            says = answer.says.rstrip(".").replace("'", "’")
            cell = next(w for w in rests if w.startswith(says[0].upper() + says[1:] + "."))
            assert ("alleg" in cell) == alleged, cell


def test_the_evidence_base_and_the_marks_stand_on_the_first_page(page: Read, mali: Dossier) -> None:
    first = page.text[: page.text.index("What this is, and what it is not")]
    assert f"{len(mali.claims)} claims from {len(mali.documents)} documents: " in first
    for document in mali.documents:
        count = sum(c.document == document.id for c in mali.claims.values())
        assert f"{count} from ‘{document.title.replace(chr(39), '’')}’" in first
        assert document.published_note in page.text
    for mark in (
        "a plain number: a claim".capitalize(),
        "q: a question",
        "s: a settlement",
        "a line of the model",
    ):
        assert mark in first


def test_keys_of_the_files_are_not_for_readers(page: Read, mali: Dossier) -> None:
    spoken = " ".join(words for words, _ in page.sentences)
    for question in mali.questions.values():
        for answer in question.answers:
            if "-" in answer.id:
                assert f"‘{answer.id.replace('-', ' ')}’" not in spoken


def test_counts_never_turn_into_foretelling(built: Report) -> None:
    text = read(built.html).text.lower()
    for word in ("likely", "likelihood", "probability", "probabilities", "chance", "odds", "percentage"):
        assert not re.search(rf"\b\w*{word}\b", text), word
    for harsh in ("defect", "betray", "regime", "terrorist"):
        assert harsh not in text


def test_limits_stand_on_the_first_page(page: Read) -> None:
    first = page.text[: page.text.index("Which settlements hold")]
    assert "neither to be just nor to be at peace" in first
    assert "one reading of the conflict" in first
    assert "It does not say which version is true" in first


def test_nothing_is_loaded_and_nothing_runs(built: Report, page: Read) -> None:
    policy = next(a["content"] for t, a in page.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none';")
    assert "script-src" not in policy, "no script is allowed at all"
    loading = {"script", "link", "img", "iframe", "object", "embed", "video", "audio", "form", "image", "use"}
    assert not loading & {tag for tag, _ in page.tags}
    for tag, attrs in page.tags:
        assert not any(k.startswith("on") or k in ("src", "srcset", "action") for k in attrs), tag
    style = built.html[built.html.index("<style>") : built.html.index("</style>")]
    assert "url(" not in style and "@import" not in style
    assert set(re.findall(r"https?://[^\"' <]+", built.html)) == {"http://www.w3.org/2000/svg"}


def test_the_same_dossier_gives_the_same_bytes(built: Report, tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere"
    shutil.copytree(MALI, moved)
    again = palabre.report(palabre.open(moved))
    assert again.html == built.html
    assert str(tmp_path) not in built.html and str(MALI) not in built.html


def test_colophon_says_how_to_make_it_again(page: Read, mali: Dossier) -> None:
    assert mali.fingerprint in page.text
    assert palabre.__version__ in page.text


def test_a_withheld_text_shows_where_its_passages_are(tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    shutil.copytree(MALI, bare, ignore=shutil.ignore_patterns("attached"))
    text = sound(palabre.report(palabre.open(bare)).html).text
    assert "text withheld: the holder of a copy can run palabre attach" in text
    assert "none was attached here" in text
    assert re.search(r"At “fighting the Jihadists since” \(\d+–\d+\)", text)


def test_saving_is_all_or_nothing(built: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = built.save(tmp_path / "report.html")
    assert target.read_text("utf-8") == built.html
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]
    target.write_text("older")
    target.chmod(0o640)

    def fails(*_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", fails)
        with pytest.raises(OSError, match="disk full"):
            built.save(target)
    assert target.read_text() == "older"
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]
    built.save(target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_what_is_computed_may_be_handed_in(built: Report, mali: Dossier, run: Sweep) -> None:
    assert palabre.report(mali, run, run.analysis, model="algiers").html == built.html


def test_the_room_can_be_called_by_the_name_of_its_function(built: Report) -> None:
    import palabre.report as room

    assert callable(room) and room.report is not room
    assert built._repr_html_() == built.html
