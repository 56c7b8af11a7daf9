"""Wording: how a claim is put so that it says no more than its source.

Where the words said are a sentence that the speaker means, they are the claim. Where they are denied, doubted
or demanded, or are half of a sentence, the claim begins with the verb, as the source has it: "Denied that it
had attacked the convoy."
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from palabre.reading.candidate import Candidate
from palabre.reading.cues import DENY, HEARSAY, lemma, words
from palabre.reading.draft import Attribution, Span
from palabre.reading.trees import noun_phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

LONGEST_SAYS = 400
# Between the verb and what is said so much may stand: "denied on Monday in Gao that".
_NEAR = 120
_NOT_MEANT: Final = DENY | words(
    """
    ask beg call challenge demand denial desire doubt dread expect fear forbid hope hypothesize imply implore
    inquire insinuate order prefer question refusal rejection request require rule rumor rumour seek
    skepticism speculate suspect suspicion urge want wish wonder
    """
)
_OPENS_QUESTION: Final = words("whether if what why how where when who which")
_NEGATIONS: Final = words("not n't never no neither nor cannot without fail refuse decline unable")
NOBODY: Final = words("nobody none neither no few hardly")
# Words before the verb by which a thing is not said: "refused to confirm", "Nobody confirmed".
_UNMEANT: Final = re.compile(
    r"\b(?:not|never|nobody|none|no|neither|nor|few|hardly|cannot|doubt\w*|ask\w*|wonder\w*|question\w*|whether"
    r"|rul\w+ out|refus\w+|fail\w+|declin\w+|unable)\b|n't\b",
    re.IGNORECASE,
)
_DENY_FRENCH: Final = re.compile(
    r"\b(?:ni(?:e|ent|é|ait|aient|a|er|ant)|dément\w*|réfut\w+|contest\w+|rejet\w+)\b", re.IGNORECASE
)
_ACCUSE: Final = words("accuse blame charge suspect implicate")
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_ENDED: Final = re.compile(r"[.!?\u2026][\"'\u201d\u2019)\]]*$")


def stands(doc: Doc, candidate: Candidate) -> bool:
    """Whether what is said can stand as a claim by itself.

    Examples
    --------
    >>> from palabre.reading.candidates import candidates
    >>> from palabre.reading.marks import marks_of
    >>> from palabre.reading.parsing import parse
    >>> for text in ("Musa said that it had fled.", "Musa denied that it had fled.", "Musa refused to go."):
    ...     doc = parse(text)
    ...     print([stands(doc, one) for one in candidates(doc, marks_of(doc))])
    [True]
    [False]
    [False]
    """
    head = doc[candidate.head]
    if head.lower_ in HEARSAY:
        return False  # "allegedly" is part of what the writer says
    if candidate.frame in ("quote", "inserted") and not _negated(doc, candidate):
        return lemma(head.lemma_) not in DENY
    if lemma(head.lemma_) in _NOT_MEANT or _negated(doc, candidate):
        return False
    order = [i for i in sorted(candidate.content) if not doc[i].is_punct and not doc[i].is_space]
    if not order or doc[order[0]].lower_ in _OPENS_QUESTION:
        return False
    own = candidate.content
    return any(_finite(doc[i], own) for i in order if doc[i].head.i not in own or doc[i].head.i == i)


def _finite(root: Token, own: frozenset[int]) -> bool:
    """Whether a word is a verb with its subject, or is joined to one."""
    if root.pos_ not in ("VERB", "AUX"):
        return any(_finite(c, own) for c in root.children if c.i in own and c.dep_ in ("ccomp", "conj"))
    inside = [c for c in root.children if c.i in own]
    finite = root.tag_ in _FINITE or any(c.tag_ in _FINITE for c in inside if c.dep_ in ("aux", "auxpass"))
    if finite and any(c.dep_ in _SUBJECTS for c in inside):
        return True
    return any(_finite(c, own) for c in inside if c.dep_ in ("ccomp", "conj"))


def _negated(doc: Doc, candidate: Candidate) -> bool:
    """Whether it is not said, or by nobody: `did not say`, `refused to confirm`, `nobody believes`."""
    head = doc[candidate.head]
    near = [*(doc[i] for i in candidate.cue), *(c for c in head.children if c.dep_ in ("neg", "aux"))]
    if head.dep_ in ("xcomp", "ccomp") and lemma(head.head.lemma_) in _NEGATIONS:
        return True
    nobody = bool(candidate.source) and doc[min(candidate.source)].lower_ in NOBODY
    return nobody or any(t.lower_ in _NEGATIONS or lemma(t.lemma_) in _NEGATIONS for t in near)


def accused(doc: Doc, candidate: Candidate) -> Span | None:
    """Return the words for whoever is accused; None where nobody is.

    Examples
    --------
    >>> from palabre.reading.candidates import candidates
    >>> from palabre.reading.marks import marks_of
    >>> from palabre.reading.parsing import parse
    >>> doc = parse("Musa accused the army of shelling two villages.")
    >>> [found] = [accused(doc, one) for one in candidates(doc, marks_of(doc))]
    >>> doc.text[found.start : found.end]
    'the army'
    """
    head = doc[candidate.head]
    if lemma(head.lemma_) not in _ACCUSE:
        return None
    told = [c for c in head.children if c.dep_ in ("dobj", "nsubjpass", "dative")]
    if not told:
        return None
    hook = min((c.i for c in head.children if c.dep_ == "prep" and c.i > told[0].i), default=len(doc))
    named = {i for i in noun_phrase(told[0]) if i < hook}
    # The parser may hang "of shelling" on the accused.
    for child in told[0].children:
        if child.dep_ == "prep" and any(c.dep_ == "pcomp" for c in child.children):
            named = {i for i in named if i < child.i}
    if not named:
        return None
    last = doc[max(named)]
    return Span(doc[min(named)].idx, last.idx + len(last))


def worded(text: str, one: Attribution) -> tuple[Span, str]:
    """Return the passage of an attribution, and the claim as a sentence.

    Examples
    --------
    >>> text = "The front firmly denied that it had fled."
    >>> said, who, cue = (Span(24, 40),), Span(0, 9), Span(17, 23)
    >>> one = Attribution(said, who, cue, "indirect", "front", "the front", stands=False)
    >>> passage, says = worded(text, one)
    >>> text[passage.start : passage.end], says
    ('denied that it had fled', 'Denied that it had fled.')
    """
    start, end = one.content[0].start, one.content[-1].end
    said = joined_words(text, one.content)
    if one.cue is None or (one.stands and not _denied_in_french(text, one)):
        return Span(start, end), tidy(
            re.sub(r"(?i)^(?:that\s+|que\s+|qu')", "", said) if one.how in ("indirect", "mixed") else said
        )
    cue, source = _with_negation(text, one.cue, one.source), one.source
    whole = Span(min(start, cue.start), max(end, cue.end))
    if cue.start < start:
        between = source is not None and cue.end <= source.start < start
        if between or start - cue.end > _NEAR:
            return whole, tidy(f"{text[cue.start : cue.end]}: {said}")
        return whole, tidy(text[whole.start : whole.end])
    if source is not None and cue.start >= end and source.end <= cue.start:
        return whole, tidy(f"{text[cue.start : cue.end]}: {_lowered(said)}")
    if source is not None:
        whole = Span(min(whole.start, source.start), max(whole.end, source.end))
    return whole, tidy(text[whole.start : whole.end])


def _denied_in_french(text: str, one: Attribution) -> bool:
    """Whether a French verb denies what follows it: `a nié que`, `dément avoir`."""
    return (
        one.denial
        and one.cue is not None
        and _DENY_FRENCH.search(text, one.cue.start, one.cue.end) is not None
    )


def _with_negation(text: str, cue: Span, source: Span | None) -> Span:
    """Return the verb with the words before it without which it would say the opposite."""
    if source is None or source.end > cue.start:
        return cue
    if text[source.start : source.end].split(" ", 1)[0].lower() in NOBODY:
        return Span(source.start, cue.end)
    gap = text[source.end : cue.start]
    if not _UNMEANT.search(gap) or len(gap) > _NEAR:
        return cue
    return Span(source.end + len(gap) - len(gap.lstrip(" ,")), cue.end)


def meant(text: str, one: Attribution) -> bool:
    """Whether whoever says it holds it to be so: what is denied, doubted or asked gives no figure of theirs.

    Examples
    --------
    >>> text = "The front did not say that it had 900 guards."
    >>> said, who, cue = (Span(22, 44),), Span(0, 9), Span(10, 21)
    >>> meant(text, Attribution(said, who, cue, "indirect", None, "", stands=False))
    False
    """
    if one.denial:
        return False
    if one.stands or one.cue is None:
        return True
    cue, first = _with_negation(text, one.cue, one.source), one.content[0].start
    asked = "whether" if text[first : first + 8].lower() == "whether " else ""
    return not _UNMEANT.search(f"{text[cue.start : cue.end]} {asked}")


def joined_words(text: str, parts: Sequence[Span]) -> str:
    """Return the parts of what is said as one, without the quotation marks between them."""
    said = [text[part.start : part.end] for part in parts]
    if len(said) == 1:
        return said[0]
    return " ".join(bare for one in said if (bare := one.strip(' "')))


def _lowered(said: str) -> str:
    """Without the capital of a sentence's first word, where that is no name."""
    first, _, rest = said.strip(' "').partition(" ")
    common = first.lower() in ("the", "a", "an", "it", "its", "their", "they", "that", "this", "these", "no")
    return f"{first.lower() if common else first} {rest}".strip()


def tidy(said: str) -> str:
    """Return words as a sentence: without quotation marks around them, with a capital and a full stop.

    Examples
    --------
    >>> tidy('"we shall stay,"'), tidy('a "total failure"')
    ('We shall stay.', 'A "total failure".')
    """
    words_ = said.strip().rstrip(",;:- ")
    inner = words_.strip(" \"'").rstrip(",;:- ")
    # A quotation within the sentence keeps both of its marks.
    words_ = inner if inner.count('"') % 2 == 0 else words_.strip(" '").rstrip(",;:- ")
    words_ = words_ if words_.count('"') % 2 == 0 else words_.replace('"', "").strip()
    if len(words_) > LONGEST_SAYS:
        words_ = words_[: words_.rfind(" ", 0, LONGEST_SAYS)] + " \u2026"
    words_ = words_[:1].upper() + words_[1:]
    return words_ if not words_ or _ENDED.search(words_) else f"{words_}."
