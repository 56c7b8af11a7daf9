"""Reviewing: drafts decided one by one, each decision on disk before the next draft is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from palabre.dossier.accepting import Written, accept
from palabre.dossier.adding import put_drafts
from palabre.dossier.cataloguing import Card, drafted
from palabre.dossier.figures import claim_ids, figures, questions
from palabre.dossier.fitting import fits
from palabre.dossier.heading import Heading, free_id
from palabre.dossier.mending import passages
from palabre.dossier.rivals import Proposal, proposal
from palabre.reading import Decision, Draft, DraftsFile, load_drafts
from palabre.reading.plain import names_in
from palabre.sources import Folded, Found, Passage, find, fold, passage_for
from palabre.terms import Faults, Problem

HELD = 8


@dataclass(frozen=True)
class Step:
    """One decision, with all that takes it back."""

    card: Card
    draft: Draft
    before: DraftsFile
    written: tuple[Written, ...] = ()


class Review:
    """The drafts of a dossier that wait for a decision.

    Parameters
    ----------
    dossier : path
    document : str
        Only this document's drafts; empty for all.

    Raises
    ------
    Faults
        When dossier.yaml or a drafts file has faults, or there is no such document with drafts.
    """

    def __init__(self, dossier: str | Path, document: str = "") -> None:
        self.root = Path(dossier)
        self.heading = Heading.of(self.root)
        self.cards = [card for card in drafted(self.root) if document in ("", card.id)]
        if document and not self.cards:
            what = f"there are no drafts of a document '{document}'"
            raise Faults(
                [Problem(str(self.root), None, what, "read its file first: palabre read DOSSIER FILE")]
            )
        self.files: dict[str, DraftsFile] = {}
        self.texts: dict[str, Folded] = {}
        self.steps: list[Step] = []
        self.taken = claim_ids(self.root)
        self.stale: list[Problem] = []

    def waiting(self) -> Iterator[tuple[Card, Draft]]:
        """Yield every draft about which nothing is decided, document by document, the surest first.

        A document is opened as its turn comes, and few are held at a time.
        """
        for card in self.cards:
            if self._ready(card):
                for draft in self.files[card.id].waiting:
                    yield card, draft

    def text(self, card: Card) -> Folded:
        """Return a document's text, opened again where it was let go."""
        if not self._ready(card):
            raise Faults(self.stale[-1:])
        return self.texts[card.id]

    def _ready(self, card: Card) -> bool:
        """Load a document's text and drafts; say so where they do not belong together."""
        if card.id in self.texts:
            return True
        file = load_drafts(self.root / card.drafts, card.drafts)
        text = self.root / card.text
        folded = fold(text.read_text(encoding="utf-8-sig")) if text.exists() else None
        if file is None or folded is None or folded.sha256 != file.text_sha256:
            what = "the drafts are of another text than the one that lies here"
            self.stale.append(
                Problem(card.drafts, None, what, "read the document again: palabre read DOSSIER FILE")
            )
            return False
        while len(self.texts) >= HELD:
            gone = next(iter(self.texts))
            del self.texts[gone], self.files[gone]
        self.texts[card.id] = folded
        self.files[card.id] = self._recovered(card, file, folded)
        return True

    def _recovered(self, card: Card, file: DraftsFile, folded: Folded) -> DraftsFile:
        """Note as accepted what is a claim already: an interrupt can fall before its decision."""
        from palabre.dossier.edit import read
        from palabre.dossier.tree import Entries, Items, Word

        _, tree = read(self.root, f"documents/{card.id}.yaml")
        claims = tree.get("claims") if isinstance(tree, Entries) else None
        speakers: dict[str, str] = {}
        for node in claims.items if isinstance(claims, Items) else ():
            one, who = (node.get(key) if isinstance(node, Entries) else None for key in ("id", "speaker"))
            if isinstance(one, Word) and isinstance(who, Word):
                speakers[one.text] = who.text
        written: list[tuple[tuple[int, int], str, str]] = []
        for claim, _, passage in passages(tree):
            sought = find(folded, Passage(passage.words))
            if isinstance(sought, Found):
                written.append((sought.span, passage.words, claim))
        new = file
        for draft in file.waiting if written else ():
            start, end = draft.passage.start, draft.passage.end
            for span, words, claim in written:
                said = draft.speaker or self.heading.actor_named(draft.named) or speakers.get(claim)
                if not span[0] <= start < end <= span[1] or said != speakers.get(claim):
                    continue
                mine = passage_for(folded, start, end)
                if mine is not None and mine.words == words:
                    new = new.decided(draft.id, Decision("accepted", claim))
        if new is not file:
            put_drafts(self.root, card, new)
        return new

    def claim_of(self, card: Card, draft: Draft) -> dict[str, Any]:
        """Return the claim a draft proposes, as a document's file has it; what is open is missing."""
        folded = self.text(card)
        passage = passage_for(folded, draft.passage.start, draft.passage.end)
        words: Any = None
        if passage is not None:
            words = (
                {"words": passage.words, "span": list(passage.span or ())} if card.withheld else passage.words
            )
        actors = self.heading.actors
        # An actor that was written since the drafts were made is known by now.
        speaker = draft.speaker if draft.speaker in actors else self.heading.actor_named(draft.named)
        about = [one for one in draft.about if one in actors]
        words_about = draft.whom or draft.quote
        about = about or list(dict.fromkeys(one for _, one in names_in(words_about, self.heading.names)))
        # Whoever accuses somebody is not whom it is about.
        if not about and speaker and draft.how != "outlet" and not draft.whom:
            about = [speaker]
        amount = draft.amount
        figures_of = {k: getattr(amount, k) for k in ("low", "best", "high")} if amount else {}
        claim: dict[str, Any] = {
            "id": free_id(draft.says, self.taken, longest=32),
            "says": draft.says,
            "speaker": speaker,
            "reported_by": draft.reported_by if draft.reported_by in actors else None,
            "about": about,
            "kind": draft.kind,
            "as_of": draft.as_of.edtf if draft.as_of else None,
            "place": self.heading.place_named(draft.place) if draft.place else None,
            "amount": {k: _plain(v) for k, v in figures_of.items() if v is not None},
            "passage": words,
        }
        if amount:
            claim["amount"] |= {k: v for k, v in (("unit", amount.unit), ("hedge", amount.hedge)) if v}
        return {key: value for key, value in claim.items() if value not in (None, "", [], {})}

    def accept(
        self,
        card: Card,
        draft: Draft,
        claim: Mapping[str, Any],
        what: Literal["accepted", "edited"] = "accepted",
    ) -> Proposal | None:
        """Write a draft as a claim; return the question it raises among the claims there are, if any.

        Raises
        ------
        Faults
            When the claim would be a fault, or its file has changed underneath; nothing is decided then.
        """
        fits(f"documents/{card.id}.yaml", claim, self.text(card), self.heading, self.taken)
        claim = self._with_span(card, claim)
        made = accept(self.root, card.id, claim, self.text(card))
        became = {k: v for k, v in claim.items() if k not in ("id", "passage")} if what == "edited" else {}
        self._decide(card, draft, Decision(what, str(claim["id"]), became), made)
        self.taken.add(str(claim["id"]))
        if not claim.get("amount"):
            return None
        known = figures(self.root)
        own = next((c for c in known if c.id == claim["id"]), None)
        if own is None:
            return None
        return proposal(own, known, questions(self.root), self.heading.actors)

    def _with_span(self, card: Card, claim: Mapping[str, Any]) -> dict[str, Any]:
        """Return a claim whose passage has its span where the text is withheld."""
        passage = claim["passage"]
        words = passage["words"] if isinstance(passage, Mapping) else passage
        found = find(self.text(card), Passage(words))
        if not card.withheld or not isinstance(found, Found):
            return {**claim, "passage": words}
        span = passage.get("span") if isinstance(passage, Mapping) else None
        return {**claim, "passage": {"words": words, "span": list(span or found.span)}}

    def ask(self, wanted: Proposal) -> None:
        """Write a proposed question; taking the last decision back takes it back too."""
        made = wanted.write(self.root)
        self.steps[-1] = replace(self.steps[-1], written=(*self.steps[-1].written, made))

    def reject(self, card: Card, draft: Draft) -> None:
        """Note that a draft is no claim worth keeping."""
        self._decide(card, draft, Decision("rejected"))

    def undo(self) -> tuple[Card, Draft] | None:
        """Take the last decision back, and what was written for it; None where there is none.

        Raises
        ------
        Faults
            When a file has changed since.
        """
        if not self.steps:
            return None
        step = self.steps[-1]
        while step.written:
            *rest, last = step.written
            last.take_back(self.root)
            step = self.steps[-1] = replace(step, written=tuple(rest))
        if step.card.id in self.files:
            self.files[step.card.id] = step.before
        put_drafts(self.root, step.card, step.before)
        self.steps.pop()
        self.taken = claim_ids(self.root)
        return step.card, step.draft

    def _decide(self, card: Card, draft: Draft, decision: Decision, *written: Written) -> None:
        self.text(card)
        before = self.files[card.id]
        self.steps.append(Step(card, draft, before, written))
        self.files[card.id] = before.decided(draft.id, decision)
        put_drafts(self.root, card, self.files[card.id])


def _plain(value: float) -> float | int:
    return int(value) if value == int(value) else value
