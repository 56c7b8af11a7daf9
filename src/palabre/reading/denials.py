"""Denials: whether what is said denies or disputes what somebody else claims."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from palabre.reading.candidate import Candidate
from palabre.reading.cues import DENY, NOUN_CUES, lemma, words

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ADVERB = r"(?:\w+ly |utterly |simply |just |not even |all |a |an |pure |complete |outright |flat |another )*"
_FALSE = (
    r"(?:false|untrue|baseless|unfounded|groundless|fabricated|fabrications?|invented|inventions?|lies?|myths?"
    r"|slander|propaganda|rumou?rs?|nonsense|incorrect|disinformation)"
)
_PATTERNS = re.compile(
    rf"\b(?:(?:is|are|was|were|'s|'re) {_ADVERB}{_FALSE}\b"
    rf"|(?:is|are|was|were)(?: not|n't) (?:at all )?(?:true|correct|the case)\b"
    r"|(?:'s|'re) not (?:at all )?(?:true|correct|the case)\b"
    r"|(?:there is|there's|has|have) no (?:truth|basis|foundation)\b"
    r"|no truth (?:to|in)\b"
    rf"|(?:these|those|such|the|this|that) {_ADVERB}{_FALSE} "
    r"(?:claims?|allegations?|accusations?|reports?|stor(?:y|ies))"
    r"|(?:contrary to|despite) (?:claims?|allegations?|accusations?|reports?|what)\b"
    r"|never (?:happened|took place|occurred)\b"
    r"|not (?:a single|one) word of (?:it|this|that) is true)",
    re.I,
)
_CLAIMS = NOUN_CUES | words(
    """
    claim report reports allegation accusation charge story account rumor rumour version figure suggestion
    """
)


def says_false(words: str) -> bool:
    """Whether a sentence calls something said false.

    Examples
    --------
    >>> says_false("It is completely false that they came from the coast.")
    True
    >>> says_false("They signed a false treaty.")
    False
    """
    return _PATTERNS.search(words) is not None


def denies(doc: Doc, candidate: Candidate, content: str) -> bool:
    """Whether a cue denies its content, or the content calls something false."""
    head = doc[candidate.head]
    word = lemma(head.lemma_)
    if word in ("denial", "refutation", "rebuttal"):
        return True
    if word in DENY and not _denied(doc, candidate):
        if word in ("deny", "refute", "rebut", "contradict", "debunk", "disprove"):
            return not any(c.dep_ in ("dative", "oprd") for c in head.children) or candidate.frame == "clause"
        if candidate.frame == "clause":  # "disputed that", not "rejected the offer"
            return True
        return any(lemma(doc[i].lemma_) in _CLAIMS and doc[i].pos_ == "NOUN" for i in candidate.content)
    return says_false(content)


def _denied(doc: Doc, candidate: Candidate) -> bool:
    """`did not deny`, `nobody denied` and `refused to deny` are no denials."""
    nobody = bool(candidate.source) and doc[min(candidate.source)].lower_ in (
        "nobody",
        "none",
        "no",
        "neither",
    )
    above = doc[candidate.head].head.lemma_.lower()
    return nobody or above in ("refuse", "decline") or any(doc[i].dep_ == "neg" for i in candidate.cue)
