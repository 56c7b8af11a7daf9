"""Candidate: a place where a sentence may say that somebody says something."""

from __future__ import annotations

from dataclasses import dataclass

Tokens = frozenset[int]


@dataclass(frozen=True)
class Candidate:
    """A cue with what it may belong to, as places of tokens; `frame` says how they hang together."""

    head: int
    cue: Tokens
    source: Tokens
    content: Tokens
    frame: str
    role: str
    notes: tuple[str, ...] = ()
