"""Numbers: figures in a text, in digits or in words, with the range and the caution they are given with.

English, and French as far as number words, months and the words of range and caution go.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from palabre.reading.draft import Span
from palabre.reading.wordlists import ordered

_ONES: Final = {
    "en": ordered("""one two three four five six seven eight nine ten eleven twelve thirteen fourteen
        fifteen sixteen
        seventeen eighteen nineteen"""),
    "fr": ordered("""un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze
        seize dix-sept
        dix-huit dix-neuf"""),
}
_TENS: Final = {
    "en": ordered("twenty thirty forty fifty sixty seventy eighty ninety"),
    "fr": ordered("vingt trente quarante cinquante soixante soixante-dix quatre-vingts quatre-vingt-dix"),
}
_SCALES: Final[dict[str, dict[str, float]]] = {
    "en": {"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "dozen": 12, "score": 20,
    "k": 1e3,
           "m": 1e6, "bn": 1e9, "mn": 1e6},
    "fr": {"cent": 100, "cents": 100, "mille": 1e3, "millier": 1e3, "million": 1e6, "millions": 1e6,
           "milliard": 1e9, "milliards": 1e9},
}  # fmt: skip
_PLURALS: Final[dict[str, dict[str, float]]] = {
    "en": {"dozens": 12, "scores": 20, "tens of thousands": 1e4, "hundreds of thousands": 1e5,
    "hundreds": 100,
           "thousands": 1e3, "millions": 1e6, "tens of millions": 1e7},
    "fr": {"dizaines": 10, "dizaines de milliers": 1e4, "centaines": 100, "centaines de milliers": 1e5,
           "milliers": 1e3},
}  # fmt: skip
_NOUNS: Final[dict[str, dict[str, float]]] = {
    "en": {},
    "fr": {"dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
    "quarantaine": 40,
           "cinquantaine": 50, "soixantaine": 60, "centaine": 100},
}  # fmt: skip
_FRACTIONS: Final[dict[str, dict[str, float]]] = {
    "en": {"half": 50, "a half": 50, "one half": 50, "a third": 33.33, "one third": 33.33, "one-third": 33.33,
           "two thirds": 66.67, "two-thirds": 66.67, "a quarter": 25, "one quarter": 25, "three quarters": 75,
           "three-quarters": 75, "a fifth": 20, "one fifth": 20, "four fifths": 80, "a tenth": 10,
           "one tenth": 10, "nine tenths": 90},
    "fr": {"la moitié": 50, "un tiers": 33.33, "le tiers": 33.33, "deux tiers": 66.67,
    "les deux tiers": 66.67,
           "un quart": 25, "le quart": 25, "trois quarts": 75, "les trois quarts": 75},
}  # fmt: skip
_ABOUT: Final = {
    "en": """around|about|approximately|approx\\.?|roughly|some|nearly|almost|circa|ca\\.|an
        estimated|estimated|perhaps|
        maybe|probably|possibly|reportedly|allegedly|close to|in the region of|in the order of|just
        over|just under|
        just|only|a total of|a little over|slightly over|something like|virtually|easily|nigh on""",
    "fr": "environ|près de|presque|quelque|à peu près|autour de|approximativement|plus ou moins|une fois|"
    "peut-être",
}
# Words of a figure that say nothing about how sure it is.
_PLAIN = frozenset({"only", "just", "a total of", "easily", "une fois"})
_LEAST: Final = {
    "en": """at least|at the very least|no fewer than|no less than|not less than|not fewer than|more
        than|over|well over|
        upwards of|a minimum of|in excess of|above|not under""",
    "fr": "au moins|plus de|pas moins de|un minimum de|au minimum",
}
_MOST: Final = {
    "en": """at most|at the most|no more than|not more than|up to|fewer than|less than|under|well under|a
        maximum of|
        below|as many as|as much as|not over""",
    "fr": "au plus|moins de|jusqu'à|pas plus de|un maximum de|au maximum|tout au plus",
}
_CURRENCIES: Final = {"$": "dollars", "US$": "dollars", "€": "euros", "£": "pounds"}
_AND: Final = {"en": "and", "fr": "et"}
_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"


@dataclass(frozen=True)
class Figure:
    """A figure in a text, before it is known what it counts.

    Parameters
    ----------
    span : Span
        The words of range and caution are part of it.
    low, best, high : float or None
    hedge : str
    measure : str
        ``percent``, a currency, or empty: then it counts things.
    worded : bool
        Whether it is written in words.
    of : bool
        Whether it is a share ("two of the five").
    """

    span: Span
    low: float | None
    best: float | None
    high: float | None
    hedge: str = ""
    measure: str = ""
    worded: bool = False
    of: bool = False

    @property
    def largest(self) -> float:
        """The largest value it names."""
        return max(v for v in (self.low, self.best, self.high) if v is not None)


def figures(text: str, language: str = "en") -> tuple[Figure, ...]:
    """Return the figures of a text in their order.

    Examples
    --------
    >>> text = "between 12,000 and 15,000; nearly two hundred; dozens"
    >>> [(f.low, f.best, f.high, f.hedge) for f in figures(text)]
    [(12000.0, None, 15000.0, ''), (None, 200.0, None, 'nearly'), (24.0, None, None, '')]
    >>> [(f.low, f.high) for f in figures("entre 2 000 et 3 000 hommes", "fr")]
    [(2000.0, 3000.0)]
    """
    grammar = _grammar(language if language in _ONES else "en")
    found: list[Figure] = []
    for match in grammar.whole.finditer(text):
        figure = grammar.figure(match)
        if figure is not None:
            found.append(figure)
        elif match["c"] and match["d"]:  # "from 8,000 to 5,500" is no range
            found += (
                Figure(
                    Span(*match.span(part)),
                    None,
                    grammar.value(match[part])[0],
                    None,
                    measure=grammar.measure(match[part]),
                )
                for part in ("c", "d")
                if grammar.value(match["c"])[0] > grammar.value(match["d"])[0]
            )
    return tuple(found)


class _Grammar:
    """The patterns of one language."""

    def __init__(self, language: str) -> None:
        self.values: dict[str, float] = {w: float(n) for n, w in enumerate(_ONES[language], 1)}
        self.values |= {w: 20.0 + 10 * n for n, w in enumerate(_TENS[language])}
        if language == "fr":
            self.values["quatre-vingt"] = 80.0
        self.scales, self.plurals = _SCALES[language], _PLURALS[language]
        self.nouns, self.fractions = _NOUNS[language], _FRACTIONS[language]
        several = "(?:several|a few|many|some)" if language == "en" else "(?:plusieurs|quelques)"
        article = "(?:an?|a couple of|half a)" if language == "en" else "(?:une?)"
        words = _either([*self.values])
        long_scales = _either([s for s in self.scales if len(s) > 2])
        scales = _either([*self.scales])
        joined = rf"(?:[\s-]+(?:{_AND[language]}\s+)?)"
        self.one = (
            rf"(?:{article}\s+(?:{long_scales}|{_either(self.nouns or self.scales)})(?:\s+{long_scales})*"
            rf"|{_either(self.fractions)}|{several}\s+(?:{long_scales}|{_either(self.plurals)})\b"
            rf"|{_either(self.plurals)}|(?:{_DIGITS})(?:\s?(?:{scales})(?![\w-]))?"
            rf"|(?:{words}|mille|cent)(?:{joined}(?:{words}|{long_scales})\b)*)"
        )
        self.single = re.compile(self.one, re.IGNORECASE)
        money = r"(?:(?:US)?\$|€|£)\s?"
        percent = r"(?:\s?%|\s?per\s?cent\b|\s?percent\b|\s?pour cent\b|-percent\b)"
        number = rf"(?:{money})?(?:{self.one})(?:{percent})?"
        about = "(?:" + "|".join(_tidy(t[language]) for t in (_ABOUT, _LEAST, _MOST)) + ")"
        between = "between|anywhere between|somewhere between" if language == "en" else "entre"
        to = r"to|or" if language == "en" else r"à|ou"
        start = "from" if language == "en" else "de"
        perhaps = (
            r",?\s+(?:and|or)?\s*(?:perhaps|maybe|possibly|but)?\s*(?:as many as|up to|no more than|"
            r"at most|fewer than)"
            if language == "en"
            else r",?\s+(?:et|mais)?\s*(?:peut-être)?\s*(?:jusqu'à|au plus|pas plus de)"
        )
        self.whole = re.compile(
            rf"(?<![\w.,/:-])(?P<about>(?:{about}\s+)*)(?:"
            rf"(?P<part>{words}|\d{{1,3}})\s+(?:in|out\s+of|sur)\s+(?:every\s+)?(?P<every>{words}|"
            rf"\d{{1,4}})(?=\s[a-z])"
            rf"|(?:{between})\s+(?P<a>{number})\s+{_AND[language]}\s+(?P<b>{number})"
            rf"|(?P<lo>{number}){perhaps}\s+(?P<hi>{number})"
            rf"|(?:{start}\s+)?(?P<c>{number})(?:\s+(?:{to})\s+|"
            rf"(?<=[\d%])\s?[-\u2013\u2014]\s?(?=[\d$€£]))(?P<d>{number})"
            rf"|(?P<e>{number}))(?P<after>\+|\s+or\s+(?:more|so|fewer|less)\b|"
            rf"\s+ou\s+plus\b)?(?![\w/:]|[.,]\d|-\d)",
            re.IGNORECASE,
        )
        self.least = re.compile(_tidy(_LEAST[language]), re.IGNORECASE)
        self.most = re.compile(_tidy(_MOST[language]), re.IGNORECASE)
        self.hedges = re.compile(_tidy(_ABOUT[language]), re.IGNORECASE)

    def figure(self, match: re.Match[str]) -> Figure | None:  # noqa: PLR0911
        """Return the figure of a match; None where it is none."""
        two = next(
            ((match[a], match[b]) for a, b in (("a", "b"), ("lo", "hi"), ("c", "d")) if match[a]), None
        )
        lead = " ".join(match["about"].lower().split())
        after = " ".join((match["after"] or "").lower().split())
        said = two[1] if two else match["e"] or match["every"]
        worded = not re.search(r"\d", said)
        span = Span(match.start() + len(match[0]) - len(match[0].lstrip()), match.end())
        hedge = self._hedge(lead, after)
        measure = self.measure(match[0])
        if match["part"]:
            part, every = self.value(match["part"])[0], self.value(match["every"])[0]
            if part >= every:
                return None
            return Figure(span, None, round(100 * part / every, 2), None, hedge, "percent", True)
        if two:
            high, scale, _ = self.value(two[1])
            low, own, _ = self.value(two[0])
            if own == 1 and scale > 1 and low < high / scale * 10 and not re.search(r"[.,]\d{3}", two[0]):
                low *= scale
            if low > high or low == high:
                return None
            return Figure(span, low, None, high, hedge, measure, worded)
        value, _, plural = self.value(said)
        plain = Figure(span, None, value, None, hedge, measure, worded)
        least, most = self._bound(self.least, lead), self._bound(self.most, lead)
        if plural or least > most or after in ("+", "or more", "ou plus"):
            return replace(plain, low=2 * value if plural else value, best=None)
        if most > least or after in ("or fewer", "or less"):
            return replace(plain, best=None, high=value)
        return plain

    @staticmethod
    def _bound(pattern: re.Pattern[str], lead: str) -> int:
        """Return how long the bound right before the number is ("no more than" beats "more than")."""
        return max((len(m[0]) for m in pattern.finditer(lead) if m.end() == len(lead)), default=0)

    def _hedge(self, lead: str, after: str) -> str:
        if after == "or so":
            return "or so"
        said = [m[0] for m in self.hedges.finditer(lead) if m[0] not in _PLAIN]
        if self.least.fullmatch(lead) or self.most.fullmatch(lead):
            return ""
        return " ".join(said)

    def measure(self, said: str) -> str:
        """Return what a number measures: percent, a currency, or nothing."""
        if re.search(r"%|per\s?cent|pour cent", said, re.IGNORECASE):
            return "percent"
        share = _either(self.fractions)
        scale = re.search(rf"\b{_either([*self.scales, *self.nouns])}", said, re.IGNORECASE)
        if re.search(rf"\b{share}\b", said, re.IGNORECASE) and not re.search(r"\d", said) and not scale:
            return "percent"
        return next((name for sign, name in _CURRENCIES.items() if sign in said), "")

    def value(self, said: str) -> tuple[float, float, bool]:
        """Return the value, the scale word's value and whether it is a bare plural ("hundreds")."""
        words = re.sub(r"%|per\s?cent|percent|pour cent|US\$|[$€£]", "", said.lower()).strip(" -")
        if words in self.fractions:
            return float(self.fractions[words]), 1, False
        vague = re.sub(r"^(?:several|a few|many|some|plusieurs|quelques)\s+", "", words)
        if vague in self.plurals:
            return float(self.plurals[vague]), 1, True
        if vague != words and vague in self.scales:
            return float(self.scales[vague]), 1, True
        digits = re.match(_DIGITS, words)
        if digits:
            value = float(re.sub(r"[,\u00a0\u202f ]", "", digits[0]))
            scale = self.scales.get(words[digits.end() :].strip(), 1.0)
            return value * scale, scale, False
        half = words.startswith("half a ")
        return self._worded(words.removeprefix("half ")) * (0.5 if half else 1), self._scale(words), False

    def _scale(self, words: str) -> float:
        return self.scales.get(re.split(r"[\s-]+", words)[-1], 1.0)

    def _worded(self, words: str) -> float:
        """Return the value of a number in words."""
        if words in self.values:
            return self.values[words]
        total = current = 0.0
        words = words.replace("a couple of", "two")
        for long in sorted((w for w in self.values if "-" in w), key=len, reverse=True):
            words = re.sub(rf"\b{long}\b", long.replace("-", "_"), words)
        for word in re.split(r"[\s-]+", words):
            word = word.replace("_", "-")
            if word in ("a", "an", "un", "une") and not current:
                current = 1.0
            elif word in self.values:
                current += self.values[word]
            elif word in self.nouns:
                current = self.nouns[word]
            elif word in self.scales:
                scale = self.scales[word]
                if scale <= 100:
                    current = (current or 1) * scale
                else:
                    total, current = total + (current or 1) * scale, 0.0
        return total + current


def _either(words: object) -> str:
    """Return a pattern for any of these words, the longest first."""
    listed = sorted(map(str, words), key=len, reverse=True)  # type: ignore[call-overload]
    return "(?:" + "|".join(re.sub(r"\\?\s+|\\ ", r"\\s+", re.escape(w)) for w in listed) + r")(?!\w)"


def _tidy(pattern: str) -> str:
    phrases = sorted((" ".join(p.split()) for p in pattern.split("|")), key=len, reverse=True)
    return r"\b(?:" + "|".join(p.replace(" ", r"\s+") for p in phrases) + r")(?!\w)"


@lru_cache(maxsize=4)
def _grammar(language: str) -> _Grammar:
    return _Grammar(language)
