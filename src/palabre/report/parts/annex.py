"""The evidence annex: every claim with its words, speaker, standing, day, document and passage."""

from __future__ import annotations

from palabre.charts.naming import short_name
from palabre.ledger import Claim
from palabre.report.blocks import Paragraph, Part, Sentence, say
from palabre.report.grounds import STANDINGS, sayer
from palabre.report.refs import Evidence
from palabre.report.words import stop, upper
from palabre.sources import Document

WITHHELD = (
    "text withheld: the holder of a copy can run palabre attach; numbers count the characters of its words"
)


def annex(book: Evidence, *, reading: bool = True) -> Part:
    """List every claim under its document, numbered, in small print; `reading` links to the model."""
    standings = "; ".join(f"{name}, {meaning}" for name, meaning in STANDINGS)
    intro = say(
        "Who says what; how close the speaker stands to the matter; the day it is of; the passage. "
        f"How close: {standings}.",
        [book.refs.part("model", "model")] if reading else [],
    )
    blocks = [Paragraph((intro,), "small")]
    for document in book.dossier.documents:
        blocks.append(_document(book, document))
        claims = [c for c in book.dossier.claims.values() if c.document == document.id]
        blocks += [_claim(book, c, document) for c in claims]
    if not book.dossier.documents:
        blocks = [Paragraph((Sentence("The dossier holds no document yet."),), "line")]
    return Part(
        "annex",
        "The evidence: every claim, its speaker and its passage",
        tuple(blocks),
        columns=3,
        small=True,
    )


def _document(book: Evidence, d: Document) -> Paragraph:
    ref = book.refs.document(d.id)
    who = short_name(d.publisher, book.dossier.actors)
    about = [upper(who), str(d.published)]
    if d.url:
        about.append(d.url)
    if d.text is None:
        about.append(WITHHELD if d.withheld else "text not held here")
    if d.sha256:
        about.append(f"SHA-256 {d.sha256[:12]}…")
    note = f" {stop(d.published_note)}" if d.published_note else ""
    return Paragraph(
        (Sentence(f"{stop('; '.join(about))}{note}", (), f"{ref.label} {upper(d.title)}."),),
        "head",
        ref.anchor,
    )


def _claim(book: Evidence, claim: Claim, document: Document) -> Paragraph:
    dossier, ref = book.dossier, book.refs.claim(claim.id)
    day = f"; {claim.as_of}" if claim.as_of else ""
    by = ""
    if claim.reported_by not in (claim.speaker, document.publisher):
        by = f"; reported by {short_name(claim.reported_by, dossier.actors)}"
    said = f"{sayer(dossier, claim)} {stop(claim.says)}"
    text = f"{said} {upper(dossier.standing(claim))}{day}{by}. {_passage(book, claim)}"
    return Paragraph((Sentence(text, (), ref.label),), "claim", ref.anchor)


def _passage(book: Evidence, claim: Claim) -> str:
    quote = book.dossier.quote(claim)
    if quote is not None:
        return f"“{quote}”"
    span = claim.passage.span
    where = f" ({span[0]}–{span[1]})" if span else ""
    return f"At “{claim.passage.words}”{where}."
