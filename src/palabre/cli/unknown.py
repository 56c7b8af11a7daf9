"""What `palabre analyse` says of preferences that are unknown or strong."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from palabre.conflict import Conflict
    from palabre.stability import Reading, Readings
    from palabre.stability.concepts import Sanctions


class Unknown(StrEnum):
    """How preferences that are not known are read."""

    a = "a"
    b = "b"
    c = "c"
    d = "d"


def strengths(conflict: Conflict, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return what to ask too where some preference is strong: what is strongly stable."""
    from palabre.conflict import marks_of

    strong = any(mark.strong for d in conflict.decision_makers for mark in marks_of(d.preference))
    if not strong or any(d.attitudes for d in conflict.decision_makers):
        return ()
    return tuple(f"strong-{c}" for c in wanted if c != "nash")


def reading_of(unknown: Unknown | None) -> Reading | None:
    """Return the reading chosen."""
    from palabre.stability import READINGS

    return next((r for r in READINGS if unknown is not None and r == unknown.value), None)


def told_unread(
    conflict: Conflict,
    concepts: tuple[str, ...],
    sanctions: Sanctions,
    reading: Reading | None,
    asked: Mapping[str, object],
    *,
    json: bool,
) -> bool:
    """Tell the equilibria under all readings, where something is unknown and none is chosen.

    Returns whether it told; what is asked of one reading only is refused.
    """
    from palabre.stability import doubtful, readings

    if reading is not None or not doubtful(conflict):
        return False
    if any(asked.values()):
        what = "some preferences are unknown, and under all four readings only the equilibria are told"
        raise typer.BadParameter(f"{what}; choose one of a, b, c, d", param_hint="--unknown")
    all_readings(readings(conflict, concepts, sanctions=sanctions), json)
    return True


def all_readings(found: Readings, json: bool) -> None:
    """Print the equilibria, and under which readings of what is unknown they are such."""
    from palabre.cli.naming import legend
    from palabre.cli.say import as_json, headed, table

    if json:
        as_json({"readings": found.as_json()})
        return
    first = found.analyses["a"]
    who = ", ".join(first.relational.doubtful)
    typer.echo(f"{headed(first)}\nNot all is known of what is preferred by {who}")
    table("Equilibria, and under which readings (a to d) of what is unknown", found.table())
    if said := legend(first.conflict, first.space):
        typer.echo(said)
