"""Reviewing: every decision is on disk at once, can be taken back, and outlives an interrupt."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from palabre.dossier import Review, Wishes, check, opened, read
from palabre.dossier import open as open_dossier
from palabre.dossier.guessing import kind_of_name
from palabre.reading import Decision, load_drafts
from palabre.terms import Faults

sys.path.append(str(Path(__file__).parents[1] / "reading"))
from notes import HERALD

pytestmark = pytest.mark.usefixtures("plainly")
ID = "herald-2026-01-19"
DRAFTS = f"documents/{ID}.drafts.jsonl"


@pytest.fixture
def drafted(dossier: Path, tmp_path: Path) -> Path:
    note = tmp_path / f"{ID}.txt"
    note.write_text(HERALD)
    read(dossier, note, Wishes(workers=1))
    return dossier


def by_words(session: Review, words: str):
    return next((c, d) for c, d in session.waiting() if words in d.quote)


def decisions(dossier: Path) -> list[Decision | None]:
    file = load_drafts(dossier / DRAFTS, DRAFTS)
    assert file is not None
    return [entry.decision for entry in file.entries]


def test_accepted_drafts_are_claims_with_their_passages(drafted: Path):
    session = Review(drafted)
    card, draft = by_words(session, "400 and 500")
    claim = session.claim_of(card, draft)
    session.accept(card, draft, claim)
    found = open_dossier(drafted)
    made = found.claims[claim["id"]]
    assert found.quote(made) == draft.quote
    assert (made.speaker, made.about, made.kind, str(made.amount)) == (
        "herald",
        ("front",),
        "force",
        "400 to 500 members",
    )
    assert Decision("accepted", claim["id"], asks=True) in decisions(drafted)


def test_rival_values_raise_a_question_with_the_claims_that_were_there(drafted: Path, change):
    session = Review(drafted)
    asked = session.accept(*(both := by_words(session, "400 and 500")), session.claim_of(*both))
    assert asked is not None
    assert asked.asks == "How many members does the hill front have?"
    assert list(asked.answers) == ["200-to-300-members", "400-to-500-members"]
    assert asked.answers["200-to-300-members"][1] == ("front-strength",)
    session.ask(asked)
    further = session.accept(*(both := by_words(session, "around 250")), session.claim_of(*both))
    assert further is not None
    assert (further.known, list(further.answers)) == (True, ["around-250-members"])
    session.ask(further)
    question = open_dossier(drafted).questions[asked.question]
    assert [a.id for a in question.answers] == [
        "200-to-300-members",
        "400-to-500-members",
        "around-250-members",
    ]
    assert not [p for p in check(drafted) if p.kind == "fault"]


def test_everything_taken_back_leaves_every_file_as_it_was(drafted: Path):
    before = {p: p.read_bytes() for p in drafted.rglob("*") if p.is_file()}
    session = Review(drafted)
    asked = session.accept(*(both := by_words(session, "400 and 500")), session.claim_of(*both))
    session.ask(asked)
    session.reject(*by_words(session, "old bridge"))
    session.undo()
    session.undo()
    assert session.undo() is None
    assert {p: p.read_bytes() for p in drafted.rglob("*") if p.is_file()} == before


def test_undo_is_refused_over_another_change_and_can_be_tried_again(drafted: Path):
    session = Review(drafted)
    session.accept(*(both := by_words(session, "400 and 500")), session.claim_of(*both))
    path = drafted / f"documents/{ID}.yaml"
    mine = path.read_text()
    path.write_text(mine + "# mine\n")
    with pytest.raises(Faults, match="has changed"):
        session.undo()
    path.write_text(mine)
    assert session.undo() is not None


def test_an_interrupt_between_claim_and_decision_loses_and_doubles_nothing(drafted: Path, monkeypatch):
    session = Review(drafted)
    card, draft = by_words(session, "400 and 500")

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(opened, "put_drafts", stop)
        with pytest.raises(KeyboardInterrupt):
            session.accept(card, draft, session.claim_of(card, draft))
    again = Review(drafted)
    assert draft.id not in [d.id for _, d in again.waiting()]
    assert sum("400" in c.says for c in open_dossier(drafted).claims.values()) == 1


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"speaker": None}, "has no speaker"),
        ({"speaker": "nobody"}, "unknown actor 'nobody'"),
        ({"about": []}, "has no about"),
        ({"place": "moon"}, "unknown place"),
        ({"id": "truce-kept"}, "used already"),
        ({"passage": "the"}, "is found 4 times"),
        ({"passage": "not there"}, "is not found"),
        ({"as_of": "2027-05"}, "speaks of May 2027, after the freeze"),
        ({"began": "2025-03", "ended": "2025-02"}, "ends before it begins"),
        ({"kind": "gossip"}, "cannot stand"),
    ],
)
def test_what_would_be_a_fault_is_refused_and_the_draft_still_waits(drafted: Path, more, says):
    before = {p: p.read_bytes() for p in drafted.rglob("*") if p.is_file()}
    session = Review(drafted)
    card, draft = by_words(session, "400 and 500")
    with pytest.raises(Faults, match=says):
        session.accept(card, draft, {**session.claim_of(card, draft), **more})
    assert {p: p.read_bytes() for p in drafted.rglob("*") if p.is_file()} == before
    assert draft.id in [d.id for _, d in session.waiting()]


def test_a_file_changed_underneath_is_not_overwritten(drafted: Path):
    """The claim is added to what is there now; a fault there stops it."""
    session = Review(drafted)
    card, draft = by_words(session, "400 and 500")
    path = drafted / f"documents/{ID}.yaml"
    path.write_text(path.read_text() + "note: [\n")
    with pytest.raises(Faults):
        session.accept(card, draft, session.claim_of(card, draft))
    assert path.read_text().endswith("note: [\n")


def test_drafts_of_another_text_are_not_shown(drafted: Path):
    (drafted / f"documents/{ID}.txt").write_text("Another text.")
    session = Review(drafted)
    assert list(session.waiting()) == []
    assert "another text" in str(session.stale[0])


def test_an_unknown_document_is_said(drafted: Path):
    with pytest.raises(Faults, match="no drafts of a document 'x'"):
        Review(drafted, "x")


def speaking(drafted: Path, words: str, quote: str, **more: object) -> list[str]:
    """Whom a draft of Amina's is about when she says something else in it."""
    session = Review(drafted)
    card, draft = by_words(session, words)
    draft = replace(draft, speaker="amina", how="direct", quote=quote, **more)
    return session.claim_of(card, draft).get("about", [])


