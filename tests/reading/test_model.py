"""A language model behind an endpoint: only what stands in the text becomes a draft, whatever it answers."""

from __future__ import annotations

import time
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from serving import Answer, raw, says, server

from palabre.reading import Failed, Job, Read, Settings, read_one
from palabre.reading.asking import EndpointError, checked
from palabre.reading.drafts import settled
from palabre.reading.model import Endpoint

TEXT = "The front has 1,000 fighters, Amina said. The council never kept its word."
NAMES = {"the front": "front", "Amina": "amina", "Amina Tal": "amina", "the council": "council"}


def ask(answer: Answer, text: str = TEXT, **more: Any) -> Read | Failed:
    with server(answer) as (url, _):
        return read_one(Job("d", "d.txt", text.encode()), Settings(NAMES, Endpoint(url, **more)))


TRUE = {"quote": "The front has 1,000 fighters", "says": "The front has 1,000 fighters.", "speaker": "Amina",
        "about": ["The front"], "kind": "force"}  # fmt: skip


def test_a_true_suggestion_becomes_a_draft_with_its_passage():
    found = ask(says({"claims": [TRUE]}))
    assert isinstance(found, Read)
    [draft] = found.drafts
    assert draft.quote == TEXT[draft.passage.start : draft.passage.end] == TRUE["quote"]
    assert (draft.speaker, draft.named, draft.about, draft.kind) == ("amina", "Amina", ("front",), "force")
    assert str(draft.amount) == "1,000 fighters"
    assert (found.dropped, draft.how) == (0, "model")


@pytest.mark.parametrize(
    "lie",
    [
        {"quote": "The front has 3,000 fighters"},
        {"quote": "The council kept its word"},
        {"quote": ""},
        {"quote": 7},
        {"says": "no quote at all"},
        "not an object",
        None,
    ],
)
def test_a_suggestion_that_is_not_in_the_text_is_dropped_and_counted(lie):
    found = ask(says({"claims": [lie, TRUE]}))
    assert isinstance(found, Read)
    assert (len(found.drafts), found.dropped) == (1, 1)


def test_what_a_model_adds_to_true_words_is_not_believed():
    lie = TRUE | {
        "says": "The front has 9,000 fighters.",
        "speaker": "Bernard",
        "about": ["Chad"],
        "kind": "gossip",
    }
    found = ask(says({"claims": [lie]}))
    assert isinstance(found, Read)
    [draft] = found.drafts
    assert draft.says == draft.quote
    assert (draft.speaker, draft.named, draft.about, draft.kind) == (None, "", (), None)


@pytest.mark.parametrize(
    ("text", "quote", "said", "kept"),
    [
        ("We cope with a drought.", "a drought", "Mali poisoned the wells.", "a drought"),
        ("The riders beat the guards.", "The riders beat", "The guards beat the riders.", "The riders beat"),
        ("The riders never beat us.", "riders never beat us", "Riders beat us.", "riders never beat us"),
        ("The army left. The front stayed.", "The army left.", "The front stayed.", "The army left."),
        ("The army left in May.", "left in May", "Army left in May.", "Army left in May."),
    ],
)
def test_what_it_says_is_kept_only_in_the_words_of_the_sentence(text, quote, said, kept):
    found = ask(says({"claims": [{"quote": quote, "says": said}]}), text)
    assert isinstance(found, Read)
    assert [d.says for d in found.drafts] == [kept]


def test_a_passage_that_leaves_a_denial_out_is_made_whole():
    text = "The front denied that it had burned the mill. It is false that we sold it. We left, Amina said."
    claims = [
        {"quote": "it had burned the mill", "says": "It had burned the mill.", "kind": "abuse"},
        {"quote": "we sold it", "says": "We sold it.", "kind": "event"},
        {"quote": "We left", "says": "We left.", "kind": "denial"},
    ]
    found = ask(says({"claims": claims}), text)
    assert isinstance(found, Read)
    assert [(d.says, d.kind, d.denial) for d in found.drafts] == [
        ("The front denied that it had burned the mill.", "denial", True),
        ("It is false that we sold it.", "denial", True),
        ("We left.", None, False),
    ]


FAR = "Karim met us in May. It rained. The road is closed. The mill stands. Nobody came."
TALK = "The Courier spoke with Amina Tal.\n\nYou hold the road?\n\nWe hold it.\n\nSince when do you?\n\n"
TALK += "Since May.\n\nWho feeds you?\n\nThe farmers do."


