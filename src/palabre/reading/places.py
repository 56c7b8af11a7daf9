"""Places: where a text says that something is, by the dossier's own places first and then by a gazetteer.

The towns of the countries a text is about are found by every spelling and by likeness; elsewhere only large
towns whose name is theirs alone. A name that several towns bear stays open, and so does a contested one:
whether there is an Azawad, and where, is for the dossier to say.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from palabre.reading.actors import Names, starters
from palabre.reading.draft import Span
from palabre.reading.gazetteer import Town, key, large_towns, towns
from palabre.reading.likeness import Shelf

_CONTESTED_NAMES: Final = (
    "Abkhazia, Aceh, Ambazonia, Artsakh, Azawad, Bangsamoro, Biafra, Bougainville, Cabinda, Casamance, "
    "Crimea, Darfur, Donbas, Golan, Golan Heights, Kashmir, Kurdistan, Nagorno-Karabakh, Palestine, "
    "Puntland, Rojava, Somaliland, South Ossetia, Tamil Eelam, Tibet, Tigray, Transnistria, West Papua,"
    " Western Sahara, Xinjiang"
)
CONTESTED: Final = frozenset(key(name) for name in _CONTESTED_NAMES.split(", "))
ALIKE: Final = 88.0
_WORD: Final = r"(?:[A-Z\u00c0-\u00dd][\w'\u2019\u00b4-]*\w)"
_NAME: Final = rf"(?:(?:al|el|an|as|ad)-)?{_WORD}(?:[ -](?:(?:el|al|de|sur|of) )?{_WORD}){{0,3}}"
_BEFORE: Final = (
    r"in|at|near|from|to|into|around|outside|towards?|across|throughout|inside|over|beyond|between|"
    r"through|leaving|left|reached"
    r"|entered|took|retook|taken|captured|recaptured|seized|held|holds?|controls?|controlled|"
    r"outskirts of|town of|towns of"
    r"|city of|cities of|village of|villages of|north of|south of|east of|west of|centre of|center of|"
    r"region of|province of"
    r"|for|visited|attacked|besieged|bombed|shelled|and|or|,|toward|fell in|on|\u00e0|dans|vers|"
    r"pr\u00e8s de|entre|en|de|of"
)
_PLACE: Final = re.compile(
    rf"(?:(?<=[\s(])|^)(?P<lead>(?i:{_BEFORE}))\s+(?:the\s+(?:towns?|city|cities|"
    rf"villages?)\s+of\s+)?(?P<name>{_NAME})"
)
# These lead to a place only in a list of places.
_LIST: Final = frozenset(
    {"and", "or", ",", "of", "on", "to", "for", "from", "de", "held", "attacked", "left"}
)
_OTHERS: Final = re.compile(rf"(?:,\s+(?:and\s+|or\s+)?|\s+(?:and|or|et|ou)\s+)(?P<name>{_NAME})")


@dataclass(frozen=True)
class FoundPlace:
    """A place in a text.

    Parameters
    ----------
    span : Span
    name : str
        As the dossier or the gazetteer spells it; the text's own words while it is open.
    place : str or None
        Id of the dossier's place.
    town : Town or None
    country : str
        Code of the country, for a country itself.
    candidates : tuple of Town
        The towns it can be, while it is open.
    """

    span: Span
    name: str
    place: str | None = None
    town: Town | None = None
    country: str = ""
    candidates: tuple[Town, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it is not known which place is meant."""
        return self.place is None and self.town is None and not self.country


