"""The drafts file: what is written is read back, and decisions outlive another reading."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.reading import (
    Decision,
    Draft,
    DraftsFile,
    Entry,
    Span,
    carried,
    draft_id,
    drafts_of,
    load_drafts,
    written_drafts,
)
from palabre.sources import fold
from palabre.terms import Amount, Day, Faults


def draft(start: int, quote: str, **more: object) -> Draft:
    passage = Span(start, start + len(quote))
    one = draft_id("d", passage, quote)
    open_keys = (None, "", None, (), None, None, None, None, "")
    made = Draft(one, "d", passage, quote, quote, *open_keys, "outlet", False, 0.0)
    return replace(made, **more)


words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 500), words, st.booleans(), words), max_size=5))
def test_what_is_written_is_read_back(tmp_path_factory, rows):
    drafts = {}
    for start, quote, denial, named in rows:
        one = draft(
            start, quote, denial=denial, named=named, about=("a", "b"), kind="force", sureness=0.25,
            amount=Amount(low=1, high=2.5, unit=named), as_of=Day.read("2014-07"), hedge="around",
        )  # fmt: skip
        drafts[one.id] = one
    decisions = (None, Decision("rejected"), Decision("edited", "x", {"says": "so"}))
    entries = tuple(Entry(d, decisions[k % 3]) for k, d in enumerate(drafts.values()))
    file = DraftsFile("d", "0" * 64, "plain", entries)
    path = tmp_path_factory.mktemp("kept") / "d.drafts.jsonl"
    path.write_text(written_drafts(file), encoding="utf-8", newline="")
    back = load_drafts(path, "d")
    assert back is not None
    assert [e.draft.id for e in back.entries] == [e.draft.id for e in entries]
    assert back == file


@pytest.mark.parametrize(
    ("text", "line"),
    [("", None), ("{}\n", 1), ('{"document": "d", "text_sha256": "", "reader": "x"}\nnonsense\n', 2),
     ('{"document": "d", "text_sha256": "", "reader": "x"}\n{"id": "1"}\n', 2)],
)  # fmt: skip
def test_a_broken_file_is_named_with_its_line(tmp_path: Path, text, line):
    path = tmp_path / "d.drafts.jsonl"
    path.write_text(text)
    with pytest.raises(Faults) as faults:
        load_drafts(path, "documents/d.drafts.jsonl")
    assert faults.value.problems[0].file == "documents/d.drafts.jsonl"
    if text:
        assert faults.value.problems[-1].line == line


def test_no_file_is_no_drafts(tmp_path: Path):
    assert load_drafts(tmp_path / "none", "none") is None


def test_decisions_are_carried_to_a_draft_that_has_moved():
    old = DraftsFile("d", "", "plain", (Entry(draft(5, "It has 7 men"), Decision("accepted", "seven")),))
    [entry] = carried([draft(90, "It has 7 men")], old)
    assert entry.draft.passage.start == 90
    assert entry.decision == Decision("accepted", "seven")


def test_a_decided_draft_that_is_not_made_again_is_kept_and_an_undecided_one_goes():
    was = (Entry(draft(5, "It has 7 men"), Decision("accepted", "seven")), Entry(draft(50, "It has 8 men")))
    entries = carried([draft(5, "It has 9 men")], DraftsFile("d", "", "plain", was))
    assert {(e.draft.quote, e.decision is None) for e in entries} == {
        ("It has 7 men", False),
        ("It has 9 men", True),
    }


def test_one_decision_goes_to_one_draft():
    old = DraftsFile("d", "", "plain", (Entry(draft(5, "same"), Decision("rejected")),))
    entries = carried([draft(60, "same"), draft(90, "same")], old)
    assert sum(e.decision is not None for e in entries) == 1


def test_the_surest_waits_first():
    file = DraftsFile(
        "d", "", "plain", (Entry(draft(1, "b", sureness=0.1)), Entry(draft(9, "a", sureness=0.9)))
    )
    assert [d.quote for d in file.waiting] == ["a", "b"]
    assert [d.quote for d in file.decided(file.waiting[0].id, Decision("rejected")).waiting] == ["b"]


def test_drafts_are_the_same_each_time_and_stand_where_they_say():
    text = fold("The front has 200 fighters.\n\nIt rained. The council denied that 90 percent of Gao fell.")
    names = {"the front": "front", "the council": "council"}
    drafts = drafts_of(text, "d", names)
    assert drafts == drafts_of(text, "d", names)
    assert [d.quote for d in drafts] == [text.text[d.passage.start : d.passage.end] for d in drafts]
    assert [(d.about, d.kind) for d in drafts] == [(("front",), "force"), (("council",), "denial")]
    assert str(drafts[1].amount) == "90 percent of Gao"
