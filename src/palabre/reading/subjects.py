"""Subjects: for whom a count stands, from the dependencies of its sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from palabre.reading.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Who does this has what is counted.
_HAVE: Final = words("""have count field deploy command number muster hold control keep maintain send lose
    boast claim employ withdraw
    station contribute recruit host shelter receive lead raise train pay possess own operate govern rule
    occupy
    seize run enlist assemble gather supply provide bring want need demand offer pledge promise
    commit release free move commit concentrate mass retain post base take demobilise demobilize get
    exchange swap spend earn reach""")
_OF: Final = frozenset({"of", "from", "in", "with", "for", "among", "within", "between"})
_FIELDS: Final = re.compile(
    r"(?P<who>(?:[Tt]he|[Oo]ur|[Ii]ts|[Tt]heir|[A-Z][\w-]*)(?:\s[\w'-]+){0,4}?)\s(?:fields|counts|"
    r"numbers|musters|commands|boasts)\s$"
)
_GAP: Final = re.compile(r"(?:\band|\bwhile|,|;)\s(?P<who>(?:the\s)?(?:[\w'-]+\s){0,3}?[A-Za-z][\w'-]+),?\s$")
_HOLDERS: Final = frozenset({"rank", "row", "camp", "side", "hand", "service", "force"})


def subject(doc: Doc, head: Token, start: int, unit: str) -> str:
    """Return the words for whom a count stands.

    First whose the counted are ("fighters of the front", "300 Malian soldiers"), then who has them ("Paris
    has"),
    else what is counted.

    Examples
    --------
    >>> from palabre.reading.parsing import parse
    >>> doc = parse("There are 300 fighters in the ranks of the front.")
    >>> subject(doc, doc[3], 2, "fighters")
    'the front'
    """
    if unit.startswith("percent of "):
        return _of_share(head, start) or unit.removeprefix("percent of ")
    found = _whose(doc, head, start) or _modifier(doc, head, start)
    return found or _said_before(doc, start) or _owner(head, start) or _strong(head, unit) or unit


def _phrase_of(token: Token) -> str:
    """Return a noun phrase without what hangs behind its noun."""
    left = [t for t in token.subtree if (t.i <= token.i and t.dep_ not in ("punct", "prep")) or t == token]
    first = min((t.i for t in left), default=token.i)
    run = token.i
    while run > first and doc_ok(token.doc[run - 1]):
        run -= 1
    return token.doc[run : token.i + 1].text


def doc_ok(token: Token) -> bool:
    """Whether a word can stand inside a noun phrase."""
    return token.pos_ in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "PRON") or token.text == "-"


def _whose(doc: Doc, head: Token, start: int) -> str:
    for child in head.children:
        if child.dep_ == "poss":
            if child.lower_ in ("its", "their", "his", "her"):
                return _antecedent(child, start) or doc[child.i : head.i + 1].text
            return _phrase_of(child)
        if (
            child.dep_ in ("prep", "agent")
            and child.i > head.i
            and child.lower_ in _OF | {"by", "belonging", "loyal"}
            and (found := _held(child))
        ):
            return found
        if child.dep_ == "acl" and child.i > head.i:
            for preposition in child.children:
                if preposition.lower_ in (
                    "by",
                    "to",
                    "of",
                    "for",
                    "from",
                    "alongside",
                    "under",
                ) and preposition.dep_ in ("agent", "prep"):
                    if child.lemma_ in ("deploy", "send") and preposition.lower_ == "to":
                        continue
                    if found := _held(preposition):
                        return found
    return ""


def _held(preposition: Token) -> str:
    """Who is named behind a preposition: an actor, not a place or a time."""
    for noun in preposition.children:
        if noun.dep_ != "pobj" or noun.like_num:
            continue
        if noun.lemma_.lower() in _HOLDERS:
            inner = [p for p in noun.children if p.dep_ == "prep" and p.lower_ == "of"]
            return next((f for p in inner if (f := _held(p))), "") or next(
                (_phrase_of(c) for c in noun.children if c.dep_ == "poss"), ""
            )
        if preposition.lower_ in ("in", "with", "for", "among", "within", "between"):
            continue
        return _phrase_of(noun)
    return ""


def _modifier(doc: Doc, head: Token, start: int) -> str:
    """Return a name or a nationality before the noun: `1,000 French soldiers`."""
    words = [doc[i] for i in range(start, head.i)]
    names = [
        t
        for t in words
        if (t.pos_ == "PROPN" or (t.pos_ == "ADJ" and t.text[:1].isupper())) and not t.like_num
    ]
    names = [t for t in names if t.i > start or not t.is_sent_start]
    if names and head.pos_ != "PROPN":
        return doc[names[0].i : names[-1].i + 1].text
    return ""


def _owner(head: Token, start: int) -> str:
    """Who has what is counted, by the verb it is the object of."""
    token = head
    while (
        token.dep_ in ("conj", "appos", "nummod", "quantmod")
        and token.head != token
        and token.head.pos_ in ("NOUN", "NUM", "PROPN")
    ):
        token = token.head
    if token.dep_ in ("pobj",) and token.head.lower_ in ("to", "of", "at", "with"):
        token = token.head
    if token.dep_ not in ("dobj", "attr", "oprd", "prep", "npadvmod", "pobj", "obj", "ccomp", "nsubj"):
        return ""
    verb = token.head
    if verb.pos_ not in ("VERB", "AUX") or verb.lemma_.lower() not in _HAVE:
        return ""
    return _doer(verb, start)


def _doer(verb: Token, start: int) -> str:
    for _ in range(4):
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass") and child.i < start:
                if child.lower_ in ("who", "which", "that") and verb.dep_ == "relcl":
                    return _phrase_of(verb.head)
                return _phrase_of(child)
        if verb.dep_ == "acl":
            return _phrase_of(verb.head)
        if verb.dep_ not in ("conj", "xcomp", "advcl"):
            return ""
        verb = verb.head
    return ""


def _of_share(head: Token, start: int) -> str:
    """Who holds a share: `we control 90 percent of the north`."""
    token = head
    for _ in range(6):
        if token.pos_ in ("VERB", "AUX"):
            break
        token = token.head
    if token.pos_ == "VERB" and token.lemma_.lower() in _HAVE:
        return _doer(token, start)
    return ""


def _said_before(doc: Doc, start: int) -> str:
    """Who stands right before the figure: `the front fields 2,500`, `and France 1,700`."""
    lead = doc.text[: doc[start].idx]
    found = _FIELDS.search(lead) or _GAP.search(lead)
    if found is None:
        return ""
    tokens = doc.char_span(found.start("who"), found.end("who"), alignment_mode="contract")
    if tokens is None or not len(tokens):
        return ""
    last = tokens[-1]
    if last.pos_ in ("VERB", "AUX", "ADP") or (found.re is _GAP and not _had(doc, tokens.start)):
        return ""
    return _phrase_of(last)


def _had(doc: Doc, before: int) -> bool:
    """Whether the words before tell who has something."""
    sentence = doc[before].sent
    return any(t.lemma_.lower() in _HAVE for t in doc[sentence.start : before])


def _strong(head: Token, unit: str) -> str:
    """Who is so many strong: `the column, 500 strong,`."""
    if unit != "members":
        return ""
    token = head
    for _ in range(4):
        if token.pos_ in ("NOUN", "PROPN") and not token.like_num:
            return _phrase_of(token)
        if token.pos_ in ("VERB", "AUX"):
            return _doer(token, token.i + 4)
        token = token.head
    return ""


def _antecedent(pronoun: Token, start: int) -> str:
    """Whom `its` or `their` means, where the sentence itself says so before."""
    token = pronoun
    while token.head != token:
        token = token.head
        if token.pos_ not in ("VERB", "AUX"):
            continue
        for child in token.children:
            if (
                child.dep_ in ("nsubj", "nsubjpass")
                and child.i < pronoun.i
                and child.pos_ in ("NOUN", "PROPN")
                and pronoun not in child.subtree
            ):
                return _phrase_of(child)
    return ""
