"""Candidates: every place where a sentence may say that somebody says something, read off its dependencies.

Rules over a dependency tree, after Krestel, Bergler and Witte (2008), Minding the Source, and Pareti (2015),
Attribution: a computational approach: the verb or noun of saying is the cue, its subject the source, its
clause, infinitive or object the content. A candidate is only proposed here; `weighing` says how sure it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from palabre.reading.cues import CHAIN, HEARSAY, LIGHT, NOUN_CUES, SPEAK, VENUES, VERB_CLASSES, lemma

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

Tokens = frozenset[int]
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
DASHES = frozenset(("-", "--", "—", "–"))
BEFORE_VERB = frozenset({"aux", "auxpass", "neg", "advmod"})
WH = frozenset({"who", "which", "that", "whom", "what"})


@dataclass(frozen=True)
class Candidate:
    """A cue with what it may belong to, as places of tokens; `frame` says how they hang together."""

    head: int
    cue: Tokens
    source: Tokens
    content: Tokens
    frame: str
    role: str
    notes: tuple[str, ...] = ()


class Marks:
    """The quotations of a parsed text, by the places of their tokens."""

    def __init__(self, doc: Doc, ranges: list[tuple[int, int]]) -> None:
        self.doc = doc
        self.ranges = ranges
        self.of = {i: n for n, (start, end) in enumerate(ranges) for i in range(start, end)}
        self.begins = {start: n for n, (start, _) in enumerate(ranges)}

    def tokens(self, n: int) -> set[int]:
        return set(range(*self.ranges[n]))

    def long(self, n: int) -> bool:
        """Whether a quotation is speech rather than a few quoted words."""
        start, end = self.ranges[n]
        return end - start > 6 or self.ends(n)

    def size(self, n: int) -> int:
        """How many tokens a quotation has."""
        return self.ranges[n][1] - self.ranges[n][0]

    def ends(self, n: int) -> bool:
        """Whether a quotation ends a sentence or hands over to `he said`."""
        start, end = self.ranges[n]
        return end - 2 > start and self.doc[end - 2].text in (".", "!", "?", ",", "...", "…")


def candidates(doc: Doc, marks: Marks) -> list[Candidate]:
    """Return the candidates of a text."""
    found: list[Candidate] = []
    for sentence in doc.sents:
        for token in sentence:
            if token.i not in marks.of:
                found += of_token(token, sentence, marks)
    return with_continuations(one_each(found, marks), marks)


def with_continuations(found: list[Candidate], marks: Marks) -> list[Candidate]:
    """Give the quotations that follow a sentence to one cue of it: the one that hands over a quotation."""
    last: dict[int, int] = {}
    for place, candidate in enumerate(found):
        end = marks.doc[max(candidate.cue | candidate.source)].sent.end
        quoting = candidate.frame == "quote" or "direct" in candidate.notes
        before = last.get(end)
        if before is not None and (found[before].frame == "quote" or "direct" in found[before].notes):
            continue
        if quoting or before is None or found[before].head < candidate.head:
            last[end] = place
    chosen = set(last.values())
    return [continued(c, marks) if place in chosen else c for place, c in enumerate(found)]


def _sentence_ends(doc: Doc, at: int) -> bool:
    """Whether a new sentence, quotation or paragraph begins here, and no `she said` follows."""
    if at >= len(doc) or "\n" in doc[at - 1].text_with_ws or doc[at].is_space:
        return True
    return bool(doc[at].is_sent_start) or doc[at].text == '"'


def one_each(found: list[Candidate], marks: Marks) -> list[Candidate]:
    """A quotation is the content of one cue only: the nearest that hands it over."""
    best: dict[int, tuple[int, int]] = {}
    for place, candidate in enumerate(found):
        if candidate.frame != "quote":
            continue
        for n in {marks.of[i] for i in candidate.content if i in marks.of}:
            start, end = marks.ranges[n]
            body = candidate.cue | candidate.source
            distance = min(abs(min(body) - end), abs(start - max(body)))
            if n not in best or distance < best[n][0]:
                best[n] = (distance, place)
    kept = {place for _, place in best.values()}
    return [c for place, c in enumerate(found) if c.frame != "quote" or place in kept]


def continued(candidate: Candidate, marks: Marks) -> Candidate:
    """Add the quotations that follow in the same paragraph: `"One," she said. "Two."`."""
    doc = marks.doc
    last = max(candidate.cue | candidate.source | candidate.content)
    at = doc[last].sent.end
    if last in marks.of:
        at = max(at, marks.ranges[marks.of[last]][1])
    content = set(candidate.content)
    if candidate.frame not in ("quote", "inserted") and "direct" not in candidate.notes:
        if any(doc[i].pos_ == "VERB" and i not in content for i in range(last + 1, at)):
            return candidate
    while at < len(doc):
        if doc[at].is_space:
            at += 1
            continue
        if at not in marks.begins:
            break
        n = marks.begins[at]
        end = marks.ranges[n][1]
        if not marks.ends(n) or doc[end - 2].text == "," or not _sentence_ends(doc, end):
            break
        content |= marks.tokens(n)
        at = end
    if len(content) == len(candidate.content):
        return candidate
    return replace(candidate, content=frozenset(content), notes=(*candidate.notes, "continued"))


def of_token(token: Token, sentence: Span, marks: Marks) -> Iterator[Candidate]:
    if token.pos_ in ("VERB", "AUX"):
        if token.lower_ == "according" or token.lemma_ == "accord":
            yield from _according(token, sentence)
        elif token.dep_ not in ("aux", "auxpass"):
            yield from _verb(token, sentence, marks)
    elif token.pos_ == "NOUN" and lemma(token.lemma_) in NOUN_CUES:
        yield from _noun(token, sentence)
    elif token.lower_ in HEARSAY:
        yield from _hearsay(token, sentence)
    elif token.lower_ == "according":
        yield from _according(token, sentence)


# -- what stands where ---------------------------------------------------------------------------------------


def subtree(token: Token) -> set[int]:
    return {t.i for t in token.subtree}


def noun_phrase(noun: Token) -> set[int]:
    """A noun with what says who it is: titles, places, an apposition; not a clause set off by a comma."""
    found = subtree(noun)
    for child in noun.children:
        comma = child.left_edge.i > 0 and child.doc[child.left_edge.i - 1].text in (",", "-", "--", "—", "–")
        if child.dep_ in ("relcl", "advcl", "parataxis", "cc") and (comma or child.dep_ == "cc"):
            if child.dep_ == "cc":
                continue
            found -= subtree(child)
        elif child.dep_ == "acl" and comma:
            found -= subtree(child)
        elif child.dep_ == "dep" and comma:
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
    """The verb with the auxiliaries, negations and adverbs that stand directly before it, and its particle."""
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
    if verb.dep_ == "xcomp" and lemma(verb.head.lemma_) in CHAIN and verb.head.i < min(found):
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


_LEADING = frozenset("when where how why then though however meanwhile instead moreover so thus".split())


def subject_of(verb: Token) -> tuple[set[int], str]:
    """Who does what the verb says, and how that is known."""
    at = verb
    how = ""
    for _ in range(5):
        passive = any(c.dep_ == "nsubjpass" for c in at.children)
        agents = [p for a in at.children if a.dep_ == "agent" for p in a.children if p.dep_ == "pobj"]
        if agents and not how:
            return noun_phrase(agents[0]), "agent"
        subjects = [c for c in at.children if c.dep_ in ("nsubj", "nsubjpass", "expl")]
        if subjects and (not passive or how or True):
            subject = subjects[0]
            if subject.dep_ == "nsubjpass" and not how:
                return set(), "passive"
            if subject.dep_ == "expl" or (subject.lower_ == "it" and subject.dep_ == "nsubjpass"):
                return set(), "expletive"
            return noun_phrase(subject), how or "subject"
        dep, head = at.dep_, at.head
        if dep == "acl":
            phrase = {i for i in noun_phrase(head) if i < at.left_edge.i} if at.i > head.i else set()
            return trimmed(phrase, at.doc), "noun"
        if dep == "conj" and head.pos_ in ("VERB", "AUX"):
            how = how or "conj"
        elif dep in ("xcomp", "advcl", "pcomp", "ccomp", "dep"):
            how = how or dep
            if dep == "pcomp":
                head = head.head
            if head.pos_ not in ("VERB", "AUX", "ADJ", "NOUN"):
                return set(), "none"
            if dep == "xcomp":
                objects = [c for c in head.children if c.dep_ == "dobj"]
                if objects:
                    return noun_phrase(objects[0]), "object"
        else:
            return set(), "none"
        if head.i == at.i:
            return set(), "none"
        at = head
    return set(), "none"


# -- verbs ---------------------------------------------------------------------------------------------------


def _verb(verb: Token, sentence: Span, marks: Marks) -> Iterator[Candidate]:
    word = lemma(verb.lemma_)
    classes = VERB_CLASSES.get(word, frozenset())
    doc = verb.doc
    children = list(verb.children)
    cue = verb_group(verb)
    source, role = subject_of(verb)
    notes: list[str] = []
    clause = next((c for c in children if c.dep_ == "ccomp"), None)
    objects = [c for c in children if c.dep_ in ("dobj", "attr", "oprd", "dative")]
    infinitive = next((c for c in children if c.dep_ == "xcomp"), None)
    passive = next((c for c in children if c.dep_ == "nsubjpass"), None)
    preps = [c for c in children if c.dep_ in ("prep", "agent") and c.i > verb.i]
    direct = (
        handed_over(verb, cue | source, sentence, marks, clause is not None and clause.i > verb.i)
        if "say" in classes or clause is not None
        else set()
    )
    own = cue | source

    def make(content: set[int], frame: str, cue: set[int] = cue, source: set[int] = source) -> Candidate:
        tidy = trimmed(before_dash(content - cue - source, verb.i, marks), doc)
        return Candidate(
            verb.i, frozenset(cue), frozenset(source), frozenset(tidy), frame, role, tuple(notes)
        )

    if clause is not None and passive is None:
        content = subtree(clause) - own_speech(clause, verb)
        start = next((c.i for c in clause.children if c.dep_ == "mark"), None)
        between = [c for c in children if c.dep_ == "acomp"]
        if between and start is not None and between[0].i < start:
            cue |= set(range(verb.i, start))
        elif start is not None and clause.i > verb.i:
            content = {i for i in content if i >= start}
        if direct:
            content = {i for i in content if i in direct or _beside(i, direct, verb, clause)} | direct
            if max(direct) < verb.i:
                content = {i for i in content if i <= max(direct)}
        for n in {marks.of[i] for i in content if i in marks.of}:
            content |= marks.tokens(n)
            notes.append("quoted")
        mark = next((c.lower_ for c in clause.children if c.dep_ == "mark"), "")
        notes.append(f"mark={mark}")
        if direct:
            notes.append("direct")
        yield make(content - own, "clause", cue)
        return
    if direct:
        yield make(direct, "quote")
        return
    if verb.dep_ in ("parataxis",) or _inserted(verb, sentence):
        yield make(set(range(sentence.start, sentence.end)) - subtree(verb) - own, "inserted")
        return
    if (
        verb.dep_ == "advcl"
        and any(c.lower_ == "as" and c.dep_ in ("mark", "advmod") for c in children)
        and not objects
        and infinitive is None
    ):
        yield make(subtree(verb.head) - subtree(verb) - own, "as")
        return
    relative = _relative(verb)
    if passive is not None:
        content = noun_phrase(passive)
        if infinitive is not None:
            content |= subtree(infinitive)
            frame = "passive-inf"
        elif clause is not None:
            content = subtree(clause)
            frame = "passive-clause"
        else:
            frame = "passive"
            by = [p for p in preps if p.dep_ == "agent"]
            rest = [p for p in preps if p.lower_ in ("as", "for")] + objects
            for p in rest:
                content |= subtree(p)
            if by:
                frame = "passive-by"
        if not classes:
            return
        yield make(content, frame)
        return
    if not classes:
        if infinitive is None or not objects:
            return
        return
    if infinitive is not None and not objects and word in CHAIN and lemma(infinitive.lemma_) in VERB_CLASSES:
        return
    if infinitive is not None and not objects:
        yield make(subtree(infinitive), "infinitive")
        return
    if objects:
        first = min(objects, key=lambda c: c.left_edge.i)
        if first.i > verb.i:
            content = set()
            noun = lemma(first.lemma_)
            inner = [c for c in first.children if c.i > first.i and c.dep_ in ("prep", "acl")]
            if (
                first.dep_ == "dobj"
                and noun in NOUN_CUES
                and word in LIGHT
                and inner
                and first.i - verb.i <= 4
            ):
                hook = inner[0]
                group = cue | set(range(min(cue), first.i + 1))
                ends = [c for c in hook.children if c.dep_ in ("pobj", "pcomp")]
                if hook.dep_ == "prep" and ends:
                    group |= set(range(first.i, hook.i + 1))
                    yield make(subtree(ends[0]) - group, "light", group)
                    return
                if hook.dep_ == "acl":
                    yield make(subtree(hook) - group, "light", group)
                    return
            for child in children:
                if child.i < first.left_edge.i:
                    continue
                if (
                    child.dep_ in ("dobj", "oprd", "attr", "dative", "xcomp")
                    or (child.dep_ == "prep" and child.lower_ in _MORE and not _venue(child))
                    or child.dep_ in ("acl",)
                ):
                    content |= subtree(child)
                elif child.dep_ in ("prep", "npadvmod", "advcl", "cc", "conj", "punct", "advmod"):
                    break
            frame = "object-inf" if infinitive is not None else "object"
            yield make(content, frame)
        elif first.lower_ in WH:
            named = [c for c in children if c.i > verb.i and c.dep_ in ("oprd", "ccomp", "attr")]
            more = subtree(named[0]) if named else set()
            yield make({first.i} | more, "relative-named" if named else "relative")
        return
    if preps:
        prep = preps[0]
        if prep.dep_ == "prep" and not _venue(prep):
            ends = [c for c in prep.children if c.dep_ in ("pobj", "pcomp")]
            if ends:
                notes.append(f"prep={prep.lower_}")
                group = cue | set(range(max(cue) + 1, prep.i + 1)) if prep.i - max(cue) <= 3 else cue
                yield make(subtree(ends[0]) - group, "prep", group)
                return
    if verb.dep_ == "acl" and not role == "subject":
        rest = [c for c in children if c.i > verb.i and c.dep_ in ("oprd", "prep", "dobj")]
        if rest:
            yield make(subtree(rest[0]), "titled", cue, set())
        return
    if relative is not None:
        yield make({relative.i}, "relative")


_MORE = frozenset("as for of against over from into about than".split())


def _relative(verb: Token) -> Token | None:
    return next(
        (
            c
            for c in verb.children
            if c.lower_ in ("which", "that", "whom", "what") and c.dep_ in ("dobj", "pobj")
        ),
        None,
    )


def _inserted(verb: Token, sentence: Span) -> bool:
    """`X, he said` where the parser hangs the verb below what is said."""
    return (
        verb.dep_ in ("ccomp", "advcl", "conj", "dep", "relcl", "appos")
        and verb.head.i < verb.i
        and _commas(verb)
        and verb.i >= sentence.end - 12
        and any(c.dep_ == "nsubj" for c in verb.children)
        and not any(
            c.dep_ in ("dobj", "xcomp", "prep", "mark", "ccomp", "attr", "acomp") for c in verb.children
        )
        and "say" in VERB_CLASSES.get(lemma(verb.lemma_), ())
    )


def _commas(verb: Token) -> bool:
    edge = verb.left_edge.i
    return edge > 0 and verb.doc[edge - 1].text == ","


def _before(verb: Token, sentence: Span, own: set[int]) -> set[int]:
    """What stands before a verb of saying that follows its clause."""
    return set()


def _venue(prep: Token) -> bool:
    """`in a statement`, `on Tuesday`: where or when it was said, not what."""
    ends = [c for c in prep.children if c.dep_ == "pobj"]
    if not ends:
        return prep.lower_ in ("after", "before", "during", "since", "while")
    end = ends[0]
    if prep.lower_ in (
        "during",
        "at",
        "in",
        "on",
        "after",
        "before",
        "since",
        "from",
        "via",
        "to",
        "with",
        "by",
    ):
        return (
            lemma(end.lemma_) in VENUES
            or end.lower_ in _TIMES
            or prep.lower_ in ("during", "after", "before", "since", "via")
        )
    return False


_TIMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december today yesterday week month year morning night evening afternoon reporters
    cnn abc nbc msnbc""".split()
)


