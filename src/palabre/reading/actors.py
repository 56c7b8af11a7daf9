"""Actors: where a text names them, by the dossier's own names first and then by a starter list.

The starter list (`starter.yaml`) holds states, armed groups and organisations in English, French and Arabic
in Latin letters. It lends its spellings to the actors of a dossier that it knows, and names others without
an id. Names that are spelt otherwise are found by their likeness, never acronyms: MPA is not MNLA.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from palabre.reading.draft import Span
from palabre.reading.likeness import Shelf

if TYPE_CHECKING:
    from spacy.tokens import Doc

# Out of 100; "Tuareg" and "Touareg" are 92 alike, MPA and MNLA 57.
ALIKE: Final = 88.0
SHORTEST: Final = 6
_ARTICLE: Final = re.compile(r"^(?:the|le|la|les|l')\s*", re.IGNORECASE)
_INSIDE: Final = (
    r"of the|of|for the|for|and|in the|in|on|de la|de l'|de|du|des|pour la|pour l'|pour le|pour|et le|et|au"
    r"|wa|li|fi"
)
_RUN: Final = re.compile(
    rf"(?<!\w)(?:[ae][lnsdt]-)?[A-Z]\w[\w'.-]*(?:\s(?:(?:{_INSIDE})\s?)?[A-Zad][\w'.-]+)*"
)
_AT: Final = re.compile(r"\b(?:in|at|near|outside|around|à|into|to|through|across)\s$", re.IGNORECASE)


@dataclass(frozen=True)
class Entry:
    """One entry of the starter list."""

    id: str
    kind: str
    names: tuple[str, ...]
    capital: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    code: str = ""


@dataclass(frozen=True)
class FoundName:
    """An actor named in a text.

    Parameters
    ----------
    span : Span
    actor : str or None
        Id of the dossier's actor; None for one that the dossier does not have.
    name : str
        Its name: the dossier's spelling, or the starter list's first.
    entry : str
        Id in the starter list, where it comes from there.
    how : str
        ``name``, ``capital`` (for a government), ``people`` (an adjective) or ``alike`` (spelt otherwise).
    """

    span: Span
    actor: str | None
    name: str
    entry: str = ""
    how: str = "name"


@lru_cache(maxsize=1)
def starters() -> Mapping[str, Entry]:
    """Return the starter list.

    Examples
    --------
    >>> starters()["aqim"].names[:3]
    ('Al-Qaeda in the Islamic Maghreb', 'AQIM', 'AQMI')
    """
    from ruamel.yaml import YAML

    kinds = {"states": "state", "armed groups": "armed group", "organisations": "organisation"}
    read: dict[str, Any] = YAML(typ="safe").load((Path(__file__).parent / "starter.yaml").read_text("utf-8"))
    return {
        one: Entry(
            one,
            kinds[kind],
            tuple(entry["names"]),
            tuple(entry.get("capital", ())),
            tuple(entry.get("people", ())),
            entry.get("code", ""),
        )
        for kind, entries in read.items()
        for one, entry in entries.items()
    }


class Names:
    """The names of a dossier's actors and of the starter list.

    Parameters
    ----------
    known : mapping of name to actor id
        The dossier's names and aliases.
    starter : bool
        Whether the starter list is used.

    Examples
    --------
    >>> names = Names({"the Government of Mali": "bamako", "MNLA": "mnla"})
    >>> text = "Mali met the Mouvement national de liberation de l'Azawad and the MPA in Paris."
    >>> [(text[f.span.start : f.span.end], f.actor, f.entry) for f in names.find(text)]
    [('Mali', 'bamako', 'mali'), ("Mouvement national de liberation de l'Azawad", 'mnla', 'mnla'), ('MPA',
    None, 'mpa')]
    """

    def __init__(self, known: Mapping[str, str], *, starter: bool = True) -> None:
        self.table: dict[str, tuple[str | None, str, str, str, bool]] = {}
        for name, one in known.items():
            self._add(name, one, name, "", "name")
        if not starter:
            return
        for entry in starters().values():
            actor = next((k[0] for n in entry.names if (k := self.table.get(_key(n))) and k[2] == ""), None)
            if actor is None and entry.capital:
                actor = next(
                    (k[0] for n in entry.capital if (k := self.table.get(_key(n))) and k[2] == ""), None
                )
            if actor is None:
                actor = self._full(entry)
            for how, words in (("name", entry.names), ("people", entry.people), ("capital", entry.capital)):
                for name in words:
                    self._add(name, actor, entry.names[0], entry.id, how)

    def _full(self, entry: Entry) -> str | None:
        """Return the dossier's actor whose name is alike one of the entry's."""
        own = Shelf(n for n, v in self.table.items() if v[2] == "" and len(n) > 12)
        for name in entry.names:
            if len(name) > 12 and (best := _most_alike(_key(name), own)):
                return self.table[best][0]
        return None

    def _add(self, name: str, actor: str | None, full: str, entry: str, how: str) -> None:
        key = _key(name)
        if key and key not in self.table:
            self.table[key] = (actor, full, entry, how, _acronym(_ARTICLE.sub("", name)))

    def find(self, doc: Doc | str, *, people: bool = False) -> tuple[FoundName, ...]:
        """Return where actors are named, in the order of the text.

        Parameters
        ----------
        doc : spacy Doc or str
        people : bool
            Whether adjectives count ("Malian troops").
        """
        text = doc if isinstance(doc, str) else doc.text
        plain = _plain(text)
        exact = {m.span(): self._at(text, *m.span(), people) for m in self._pattern.finditer(plain)}
        found = list(self._alike(plain, list(exact)))
        longer = [(f.span.start, f.span.end) for f in found]
        found += [f for (a, b), f in exact.items() if f and not any(c <= a and b <= d for c, d in longer)]
        return tuple(sorted(found, key=lambda f: f.span.start))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest = sorted(self.table, key=len, reverse=True)
        names = "|".join(re.escape(n).replace(r"\ ", r"[\s-]").replace(r"\-", r"[\s-]?") for n in longest)
        return re.compile(rf"(?<![\w-])(?:{names or '(?!)'})(?!\w)(?!-[a-z]{{5}})", re.IGNORECASE)

    def _at(self, text: str, start: int, end: int, people: bool) -> FoundName | None:
        said = text[start:end]
        value = self.table.get(_key(said)) or self._loose.get(_tight(said))
        if value is None:
            return None
        actor, name, entry, how, acronym = value
        if acronym and said != said.upper():
            return None
        # "the army", where the dossier calls an actor so
        titled = name.lower().startswith("the ") and text[max(0, start - 4) : start].lower() == "the "
        short = len(said) <= 4 and not (titled and not entry)
        if said == said.lower() and (short or (entry and (" " not in said or len(said) < 12))):
            return None
        if how == "people" and not people:
            return None
        if (how == "capital" or _key(said) in _capitals()) and _AT.search(text[max(0, start - 9) : start]):
            return None
        return FoundName(Span(start, end), actor, name, entry, how)

    @cached_property
    def _loose(self) -> dict[str, tuple[str | None, str, str, str, bool]]:
        return {_tight(name): value for name, value in self.table.items()}

    @cached_property
    def _likely(self) -> Shelf:
        return Shelf(n for n, v in self.table.items() if len(n) >= SHORTEST and not v[4] and v[3] == "name")

    def _alike(self, plain: str, taken: list[tuple[int, int]]) -> Iterator[FoundName]:
        """Names spelt otherwise, among the runs of capitalised words; longer than a name found in them."""
        for run in _RUN.finditer(plain):
            end_of_last = run.start()
            for start, end in _pieces(run):
                inside = [(a, b) for a, b in taken if a < end and start < b]
                if start < end_of_last or any(
                    not (start <= a and b <= end) or b - a > 0.6 * (end - start) for a, b in inside
                ):
                    continue
                said = plain[start:end]
                key = _key(said)
                best = None if _acronym(said) or len(key) < SHORTEST else _most_alike(key, self._likely)
                if best is not None:
                    actor, name, entry, _, _ = self.table[best]
                    end_of_last = end
                    yield FoundName(Span(start, end), actor, name, entry, "alike")


def _pieces(run: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Return the run itself, then it without its last words, then without its first, and so on."""
    words = list(re.finditer(r"\S+", run[0]))[:24]
    for first in range(len(words)):
        for last in range(min(len(words), first + 12), first, -1):
            if (
                words[first][0] != words[first][0].lower()
                and words[last - 1][0] != words[last - 1][0].lower()
            ):
                yield run.start() + words[first].start(), run.start() + words[last - 1].end()


