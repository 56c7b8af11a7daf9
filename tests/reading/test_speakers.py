"""Who says what, on passages written for this: every one must be read as a person would."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from palabre.reading import Attribution
from palabre.reading.speakers import attributions

PASSAGES = tomllib.loads((Path(__file__).parent / "passages.toml").read_text(encoding="utf-8"))
# What the reader does not manage, as docs/reading.md says. One that starts to pass must leave this list.
LIMITS = frozenset({"somebody's claim"})


def found(text: str, said: dict[str, Any], read: tuple[Attribution, ...]) -> list[Attribution]:
    """The attributions whose content encloses the words, as the passage wants them."""
    start = text.index(said["words"])
    end = start + len(said["words"])
    around = [a for a in read if any(s.start <= start and end <= s.end for s in a.content)]
    return [a for a in around if fits(text, a, said)]


def fits(text: str, a: Attribution, said: dict[str, Any]) -> bool:
    wanted = [
        a.speaker == said.get("who"),
        said.get("how") in (None, a.how),
        said.get("denial") in (None, a.denial),
        (a.how == "outlet") == said.get("outlet", False),
        not said.get("open") or a.named == "",
        "named" not in said or a.named == said["named"],
    ]
    if "question" in said:
        wanted.append(a.question is not None and text[a.question.start : a.question.end] == said["question"])
    return all(wanted)


@pytest.mark.parametrize(
    "passage",
    [
        pytest.param(p, marks=[pytest.mark.xfail(strict=True)] if p["name"] in LIMITS else [], id=p["name"])
        for p in PASSAGES["passage"]
    ],
)
def test_a_passage_is_read(passage: dict[str, Any]) -> None:
    text = passage["text"]
    read = attributions(text, PASSAGES["actors"])
    for said in passage["says"]:
        shown = [
            (text[s.start : s.end], a.how, a.speaker, a.named, a.denial) for a in read for s in a.content
        ]
        assert found(text, said, read), f"{said} is not among {shown}"


def test_there_are_enough_passages() -> None:
    assert len(PASSAGES["passage"]) >= 50
    assert len(LIMITS) <= len(PASSAGES["passage"]) // 10


@pytest.mark.parametrize(
    ("sentence", "outlet"),
    [
        ("The Hill Front has 300 fighters, Leila Haddad said on Monday in the valley near the bridge.", 0),
        (
            "On Monday, at the old bridge in the valley near the camp, Leila Haddad said that nine men died.",
            0,
        ),
        ("Troops entered Kidal on Monday and burned two villages, which Leila Haddad said was a lie.", 1),
        ("The army, which Leila Haddad says has 300 men, entered Kidal on Monday and took the bridge.", 1),
    ],
)
def test_the_outlet_says_what_is_left_of_a_sentence(sentence: str, outlet: int) -> None:
    read = attributions(sentence, {"Leila Haddad": "haddad"}, kind="article")
    assert [a.speaker for a in read if a.how != "outlet"] == ["haddad"]
    assert len([a for a in read if a.how == "outlet"]) == outlet
