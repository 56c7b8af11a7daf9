"""`palabre review`: drafts decided one by one, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from palabre.cli.keys import Keys
    from palabre.dossier import Review
    from palabre.dossier.cataloguing import Card
    from palabre.dossier.rivals import Proposal
    from palabre.reading import Draft

HELP = "[a]ccept  [e]dit  [r]eject  [s]kip  [u]ndo  [q]uit  [?] what they do"
MORE = """\
a  accept: it becomes a claim as it stands; what is still open is asked for
e  edit: every part is asked for, and it becomes a claim then
r  reject: it is no claim worth keeping
s  skip: it waits for another time
u  undo: the last decision of this session, with all that was written for it
q  quit: everything decided so far is kept
A decision of an earlier session: take its claim out of documents/ID.yaml, or the key "decision" out of the
draft's line in ID.drafts.jsonl, and the draft waits again."""
ENDED = "No draft waits any more.  [u]ndo  [q]uit"


def review(
    dossier: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="The dossier's folder.")],
    document: Annotated[str, typer.Option(help="Only the drafts of this document.")] = "",
    json: Annotated[
        bool, typer.Option("--json", help="Print the drafts that wait as JSON, and stop.")
    ] = False,
) -> None:
    """Walk through the drafts that wait: accept, edit, reject, skip, undo, quit."""
    from palabre.cli.keys import keys
    from palabre.cli.say import as_json
    from palabre.dossier import Review

    session = Review(dossier, document)
    if json:
        as_json(
            [_as_json(card.id, draft, session.claim_of(card, draft)) for card, draft in session.waiting()]
        )
    else:
        walk = Walk(session, keys())
        try:
            walk.run()
        except KeyboardInterrupt:
            typer.echo("\nStopped; everything decided so far is kept.", err=True)
            raise typer.Exit(130) from None
        finally:
            walk.keys.close()
            walk.summary()
    for problem in session.stale:
        typer.echo(str(problem), err=True)
    if session.stale:
        raise typer.Exit(1)


def _as_json(document: str, draft: Draft, claim: dict[str, Any]) -> dict[str, Any]:
    return {
        "document": document,
        "id": draft.id,
        "says": draft.says,
        "speaker": draft.speaker,
        "named": draft.named,
        "about": list(draft.about),
        "kind": draft.kind,
        "amount": str(draft.amount) if draft.amount else None,
        "as_of": draft.as_of.edtf if draft.as_of else None,
        "place": draft.place,
        "hedge": draft.hedge or None,
        "denial": draft.denial,
        "how": draft.how,
        "claim": claim,
        "quote": draft.quote,
        "span": [draft.passage.start, draft.passage.end],
    }


class Walk:
    """One walk through the drafts that wait."""

    def __init__(self, session: Review, keys: Keys) -> None:
        self.session, self.keys = session, keys
        self.counts = {"accepted": 0, "rejected": 0, "skipped": 0}
        self.edits: dict[str, dict[str, Any]] = {}
        self.ended = False

    def run(self) -> None:
        """Show draft after draft until the person quits, or none waits and nothing is to be taken back."""
        from palabre.cli.drafts import show

        coming = self.session.waiting()
        seen: list[tuple[Card, Draft]] = []
        done: list[tuple[int, str]] = []
        at, shown = 0, -1
        while not self.ended:
            if at == len(seen) and (following := self._next(coming)) is not None:
                seen.append(following)
            waits = at < len(seen)
            if self.ended or not (waits or done):
                break
            if shown != at:
                if waits:
                    show(self.session, *seen[at])
                typer.echo(HELP if waits else ENDED)
                shown = at
            key = self.keys.key().lower()
            if key in ("q", ""):
                return
            if key == "u":
                at, shown = self._undone(done, at)
            elif not waits:
                typer.echo(ENDED)
            elif what := self._decided(key, *seen[at]):
                done.append((at, what))
                self.counts[what] += 1
                at += 1
        if not (seen or self.ended):
            typer.echo("No draft waits for a decision.")

    def _next(self, coming: Iterator[tuple[Card, Draft]]) -> tuple[Card, Draft] | None:
        """Return the next draft, after the questions that earlier decisions left open."""
        following = next(coming, None)
        for question in self.session.left():
            self._ask(question)
            if self.ended:
                break
        return following

    def _undone(self, done: list[tuple[int, str]], at: int) -> tuple[int, int]:
        """Take the last decision back; return where it was made, and which draft is on the screen now."""
        from palabre.cli.say import faults_of
        from palabre.terms import Faults

        if not done:
            typer.echo("Nothing was decided in this session; ? says how an earlier decision is taken back.")
            return at, at
        before, what = done[-1]
        if what != "skipped":
            try:
                self.session.undo()
            except Faults as fault:
                for line in faults_of(fault):
                    typer.echo(line, err=True)
                return at, at
        done.pop()
        self.edits.clear()
        self.counts[what] -= 1
        typer.echo(f"Taken back: it was {what}.")
        return before, -1

    def _decided(self, key: str, card: Card, draft: Draft) -> str:
        """Do what a key says; return what became of the draft, empty while it still waits."""
        from palabre.cli.say import faults_of
        from palabre.terms import Faults

        if key == "r":
            self.session.reject(card, draft)
            return "rejected"
        if key == "s":
            return "skipped"
        if key not in ("a", "e"):
            typer.echo(MORE if key == "?" else HELP)
            return ""
        try:
            self._accept(card, draft, every=key == "e")
        except Faults as fault:
            for line in faults_of(fault):
                typer.echo(line, err=True)
            kept = " What you gave is kept: e goes on from it." if draft.id in self.edits else ""
            typer.echo(f"The draft still waits.{kept}\n{HELP}")
            return ""
        return "accepted"

    def _accept(self, card: Card, draft: Draft, *, every: bool) -> None:
        from palabre.cli.parts import filled
        from palabre.terms import Faults, Problem

        proposed = self.session.claim_of(card, draft)
        before = self.edits.get(draft.id, proposed)
        claim, missed = filled(self.session, self.keys, card, before, draft, every=every)
        self.edits[draft.id] = claim
        if missed:
            what = f"no answer for {' and '.join(missed)} can stand, so nothing was written"
            raise Faults(
                [Problem(f"documents/{card.id}.yaml", None, what, "press e again, or s to leave it")]
            )
        edited = {k: v for k, v in claim.items() if k != "id"} != {
            k: v for k, v in proposed.items() if k != "id"
        }
        question = self.session.accept(card, draft, claim, "edited" if edited else "accepted")
        typer.echo(f"Written as '{claim['id']}' in documents/{card.id}.yaml.")
        if question is not None:
            self._ask(question)

    def _ask(self, question: Proposal) -> None:
        """Ask whether a question is to be written; left without an answer it is asked at the next review."""
        known = "A further answer to" if question.known else "Rival values. Ask"
        typer.echo(f"{known}: {question.asks}")
        for one, (says, claims) in question.answers.items():
            typer.echo(f"  {one}: {says or 'as said before'}  [{', '.join(claims)}]")
        typer.echo("Write it into questions.yaml? [y]es  [n]o")
        while (key := self.keys.key().lower()) not in ("y", "n", "q", ""):
            typer.echo("[y]es  [n]o")
        if key == "y":
            self.session.ask(question)
            typer.echo(f"Written as '{question.question}' in questions.yaml.")
        elif key == "n":
            self.session.leave()
        else:
            self.ended = True

    def summary(self) -> None:
        """Say what was done."""
        said = ", ".join(f"{count} {what}" for what, count in self.counts.items() if count)
        if said:
            typer.echo(f"{said[:1].upper()}{said[1:]}.")
