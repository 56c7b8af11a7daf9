"""Amounts: what a text counts, with unit, range, caution and for whom the count stands.

The figures are found by `numbers`, what is counted and whose it is by the dependencies of the sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from palabre.reading.draft import Span
from palabre.reading.numbers import Figure, figures
from palabre.reading.subjects import subject
from palabre.reading.wordlists import words
from palabre.terms import Amount

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# How long something takes, how far it is or how old somebody is, is no count of a claim.
_TIME: Final = words("""second minute hour day night week weekend fortnight month year decade century time
    morning evening jour heure
    semaine mois an année siècle fois km kilometre kilometer kilomètre mile metre meter mètre yesterday
    today tomorrow
    hier degree""")
_MONTHS: Final = re.compile(
    r"\s?(?:of\s)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|janvier|février|mars|avril|mai|"
    r"juin|juillet|août"
    r"|septembre|octobre|novembre|décembre)"
)
# A number behind these is a name: "Resolution 2100", "Route 6".
_NAMED: Final = re.compile(
    r"(?:\b(?:[Rr]esolution|[Aa]rticle|[Cc]hapter|[Rr]oute|[Hh]ighway|[Nn]o\.|[Pp]age|[Pp]aragraph|"
    r"[Pp]oint|[Pp]hase|[Aa]nnex"
    r"|[Bb]rigade|[Bb]attalion|[Rr]egiment|[Uu]nit|[Cc]amp|[Bb]lock|[Rr]oom|[Ff]light|[Ss]ection|"
    r"[Aa]rea|[Aa]ged?|[Cc]amp|Jan(?:uary)?|Feb(?:ruary)?"
    r"|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|"
    r"Dec(?:ember)?)\.?\s|#|[A-Z]\w*-)$"
)
_YEAR: Final = re.compile(r"(?:1[6-9]|20)\d\d$")
_AGE: Final = re.compile(
    r"[\s-](?:year|month|day|week|hour|minute|mile|km|kilomet\w+|point|page|member|metre|meter)s?-\w+|"
    r"[\s-]years? old|\s?(?:[ap]\.?m\b|o'clock|GMT)",
    re.I,
)
_STRONG: Final = re.compile(r"[\s-](?:strong|man|member)\b", re.I)
# "The first half of 2014" is a time, no share.
_PERIOD: Final = re.compile(
    r"\b(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ll]ast|[Ll]atter|[Oo]ther|[Nn]ext|premi\w+|deuxième)\s$"
)
_WEEKDAYS: Final = words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
_DEFINITE: Final = words("the these those both which all its their our his her")
# These adjectives and participles belong to the name of what is counted.
_PART: Final = words("armed blue dead displaced wounded injured missing internally killed")
_FATE: Final = {
    "kill": "killed", "wound": "wounded", "injure": "injured", "arrest": "arrested", "abduct": "abducted",
    "kidnap": "kidnapped", "displace": "displaced", "detain": "detained", "capture": "captured",
    "execute": "executed",
    "massacre": "killed", "hurt": "injured", "evacuate": "evacuated", "rescue": "rescued",
    "uproot": "displaced",
}  # fmt: skip
_NUMBERING: Final = words(
    "number total be reach stand exceed top hit put estimate rise climb grow fall pass drop come "
    "approach amount"
)
_STATED: Final = re.compile(
    r"(?P<of>[A-Za-z-]+),?\s(?:now\s|then\s|already\s)?(?:number|numbers|numbered|numbering|total|totals|"
    r"totalled|totalling)\s$"
)
_BODIES: Final = words(
    "force army column group garrison contingent crowd team party band unit militia gang delegation"
)
_INSIDE: Final = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "PART"})
_BEHIND: Final = re.compile(
    r"\s?(?P<of>(?:of|de|du|des)\s|d'|de la\s|de l')?(?P<unit>(?P<whole>(?:the\s|la\s|le\s|"
    r"les\s)?[^\W\d_][\w'-]*))"
)
_TOLL: Final = {"toll": "deaths", "casualty": "casualties"}


@dataclass(frozen=True)
class FoundAmount:
    """An amount in a text.

    Parameters
    ----------
    span : Span
        The figure with its words of range and caution, and what is counted where that follows.
    amount : Amount
    subject : str
        For whom the count stands: who has them, or what is counted where nobody is said to.
    """

    span: Span
    amount: Amount
    subject: str


def amounts(doc: Doc | str, language: str = "en") -> tuple[FoundAmount, ...]:
    """Return the amounts of a text in their order.

    Parameters
    ----------
    doc : spacy Doc or str
        A parsed text; of one that is not parsed, and of any language but English, the words behind a figure
        are
        taken for what it counts.
    language : "en" or "fr"

    Examples
    --------
    >>> from palabre.reading.parsing import parse
    >>> text = "Paris has around 1,000 soldiers there, and at least 90 percent of the north is ours."
    >>> [(str(found.amount), found.subject) for found in amounts(parse(text))]
    [('around 1,000 soldiers', 'Paris'), ('at least 90 percent of the north', 'the north')]
    >>> [str(found.amount) for found in amounts("une centaine de combattants", "fr")]
    ['100 combattants']
    """
    if isinstance(doc, str) or language != "en":
        text = doc if isinstance(doc, str) else doc.text
        plain = (_plain(text, figure) for figure in figures(text, language))
        return tuple(one for one in plain if one is not None)
    found: list[FoundAmount] = []
    alone: list[Figure] = []
    for figure in figures(doc.text):
        last = found[-1] if found else None
        one = _amount(doc, figure) or _more(doc.text, figure, last)
        if one is None:
            alone.append(figure)
        else:
            found += _listed(doc.text, alone, figure, one)
            found.append(_shared(doc.text, one, last))
            alone = []
    return tuple(found)


def _listed(text: str, alone: list[Figure], figure: Figure, one: FoundAmount) -> list[FoundAmount]:
    """Read `killed 12, 15 and 40 people`: what is counted last is counted before."""
    found: list[FoundAmount] = []
    after = figure
    for before in reversed(alone):
        between = text[before.span.end : after.span.start]
        if between.strip(" ") not in (",", "and", ", and", "or", ", or") or before.measure != figure.measure:
            break
        if _YEAR.fullmatch(text[before.span.start : before.span.end]) or ruled_out(text, before):
            break
        amount = Amount(before.low, before.best, before.high, one.amount.unit, before.hedge)
        found.insert(0, FoundAmount(before.span, amount, one.subject))
        after = before
    return found


def _plain(text: str, figure: Figure) -> FoundAmount | None:
    """Return an amount from the words behind a figure alone."""
    after = _BEHIND.match(text, figure.span.end)
    if after is None or ruled_out(text, figure):
        return None
    unit = after["unit"]
    if unit.rstrip("s").lower() in _TIME or _YEAR.fullmatch(text[figure.span.start : figure.span.end]):
        return None
    if figure.worded and figure.largest <= 1:
        return None
    if figure.measure == "percent":
        unit = f"percent of {after['whole'].strip()}" if after["of"] else "percent"
    elif figure.measure:
        unit = figure.measure
    amount = Amount(figure.low, figure.best, figure.high, unit, figure.hedge)
    return FoundAmount(Span(figure.span.start, after.end("unit")), amount, unit)


def _more(text: str, figure: Figure, last: FoundAmount | None) -> FoundAmount | None:
    """`8 hostages ... and five more` counts hostages again."""
    more = re.match(r"\s(?:more|others)\b", text[figure.span.end :])
    if more is None or last is None or text.count(". ", last.span.end, figure.span.start):
        return None
    amount = Amount(figure.low, figure.best, figure.high, last.amount.unit, figure.hedge)
    return FoundAmount(Span(figure.span.start, figure.span.end + more.end()), amount, last.subject)


def _shared(text: str, one: FoundAmount, last: FoundAmount | None) -> FoundAmount:
    """Read `the front fields 2,500 men and 60 trucks`: both are the front's."""
    between = text[last.span.end : one.span.start].strip() if last else "."
    if last is None or between not in ("and", ",", ", and") or last.subject == last.amount.unit:
        return one
    return replace(one, subject=last.subject) if one.subject == one.amount.unit else one


