"""Who sees what, on the command line: `palabre analyse --seen-by`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from palabre.conflict import Conflict
    from palabre.stability import Hypergame, Reading
    from palabre.stability.concepts import Sanctions

SHOWN = 12


def seeing(
    conflict: Conflict,
    concepts: tuple[str, ...],
    sanctions: Sanctions,
    unknown: Reading | None,
    *,
    json: bool,
) -> None:
    """Let each decision maker act by the conflict as it sees it, and say what comes of that."""
    from palabre.cli.say import as_json
    from palabre.stability import hypergame

    if not conflict.seen_by:
        what = "the model says of nobody that it sees the conflict otherwise; add seen_by:"
        raise typer.BadParameter(what, param_hint="--seen-by")
    hyper = hypergame(conflict, concepts=concepts, sanctions=sanctions, unknown=unknown)
    if json:
        as_json(hyper.as_json())
    else:
        _tell(hyper)


def _tell(hyper: Hypergame) -> None:
    from palabre.cli.say import table
    from palabre.stability import KINDS
    from palabre.terms import Table

    typer.echo(f"{hyper.truth.title if hyper.truth else ''}\n{_size(hyper)}")
    for concept in hyper.concepts:
        every = hyper.outcomes(concept)
        told = [o for kind in KINDS for o in every if o.kind == kind and kind not in ("left", "unseen")]
        rows = [(o.kind, o.state, o.sentence) for o in told[:SHOWN]]
        more = f" (the first {SHOWN} of {len(told)}; all of them: --json)" if len(told) > SHOWN else ""
        table(f"{concept.upper()}{more}", Table.of(["kind", "state", "what becomes of it"], rows))
    found = hyper.surprises()
    if found:
        typer.echo("Surprises, of moves that their mover gains by:")
        for surprise in found[:SHOWN]:
            typer.echo(f"  {surprise.sentence}")
        if len(found) > SHOWN:
            typer.echo(f"  … and {len(found) - SHOWN} more (--json).")
    else:
        typer.echo("No move that its mover gains by is unknown to those who see where it starts.")


def _size(hyper: Hypergame) -> str:
    total = len(hyper.states)
    each = [f"{hyper.name(dm)} sees {int(hyper.sees(dm).sum()):,}" for dm in hyper.decision_makers]
    return f"{total:,} states; {', '.join(each)}"
