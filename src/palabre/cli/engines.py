"""`palabre analyse` on models with more states than can be listed: counts instead of lists."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from palabre.conflict import Conflict, TooMany
    from palabre.stability import Symbolic
    from palabre.stability.concepts import Sanctions


class Engine(StrEnum):
    """How states are judged: listed where they can be, listed or refused, or never listed."""

    auto = "auto"
    list = "list"
    symbolic = "symbolic"


def refuse_listing(engine: Engine, wanted: Mapping[str, object]) -> None:
    """Refuse, as wrong usage, to answer without a list what takes one."""
    listing = next((option for option, asked in wanted.items() if asked), "")
    if engine is Engine.symbolic and listing:
        what = f"{listing} takes a list of the states, and the symbolic engine makes none"
        raise typer.BadParameter(what, param_hint="--engine")


def unlisted(
    conflict: Conflict, concepts: tuple[str, ...], sanctions: Sanctions, engine: Engine, json: bool
) -> bool:
    """Tell what the symbolic engine finds, where it is asked for or the states are too many to list.

    Returns whether it told; where it did not, the states can be listed.
    """
    from palabre.conflict import TooMany

    if engine is not Engine.symbolic:
        try:
            _ = conflict.space
        except TooMany as fault:
            if engine is Engine.list:
                raise
            _refuse_missing(fault)
        else:
            return False
    _explore(conflict, concepts, sanctions, json)
    return True


def _refuse_missing(fault: TooMany) -> None:
    from palabre.conflict import ConflictError
    from palabre.stability.symbolic.diagrams import cudd

    try:
        cudd()
    except ConflictError as missing:
        remedy = f"to have equilibria counted without a list, {missing.remedy}"
        raise ConflictError(fault.what, remedy) from None


def _explore(conflict: Conflict, concepts: tuple[str, ...], sanctions: Sanctions, json: bool) -> None:
    from palabre.cli.say import as_json, progress
    from palabre.conflict import ConflictError
    from palabre.stability import explore

    if sanctions != "sequences":
        what = "the symbolic engine does not read sanctions as single moves, as this variant does"
        raise ConflictError(what, "ask with --engine list")
    with progress("counting states", silent=json):
        found = explore(conflict, concepts, partly=True)
    if json:
        as_json(found.as_json())
    else:
        _tell(found)


def _tell(found: Symbolic) -> None:
    from palabre.cli.say import counted, table
    from palabre.terms import Table

    many = len(found.conflict.decision_makers)
    size = f"{counted(found.states, 'state')}, {counted(many, 'decision maker')}"
    typer.echo(f"{found.conflict.title}\n{size} (engine: symbolic, states are counted and not listed)")
    rows = [(c.upper(), f"{found.equilibria[c]:,}", "\n".join(found.first(c))) for c in found.concepts]
    table("Equilibria (the first eight)", Table.of(["concept", "number", "states"], rows))
    if found.conflict.settlements:
        holds = [
            (s.name, *(f"{found.count(s.condition, c):,}" for c in found.concepts))
            for s in found.conflict.settlements
        ]
        columns = ["settlement", *(c.upper() for c in found.concepts)]
        table("Settlements: the equilibria that fit (0: it does not hold)", Table.of(columns, holds))
    for concept, why in found.left_out.items():
        typer.echo(f"{concept.upper()} is left out: {why}.")
