"""Rows of tables: a draft each, with its figure for the group it names, and no column that speaks."""

from __future__ import annotations

import pytest

from palabre.reading.drafts import drafts_of, tools_for
from palabre.reading.rows import cells, counted_in_row
from palabre.sources import fold
from palabre.terms import Day

NAMES = {"Hill Front": "front", "River Guard": "guard", "the council": "council"}
TEXT = """The talks went on.

Group: Hill Front; Fighters: 2,500; Source: the council.

Group: River Guard; Fighters: about 900; Trucks: 40.

Town: Old Bridge; Held by: Hill Front.

Town: Mill; Held by: River Guard; Since: May 2021.

Nobody said more."""


def test_a_row_is_one_draft_with_its_figure_and_nobody_speaks_in_it():
    found = drafts_of(fold(TEXT), "d", NAMES, written=Day.read("2021-07-01"), tools=tools_for("en"))
    rows = [d for d in found if ";" in d.quote]
    assert {(d.how, d.speaker, d.named) for d in rows} == {("outlet", None, "")}
    # A row of two figures is a draft for each.
    assert list(dict.fromkeys(d.quote for d in rows)) == [line for line in TEXT.split("\n\n") if ";" in line]
    first, second, trucks, third, fourth = rows
    assert (trucks.about, str(trucks.amount)) == (("guard",), "40 trucks")
    assert (first.about[0], first.kind, str(first.amount)) == ("front", "force", "2,500 fighters")
    assert (second.about, str(second.amount)) == (("guard",), "about 900 fighters")
    assert (third.about, fourth.about, str(fourth.as_of)) == (("front",), ("guard",), "May 2021")


@pytest.mark.parametrize(
    ("line", "counted"),
    [
        ("Group: MNLA; Killed: 12; Missing: 3.", ["12 killed", "3 missing"]),
        ("Group: MNLA; Strength: 200 to 300 men; Year: 2014.", ["200 to 300 men"]),
        ("MNLA; Fighters: at least 2,500.", ["at least 2,500 fighters"]),
        ("Group: MNLA; IDPs: 300; Phone: 334455; Number: 7.", ["300 IDPs"]),
    ],
)
def test_what_a_cell_counts_is_named_by_its_column(line, counted):
    found = counted_in_row(line)
    assert found is not None
    assert [str(one.amount) for one in found] == counted
    assert {one.subject for one in found} <= {"MNLA", "men"}
    assert all(line[one.span.start : one.span.end] for one in found)


@pytest.mark.parametrize(
    "line", ["Amina: We hold it.", "We hold it; they left.", "Nobody came.", "", ":;: ;", "a; b; c: d"]
)
def test_other_lines_are_no_rows(line):
    assert cells(line) == ()
    assert counted_in_row(line) is None
