"""Questions: the words by which a question and its answer are told apart, language by language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Asking:
    """What an asker says to somebody, what is said of oneself, and how a question begins."""

    you: re.Pattern[str]
    we: re.Pattern[str]
    begins: re.Pattern[str]


ENGLISH: Final = Asking(
    re.compile(r"\b(?:you|your|yours|yourself)\b", re.I),
    re.compile(r"\b(?:I|we|us|our|ours|my|me|I'm|we're)\b"),
    re.compile(
        r"^\W*\d*(?:(?:so|and|but|then|now),?\s+)?(?:what|why|how|who|where|when|which|do|does|did|is|are|was|were|will|would|can"
        r"|could|should|have|has|had|isn't|aren't|don't|doesn't|didn't)\b",
        re.I,
    ),
)
FRENCH: Final = Asking(
    re.compile(r"\b(?:vous|votre|vos|tu|ton|tes|toi)\b", re.I),
    re.compile(r"\b(?:j'|(?:je|nous|notre|nos|mon|ma|mes|moi)\b)", re.I),
    re.compile(
        r"^\W*\d*(?:(?:et|mais|alors|donc),?\s+)?(?:que|qu'|qui|quoi|quel(?:le)?s?|pourquoi|comment|où|quand|combien"
        r"|est-ce|à quoi|à qui|de quoi|avec qui|\w+-(?:t-)?(?:vous|il|elle|on|ils|elles|tu|ce))(?!\w)",
        re.I,
    ),
)


def asking(language: str) -> Asking:
    """Return the words of a language; English ones where there are none.

    Examples
    --------
    >>> bool(asking("fr").you.search("Que voulez-vous ?")), bool(asking("fr").we.search("J'attends."))
    (True, True)
    """
    return FRENCH if language == "fr" else ENGLISH
