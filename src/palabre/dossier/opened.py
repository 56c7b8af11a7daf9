"""Opened: the texts and drafts of the documents under review, few at a time, and as they are on disk."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from palabre.dossier.adding import put_drafts
from palabre.dossier.cataloguing import Card
from palabre.dossier.edit import read
from palabre.dossier.heading import Heading
from palabre.dossier.recovering import recovered
from palabre.reading import Decision, Draft, DraftsFile, Entry, load_drafts, written_drafts
from palabre.sources import Folded, fold
from palabre.terms import Faults, Problem

HELD = 8
_AGAIN = "read the document again: palabre read DOSSIER FILE"


class Opened:
    """Documents under review; one that another review or reading has changed meanwhile is opened anew.

    Parameters
    ----------
    root : path of the dossier
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: dict[str, DraftsFile] = {}
        self.texts: dict[str, Folded] = {}
        self.stale: list[Problem] = []
        self.unasked: list[tuple[Card, Draft]] = []
        self.times: dict[str, int] = {}
        self._marks: dict[str, tuple[object, ...]] = {}
        self._prints: dict[str, str] = {}

    def ready(self, card: Card) -> bool:
        """Load a document's text and drafts where needed; say so where they do not belong together."""
        if card.id in self.texts and self._marks[card.id] == self._mark(card):
            return True
        self._drop(card.id)
        drafts, text = self.root / card.drafts, self.root / card.text
        mark = self._mark(card)
        file = load_drafts(drafts, card.drafts)
        folded = fold(text.read_text(encoding="utf-8-sig")) if text.exists() else None
        if file is None or folded is None or folded.sha256 != file.text_sha256:
            what = "the drafts are of another text than the one that lies here"
            self.stale.append(Problem(card.drafts, None, what, _AGAIN))
            return False
        while len(self.texts) >= HELD:
            self._drop(next(iter(self.texts)))
        self.texts[card.id], self.files[card.id] = folded, file
        self._marks[card.id] = mark
        self._prints[card.id] = sha256(drafts.read_bytes()).hexdigest()
        self.times[card.id] = self.times.get(card.id, 0) + 1
        self._recover(card, file, folded)
        return True

    def _recover(self, card: Card, file: DraftsFile, folded: Folded) -> None:
        """Bring decisions in line with the claims there are, and note whose question was not answered."""
        _, tree = read(self.root, f"documents/{card.id}.yaml")
        new = recovered(file, tree, folded, Heading.of(self.root))
        if new is not file:
            self.put(card, new)
        open_ones = [(card, entry.draft) for entry in new.entries if entry.decision and entry.decision.asks]
        self.unasked += [one for one in open_ones if one not in self.unasked]

    def text(self, card: Card) -> Folded:
        """Return a document's text.

        Raises
        ------
        Faults
            When its drafts are of another text.
        """
        if not self.ready(card):
            raise Faults(self.stale[-1:])
        return self.texts[card.id]

    def file(self, card: Card) -> DraftsFile:
        """Return a document's drafts."""
        self.text(card)
        return self.files[card.id]

    def entry(self, card: Card, draft: Draft) -> Entry:
        """Return a draft with what was decided about it.

        Raises
        ------
        Faults
            When it is not there any more.
        """
        found = next((e for e in self.file(card).entries if e.draft.id == draft.id), None)
        if found is None:
            what = "the document was read anew meanwhile, and this draft is gone"
            raise Faults([Problem(card.drafts, None, what, "press s to go on to those that wait now")])
        return found

    def decide(self, card: Card, draft: Draft, decision: Decision | None) -> None:
        """Write what was decided about a draft."""
        self.put(card, self.file(card).decided(draft.id, decision))

    def put(self, card: Card, file: DraftsFile) -> None:
        """Write a document's drafts, unless somebody has written them since they were read."""
        put_drafts(self.root, card, file, expected=self._prints[card.id])
        self.files[card.id] = file
        self._prints[card.id] = sha256(written_drafts(file).encode("utf-8")).hexdigest()
        self._marks[card.id] = self._mark(card)

    def _drop(self, document: str) -> None:
        for held in (self.texts, self.files, self._marks, self._prints):
            held.pop(document, None)

    def _mark(self, card: Card) -> tuple[object, ...]:
        """Return what tells whether a document's files were written anew."""
        found: list[object] = []
        for name in (card.drafts, card.text):
            path = self.root / name
            if path.exists():
                state = path.stat()
                found += [state.st_mtime_ns, state.st_size, state.st_ino]
        return tuple(found)
