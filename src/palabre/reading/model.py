"""Model: drafts suggested by a language model behind an OpenAI-compatible endpoint, held against the text.

This is the only reader that opens a connection, and only to the address the user named. What a model says is
believed in one thing alone: where to look. A suggestion whose words are not in the text is dropped; what it
says about them counts where the text bears it out, as `bearing` has it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from palabre.reading.asking import EndpointError, ask
from palabre.reading.bearing import around, borne_out, fair, speaker_of
from palabre.reading.draft import Attribution, Draft, Span, draft_id
from palabre.reading.hedges import denial, hedge
from palabre.reading.plain import amount_in, names_in
from palabre.reading.sentences import sentences, with_paragraphs
from palabre.sources import CannotOpen, Folded, fold

KINDS = ("force", "control", "abuse", "alliance", "position", "agreement", "event", "denial")
PIECE = 6_000
MOST_SUGGESTIONS = 200
_PROMPT = """You find claims in a passage of a news report, interview or report about a conflict.
Answer with JSON alone: {"claims": [...]}. Each claim is an object with the keys
"quote": the exact words of the passage, copied letter by letter, at most two sentences;
"says": the claim in one plain sentence;
"speaker": who says it, in the words of the passage, or "" where the text itself says it;
"about": the actors it is about, in the words of the passage, as a list;
"kind": one of force, control, abuse, alliance, position, agreement, event, denial.
Leave out what is no claim. Never add anything that the passage does not say."""


@dataclass(frozen=True)
class Endpoint:
    """Where a language model answers.

    Parameters
    ----------
    url : str
        For instance ``http://localhost:11434/v1``; ``/chat/completions`` is added to it.
    model : str
    key : str
        Sent as a bearer token; empty sends none.
    seconds : float
        How long one answer may take.
    """

    url: str
    model: str = "default"
    key: str = ""
    seconds: float = 60.0

    def __repr__(self) -> str:  # a key is never shown
        return f"Endpoint(url={self.url!r}, model={self.model!r})"

    @property
    def address(self) -> str:
        """The whole address that is asked."""
        return f"{self.url.rstrip('/')}/chat/completions"


@dataclass(frozen=True)
class _Text:
    """A document's text, and what bears a suggestion out in it, found when it is first asked for."""

    folded: Folded
    document: str
    names: Mapping[str, str]
    said: Callable[[], Sequence[Attribution]] = field(repr=False)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences."""
        return sentences(with_paragraphs(self.folded))

    @cached_property
    def attributions(self) -> Sequence[Attribution]:
        """Who says what, as the rules find it."""
        return self.said()

    def voices(self, passage: Span) -> list[Attribution]:
        """Return what the rules find said in a passage, the outlet's own left out."""
        return [
            one
            for one in self.attributions
            if one.how != "outlet"
            and any(part.start < passage.end and passage.start < part.end for part in one.content)
        ]


def suggested(
    folded: Folded,
    document: str,
    names: Mapping[str, str],
    endpoint: Endpoint,
    said: Callable[[], Sequence[Attribution]] = tuple,
) -> tuple[tuple[Draft, ...], int]:
    """Return the suggestions whose words stand in the text as drafts, and how many were dropped.

    Parameters
    ----------
    said : callable -> attributions
        What the rules find, to hold the model's speakers against; it is called once, or not at all.

    Raises
    ------
    CannotOpen
        When the endpoint does not answer, or answers with something else.
    """
    text = with_paragraphs(folded)
    known = _Text(folded, document, names, said)
    drafts: dict[str, Draft] = {}
    dropped = 0
    for piece in _pieces(text):
        try:
            answer = ask(
                endpoint.address,
                _body(text[piece.start : piece.end], endpoint),
                endpoint.key,
                endpoint.seconds,
            )
            claims = _claims(answer)
        except EndpointError as fault:
            raise CannotOpen(fault.what, fault.remedy) from None
        for claim in claims[:MOST_SUGGESTIONS]:
            draft = _draft(known, claim, piece)
            if draft is None:
                dropped += 1
            else:
                drafts.setdefault(draft.id, draft)
        dropped += max(0, len(claims) - MOST_SUGGESTIONS)
    return tuple(sorted(drafts.values(), key=lambda d: (d.passage.start, d.passage.end))), dropped


def _pieces(text: str) -> Iterator[Span]:
    """Cut a text at sentence ends into pieces a model can take in."""
    start = end = None
    for one in sentences(text):
        if start is not None and end is not None and one.end - start > PIECE:
            yield Span(start, end)
            start = None
        start, end = one.start if start is None else start, one.end
    if start is not None and end is not None:
        yield Span(start, end)


def _body(words: str, endpoint: Endpoint) -> dict[str, Any]:
    messages = [{"role": "system", "content": _PROMPT}, {"role": "user", "content": words}]
    return {"model": endpoint.model, "messages": messages, "temperature": 0, "stream": False}


def _claims(answer: Any) -> list[Any]:
    """Return the claims of an answer of the protocol; what surrounds the JSON in it is passed over."""
    try:
        content = answer["choices"][0]["message"]["content"]
    except (KeyError, IndexError, TypeError):
        content = None
    if not isinstance(content, str):
        what = "the endpoint's answer is not of the chat protocol: no choices with a message"
        raise EndpointError(what, "see that the address is that of an OpenAI-compatible server")
    for opening in re.finditer(r"[{\[]", content[:2_000]):
        try:
            found, _ = json.JSONDecoder().raw_decode(content, opening.start())
        except (ValueError, RecursionError):
            continue
        claims = found.get("claims", []) if isinstance(found, dict) else found
        return claims if isinstance(claims, list) else []
    raise EndpointError("the model answered without the JSON it was asked for", "try another model")


def _draft(text: _Text, claim: Any, piece: Span) -> Draft | None:
    """Return a suggestion as a draft, or None where its words are not in the piece of the text."""
    if not isinstance(claim, dict):
        return None
    quote, says, kind, about = (claim.get(key) for key in ("quote", "says", "kind", "about"))
    words = fold(quote).text if isinstance(quote, str) else ""
    whole = text.folded.text
    start = whole.find(words, piece.start, piece.end) if len(words) >= 3 else -1
    if start < 0:
        return None
    passage = fair(whole, Span(start, start + len(words)), text.sentences)
    words = whole[passage.start : passage.end]
    near = around(passage, text.sentences, more=1)
    named, speaker = speaker_of(claim.get("speaker"), whole, near, text.names, text.voices(passage))
    plain = " ".join(says.split()) if isinstance(says, str) and says.isprintable() and len(says) < 500 else ""
    if not borne_out(plain, whole, passage, text.sentences):
        plain = words
    named_there = {one for _, one in names_in(words, text.names)}
    meant = [names_in(fold(one).text, text.names) for one in _words_of(about)]
    said = [found[0][1] for found in meant if len(found) == 1 and found[0][1] in named_there]
    amount = amount_in(words)
    denied = denial(words)
    return Draft(
        id=draft_id(text.document, passage, words),
        document=text.document,
        passage=passage,
        quote=words,
        says=plain,
        speaker=speaker,
        named=named,
        reported_by=None,
        about=tuple(dict.fromkeys(said)),
        kind="denial" if denied else kind if kind in KINDS and kind != "denial" else None,
        amount=amount,
        as_of=None,
        place=None,
        hedge=hedge(words) or (amount.hedge if amount else ""),
        how="model",
        denial=denied,
        sureness=0.5,
    )


def _words_of(about: Any) -> list[str]:
    return [one for one in about[:20] if isinstance(one, str)] if isinstance(about, list) else []
