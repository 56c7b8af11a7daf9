"""Grades: how plainly a word in its frame says that somebody says, thinks or wants something.

Set by hand from what the words mean; no figure here was learned from a corpus.
"""

from __future__ import annotations

from typing import Literal

from palabre.reading.cues import FIRM, PREPOSITIONS, SOFT, SPEAK, VERB_CLASSES, words

Grade = Literal["sure", "likely", "open", "weak", "no"]
_OPEN_NOUNS = frozenset({"noun-clause", "noun-about"})
_CLAIMS = words(
    """
    claim allegation accusation assertion rumor rumour charge denial suggestion contention
    """
)
_KNOWN = words("know announce confirm charge disclose assure")
_NOUN_ATTITUDES = words(
    """
    criticism endorsement praise question concern complaint fear warning opposition doubt support
    """
)


def grade(  # noqa: PLR0911, PLR0912 - one line a frame
    word: str, frame: str, notes: tuple[str, ...] = ()
) -> Grade:
    """Return how plain a cue is in its frame.

    Examples
    --------
    >>> grade("say", "clause"), grade("help", "clause"), grade("call", "prep", ("prep=for",))
    ('sure', 'no', 'likely')
    """
    classes = VERB_CLASSES.get(word, frozenset())
    if frame == "according":
        return "sure"
    if frame == "colon":
        return "likely"
    if frame.startswith("adjective"):
        return "open" if frame == "adjective-inf" else "likely"
    if frame == "quote" and not classes:
        return "open"
    if frame in ("clause", "quote", "inserted", "passive-clause"):
        # "She saw them go" is what happened; "she saw that they went" is what she thinks.
        return "weak" if word == "see" and "mark=" in notes else _clause(word, classes)
    if frame in ("object", "object-inf", "light", "relative-named"):
        return _object(word, classes, frame)
    if frame == "prep":
        prep = next((note[5:] for note in notes if note.startswith("prep=")), "")
        return "likely" if word in PREPOSITIONS.get(prep, ()) else "no"
    if frame == "infinitive":
        if "intend" in classes or word in ("seem", "appear", "call"):
            return "likely"
        return "open" if "seem" in classes else "weak"
    if frame.startswith("passive"):
        return (
            "likely" if frame == "passive-inf" and "seem" in classes else "open" if word in FIRM else "weak"
        )
    if frame in ("as", "relative"):
        return "open" if word in SPEAK or word in FIRM else "weak"
    if frame == "noun-clause" and word in _CLAIMS:
        return "likely"
    if frame.startswith("noun"):
        return _noun(word, frame)
    return "likely" if frame == "hearsay" else "weak"


def _noun(word: str, frame: str) -> Grade:
    if frame == "noun-about" or (word in _NOUN_ATTITUDES and frame not in ("noun-in", "noun-inf")):
        return "likely"
    return "open" if frame in _OPEN_NOUNS or word in _NOUN_ATTITUDES else "weak"


def _clause(word: str, classes: frozenset[str]) -> Grade:
    if word in SPEAK:
        return "sure"
    if {"say", "refer"} & classes or "show" in classes:
        return "likely"
    return "open" if classes else "no"


def _object(word: str, classes: frozenset[str], frame: str) -> Grade:
    if frame == "light":
        return "likely"
    if frame == "object-inf":
        return (
            "likely"
            if "demand" in classes and word not in ("allow", "require", "permit", "force")
            else "weak"
        )
    return "likely" if word in FIRM else "open" if word in SOFT else "no"
