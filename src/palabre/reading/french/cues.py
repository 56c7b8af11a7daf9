"""Cues: where a French text has a verb of saying, with its auxiliary, its pronouns and its negation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from palabre.reading.french import forms
from palabre.reading.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_HAVE: Final = words("a ont avait avaient aurait auraient aura eut avons ai ayant avoir")
_BE: Final = words("est sont était étaient serait seraient fut sera être étant")
_CLITICS: Final = words("ne n' se s' lui y")
_OBJECTS: Final = words("l' le la les leur en nous vous me m'")
_NOT: Final = words("pas jamais plus guère nullement aucunement")
_BEFORE_NOUN: Final = words(
    """le la les l' un une des du de d' ce cet cette ces son sa ses leur leurs notre nos mon ma aucune aucun toute
    chaque au aux à par pour sans sur sous dans entre quelque première nouvelle seule"""
)
# Forms that are more often a noun, an adjective or an adverb than a verb.
_DOUBTFUL: Final = words(
    "maintenant juge plainte crainte critique note lâche lance insistant menaçant souffle"
)
_MAKE: Final = words("fait font faisait faisaient fit faire laisse laissent laissé laissait")
_KNOWN: Final = words("savoir valoir remarquer observer entendre comprendre")
# "a en revanche accusé", "ont tous deux assuré"
_FILLERS: Final = words(
    """en revanche par ailleurs pour sa leur part outre tous toutes deux de d' son côté à tour nouveau autre même tout
    une nouvelle fois effet fait également aussi"""
)
_LEADS: Final = words("tient tenu tenait tiennent vient viennent venait souhaité voulu veut")


@dataclass(frozen=True)
class Cue:
    """A verb of saying at `head`, with what belongs to it from `start` to `end`."""

    head: int
    start: int
    end: int
    verbs: frozenset[str]
    kind: str
    negated: bool = False
    pronoun: int | None = None
    reflexive: bool = False

    @property
    def places(self) -> frozenset[int]:
        """The places of its words, a pronoun that is its subject left out."""
        return frozenset(i for i in range(self.start, self.end) if i != self.pronoun)


def cue_at(doc: Doc, at: int, *, any_verb: bool = False) -> Cue | None:
    """Return the cue whose verb stands at a place; with `any_verb` another verb is one as well."""
    token = doc[at]
    if token.lower_ in _KNOWN and at and doc[at - 1].lower_ in _MAKE:
        return _made(doc, at)
    if token.lower_ in ("connaissance", "attention") and at > 2 and doc[at - 2].lower_ == "à":
        return _carried(doc, at)
    told = forms.verbs_of(token.text)
    if not told and any_verb and (token.pos_ == "VERB" or (token.pos_ in ("NOUN", "ADJ") and token.is_lower)):
        told = (("dire", "participle" if "Part" in token.morph.get("VerbForm", []) else "finite"),)
    if not told or (token.lower_ in _DOUBTFUL and not (any_verb or token.pos_ == "VERB")):
        return None
    start, helper, negated, pronoun = _left(doc, at)
    kinds = {kind for _, kind in told}
    reflexive = any(doc[i].lower_ in ("se", "s'") for i in range(start, at))
    kind = _kind(doc, at, start, kinds, helper, reflexive)
    if not kind:
        return None
    verbs = frozenset(verb for verb, one in told if one == kind)
    if not reflexive:
        verbs -= forms.REFLEXIVE
    if not verbs:
        return None
    end = at + 1
    while end < len(doc) and doc[end].text[:1] == "-" and len(doc[end]) > 1:
        pronoun = end
        end += 1
    while end < len(doc) and doc[end].lower_ in _NOT:
        negated, end = True, end + 1
    return Cue(at, start, end, verbs, kind, negated, pronoun, reflexive)


def _kind(  # noqa: PLR0911, PLR0917
    doc: Doc, at: int, start: int, kinds: set[str], helper: str, reflexive: bool
) -> str:
    """Return what kind of form a word is here; empty where it is no verb of saying."""
    previous = doc[start - 1] if start else None
    if helper == "have" or (helper == "be" and reflexive):
        return "participle" if "participle" in kinds else ""
    if helper == "be":
        return ""
    low = previous.lower_ if previous is not None else ""
    if "finite" in kinds:
        noun = low in _BEFORE_NOUN or (previous is not None and previous.pos_ == "NUM")
        return "" if noun else "finite"
    if "gerund" in kinds and (low == "en" or _that(doc, at + 1)):
        return "gerund"
    leads = _LEADS | {"avant"}
    if "infinitive" in kinds and low in ("à", "de", "d'") and start > 1 and doc[start - 2].lower_ in leads:
        return "infinitive"
    if "participle" in kinds and low in ("et", "puis") and _helped(doc, start - 1):
        return "participle"
    return ""


def _that(doc: Doc, at: int) -> bool:
    return at < len(doc) and doc[at].lower_ in ("que", "qu'")


def _helped(doc: Doc, at: int) -> bool:
    """Whether a participle before in the sentence has the auxiliary that this one shares."""
    start = doc[at].sent.start
    return any(
        doc[i].lower_ in _HAVE and any(kind == "participle" for _, kind in forms.verbs_of(doc[i + 1].text))
        for i in range(start, at)
    )


def _left(doc: Doc, at: int) -> tuple[int, str, bool, int | None]:
    """Return where a verb begins, its auxiliary, whether it is negated, and a pronoun put behind."""
    start, helper, negated, pronoun = at, "", False, None
    limit = doc[at].sent.start
    place = at - 1
    while place >= limit and at - place < 8:
        token = doc[place]
        if token.lower_ in _HAVE | _BE and not helper:
            helper = "have" if token.lower_ in _HAVE else "be"
        elif token.text[:1] == "-" and len(token) > 1:
            pronoun = max(place, pronoun or place)
        elif token.lower_ in _NOT | _FILLERS or (
            token.pos_ == "ADV" and token.lower_ not in ("ne", "n'", "où")
        ):
            if not helper and not _helper_before(doc, place, limit):
                break
            negated |= token.lower_ in _NOT
        elif not _clitic(token, doc[place + 1]):
            break
        elif token.lower_ in ("ne", "n'"):
            negated = True
        start, place = place, place - 1
    return start, helper, negated, pronoun


def _helper_before(doc: Doc, place: int, limit: int) -> bool:
    least = max(limit, place - 5)
    while place >= least and (doc[place].pos_ == "ADV" or doc[place].lower_ in _NOT | _FILLERS):
        place -= 1
    return place >= limit and (doc[place].lower_ in _HAVE | _BE or doc[place].text[:1] == "-")


def _clitic(token: Token, following: Token) -> bool:
    if token.lower_ in _CLITICS:
        return True
    return token.lower_ in _OBJECTS and (token.pos_ == "PRON" or following.lower_ in _HAVE)


def _carried(doc: Doc, at: int) -> Cue | None:
    """Return the cue of `porte à la connaissance de l'opinion`: to say."""
    verb = at - 3
    if doc[verb].lower_ not in ("porte", "portent", "porté", "portons"):
        return None
    start, _, negated, pronoun = _left(doc, verb)
    return Cue(at, start, at + 1, frozenset({"dire"}), "finite", negated, pronoun)


def _made(doc: Doc, at: int) -> Cue:
    """Return the cue of `a fait savoir` and `laisse entendre`: to say."""
    start, _, negated, pronoun = _left(doc, at - 1)
    return Cue(at, start, at + 1, frozenset({"dire"}), "finite", negated, pronoun)
