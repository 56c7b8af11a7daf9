"""Texts that mean harm, or merely are what they are: an answer or a message, never a hang."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.reading.parsing import MOST_CHARACTERS, ReadingNotInstalled, TooLong, model, parse
from palabre.reading.quotes import quotations
from palabre.reading.speakers import attributions
from palabre.reading.turns import cut, turns

MARKS = "\u200f\u202eAli Musa\u202c said\x00 \x07the bridge\u2066 was open\u2069.\x1b"


def test_a_line_of_twenty_megabytes_gets_a_message() -> None:
    start = time.perf_counter()
    with pytest.raises(TooLong, match="20,000,000 characters"):
        attributions("word " * 4_000_000, {})
    assert time.perf_counter() - start < 20


@pytest.mark.parametrize(
    "text",
    ["a" * 60_000, '"' * 20_000, "?A" * 9_000, "Q: " * 4_000, "said " * 3_000, "(" * 20_000, ": " * 4_000],
    ids=["one word", "quotation marks", "glued questions", "labels", "said", "brackets", "colons"],
)
def test_a_text_of_one_thing_ends(text: str) -> None:
    start = time.perf_counter()
    for one in attributions(text, {}):
        assert all(0 <= s.start < s.end <= len(text) for s in one.content)
    assert time.perf_counter() - start < 30


def test_control_characters_and_marks_of_direction_do_not_move_places() -> None:
    found = [a for a in attributions(MARKS, {"Ali Musa": "musa"}) if a.how != "outlet"]
    assert [a.speaker for a in found] == ["musa"]
    assert "the bridge" in MARKS[found[0].content[0].start : found[0].content[0].end]


@settings(max_examples=25, deadline=None)
@given(
    st.text(alphabet=st.sampled_from(list("aB .,?!:\"'\n\u2014\u0301\u202e")) | st.characters(), max_size=120)
)
def test_any_text_is_read(text: str) -> None:
    for one in attributions(text, {"B": "b"}):
        assert all(0 <= s.start < s.end <= len(text) for s in one.content)
        assert 0 <= one.sureness <= 1
    for span in (*quotations(text), *cut(text)):
        assert 0 <= span.start < span.end <= len(text)
    for turn in turns(text, told=True):
        assert turn.question is None or turn.question.end <= turn.answer.start


def test_a_long_text_is_parsed_in_pieces_that_join_up() -> None:
    text = "Ali Musa said that the bridge was open. " * 1_500
    doc = parse(text)
    assert doc.text == text
    assert len(list(doc.sents)) >= 1_500
    assert len(text) < MOST_CHARACTERS


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(ReadingNotInstalled, match="'xx'"):
        model("xx")


def test_without_spacy_the_command_is_named() -> None:
    code = (
        "import sys; sys.modules['spacy'] = None\n"
        "from palabre.reading.parsing import parse\n"
        "try: parse('A word.')\n"
        "except RuntimeError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert 'pip install "palabre[reading]"' in done.stdout


def test_importing_the_room_does_not_import_spacy() -> None:
    code = "import sys, palabre.reading.speakers; print('spacy' in sys.modules, 'numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
