"""Proposed: the claim that a draft makes, as a document's file has it; what is open is missing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from palabre.dossier.cataloguing import UNKNOWN_PUBLISHER, Card
from palabre.dossier.heading import Heading, free_id
from palabre.ledger import Actor
from palabre.reading import Draft
from palabre.reading.plain import names_in
from palabre.sources import Folded, passage_for

_WE = re.compile(r"(?<!\w)(?:we|(?-i:us)|our|ours|ourselves|nous|notre|nos)(?!\w)", re.IGNORECASE)
_I = re.compile(r"(?<!\w)(?:i|me|my|myself|je|moi|mon|ma|mes)(?!\w)|(?<!\w)j'", re.IGNORECASE)
# Words by which somebody else is said to say it, without a name.
_HEARSAY = re.compile(
    r"(?<!\w)(?:alleged|reported|supposed|purported|ostensib|apparent|seeming|rumou?r|believ|thought|suspect|presum"
    r"|fear|claim|said|unconfirmed|confirmed|verified|so-called|according to|prétend|présum|aurai|selon"
    r"|dit-on)",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")


def proposed(  # noqa: PLR0917
    draft: Draft, card: Card, folded: Folded, heading: Heading, taken: set[str], publisher: str = ""
) -> dict[str, Any]:
    """Return the claim a draft proposes.

    Parameters
    ----------
    publisher : str
        Who published the document, to whom it falls what nobody else says; empty while that is not known.
    folded : Folded
        The document's text.
    taken : set of str
        The claim ids that are used already.
    """
    passage = passage_for(folded, draft.passage.start, draft.passage.end)
    words: Any = None
    if passage is not None:
        words = {"words": passage.words, "span": list(passage.span or ())} if card.withheld else passage.words
    actors = heading.actors
    # An actor that was written since the drafts were made is known by now.
    speaker = draft.speaker if draft.speaker in actors else heading.actor_named(draft.named)
    unknown = heading.actor_named(UNKNOWN_PUBLISHER)
    if draft.how == "outlet" and not draft.named and speaker in (None, unknown):
        speaker = publisher if publisher in actors and publisher != unknown else None
    amount = draft.amount
    figures_of = {k: getattr(amount, k) for k in ("low", "best", "high")} if amount else {}
    claim: dict[str, Any] = {
        "id": free_id(draft.says, taken, longest=32),
        "says": draft.says,
        "speaker": speaker,
        "reported_by": draft.reported_by if draft.reported_by in actors else None,
        "about": about(draft, speaker, heading),
        "kind": draft.kind,
        "as_of": draft.as_of.edtf if draft.as_of else None,
        "place": heading.place_named(draft.place) if draft.place else None,
        "amount": {k: _plain(v) for k, v in figures_of.items() if v is not None},
        "passage": words,
        "alleged": bool(_HEARSAY.search(draft.hedge)),
        "note": f"the source says '{draft.hedge}'" if doubted(draft) else "",
    }
    if amount:
        claim["amount"] |= {k: v for k, v in (("unit", amount.unit), ("hedge", amount.hedge)) if v}
    return {key: value for key, value in claim.items() if value not in (None, "", [], {}, False)}


def doubted(draft: Draft) -> bool:
    """Whether a draft has a word of caution that is about more than its figure."""
    own = draft.amount.hedge if draft.amount else ""
    return bool(draft.hedge) and (draft.hedge != own or _HEARSAY.search(draft.hedge) is not None)


def about(draft: Draft, speaker: str | None, heading: Heading) -> list[str]:
    """Return whom a draft is about: those it names, and the speaker's own group where it says `we`.

    Who speaks for a group and names nobody speaks of the group; who says `I` speaks of themselves. An
    accusation is about the accused alone, never about who accuses.
    """
    own = _own(speaker, heading.actors)
    named = [one for one in draft.about if one in heading.actors]
    said = names_in(draft.whom or draft.quote, heading.names)
    if named == [speaker] and speaker not in [one for _, one in said]:
        named = []  # the reader took the speaker, for nobody is named
    named = named or list(dict.fromkeys(one for _, one in said))
    if speaker is None or draft.how == "outlet" or draft.whom:
        return named
    we = _WE.search(draft.quote)
    if not named:
        if draft.kind == "abuse":
            return []
        alone = we is None and _I.search(draft.quote) is not None
        return [speaker] if alone or not own else list(own)
    if we is None or not own or draft.kind == "abuse" or not set(own).isdisjoint(named):
        return named
    first = min((span.start for span, _ in said), default=len(draft.quote))
    figure = _FIGURE.search(draft.quote) if draft.amount else None
    if figure is None:
        return [*own, *named] if we.start() < first else [*named, *own]
    return [*own, *named] if we.start() < figure.start() < first else named


def _own(speaker: str | None, actors: Mapping[str, Actor]) -> tuple[str, ...]:
    return actors[speaker].speaks_for if speaker is not None and speaker in actors else ()


def _plain(value: float) -> float | int:
    return int(value) if value == int(value) else value