def before_dash(content: set[int], cue: int, marks: Marks) -> set[int]:
    """What stands before a dash that sets off the writer's own aside."""
    doc = marks.doc
    dashes = [i for i in content if i > cue and i not in marks.of and doc[i].text in DASHES]
    if len(dashes) != 1:
        return content
    for i in dashes:
        if (
            i > cue
            and i not in marks.of
            and doc[i].text in DASHES
            and (doc[i].whitespace_ or doc[i].text == "—")
        ):
            kept = {p for p in content if p < i or p in marks.of}
            return kept if len(kept) > 2 else content
    return content


def handed_over(verb: Token, body: set[int], sentence: Span, marks: Marks, after: bool) -> set[int]:
    """The quotations that stand directly before or after a verb with its subject."""
    doc = verb.doc
    found: set[int] = set()
    left, right = min(body), max(body)
    at = left - 1
    while at >= sentence.start and (doc[at].text in (",", "-", "--", "—", "–") or doc[at].is_space):
        at -= 1
    if (
        at in marks.of
        and (not after or (doc[at - 1].text == "," and marks.size(marks.of[at]) > 7))
        and marks.long(marks.of[at])
        and at == marks.ranges[marks.of[at]][1] - 1
        and doc[at - 1].text != "."
    ):
        found |= marks.tokens(marks.of[at])
    at = right + 1
    end = min(sentence.end, right + 30)
    while at < end and at not in marks.of and doc[at].text not in (",", ":", ";", "."):
        at += 1
    while at < end and (doc[at].text in (",", ":", "that") or doc[at].is_space):
        at += 1
    if (
        at in marks.begins
        and marks.long(marks.begins[at])
        and (doc[at - 1].text in (",", ":", "that") or at == right + 1)
    ):
        found |= marks.tokens(marks.begins[at])
    return found


