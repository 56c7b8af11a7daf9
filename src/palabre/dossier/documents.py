"""Documents and their claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from palabre.dossier.known import Known, refer
from palabre.dossier.log import Log
from palabre.dossier.shaping import line_of
from palabre.dossier.tree import Node
from palabre.ledger import Claim
from palabre.sources import Document, Folded, Found, FoundTwice, NotFound, Passage, find
from palabre.terms import Amount, Day

if TYPE_CHECKING:
    from palabre.dossier.shapes import ClaimShape, DocumentFile


@dataclass(frozen=True)
class Page:
    """One document's file with all that is needed to read its claims."""

    id: str
    shape: DocumentFile
    tree: Node
    text: str | None
    folded: Folded | None

    @property
    def file(self) -> str:
        """The file's name within the dossier."""
        return f"documents/{self.id}.yaml"

    @property
    def withheld(self) -> bool:
        """Whether the text stays out of the dossier."""
        return self.shape.text == "withheld"


def document_of(page: Page, freeze: Day, known: Known, log: Log) -> Document:
    """Return the document; report a publisher that is unknown and a date after the freeze."""
    shape = page.shape
    refer("actor", [shape.publisher], known.actors, page.file, line_of(page.tree, ("publisher",)), log)
    if shape.published.precision != "unknown" and shape.published.earliest > freeze.latest:
        what = f"the document is of {shape.published}, after the freeze of {freeze}"
        log.fault(page.file, line_of(page.tree, ("published",)), what, "leave it out, or move the freeze date")
    return Document(
        id=page.id,
        title=shape.title,
        publisher=shape.publisher,
        published=shape.published,
        published_note=shape.published_note or "",
        language=shape.language or "",
        sha256=shape.sha256 or "",
        text_sha256=shape.text_sha256 or (page.folded.sha256 if page.folded else ""),
        withheld=page.withheld,
        text=page.text,
        url=shape.url or "",
    )


def claims_of(page: Page, freeze: Day, known: Known, log: Log) -> list[tuple[Claim, int]]:
    """Return a document's claims with their lines, in the order of their places in the text."""
    found = []
    if page.withheld and page.folded is None:
        _spans_needed(page, log)
    for at, shape in enumerate(page.shape.claims):
        claim = _claim(at, shape, page, freeze, known, log)
        found.append((claim, line_of(page.tree, ("claims", at, "id"))))
    places = {claim.id: _place(claim, page.folded) for claim, _ in found}
    if all(place is not None for place in places.values()):
        found.sort(key=lambda pair: places[pair[0].id] or (0, 0))
    return found


def _spans_needed(page: Page, log: Log) -> None:
    """Report, once a document, that passages of a withheld text have no span and no copy is at hand."""
    bare = [(at, c.id) for at, c in enumerate(page.shape.claims) if not c.passage.span]
    if bare:
        names = ", ".join(f"'{one}'" for _, one in bare[:3]) + (" and more" if bare[3:] else "")
        count = f"{len(bare)} passage{'s have' if len(bare) > 1 else ' has'}"
        what = f"the text is withheld, yet {count} no span: {names}"
        remedy = f"put a copy at attached/{page.id}.txt and run palabre check --mend"
        log.fault(page.file, line_of(page.tree, ("claims", bare[0][0], "passage")), what, remedy)


def _place(claim: Claim, folded: Folded | None) -> tuple[int, int] | None:
    if claim.passage.span or folded is None:
        return claim.passage.span
    sought = find(folded, claim.passage)
    return sought.span if isinstance(sought, Found) else None


def _claim(at: int, shape: ClaimShape, page: Page, freeze: Day, known: Known, log: Log) -> Claim:
    file = page.file

    def line(*keys: str) -> int:
        return line_of(page.tree, ("claims", at, *keys))

    speakers = None if known.actors is None else known.actors | {known.desk}
    reported_by = shape.reported_by or page.shape.publisher
    refer("actor", [shape.speaker], speakers, file, line("speaker"), log)
    if shape.reported_by:
        refer("actor", [shape.reported_by], known.actors, file, line("reported_by"), log)
    refer("actor", shape.about, known.actors, file, line("about"), log)
    if shape.place:
        refer("place", [shape.place], known.places, file, line("place"), log)
    for key, day in (("as_of", shape.as_of), ("began", shape.began), ("ended", shape.ended)):
        if day and day.precision not in ("unknown", "interval") and day.earliest > freeze.latest:
            what = f"'{shape.id}' speaks of {day}, after the freeze of {freeze}"
            log.fault(file, line(key), what, "leave the claim out, or move the freeze date")
    if shape.began and shape.ended and shape.began.earliest > shape.ended.latest:
        log.fault(file, line("ended"), f"'{shape.id}' ends before it begins", "mend began or ended")
    amount = None
    if shape.amount:
        a = shape.amount
        amount = Amount(a.low, a.best, a.high, a.unit or "", a.hedge or "")
        if not amount.ordered:
            what = f"the amount of '{shape.id}' breaks low ≤ best ≤ high"
            log.trap(file, line("amount"), what, "check it with the source; it is kept as written")
    return Claim(
        id=shape.id,
        says=shape.says,
        speaker=shape.speaker,
        reported_by=reported_by,
        about=tuple(shape.about),
        kind=shape.kind,
        document=page.id,
        passage=_passage(shape, page, line("passage"), log),
        as_of=shape.as_of,
        began=shape.began,
        ended=shape.ended,
        amount=amount,
        place=shape.place or "",
        alleged=shape.kind == "abuse" or bool(shape.alleged),
        note=shape.note or "",
    )


def _passage(shape: ClaimShape, page: Page, line: int, log: Log) -> Passage:
    span = shape.passage.span
    passage = Passage(shape.passage.words, (span[0], span[1]) if span else None)
    file = page.file
    if passage.span and passage.span[0] >= passage.span[1]:
        what = f"the span of '{shape.id}' ends before it begins"
        log.fault(file, line, what, "write [first, one past the last], or leave it to palabre check --mend")
        return Passage(passage.words)
    if page.folded is None:
        return passage
    match find(page.folded, passage):
        case NotFound(part):
            which = "" if part == passage.words else f": '{part}' is not in the text"
            what = f"the passage of '{shape.id}' is not found{which}"
            log.fault(file, line, what, "copy a few words from the text as they stand there")
        case FoundTwice(part, places):
            where = ", ".join(str(p) for p in places[:5]) + (" and more" if len(places) > 5 else "")
            what = f"the passage of '{shape.id}' is found {len(places)} times ('{part}' at characters {where})"
            log.fault(file, line, what, "add a word or two before or after, until it occurs once")
        case Found(right, _):
            if page.withheld and not passage.span:
                what = f"the passage of '{shape.id}' has no span, and the text is withheld"
                log.fault(file, line, what, f"write span: [{right[0]}, {right[1]}], or run palabre check --mend")
        case mismatch:
            right, written = mismatch.span, mismatch.written
            what = f"the passage of '{shape.id}' is at [{right[0]}, {right[1]}], not at [{written[0]}, {written[1]}]"
            log.fault(file, line, what, f"write span: [{right[0]}, {right[1]}]")
    return passage


def unique(found: Mapping[str, list[tuple[str, int]]], log: Log) -> None:
    """Report claim ids that are used more than once."""
    for one, places in found.items():
        first, *others = places
        for file, line in others:
            what = f"the claim id '{one}' is used already, in {first[0]}:{first[1]}"
            log.fault(file, line, what, "give one of the two claims another id")
