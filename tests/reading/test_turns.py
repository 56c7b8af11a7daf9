"""Turns of minutes and interviews, and what of a text is only furniture."""

from __future__ import annotations

import pytest

from palabre.reading import Draft, drafts_of
from palabre.reading.drafts import tools_for
from palabre.sources import fold

NAMES = {"MNLA": "mnla", "GoM": "bamako", "Moussa Ag Assarid": "assarid"}


def read(text: str) -> list[Draft]:
    return list(drafts_of(fold(text), "d", NAMES, tools=tools_for("en", len(text))))


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_label_with_an_affiliation_names_who_speaks(between: str) -> None:
    text = (
        "The chair opened the session.\n\n"
        f"Mr Diop (GoM): We cannot accept that our army is accused of looting.{between}"
        "Mr Ag Assarid (MNLA): Your soldiers looted 14 shops.\n\nThe session closed at noon."
    )
    opened, refused, accused, closed = read(text)
    assert (opened.how, closed.how) == ("outlet", "outlet")
    assert (refused.speaker, refused.named) == (None, "Diop")
    assert refused.says == "We cannot accept that our army is accused of looting."
    assert (accused.speaker, accused.kind, accused.about) == ("assarid", "abuse", ())


def test_a_label_alone_is_no_claim() -> None:
    text = "Q. How many do you have?\n\nA. We have 3,000 fighters.\n\nQ. Who feeds you?\n\nA. The farmers do."
    assert [d.says for d in read(text)] == ["We have 3,000 fighters.", "The farmers do."]


def test_a_date_a_head_and_a_byline_are_no_claims() -> None:
    furniture = ["20 July 2014.", "By our correspondent.", "Responsibility.", "Ansar Dine.", "3,000.", "1."]
    text = "\n\n".join([*furniture, "Moussa Ag Assarid", "The MNLA left Kidal."])
    assert [d.says for d in read(text)] == ["The MNLA left Kidal."]
