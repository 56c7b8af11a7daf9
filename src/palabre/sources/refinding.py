"""Refinding: a passage found again in a changed text, where it still says the same.

A likeness of letters is not enough: "3,000 fighters" is much like "1,000 fighters". Figures, names and
negations must be equal, and other words may differ only a little.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from palabre.sources.folding import Folded
from palabre.sources.passage import Found, Passage, find
from palabre.sources.quoting import passage_for

LIKE = 80.0
LIKE_WORD = 80.0
MOST_CHANGED = 0.25
TRIES = 6
_WORD = re.compile(r"[^\W_]+(?:[.,'\u2019-][^\W_]+)*|%")
_FIRM = frozenset(
    """not no never none nobody nothing neither nor without cannot hardly barely only unless except if
    deny denies denied false untrue refuse refused reject rejected allegedly reportedly claim claims claimed
    around about approximately nearly almost roughly estimated may might could would will should must
    one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy
    eighty ninety hundred thousand million billion dozen half quarter percent first second third
    north south east west northern southern eastern western before after against for with all some most
    many few more less least over under both any every""".split()  # noqa: SIM905
)
# What, beside a passage, turns round what is said in it, or who would be to blame.
_STANCE = frozenset(
    """not no never none nobody nothing neither nor without cannot hardly barely only unless except if
    deny denies denied denying denial false untrue lie lies refuse refuses refused reject rejects rejected
    rejecting dispute disputes disputed disputing refute refutes refuted contradict contradicts contradicted
    accuse accuses accused accusing admit admits admitted admitting concede concedes conceded
    acknowledge acknowledges acknowledged confess confesses confessed allegedly reportedly alleged alleges
    claim claims claimed
    ne pas jamais aucun aucune nie nient nié dément démentent démenti rejette rejettent rejeté
    conteste contestent contesté accuse accusent accusé admet admettent admis""".split()  # noqa: SIM905
)


@dataclass(frozen=True)
class Refound:
    """A passage found again; `changed` says whether its words are no longer the same, letter for letter."""

    passage: Passage
    quote: str
    changed: bool


def refind(new: Folded, old: Passage, quote: str) -> Refound | None:
    """Find a passage of an older text in a newer one.

    Parameters
    ----------
    new : Folded
    old : Passage
        The passage as it was written.
    quote : str
        What it quoted in the older text.

    Examples
    --------
    >>> from palabre.sources import fold
    >>> new = fold("The front has 3,000 fighters. It will sign the peace deal once the guards have left.")
    >>> refind(new, Passage("1,000 fighters"), "The front has 1,000 fighters")
    >>> refind(new, Passage("sign … left"), "It will sign the deal once the guards have left").quote
    'It will sign the peace deal once the guards have left'
    """
    found = find(new, Passage(old.words))
    if isinstance(found, Found) and _whole(new.text, *found.span) and same_said(quote, found.quote):
        return Refound(Passage(old.words, found.span), found.quote, found.quote != quote)
    at = new.text.find(quote)
    while quote and at >= 0 and not _whole(new.text, at, at + len(quote)):
        at = new.text.find(quote, at + 1)
    if quote and at >= 0:
        return _refound(new, at, at + len(quote), quote)
    return _nearest(new, quote)


def _nearest(new: Folded, quote: str) -> Refound | None:
    from rapidfuzz import fuzz

    small = new.lower
    if small is None or not quote:
        return None
    for _ in range(TRIES):
        best = fuzz.partial_ratio_alignment(quote.lower(), small, score_cutoff=LIKE)
        if best is None or best.dest_end <= best.dest_start:
            return None
        near = _windows(new.text, best.dest_start, best.dest_end, len(quote))
        near.sort(key=lambda w: -fuzz.ratio(quote, new.text[w[0] : w[1]]))
        for start, end in near[:60]:
            if same_said(quote, new.text[start:end]):
                return _refound(new, start, end, quote)
        # Look elsewhere: what stood here is like the passage and says something else.
        blank = "\0" * (best.dest_end - best.dest_start)
        small = small[: best.dest_start] + blank + small[best.dest_end :]
    return None


def _windows(text: str, start: int, end: int, length: int) -> list[tuple[int, int]]:
    """Return the stretches of whole words near a place, those of about the length sought first."""
    slack = max(20, length // 4)
    starts = _starts(text, max(0, start - slack), min(len(text), start + slack))
    ends = _ends(text, max(0, end - slack), min(len(text), end + slack))
    pairs = [(s, e) for s in starts for e in ends if s < e]
    return sorted(pairs, key=lambda p: abs(p[0] - start) + abs(p[1] - end))[:900]


def _starts(text: str, low: int, high: int) -> list[int]:
    return [m.start() for m in re.finditer(r"(?<!\S)\S", text[:high]) if m.start() >= low]


def _ends(text: str, low: int, high: int) -> list[int]:
    return [
        m.end() for m in re.finditer(r"[^\W_](?![^\W_])|\S(?!\S)", text[: high + 1]) if low <= m.end() <= high
    ]


def _refound(new: Folded, start: int, end: int, quote: str) -> Refound | None:
    """Return a passage over these characters; wider words, where these stand more than once, are a change."""
    passage = passage_for(new, start, end)
    if passage is None or passage.span is None:
        return None
    said = new.text[slice(*passage.span)]
    return Refound(passage, said, said != quote)


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a stretch of text cuts no word."""
    before, after = text[max(0, start - 1) : start + 1], text[end - 1 : end + 1]
    return not (len(before) == 2 and before.isalnum()) and not (len(after) == 2 and after.isalnum())


