"""Force estimates, side by side."""

from __future__ import annotations

from palabre.ledger import Actor, Claim
from palabre.picture import forces
from palabre.sources import Passage
from palabre.terms import Amount, Day

ACTORS = {"g": Actor("g", "The group"), "h": Actor("h", "The other group"), "s": Actor("s", "The speaker")}


def claim(one: str, about: str, amount: Amount | None, kind: str = "force") -> Claim:
    day = Day.read("2014-07")
    return Claim(one, "...", "s", "o", (about,), kind, "d", Passage("..."), as_of=day, amount=amount)  # type: ignore[arg-type]


def test_estimates_of_one_subject_stand_together():
    said = [
        claim("a", "g", Amount(low=12000, high=15000, unit="fighters")),
        claim("b", "h", Amount(best=500, hedge="around")),
        claim("c", "g", Amount(best=9500, unit="fighters")),
        claim("d", "g", None),
        claim("e", "g", Amount(best=3), kind="talks"),
    ]
    rows = forces(said, ACTORS).records()
    assert [row["claim"] for row in rows] == ["a", "c", "b"]
    assert rows[0] == {
        "subject": "The group",
        "speaker": "The speaker",
        "low": 12000,
        "best": None,
        "high": 15000,
        "unit": "fighters",
        "as_of": "July 2014",
        "claim": "a",
        "hedge": "",
    }


def test_no_estimates_make_an_empty_table():
    assert forces([], {}).records() == []
