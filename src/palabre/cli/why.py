"""Why each decision maker stays or leaves, on the command line: `palabre analyse --why`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from palabre.stability import Analysis


def tell_why(found: Analysis, state: str) -> None:
    """Say for each concept, and each decision maker or coalition, why it stays or leaves."""
    # All of them first: a state that is not there is said before anything is printed.
    for concept, told in [(c, sentences(found, state, c)) for c in found.concepts]:
        typer.echo("\n  ".join([concept.upper(), *told]))


def sentences(found: Analysis, state: str, concept: str) -> list[str]:
    """Return a sentence for each decision maker, or for each coalition that gains by leaving."""
    from palabre.stability import COALITION_CONCEPTS

    known = {_plain(label): label for label in found.states}
    label = known.get(_plain(state), state)
    if concept not in [c.id for c in COALITION_CONCEPTS]:
        return [found.verdict(label, dm, concept).sentence for dm in found.space.decision_makers]
    gaining = [found.coalition_verdict(label, who, concept).sentence for who in found.gains(label)]
    return [*gaining, f"No {'other ' if gaining else ''}coalition gains by leaving."]


def _plain(label: str) -> frozenset[str]:
    """Return a label as the set of what it lists, whatever the order and the spaces."""
    return frozenset(part.strip().lower() for part in label.split(","))
