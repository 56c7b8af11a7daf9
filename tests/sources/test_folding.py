"""Folding: what changes from copy to copy goes, the rest stays."""

from __future__ import annotations

import unicodedata
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.sources import fold

TRICKY = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from(" \n\r\t\u00a0\u2028'\"\u00b4\u2019\u201c\u00ad\u200b\ufeff"),
        st.sampled_from("e\u0301o\u0308\u0344\u0958\u1100\u1161\u11a8"),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("a\r\n b\t\u00a0c ", "a b c"),
        ("it\u00b4s it\u2019s it`s it\u02bcs", "it's it's it's it's"),
        ("\u201csaid\u201d \u00absaid\u00bb", '"said" "said"'),
        ("sol\u00addiers zero\u200bwidth\ufeff", "soldiers zerowidth"),
        ("Me\u0301naka", "M\u00e9naka"),
        # Normalisation alone would turn the acute accent of Greek into U+00B4, which must be an apostrophe.
        ("it\u1ffds", "it's"),
        ("", ""),
        ("\n\n", ""),
    ],
)
def test_what_changes_from_copy_to_copy_goes(text, folded):
    assert fold(text).text == folded


def test_the_acute_accent_is_mapped_before_normalisation():
    # After normalisation of compatibility characters U+00B4 would be a space and a combining accent.
    assert unicodedata.normalize("NFKC", "we\u00b4re") != "we\u00b4re"
    assert fold("we\u00b4re").text == "we're"


@given(TRICKY)
def test_folding_twice_is_folding_once(text):
    once = fold(text).text
    assert fold(once).text == once


@given(TRICKY)
def test_offsets_lead_back_to_the_text(text):
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert list(folded.offsets) == sorted(folded.offsets)


@given(st.text("ab \r\n'\u2019\u201c\u00ad\u200b\u00a0", max_size=60))
def test_every_character_comes_from_its_place(text):
    folded = fold(text)
    for character, at in zip(folded.text, folded.offsets, strict=False):
        assert (text[at] if character != " " else " ") in {character, "\u2019", "\u201c"}
        assert character == " " or fold(text[at]).text == character


@given(TRICKY, st.data())
def test_the_original_of_a_span_folds_to_the_span(text, data):
    folded = fold(text)
    words = [k for k in range(len(folded.text)) if folded.text[k] != " "]
    if words:
        start = data.draw(st.sampled_from(words))
        end = data.draw(st.sampled_from([w for w in words if w >= start])) + 1
        assert folded.text[start:end] in fold(folded.raw(start, end)).text


@given(TRICKY)
def test_the_fingerprint_is_of_the_words(text):
    noisy = text.replace("'", "\u2019").replace("\n", "\r\n")
    assert fold(noisy).sha256 == fold(text).sha256


def test_a_long_text_is_folded_quickly():
    text = "The talks go on. It\u00b4s \u201ca start\u201d.\r\n" * 300_000
    began = process_time()
    folded = fold(text)
    assert len(text.encode()) > 10_000_000
    assert folded.text.startswith('The talks go on. It\'s "a start". The')
    assert process_time() - began < 4
