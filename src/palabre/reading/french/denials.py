"""Denials and caution in French: what is called false, what is hearsay, what is doubted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from palabre.reading.candidate import Candidate
from palabre.reading.french import forms
from palabre.reading.french.cues import cue_at

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ADVERB: Final = r"(?:totalement |absolument |tout à fait |complètement |entièrement |purement |simplement |pas |que |de |des |un |une |tout simplement |une pure |un pur )*"
_FALSE: Final = (
    r"(?:fau(?:x|sses?)|mensong\w*|mensongers?|mensongères?|sans (?:aucun )?fondement|infondée?s?|inexacte?s?"
    r"|fantaisistes?|calomni\w+|propagande|inventé(?:e|s|es)?|inventions?|pure (?:invention|fiction)|erronée?s?"
    r"|dénuée?s? de (?:tout )?fondement|dépourvue?s? de (?:tout )?fondement|absurdes?|diffamatoires?|rumeurs?)"
)
_CLAIMS: Final = (
    r"(?:accusations?|allégations?|affirmations?|informations?|propos|rumeurs?|chiffres?|versions?|récits?|rapports?"
    r"|déclarations?|reproches?|thèses?|imputations?|griefs?|soupçons?|responsabilités?|implication|bilans?|dires)"
)
_FALSE_SAID: Final = re.compile(
    rf"(?<!\w)(?:(?:il est|c'est|ce sont|c'étaient?|tout cela est|cela est|ceci est|est|sont|étaient|était|serait) {_ADVERB}{_FALSE}"
    r"|(?:ce n'est|cela n'est|ce n'était|n'est|il n'est) (?:absolument |tout simplement )?pas (?:vrai|exact|le cas)"
    rf"|(?:ces|cette|ce|les|de|d'|des) (?:{_CLAIMS} )?{_FALSE} (?:{_CLAIMS})?|qualifi\w+ (?:[\w,'-]+ ){{0,6}}?(?:de |d'){_FALSE}"
    r"|n'(?:a|ont|avons|avait|ai) (?:jamais (?:eu lieu|existé)|rien à voir avec|pas eu lieu)|rien à voir avec"
    r"|^\W*(?:pures? )?(?:inventions?|mensonges?|calomnies?|faux|propagande|foutaises?)\b"
    r"|contrairement (?:à ce|aux (?:dires|affirmations|allégations|accusations|rumeurs))"
    r"|formel(?:le)?s? démentis?|démentis? (?:catégorique|formel|ferme)s?)(?!\w)",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(
    r"(?<!\w)(?:(?:a|ont|avait|avaient|avons|ai) (?:[\w-]+ment |aussi |toujours )?(?:démenti|nié|réfuté|récusé)"
    r"|démen(?:t|tent|tait|taient|tit)|nie(?:nt)?|niai(?:en)?t|réfut(?:e|ent|ait|aient)|récus(?:e|ent|ait|aient)"
    r"|(?:(?:a|ont|avait|avaient) (?:[\w-]+ment )?(?:rejeté|contesté|balayé|repoussé|désavoué)"
    r"|rejett(?:e|ent)|contest(?:e|ent|ait|aient)|balai?y?(?:e|ent)|désavou(?:e|ent))"
    rf"(?: [\w,'-]+){{0,5}}? (?:l'|les |des |d')?{_CLAIMS})(?!\w)",
    re.IGNORECASE,
)
_NOT: Final = re.compile(r"(?:\bne\b|\bn'|\bni\b|\bsans\b)\s?(?:[\w'-]+ ){0,2}$", re.IGNORECASE)
HEARSAY: Final = (
    r"selon des (?:rumeurs|sources non confirmées|informations non confirmées)|il paraît que|dit-on|paraît-il"
    r"|prétendu(?:e?s?|ment)|présumée?s?|soi-disant|supposée?s?|à en croire des rumeurs|de source non confirmée"
    r"|non (?:encore )?confirmée?s?|sans confirmation(?: indépendante)?|n'(?:a|ont) pu être (?:vérifiée?s?|confirmée?s?)"
    r"|n'(?:a|ont) pas (?:encore )?(?:pu être|été) (?:vérifiée?s?|confirmée?s?)|on dit que|le bruit court|on ignore si"
    r"|impossible (?:à|de) vérifier|auraient|aurait"
)
DOUBT: Final = (
    r"peut-être|probablement|il semble(?:rait)? que|sans doute|vraisemblablement|semble(?:nt)?|semblerai(?:en)?t"
    r"|apparemment|il se peut que|pourrai(?:en)?t avoir|pourrai(?:en)?t être|à notre connaissance|éventuellement"
)
# "La mission serait partie", but not "il partirait s'il pouvait".
_CONDITIONAL: Final = re.compile(
    r"(?<!\w)(?:(?:s'|se )?\w+(?:er|ir|dr|r)ai(?:en)?t|serai(?:en)?t)(?!\w)", re.IGNORECASE
)
_PLAIN: Final = re.compile(
    r"(?<!\w)(?:si|s'ils?|que|qu'|lorsque|quand|devrai\w*|pourrai\w*|voudrai\w*|faudrait)", re.I
)
_CAUTION: Final = re.compile(rf"(?<!\w)(?:{HEARSAY}|{DOUBT})(?!\w)", re.IGNORECASE)


def says_false(words: str) -> bool:
    """Whether a French sentence calls something said false.

    Examples
    --------
    >>> says_false("Il est totalement faux que nous soyons partis."), says_false("Un faux passeport.")
    (True, False)
    """
    return _FALSE_SAID.search(words) is not None


def denial(words: str) -> bool:
    """Whether a French passage denies or disputes what somebody else claims.

    Examples
    --------
    >>> denial("Le front a démenti ces chiffres."), denial("Le front n'a pas démenti ces chiffres.")
    (True, False)
    >>> denial("Il rejette les accusations."), denial("Il rejette l'offre.")
    (True, False)
    """
    if says_false(words):
        return True
    return any(not _NOT.search(words[: found.start()]) for found in _DENIED.finditer(words))


def hedge(words: str) -> str:
    """Return the first words of caution in a French passage; empty where there are none.

    The conditional by which French news keeps its distance counts where no condition is named and it does not
    stand in a clause behind "que", where it may only be the future of the past.

    Examples
    --------
    >>> hedge("L'armée aurait brûlé trois villages."), hedge("Il a dit que la mission partirait.")
    ('aurait', '')
    >>> hedge("Le bilan s'établirait à 17 morts."), hedge("Il partirait s'il le pouvait.")
    ("s'établirait", '')
    """
    found = _CAUTION.search(words)
    if found is not None:
        return found[0].lower()
    conditional = _CONDITIONAL.search(words)
    if conditional is None or _PLAIN.search(words):
        return ""
    return conditional[0].lower()


def denies(doc: Doc, candidate: Candidate, said: str) -> bool:
    """Whether a French cue denies what it hands over, or that calls something false."""
    cue = cue_at(doc, candidate.head) if candidate.cue else None
    if cue is not None and cue.verbs & forms.DENY and not cue.negated:
        if cue.verbs & {"nier", "démentir", "réfuter", "récuser"} or candidate.frame == "clause":
            return True
        return re.search(rf"(?<!\w){_CLAIMS}(?!\w)", said, re.IGNORECASE) is not None
    return says_false(said)
