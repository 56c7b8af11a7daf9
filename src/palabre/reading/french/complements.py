"""Complements: what a French verb of saying hands over: a clause, an infinitive, an object, what a colon opens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from palabre.reading.french import forms
from palabre.reading.french.cues import Cue, cue_at
from palabre.reading.french.phrases import finite, infinitive, is_time, sentence_end
from palabre.reading.marks import Marks

if TYPE_CHECKING:
    from spacy.tokens import Doc

# So many words may stand between a verb and its "que" or its colon.
FAR = 16
_LEAD_IN = frozenset({"ne", "n'", "comment", "pourquoi", "où", "combien", "pas"})
_ASIDES = frozenset({"tout", "avant", "y", "en"})
_ASKED = forms.DEMAND | forms.DENY | forms.THINK | forms.SAY
_OPENS = frozenset(
    {"le", "la", "les", "l'", "un", "une", "des", "ce", "cet", "cette", "ces", "son", "sa", "ses"}
)


@dataclass(frozen=True)
class Complement:
    """What is said, from token `start` to `end`, how it hangs on its verb, and how sure that is."""

    start: int
    end: int
    frame: str
    sureness: float


def complement(doc: Doc, cue: Cue, marks: Marks, end: int) -> Complement | None:
    """Return what a verb of saying hands over in a sentence that ends at `end`; None where nothing."""
    start = cue.end
    while start < end and doc[start].pos_ == "ADV" and doc[start].lower_ not in _LEAD_IN:
        start += 1
    for found in (_clause, _infinitive, _accused, _called, _opened, _rated, _state, _of, _object):
        one = found(doc, cue, marks, start, end)
        if one is not None and one.end > one.start:
            return one
    return None


def _clause(doc: Doc, cue: Cue, marks: Marks, start: int, end: int) -> Complement | None:
    """`affirme (mardi à Gao) que ...`."""
    if not cue.verbs & _ASKED or (cue.negated and not cue.verbs & (forms.DENY | forms.THINK)):
        return None
    if (
        start < end
        and doc[start].lower_ in _OPENS
        and not is_time(doc[start + 1 if start + 1 < end else start])
    ):
        return None  # an object, and a relative clause behind it
    for at in range(start, min(end, start + FAR)):
        token = doc[at]
        if at in marks.of or token.text in (":", ";"):
            return None
        if token.lower_ in ("que", "qu'"):
            return Complement(at + 1, clause_end(doc, at + 1, end), "clause", 0.9)
        if finite(token) and at > start and doc[at - 1].lower_ != "qui":
            return None
    return None


def clause_end(doc: Doc, start: int, end: int) -> int:
    """Return where a clause ends: where another verb of saying takes over, else with the sentence."""
    for at in range(start + 1, end):
        if doc[at].lower_ in ("et", "mais", "puis") and _takes_over(doc, at + 1, end):
            return at - 1 if doc[at - 1].text == "," else at
        if (
            doc[at].text == ","
            and at + 1 < end
            and (doc[at + 1].lower_ == "selon" or _adds(doc, at + 1, end))
        ):
            return at
    return sentence_end(doc, start, end)


def _adds(doc: Doc, start: int, end: int) -> bool:
    """Whether a participle of the same subject follows a comma: `, tout en excluant`, `, y voyant`."""
    if doc[start].lower_ not in _ASIDES:
        return any(kind == "gerund" for _, kind in forms.verbs_of(doc[start].text))
    return any(
        doc[i].lower_.endswith("ant") or doc[i].lower_ == "avant" for i in range(start, min(end, start + 3))
    )


def _takes_over(doc: Doc, start: int, end: int) -> bool:
    """Whether a verb of saying of the same subject follows an "et"."""
    for at in range(start, min(end, start + 5)):
        cue = cue_at(doc, at)
        if cue is not None and cue.start <= start and cue.kind in ("finite", "participle"):
            return cue.end < end and (
                doc[cue.end].lower_ in ("que", "qu'")
                or any(doc[i].lower_ in ("que", "qu'") for i in range(cue.end, min(end, cue.end + 5)))
                or bool(cue.verbs & (forms.DEMAND | forms.CALL | forms.OBJECT))
            )
    return False


def _infinitive(doc: Doc, cue: Cue, _: Marks, start: int, end: int) -> Complement | None:
    """`dit vouloir`, `promet de rendre`, `nie avoir reçu`."""
    if not cue.verbs & forms.INFINITIVE or (cue.negated and not cue.verbs & forms.DENY):
        return None
    at = start
    if at < end and doc[at].lower_ in ("de", "d'", "à"):
        at += 1
    verb = at
    while (
        verb < end and verb - at < 4 and doc[verb].lower_ in ("ne", "n'", "pas", "se", "s'", "y", "en", "le")
    ):
        verb += 1
    if verb < end and infinitive(doc[verb]):
        return Complement(at, _object_end(doc, verb + 1, end), "infinitive", 0.8)
    return None


def _accused(doc: Doc, cue: Cue, _: Marks, start: int, end: int) -> Complement | None:
    """`accuse l'armée d'avoir brûlé`, `reproche au front de recruter`."""
    if not cue.verbs & forms.ACCUSE or cue.negated or start >= end:
        return None
    return Complement(start, clause_end(doc, start, end), "accused", 0.85)


def _called(doc: Doc, cue: Cue, _: Marks, start: int, end: int) -> Complement | None:
    """`appelle à une enquête`, `appelle les parties à ...`."""
    if (
        cue.verbs & forms.DEMAND
        and start < end
        and doc[start].lower_ in ("à", "au", "aux")
        and not cue.negated
    ):
        for at in range(start + 2, min(end - 1, start + FAR)):
            if doc[at].lower_ in ("de", "d'") and infinitive(doc[at + 1]):
                return Complement(start, clause_end(doc, start, end), "called", 0.8)
    if not cue.verbs & forms.CALL or cue.negated:
        return None
    if not any(doc[i].lower_ in ("à", "au", "aux") for i in range(start, end)):
        return None
    return Complement(start, clause_end(doc, start, end), "called", 0.7)


def _opened(doc: Doc, cue: Cue, marks: Marks, start: int, end: int) -> Complement | None:
    """`prévient : si l'armée avance, ...`."""
    if cue.negated:
        return None
    for at in range(start, min(end, start + FAR)):
        if at in marks.of or finite(doc[at]):
            return None
        if doc[at].text == ":":
            return Complement(at + 1, sentence_end(doc, at + 1, end), "colon", 0.75)
    return None


def _rated(doc: Doc, cue: Cue, _: Marks, start: int, end: int) -> Complement | None:
    """`estime à 18 000 le nombre`, `ne croit pas à une attaque`."""
    if start + 1 >= end or doc[start].lower_ not in ("à", "au", "aux"):
        return None
    rated = cue.verbs & forms.RATE and any(doc[i].like_num for i in range(start + 1, min(end, start + 4)))
    if rated or "croire" in cue.verbs:
        return Complement(start, clause_end(doc, start, end), "rated", 0.8)
    return None


def _of(doc: Doc, cue: Cue, _: Marks, start: int, end: int) -> Complement | None:
    """`s'est félicité de la libération`, `parle (pour sa part) de 30 morts`."""
    if not cue.verbs & forms.OF or cue.negated:
        return None
    at = start
    while at < min(end, start + 4) and doc[at].lower_ not in ("de", "d'", "du", "des"):
        at += 1
    if at >= min(end, start + 4) or (at > start and "parler" not in cue.verbs):
        return None
    if "parler" in cue.verbs and not any(doc[i].like_num for i in range(at + 1, min(end, at + 4))):
        return None
    return Complement(at, _object_end(doc, at, end), "of", 0.7)


def _state(doc: Doc, cue: Cue, marks: Marks, start: int, end: int) -> Complement | None:
    """`se dit prêt à négocier`, `juge inacceptable la présence`."""
    at = start + (start < end and is_time(doc[start]))
    if cue.verbs & forms.JUDGE and not cue.reflexive and not cue.negated and at < end:
        if at in marks.begins or doc[at].text == '"' or doc[at].pos_ == "ADJ":
            return Complement(at, clause_end(doc, at, end), "state", 0.75)
        return None
    if not cue.reflexive or not cue.verbs & {"dire", "déclarer", "juger", "estimer"} or start >= end:
        return None
    if doc[start].pos_ in ("ADJ", "ADV", "VERB", "ADP", "NOUN"):
        return Complement(start, clause_end(doc, start, end), "state", 0.8)
    return None


def _object(doc: Doc, cue: Cue, marks: Marks, start: int, end: int) -> Complement | None:
    """`exige le départ des troupes`, `conteste cette version`."""
    if not cue.verbs & forms.OBJECT or cue.negated or cue.pronoun is not None or start >= end:
        return None
    token = doc[start]
    if start in marks.of or is_time(token):
        return None
    if token.lower_ in _OPENS or token.pos_ in ("DET", "NUM", "NOUN") or token.lower_ in ("d'", "de", "tout"):
        return Complement(start, _object_end(doc, start, end), "object", 0.65)
    return None


def _object_end(doc: Doc, start: int, end: int) -> int:
    """Return where an object ends: before "and" with another verb."""
    for at in range(start + 1, end):
        if doc[at].text == "," and at + 1 < end and _adds(doc, at + 1, end):
            return at
        if doc[at].lower_ in ("et", "mais", "puis") and at + 1 < end:
            following = [doc[i] for i in range(at + 1, min(end, at + 4))]
            if finite(following[0]) or _takes_over(doc, at + 1, end):
                return at - 1 if doc[at - 1].text == "," else at
            if following[0].lower_ in ("les", "le", "la", "l'", "se", "s'", "ne", "n'") and any(
                finite(one) and one.lower_ != "les" for one in following[1:2]
            ):
                return at
    return sentence_end(doc, start, end)