@pytest.mark.parametrize(
    ("text", "quote", "speaker", "named"),
    [
        (FAR, "The mill stands", "Barack Obama", ""),  # in no place of the text
        (FAR, "The mill stands", "Karim", ""),  # far from the passage
        (FAR, "It rained", "Karim", "Karim"),
        (FAR, "It rained", "it", ""),
        (FAR, "It rained", "Kar", ""),
        (FAR, "It rained", "", ""),
        (TALK, "The farmers do", "Amina Tal", "Amina Tal"),  # by turn
        (TALK, "The farmers do", "The Courier", ""),
        (TALK, "The farmers do", "", "Amina Tal"),
        # Whom the rules do not know to speak cannot confess.
        ("The front burned the mill, Karim said.", "The front burned the mill", "The front", ""),
        ("The front burned the mill, Karim said.", "The front burned the mill", "Karim", "Karim"),
    ],
)
def test_a_speaker_is_borne_out_or_left_open_and_never_the_outlet(text, quote, speaker, named):
    found = ask(says({"claims": [{"quote": quote, "speaker": speaker}]}), text)
    assert isinstance(found, Read)
    [draft] = found.drafts
    assert (draft.named, settled(draft, "herald").speaker) == (
        named,
        "amina" if named == "Amina Tal" else None,
    )


@pytest.mark.parametrize(
    "content", ['```json\n{"claims": []}\n```', "Sure! [] is all.", '{"claims": 3}', "[[], 5]"]
)
def test_json_is_found_among_other_words(content):
    found = ask(says(content))
    assert isinstance(found, Read)
    assert found.drafts == ()


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (says("I cannot help with that."), "without the JSON"),
        (says("[" * 100_000), "without the JSON"),
        (raw(b"<html>hello</html>"), "no JSON"),
        (raw(b"[" * 200_000), "no JSON"),
        (raw(b'{"choices": []}'), "not of the chat protocol"),
        (raw(b"5"), "not of the chat protocol"),
        (raw(b"{}", 500), "error 500"),
        (raw(b"{}", 401), "error 401"),
        (raw(b"{}", 404), "error 404"),
        (raw(b"", 302, Location="http://127.0.0.1:9/elsewhere"), "error 302"),
        (raw(b'{"choices": "' + b"x" * 6_000_000 + b'"}'), "more than is read"),
    ],
)
def test_broken_answers_end_in_a_message(answer, what):
    found = ask(answer)
    assert isinstance(found, Failed)
    assert what in found.what
    assert found.remedy


def test_a_server_that_hangs_up_or_is_not_there():
    found = ask(lambda handler, _: handler.connection.close())
    assert isinstance(found, Failed)
    assert "does not answer" in found.what
    gone = read_one(Job("d", "d.txt", TEXT.encode()), Settings(NAMES, Endpoint("http://127.0.0.1:9/v1")))
    assert isinstance(gone, Failed)


def test_a_slow_server_is_given_up():
    def silent(*_: object) -> None:
        time.sleep(3)

    def dripping(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)

    for answer in (silent, dripping):
        began = time.monotonic()
        found = ask(answer, seconds=0.5)
        assert isinstance(found, Failed)
        assert "has not answered within" in found.what
        assert time.monotonic() - began < 10


def test_the_key_goes_to_the_endpoint_and_is_never_shown():
    with server(says({"claims": []})) as (url, asked):
        read_one(Job("d", "d.txt", TEXT.encode()), Settings(NAMES, Endpoint(url, "tiny", "secret")))
        read_one(Job("d", "d.txt", TEXT.encode()), Settings(NAMES, Endpoint(url)))
    assert [a["key"] for a in asked] == ["Bearer secret", None]
    assert (asked[0]["path"], asked[0]["model"]) == ("/v1/chat/completions", "tiny")
    assert "secret" not in repr(Endpoint(url, key="secret"))


def test_long_texts_are_asked_about_piece_by_piece():
    text = " ".join(f"The front has {k} fighters in the town number {k}." for k in range(100, 600))
    quote = {"quote": "The front has 599 fighters", "says": "x"}
    with server(says({"claims": [quote]})) as (url, asked):
        found = read_one(Job("d", "d.txt", text.encode()), Settings(NAMES, Endpoint(url)))
    assert isinstance(found, Read)
    assert len(asked) > 3
    assert "".join(a["messages"][1]["content"] for a in asked).replace(" ", "") == text.replace(" ", "")
    assert (len(found.drafts), found.dropped) == (1, len(asked) - 1)


@pytest.mark.parametrize(
    "url", ["", "localhost", "ftp://a/b", "http://", "http://a:b:c", "http://u:p@a/v1", "http://a/?q"]
)
def test_what_is_no_address_is_refused(url):
    with pytest.raises(EndpointError):
        checked(url)