def places(
    text: str,
    known: Mapping[str, str] | None = None,
    countries: Collection[str] | None = None,
    *,
    actors: Collection[Span] = (),
    gazetteer: bool = True,
) -> tuple[FoundPlace, ...]:
    """Return the places of a text in their order.

    Parameters
    ----------
    text : str
    known : mapping of name to place id
        The dossier's places.
    countries : collection of str, optional
        Codes of the countries the text is about; found by the states it names if not given.
    actors : collection of Span
        What names an actor and is no place.
    gazetteer : bool
        Whether towns are looked up; without, only the dossier's own places are found.

    Raises
    ------
    NoGazetteer

    Examples
    --------
    >>> found = places("They left Kidal and Tombouktou, in Azawad.", {"Azawad": "azawad"}, ["ML"])
    >>> [(f.name, f.place, f.town.geonames if f.town else "") for f in found]
    [('Kidal', None, '2455290'), ('Timbuktu', None, '2449067'), ('Azawad', 'azawad', '')]
    """
    own = {key(name): (name, one) for name, one in (known or {}).items()}
    about = tuple(countries) if countries is not None else countries_of(text)
    found: dict[int, FoundPlace] = {}
    taken = {i for span in actors for i in range(span.start, span.end)}
    for match in _PLACE.finditer(text) if gazetteer else ():
        lead = match["lead"].lower()
        one = _place(
            match["name"], match.start("name"), own, about, sure=lead not in _LIST or lead in ("to", "from")
        )
        while one is not None and one.span.start not in taken:
            found.setdefault(one.span.start, one)
            further = _OTHERS.match(text, one.span.end)
            one = _place(further["name"], further.start("name"), own, about, sure=True) if further else None
    flat = _flat(text) if own else ""
    for name, (_, one_id) in own.items():
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", flat):
            if match.start() not in taken:
                found.setdefault(match.start(), FoundPlace(Span(*match.span()), own[name][0], one_id))
    return tuple(found[start] for start in sorted(found))


def _flat(text: str) -> str:
    """Return a text in small letters without accents, character for character."""
    return "".join(unicodedata.normalize("NFD", c)[0].lower()[:1] or c for c in text)


def _place(
    said: str, start: int, own: Mapping[str, tuple[str, str]], about: Collection[str], sure: bool
) -> FoundPlace | None:
    """Return the longest beginning of a run of capitalised words that is a place."""
    words = list(re.finditer(r"[^\s]+", said))
    for last in range(len(words), 0, -1):
        name = said[: words[last - 1].end()]
        found = _named(name, start, own, about, fuzzy=last == len(words) and sure)
        if found is not None and (sure or not (found.open or found.country)):
            return found
    return None


def _named(
    name: str, start: int, own: Mapping[str, tuple[str, str]], about: Collection[str], fuzzy: bool
) -> FoundPlace | None:
    span, one = Span(start, start + len(name)), key(name)
    if one in own:
        return FoundPlace(span, own[one][0], own[one][1])
    if one in CONTESTED:
        return FoundPlace(span, name)
    code = _states().get(one)
    if code:
        return FoundPlace(span, starters()[code].names[0], country=starters()[code].code)
    local = [town for country in about for town in towns(country).get(one, ())]
    if local:
        return _of(span, name, local)
    if fuzzy and (likely := _alike(one, about)):
        return _of(span, name, likely)
    large = large_towns().get(one, ())
    return _of(span, name, list(large)) if large else None


def _of(span: Span, name: str, found: list[Town]) -> FoundPlace:
    """One town; several stay open unless one is ten times as large as any other."""
    alone = sorted({town.geonames: town for town in found}.values(), key=lambda town: -town.people)
    if len(alone) == 1 or alone[0].people >= 10 * max(1, alone[1].people):
        return FoundPlace(span, alone[0].name, town=alone[0])
    return FoundPlace(span, name, candidates=tuple(alone))


def _alike(one: str, about: Collection[str]) -> list[Town]:
    if len(one) < 5:
        return []
    found: list[tuple[float, tuple[Town, ...]]] = []
    for country in about:
        best = _shelf(country).most_alike(one, reach=2, least=ALIKE)
        if best is not None:
            found.append((best[1], towns(country)[best[0]]))
    if not found:
        return []
    most = max(score for score, _ in found)
    return [town for score, some in found if score == most for town in some]


@lru_cache(maxsize=8)
def _shelf(country: str) -> Shelf:
    return Shelf(towns(country))


@cache
def _states() -> dict[str, str]:
    return {key(name): entry.id for entry in starters().values() if entry.code for name in entry.names}


def countries_of(text: str) -> tuple[str, ...]:
    """Return the codes of the countries a text is about: those of the states it names most.

    Examples
    --------
    >>> countries_of("Malian troops left the north of Mali. Paris did not comment.")
    ('ML',)
    """
    counts: Counter[str] = Counter()
    for found in _starter_names().find(text, people=True):
        entry = starters().get(found.entry)
        if entry is not None and entry.code:
            counts[entry.code] += 1
    most = max(counts.values(), default=0)
    return tuple(
        code for code, count in counts.most_common(4) if count * 2 >= most and (count > 1 or most == 1)
    )


@cache
def _starter_names() -> Names:
    return Names({})
