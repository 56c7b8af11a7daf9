"""Venues: when and where something is said, which is no part of it: `in a statement`, `on Tuesday`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from palabre.reading.cues import VENUES, lemma, words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WHEN = words("during after before since via")
_WHERE = _WHEN | words("at in on from to with by")
TIMES = words(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december today yesterday week month year morning night evening
    afternoon reporters
    """
)


def is_venue(prep: Token) -> bool:
    """Whether a preposition says when or where it was said, not what: `in a statement`, `on Tuesday`."""
    ends = [c for c in prep.children if c.dep_ == "pobj"]
    if not ends:
        return prep.lower_ in _WHEN
    noun = ends[0]
    named = lemma(noun.lemma_) in VENUES or noun.lower_ in TIMES or prep.lower_ in _WHEN
    return prep.lower_ in _WHERE and named
