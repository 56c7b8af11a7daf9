"""Learning: kinds of claim from what a desk accepted, retyped and rejected, as counts that anybody can read.

Complement naive Bayes over words, pairs of words and beginnings of words (Rennie, Shih, Teevan and Karger,
"Tackling the poor assumptions of naive Bayes text classifiers", ICML 2003), which bears small and uneven
numbers of examples. It only adds to the rules of `kinds`, and the more decisions there are the more it
says. Everything is counted in one file of the dossier, made anew from the decisions, that anybody can read.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any, Final

from palabre.reading.kinds import KINDS, LEAST, kind_of, weights

VERSION: Final = 1
SMOOTHING: Final = 1.0
# With so many decisions about kinds what was learnt counts half.
HALF: Final = 30
# With fewer claims of a kind what was learnt about it counts less.
FEW: Final = 3
# The most that what a desk rejected can move a draft up or down.
MOST_SHIFT: Final = 0.2
_ENDINGS: Final = ("ingly", "edly", "ings", "ing", "ies", "ied", "es", "ed", "s")


@dataclass(frozen=True)
class Learned:
    """What decisions taught: for each kind how many claims, and how many of them have a word.

    Parameters
    ----------
    claims : mapping of kind to count
    words : mapping of kind to word to count
    rules_right : int
        For how many of the claims the rules alone say the kind that the desk gave.
    rejected : int
        How many drafts were rejected.
    rejected_words : mapping of word to count

    Examples
    --------
    >>> learned = learn([("They bake bread.", "trade")] * 9 + [("They hold the bridge.", "control")] * 9)
    >>> learned.kind_of("They bake our bread."), learned.kind_of("The bridge is held.")
    ('trade', 'control')
    """

    claims: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    rules_right: int = 0
    rejected: int = 0
    rejected_words: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def total(self) -> Mapping[str, int]:
        """How many accepted claims have each word."""
        found: Counter[str] = Counter()
        for counts in self.words.values():
            found.update(counts)
        return found

    @cached_property
    def _sums(self) -> Mapping[str, float]:
        every = sum(self.total.values())
        own = {kind: sum(counts.values()) for kind, counts in self.words.items()}
        return {kind: every - count + SMOOTHING * len(self.total) for kind, count in own.items()}

    def scores(self, words: str) -> dict[str, float]:
        """Return for each kind learnt how well the words fit, their mean being 0."""
        known = [w for w in features(words) if w in self.total]
        if not known or len(self.claims) < 2:
            return dict.fromkeys(self.claims, 0.0)
        found = {}
        for kind, counts in self.words.items():
            other = self._sums[kind]
            found[kind] = -sum(
                math.log((self.total[w] - counts.get(w, 0) + SMOOTHING) / other) for w in known
            )
        mean = sum(found.values()) / len(found)
        return {kind: value - mean for kind, value in found.items()}

    def kind_of(self, words: str, unit: str = "") -> str | None:
        """Return the kind of a passage: what the rules and the decisions together say."""
        told = weights(words, unit)
        count = sum(self.claims.values())
        share = count / (count + HALF)
        learnt = self.scores(words)
        # A kind that no decision knows is not counted against: only its rules speak.
        both = {
            k: self._trust * told.get(k, 0.0) + share * self._known(k) * learnt.get(k, 0.0)
            for k in {*told, *learnt}
        }
        if not told["denial"]:
            # Whether something is denied is in its words: "that it had fled" is as often said as denied.
            both.pop("denial")
        best = max(sorted(both), key=lambda kind: (both[kind], kind in KINDS))
        return best if both[best] >= max(0.01, LEAST * (1 - share)) else None

    def _known(self, kind: str) -> float:
        """Return how far what was learnt about a kind counts: two examples are alike by chance."""
        return min(1.0, self.claims.get(kind, 0) / FEW)

    @cached_property
    def _trust(self) -> float:
        """What a rule weighs: 1 where nothing is decided yet, more where rules were mostly right."""
        right = (self.rules_right + 2) / (sum(self.claims.values()) + 4)
        return math.sqrt(right / (1 - right))

    def sureness(self, words: str, before: float) -> float:
        """Return a sureness moved up or down by how like the passage is to what was accepted or rejected."""
        accepted = sum(self.claims.values())
        if not accepted or not self.rejected:
            return before
        odds = 0.0
        for word in features(words):
            yes = (self.total.get(word, 0) + SMOOTHING) / (accepted + 2)
            no = (self.rejected_words.get(word, 0) + SMOOTHING) / (self.rejected + 2)
            odds += math.log(yes / no) if word in self.total or word in self.rejected_words else 0.0
        count = accepted + self.rejected
        return min(1.0, max(0.0, before + MOST_SHIFT * count / (count + HALF) * math.tanh(odds / 4)))

    def written(self) -> str:
        """Return the counts as the text of a file."""
        kinds = {
            kind: {"claims": self.claims[kind], "words": _common(self.words[kind])}
            for kind in sorted(self.claims)
        }
        return _json(
            {
                "palabre kinds": VERSION,
                "note": "Made from the decisions in the drafts files: for each kind how many claims have "
                "a word.",
                "rules_right": self.rules_right,
                "kinds": kinds,
                "rejected": {"drafts": self.rejected, "words": _common(self.rejected_words)},
            }
        )

    @classmethod
    def read(cls, text: str) -> Learned:
        """Read such a file.

        Raises
        ------
        ValueError
            When it is none.
        """
        found: dict[str, Any] = json.loads(text)
        try:
            kinds, rejected = found["kinds"], found["rejected"]
            return cls(
                {kind: int(one["claims"]) for kind, one in kinds.items()},
                {kind: {w: int(n) for w, n in one["words"].items()} for kind, one in kinds.items()},
                int(found["rules_right"]),
                int(rejected["drafts"]),
                {w: int(n) for w, n in rejected["words"].items()},
            )
        except (KeyError, TypeError, AttributeError) as fault:
            raise ValueError(f"no file of learnt kinds: {fault!r}") from None


def learn(accepted: Iterable[tuple[str, str]], rejected: Iterable[str] = ()) -> Learned:
    """Learn from claims with the kind a desk gave them, and from the words of drafts that it rejected."""
    claims: Counter[str] = Counter()
    words: dict[str, Counter[str]] = {}
    right = 0
    for said, kind in accepted:
        claims[kind] += 1
        words.setdefault(kind, Counter()).update(features(said))
        right += kind_of(said) == kind
    no = [features(said) for said in rejected]
    counts: Counter[str] = Counter()
    for one in no:
        counts.update(one)
    return Learned(dict(claims), {k: dict(c) for k, c in words.items()}, right, len(no), dict(counts))


def features(words: str) -> set[str]:
    """Return what is counted of a passage: its words without endings, pairs of them, and their beginnings.

    Examples
    --------
    >>> sorted(features("They hold 40 villages"))
    ['0', '0 villag', 'hold', 'hold 0', 'they', 'they hold', 'villa*', 'villag']
    """
    said = ["0" if w.isdigit() else _stem(w) for w in re.findall(r"[^\W_]+", words.lower())]
    pairs = {f"{a} {b}" for a, b in pairwise(said)}
    return {*said, *pairs, *(f"{w[:5]}*" for w in said if len(w) > 5)}


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _common(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _json(what: dict[str, Any]) -> str:
    return json.dumps(what, ensure_ascii=False, indent=1) + "\n"
