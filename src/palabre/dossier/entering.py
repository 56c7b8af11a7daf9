"""Entering: what was read becomes part of a dossier, as a new document or a later text of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from palabre.dossier.adding import add, before_freeze, put_drafts, put_text
from palabre.dossier.cataloguing import UNKNOWN_PUBLISHER, Card, Catalogue, card_of, values_of
from palabre.dossier.drafted_with import drafted_with
from palabre.dossier.files import os_words
from palabre.dossier.heading import Heading, free_id
from palabre.dossier.hearing import unheard
from palabre.dossier.piles import pile_of
from palabre.dossier.readings import Drafted, Progress, Reading, Unheard, Wishes
from palabre.dossier.rereading import Moved, reread
from palabre.reading import (
    DraftsFile,
    Failed,
    Job,
    Read,
    carried,
    draft_id,
    load_drafts,
)
from palabre.reading.drafts import settled
from palabre.reading.job import Outcome
from palabre.sources import fold
from palabre.sources.opening import LARGEST_FILE
from palabre.terms import Day, DayError, Faults, Problem

# A later text of a document shares so many of its runs of words.
ALIKE, RUN = 0.2, 3


class Entering:
    """One reading of one file or folder."""

    def __init__(self, root: Path, path: Path, wishes: Wishes) -> None:
        self.root, self.path, self.wishes = root, path, wishes
        self.heading = Heading.of(root)
        self.catalogue = Catalogue.of(root)
        self.single = not path.is_dir()
        self.result = Reading()
        self.seen: dict[str, str] = {}
        self.refused = 0
        if wishes.published:
            try:
                Day.read(wishes.published)
            except DayError as fault:
                raise Faults([Problem("--published", None, fault.what, fault.remedy)]) from None

    def fail(self, name: str, what: str, remedy: str) -> None:
        """List a file that could not be read."""
        self.result.failed.append(Problem(name, None, what, remedy))
        self.result.bad += 1

    def files(self) -> list[Path]:
        """Return the files to read; the others are listed."""
        pile = pile_of(self.path, self.root)
        self.result.left += pile.left
        self.result.failed += pile.failed
        self.result.bad += len(pile.failed)
        return pile.files

    def jobs(self, files: list[Path]) -> Iterator[Job]:
        """Yield a job for every file that is not read yet."""
        for file in files:
            name = str(file)
            try:
                if file.stat().st_size > LARGEST_FILE:
                    size, most = file.stat().st_size / 1e6, LARGEST_FILE / 1e6
                    self.fail(
                        name,
                        f"the file has {size:,.0f} MB, more than the {most:,.0f} MB that are read",
                        "split it",
                    )
                    self.refused += 1
                    continue
                data = file.read_bytes()
            except OSError as fault:
                self.fail(name, *os_words(fault))
                self.refused += 1
                continue
            own = sha256(data).hexdigest()
            if own in self.seen:
                self.result.before += 1
                continue
            self.seen[own] = name
            card = self.catalogue.having(own)
            if card:
                self._heard(card)
            if (
                card
                and not self.single
                and not self.wishes.again
                and self._whole(card)
                and drafted_with(self.root / card.drafts, self.wishes.weights)
            ):
                self.result.before += 1
                continue
            yield Job(card.id if card else self._id(file), name, data, self.wishes.published)

    def _id(self, file: Path) -> str:
        if self.wishes.document:
            return free_id(self.wishes.document, set(), longest=80)
        parts = file.relative_to(self.path).with_suffix("").parts if not self.single else (file.stem,)
        return free_id(" ".join(parts), set(), longest=60)

    def enter(self, outcomes: Iterable[tuple[Job, Outcome]], progress: Progress | None, total: int) -> None:
        """Enter file after file; what is wrong with one stops nothing."""
        for done, (job, found) in enumerate(outcomes, 1):
            try:
                if isinstance(found, Failed):
                    self.fail(job.name, found.what, found.remedy)
                else:
                    self.take(job, found)
            except Faults as fault:
                self.result.failed += fault.problems
                self.result.bad += 1
            if progress is not None:
                progress(done + self.result.before + self.refused, total)

    def take(self, job: Job, found: Read) -> None:
        """Enter what was read into the dossier."""
        words = fold(found.opened.text).sha256
        card = self.catalogue.having(found.sha256, words)
        if card is None and job.document in self.catalogue.cards:
            card = self.catalogue.cards[job.document]
            if not self._alike(card, found):
                if self.single:
                    what = f"the dossier has another document '{card.id}', and this is not a later text of it"
                    raise Faults([Problem(job.name, None, what, "give it an id of its own with --as ID")])
                found = _renamed(found, f"{job.document}-{found.sha256[:6]}")
                card = self.catalogue.cards.get(found.document)
        elif card is not None:
            found = _renamed(found, card.id)
        if card is None:
            self._new(job, found)
        else:
            self._known(job, found, card, words)

    def _alike(self, card: Card, found: Read) -> bool:
        """Whether a text is a later one of a document rather than another: they share runs of words."""
        path = self.root / card.text
        if not path.exists():
            return False

        def said(text: str) -> set[tuple[str, ...]]:
            words = fold(text).text.lower().split()
            return {tuple(words[k : k + RUN]) for k in range(max(1, len(words) - RUN + 1))}

        old, new = said(path.read_text(encoding="utf-8-sig")), said(found.opened.text)
        return len(old & new) >= ALIKE * min(len(old), len(new))

    def _new(self, job: Job, found: Read) -> None:
        opened, wishes = found.opened, self.wishes
        published = Day.read(wishes.published).edtf if wishes.published else opened.published
        before_freeze(published, self.heading.freeze, job.name)
        publisher, where = self._publisher(opened.publisher, opened.text)
        meta = {
            "title": wishes.title or opened.title,
            "publisher": publisher,
            "published": published,
            "published_note": "" if wishes.published else opened.published_note,
            "language": wishes.language or opened.language,
        }
        card = Card(found.document, found.sha256, withheld=wishes.withheld)
        card = add(self.root, card, job, opened, meta)
        self.catalogue.add(card)
        unknown = publisher == self.heading.actor_named(UNKNOWN_PUBLISHER)
        said = (
            ("title", meta["title"], "as you said" if wishes.title else ""),
            (
                "publisher",
                "unknown" if unknown else f"{publisher} ({self.heading.actors[publisher].name})",
                where,
            ),
            (
                "published",
                published or "unknown",
                "as you said" if wishes.published else opened.published_note,
            ),
            ("language", meta["language"] or "unknown", "as you said" if wishes.language else ""),
        )
        self._drafts(job, found, card, publisher, "new", proposed=said)

    def _known(self, job: Job, found: Read, card: Card, words: str) -> None:
        moved: tuple[Moved, ...] = ()
        state = "known"
        self._heard(card)
        if card.text_sha256 and card.text_sha256 != words:
            state = "changed"
            card, moved = reread(
                self.root, replace(card, sha256=found.sha256), job.data, found.opened.text, job.name
            )
            self.catalogue.add(card_of(self.root, card.id))
        elif self._lacks(card, words):
            put_text(self.root, card, job.data, found.opened.text, job.name)
        self._drafts(job, found, card, values_of(self.root, card).get("publisher", ""), state, moved=moved)

    def _heard(self, card: Card) -> None:
        """Refuse a known document of which the user says something else; of a folder list it."""
        flags = unheard(self.wishes, card, values_of(self.root, card), self.heading)
        if flags and self.single:
            raise Unheard(card.id, flags)
        if flags and card.id not in self.result.unheard:
            self.result.unheard.append(card.id)

    def _lacks(self, card: Card, words: str) -> bool:
        """Whether a document's text is not there, or still the one before: its reading was interrupted."""
        path = self.root / card.text
        return not path.exists() or fold(path.read_text(encoding="utf-8-sig")).sha256 != words

    def _whole(self, card: Card) -> bool:
        """Whether a document's drafts, which are written last, are of the text that its file names."""
        path = self.root / card.drafts
        if not path.exists():
            return False
        with path.open(encoding="utf-8") as lines:
            return card.text_sha256 in next(lines, "")

    def _drafts(
        self,
        job: Job,
        found: Read,
        card: Card,
        publisher: str,
        state: str,
        *,
        proposed: tuple[tuple[str, str, str], ...] = (),
        moved: tuple[Moved, ...] = (),
    ) -> None:
        # A publisher whom no file names is not one who speaks: that is asked when the drafts are reviewed.
        unknown = publisher == self.heading.actor_named(UNKNOWN_PUBLISHER)
        drafts = found.drafts if unknown else tuple(settled(d, publisher) for d in found.drafts)
        old = load_drafts(self.root / card.drafts, card.drafts)
        words = fold(found.opened.text).sha256
        file = DraftsFile(card.id, words, found.reader, carried(drafts, old))
        put_drafts(self.root, card, file)
        gone = {d.id for d in old.waiting} - {e.draft.id for e in file.entries} if old else set()
        replaced = (old.reader, len(gone)) if old and gone and old.reader != found.reader else ("", 0)
        result = self.result
        result.read += 1
        result.drafts += len(drafts)
        result.dropped += found.dropped
        result.moved += [(card.id, one) for one in moved]
        now = values_of(self.root, card)
        one = Drafted(
            card.id,
            job.name,
            state,
            len(file.entries),
            len(file.waiting),
            proposed,
            moved,
            found.dropped,
            found.opened.notes,
            now.get("language", ""),
            "" if now.get("published") == "unknown" else now.get("published", ""),
            "" if unknown else now.get("publisher", ""),
            replaced,
        )
        result.documents.append(one)

    def _publisher(self, proposed: str, text: str) -> tuple[str, str]:
        """Return the publisher's actor, and how it was found; one that is not known is made an actor."""
        name, where = self.wishes.publisher or proposed, "as you said" if self.wishes.publisher else ""
        known = self.heading.actor_named(name) if name else None
        if known:
            return known, where
        if not name:
            from palabre.reading.plain import names_in

            outlets = {
                n: one for n, one in self.heading.names.items() if self.heading.actors[one].kind == "outlet"
            }
            named = names_in(fold(text[:400]).text, outlets)
            if named:
                return named[0][1], "named in the first lines"
            name, where = UNKNOWN_PUBLISHER, "the file does not say; it is asked when the drafts are reviewed"
            known = self.heading.actor_named(name)
            if known is None:
                self.heading, known = self.heading.with_actor(name, "outlet")
                self.result.actors.append(known)
            return known, where
        self.heading, one = self.heading.with_actor(name, "outlet")
        self.result.actors.append(one)
        return one, ", ".join(part for part in (where, "now an actor in dossier.yaml") if part)


def _renamed(found: Read, document: str) -> Read:
    if document == found.document:
        return found
    drafts = tuple(
        replace(d, document=document, id=draft_id(document, d.passage, d.quote)) for d in found.drafts
    )
    return replace(found, document=document, drafts=drafts)
