"""Trees: what hangs together in a sentence, as sets of the places of its tokens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from palabre.reading.cues import CHAIN, FIRM, SPEAK, lemma, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
BEFORE_VERB = frozenset({"aux", "auxpass", "neg", "advmod"})
WH = frozenset({"who", "which", "that", "whom", "what"})
DASHES = frozenset(("-", "--", "—", "–"))
STOPS = DASHES | {",", ";", ":", "(", ")"}
_LEADING = words("when where how why then though however meanwhile instead moreover so thus")
_NEAREST = 5


def subtree(token: Token) -> set[int]:
    """Return a word with all that hangs on it."""
    return {t.i for t in token.subtree}


def runs(places: Iterable[int], doc: Doc) -> list[tuple[int, int]]:
    """Return the first and the last place of each run of words between which only white space stands."""
    found: list[tuple[int, int]] = []
    for i in sorted(places):
        if found and all(doc[k].is_space for k in range(found[-1][1] + 1, i)):
            found[-1] = (found[-1][0], i)
        else:
            found.append((i, i))
    return found


def noun_phrase(noun: Token) -> set[int]:
    """Return a noun with what says who it is: title, place, apposition; no clause set off by a comma."""
    found = subtree(noun)
    for child in noun.children:
        comma = child.left_edge.i > 0 and child.doc[child.left_edge.i - 1].text in (",", "-", "--", "—", "–")
        if child.dep_ in ("relcl", "advcl", "parataxis", "cc") and (comma or child.dep_ == "cc"):
            if child.dep_ == "cc":
                continue
            found -= subtree(child)
        elif (child.dep_ == "acl" and comma) or (child.dep_ == "dep" and comma):
            found -= subtree(child)
    return trimmed(found, noun.doc)


def trimmed(places: set[int], doc: Doc) -> set[int]:
    """Without white space and stops at the ends."""
    order = sorted(places)
    while order and (
        doc[order[0]].is_space or doc[order[0]].text in (",", ";", ":", ".", "-", "--", "—", "–")
    ):
        order.pop(0)
    while order and (
        doc[order[-1]].is_space or doc[order[-1]].text in (",", ";", ":", "-", "--", "—", "–", ".")
    ):
        order.pop()
    return set(order)


def verb_group(verb: Token) -> set[int]:
    """Return the verb with its particle and the auxiliaries, negations and adverbs directly before it."""
    found = {verb.i}
    own = {c.i for c in verb.children if c.dep_ in BEFORE_VERB and c.i < verb.i and c.lower_ not in WH}
    at = verb.i - 1
    while at >= verb.sent.start and (
        at in own or (verb.doc[at].head.i in found | own and verb.doc[at].dep_ == "advmod")
    ):
        found.add(at)
        at -= 1
    while (
        len(found) > 1 and verb.doc[min(found)].dep_ == "advmod" and verb.doc[min(found)].lower_ in _LEADING
    ):
        found.remove(min(found))
    chained = verb.dep_ == "xcomp" and lemma(verb.lemma_) in SPEAK | FIRM
    if chained and lemma(verb.head.lemma_) in CHAIN and verb.head.i < min(found):
        gap = set(range(verb.head.i + 1, min(found)))
        if all(verb.doc[i].head.i in (verb.i, verb.head.i) for i in gap) and len(gap) <= 3:
            found |= gap | verb_group(verb.head)
    after = verb.i + 1
    while (
        after < verb.sent.end and verb.doc[after].head.i == verb.i and verb.doc[after].dep_ in ("prt", "neg")
    ):
        found.add(after)
        after += 1
    return found


def subject_of(verb: Token) -> tuple[set[int], str]:
    """Return who does what the verb says, and how that is known."""
    if (
        verb.tag_ == "VBN"
        and verb.dep_ == "advcl"
        and not any(c.dep_ in SUBJECTS | {"aux"} for c in verb.children)
    ):
        return set(), "passive"
    at, how = verb, ""
    for _ in range(_NEAREST):
        own = _own_subject(at, how)
        if own is not None:
            return own
        if at.dep_ == "acl":
            before = {i for i in noun_phrase(at.head) if i < at.left_edge.i} if at.i > at.head.i else set()
            return trimmed(before, at.doc), "noun"
        above = _governor(at)
        if above is None:
            break
        objects = [c for c in above.children if c.dep_ == "dobj"] if at.dep_ == "xcomp" else []
        if objects:
            return noun_phrase(objects[0]), "object"
        how = how or at.dep_
        at = above
    return set(), "none"


def _own_subject(verb: Token, how: str) -> tuple[set[int], str] | None:
    agents = [p for a in verb.children if a.dep_ == "agent" for p in a.children if p.dep_ == "pobj"]
    if agents and not how:
        return noun_phrase(agents[0]), "agent"
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "expl")), None)
    if subject is None:
        return None
    if subject.dep_ == "nsubjpass" and not how:
        return set(), "passive"
    if subject.dep_ == "expl":
        return set(), "expletive"
    return noun_phrase(subject), how or "subject"


def _governor(verb: Token) -> Token | None:
    """Return the word whose subject the verb shares."""
    above = verb.head
    if verb.dep_ == "conj":
        return above if above.pos_ in ("VERB", "AUX") else None
    if verb.dep_ not in ("xcomp", "advcl", "pcomp", "ccomp", "dep"):
        return None
    if verb.dep_ == "pcomp":
        above = above.head
    return above if above.pos_ in ("VERB", "AUX", "ADJ", "NOUN") and above.i != verb.i else None