def ruled_out(text: str, figure: Figure) -> bool:
    """Whether a figure is part of a name, an age, a time or a date."""
    before, after = text[max(0, figure.span.start - 16) : figure.span.start], text[figure.span.end :][:24]
    if _PERIOD.search(before) and figure.worded and figure.measure == "percent":
        return True
    if _YEAR.fullmatch(text[figure.span.start : figure.span.end]) and re.match(r"\s[A-Z]", after):
        return True  # "in 2014 MINUSMA lost"
    if _NAMED.search(before) or _AGE.match(after) or re.match(r"(?:st|nd|rd|th)\b", after):
        return True
    return _MONTHS.match(after) is not None and figure.largest <= 31 and not figure.measure


def _amount(doc: Doc, figure: Figure) -> FoundAmount | None:  # noqa: PLR0911
    text = doc.text
    after = text[figure.span.end : figure.span.end + 40]
    said = text[figure.span.start : figure.span.end]
    if ruled_out(text, figure):
        return None
    tokens = doc.char_span(figure.span.start, figure.span.end, alignment_mode="expand")
    if tokens is None or not len(tokens):
        return None
    counted = _counted(doc, tokens.end, figure, after)
    if counted is None and _YEAR.fullmatch(said):
        return None
    if counted is None:
        counted = _elsewhere(doc, tokens.start, tokens.end)
    if counted is None:
        return None
    head, unit, end = counted
    if head.lemma_.lower() in _TIME or unit.split(" ")[0].rstrip("s") in _TIME:
        return None
    if _YEAR.fullmatch(said) and head.tag_ != "NNS" and not figure.measure:
        return None
    if _is_reference(doc, tokens.start, figure):
        return None
    hedge = figure.hedge or _hedged(doc, tokens.start, head)
    amount = Amount(figure.low, figure.best, figure.high, unit, hedge)
    stop = max(figure.span.end, doc[end - 1].idx + len(doc[end - 1]) if end > tokens.start else 0)
    return FoundAmount(Span(figure.span.start, stop), amount, subject(doc, head, tokens.start, unit))


