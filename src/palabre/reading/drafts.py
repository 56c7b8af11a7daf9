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
from palabre.reading.sentences import with_paragraphs
from palabre.sources import Folded
from palabre.terms import Day

if TYPE_CHECKING:
    from palabre.reading.facts import Known

LONGEST_SAYS = 400
_THAT = re.compile(r"^(?:that\s+|que\s+|qu')", re.IGNORECASE)
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


def tools_for(language: str, length: int = 0, known: Known | None = None) -> Tools:
    """Return the tools that read a text of a language and a length best, of those installed.

    Parameters
    ----------
    language : str
    length : int
        Characters of the text.
    known : Known, optional
        The dossier's places, and what its decisions taught.

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
    from palabre.reading import speakers

    def said(text: str, names: Mapping[str, str]) -> tuple[Attribution, ...]:
        return told.parted(text, speakers.attributions(text, names, language=spoken), spoken)

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
    passages = [Span(a.content[0].start, a.content[-1].end) for a in found]
    told = tools.facts(text, passages, names, written)
    drafts: dict[str, Draft] = {}
    for one, passage, facts in zip(found, passages, told, strict=True):
        draft = joined(folded, document, one, passage, facts)
        kept = drafts.get(draft.id)
        if draft.quote and (kept is None or kept.sureness < draft.sureness):
            drafts[draft.id] = draft
    return tuple(sorted(drafts.values(), key=lambda d: (d.passage.start, d.passage.end)))


def joined(folded: Folded, document: str, one: Attribution, passage: Span, facts: Facts) -> Draft:
    """Return the draft of one attribution and the facts of its passage."""
    quote = folded.text[passage.start : passage.end]
    said = " ".join(folded.text[part.start : part.end] for part in one.content)
    denial = one.denial or facts.denial
    # Who names nobody speaks of their own side: "we", "our fighters".
    about = facts.about or ((one.speaker,) if one.speaker and one.how != "outlet" else ())
    return Draft(
        id=draft_id(document, passage, quote),
        document=document,
        passage=passage,
        quote=quote,
        says=_tidy(_THAT.sub("", said) if one.how == "indirect" else said),
        speaker=one.speaker,
        named=one.named,
        reported_by=None,
        about=about,
        kind="denial" if denial else facts.kind,
        amount=facts.amount,
        as_of=facts.as_of,
        place=facts.place,
        hedge=facts.hedge,
        how=one.how,
        denial=denial,
        sureness=one.sureness,
    )


def settled(draft: Draft, publisher: str) -> Draft:
    """Return a draft with the publisher as speaker of what nobody else is found to say."""
    if draft.speaker is None and not draft.named and draft.how == "outlet":
        return replace(draft, speaker=publisher)
    return draft


def _tidy(said: str) -> str:
    """Return words as a sentence: without quotation marks around them, with a capital and a full stop."""
    words = said.strip(" \"'").rstrip(",;:- ")
    if len(words) > LONGEST_SAYS:
        words = words[: words.rfind(" ", 0, LONGEST_SAYS)] + " \u2026"
    words = words[:1].upper() + words[1:]
    return words if not words or words[-1] in ".!?\u2026" else f"{words}."
