"""Passages of claims, held against the text where it is at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from palabre.dossier.log import Log
from palabre.dossier.shaping import lost
from palabre.sources import Found, FoundTwice, NotFound, Passage, find
from palabre.sources.passage import MOST_PLACES

if TYPE_CHECKING:
    from palabre.dossier.documents import Page

MEND = "palabre check --mend"


def spans_needed(page: Page, log: Log) -> None:
    """Report, once a document, that passages of a withheld text have no span and no copy is at hand."""
    claims = enumerate(page.shape.claims)
    bare = [(at, c.id) for at, c in claims if not c.passage.span and not _lost(page, at)]
    if bare:
        names = ", ".join(f"'{one}'" for _, one in bare[:3]) + (" and more" if bare[3:] else "")
        count = f"{len(bare)} passage{'s have' if len(bare) > 1 else ' has'}"
        what = f"the text is withheld, yet {count} no span: {names}"
        remedy = f"put a copy at attached/{page.id}.txt and run {MEND}"
        log.fault(page.file, page.at("claims", bare[0][0], "passage"), what, remedy)


def _lost(page: Page, at: int) -> bool:
    return lost(page.tree, "claims", at, "passage")


def passage_of(page: Page, at: int, log: Log) -> Passage:
    """Return a claim's passage; report one that is not found exactly once, at its span."""
    claim = page.shape.claims[at]
    span = claim.passage.span
    passage = Passage(claim.passage.words, (span[0], span[1]) if span else None)
    line = page.at("claims", at, "passage")
    if passage.span and passage.span[0] >= passage.span[1]:
        what = f"the span of '{claim.id}' ends before it begins"
        log.fault(page.file, line, what, f"write [first, one past the last], or leave it to {MEND}")
        return Passage(passage.words)
    if page.folded is None:
        return passage
    named = f"the passage of '{claim.id}'"
    match find(page.folded, passage):
        case NotFound(part):
            which = "" if part == passage.words else f": '{part}' is not in the text"
            remedy = "copy a few words from the text as they stand there"
            log.fault(page.file, line, f"{named} is not found{which}", remedy)
        case FoundTwice(part, places):
            where = ", ".join(str(p) for p in places[:5]) + (" and more" if len(places) > 5 else "")
            times = f"{len(places):,} times{' or more' if len(places) == MOST_PLACES else ''}"
            what = f"{named} is found {times} ('{part}' at characters {where})"
            log.fault(page.file, line, what, "add a word or two before or after, until it occurs once")
        case Found((start, end), _):
            if page.shape.text == "withheld" and not passage.span and not _lost(page, at):
                what = f"{named} has no span, and the text is withheld"
                log.fault(page.file, line, what, f"write span: [{start}, {end}], or run {MEND}")
        case mismatch:
            (start, end), (first, last) = mismatch.span, mismatch.written
            what = f"{named} stands at [{start}, {end}], outside its span [{first}, {last}]"
            log.fault(page.file, line, what, f"write span: [{start}, {end}]")
    return passage
