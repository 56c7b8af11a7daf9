"""`palabre import`: the field's tables, taken in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from palabre.dossier import Dossier
    from palabre.reading.bulk import Plan
    from palabre.terms import Day, Table


def import_(
    dossier: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="The dossier's folder.")],
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV, XLSX or JSON lines.")],
    layout: Annotated[
        str, typer.Option("--as", help="ucdp-ged, acled, pa-x or ftm; else as the columns show.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Take a table of events or agreements into the dossier: only what is new or changed."""
    from palabre.cli.say import as_json
    from palabre.dossier import open as open_dossier
    from palabre.reading.bulk import take

    opened = open_dossier(dossier)
    plan = take(file, dossier, layout, known=_known(opened), freeze=opened.freeze.latest, dry_run=dry_run)
    if json:
        as_json(plan.as_json())
    else:
        _say(plan, opened.freeze)
    if plan.rows_left_out:
        raise typer.Exit(1)


def _known(dossier: Dossier) -> set[str]:
    """Return the names and public ids of the dossier's actors, in small letters."""
    found: set[str] = set()
    for actor in dossier.actors.values():
        found |= {name.lower() for name in (actor.name, *actor.aliases)}
        found |= {f"{register}:{number}".lower() for register, number in actor.ids.items()}
    return found


def _say(plan: Plan, freeze: Day) -> None:
    from palabre.cli.say import on_terminal, table
    from palabre.terms import Table

    verb = "Took in" if plan.done else "Would take in"
    typer.echo(f"{verb} {plan.file} as {plan.layout.name} ({plan.layout.terms}).")
    typer.echo(
        f"  {plan.added:,} added, {plan.changed:,} changed, {plan.same:,} as they were"
        + (f", {plan.gone:,} kept that this file does not have" if plan.gone else "")
    )
    for why, rows in plan.refused:
        typer.echo(f"  {rows:,} left out: {why}")
    for why, rows in plan.flagged:
        typer.echo(f"  {rows:,} kept and flagged: {why}")
    if plan.later:
        kept = f"{plan.later:,} kept from after the dossier's freeze, {freeze}"
        typer.echo(f"  {kept}; `palabre events` leaves them out")
    if plan.left_out.rows:
        table("Left out (the first)", Table.of(plan.left_out.columns, _dashes(plan.left_out)))
    changes = plan.changes if on_terminal() else plan.open_changes
    if changes.rows:
        table("Changed (the first)", Table.of(changes.columns, _dashes(changes)))
    strangers = plan.strangers if on_terminal() else plan.open_strangers
    if strangers:
        names = Table.of(("name", "rows"), strangers)
        table("Actors that the dossier does not know (none was added)", names)


def _dashes(found: Table) -> list[list[str]]:
    return [["–" if c is None else str(c) for c in row] for row in found.rows]