def _is_reference(doc: Doc, start: int, figure: Figure) -> bool:
    """Read `the two groups` points at groups named before; `one of them` counts nothing."""
    previous = doc[start - 1].lower_ if start else ""
    if figure.worded and figure.largest <= 10 and not figure.measure:
        if previous in _DEFINITE or previous == "'s":
            return True
        first = doc[start].lower_
        if first == "one" and (
            previous in ("no", "any", "every", "each", "this", "that") or figure.best == 1
        ):
            following = doc[start + 1] if start + 1 < len(doc) else None
            return (
                following is None
                or following.pos_ not in ("NOUN", "ADJ")
                or following.lower_ in ("of", "another")
            )
    return False


def _counted(  # noqa: PLR0911
    doc: Doc, at: int, figure: Figure, after: str
) -> tuple[Token, str, int] | None:
    """Return the head of what is counted, its name and where it ends, if it follows the figure."""
    if strong := _STRONG.match(after):
        place = doc.char_span(figure.span.end, figure.span.end + strong.end(), alignment_mode="expand")
        if place is not None:
            run = _noun(doc, place.end)
            return (run[0], "members", run[2]) if run else (doc[place.start], "members", place.end)
    if figure.measure == "percent":
        return _share(doc, at, figure)
    if figure.measure:
        return doc[at - 1], figure.measure, at
    start = at
    if start < len(doc) and doc[start].lower_ in ("of", "other", "others", "more", "additional", "further"):
        if doc[start].lower_ == "others":
            return doc[start], _fate(doc[start]) or "others", start + 1
        start += 1
        # "two of the five brigades": the whole is counted as well.
        while start < len(doc) and (
            doc[start].pos_ in ("DET", "PRON", "NUM") or doc[start].lower_ in ("the", "its", "their")
        ):
            if doc[start].lower_ in ("them", "us", "which", "whom", "those"):
                return None
            start += 1
    found = _noun(doc, start)
    if found is None and at < len(doc):
        word = doc[at]
        fate = word.lower_ if word.lower_ in _PART else ""
        if word.lower_ in ("were", "was", "have", "had") or fate:
            verb = word if fate else word.head
            fate = fate or _FATE.get(verb.lemma_.lower(), "")
            if fate:
                return (doc[at - 1], fate, at + (word.lower_ == fate))
    return found


def _noun(doc: Doc, start: int) -> tuple[Token, str, int] | None:
    """Return the noun at the end of a run of adjectives and nouns, with what belongs to its name."""
    end, last = start, None
    while end < len(doc):
        token = doc[end]
        if token.is_space or (token.is_punct and token.text not in ("-", '"', "'", "\u2013")):
            follows = doc[end + 1] if end + 1 < len(doc) else None
            if token.text == "," and follows is not None and follows.pos_ == "ADJ" and last is None:
                end += 1
                continue
            break
        if token.lower_ in ("yesterday", "today", "tomorrow") or token.text in _WEEKDAYS:
            break
        if token.pos_ in ("NOUN", "PROPN") or (token.tag_ == "NNS"):
            if last is not None and doc[last].tag_ == "NNS" and token.head != doc[last]:
                break
            last = end
        elif (
            token.pos_ in ("ADJ", "ADV", "PUNCT", "PART")
            or token.tag_ in ("VBN", "VBG")
            or token.dep_ in ("amod", "compound")
        ):
            if last is not None and token.text not in ("-", "'s") and not _leads_on(doc[last]):
                break
        elif not (token.lower_ in ("and", "or") and last is None):
            break
        end += 1
    if last is None:
        return None
    head = doc[last]
    first = last
    while first > start and _belongs(doc[first - 1], doc[first]):
        first -= 1
    name = doc[first : last + 1].text
    return head, name if head.pos_ == "PROPN" and first == last else name[:1].lower() + name[1:], last + 1