def _most_alike(key: str, among: Shelf) -> str | None:
    # A short name must be nearer: Niger is not Nigeria, nor Mali Malawi; one letter may differ in eight.
    least = 92.0 if len(key) < 8 else 87.0 if len(key) < 10 else ALIKE
    best = among.most_alike(key, reach=max(2, len(key) // 6), least=least)
    if best is None or (len(key) < 10 and abs(len(best[0]) - len(key)) > 1):
        return None
    return best[0]


def _plain(text: str) -> str:
    """Return a text without accents and with straight apostrophes, character for character."""
    if text.isascii():
        return text
    return "".join(_base(c) for c in text)


@lru_cache(maxsize=4096)
def _base(character: str) -> str:
    if character in "\u2019\u2018\u00b4\u02bc\u02bf\u02be":
        return "'"
    if character in "\u2010\u2011\u2013":
        return "-"
    base = unicodedata.normalize("NFD", character)[0]
    return base if len(base) == 1 else character


def _key(name: str) -> str:
    return _ARTICLE.sub("", " ".join(_plain(name).split())).lower()


def _tight(name: str) -> str:
    return re.sub(r"[\s-]", "", _key(name))


def _acronym(name: str) -> bool:
    letters = re.sub(r"[^A-Za-z]", "", name)
    return len(letters) <= 8 and letters == letters.upper() and " " not in name.strip()


@lru_cache(maxsize=1)
def _capitals() -> frozenset[str]:
    return frozenset(_key(name) for entry in starters().values() for name in entry.capital)
