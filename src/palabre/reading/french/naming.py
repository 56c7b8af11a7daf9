"""Naming: who is meant by a French noun phrase, a title or a pronoun, only where that is safe."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from palabre.reading.draft import Span
from palabre.reading.french.phrases import DETERMINERS
from palabre.reading.naming import OPEN, Mention, Names, Who, in_full, placed
from palabre.reading.plain import names_in
from palabre.reading.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Doc

# They speak for whoever they speak of, one of them or not.
VOICES: Final = words(
    """porte-parole communiqué déclaration rapport communication manifeste lettre représentant représentante délégué
    déléguée délégation émissaire négociateur négociatrice texte tract message bilan décompte chiffres données
    enquête étude informations source sources"""
)
# They speak for it where there is one only: "le chef du front", not "un chef du front".
HEADS: Final = words(
    "chef président présidente dirigeant dirigeante leader direction secrétaire ministre directeur"
)
TITLES: Final = words(
    """président présidente ministre premier premier-ministre général colonel commandant capitaine lieutenant chef
    gouverneur maire préfet député sénateur roi cheikh imam évêque ambassadeur ambassadrice émissaire médiateur
    médiatrice porte-parole secrétaire professeur docteur juge directeur directrice dirigeant leader négociateur
    représentant délégué envoyé journaliste avocat avocate m. mme monsieur madame me dr"""
)
_SHE: Final = words("mme madame présidente directrice ambassadrice médiatrice avocate reine sœur")
_HE: Final = words(
    "m. monsieur président directeur roi cheikh imam émir général colonel commandant capitaine frère"
)
_JOINS: Final = words("ag ould el al ben bin de du des d' la le l' von van")
_NOT_NAMES: Final = words(
    """le la les l' un une des il elle ils elles nous vous je on ce cet cette ces son sa ses leur leurs qui que qu' si
    quand comme selon d'après pour dans en à au aux de du d' et mais ou or donc puis hier lundi mardi mercredi jeudi
    vendredi samedi dimanche depuis après avant malgré plus moins aucun personne rien tout toute tous plusieurs
    notre nos votre vos début fin parce lorsque oui non c' n' s' j' y ni où q r"""
)


class FrenchCast:
    """Everybody named in a French text, and who is meant where."""

    def __init__(self, doc: Doc, names: Names) -> None:
        self.doc = doc
        self.mentions = mentions(doc, names)
        self.at = {i: m for m in self.mentions for i in range(m.start, m.end)}
        self.titled = self._titles()

    def is_named(self, phrase: range) -> bool:
        """Whether a phrase names somebody known or a person, not a town."""
        return any(m.actor is not None or m.end - m.start > 1 for i in phrase if (m := self.at.get(i)))

    def who(self, phrase: frozenset[int], before: Who, since: int) -> Who:
        """Say who is meant by a phrase; `before` spoke last, at the token `since`."""
        if not phrase:
            return OPEN
        first = min(phrase)
        if self.doc[first : max(phrase) + 1].text.lower() in _LATTER:
            return OPEN
        word = self.doc[first].lower_
        if len(phrase) == 1 and (word.startswith("-") or self.doc[first].pos_ == "PRON" or word in _PRONOUNS):
            return self._pronoun(first, word.lstrip("-t").lstrip("-"), before, since)
        return self._described(sorted(phrase))

    def _described(self, places: list[int]) -> Who:
        doc, start = self.doc, places[0]
        said = doc[start : places[-1] + 1].text
        inside = [m for m in self.mentions if m.start in places]
        people = [m for m in inside if self._person(m)]
        head = start + 1 if doc[start].lower_ in DETERMINERS | {"m.", "mme"} else start
        if inside and inside[0].start in (start, head) and not self._then_of(inside[0], places):
            return Who(inside[0].actor, inside[0].name)
        if people and not (people[0].start and doc[people[0].start - 1].lower_ in ("de", "d'")):
            return Who(people[0].actor, people[0].name)
        word = next((doc[i].lower_ for i in places if doc[i].lower_ in VOICES | HEADS), "")
        known = {m.actor for m in inside if m.actor is not None}
        definite = doc[start].lower_ in ("le", "la", "l'") or doc[start].lower_ == word
        if len(known) == 1 and word and (word in VOICES or definite):
            return Who(next(iter(known)), said)
        titled = self.titled.get(doc[head].lower_, set()) if definite and len(places) <= 2 else set()
        if len(titled) == 1:
            name, actor = next(iter(titled))
            return Who(actor, name)
        return Who(None, said)

    def _then_of(self, mention: Mention, places: list[int]) -> bool:
        """Whether a longer phrase goes on behind a title taken for a name: `Le Président du MDF`."""
        word = self.doc[mention.start].lower_
        return mention.actor is None and word in TITLES and mention.end <= places[-1]

    def _person(self, mention: Mention) -> bool:
        """Whether a name is a person's: no article stands before it, or a title does."""
        if mention.actor is None and mention.end - mention.start == 1:
            return False
        before = self.doc[mention.start - 1].lower_ if mention.start else ""
        return before not in DETERMINERS | {"en", "à"} and (
            mention.actor is None or self.doc[mention.start].text[:1].isupper()
        )

    def _pronoun(self, at: int, word: str, before: Who, since: int) -> Who:
        """Return the one who can be meant by il or elle."""
        if word not in ("il", "elle"):
            return OPEN
        start = _sentences_before(self.doc, at, 2)
        seen: dict[str, Mention] = {}
        for place in range(start, at):
            mention = self.at.get(place)
            if mention is not None and place == mention.start and self._may_be(mention, word):
                seen[mention.actor or mention.name] = mention
        if before.name and set(seen) <= {before.actor or before.name}:
            return before if since >= _sentences_before(self.doc, at, 4) else OPEN
        if len(seen) == 1 and not before.name:
            mention = next(iter(seen.values()))
            return Who(mention.actor, mention.name)
        return OPEN

    def _may_be(self, mention: Mention, pronoun: str) -> bool:
        """Whether a name can be of that gender and be somebody who speaks."""
        doc = self.doc
        before = doc[mention.start - 1].lower_ if mention.start else ""
        if mention.actor is None and mention.end - mention.start == 1:
            return False
        if before in ("le", "du", "au"):
            return pronoun == "il" and mention.actor is not None
        if before == "la":
            return pronoun == "elle" and mention.actor is not None
        if before in ("à", "en", "vers", "sur", "près"):
            return False
        return before not in (_SHE if pronoun == "il" else _HE)

    def _titles(self) -> dict[str, set[tuple[str, str | None]]]:
        """Who bears which title: `le général Ali Musa`, `Ali Musa, président du front,`."""
        found: dict[str, set[tuple[str, str | None]]] = {}
        for mention in self.mentions:
            if not self._person(mention):
                continue
            title = self.doc[mention.start - 1].lower_ if mention.start else ""
            if title in TITLES:
                found.setdefault(title, set()).add((mention.name, mention.actor))
            if mention.end + 1 < len(self.doc) and self.doc[mention.end].text == ",":
                aside = mention.end + 1
                aside += self.doc[aside].lower_ in DETERMINERS
                if aside < len(self.doc) and self.doc[aside].lower_ in TITLES:
                    found.setdefault(self.doc[aside].lower_, set()).add((mention.name, mention.actor))
        return found


