"""`palabre review`: drafts decided one by one, with the keyboard alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from palabre.cli.keys import Keys
    from palabre.dossier import Review
    from palabre.dossier.cataloguing import Card
    from palabre.reading import Draft

HELP = "[a]ccept  [e]dit  [r]eject  [s]kip  [u]ndo  [q]uit"


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
        as_json([_as_json(card.id, draft) for card, draft in session.waiting()])
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


def _as_json(document: str, draft: Draft) -> dict[str, Any]:
    return {
        "document": document,
        "id": draft.id,
        "says": draft.says,
        "speaker": draft.speaker,
        "named": draft.named,
        "about": list(draft.about),
        "kind": draft.kind,
        "amount": str(draft.amount) if draft.amount else None,
        "quote": draft.quote,
        "span": [draft.passage.start, draft.passage.end],
    }


class Walk:
    """One walk through the drafts that wait."""

    def __init__(self, session: Review, keys: Keys) -> None:
        self.session, self.keys = session, keys
        self.counts = {"accepted": 0, "rejected": 0, "skipped": 0}

    def run(self) -> None:
        """Show draft after draft until none waits or the person quits."""
        from palabre.cli.drafts import show

        coming = self.session.waiting()
        seen: list[tuple[Card, Draft]] = []
        done: list[tuple[int, str]] = []
        at, shown = 0, -1
        while True:
            if at == len(seen):
                following = next(coming, None)
                if following is None:
                    break
                seen.append(following)
            card, draft = seen[at]
            if shown != at:
                show(self.session, card, draft)
                typer.echo(HELP)
                shown = at
            key = self.keys.key().lower()
            if key in ("q", ""):
                return
            if key == "u":
                if not done:
                    typer.echo("There is nothing to take back.")
                    continue
                at = self._undone(done, at)
                shown = -1
                continue
            what = self._decided(key, card, draft)
            if what:
                done.append((at, what))
                self.counts[what] += 1
                at += 1
        if not seen:
            typer.echo("No draft waits for a decision.")

    def _undone(self, done: list[tuple[int, str]], at: int) -> int:
        """Take the last decision back and return where it was made; where that is refused, stay."""
        from palabre.cli.say import faults_of
        from palabre.terms import Faults

        before, what = done[-1]
        if what != "skipped":
            try:
                self.session.undo()
            except Faults as fault:
                for line in faults_of(fault):
                    typer.echo(line, err=True)
                return at
        done.pop()
        self.counts[what] -= 1
        typer.echo(f"Taken back: it was {what}.")
        return before

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
            typer.echo(HELP)
            return ""
        try:
            self._accept(card, draft, every=key == "e")
        except Faults as fault:
            for line in faults_of(fault):
                typer.echo(line, err=True)
            typer.echo(f"The draft still waits.  {HELP}")
            return ""
        return "accepted"

    def _accept(self, card: Card, draft: Draft, *, every: bool) -> None:
        from palabre.cli.parts import filled

        proposed = self.session.claim_of(card, draft)
        claim = filled(self.session, self.keys, proposed, draft, every=every)
        edited = {k: v for k, v in claim.items() if k != "id"} != {
            k: v for k, v in proposed.items() if k != "id"
        }
        question = self.session.accept(card, draft, claim, "edited" if edited else "accepted")
        typer.echo(f"Written as '{claim['id']}' in documents/{card.id}.yaml.")
        if question is None:
            return
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

    def summary(self) -> None:
        """Say what was done."""
        said = ", ".join(f"{count} {what}" for what, count in self.counts.items() if count)
        if said:
            typer.echo(f"{said[:1].upper()}{said[1:]}.")
