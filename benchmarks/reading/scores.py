"""Scores: what is compared with what.

Words and marks are compared, white space is not. *Exact* is the same words and marks. *Overlap* shares half
of the longer one. A *whole* attribution overlaps in its content and has the right source: the two share half
of the shorter one, or neither names any. Each annotated attribution is found once. By kind, precision counts
what was found as that kind and recall what is annotated as that kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from palabre.reading import Attribution
from palabre.reading.quotes import quotations

from .polnear import Article

Words = frozenset[int]
ROLES = ("source", "cue", "content")
KINDS = ("direct", "mixed", "indirect")
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass
class Count:
    """Right ones among those found, and found ones among those annotated."""

    right: int = 0
    found: int = 0
    annotated: int = 0
    recalled: int = 0

    def row(self) -> str:
        """Precision, recall and F1."""
        precision, recall = self.right / max(1, self.found), self.recalled / max(1, self.annotated)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        sizes = f"{self.right} of {self.found} found, {self.recalled} of {self.annotated} annotated"
        return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}   ({sizes})"


@dataclass(frozen=True)
class One:
    """An attribution as words."""

    source: Words
    cue: Words
    content: Words
    kind: str
    sureness: float = 1.0


@dataclass
class Tally:
    """All counts of a run."""

    exact: dict[str, Count] = field(default_factory=lambda: {role: Count() for role in ROLES})
    overlap: dict[str, Count] = field(default_factory=lambda: {role: Count() for role in ROLES})
    whole: Count = field(default_factory=Count)
    by_kind: dict[str, Count] = field(default_factory=lambda: {kind: Count() for kind in KINDS})
    judged: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, article: Article, found: Sequence[Attribution]) -> None:
        """Compare what was found in an article with what was annotated."""
        ruler = _Ruler(article.text)
        mine = [ruler.of(one) for one in found]
        gold = [ruler.one(g.source, g.cue, g.content, 1.0) for g in article.gold]
        for role in ROLES:
            ours = {words for one in mine if (words := getattr(one, role))}
            theirs = {words for one in gold if (words := getattr(one, role))}
            _count(self.exact[role], len(ours & theirs), len(ours), len(theirs))
            _count(self.overlap[role], _overlapping(ours, theirs), len(ours), len(theirs))
        pairs = dict(_matched(mine, gold))
        _count(self.whole, len(pairs), len(mine), len(gold))
        self.judged += [(one.sureness, place in pairs) for place, one in enumerate(mine)]
        for kind in KINDS:
            count = self.by_kind[kind]
            count.found += sum(one.kind == kind for one in mine)
            count.annotated += sum(one.kind == kind for one in gold)
            count.right += sum(mine[here].kind == kind for here in pairs)
            count.recalled += sum(gold[there].kind == kind for there in pairs.values())

    def fifths(self) -> list[float]:
        """Precision of whole attributions by fifth of sureness, the surest first."""
        ordered = sorted(self.judged, key=lambda one: -one[0])
        cuts = [round(k * len(ordered) / 5) for k in range(6)]
        parts = [ordered[a:b] for a, b in pairwise(cuts)]
        return [sum(right for _, right in part) / max(1, len(part)) for part in parts]


class _Ruler:
    """The words of a text by their places."""

    def __init__(self, text: str) -> None:
        self.at: dict[int, int] = {}
        self.is_word: list[bool] = []
        for place, word in enumerate(_WORD.finditer(text)):
            self.is_word.append(word[0][0].isalnum())
            for i in range(word.start(), word.end()):
                self.at[i] = place
        self.quoted = self._words((q.start, q.end) for q in quotations(text))

    def _words(self, spans: Iterable[tuple[int, int]]) -> Words:
        return frozenset(self.at[i] for start, end in spans for i in range(start, end) if i in self.at)

    def one(
        self,
        source: Iterable[tuple[int, int]],
        cue: Iterable[tuple[int, int]],
        content: Iterable[tuple[int, int]],
        sureness: float,
    ) -> One:
        said = self._words(content)
        spoken = {i for i in said if self.is_word[i]}
        inside = len(spoken & self.quoted)
        kind = "indirect" if not inside else "direct" if inside == len(spoken) else "mixed"
        return One(self._words(source), self._words(cue), said, kind, sureness)

    def of(self, one: Attribution) -> One:
        source = [(one.source.start, one.source.end)] if one.source else []
        cue = [(one.cue.start, one.cue.end)] if one.cue else []
        return self.one(source, cue, [(s.start, s.end) for s in one.content], one.sureness)


def _count(count: Count, right: int, found: int, annotated: int) -> None:
    count.right += right
    count.recalled += right
    count.found += found
    count.annotated += annotated


def _half(a: Words, b: Words) -> bool:
    return bool(a & b) and 2 * len(a & b) >= max(len(a), len(b))


def _overlapping(ours: Iterable[Words], theirs: Iterable[Words]) -> int:
    left = list(theirs)
    right = 0
    for one in ours:
        fitting = [other for other in left if _half(one, other)]
        if fitting:
            left.remove(max(fitting, key=lambda other: len(other & one)))
            right += 1
    return right


def _matched(mine: Sequence[One], gold: Sequence[One]) -> Iterable[tuple[int, int]]:
    taken: set[int] = set()
    for here, one in enumerate(mine):
        fitting = [
            there
            for there, other in enumerate(gold)
            if there not in taken and _half(one.content, other.content) and _same(one.source, other.source)
        ]
        if fitting:
            best = max(fitting, key=lambda there: len(gold[there].content & one.content))
            taken.add(best)
            yield here, best


def _same(a: Words, b: Words) -> bool:
    if not a or not b:
        return not a and not b
    return 2 * len(a & b) >= min(len(a), len(b))
