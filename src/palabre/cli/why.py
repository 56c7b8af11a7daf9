"""Why each decision maker stays or leaves, on the command line: `palabre analyse --why`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from palabre.stability import Analysis


def tell_why(found: Analysis, state: str) -> None:
    """Say for each concept, and each decision maker or coalition, why it stays or leaves."""
    for concept in found.concepts:
        typer.echo("\n  ".join([concept.upper(), *sentences(found, state, concept)]))


def sentences(found: Analysis, state: str, concept: str) -> list[str]:
    """Return a sentence for each decision maker, or for each coalition that gains by leaving."""
    from palabre.stability import COALITION_CONCEPTS

    if concept not in [c.id for c in COALITION_CONCEPTS]:
        return [found.verdict(state, dm, concept).sentence for dm in found.space.decision_makers]
    gaining = [found.coalition_verdict(state, who, concept).sentence for who in found.gains(state)]
    return [*gaining, f"No {'other ' if gaining else ''}coalition gains by leaving."]