def same_said(old: str, new: str) -> bool:
    """Return whether two passages say the same but for small words and spelling.

    Examples
    --------
    >>> same_said("The fighters have left Kidal", "The fighters had left Kidal")
    True
    >>> same_said("The fighters have left Kidal", "The fighters have not left Kidal")
    False
    >>> same_said("The fighters have left Kidal", "The fighters have left Gao")
    False
    """
    from difflib import SequenceMatcher

    a, b = _WORD.findall(old), _WORD.findall(new)
    if [w.lower() for w in a] == [w.lower() for w in b]:
        return True
    matcher = SequenceMatcher(None, [w.lower() for w in a], [w.lower() for w in b], autojunk=False)
    changed = 0
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        changed += max(a2 - a1, b2 - b1)
        left, right = a[a1:a2], b[b1:b2]
        if len(left) == len(right) and all(map(_same_word, left, right)):
            continue
        if any(
            _firm(w, at == 0)
            for words, first in ((left, a1), (right, b1))
            for at, w in enumerate(words, first)
        ):
            return False
        # At an edge a word that is gone is only a shorter cut.
        if tag == "replace" or not a1 or not b1 or a2 == len(a) or b2 == len(b):
            return False
    return changed <= MOST_CHANGED * max(len(a), len(b), 1)


def same_firmly(old: str, new: str) -> bool:
    """Return whether the negations, denials and words of caution of two stretches of words are the same.

    Examples
    --------
    >>> same_firmly("The council said that", "A council member told us that")
    True
    >>> same_firmly("The council denied that", "The council admitted that")
    False
    """

    def firmly(words: str) -> list[str]:
        return sorted(
            w for w in _WORD.findall(words.lower()) if w in _STANCE or w.endswith(("n't", "n\u2019t"))
        )

    return firmly(old) == firmly(new)


def _firm(word: str, first: bool) -> bool:
    """Whether a word may neither come, go nor change: a figure, a negation, a name."""
    if word.lower() in _FIRM or word.lower().endswith(("n't", "n\u2019t")) or any(c.isdigit() for c in word):
        return True
    return not word.islower() and (not first or word.isupper())


def _same_word(a: str, b: str) -> bool:
    from rapidfuzz import fuzz

    if a.lower() == b.lower():
        return True
    if _firm(a, first=False) or _firm(b, first=False):
        return False
    if {a.lower(), b.lower()} <= {"have", "had", "has", "is", "was", "are", "were"}:
        return True
    return a[0].lower() == b[0].lower() and fuzz.ratio(a.lower(), b.lower()) >= LIKE_WORD
