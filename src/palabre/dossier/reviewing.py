"""Reviewing: drafts decided one by one, each decision on disk before the next draft is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from palabre.dossier.accepting import Written, accept, added_key
from palabre.dossier.cataloguing import UNKNOWN_PUBLISHER, Card, drafted, publisher_of
from palabre.dossier.figures import claim_ids, figures, questions
from palabre.dossier.fitting import fits
from palabre.dossier.heading import Heading, free_id
from palabre.dossier.opened import Opened
from palabre.dossier.people import FILE
from palabre.dossier.proposed import about, proposed
from palabre.dossier.rivals import Proposal, proposal
from palabre.reading import Decision, Draft
from palabre.sources import Folded, Found, Passage, find
from palabre.terms import Faults, Problem


@dataclass(frozen=True)
class Step:
    """One decision, with all that takes it back."""

    card: Card
    draft: Draft
    before: Decision | None
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
        self.opened = Opened(self.root)
        self.steps: list[Step] = []
        self.taken = claim_ids(self.root)
        self.asking: tuple[Card, Draft] | None = None
        self.made: list[Written] = []
        self._published: tuple[tuple[object, ...], str] = ((), "")

    @property
    def stale(self) -> list[Problem]:
        """Drafts that are of another text than the one there is."""
        return self.opened.stale

    def waiting(self) -> Iterator[tuple[Card, Draft]]:
        """Yield every draft about which nothing is decided, document by document, the surest first.

        A document is opened as its turn comes, and few are held at a time; what another review decides
        meanwhile is left out.
        """
        for card in self.cards:
            seen: set[str] = set()
            while self.opened.ready(card):
                times = self.opened.times[card.id]
                for draft in self.opened.file(card).waiting:
                    if draft.id in seen:
                        continue
                    seen.add(draft.id)
                    yield card, draft
                    if not self.opened.ready(card) or self.opened.times[card.id] != times:
                        break
                else:
                    break

    def waits(self, card: Card) -> int:
        """Return how many drafts of a document wait."""
        return sum(entry.decision is None for entry in self.opened.file(card).entries)

    def text(self, card: Card) -> Folded:
        """Return a document's text, opened again where it was let go."""
        return self.opened.text(card)

    def claim_of(self, card: Card, draft: Draft) -> dict[str, Any]:
        """Return the claim a draft proposes, as a document's file has it; what is open is missing."""
        publisher = self._publisher(card) if draft.how == "outlet" else ""
        return proposed(draft, card, self.text(card), self.heading, self.taken, publisher)

    def about(self, draft: Draft, speaker: str) -> list[str]:
        """Return whom a draft is about once its speaker is known."""
        return about(draft, speaker, self.heading)

    def _publisher(self, card: Card) -> str:
        state = (self.root / f"documents/{card.id}.yaml").stat()
        mark = (card.id, state.st_mtime_ns, state.st_size, state.st_ino)
        if self._published[0] != mark:
            self._published = (mark, publisher_of(self.root, card))
        return self._published[1]

    def unpublished(self, card: Card) -> bool:
        """Whether a document's file does not say who published it."""
        return self._publisher(card) in ("", self.heading.actor_named(UNKNOWN_PUBLISHER))

    def publish(self, card: Card, actor: str) -> None:
        """Write a document's publisher into its file; the next decision taken back takes it back.

        Raises
        ------
        Faults
            When the file cannot be written.
        """
        file = f"documents/{card.id}.yaml"
        self.made.append(added_key(self.root, file, ["publisher"], actor))

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
        if self.opened.entry(card, draft).decision is not None:
            decided = "somebody decided about this draft meanwhile, and nothing was written"
            raise Faults([Problem(card.drafts, None, decided, "press s to go on")])
        taken = claim_ids(self.root)
        if claim.get("id") in taken - self.taken:  # another review has given this id away
            claim = {**claim, "id": free_id(str(claim["id"]), taken, longest=80)}
        self.taken = taken
        claim = self._with_span(card, claim)
        fits(card, claim, self.text(card), self.heading, self.taken)
        made = accept(self.root, card.id, claim, self.text(card))
        became = {k: v for k, v in claim.items() if k not in ("id", "passage")} if what == "edited" else {}
        asked = self._raised(str(claim["id"])) if claim.get("amount") else None
        self._decide(card, draft, Decision(what, str(claim["id"]), became, asked is not None), made)
        self.taken.add(str(claim["id"]))
        self.asking = (card, draft) if asked is not None else None
        return asked

    def _raised(self, claim: str) -> Proposal | None:
        """Return the question that a claim with a figure raises among the claims there are."""
        known = figures(self.root)
        own = next((c for c in known if c.id == claim), None)
        return None if own is None else proposal(own, known, questions(self.root), self.heading.actors)

    def left(self) -> Iterator[Proposal]:
        """Yield the questions that earlier claims raise and nobody has answered with yes or no."""
        while self.opened.unasked:
            card, draft = self.asking = self.opened.unasked.pop()
            decision = self.opened.entry(card, draft).decision
            wanted = self._raised(decision.claim) if decision is not None and decision.asks else None
            if wanted is None:
                self.leave()
            else:
                yield wanted

    def _with_span(self, card: Card, claim: Mapping[str, Any]) -> dict[str, Any]:
        """Return a claim whose passage has its span where the text is withheld."""
        passage = claim.get("passage")
        words = passage["words"] if isinstance(passage, Mapping) else passage
        if not words:
            return dict(claim)
        found = find(self.text(card), Passage(words))
        if not card.withheld or not isinstance(found, Found):
            return {**claim, "passage": words}
        span = passage.get("span") if isinstance(passage, Mapping) else None
        return {**claim, "passage": {"words": words, "span": list(span or found.span)}}

    def ask(self, wanted: Proposal) -> None:
        """Write the question last proposed; taking the last decision back takes it back too."""
        made = wanted.write(self.root)
        if self.asking is None or (self.steps and self.steps[-1].draft.id == self.asking[1].id):
            self.steps[-1] = replace(self.steps[-1], written=(*self.steps[-1].written, made))
        else:
            card, draft = self.asking
            self.steps.append(Step(card, draft, self.opened.entry(card, draft).decision, (made,)))
        self.leave()

    def leave(self) -> None:
        """Note that the question last proposed is answered, or not wanted: it is not proposed again."""
        if self.asking is None:
            return
        (card, draft), self.asking = self.asking, None
        was = self.opened.entry(card, draft).decision
        if was is not None and was.asks:
            self.opened.decide(card, draft, replace(was, asks=False))

    def new_actor(self, name: str, kind: str, speaks_for: Sequence[str] = ()) -> str:
        """Write a new actor into dossier.yaml and return its id; the next decision taken back takes it back.

        Raises
        ------
        Faults
            When there is no such kind of actor, or the file cannot be written.
        """
        self.heading = Heading.of(self.root)
        if known := self.heading.actor_named(name):
            return known  # written since by somebody else
        before = (self.root / FILE).read_bytes()
        self.heading, one = self.heading.with_actor(name, kind, speaks_for)
        self._note(FILE, before)
        return one

    def new_place(self, name: str) -> str:
        """Write a new place into dossier.yaml and return its id; it is taken back as an actor is."""
        self.heading = Heading.of(self.root)
        if known := self.heading.place_named(name):
            return known
        before = (self.root / FILE).read_bytes()
        self.heading, one = self.heading.with_place(name)
        self._note(FILE, before)
        return one

    def _note(self, file: str, before: bytes) -> None:
        self.made.append(Written(file, before, sha256((self.root / file).read_bytes()).hexdigest()))

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
        while self.made:
            self.made[-1].take_back(self.root)
            self.made.pop()
        if not self.steps:
            self.heading = Heading.of(self.root)
            return None
        step = self.steps[-1]
        while step.written:
            *rest, last = step.written
            last.take_back(self.root)
            step = self.steps[-1] = replace(step, written=tuple(rest))
        self.opened.decide(step.card, step.draft, step.before)
        self.steps.pop()
        self.taken = claim_ids(self.root)
        self.heading = Heading.of(self.root)
        return step.card, step.draft

    def _decide(self, card: Card, draft: Draft, decision: Decision, *written: Written) -> None:
        before = self.opened.entry(card, draft).decision
        self.steps.append(Step(card, draft, before, (*self.made, *written)))
        self.made = []
        self.opened.decide(card, draft, decision)
