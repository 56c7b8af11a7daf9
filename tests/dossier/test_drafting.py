"""Reading into a dossier: documents are added with proposals, known again, and never lose a claim."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from html import escape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palabre.dossier import Review, Wishes, attach, check, edit, read, taught
from palabre.dossier import open as open_dossier
from palabre.dossier.entering import Entering
from palabre.reading import Job, Read, Settings, load_drafts, read_one
from palabre.terms import Faults, write_whole

sys.path += [str(Path(__file__).parents[1] / part) for part in ("sources", "reading")]
from made import page, pdf, word
from notes import HERALD

pytestmark = pytest.mark.usefixtures("plainly")
ID = "herald-2026-01-19"


def faults(dossier: Path) -> list[str]:
    return [str(p) for p in check(dossier) if p.kind == "fault"]


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / f"{ID}.txt"
    path.write_text(HERALD)
    return path


def files_of(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and "attached" not in p.parts  # what stays on this machine is no part of it
    }


def test_a_new_document_is_added_with_what_it_proposes(dossier: Path, note: Path):
    found = read(dossier, note)
    [one] = found.documents
    assert (one.document, one.state, one.drafts) == (ID, "new", 4)
    assert [value for _, value, _ in one.proposed] == [
        "The front counts its men",
        "herald (The Valley Herald)",
        "2026-01-19",
        "en",
    ]
    assert faults(dossier) == []
    assert not [p for p in check(dossier) if p.file.startswith("documents/")]
    document = open_dossier(dossier).document(ID)
    assert document.sha256 == hashlib.sha256(note.read_bytes()).hexdigest()
    assert document.text == HERALD
    assert load_drafts(dossier / f"documents/{ID}.drafts.jsonl", "x").waiting


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", pdf([HERALD.replace("\n\n", "\n")], title="Men counted")),
        ("a.docx", word(*HERALD.split("\n\n"), title="Men counted")),
        ("a.html", page()),
        ("a.md", b"# Men counted\n\n" + HERALD.encode()),
        ("a.txt", HERALD.replace("old", "plutôt").encode("cp1252")),
    ],
)
def test_the_bytes_are_kept_and_the_fingerprint_is_theirs(
    dossier: Path, tmp_path: Path, name: str, data: bytes
):
    (tmp_path / name).write_bytes(data)
    found = read(dossier, tmp_path / name, Wishes(published="2026-01-10", publisher="The Hill Post"))
    assert found.failed == []
    assert faults(dossier) == []
    document = open_dossier(dossier).document("a")
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    kept = [p for p in (dossier / "documents").glob("a.*") if p.read_bytes() == data]
    assert len(kept) == 1
    assert document.publisher == "hill-post"
    assert open_dossier(dossier).actors["hill-post"].kind == "outlet"
    kept[0].write_bytes(data + b" ")
    assert any("fingerprint" in f for f in faults(dossier))


def test_read_again_it_is_known_and_nothing_changes(dossier: Path, note: Path):
    read(dossier, note)
    before = files_of(dossier)
    again = read(dossier, note.rename(note.with_name("other-name.txt")))
    assert again.documents[0].state == "known"
    assert again.documents[0].document == ID
    assert files_of(dossier) == before


def test_a_publisher_that_is_not_known_becomes_an_actor_once(dossier: Path, tmp_path: Path):
    for k in (1, 2):
        (tmp_path / f"n{k}.txt").write_text(f"GAO, Jan {k} (Sahel Wire) - The hill front came {k} times.")
        read(dossier, tmp_path / f"n{k}.txt")
    assert [a for a in open_dossier(dossier).actors if "sahel" in a] == ["sahel-wire"]
    (tmp_path / "n3.txt").write_text("The hill front came.")
    found = read(dossier, tmp_path / "n3.txt")
    assert "does not say" in found.documents[0].proposed[1][2]
    assert faults(dossier) == []


def test_a_document_after_the_freeze_is_not_added(dossier: Path, tmp_path: Path):
    (tmp_path / "late-2026-03-01.txt").write_text("The hill front came.")
    before = files_of(dossier)
    found = read(dossier, tmp_path / "late-2026-03-01.txt")
    assert "after the dossier's freeze" in str(found.failed[0])
    assert files_of(dossier) == before


def test_a_withheld_text_stays_on_this_machine(dossier: Path, note: Path):
    read(dossier, note, Wishes(withheld=True))
    assert not (dossier / f"documents/{ID}.txt").exists()
    assert (dossier / f"attached/{ID}.drafts.jsonl").exists()
    session = Review(dossier)
    card, draft = next(iter(session.waiting()))
    session.accept(card, draft, {**session.claim_of(card, draft), "kind": "force"})
    assert faults(dossier) == []
    shutil.rmtree(dossier / "attached")
    assert faults(dossier) == []


def accept_all(dossier: Path) -> list[str]:
    session = Review(dossier)
    made = []
    for card, draft in list(session.waiting()):
        claim = {"kind": "position", "about": ["front"], **session.claim_of(card, draft)}
        session.accept(card, draft, claim)
        made.append(str(claim["id"]))
    return made


def test_a_changed_text_keeps_its_claims_and_decisions(dossier: Path, note: Path):
    read(dossier, note)
    made = accept_all(dossier)
    assert len(made) == 4
    note.write_text(
        "A new first line that was not there.\n\n" + HERALD.replace("will never leave", "will never  leave")
    )
    found = read(dossier, note)
    assert found.failed == []
    [one] = found.documents
    assert (one.state, one.moved) == ("changed", ())
    assert faults(dossier) == []
    opened = open_dossier(dossier)
    assert set(made) <= set(opened.claims)
    assert one.waiting == one.drafts - 4


def test_a_passage_with_other_words_is_found_and_said(dossier: Path, note: Path):
    read(dossier, note)
    accept_all(dossier)
    note.write_text(HERALD.replace("leave the old bridge", "leave the very old bridge"))
    found = read(dossier, note)
    assert found.failed == []
    [moved] = found.documents[0].moved
    assert "very old bridge" in moved.new
    assert faults(dossier) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("400 and 500", "400 and 5,000"), ("will never leave", "will leave"), ("around 250", "around 350")],
)
def test_a_claim_is_never_lost_and_never_moved_to_what_says_something_else(
    dossier: Path, note: Path, old, new
):
    read(dossier, note)
    accept_all(dossier)
    before = files_of(dossier)
    note.write_text(HERALD.replace(old, new))
    found = read(dossier, note)
    assert any("is not in the new text" in str(p) for p in found.failed)
    assert any("nothing of" in str(p) for p in found.failed)
    assert files_of(dossier) == before


@pytest.mark.parametrize("writes", [1, 2, 3])
@pytest.mark.parametrize("folder", [False, True])
def test_a_reading_of_a_changed_text_that_was_cut_off_is_completed_by_another(
    dossier: Path, note: Path, monkeypatch, writes: int, folder: bool
):
    """Cut off after each of its writes: claims and fingerprints, text, drafts."""
    place = note.parent / "notes" / note.name
    place.parent.mkdir()
    place.write_text(HERALD)
    read(dossier, place)
    made = accept_all(dossier)
    place.write_text(HERALD.replace("leave the old bridge", "leave the very old bridge"))
    count = 0

    def cut(*args: object, **more: object) -> None:
        nonlocal count
        write_whole(*args, **more)
        count += 1
        if count == writes:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(edit, "write_whole", cut)
        if folder:
            patch.setattr(taught, "write_whole", lambda *_: None)
        with pytest.raises(KeyboardInterrupt):
            read(dossier, place.parent if folder else place, Wishes(workers=1))
    again = read(dossier, place.parent if folder else place, Wishes(workers=1))
    assert again.failed == []
    assert faults(dossier) == []
    assert "very old bridge" in (open_dossier(dossier).document(ID).text or "")
    assert set(made) <= set(open_dossier(dossier).claims)
    assert list(Review(dossier).waiting()) == []


DENIED = "The front met on Monday. The council denied that it had attacked the mill. It rained.\n"


@pytest.fixture
def denied(dossier: Path, tmp_path: Path) -> Path:
    """A text with one claim, whose passage leaves the verb of speaking out; the claim is accepted."""
    path = tmp_path / "mill-2026-01-02.txt"
    path.write_text(DENIED)
    read(dossier, path, Wishes(publisher="herald"))
    session = Review(dossier)
    card, draft = next((c, d) for c, d in session.waiting() if "attacked" in d.quote)
    claim = {**session.claim_of(card, draft), "kind": "denial", "passage": "it had attacked the mill"}
    session.accept(card, draft, claim)
    return path


@pytest.mark.parametrize("verb", ["admitted", "did not deny", "said"])
def test_a_claim_whose_verb_of_speaking_turns_round_is_not_moved(dossier: Path, denied: Path, verb: str):
    before = files_of(dossier)
    denied.write_text(DENIED.replace("denied", verb))
    found = read(dossier, denied)
    said = " ".join(map(str, found.failed))
    assert "the words around the passage" in said
    assert f"is now 'The council {verb} that" in said
    assert files_of(dossier) == before


def test_other_words_around_a_passage_are_said(dossier: Path, denied: Path):
    denied.write_text(
        DENIED.replace("The council", "The old council").replace("It rained", "It never rained")
    )
    found = read(dossier, denied)
    assert found.failed == []
    [moved] = found.documents[0].moved
    assert (moved.around, "The old council denied that" in moved.new) == (True, True)
    assert "with other words around it" in str(moved)
    assert faults(dossier) == []


def test_another_document_of_the_same_name_is_no_later_text(dossier: Path, tmp_path: Path, note: Path):
    read(dossier, note)
    other = tmp_path / "other" / note.name
    other.parent.mkdir()
    other.write_text("Something altogether different happened. The hill front slept.")
    found = read(dossier, other)
    assert "--as ID" in str(found.failed[0])
    assert read(dossier, other, Wishes(document="Another one")).documents[0].document == "another-one"


def corpus(folder: Path, count: int) -> Path:
    folder.mkdir()
    for k in range(count):
        part = folder / f"part{k % 3}"
        part.mkdir(exist_ok=True)
        (part / f"n{k}.txt").write_text(f"The hill front had {100 + k} fighters on day {k}.\n\nIt rained.")
    return folder


def test_a_folder_is_read_and_a_bad_file_stops_nothing(dossier: Path, tmp_path: Path):
    folder = corpus(tmp_path / "corpus", 12)
    (folder / "scan.pdf").write_bytes(pdf([""]))
    (folder / "empty.txt").write_bytes(b"")
    (folder / "table.csv").write_text("a,b")
    (folder / ".hidden.txt").write_text("The hill front hides.")
    (folder / "copy.txt").write_bytes((folder / "part0/n0.txt").read_bytes())
    steps = []
    found = read(dossier, folder, Wishes(workers=2), progress=lambda done, total: steps.append((done, total)))
    assert (found.read, found.drafts, found.left) == (12, 12, [str(folder / "table.csv")])
    assert [Path(p.file).name for p in found.failed] == ["empty.txt", "scan.pdf"]
    assert steps[-1] == (15, 15)
    assert faults(dossier) == []
    before = files_of(dossier)
    again = read(dossier, folder)
    assert (again.read, len(again.failed)) == (0, 2)
    assert files_of(dossier) == before


def test_a_folder_that_may_not_be_read_is_listed(dossier: Path, tmp_path: Path, monkeypatch):
    """Simulated, for the tests may run as root, who may read everything."""
    folder = corpus(tmp_path / "corpus", 3)
    scan = os.scandir

    def refuse(path):
        if str(path).endswith("part1"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = read(dossier, folder, Wishes(workers=1))
    assert found.read == 2
    assert ["no right to read" in str(p) and "part1" in p.file for p in found.failed] == [True]


def test_a_text_that_is_too_long_is_said_to_be_that():
    long = "The hill front slept. " * 100_000
    found = read_one(Job("a", "a.txt", long.encode()), Settings())
    assert isinstance(found, Read)
    assert "longer than the 2,000,000" in found.opened.notes[-1]


def test_a_reading_that_was_stopped_goes_on_where_it_was(dossier: Path, tmp_path: Path):
    folder = corpus(tmp_path / "corpus", 9)

    def stop(done: int, _: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read(dossier, folder, Wishes(workers=1), progress=stop)
    assert faults(dossier) == []
    rest = read(dossier, folder, Wishes(workers=1))
    assert (rest.before, rest.read) == (4, 5)


def test_one_process_or_many_make_the_same_dossier(blank: Path, tmp_path: Path):
    folder = corpus(tmp_path / "corpus", 10)
    made = []
    for workers in (1, 3):
        home = tmp_path / f"d{workers}"
        shutil.copytree(blank, home)
        read(home, folder, Wishes(workers=workers))
        made.append(files_of(home))
    assert made[0] == made[1]


def test_faults_of_the_dossier_are_said_first(dossier: Path, note: Path, change):
    change("dossier.yaml", "palabre: 1", "palabre: 9")
    with pytest.raises(Faults):
        read(dossier, note)
    assert not (dossier / f"documents/{ID}.txt").exists()


ODD = st.text(st.sampled_from(list("aZ9 -:#'\"{}[]@%!&*?|>,…\u2028\u202e\x00\t\n~é”`\\")), max_size=25)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ODD, ODD)
def test_whatever_a_file_calls_itself_the_dossier_stays_sound(
    blank: Path, tmp_path_factory, title: str, site: str
):
    home = Path(shutil.copytree(blank, tmp_path_factory.mktemp("odd") / "bridge"))
    html = page().decode()
    html = html.replace("The Valley Herald", escape(site, quote=True)).replace(
        "Raids must end", escape(title)
    )
    job = Job("odd", "odd.html", html.encode())
    work = Entering(home, home / "odd.html", Wishes(published="2026-01-02"))
    found = read_one(job, Settings(work.heading.names))
    assert isinstance(found, Read)
    work.take(job, found)
    assert faults(home) == []
    assert all(c.isprintable() for c in open_dossier(home).document("odd").title)


def test_a_withheld_pdf_comes_back_by_reading_it(dossier: Path, tmp_path: Path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(["The hill front has 400 members in the town."]))
    read(dossier, path, Wishes(withheld=True, published="2026-01-02", publisher="herald"))
    shutil.rmtree(dossier / "attached")
    with pytest.raises(Faults, match="palabre read"):
        attach(dossier, "a", path)
    assert read(dossier, path).documents[0].state == "known"
    assert "400 members" in (open_dossier(dossier).document("a").text or "")
