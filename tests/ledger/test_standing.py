"""Standing: computed from speaker, subject, membership and sides."""

from __future__ import annotations

import pytest

from palabre.ledger import Actor, Answer, Claim, Ledger, Question, belongs_to, side_of
from palabre.sources import Passage
from palabre.terms import Day

ACTORS = {
    a.id: a
    for a in (
        Actor("state", "The state", "state"),
        Actor("minister", "The minister", "person", speaks_for=("state",)),
        Actor("front", "The front", "armed group", member_of=("union",)),
        Actor("league", "The league", "armed group", member_of=("union",)),
        Actor("union", "The union", "coalition"),
        Actor("envoy", "The envoy", "person", speaks_for=("front",)),
        Actor("paper", "The paper", "outlet"),
        Actor("organ", "The party's organ", "outlet", speaks_for=("state",)),
        Actor("neighbour", "The neighbour", "state"),
    )
}
SIDES = {"south": ("state",), "north": ("union",)}


def claim(speaker: str, *about: str, one: str = "c", day: str = "2014-07") -> Claim:
    return Claim(one, "...", speaker, "paper", about, "position", "d", Passage("..."), as_of=Day.read(day))


@pytest.mark.parametrize(
    ("speaker", "about", "standing"),
    [
        ("state", "state", "own words"),
        ("minister", "state", "own words"),
        ("envoy", "front", "own words"),
        ("envoy", "union", "own words"),
        ("union", "front", "own words"),
        ("state", "minister", "own words"),
        ("envoy", "state", "other side"),
        ("minister", "union", "other side"),
        ("state", "envoy", "other side"),
        ("envoy", "league", "interested party"),
        ("neighbour", "front", "third party"),
        ("state", "neighbour", "interested party"),
        ("neighbour", "paper", "third party"),
        ("organ", "neighbour", "interested party"),
        ("organ", "front", "other side"),
        ("paper", "front", "reporter"),
        ("paper", "paper", "own words"),
        ("the desk", "front", "assumption"),
    ],
)
def test_standing(speaker, about, standing):
    ledger = Ledger((), ACTORS, SIDES, "the desk")
    assert ledger.standing(claim(speaker, about)) == standing


def test_the_first_subject_decides():
    ledger = Ledger((), ACTORS, SIDES)
    assert ledger.standing(claim("envoy", "front", "state")) == "own words"
    assert ledger.standing(claim("envoy", "state", "front")) == "other side"


def test_membership_is_followed_and_a_circle_ends():
    circle = {"a": Actor("a", "A", member_of=("b",)), "b": Actor("b", "B", member_of=("a",))}
    assert belongs_to("a", circle) == {"a", "b"}
    assert side_of("envoy", ACTORS, SIDES) == "north"
    assert side_of("paper", ACTORS, SIDES) == ""


def test_look_ups():
    said = (claim("envoy", "front", one="a"), claim("minister", "front", "state", one="b", day="2012"))
    ledger = Ledger(said, ACTORS, SIDES)
    assert [c.id for c in ledger.by_speaker("union")] == ["a"]
    assert ledger.by_speaker("front", members=False) == ()
    assert [c.id for c in ledger.by_subject("front")] == ["a", "b"]
    assert [c.id for c in ledger.on(Day.read("2014-07-24"))] == ["a"]
    assert [c.id for c in ledger.by_kind("position")] == ["a", "b"]


def test_answers_with_their_claims_and_speakers():
    said = (
        claim("envoy", "front", one="a"),
        claim("minister", "front", one="b"),
        claim("envoy", "front", one="c"),
    )
    question = Question("q", "?", (Answer("yes", "Yes", ("a", "c")), Answer("no", "No", ("b",))), "yes")
    ledger = Ledger(said, ACTORS, SIDES)
    assert {k: [c.id for c in v] for k, v in ledger.answers(question).items()} == {
        "yes": ["a", "c"],
        "no": ["b"],
    }
    assert ledger.speakers(question) == {"yes": ("envoy",), "no": ("minister",)}