_LATTER: Final = frozenset(
    {"ce dernier", "cette dernière", "ces derniers", "celui-ci", "celle-ci", "ceux-ci"}
)
_PRONOUNS: Final = words("il elle ils elles on je nous vous -il -elle -on -ils -elles -t-il -t-elle -t-on -t")


def mentions(doc: Doc, names: Names) -> list[Mention]:
    """Return the names of a French text in their order: known actors, then runs of capitalised words."""
    found = _known(doc, names)
    taken = {i for m in found for i in range(m.start, m.end)}
    at = 0
    while at < len(doc):
        end = _run(doc, at, taken)
        if end > at:
            start = at
            while end - start > 1 and doc[start].lower_ in TITLES:
                start += 1
            found.append(Mention(start, end, doc[start:end].text, None, True))
        at = max(end, at + 1)
    return in_full(sorted(found, key=lambda m: m.start))


def _run(doc: Doc, start: int, taken: set[int]) -> int:
    """Return where a run of capitalised words ends; its start where there is none."""
    if not _capital(doc, start, taken) or doc[start].lower_ in _NOT_NAMES:
        return start
    if doc[start].is_sent_start and doc[start].pos_ not in ("PROPN", "NOUN"):
        follows = start + 1 < len(doc) and _capital(doc, start + 1, taken)
        if not follows:
            return start
    end = start + 1
    while end < len(doc):
        if _capital(doc, end, taken):
            end += 1
        elif doc[end].lower_ in _JOINS and end + 1 < len(doc) and _capital(doc, end + 1, taken):
            if doc[end].lower_ in ("de", "du", "des", "d'", "la", "le", "l'") and end - start > 1:
                break
            end += 1
        else:
            break
    return end


def _capital(doc: Doc, at: int, taken: set[int]) -> bool:
    return at not in taken and doc[at].text[:1].isupper() and doc[at].is_alpha | ("-" in doc[at].text)


def _known(doc: Doc, names: Names) -> list[Mention]:
    if isinstance(names, Mapping):
        found = names_in(doc.text, names)
        return placed(doc, [(span, actor, doc.text[span.start : span.end]) for span, actor in found])
    return placed(doc, [(Span(f.span.start, f.span.end), f.actor, f.name) for f in names.find(doc)])


def _sentences_before(doc: Doc, place: int, many: int) -> int:
    start = doc[place].sent.start
    while many and start > 0:
        start = doc[start - 1].sent.start
        many -= 1
    return start
