"""Weights that were learned: they choose edges, judge unlisted words, and hold on articles not seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from palabre.reading.candidates import candidates
from palabre.reading.choices import QUESTIONS, choices, chosen
from palabre.reading.marks import marks_of
from palabre.reading.parsing import parse
from palabre.reading.speakers import attributions
from palabre.reading.weighing import BY_HAND, Weights

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("Ali Musa", "Leila Haddad", "Karim Osei", "The minister", "The envoy", "A farmer")
THINGS = ("the bridge was open", "the camp was full", "the road was mined", "the mill stood still")
DAYS = ("Monday", "Tuesday", "Friday")


@pytest.fixture
def programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))


def said(text: str, weights: Weights | None) -> list[str]:
    found = attributions(text, {}, kind="article", weights=weights)
    return [text[s.start : s.end] for a in found if a.cue is not None for s in a.content]


def test_a_weight_moves_an_edge() -> None:
    text = "Ali Musa said the camp was full, but the road was open."
    whole = "the camp was full, but the road was open"
    assert said(text, None) == [whole]
    assert said(text, Weights(BY_HAND, 0.35, {"cut end,first=but": 9.0})) == ["the camp was full"]
    assert said(text, Weights(BY_HAND, 0.35, {"cut end,first=and": 9.0})) == [whole]


def test_every_choice_differs_and_keeps_clear_of_cue_and_source() -> None:
    text = (
        'In May, Ali Musa said, "the road is lost," and on Monday, the envoy - who fled - warned that the '
        "camp was full, the mill stood still and nobody came, because of the rain. They left."
    )
    doc = parse(text)
    marks = marks_of(doc)
    asked = 0
    for candidate in candidates(doc, marks, every=True):
        for question in QUESTIONS:
            answers = choices(question, candidate, marks)
            contents = [content for content, _ in answers]
            assert contents[0] == candidate.content
            assert len(set(contents)) == len(contents), (question, candidate)
            assert not any(c & (candidate.cue | candidate.source) for c in contents)
            asked += len(answers) - 1
    assert asked > 20


def test_without_weights_of_edges_nothing_moves() -> None:
    doc = parse("Ali Musa said the camp was full, but the road was open on Monday.")
    marks = marks_of(doc)
    for candidate in candidates(doc, marks):
        assert chosen(candidate, marks, {}).content == candidate.content


@pytest.mark.usefixtures("programs")
def test_an_edge_and_a_verb_are_learned_and_hold_on_sentences_not_seen() -> None:
    from benchmarks.reading.polnear import Article, Gold
    from benchmarks.reading.train import Lesson, learn

    def article(k: int) -> Article:
        """An article whose annotator cuts `because ...` off, and takes `heckled` for a cue."""
        who, what, day = NAMES[k % 5], THINGS[k % 4], DAYS[k % 3]
        first = f"{who} said {what} because it was {day}."
        text = f"{first} {who} heckled the guests. {who} met the guests."
        at, other = len(who), len(first) + 1
        gold = (
            Gold(((0, at),), ((at + 1, at + 5),), ((at + 6, at + 6 + len(what)),)),
            Gold(
                ((other, other + at),),
                ((other + at + 1, other + at + 8),),
                ((other + at + 9, other + at + 19),),
            ),
        )
        return Article(str(k), text, gold)

    lessons = [Lesson.of(one, parse(one.text)) for one in map(article, range(40))]
    weights, count = learn(lessons, 0.3)
    assert count >= 120
    assert weights.edges
    text = "A farmer said the river was dry because it was Sunday. A farmer heckled the guards."
    assert "the river was dry because it was Sunday" in said(text, None)
    assert said(text, weights) == ["the river was dry", "the guards"]
    assert said("A farmer met the guards.", weights) == []
