"""What a figure is told of: acts are no strengths, a whole is not its part's, and a force is its owner's."""

from __future__ import annotations

import pytest

from palabre.reading import Draft
from palabre.reading.drafts import drafts_of, tools_for
from palabre.sources import fold

NAMES = {
    "the army": "army",
    "France": "france",
    "Mali": "mali",
    "the mission": "mission",
    "the council": "council",
}


def read(text: str) -> list[Draft]:
    return list(drafts_of(fold(text), "d", NAMES, tools=tools_for("en")))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("In May the army arrested 31 men.", [("event", "31 men", ("army",))]),
        ("France seized three vehicles.", [("event", "3 vehicles", ("france",))]),
        ("France has 1,600 soldiers in Mali.", [("force", "1,600 soldiers", ("france",))]),
        ("8,000 of the 11,200 authorised troops were there.", [("force", "8,000 troops", ())]),
        (
            "3,000 of its fighters wait under the supervision of the mission, the council said.",
            [("force", "3,000 fighters", ("council",))],
        ),
    ],
)
def test_a_figure_is_told_of_whom_and_what_it_counts(text: str, told: list[tuple[str, str, tuple[str, ...]]]):
    assert [(d.kind, str(d.amount), d.about) for d in read(text)] == told


def test_who_denies_a_deed_is_its_speaker():
    [draft] = read("The army denied having tortured prisoners.")
    assert (draft.speaker, draft.kind, draft.says) == ("army", "denial", "Denied having tortured prisoners.")
