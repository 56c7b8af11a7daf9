"""Phrases: the noun phrase before or behind a French verb, by the order of the words.

The small model takes a third of the verbs that matter here for something else, so its dependencies alone name
the wrong subject; the order of words and its parts of speech are surer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from palabre.reading.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

STOPS: Final = frozenset(',.;:!?()"\u2026\u2014\u2013')
PRONOUNS: Final = words("il elle ils elles on je j' tu nous vous celui-ci celle-ci ceux-ci")
OF: Final = words("de du des d' d\u2019")
RELATIVE: Final = words("qui que qu' dont où lequel laquelle")
DETERMINERS: Final = words("le la les l' un une des du ce cet cette ces son sa ses leur leurs notre nos")
_LINKS: Final = words("que qu' si quand lorsque lorsqu' comme alors tandis car mais puis donc or où dont qui")
_TIMES: Final = words(
    """lundi mardi mercredi jeudi vendredi samedi dimanche hier aujourd'hui demain janvier février mars avril mai
    juin juillet août septembre octobre novembre décembre"""
)
_BEHIND: Final = words(
    "à au aux en par pour dans devant sous sur lors après avant pendant depuis chez vers sans"
)


def finite(token: Token) -> bool:
    """Whether a word is a verb with a subject of its own."""
    return token.pos_ in ("VERB", "AUX") and "Fin" in token.morph.get("VerbForm", [])


def infinitive(token: Token) -> bool:
    """Whether a word is an infinitive."""
    return token.pos_ in ("VERB", "AUX") and (
        "Inf" in token.morph.get("VerbForm", [])
        or token.lower_.endswith(("er", "ir", "oir", "dre", "tre", "ire"))
    )


def is_time(token: Token) -> bool:
    """Whether a word only says when."""
    return token.lower_ in _TIMES


def capital(token: Token) -> bool:
    """Whether a word begins with a capital."""
    return token.text[:1].isupper()


def behind(doc: Doc, start: int, end: int) -> range | None:
    """Return the noun phrase that begins at a place: `a déclaré [le chef du front] à la presse`."""
    at = start
    while at < end:
        token, low = doc[at], doc[at].lower_
        if token.text in STOPS or token.is_space or low in RELATIVE | _BEHIND or is_time(token):
            break
        if (finite(token) and not capital(token)) or (token.pos_ == "ADV" and not capital(token)):
            break
        if low in ("et", "ou") and not (at + 1 < end and _begins(doc[at + 1])):
            break
        at += 1
    while at > start and (doc[at - 1].lower_ in DETERMINERS | OF or doc[at - 1].pos_ in ("CCONJ", "ADP")):
        at -= 1
    return range(start, at) if at > start and _begins(doc[start]) else None


def _begins(token: Token) -> bool:
    return (
        token.lower_ in DETERMINERS
        or token.pos_ in ("DET", "PROPN", "NOUN", "NUM", "PRON", "ADJ")
        or capital(token)
    )


def before(doc: Doc, start: int, end: int) -> range | None:
    """Return the noun phrase that ends before a verb, in a sentence that begins at `start`."""
    at = end - 1
    if at < start:
        return None
    if doc[at].lower_ in PRONOUNS:
        return range(at, end)
    if doc[at].text == "," or doc[at].lower_ == "qui":
        return _aside(doc, start, at)
    first = at
    while first >= start and not _closes(doc, first, at):
        first -= 1
    return _shortened(doc, first + 1, end)


def _closes(doc: Doc, at: int, last: int) -> bool:
    """Whether a word stands before the noun phrase, not in it."""
    token = doc[at]
    if token.text in STOPS or token.is_space or token.lower_ in _LINKS:
        return True
    if token.lower_ in ("et", "ou"):
        return not (at < last and _begins(doc[at + 1])) or not (at and _noun(doc[at - 1]))
    return finite(token) and not capital(token)


def _noun(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM") or capital(token)


def _aside(doc: Doc, start: int, at: int) -> range | None:
    """Return whom an aside or a relative clause stands behind: `Koné, chef du front, a dit`, `Koné, qui a dit`."""
    end = at
    if doc[at].text == ",":
        end = next((i for i in range(at - 1, start, -1) if doc[i].text == ","), -1)
        whole = before(doc, start, end) if end > start and doc[end - 1].text != "," else None
        if whole is not None and capital(doc[end + 1]) and doc[end + 1].lower_ not in DETERMINERS:
            return range(whole.start, at)  # "un porte-parole, Bilal Touré, a dit"
    elif at > start and doc[at - 1].text == ",":
        end = at - 1
    if end <= start:
        return None
    return before(doc, start, end) if doc[end - 1].text != "," else None


def _shortened(doc: Doc, first: int, end: int) -> range | None:
    """Return a noun phrase without the words of time and place before it."""
    heads = [i for i in range(first, end) if doc[i].dep_.startswith("nsubj") and doc[i].head.i >= end]
    if heads:
        start = max(first, doc[heads[0]].left_edge.i)
        if doc[start].pos_ not in ("ADP", "ADV"):
            return range(start, end)
    at = first
    while at < end and not (
        _begins(doc[at]) and not is_time(doc[at]) and (at == first or doc[at - 1].pos_ != "ADP")
    ):
        at += 1
    return range(at, end) if at < end else None


def sentence_end(doc: Doc, at: int, end: int) -> int:
    """Return where a sentence ends without its last mark."""
    while end > at and (doc[end - 1].is_space or doc[end - 1].text in (".", ";", "\u2026")):
        end -= 1
    return end
