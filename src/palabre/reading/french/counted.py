"""Counted: what a French figure counts, and for whom: by the words behind it, and the verb before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from palabre.reading.amounts import FoundAmount, ruled_out
from palabre.reading.draft import Span
from palabre.reading.french.phrases import DETERMINERS, STOPS, before, behind
from palabre.reading.numbers import Figure, figures
from palabre.reading.wordlists import words
from palabre.terms import Amount

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ADJECTIVES: Final = (
    r"(?:nouve(?:aux|lles|au|lle)|jeunes?|anciens?|anciennes?|autres?|petite?s?|grande?s?|derni(?:er|ère)s?"
    r"|premi(?:er|ère)s?|quelques?)"
)
_UNIT: Final = re.compile(
    rf"\s?(?P<of>(?:d'entre\s|de\s(?:l'|la\s)?|du\s|des\s|d'))?(?:(?P<its>ses|leurs|nos|vos|ces|les|la|le|l')(?:\s|(?<='))?)?"
    rf"(?:{_ADJECTIVES}\s)?(?P<unit>[^\W\d_][\w'-]*)(?P<more>\s(?:bleus?|armés?|blindés?|soldats|dessinés))?"
)
# How long something takes, how old somebody is, how far it is: no count of a claim.
_NOT_COUNTED: Final = words(
    """seconde minute heure jour journée nuit semaine mois trimestre an ans année décennie siècle fois km kilomètre
    mètre degré heures h matin soir soirée et ou à en par pour dans sur sous avec contre qui que dont ont est sont a
    était étaient avait avaient se ne puis mais selon au aux plus moins fin début janvier février mars avril mai juin
    juillet août septembre octobre novembre décembre"""
)
_YEAR: Final = re.compile(r"(?:1[6-9]|20)\d\d$")
# Who does this has what is counted.
_HAVE: Final = words(
    """a ont avons ai avait avaient aura auront compte comptent comptait comptaient dispose disposent disposait
    disposaient aligne alignent alignait commande commandent commandait commandaient contrôle contrôlent contrôlait
    tient tiennent tenait tenaient déploie déploient possède possèdent possédait regroupe regroupent réunit
    rassemble rassemblent mobilise détient détiennent détenait occupe occupent occupait revendique emploie fournit
    recrute recrutent perd perdent perdu aligné déployé recruté envoyé mobilisé rassemblé libéré reçu engagé formé
    abritait abritaient hébergeait comptait employait recrutait gardait formait entretient maintient garde gardent gère héberge abrite accueille forme envoie tenu contrôlé occupé conservé"""
)
_BETWEEN: Final = words("d' de des encore aussi environ plus moins au toujours désormais actuellement que n'")
_NATION: Final = re.compile(r"\s(?P<of>[\w-]+(?:ien|ais|ois|ain|éen|and|ien|français|mand)(?:ne|e)?s?)(?!\w)")
_JOINED: Final = re.compile(r"\s?(?:,|et|,? ainsi que|dont)\s(?:de |d')?$")
_PLACES: Final = words(
    "ville région vallée zone nord sud est ouest frontière pays capitale village base place"
)


def amounts(doc: Doc) -> tuple[FoundAmount, ...]:
    """Return the amounts of a parsed French text in their order.

    Examples
    --------
    >>> from palabre.reading.parsing import parse
    >>> found = amounts(parse("Le MDF dispose de 300 à 400 hommes et d'une vingtaine de chars.", "fr"))
    >>> [(str(one.amount), one.subject) for one in found]
    [('300 to 400 hommes', 'Le MDF'), ('20 chars', 'Le MDF')]
    """
    text = doc.text
    found: list[FoundAmount] = []
    for figure in figures(text, "fr"):
        one = _amount(doc, text, figure, found[-1] if found else None)
        if one is not None:
            found.append(one)
    return tuple(found)


def _amount(doc: Doc, text: str, figure: Figure, last: FoundAmount | None) -> FoundAmount | None:
    behind_it = _UNIT.match(text, figure.span.end)
    said = text[figure.span.start : figure.span.end]
    if (
        behind_it is None
        or ruled_out(text, figure)
        or (_YEAR.search(said) and not behind_it["of"] and _dated(text, figure))
    ):
        return None
    unit = behind_it["unit"] + (behind_it["more"] or "")
    if (
        behind_it["unit"].lower().removesuffix("s") in _NOT_COUNTED
        or behind_it["unit"].lower() in _NOT_COUNTED
    ):
        return None
    if figure.worded and figure.largest <= 1 and not figure.measure:
        return None
    end = behind_it.end()
    if figure.measure == "percent":
        unit = _share(text, behind_it) if behind_it["of"] else "percent"
        end = end if behind_it["of"] else figure.span.end
    elif figure.measure:
        unit, end = figure.measure, figure.span.end
    amount = Amount(figure.low, figure.best, figure.high, unit, figure.hedge)
    joined = last is not None and _JOINED.fullmatch(text[last.span.end : figure.span.start])
    own = _whose(doc, text, end) if figure.measure != "percent" else ""
    holder = (
        own
        or _holder(doc, figure)
        or (last.subject if joined and last is not None and last.subject != last.amount.unit else "")
    )
    whole = unit.removeprefix("percent of ")
    return FoundAmount(Span(figure.span.start, end), amount, holder or whole)


def _dated(text: str, figure: Figure) -> bool:
    return re.search(r"(?:en|de|depuis|fin|début|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre"
                     r"|novembre|décembre|l'année)\s$", text[: figure.span.start]) is not None  # fmt: skip


def _share(text: str, unit: re.Match[str]) -> str:
    """Return what a share is of, with its article where it is not "du" or "des"."""
    words_ = text[unit.start("of") : unit.end()].strip()
    return "percent of " + re.sub(r"^(?:de\s|du\s|des\s|d'(?:entre\s)?)", "", words_)


def _whose(doc: Doc, text: str, end: int) -> str:
    """Return whose the counted are: `combattants du front`, `soldats français`."""
    if nation := _NATION.match(text, end):
        return nation["of"]
    token = next((t for t in doc if t.idx >= end and not t.is_space), None)
    if token is None or token.lower_ not in ("du", "de", "d'", "des") or token.idx > end + 1:
        return ""
    start = token.i + 1
    if start < len(doc) and doc[start].lower_ in ("la", "l'", "le", "les"):
        start += 1
    found = behind(doc, start, token.sent.end)
    if (
        found is None
        or doc[found.start].lower_ in _PLACES
        or not any(doc[i].text[:1].isupper() for i in found)
    ):
        return ""
    return doc[found.start : found.stop].text


def _holder(doc: Doc, figure: Figure) -> str:
    """Return who has what is counted: the subject of the verb right before the figure."""
    token = next((t for t in doc if t.idx >= figure.span.start), None)
    if token is None:
        return ""
    at, start = token.i - 1, token.sent.start
    while at > start and (
        doc[at].lower_ in _BETWEEN | DETERMINERS or doc[at].is_space or doc[at].pos_ == "ADV"
    ):
        at -= 1
    if at <= start or doc[at].lower_ not in _HAVE:
        return ""
    return _subject(doc, at, start)


def _subject(doc: Doc, verb: int, start: int) -> str:
    first = verb
    while first > start and (
        doc[first - 1].lower_
        in ("a", "ont", "avons", "ai", "avait", "n'", "ne", "en", "y", "s'", "se", "qu'")
        or (doc[first - 1].pos_ == "ADV" and first - 1 > start)
    ):
        first -= 1
    if first > start and doc[first - 1].lower_ in ("et", "mais", "puis"):
        return _first_subject(doc, start, first - 1)
    found = before(doc, start, first)
    return doc[found.start : found.stop].text if found else ""


def _first_subject(doc: Doc, start: int, end: int) -> str:
    for at in range(start + 1, end):
        if doc[at].lower_ in _HAVE or (
            doc[at].pos_ in ("VERB", "AUX") and "Fin" in doc[at].morph.get("VerbForm", [])
        ):
            found = before(doc, start, at)
            return doc[found.start : found.stop].text if found else ""
        if doc[at].text in STOPS:
            start = at + 1
    return ""
