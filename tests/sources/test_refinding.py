"""Refinding: a passage of an older text is found again where it says the same, and only there."""

from __future__ import annotations

import random

import pytest

from palabre.sources import Found, Passage, find, fold, passage_for, refind, same_said

TEXT = (
    "The council met on Friday. The front has around 1,000 soldiers near the bridge, said Amina. "
    "Nobody has ever respected the agreements that were signed so far. The council met again on Sunday. "
    "Moussa said that the talks in Algiers will end soon."
)


def again(old: str, new_text: str):
    return refind(fold(new_text), Passage(old), old)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("around 1,000 soldiers near the bridge", TEXT, True),
        ("around 1,000 soldiers near the bridge", TEXT.replace("1,000", "3,000"), False),
        ("around 1,000 soldiers near the bridge", TEXT.replace("1,000", "1000"), False),
        ("around 1,000 soldiers near the bridge", TEXT.replace("around", "some"), False),
        (
            "around 1,000 soldiers near the bridge",
            TEXT.replace("near the bridge", "near the old bridge"),
            True,
        ),
        ("has ever respected the agreements", TEXT.replace("agreements", "agreement"), True),
        ("Nobody has ever respected the agreements", TEXT.replace("Nobody has", "Everybody has"), False),
        ("talks in Algiers will end soon", TEXT.replace("will end", "will not end"), False),
        ("talks in Algiers will end soon", TEXT.replace("will end", "won't end"), False),
        ("talks in Algiers will end soon", TEXT.replace("Algiers", "Tunis"), False),
        ("talks in Algiers will end soon", TEXT.replace("Algiers", "Algier"), False),
        ("talks in Algiers will end soon", TEXT.replace("will end soon", "may end soon"), False),
        ("talks in Algiers will end soon", TEXT.replace("The council", "This council").upper(), True),
        ("talks in Algiers will end soon", "Something else altogether is written here now.", False),
        ("talks in Algiers will end soon", TEXT.replace("Moussa said", "Amina said"), True),
    ],
)
def test_found_again_only_where_it_says_the_same(old, new, found):
    got = again(old, new)
    assert (got is not None) == found
    if got is not None:
        assert isinstance(find(fold(new), got.passage), Found)


def test_words_that_join_a_changed_middle_are_not_the_same_passage():
    """'first … last' still stands in the text, but the figure between has changed."""
    old, new = fold(TEXT), fold(TEXT.replace("1,000", "2,000"))
    passage = Passage("The front … near the bridge")
    before = find(old, passage)
    assert isinstance(before, Found)
    assert refind(new, passage, before.quote) is None


def test_looks_past_a_likely_place_that_says_something_else():
    new = "It has 3,000 fighters in the town now. Later it said: it had 1,000 fighters in the town now."
    got = again("It has 1,000 fighters in the town now", new)
    assert got is not None
    assert got.quote == "it had 1,000 fighters in the town now"


def test_every_place_gets_words_that_occur_once():
    text = fold(TEXT + " " + TEXT.replace("Amina", "Moussa") + " The council met on Friday.")
    draw = random.Random(1)
    for _ in range(300):
        start = draw.randrange(len(text.text) - 30)
        end = min(start + draw.randrange(3, 200), len(text.text))
        start += len(text.text[start:end]) - len(text.text[start:end].lstrip())
        passage = passage_for(text, start, end)
        if passage is None:
            continue
        found = find(text, passage)
        assert isinstance(found, Found)
        assert found.span[0] <= start < end <= found.span[1]


def test_a_text_that_only_repeats_itself_has_no_such_words():
    assert passage_for(fold("ab " * 400), 3, 5) is None


def test_same_said_is_symmetric_and_holds_of_itself():
    pairs = [("a b c d e", "a b d e"), ("He left Gao", "He left Kidal"), ("It is so", "It is not so")]
    for a, b in pairs:
        assert same_said(a, b) == same_said(b, a)
        assert same_said(a, a)


def test_a_passage_is_not_found_again_in_the_middle_of_a_word():
    old = "They heard the council speak of the mill at last"
    words = Passage("They heard the council … the mill")
    found = refind(
        fold(f"{old.replace('mill', 'millers')}."), words, "They heard the council speak of the mill"
    )
    assert found is None or found.quote.endswith("millers")
    assert refind(fold("He read the millet price."), Passage("the mill"), "the mill") is None


def test_a_passage_that_must_be_wider_in_a_doubled_text_is_a_change():
    text = "The front came. The council left the mill. It rained."
    found = refind(
        fold(f"{text} {text}"), Passage("The council left the mill."), "The council left the mill."
    )
    assert found is not None
    assert found.changed
    assert find(fold(f"{text} {text}"), found.passage).quote == found.quote