@pytest.mark.parametrize(
    ("quote", "about", "expected"),
    [
        ("We have 900 members under arms", ("amina",), ["front"]),
        ("None of our agreements was ever kept", (), ["front"]),
        ("It will never end", ("amina",), ["front"]),
        ("I was born on the hill", ("amina",), ["amina"]),
        ("We left before the council did", ("council",), ["front", "council"]),
        ("The council left, and we stayed", ("council",), ["council", "front"]),
        ("We have 900 members; the council has no 300", ("council",), ["front", "council"]),
        ("We know that the council has 300 guards", ("council",), ["council"]),
        ("The hill front keeps its word, as we do", ("front",), ["front"]),
    ],
)
def test_who_speaks_for_a_group_and_says_we_speaks_of_the_group(drafted: Path, quote, about, expected):
    more = {} if any(c.isdigit() for c in quote) else {"amount": None}
    assert speaking(drafted, "400 and 500", quote, about=about, **more) == expected


@pytest.mark.parametrize(
    ("hedge", "alleged", "note"),
    [
        ("allegedly", True, "the source says 'allegedly'"),
        ("is believed to", True, "the source says 'is believed to'"),
        ("perhaps", False, "the source says 'perhaps'"),
        ("around", False, ""),
        ("", False, ""),
    ],
)
def test_caution_is_kept_in_the_claim(drafted: Path, hedge: str, alleged: bool, note: str):
    session = Review(drafted)
    card, draft = by_words(session, "400 and 500")
    assert draft.amount is not None
    draft = replace(draft, hedge=hedge, amount=replace(draft.amount, hedge="around"))
    claim = session.claim_of(card, draft)
    session.accept(card, draft, claim)
    made = open_dossier(drafted).claims[claim["id"]]
    assert (made.alleged, made.note) == (alleged, note)


def test_who_accuses_is_not_the_accused(drafted: Path):
    accused = {"kind": "abuse", "amount": None}
    assert speaking(drafted, "400 and 500", "They burned our village", about=("amina",), **accused) == []
    assert speaking(drafted, "400 and 500", "The council burned our mill", about=("council",), **accused) == [
        "council"
    ]


def test_a_spokeswoman_s_figure_for_us_is_a_rival_of_the_group_s(drafted: Path):
    session = Review(drafted)
    card, draft = by_words(session, "400 and 500")
    draft = replace(
        draft, speaker="amina", how="direct", about=("amina",), quote="We have 400 to 500 members"
    )
    asked = session.accept(card, draft, session.claim_of(card, draft))
    assert asked is not None
    assert asked.asks == "How many members does the hill front have?"


def test_a_question_left_without_an_answer_is_proposed_again(drafted: Path):
    session = Review(drafted)
    card, draft = by_words(session, "400 and 500")
    asked = session.accept(card, draft, session.claim_of(card, draft))
    again = Review(drafted)
    list(again.waiting())
    [question] = again.left()
    assert question == asked
    again.ask(question)
    third = Review(drafted)
    list(third.waiting())
    assert list(third.left()) == []
    again.undo()
    assert not (drafted / "questions.yaml").read_text().count("How many members")


