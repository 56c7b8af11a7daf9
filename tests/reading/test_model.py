"""A language model behind an endpoint: only what stands in the text becomes a draft, whatever it answers."""

from __future__ import annotations

import time
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from serving import Answer, raw, says, server

from palabre.reading import Failed, Job, Read, Settings, read_one
from palabre.reading.asking import EndpointError, checked
from palabre.reading.model import Endpoint

TEXT = "The front has 1,000 fighters, Amina said. The council never kept its word."
NAMES = {"the front": "front", "Amina": "amina", "the council": "council"}


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
