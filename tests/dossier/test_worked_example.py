"""The worked example, and the interview it withholds where a copy is at hand."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from time import process_time

import pytest

from palabre.dossier import attach, check
from palabre.dossier import open as open_dossier
from palabre.sources import Found, FoundTwice, NotFound, Passage, find, fold

PROJECT = Path(__file__).resolve().parents[2]
EXAMPLE = PROJECT / "examples" / "mali-2014"
INTERVIEW = "ips-assarid-2014-07-23"


@pytest.fixture(scope="module")
def copy() -> Path:
    """A holder's copy of the interview: in a folder shared/sources beside or above the project."""
    tried = [PROJECT / "shared", *(home / "shared" for home in PROJECT.parents)]
    for folder in tried:
        if (folder / "sources" / f"{INTERVIEW}.txt").is_file():
            return folder / "sources" / f"{INTERVIEW}.txt"
    pytest.skip(f"the interview is not in this project, and no shared/sources/{INTERVIEW}.txt lies beside it")


@pytest.fixture
def example(tmp_path: Path) -> Path:
    if not EXAMPLE.is_dir():
        pytest.skip("the worked example is not in this checkout")
    ignore = shutil.ignore_patterns("attached")
    return Path(shutil.copytree(EXAMPLE, tmp_path / "mali", ignore=ignore))


def test_the_example_has_no_fault_and_opens_quickly(example):
    assert [str(p) for p in check(example) if p.kind == "fault"] == []
    began = process_time()
    opened = open_dossier(example)
    assert process_time() - began < 1
    assert opened.document(INTERVIEW).text is None
    assert opened.document(INTERVIEW).withheld


def test_every_passage_of_the_interview_is_found_in_a_copy(example, copy):
    attached = attach(example, INTERVIEW, copy)
    opened = open_dossier(example)
    claims = [c for c in opened.claims.values() if c.document == INTERVIEW]
    assert attached.passages == len(claims) >= 30
    for claim in claims:
        quote = opened.quote(claim)
        assert quote, claim.id


def test_a_copy_with_other_white_space_quotes_and_line_ends_is_the_interview(example, copy, tmp_path):
    text = copy.read_text(encoding="utf-8")
    other = (
        text.replace(". ", ".\r\n\r\n")
        .replace("\u00b4", "\u2019")
        .replace('"', "\u201c")
        .replace(" the ", "\u00a0the\n")
    )
    assert other != text
    (tmp_path / "other.txt").write_bytes(other.encode())
    attach(example, INTERVIEW, tmp_path / "other.txt")
    opened = open_dossier(example)
    there = [opened.quote(c) for c in opened.claims.values() if c.document == INTERVIEW]
    attach(example, INTERVIEW, copy)
    opened = open_dossier(example)
    assert there == [opened.quote(c) for c in opened.claims.values() if c.document == INTERVIEW]


def test_five_words_anywhere_in_the_interview_lead_back_to_their_place(copy):
    folded = fold(copy.read_text(encoding="utf-8"))
    words = folded.text.split(" ")
    once = 0
    for at in range(len(words) - 5):
        passage = Passage("  ".join(words[at : at + 5]).replace("'", "\u00b4"))
        found = find(folded, passage)
        assert not isinstance(found, NotFound)
        if isinstance(found, Found):
            once += 1
            assert found.quote == " ".join(words[at : at + 5])
    assert once > 0.95 * (len(words) - 5)
    assert isinstance(find(folded, Passage(words[0][:1])), FoundTwice)


def test_the_interviews_sentences_do_not_travel(copy):
    """What a claim says is in our own words, and a passage names a few words only."""
    words = _words(copy.read_text(encoding="utf-8").replace("´", "'"))
    runs = {tuple(words[k : k + 7]) for k in range(len(words))}
    for claim in open_dossier(EXAMPLE).claims.values():
        if claim.document == INTERVIEW:
            said = _words(claim.says)
            assert not runs & {tuple(said[k : k + 7]) for k in range(len(said) - 6)}, claim.id
            assert all(len(part.split()) <= 6 for part in claim.passage.words.split("…")), claim.id


def _words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.lower())
