"""Documents and their claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from palabre.dossier.known import Known, refer
from palabre.dossier.log import Log
from palabre.dossier.passages import passage_of, spans_needed
from palabre.dossier.shaping import line_of
from palabre.dossier.tree import Node
from palabre.ledger import Claim
from palabre.sources import Document, Folded, Found, find
from palabre.terms import Amount

if TYPE_CHECKING:
    from palabre.dossier.shapes import ClaimShape, DocumentFile

_ORDER = (("low", "high"), ("low", "best"), ("best", "high"))


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

    def at(self, *loc: str | int) -> int:
        """Return the line of a place in the file."""
        return line_of(self.tree, loc)


def document_of(page: Page, known: Known, log: Log) -> Document:
    """Return the document; report a publisher that is unknown and a date after the freeze."""
    shape = page.shape
    refer("actor", [shape.publisher], known.actors, (page.file, page.at("publisher")), log)
    if shape.published.earliest > known.freeze.latest:
        what = f"the document is of {shape.published}, after the freeze of {known.freeze}"
        log.fault(page.file, page.at("published"), what, "leave it out, or move the freeze date")
    return Document(
        id=page.id,
        title=shape.title,
        publisher=shape.publisher,
        published=shape.published,
        published_note=shape.published_note or "",
        language=shape.language or "",
        sha256=shape.sha256 or "",
        text_sha256=shape.text_sha256 or (page.folded.sha256 if page.folded else ""),
        withheld=shape.text == "withheld",
        text=page.text,
        url=shape.url or "",
    )


def claims_of(page: Page, known: Known, log: Log) -> list[tuple[Claim, int]]:
    """Return a document's claims with their lines, in the order of their places in the text."""
    if page.shape.text == "withheld" and page.folded is None:
        spans_needed(page, log)
    found = []
    for at, shape in enumerate(page.shape.claims):
        found.append((_claim(page, at, shape, known, log), page.at("claims", at, "id")))
    places = {claim.id: _place(claim, page.folded) for claim, _ in found}
    if all(place is not None for place in places.values()):
        found.sort(key=lambda pair: places[pair[0].id] or (0, 0))
    return found


def _place(claim: Claim, folded: Folded | None) -> tuple[int, int] | None:
    if claim.passage.span or folded is None:
        return claim.passage.span
    sought = find(folded, claim.passage)
    return sought.span if isinstance(sought, Found) else None


def _claim(page: Page, at: int, shape: ClaimShape, known: Known, log: Log) -> Claim:
    _check_names(page, at, shape, known, log)
    _check_days(page, at, shape, known, log)
    return Claim(
        id=shape.id,
        says=shape.says,
        speaker=shape.speaker,
        reported_by=shape.reported_by or page.shape.publisher,
        about=tuple(shape.about),
        kind=shape.kind,
        document=page.id,
        passage=passage_of(page, at, log),
        as_of=shape.as_of,
        began=shape.began,
        ended=shape.ended,
        amount=_amount(page, at, log),
        place=shape.place or "",
        alleged=shape.kind == "abuse" or bool(shape.alleged),
        note=shape.note or "",
    )


def _check_names(page: Page, at: int, shape: ClaimShape, known: Known, log: Log) -> None:
    def where(key: str) -> tuple[str, int]:
        return page.file, page.at("claims", at, key)

    speakers = None if known.actors is None else known.actors | {known.desk}
    refer("actor", [shape.speaker], speakers, where("speaker"), log)
    if shape.reported_by:
        refer("actor", [shape.reported_by], known.actors, where("reported_by"), log)
    refer("actor", shape.about, known.actors, where("about"), log)
    if shape.place:
        refer("place", [shape.place], known.places, where("place"), log)


def _check_days(page: Page, at: int, shape: ClaimShape, known: Known, log: Log) -> None:
    if shape.as_of and shape.as_of.earliest > known.freeze.latest:
        what = f"'{shape.id}' speaks of {shape.as_of}, after the freeze of {known.freeze}"
        remedy = "leave the claim out, or move the freeze date"
        log.fault(page.file, page.at("claims", at, "as_of"), what, remedy)
    if shape.began and shape.ended and shape.began.earliest > shape.ended.latest:
        what = f"'{shape.id}' ends before it begins"
        log.fault(page.file, page.at("claims", at, "ended"), what, "mend began or ended")


def _amount(page: Page, at: int, log: Log) -> Amount | None:
    claim = page.shape.claims[at]
    shape = claim.amount
    if shape is None:
        return None
    amount = Amount(shape.low, shape.best, shape.high, shape.unit or "", shape.hedge or "")
    if not amount.ordered:
        what = f"the amount of '{claim.id}' has {_disorder(amount)}"
        remedy = "check it with the source; if the source says so, let it stand: it is kept as written"
        log.trap(page.file, page.at("claims", at, "amount"), what, remedy)
    return amount


def _disorder(amount: Amount) -> str:
    """Say which figure of an amount stands above one that it should not exceed."""
    figures = [(lower, getattr(amount, lower), upper, getattr(amount, upper)) for lower, upper in _ORDER]
    return next(
        f"{lower} ({a:,.15g}) above {upper} ({b:,.15g})"
        for lower, a, upper, b in figures
        if a is not None and b is not None and a > b
    )


def unique(found: Mapping[str, Sequence[tuple[str, int]]], log: Log) -> None:
    """Report claim ids that are used more than once."""
    for one, places in found.items():
        first, *others = places
        for file, line in others:
            what = f"the claim id '{one}' is used already, in {first[0]}:{first[1]}"
            log.fault(file, line, what, "give one of the two claims another id")
