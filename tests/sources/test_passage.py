"""Passages: found again by their words, whatever happened to white space, quotes and line ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.sources import Found, FoundTwice, NotFound, Passage, SpanMismatch, find, fold

TEXT = fold(
    'The council said: "We keep our word." The front\u00b4s answer came late. It came by night, they said.'
)


def test_words_that_stand_once_are_found():
    found = find(TEXT, Passage("keep our word"))
    assert isinstance(found, Found)
    assert TEXT.text[slice(*found.span)] == found.quote == "keep our word"


def test_a_span_may_be_wider_than_the_words():
    start = TEXT.text.index("The front")
    end = TEXT.text.index(" It came")
    assert find(TEXT, Passage("answer came", (start, end))) == Found(
        (start, end), "The front's answer came late."
    )


def test_capitals_are_the_second_try():
    assert find(TEXT, Passage("the COUNCIL said")) == Found((0, 16), "The council said")
    # Exact words win over words that differ in capitals.
    assert find(fold("Truce. truce."), Passage("truce")) == Found((7, 12), "truce")


def test_capitals_that_change_length_do_not_move_the_place():
    text = fold("\u0130\u0130 came TO the talks.")
    assert text.lower is None
    assert find(text, Passage("came to THE")) == Found((3, 14), "came TO the")


def test_words_joined_by_an_ellipsis_mean_from_to():
    for ellipsis in ("\u2026", " ... ", "..."):
        found = find(TEXT, Passage(f"We keep{ellipsis}came late"))
        assert isinstance(found, Found)
        assert found.quote == "We keep our word.\" The front's answer came late"


def test_an_ellipsis_of_the_text_itself_is_found_as_it_stands():
    text = fold("We ... we never signed. We signed.")
    assert find(text, Passage("We ... we never")) == Found((0, 15), "We ... we never")


@pytest.mark.parametrize(
    ("words", "missing"), [("no such words", "no such words"), ("We keep … by noon", "by noon"), ("", "")]
)
def test_words_that_do_not_stand_there_are_not_found(words, missing):
    assert find(TEXT, Passage(words)) == NotFound(missing)


def test_words_that_stand_twice_are_told_with_their_places():
    places = (TEXT.text.index("came"), TEXT.text.rindex("came"))
    assert find(TEXT, Passage("came")) == FoundTwice("came", places)
    assert find(TEXT, Passage("came … said")) == FoundTwice("came", places)
    assert find(fold("aaa"), Passage("aa")) == FoundTwice("aa", (0, 1))


@pytest.mark.parametrize("span", [(0, 5), (40, 60), (0, 10_000)])
def test_a_span_elsewhere_is_told_with_the_right_one(span):
    right = TEXT.text.index("keep our word")
    found = find(TEXT, Passage("keep our word", span))
    assert found == SpanMismatch((right, right + 13), span)


WORDS = ["truce", "won't", '"never"', "1,000", "M\u00e9naka", "signed", "the", "north", "said"]
NOISE = {
    " ": [" ", "  ", "\n", "\r\n", "\t", "\u00a0", " \u200b", "\u2028"],
    "'": ["'", "\u2019", "\u00b4", "`"],
    '"': ['"', "\u201c", "\u201d", "\u00ab"],
    "e": ["e", "e\u00ad"],
    "\u00e9": ["\u00e9", "e\u0301"],
}


@given(st.lists(st.sampled_from(WORDS), min_size=8, max_size=30), st.data())
def test_passages_survive_another_copy_of_the_text(words, data):
    """Spans and quotes are the same in every copy that differs in white space, quotes and line ends."""
    text = " ".join(words)
    start = data.draw(st.integers(0, len(words) - 3))
    passage = " ".join(words[start : start + 3])
    here = find(fold(text), Passage(passage))
    copy = "".join(data.draw(st.sampled_from(NOISE.get(c, [c]))) for c in text)
    sought = "".join(data.draw(st.sampled_from(NOISE.get(c, [c]))) for c in passage)
    assert fold(copy).text == fold(text).text
    assert find(fold(copy), Passage(sought)) == here
    if isinstance(here, Found):
        assert find(fold(copy), Passage(sought, here.span)) == here
