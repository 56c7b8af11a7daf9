"""Quoting: words that mean one place of a text and no other, wherever there are any."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.sources import Found, find, fold, passage_for

SAID = "The hill front has between 400 and 500 members."
FILL = " Some other words stand here, many of them, so that nothing near is of any help at all." * 6


@pytest.mark.parametrize(
    ("text", "most"),
    [
        (f"{SAID} {SAID}", 2),
        (f"It rained. {SAID} Nobody came. {SAID}", 2),
        (f"Monday was a quiet day.{FILL} {SAID} Tuesday was a quiet day.{FILL} {SAID} {FILL}", 2),
    ],
)
def test_a_sentence_that_stands_more_than_once_is_told_by_what_is_around_it(text: str, most: int):
    folded = fold(text)
    places = [m.start() for m in re.finditer(re.escape(SAID), folded.text)]
    assert len(places) == most
    for start in places:
        passage = passage_for(folded, start, start + len(SAID))
        assert passage is not None, start
        found = find(folded, passage)
        assert isinstance(found, Found)
        assert found.span[0] <= start < start + len(SAID) <= found.span[1]
        assert found.quote.count(SAID) == 1 or len(folded.text) < 200


def test_what_nothing_tells_apart_has_no_passage():
    folded = fold(f"{SAID} " * 12)
    assert passage_for(folded, 3 * len(f"{SAID} "), 4 * len(f"{SAID} ") - 1) is None


@given(
    st.lists(st.sampled_from(["they came", "they left.", "On Monday", "nobody", "a b"]), max_size=30),
    st.data(),
)
def test_a_passage_that_is_given_is_found_once_and_covers_the_words(parts, data):
    folded = fold(" ".join(["start", *parts]))
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))
    passage = passage_for(folded, start, end)
    if passage is None:
        return
    found = find(folded, passage)
    assert isinstance(found, Found)
    assert found.span[0] <= start
    assert end <= found.span[1]
