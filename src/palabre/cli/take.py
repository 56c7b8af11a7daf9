"""What it would take, on the command line: `palabre analyse --make`, `--break` and `--needs`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from palabre.stability import Analysis, Remedy
    from palabre.stability.inverse import Over


@dataclass(frozen=True)
class Targets:
    """What is to hold, what is to fail, and what may change for it."""

    make: str
    break_: str
    over: Over | None

    @property
    def asked(self) -> bool:
        """Whether there is a target at all."""
        return bool(self.make or self.break_)


def take(found: Analysis, targets: Targets, json: bool) -> None:
    """Say the fewest changes after which one target holds and another fails, concept by concept.

    Where nothing is said of what may change, it is the statements, or the ranks where there are none.
    """
    from palabre.cli.naming import target_named
    from palabre.cli.say import as_json
    from palabre.conflict import Statements
    from palabre.stability import break_stable, make_stable

    make = target_named(found, targets.make, "--make") if targets.make else None
    break_ = target_named(found, targets.break_, "--break") if targets.break_ else None
    over = targets.over
    if over is None:
        stated = any(isinstance(d.preference, Statements) for d in found.conflict.decision_makers)
        over = "edits" if stated else "ranks"
        if not stated and not json:
            typer.echo("Nobody has statements to edit; these are changes of the ranks (--over ranks).")
    remedies: list[Remedy] = []
    for concept in found.concepts:
        if make:
            remedies.append(make_stable(*make, concept, over=over))
        if break_:
            remedies.append(break_stable(*break_, concept, over=over))
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
    from palabre.stability.inverse.pattern import meets

    every = {concept: pattern(found, state, concept) for concept in found.concepts}
    if json:
        as_json({concept: needs.records() for concept, needs in every.items()})
        return
    for concept, needs in every.items():
        met = [bool(meets(need, found.ranks)) for need in needs.needs]
        typer.echo(f"{concept.upper()} ({sum(met)} of {len(met)} met)")
        for is_met, sentence in zip(met, needs.sentences(), strict=True):
            typer.echo(f"  {'met:' if is_met else 'not met:'} {sentence}")
