"""Equilibrium jumps, on the command line: `palabre analyse --jumps`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from palabre.stability import Analysis


def _single(found: Analysis) -> tuple[str, ...]:
    """Return the concepts for single decision makers, whose equilibria coalitions may leave."""
    from palabre.stability import CONCEPTS

    return tuple(c.id for c in CONCEPTS if c.id in found.concepts) or (CONCEPTS[0].id,)


def leaving(found: Analysis) -> dict[str, object]:
    """Return the equilibrium jumps by concept, and who gains by leaving each equilibrium for where."""
    concepts = _single(found)
    some = {s for c in concepts for s in found.equilibria(c)}
    still = [s for s in found.states if s in some]
    return {
        "jumps": {c: [jump.as_json() for jump in found.jumps(c)] for c in concepts},
        "gains": {s: {who: list(to) for who, to in found.gains(s).items()} for s in still},
    }


def tell_jumps(found: Analysis) -> None:
    """Say by which moves two or more gain by leaving one equilibrium for another."""
    for concept in _single(found):
        typer.echo(f"{concept.upper()}")
        jumps = found.jumps(concept)
        for jump in jumps:
            typer.echo(f"  {jump.sentence}")
        if not jumps:
            typer.echo("  No two or more can leave one equilibrium for another and gain.")
