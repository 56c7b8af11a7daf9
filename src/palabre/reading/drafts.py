"""Drafts: who says it joined with what is said, one proposed claim for each passage."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING

from palabre.reading import plain
from palabre.reading.draft import Attribution, Draft, Facts, Span, draft_id
from palabre.reading.furniture import is_furniture
from palabre.reading.hedges import refused
from palabre.reading.kinds import is_force
from palabre.reading.sentences import with_paragraphs
from palabre.reading.wording import meant, worded
from palabre.sources import Folded
from palabre.terms import Day

if TYPE_CHECKING:
    from palabre.reading.facts import Known
    from palabre.reading.weighing import Weights

# "US" is a state.
_FIRST = re.compile(
    r"\b(?:[Ww]e|us|[Oo]urs?|ourselves|I|me|[Mm]y|mine|[Nn]ous|[Nn]otre|[Nn]os|[Jj]e|[Mm]on|[Mm]a|[Mm]es)\b"
)
_THIRD = re.compile(
    r"\b(?:its?|they|them|their|he|him|his|she|hers?|il|elle|ils|elles|sa|son|ses|leurs?)\b", re.I
)
_OTHERS = re.compile(
    r"\b(?:you|your|yours|they|them|their|theirs|vous|votre|vos|ils|elles|leurs?)\b", re.IGNORECASE
)
NOBODY = "who speaks is left open: no language model for this text is installed"


def nobody(language: str) -> str:
    """Return why who speaks is left open, with what to install where that helps.

    Examples
    --------
    >>> nobody("fr").endswith("pip install 'palabre[french]' reads French")
    True
    """
    return f"{NOBODY}; pip install 'palabre[french]' reads French" if language == "fr" else NOBODY


@dataclass(frozen=True)
class Tools:
    """What finds who speaks, and what finds what is said; both get folded text with paragraphs.

    Parameters
    ----------
    name : str
        Kept in the drafts file as what made them.
    breaks : callable folded -> text
        Puts a line feed where a paragraph ends, in the place of the space there.
    attributions : callable (text, names) -> attributions
    facts : callable (text, passages, names, written) -> facts, one for each passage
    """

    name: str
    breaks: Callable[[Folded], str]
    attributions: Callable[[str, Mapping[str, str]], Sequence[Attribution]]
    facts: Callable[[str, Sequence[Span], Mapping[str, str], Day | None], Sequence[Facts]]


PLAIN = Tools("plain", with_paragraphs, plain.attributions, plain.facts)


def tools_for(
    language: str, length: int = 0, known: Known | None = None, weights: Weights | None = None
) -> Tools:
    """Return the tools that read a text of a language and a length best, of those installed.

    Parameters
    ----------
    language : str
    length : int
        Characters of the text.
    known : Known, optional
        The dossier's places, and what its decisions taught.
    weights : Weights, optional
        Learned weights for reported speech; without, those set by hand.

    Examples
    --------
    >>> tools_for("ar").name
    'plain'
    """
    if os.environ.get("PALABRE_READER") == "plain":
        return PLAIN
    from palabre.reading import parsing

    spoken = language or "en"
    model = parsing.MODELS.get(spoken)
    if model is None or length > parsing.MOST_CHARACTERS or not (find_spec("spacy") and find_spec(model)):
        return PLAIN
    from palabre.reading import facts as told
    from palabre.reading import parting, speakers

    def said(text: str, names: Mapping[str, str]) -> tuple[Attribution, ...]:
        found = speakers.attributions(text, names, language=spoken, weights=weights)
        return parting.parted(text, found, spoken)

    facts = partial(told.facts, known=known, language=spoken)
    return Tools(f"grammar {spoken}", parsing.with_breaks, said, facts)


def drafts_of(
    folded: Folded,
    document: str,
    names: Mapping[str, str],
    *,
    written: Day | None = None,
    tools: Tools = PLAIN,
) -> tuple[Draft, ...]:
    """Return the drafts of a document, in the order of the text.

    Parameters
    ----------
    folded : Folded
    document : str
        The document's id.
    names : mapping of name to actor id
    written : Day, optional
        When the document was published, if known.

    Examples
    --------
    >>> from palabre.sources import fold
    >>> text = fold("The front counts 200 to 300 fighters. It rained.")
    >>> [draft] = drafts_of(text, "herald", {"The front": "front"})
    >>> draft.about, str(draft.amount), draft.kind, draft.how
    (('front',), '200 to 300 fighters', 'force', 'outlet')
    """
    text = tools.breaks(folded)
    found = tools.attributions(text, names)
    put = [worded(folded.text, one) for one in found]
    told = tools.facts(text, [passage for passage, _ in put], names, written)
    drafts: dict[str, Draft] = {}
    for one, (passage, says), facts in zip(found, put, told, strict=True):
        if one.how == "outlet" and is_furniture(says):
            continue
        figures = (
            (facts, *facts.more) if meant(folded.text, one) else (replace(facts, amount=None, whose=""),)
        )
        for nth, figure in enumerate(figures):
            draft = joined(folded, document, one, passage, says, figure, nth)
            kept = drafts.get(draft.id)
            if draft.quote and (kept is None or kept.sureness < draft.sureness):
                drafts[draft.id] = draft
    return tuple(sorted(drafts.values(), key=lambda d: (d.passage.start, d.passage.end)))


def joined(  # noqa: PLR0917
    folded: Folded, document: str, one: Attribution, passage: Span, says: str, facts: Facts, nth: int = 0
) -> Draft:
    """Return the draft of one attribution and the facts of its passage, of its figures the ``nth``."""
    quote = folded.text[passage.start : passage.end]
    denial = (one.denial and not refused(quote)) or facts.denial
    kind = "denial" if denial else facts.kind
    if one.accused is not None and kind in ("event", "force"):
        kind = "abuse"
    about, whom = _about(folded.text, one, says, facts, kind)
    return Draft(
        id=draft_id(document, passage, quote, nth),
        document=document,
        passage=passage,
        quote=quote,
        says=says,
        speaker=one.speaker,
        named=one.named,
        reported_by=None,
        about=about,
        kind=kind,
        amount=facts.amount,
        as_of=facts.as_of,
        place=facts.place,
        hedge=facts.hedge,
        how=one.how,
        denial=denial,
        sureness=one.sureness,
        whom=whom,
    )


def _about(
    text: str, one: Attribution, says: str, facts: Facts, kind: str | None
) -> tuple[tuple[str, ...], str]:
    """Return whom a claim is about, and the words for them where that must not be the one who speaks."""
    if one.accused is not None:
        inside = (a for s, a in facts.named if one.accused.start <= s.start and s.end <= one.accused.end)
        return tuple(dict.fromkeys(inside)), text[one.accused.start : one.accused.end]
    speaker = (one.speaker,) if one.speaker and one.how != "outlet" else ()
    if facts.whose:
        # "its fighters": whoever says so, and nobody that is only named beside them.
        own = _FIRST.fullmatch(facts.whose) is not None or one.how == "indirect"
        if own and speaker:
            force = facts.amount is not None and is_force(facts.amount.unit)
            return (speaker if force else tuple(dict.fromkeys((*speaker, *facts.about)))), ""
        return ((), "" if own else facts.whose)
    if facts.about or one.how == "outlet":
        return facts.about, ""
    others, first = _OTHERS.search(says), _FIRST.search(says)
    if one.how == "indirect":
        # "Said that 23 were wounded" is not about who says it; "said that it had left" is.
        foreign = one.stands and not (first or _THIRD.search(says))
    else:
        foreign = others is not None and not first
    if kind == "abuse" or foreign:
        return (), others[0] if others else says
    # Who names nobody speaks of their own side: "we", "our fighters".
    return speaker, ""


def settled(draft: Draft, publisher: str) -> Draft:
    """Return a draft with the publisher as speaker of what nobody else is found to say."""
    if draft.speaker is None and not draft.named and draft.how == "outlet":
        return replace(draft, speaker=publisher)
    return draft
