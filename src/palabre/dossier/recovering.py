"""Recovering: decisions about drafts brought in line with the claims that are written."""

from __future__ import annotations

from palabre.dossier.heading import Heading
from palabre.dossier.mending import passages
from palabre.dossier.tree import Entries, Items, Node, Word
from palabre.reading import Decision, DraftsFile
from palabre.sources import Folded, Found, Passage, find, passage_for


def recovered(file: DraftsFile, tree: Node, folded: Folded, heading: Heading) -> DraftsFile:
    """Return a document's drafts, decided as its claims say.

    A draft whose claim was taken out of the document's file waits again. One that is a claim already is
    noted as accepted: an interrupt can fall between the claim and its decision.

    Parameters
    ----------
    tree : Node
        The document's file.
    folded : Folded
        The document's text.
    """
    speakers = _speakers(tree)
    new = file
    for entry in file.entries:
        if entry.decision and entry.decision.claim and entry.decision.claim not in speakers:
            new = new.decided(entry.draft.id, None)
    known = {entry.decision.claim for entry in new.entries if entry.decision}
    written: list[tuple[tuple[int, int], str, str]] = []
    for claim, _, passage in passages(tree):
        sought = find(folded, Passage(passage.words))
        if isinstance(sought, Found):
            written.append((sought.span, passage.words, claim))
    for draft in new.waiting if written else ():
        start, end = draft.passage.start, draft.passage.end
        for span, words, claim in written:
            said = draft.speaker or heading.actor_named(draft.named) or speakers.get(claim)
            if not span[0] <= start < end <= span[1] or said != speakers.get(claim):
                continue
            mine = passage_for(folded, start, end)
            if mine is not None and mine.words == words:
                new = new.decided(draft.id, Decision("accepted", claim, asks=claim not in known))
    return new


def _speakers(tree: Node) -> dict[str, str]:
    """Return the speaker of every claim of a document's file."""
    claims = tree.get("claims") if isinstance(tree, Entries) else None
    found: dict[str, str] = {}
    for node in claims.items if isinstance(claims, Items) else ():
        one, who = (node.get(key) if isinstance(node, Entries) else None for key in ("id", "speaker"))
        if isinstance(one, Word):
            found[one.text] = who.text if isinstance(who, Word) else ""
    return found