def own_speech(clause: Token, verb: Token) -> set[int]:
    """What hangs below the clause but says on its own: `he said X and added that Y`, `…, adding that Y`."""
    found: set[int] = set()
    for token in clause.subtree:
        if (
            token.i <= verb.i
            or token.i == clause.i
            or token.pos_ != "VERB"
            or lemma(token.lemma_) not in SPEAK
        ):
            continue
        subject = any(c.dep_ in SUBJECTS for c in token.children)
        speech = any(c.dep_ == "ccomp" for c in token.children)
        if token.dep_ == "conj" and not subject and speech and token.tag_ == verb.tag_:
            found |= subtree(token)
            found |= {c.i for c in token.head.children if c.dep_ == "cc" and c.i < token.i}
        elif token.dep_ == "advcl" and token.tag_ == "VBG" and token.doc[token.left_edge.i - 1].text == ",":
            found |= subtree(token)
    return found


def _beside(place: int, direct: set[int], verb: Token, clause: Token) -> bool:
    """Whether a word of the clause stands on the same side of the verb as the quotation."""
    return (place < verb.i) == (min(direct) < verb.i)


# -- the rest ------------------------------------------------------------------------------------------------


def _according(token: Token, sentence: Span) -> Iterator[Candidate]:
    doc = token.doc
    if token.i + 1 >= sentence.end or doc[token.i + 1].lower_ != "to":
        return
    to = doc[token.i + 1]
    ends = [c for c in to.children if c.dep_ in ("pobj", "pcomp")]
    if not ends:
        return
    source = noun_phrase(ends[0])
    cue = {token.i, to.i}
    clause = token
    for _ in range(6):
        clause = clause.head
        if clause.pos_ in ("VERB", "AUX") and any(c.dep_ in SUBJECTS for c in clause.children):
            break
    content = (
        {t.i for t in clause.subtree}
        - {t.i for t in token.subtree}
        - {t.i for t in to.subtree}
        - source
        - cue
    )
    for child in clause.children:
        if child.dep_ == "conj" and child.i > token.i and child.pos_ in ("VERB", "AUX"):
            content -= subtree(child)
            content -= {c.i for c in clause.children if c.dep_ == "cc" and token.i < c.i < child.i}
    content = trimmed(content, doc)
    yield Candidate(token.i, frozenset(cue), frozenset(source), frozenset(content), "according", "pobj")


