"""Naming: where the text names somebody, known actor or not, and who is meant by a pronoun or a title.

Only where it is safe: a pronoun is resolved to the one person who can be meant, a title to the one person who
bears it. In doubt the speaker stays open, for a person to settle.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from palabre.reading.cues import words
from palabre.reading.draft import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


class Finds(Protocol):
    """Whatever finds known actors in a parsed text."""

    def find(self, doc: Doc, /) -> Any:
        """Return what it found, each with a span, an actor id and a name."""


Names: TypeAlias = Mapping[str, str] | Finds
HE_SHE = frozenset({"he", "she"})
MALE = words(
    """
    mr sir king prince sheikh imam spokesman chairman father brother
    """
)
FEMALE = words(
    """
    mrs ms miss madam queen princess spokeswoman chairwoman mother sister
    """
)
# They speak for whoever they speak of.
VOICES = words(
    """
    spokesman spokeswoman spokesperson spokesmen statement communique communiqué declaration manifesto
    """
)
TITLES = words(
    """
    president minister premier chancellor general colonel major captain commander governor mayor senator
    king prince sheikh imam bishop archbishop ambassador envoy mediator spokesman spokeswoman spokesperson
    chairman chairwoman leader chief secretary professor doctor judge director rebel negotiator delegate
    writer journalist activist lawyer analyst
    """
)


@dataclass(frozen=True)
class Mention:
    """A name in the text: tokens `start` to `end`, the name in full, and the actor's id where known."""

    start: int
    end: int
    name: str
    actor: str | None
    person: bool


def mentions(doc: Doc, names: Names) -> list[Mention]:
    """Return the names of a text in their order: known actors, then runs of proper nouns."""
    known = _known(doc, names)
    taken = {i for m in known for i in range(m.start, m.end)}
    found = list(known)
    start: int | None = None
    for token in [*doc, None]:
        inside = (
            token is not None and token.pos_ == "PROPN" and token.i not in taken and token.text[:1].isupper()
        )
        if inside and start is None:
            start = token.i
        elif not inside and start is not None:
            end = start if token is None else token.i
            end = len(doc) if token is None else end
            found.append(_run(doc, start, end))
            start = None
    return in_full(sorted(found, key=lambda m: m.start))


def _run(doc: Doc, start: int, end: int) -> Mention:
    while end - start > 1 and doc[start].lower_.rstrip(".") in TITLES | MALE | FEMALE | {
        "dr",
        "gen",
        "col",
        "sen",
    }:
        start += 1
    return Mention(start, end, doc[start:end].text, None, True)


def in_full(found: list[Mention]) -> list[Mention]:
    """Give a short name the one full name before it that ends with it: `Assarid`, `Moussa Ag Assarid`."""
    full: dict[str, set[tuple[str, str | None]]] = {}
    done: list[Mention] = []
    for mention in found:
        last = mention.name.split()[-1]
        if mention.end - mention.start >= 2:
            full.setdefault(last, set()).add((mention.name, mention.actor))
        elif mention.actor is None and len(full.get(last, ())) == 1:
            name, actor = next(iter(full[last]))
            mention = Mention(mention.start, mention.end, name, actor, True)
        done.append(mention)
    return done


def _known(doc: Doc, names: Names) -> list[Mention]:
    if isinstance(names, Mapping):
        pieces = [(Span(m.start(), m.end()), one, m[0]) for m, one in _by_alias(doc.text, names)]
    else:
        pieces = [(f.span, f.actor, f.name) for f in names.find(doc)]
    return placed(doc, pieces)


def placed(doc: Doc, pieces: Iterable[tuple[Span, str | None, str]]) -> list[Mention]:
    """Return names found in a text's characters, each with its actor, at their words."""
    found = []
    for span, actor, name in pieces:
        tokens = doc.char_span(span.start, span.end, alignment_mode="expand")
        if tokens is not None and len(tokens):
            found.append(Mention(tokens.start, tokens.end, name, actor, False))
    return found


def _by_alias(text: str, names: Mapping[str, str]) -> list[tuple[re.Match[str], str]]:
    known = {" ".join(name.split()).lower(): one for name, one in names.items() if name.strip()}
    if not known:
        return []
    longest = sorted(known, key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)", re.IGNORECASE)
    return [
        (m, known[m[0].lower()])
        for m in pattern.finditer(text)
        if m[0].lower() in known and (m[0] != m[0].lower() or m[0].startswith("the "))
    ]


@dataclass(frozen=True)
class Who:
    """Who speaks, as far as it is safe to say; `name` empty while open."""

    actor: str | None = None
    name: str = ""


OPEN = Who()
NOBODY = ("nobody", "no one", "none")


