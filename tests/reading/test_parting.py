"""Several figures, several sentences: each gets its draft, and each figure, date and subject its own."""

from __future__ import annotations

import pytest

from palabre.reading import Draft, drafts_of
from palabre.reading.days import days
from palabre.reading.drafts import tools_for
from palabre.reading.thousands import grouped
from palabre.sources import fold
from palabre.terms import Day

NAMES = {"MNLA": "mnla", "HCUA": "hcua", "the army": "army", "France": "france", "MINUSMA": "minusma"}
WRITTEN = Day.read("2014-07-15")


def read(text: str) -> list[Draft]:
    return list(drafts_of(fold(text), "d", NAMES, written=WRITTEN, tools=tools_for("en", len(text))))


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("The MNLA has 500 guards and 20 trucks.", ["500 guards", "20 trucks"]),
        ("The MNLA seized three vehicles and 17 rifles.", ["3 vehicles", "17 rifles"]),
        ("Seven civilians were killed and 23 wounded.", ["7 civilians", "23 wounded"]),
        ("The MNLA has 300 fighters, 12 mortars and two tanks.", ["300 fighters", "12 mortars", "2 tanks"]),
        ("They came with 40 vehicles and between 200 and 300 men.", ["40 vehicles", "200 to 300 men"]),
        ("The three attacks killed 12, 15 and 40 people.", ["12 people", "15 people", "40 people"]),
        ("The mission went from 8,000 to 5,500 soldiers.", ["5,500 soldiers"]),
        ("The share of the MNLA fell from 60% to 40%.", ["60 percent", "40 percent"]),
        ("Police put it at 3.500.", ["3,500 police"]),
        ("In the first half of 2014 MINUSMA lost 12 vehicles.", ["12 vehicles"]),
    ],
)
def test_each_figure_of_a_sentence_has_a_draft_with_the_whole_sentence(text: str, amounts: list[str]) -> None:
    drafts = read(text)
    assert [str(d.amount) for d in drafts] == amounts
    assert {d.says for d in drafts} == {text}
    assert len({d.id for d in drafts}) == len(amounts)


def test_a_sentence_is_cut_where_each_side_says_who_has_what() -> None:
    drafts = read("The MNLA has 1,000 soldiers in Gao, and France has 300 fighters and 20 trucks.")
    assert [(d.says, d.about, str(d.amount)) for d in drafts] == [
        ("The MNLA has 1,000 soldiers in Gao.", ("mnla",), "1,000 soldiers"),
        ("France has 300 fighters and 20 trucks.", ("france",), "300 fighters"),
        ("France has 300 fighters and 20 trucks.", ("france",), "20 trucks"),
    ]


def test_a_quotation_over_sentences_is_a_draft_for_each() -> None:
    text = (
        '"We have lost twelve brave men. The MNLA broke the ceasefire," said Colonel Ali Maiga. '
        '"They came with 40 vehicles."'
    )
    assert [(d.says, d.named) for d in read(text)] == [
        ("We have lost twelve brave men.", "Ali Maiga"),
        ("The MNLA broke the ceasefire.", "Ali Maiga"),
        ("They came with 40 vehicles.", "Ali Maiga"),
    ]


def test_a_figure_beside_what_is_said_is_the_writer_s() -> None:
    beside, said = read("France, which has around 1,700 troops, declined to comment on the clashes.")
    assert (beside.how, beside.about, str(beside.amount)) == ("outlet", ("france",), "around 1,700 troops")
    assert said.says == "Declined to comment on the clashes."


def test_its_fighters_are_the_speaker_s() -> None:
    [draft] = read("HCUA said that 3,000 of its fighters are ready to come under the supervision of MINUSMA.")
    assert (draft.about[0], str(draft.amount)) == ("hcua", "3,000 fighters")


def test_what_says_nothing_of_the_speaker_is_not_about_the_speaker() -> None:
    [draft] = read("MINUSMA said that 23 were wounded.")
    assert (draft.about, bool(draft.whom)) == ((), True)
    [draft] = read("MINUSMA said that it had lost a camp.")
    assert draft.about == ("minusma",)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("31 arrests by the army between 1 May and 30 June 2014", "2014-05-01/2014-06-30"),
        ("from 3 May to 9 June 2014", "2014-05-03/2014-06-09"),
        ("from 3 May 2013 to 9 June 2014", "2013-05-03/2014-06-09"),
        ("between December 20 and January 10", "2013-12-20/2014-01-10"),
        ("31 arrests by the army on 1 May", "2014-05-01"),
        ("The army will be gone by 1 August", "2014-08-01"),
    ],
)
def test_a_range_of_days_keeps_both_ends(text: str, edtf: str) -> None:
    assert [d.day.edtf for d in days(text, WRITTEN) if d.day] == [edtf]


def test_two_days_are_no_range() -> None:
    found = days("They met on 1 May and 30 June.", WRITTEN)
    assert [d.day.edtf for d in found if d.day] == ["2014-05-01", "2014-06-30"]


def test_a_date_to_come_is_not_when_it_was_observed() -> None:
    [draft] = read("The MNLA promised to free 31 men before the end of September.")
    assert draft.as_of is None


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("They have 1.500 fighters.", "They have 1,500 fighters."),
        ("between 1.500 and 2.000 fighters", "between 1,500 and 2,000 fighters"),
        ("At 09.30 they had 1.500 men.", "At 09.30 they had 1,500 men."),
        ("1.500 fighters, 2.5 percent of all", "1.500 fighters, 2.5 percent of all"),
        ("1.500 percent", "1.500 percent"),
        ("1.500 million dollars", "1.500 million dollars"),
    ],
)
def test_a_point_before_three_digits_parts_thousands(text: str, read_as: str) -> None:
    assert grouped(text) == read_as


def test_a_figure_with_a_point_is_read_so_in_a_draft() -> None:
    [draft] = read("The MNLA has 1.500 fighters.")
    assert str(draft.amount) == "1,500 fighters"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The army met France in Tripoli, Lebanon.", "Tripoli"),
        ("The army met the HCUA in Ber, near Timbuktu, in Mali.", None),
        ("The army met France near Timbuktu, in Mali.", "Timbuktu"),
    ],
)
def test_a_place_is_the_one_the_words_are_about(text: str, place: str | None) -> None:
    [draft] = read(text)
    assert draft.place == place