def _noun(noun: Token, sentence: Span) -> Iterator[Candidate]:
    doc = noun.doc
    owners = [c for c in noun.children if c.dep_ == "poss"]
    source = noun_phrase(owners[0]) if owners else set()
    role = "owner" if owners else "none"
    clause = next(
        (
            c
            for c in noun.children
            if c.dep_ in ("acl", "ccomp", "relcl") and c.i > noun.i and c.dep_ != "relcl"
        ),
        None,
    )
    preps = [c for c in noun.children if c.dep_ == "prep" and c.i > noun.i]
    cue = {noun.i}
    if clause is not None:
        content = subtree(clause)
        frame = "noun-clause" if any(c.dep_ == "mark" for c in clause.children) else "noun-inf"
        for p in preps:
            if p.lower_ in ("by", "from", "of", "among") and p.i < clause.left_edge.i and not source:
                ends = [c for c in p.children if c.dep_ == "pobj"]
                if ends:
                    source, role = noun_phrase(ends[0]) - content, "by"
    else:
        content, frame = set(), "noun-prep"
        for p in preps:
            ends = [c for c in p.children if c.dep_ in ("pobj", "pcomp")]
            if not ends:
                continue
            if p.lower_ in ("by", "from", "among") and not source:
                source, role = noun_phrase(ends[0]), "by"
            elif p.lower_ in ("about", "of", "for", "on", "against", "to", "over", "in") and not content:
                if p.i == noun.i + 1:
                    cue |= {p.i}
                content = subtree(ends[0])
                frame = f"noun-{p.lower_}"
    if not content:
        return
    if doc[noun.i - 1].text in ("'s", "'") and noun.i - 1 in source:
        pass
    yield Candidate(
        noun.i,
        frozenset(cue),
        frozenset(source),
        frozenset(trimmed(content - cue - source, doc)),
        frame,
        role,
    )


def _hearsay(adverb: Token, sentence: Span) -> Iterator[Candidate]:
    head = adverb.head
    content = trimmed(subtree(head) - {adverb.i}, adverb.doc) if head.i != adverb.i else set()
    if content:
        yield Candidate(adverb.i, frozenset({adverb.i}), frozenset(), frozenset(content), "hearsay", "none")