def test_a_question_that_is_not_wanted_is_not_proposed_again(drafted: Path):
    session = Review(drafted)
    card, draft = by_words(session, "400 and 500")
    assert session.accept(card, draft, session.claim_of(card, draft)) is not None
    session.leave()
    again = Review(drafted)
    list(again.waiting())
    assert list(again.left()) == []


def test_actors_and_places_made_for_a_claim_are_taken_back_with_it(drafted: Path):
    before = {p: p.read_bytes() for p in drafted.rglob("*") if p.is_file()}
    session = Review(drafted)
    card, draft = by_words(session, "400 and 500")
    who, where = session.new_actor("Bakary", "person", ["front"]), session.new_place("Kidal Region")
    session.accept(card, draft, {**session.claim_of(card, draft), "speaker": who, "place": where})
    assert open_dossier(drafted).actors["bakary"].speaks_for == ("front",)
    session.undo()
    assert {p: p.read_bytes() for p in drafted.rglob("*") if p.is_file()} == before
    assert "bakary" not in session.heading.actors


def test_two_reviews_at_once_lose_nothing_and_double_nothing(drafted: Path):
    """What one rejects stays rejected; what one accepts, the other cannot; both make claims of others."""
    first, second = Review(drafted), Review(drafted)
    mine, others = list(first.waiting()), second.waiting()
    next(others)
    first.reject(*mine[3])
    first.accept(*mine[0], first.claim_of(*mine[0]))
    card, draft = mine[0]
    with pytest.raises(Faults, match="somebody decided about this draft meanwhile"):
        second.accept(card, draft, {**second.claim_of(card, draft), "id": "mine"})
    assert [d.id for _, d in others] == [mine[1][1].id, mine[2][1].id]
    second.accept(*mine[1], {**second.claim_of(*mine[1]), "id": first.claim_of(*mine[0])["id"], "says": "A."})
    assert sum(one is not None for one in decisions(drafted)) == 3
    assert not [p for p in check(drafted) if p.kind == "fault"]
    with pytest.raises(Faults, match="has changed since"):
        first.undo()
    assert sum(one is not None for one in decisions(drafted)) == 3


def test_a_document_read_anew_under_an_open_review_is_not_written_over(drafted: Path, tmp_path: Path):
    session = Review(drafted)
    waiting = session.waiting()
    card, draft = next(waiting)
    (tmp_path / f"{ID}.txt").write_text("It rained for days. " + HERALD)
    read(drafted, tmp_path / f"{ID}.txt", Wishes(workers=1))
    before = {p: p.read_bytes() for p in drafted.rglob("*") if p.is_file()}
    with pytest.raises(Faults, match="read anew meanwhile"):
        session.accept(card, draft, session.claim_of(card, draft))
    assert {p: p.read_bytes() for p in drafted.rglob("*") if p.is_file()} == before
    left = list(waiting)
    assert len(left) == 4
    session.accept(*left[0], session.claim_of(*left[0]))
    assert not [p for p in check(drafted) if p.kind == "fault"]


def test_a_draft_whose_claim_is_taken_out_waits_again(drafted: Path):
    session = Review(drafted)
    before = (drafted / f"documents/{ID}.yaml").read_bytes()
    card, draft = by_words(session, "400 and 500")
    session.accept(card, draft, session.claim_of(card, draft))
    (drafted / f"documents/{ID}.yaml").write_bytes(before)
    assert draft.id in [d.id for _, d in Review(drafted).waiting()]


def test_a_publisher_nobody_names_says_nothing_until_somebody_does(dossier: Path, tmp_path: Path):
    """Drafts of several such documents have no speaker in common; a name given is its document's."""
    for k in (1, 2):
        (tmp_path / f"n{k}-2026-01-02.txt").write_text(
            f"The hill front had {k}00 members. The council slept."
        )
        read(dossier, tmp_path / f"n{k}-2026-01-02.txt")
    session = Review(dossier)
    card, draft = next(session.waiting())
    assert "speaker" not in session.claim_of(card, draft)
    assert session.unpublished(card)
    session.publish(card, session.new_actor("Hill Post", "outlet"))
    claims = [(c, session.claim_of(c, d)) for c, d in session.waiting()]
    assert {c.id: claim.get("speaker") for c, claim in claims} == {
        "n1-2026-01-02": "hill-post",
        "n2-2026-01-02": None,
    }
    session.accept(card, draft, session.claim_of(card, draft))
    assert open_dossier(dossier).document(card.id).publisher == "hill-post"
    session.undo()
    assert "speaker" not in session.claim_of(card, draft)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("The army", "organisation"),
        ("Human Rights Watch", "organisation"),
        ("Ministry of Defence", "organisation"),
        ("MUJAO", "armed group"),
        ("Mali", "state"),
        ("Sahel Post", "outlet"),
        ("Colonel Souleymane Maiga", "person"),
        ("Bilal Ag Acherif", "person"),
    ],
)
def test_the_kind_of_a_new_actor_is_proposed_by_its_name(name: str, kind: str):
    assert kind_of_name(name) == kind