class Cast:
    """Everybody named in a text, and who is meant where."""

    def __init__(self, doc: Doc, names: Names) -> None:
        self.doc = doc
        self.mentions = mentions(doc, names)
        self.at = {i: m for m in self.mentions for i in range(m.start, m.end)}
        self.titled = _titled(doc, self.at)

    def who(self, head: Token, phrase: frozenset[int], before: Who, since: int) -> Who:
        """Say who is meant by a noun phrase.

        Parameters
        ----------
        head : spacy Token
            The phrase's head.
        phrase : set of int
            Its tokens.
        before : Who
            Who spoke last.
        since : int
            The token after which nobody else has spoken.
        """
        word = head.lower_
        if word in ("who", "which", "that") and head.head.dep_ == "relcl":
            noun = head.head.head
            return self.who(noun, frozenset(t.i for t in noun.subtree if t.i < head.i), before, since)
        if word in HE_SHE:
            return self._person(head, before, since)
        said = self.doc[min(phrase) : max(phrase) + 1].text if phrase else head.text
        if head.pos_ == "PRON" or said.lower().startswith(NOBODY):
            return OPEN
        mention = self.at.get(head.i)
        if any(c.dep_ == "conj" and c.i in phrase and self.at.get(c.i) != mention for c in head.children):
            # Two who say the same are no one speaker: `according to Musa and Osei`.
            return Who(None, said)
        if mention is not None:
            return Who(mention.actor, mention.name)
        return self._described(head, phrase, said)

    def named_at(self, place: Span) -> Who:
        """Say who is meant by the name at a place of the text; open where no name is known to stand there."""
        for mention in self.mentions:
            first, last = self.doc[mention.start], self.doc[mention.end - 1]
            if first.idx <= place.start < place.end <= last.idx + len(last):
                return Who(mention.actor, mention.name)
        return OPEN

    def _described(self, head: Token, phrase: frozenset[int], words: str) -> Who:
        word = head.lower_
        for child in head.children:  # "a spokesman, Ali Musa,"
            if child.dep_ == "appos" and child.i in self.at:
                mention = self.at[child.i]
                return Who(mention.actor, mention.name)
        if word in VOICES:
            of = [self.at[i] for i in phrase if i in self.at and self.at[i].actor is not None]
            actors = {m.actor for m in of}
            if len(actors) == 1:
                return Who(of[0].actor, words)
        definite = any(c.lower_ == "the" for c in head.children if c.dep_ == "det")
        known = self.titled.get(word, set())
        if (
            definite
            and len(known) == 1
            and not any(c.dep_ in ("prep", "compound", "amod") for c in head.children)
        ):
            name, actor = next(iter(known))
            return Who(actor, name)
        return Who(None, words)

    def _person(self, pronoun: Token, before: Who, since: int) -> Who:
        """Return the one person who can be meant by he or she."""
        sentence = pronoun.sent
        paragraph = _sentences_before(sentence.start, self.doc, 2)
        seen: dict[str, Mention] = {}
        for place in range(max(paragraph, 0), pronoun.i):
            mention = self.at.get(place)
            if mention is not None and place == mention.start and self._may_be(mention, pronoun.lower_):
                seen[mention.name] = mention
        if before.name and sum(1 for name in seen if name != before.name) == 0:
            return before if since >= _sentences_before(sentence.start, self.doc, 4) else OPEN
        if len(seen) == 1 and (not before.name or before.name in seen):
            mention = next(iter(seen.values()))
            return Who(mention.actor, mention.name)
        return OPEN

    def _may_be(self, mention: Mention, pronoun: str) -> bool:
        """Whether a name can be a person's and of that gender."""
        doc = self.doc
        if mention.actor is None and mention.end - mention.start == 1:
            return False
        title = doc[mention.start - 1].lower_.rstrip(".") if mention.start else ""
        if title in (FEMALE if pronoun == "he" else MALE):
            return False
        last = doc[mention.end - 1]
        if last.dep_ == "pobj" and last.head.lower_ in (
            "in",
            "at",
            "from",
            "near",
            "to",
            "of",
            "into",
            "across",
        ):
            return False
        return not (mention.start and doc[mention.start - 1].lower_ == "the" and last.head.pos_ != "PROPN")


def _sentences_before(place: int, doc: Doc, many: int) -> int:
    start = place
    while many and start > 0:
        start -= 1
        if doc[start].is_sent_start and not doc[start].is_space:
            many -= 1
    return start


def _titled(doc: Doc, at: Mapping[int, Mention]) -> dict[str, set[tuple[str, str | None]]]:
    """Who bears which title: `President Ali Musa`, `Ali Musa, the rebels' spokesman,`."""
    found: dict[str, set[tuple[str, str | None]]] = {}
    for token in doc:
        word = token.lower_
        if word not in TITLES:
            continue
        after = at.get(token.i + 1)
        if after is not None and token.i + 1 == after.start:
            found.setdefault(word, set()).add((after.name, after.actor))
        elif token.dep_ == "appos" and token.head.i in at:
            mention = at[token.head.i]
            found.setdefault(word, set()).add((mention.name, mention.actor))
        elif token.i in at:
            mention = at[token.i]
            if token.i == mention.start and mention.end - mention.start > 1 and mention.actor is None:
                name = doc[mention.start + 1 : mention.end].text
                found.setdefault(word, set()).add((name, None))
    return found