def _leads_on(token: Token) -> bool:
    """Whether a noun only describes one that follows: `Mali` in "six northern Mali armed groups"."""
    return token.head.i > token.i and token.head.pos_ in ("NOUN", "PROPN") and token.tag_ not in ("NNS",)


def _belongs(token: Token, after: Token) -> bool:
    return (
        (token.pos_ == "NOUN" and token.dep_ in ("compound", "nmod", "amod"))
        or token.lower_ in _PART
        or (token.text == "-" or after.text == "-")
    )


def _share(doc: Doc, at: int, figure: Figure) -> tuple[Token, str, int] | None:
    """Return what a share is of; nothing where that is only pointed at ("a third of them")."""
    if at < len(doc) and doc[at].lower_ == "of":
        end = at + 1
        while end < len(doc) and (doc[end].pos_ in _INSIDE or doc[end].text == "-"):
            if end > at + 1 and doc[end].pos_ in ("DET", "PRON"):
                break
            end += 1
        if end == at + 2 and doc[at + 1].pos_ in ("PRON", "DET"):
            return None
        if end > at + 1:
            return doc[end - 1], f"percent of {doc[at + 1 : end].text}", end
    if (
        " in " in doc.text[figure.span.start : figure.span.end]
        or " out " in doc.text[figure.span.start : figure.span.end]
    ):
        run = _noun(doc, at)
        if run is not None:
            return run[0], f"percent of {run[1]}", run[2]
    return doc[at - 1], "percent", at


def _fate(token: Token) -> str:
    return _FATE.get(token.head.lemma_.lower(), "")


def _elsewhere(doc: Doc, start: int, end: int) -> tuple[Token, str, int] | None:
    """Return what a figure counts that stands alone: `its fighters number 400`, `the toll rose to 73`."""
    head = doc[end - 1]
    if start > 1 and doc[start - 1].lower_ == "of" and doc[start - 2].lemma_.lower() in _BODIES:
        return doc[start - 2], "members", end
    if stated := _STATED.search(doc.text[max(0, doc[start].idx - 60) : doc[start].idx]):
        named = doc.char_span(
            doc[start].idx - len(stated[0]), doc[start].idx - len(stated[0]) + len(stated["of"])
        )
        if named is not None and named.root.pos_ in ("NOUN", "PROPN"):
            return _numbered(named.root, end)
    verb = head.head
    while verb.dep_ in (
        "prep",
        "pobj",
        "quantmod",
        "nummod",
        "advmod",
        "conj",
        "attr",
        "acomp",
    ) and verb.pos_ not in ("VERB", "AUX"):
        if verb.head == verb:
            break
        verb = verb.head
    if verb.pos_ in ("VERB", "AUX"):
        lemma = verb.lemma_.lower()
        if lemma in _FATE:
            return head, _FATE[lemma], end
        if lemma in _NUMBERING:
            nouns = [
                c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "dobj", "obj") and c.i < start
            ]
            if verb.dep_ in ("acl", "advcl", "relcl") and not nouns and verb.head.pos_ in ("NOUN", "PROPN"):
                nouns = [verb.head]
            for noun in reversed(nouns):
                if noun.pos_ == "PRON":
                    continue
                return _numbered(noun, end)
    return None


def _numbered(noun: Token, end: int) -> tuple[Token, str, int] | None:
    lemma = noun.lemma_.lower()
    if lemma in ("number", "strength", "size", "total", "figure", "estimate"):
        of = [t for c in noun.children if c.dep_ == "prep" for t in c.children if t.dep_ == "pobj"]
        if of:
            return of[0], of[0].text.lower(), end
        return (noun, "members", end) if lemma in ("strength", "size") else None
    if lemma in _TOLL:
        return noun, _TOLL[lemma], end
    if noun.tag_ in ("NNS", "NNPS") or noun.pos_ == "NOUN":
        return noun, noun.text.lower() if noun.pos_ == "NOUN" else noun.text, end
    return None


def _hedged(doc: Doc, start: int, head: Token) -> str:
    """Return the caution of the clause's own adverb: `reportedly has 400 fighters`."""
    verb = head
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        verb = verb.head
    for child in verb.children:
        if (
            child.lower_ in ("reportedly", "allegedly", "apparently", "supposedly", "purportedly")
            and child.i < start
        ):
            return child.lower_
    return ""
