"""Draft: one proposed claim, exactly where in the text it stands."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal, TypeAlias

from palabre.terms import Amount, Day

How: TypeAlias = Literal["turn", "direct", "mixed", "indirect", "outlet", "model"]


@dataclass(frozen=True)
class Span:
    """Characters of the folded text; `end` is one past the last."""

    start: int
    end: int


@dataclass(frozen=True)
class Attribution:
    """Who says what, as found in the text.

    Parameters
    ----------
    content : tuple of Span
        What is said; it may be broken in parts.
    source : Span or None
        The words that name the speaker; None for a turn, a default speaker or the outlet.
    cue : Span or None
        ``said``, ``according to``; None for turns and bare quotations.
    how : str
        A ``turn`` of an interview, ``direct``, ``mixed`` or ``indirect`` speech, the ``outlet`` itself, or
        what a language ``model`` suggested.
    speaker : str or None
        Actor id where that is safe.
    named : str
        The speaker in words; empty while open.
    denial : bool
        Whether it denies or disputes what somebody else claims.
    question : Span or None
        The question an interview's answer answers.
    sureness : float
        0 to 1; it only orders drafts and is never shown as a probability.
    stands : bool
        Whether the content can stand as a claim by itself: a sentence of its own that whoever says it means.
        What is denied, doubted or demanded cannot, nor can half of a sentence.
    accused : Span or None
        The words that name whoever is accused.
    """

    content: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    how: How
    speaker: str | None
    named: str
    denial: bool = False
    question: Span | None = None
    sureness: float = 0.0
    stands: bool = True
    accused: Span | None = None


@dataclass(frozen=True)
class Facts:
    """What a passage says, as far as it was found: about whom, of which kind, how much, when, where.

    Parameters
    ----------
    whose : str
        The pronoun for whose side the figure stands ("we", "its"), where nobody named is meant.
    named : tuple of Span and actor id
        Where the dossier's actors are named in the passage.
    more : tuple of Facts
        The same for each further figure of the passage.
    """

    about: tuple[str, ...] = ()
    kind: str | None = None
    amount: Amount | None = None
    as_of: Day | None = None
    place: str | None = None
    hedge: str = ""
    denial: bool = False
    whose: str = ""
    named: tuple[tuple[Span, str], ...] = ()
    more: tuple[Facts, ...] = ()


@dataclass(frozen=True)
class Draft:
    """One proposed claim.

    Parameters
    ----------
    id : str
        The same for the same document, place and words.
    document : str
    passage : Span
        The passage proposed, and `quote`, its words.
    says : str
        The claim as it would be written.
    speaker, reported_by, place, kind : str or None
        None while open.
    named : str
        The speaker in words, as the text names them.
    about : tuple of str
        Actor ids.
    whom : str
        Words for those whom it is about, who are not the one who speaks and whom the dossier may not know:
        then `about` is theirs or stays open.
    """

    id: str
    document: str
    passage: Span
    quote: str
    says: str
    speaker: str | None
    named: str
    reported_by: str | None
    about: tuple[str, ...]
    kind: str | None
    amount: Amount | None
    as_of: Day | None
    place: str | None
    hedge: str
    how: How
    denial: bool
    sureness: float
    whom: str = ""


def draft_id(document: str, passage: Span, quote: str, nth: int = 0) -> str:
    """Return the id of a draft: the same wherever and whenever it is made.

    Of several drafts with one passage each further one is the ``nth``.

    Examples
    --------
    >>> draft_id("herald", Span(3, 8), "words")
    '9dd1eeaffcd8'
    """
    said = f"{document}\n{passage.start}\n{passage.end}\n{quote}" + (f"\n{nth}" if nth else "")
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]
