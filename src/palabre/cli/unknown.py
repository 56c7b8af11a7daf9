"""What `palabre analyse` says of preferences that are unknown or strong."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from palabre.conflict import Conflict
    from palabre.stability import Reading, Readings


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


def refuse_unread(*asked: object) -> None:
    """Refuse to answer under all readings at once what is asked of one."""
    if any(asked):
        what = "some preferences are unknown, and under all four readings only the equilibria are told"
        raise typer.BadParameter(f"{what}; choose one of a, b, c, d", param_hint="--unknown")


def all_readings(found: Readings, json: bool) -> None:
    """Print the equilibria, and under which readings of what is unknown they are such."""
    from palabre.cli.say import as_json, headed, table

    if json:
        as_json({"readings": found.as_json()})
        return
    first = found.analyses["a"]
    who = ", ".join(first.relational.doubtful)
    typer.echo(f"{headed(first)}\nNot all is known of what is preferred by {who}")
    table("Equilibria, and under which readings (a to d) of what is unknown", found.table())
