"""Verbs of saying, thinking, wanting and judging, with what hangs on them.

The frames are tried in this order: a clause, a quotation beside the verb, a verb put into what is said,
`as he said`, the passive, an infinitive, an object, a preposition, a relative pronoun.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from palabre.reading.candidate import Candidate
from palabre.reading.clauses import around_cue, aside, behind_cue, on_the_side_of, own_speech, run_on
from palabre.reading.cues import (
    CHAIN,
    FIRM,
    LIGHT,
    NOUN_CUES,
    PREPOSITIONS,
    SPEAK,
    VERB_CLASSES,
    lemma,
    words,
)
from palabre.reading.marks import Marks, before_dash, beside_cue, handed_over
from palabre.reading.trees import WH, noun_phrase, subject_of, subtree, trimmed, verb_group
from palabre.reading.venues import is_venue

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

# What seems so is what is said; to whom it seems so is left open.
_PLAIN = words("be have do make take get give go come use wear include")
_HAS_CONTENT = words("ccomp dobj xcomp prep")
_SEEMING = words("seem appear")
_OF_DEEDS = words("deny admit acknowledge recall report regret confess")
_TO_SOMEBODY = words("tell inform assure remind")
_LESS = words("by at with during after since before via while through")
# With these "with" is half of what is said: "polls show Musa with a lead".
_WITH = words("associate charge compare credit identify link present show task trust")
_ENDS_OBJECT = words("prep npadvmod advcl cc conj punct advmod")
_HANGS_ON = words("ccomp advcl conj dep relcl appos")
UNLISTED = frozenset({"unlisted"})
_MAKES_WHOLE = words("dobj xcomp prep mark ccomp attr acomp")


def of_verb(verb: Token, sentence: Span, marks: Marks) -> list[Candidate]:
    """Return the candidate of a verb, none or one."""
    reading = _Verb(verb, sentence, marks)
    for frame in _FRAMES:
        found = frame(reading)
        if found is not None:
            return [found] if found.content else []
    return []


def every_of_verb(verb: Token, sentence: Span, marks: Marks) -> list[Candidate]:
    """Return the candidates of all frames of a verb, listed as a cue or not, for learned weights to judge."""
    every: list[Candidate] = []
    for frame in _FRAMES:
        reading = _Verb(verb, sentence, marks)
        reading.classes = reading.classes or UNLISTED
        found = frame(reading)
        if found is None or not found.content:
            continue
        if any(found.content == other.content and found.cue == other.cue for other in every):
            continue
        also = (f"also={every[0].frame}",) if every else ()
        every.append(replace(found, notes=found.notes + also))
    return every


@dataclass
class _Verb:
    """A verb with what hangs on it."""

    verb: Token
    sentence: Span
    marks: Marks
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        verb = self.verb
        self.word = lemma(verb.lemma_)
        self.classes = VERB_CLASSES.get(self.word, frozenset())
        self.children = list(verb.children)
        self.cue = verb_group(verb)
        clauses = [c for c in self.children if c.dep_ == "ccomp"]
        # "Osei claims ten; Musa says it is four": what stands before a semicolon says itself.
        ends = [c for c in clauses if c.i > self.verb.i or self.verb.doc[c.right_edge.i + 1].text != ";"]
        self.clause = next(iter(ends if len(clauses) > 1 else clauses), None)
        self.infinitive = self._child("xcomp")
        self.subject = self._child("nsubjpass")
        self.objects = [c for c in self.children if c.dep_ in ("dobj", "attr", "oprd", "dative")]
        self.preps = [c for c in self.children if c.dep_ in ("prep", "agent") and c.i > verb.i]
        self.source, self.role = self._source()

    def _child(self, dep: str) -> Token | None:
        return next((c for c in self.children if c.dep_ == dep), None)

    def _source(self) -> tuple[set[int], str]:
        source, role = subject_of(self.verb)
        if source & self.marks.of.keys() or (not source and role in ("none", "passive")):
            nearby = beside_cue(self.verb, self.cue, self.marks)
            if source or (
                nearby and handed_over(self.verb, self.cue | nearby, self.sentence, self.marks, False)
            ):
                return nearby, "beside"
        return source, role

    @property
    def own(self) -> set[int]:
        """The cue and the source."""
        return self.cue | self.source

    @cached_property
    def direct(self) -> set[int]:
        """The quotation the verb hands over."""
        if not self.classes and (not self.source or self.role in ("noun", "none") or self.word in _PLAIN):
            return set()
        body = self.own if self.role in ("subject", "beside") else self.cue
        after = self.clause is not None and self.clause.i > self.verb.i
        found = handed_over(self.verb, body, self.sentence, self.marks, after)
        if found and not self.classes and min(found) > self.verb.i:
            # A verb that is no cue elsewhere is one where a comma or a colon hands over to the quotation.
            return found if self.verb.doc[min(found) - 1].text in (",", ":") else set()
        return found

    def make(
        self, content: Set[int], frame: str, cue: Set[int] | None = None, anonymous: bool = False
    ) -> Candidate:
        """Return the candidate with this content."""
        cue = set(self.cue if cue is None else cue)
        after = max(cue) + 1
        if after < len(self.verb.doc) and self.verb.doc[after].text == ":":
            cue.add(after)
        source = frozenset() if anonymous else frozenset(self.source)
        kept = before_dash(set(content) - cue - source, self.verb.i, self.marks)
        that = min(kept, default=0) - 1
        handed = that + 1 in self.marks.begins and self.verb.i < that not in cue | source
        if handed and self.verb.doc[that].lower_ == "that":
            kept = kept | {that}  # it begins what is said with quotation marks as without
        tidy = frozenset(self.marks.closed(trimmed(kept, self.verb.doc)) - cue - source)
        return Candidate(self.verb.i, frozenset(cue), source, tidy, frame, self.role, tuple(self.notes))


def _clause(a: _Verb) -> Candidate | None:
    """`He said that ...`, `"...," he said`, `..., he said`."""
    clause, verb, doc = a.clause, a.verb, a.verb.doc
    if clause is None or a.subject is not None:
        return None
    content = subtree(clause) - own_speech(clause, verb)
    if clause.i > verb.i and not a.direct:
        content = (content | run_on(clause, verb)) - aside(clause, verb)
    start = next((c.i for c in clause.children if c.dep_ == "mark"), None)
    complement = a._child("acomp")
    if complement is not None and start is not None and complement.i < start:
        a.cue |= set(range(verb.i, start))  # "made clear that"
    elif start is not None and clause.i > verb.i:
        content = {i for i in content if i >= start}
    if a.direct:
        content = {i for i in content if i in a.direct or on_the_side_of(i, a.direct, verb)} | a.direct
        first, last = min(a.direct), max(a.direct)
        if last < verb.i:
            content = {i for i in content if i <= last}
        if first + 1 < len(doc) and doc[first + 1].text[:1].isupper():
            content = {i for i in content if i >= first}
        content |= around_cue(a.own, a.direct, verb)
    elif clause.i < verb.i:
        content |= behind_cue(a.own, a.direct, verb)
    for n in {a.marks.of[i] for i in content if i in a.marks.of}:
        content |= a.marks.tokens(n)
        a.notes.append("quoted")
    a.notes.append(f"mark={'' if start is None else doc[start].lower_}")
    if a.direct:
        a.notes.append("direct")
    return a.make(content - a.own, "clause")


def _quoted(a: _Verb) -> Candidate | None:
    return a.make(a.direct | around_cue(a.own, a.direct, a.verb), "quote") if a.direct else None


def _put_in(a: _Verb) -> Candidate | None:
    """`X, he said, Y` and `X, he said` where the parser hangs the verb below what is said."""
    if between := _between_commas(a):
        return a.make(set(range(a.sentence.start, a.sentence.end)) - between - a.own, "inserted")
    if a.verb.dep_ != "parataxis" and not _hangs_below(a):
        return None
    return a.make(set(range(a.sentence.start, a.sentence.end)) - subtree(a.verb) - a.own, "inserted")


def _hangs_below(a: _Verb) -> bool:
    verb = a.verb
    edge = verb.left_edge.i
    return (
        "say" in a.classes
        and verb.dep_ in _HANGS_ON
        and verb.head.i < verb.i
        and verb.i >= a.sentence.end - 12
        and edge > 0
        and verb.doc[edge - 1].text == ","
        and a._child("nsubj") is not None
        and not any(c.dep_ in _MAKES_WHOLE for c in a.children)
    )


def _between_commas(a: _Verb) -> set[int]:
    """Return what is put in between two commas, however it is parsed: `The road, he told them, is mined`."""
    verb, doc = a.verb, a.verb.doc
    subject = a._child("nsubj")
    if "say" not in a.classes or subject is None or subject.lower_ in WH or subject.i > verb.i:
        return set()
    opens = subject.left_edge.i - 1
    closes = next((i for i in range(verb.i, a.sentence.end - 2) if doc[i].text == ","), 0)
    if (
        opens <= a.sentence.start
        or doc[opens].text != ","
        or not closes
        or verb.dep_ not in _HANGS_ON | {"parataxis"}
    ):
        return set()
    below = subtree(verb)
    between = range(verb.i + 1, closes)
    plain = all(i in below and doc[i].pos_ not in ("VERB", "AUX", "SCONJ") for i in between)
    told = not a.objects or a.word in _TO_SOMEBODY
    aside_only = all(is_venue(p) for p in a.preps if p.i < closes)
    return set(range(opens, closes + 1)) if plain and told and aside_only else set()


def _as(a: _Verb) -> Candidate | None:
    """`X, as he said`."""
    marked = any(c.lower_ == "as" and c.dep_ in ("mark", "advmod") for c in a.children)
    if a.verb.dep_ != "advcl" or not marked or a.objects or a.infinitive is not None:
        return None
    return a.make(subtree(a.verb.head) - subtree(a.verb) - a.own, "as")


def _passive(a: _Verb) -> Candidate | None:
    """`X is expected to do it`, `X was praised by him`."""
    if a.subject is None:
        return None
    content, frame = noun_phrase(a.subject), "passive"
    if a.infinitive is not None:
        content, frame = content | subtree(a.infinitive), "passive-inf"
    elif a.clause is not None:
        content, frame = subtree(a.clause), "passive-clause"
    else:
        for more in [p for p in a.preps if p.lower_ in ("as", "for")] + a.objects:
            content |= subtree(more)
        if any(p.dep_ == "agent" for p in a.preps):
            frame = "passive-by"
    return a.make(content if a.classes else set(), frame)


def _infinitive(a: _Verb) -> Candidate | None:
    """`He promised to go`; where the infinitive says something itself, it is the cue."""
    if a.infinitive is None or a.objects or not a.classes:
        return None
    if a.word in _SEEMING:
        return a.make(subtree(a.infinitive) | a.source, "infinitive", anonymous=True)
    if a.word in _OF_DEEDS and a.infinitive.tag_ == "VBG":  # "denied having left" says that they had not
        return a.make(subtree(a.infinitive), "clause")
    inner = {c.dep_ for c in a.infinitive.children}
    if a.word in CHAIN and lemma(a.infinitive.lemma_) in SPEAK | FIRM and inner & _HAS_CONTENT:
        return a.make(set(), "infinitive")
    on = next((p for p in a.preps if p.lower_ in ("on", "upon") and p.i < a.infinitive.i), None)
    if on is not None and on.i == max(a.cue) + 1:  # "called on them to go"
        return a.make((subtree(on) | subtree(a.infinitive)) - {on.i}, "infinitive", a.cue | {on.i})
    return a.make(subtree(a.infinitive), "infinitive")


def _object(a: _Verb) -> Candidate | None:
    """`He praised it`, `he urged them to go`, `he made a promise to go`, `what he calls a lie`."""
    if not a.objects or not a.classes:
        return None
    first = min(a.objects, key=lambda c: c.left_edge.i)
    if a.word in _TO_SOMEBODY and a.infinitive is None:
        about = next((p for p in a.preps if p.lower_ in ("about", "of")), None)  # whom he told is not what
        return a.make(set() if about is None else subtree(about), "object")
    if first.i < a.verb.i:
        if first.lower_ not in WH:
            return a.make(set(), "object")
        named = [c for c in a.children if c.i > a.verb.i and c.dep_ in ("oprd", "ccomp", "attr")]
        more = subtree(named[0]) if named else set()
        return a.make({first.i} | more, "relative-named" if named else "relative")
    light = _light(a, first)
    if light is not None:
        return light
    content: set[int] = set()
    for child in a.children:
        if child.i < first.left_edge.i:
            continue
        whole = child.lower_ not in _LESS or (child.lower_ == "with" and a.word in _WITH)
        prep = child.dep_ == "prep" and whole and not is_venue(child)
        if prep or child.dep_ in ("dobj", "oprd", "attr", "dative", "xcomp", "acl"):
            content |= subtree(child) - aside(child, a.verb)
        elif child.dep_ == "advcl" and child.left_edge.lower_ == "to" and child.left_edge.i - 1 in content:
            content |= subtree(child)
        elif child.dep_ in _ENDS_OBJECT:
            break
    return a.make(content, "object" if a.infinitive is None else "object-inf")


def _light(a: _Verb, first: Token) -> Candidate | None:
    """`made a promise to`, `raised questions about`: verb and noun are one cue."""
    inner = [c for c in first.children if c.i > first.i and c.dep_ in ("prep", "acl")]
    if a.word not in LIGHT or lemma(first.lemma_) not in NOUN_CUES or not inner or first.i - a.verb.i > 4:
        return None
    hook = inner[0]
    if any(c.dep_ == "poss" for c in first.children):
        return None  # "announced her plan to go" says which plan, not only that there is one
    group = a.cue | set(range(min(a.cue), first.i + 1))
    if hook.dep_ == "acl":
        if hook.tag_ == "VBG" and VERB_CLASSES.get(lemma(hook.lemma_)):  # "a statement saying that"
            group |= set(range(first.i, hook.i + 1))
        return a.make(subtree(hook) - group, "light", group)
    ends = [c for c in hook.children if c.dep_ in ("pobj", "pcomp")]
    if not ends:
        return None
    group |= set(range(first.i, hook.i + 1))
    return a.make(subtree(ends[0]) - group, "light", group)


def _preposition(a: _Verb) -> Candidate | None:
    """`He called for X`, `he spoke about X`."""
    wanted = _for_somebody(a)
    if wanted is not None:
        return wanted
    prep = a.preps[0] if a.preps and a.classes else None
    if prep is None or prep.dep_ != "prep" or is_venue(prep):
        return None
    ends = [c for c in prep.children if c.dep_ in ("pobj", "pcomp")]
    if not ends:
        return None
    a.notes.append(f"prep={prep.lower_}")
    near = prep.i - max(a.cue) <= 3
    group = a.cue | set(range(max(a.cue) + 1, prep.i + 1)) if near else a.cue
    called = {t.i for p in a.preps[1:] if p.lower_ == "as" for t in p.subtree}  # "referred to X as Y"
    return a.make((subtree(ends[0]) - aside(ends[0], a.verb) | called) - group, "prep", group)


def _for_somebody(a: _Verb) -> Candidate | None:
    """Read `he called for them to go`, which the parser takes for a clause."""
    after = max(a.cue) + 1
    doc = a.verb.doc
    if a.word not in PREPOSITIONS["for"] or after >= len(doc) or doc[after].lower_ != "for":
        return None
    clause = next((c for c in a.children if c.dep_ in ("advcl", "ccomp") and c.left_edge.i == after), None)
    if clause is None:
        return None
    a.notes.append("prep=for")
    return a.make(subtree(clause) - {after}, "prep", a.cue | {after})


def _titled(a: _Verb) -> Candidate | None:
    """Read `a poster titled X`, and last `what he said`."""
    if not a.classes:
        return None
    if a.verb.dep_ == "acl" and a.role != "subject":
        rest = [c for c in a.children if c.i > a.verb.i and c.dep_ in ("oprd", "prep", "dobj")]
        return a.make(subtree(rest[0]), "titled", anonymous=True) if rest else None
    pronoun = next((c for c in a.children if c.lower_ in WH and c.dep_ in ("dobj", "pobj")), None)
    return None if pronoun is None else a.make({pronoun.i}, "relative")


_FRAMES = (_clause, _quoted, _put_in, _as, _passive, _infinitive, _object, _preposition, _titled)
