"""What it would take, on the command line: `palabre analyse --make`, `--break` and `--needs`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from palabre.stability import Analysis, Remedy
    from palabre.stability.inverse import Over


def take(found: Analysis, make: str, break_: str, over: Over, json: bool) -> None:
    """Say the fewest changes after which one target holds and another fails, concept by concept."""
    from palabre.cli.say import as_json
    from palabre.stability import break_stable, make_stable

    remedies: list[Remedy] = []
    for concept in found.concepts:
        if make:
            remedies.append(make_stable(found, make, concept, over=over))
        if break_:
            remedies.append(break_stable(found, break_, concept, over=over))
    if json:
        as_json([remedy.as_json() for remedy in remedies])
        return
    for remedy in remedies:
        first, *rest = remedy.sentences()
        typer.echo(first)
        for sentence in rest:
            typer.echo(f"  {sentence}")


def need(found: Analysis, state: str, json: bool) -> None:
    """Say what preferences a state needs to be an equilibrium, concept by concept."""
    from palabre.cli.say import as_json
    from palabre.stability import pattern

    every = {concept: pattern(found, state, concept) for concept in found.concepts}
    if json:
        as_json({concept: needs.records() for concept, needs in every.items()})
        return
    for concept, needs in every.items():
        typer.echo(concept.upper())
        for sentence in needs.sentences():
            typer.echo(f"  {sentence}")
