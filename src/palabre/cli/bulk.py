"""`palabre import` and `palabre events`: the field's tables, taken in and asked."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from datetime import date

    from palabre.dossier import Dossier
    from palabre.reading.bulk import Plan, Wanted, Who
    from palabre.terms import Table


class By(StrEnum):
    """How events are put together."""

    month = "month"
    source = "source"
    event = "event"


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

    plan = take(file, dossier, layout, known=_known(open_dossier(dossier)), dry_run=dry_run)
    if json:
        as_json(plan.as_json())
    else:
        _say(plan)
    if plan.rows_left_out:
        raise typer.Exit(1)


def events(
    dossier: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="The dossier's folder.")],
    by: Annotated[By, typer.Option(help="By actor and month, by source, or each event.")] = By.month,
    actor: Annotated[
        list[str] | None, typer.Option(help="An actor's id in the dossier, or a name; repeatable.")
    ] = None,
    since: Annotated[str, typer.Option(help="From this day, such as 2013-01 or 2013-01-15.")] = "",
    until: Annotated[str, typer.Option(help="To this day, such as 2014-07.")] = "",
    region: Annotated[str, typer.Option(help="A region or a country as the tables name it.")] = "",
    box: Annotated[str, typer.Option(help="Degrees: south,west,north,east.")] = "",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="A CSV file; rows that may not be passed on stay out."),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print JSON; rows that may not be passed on stay out.")
    ] = False,
) -> None:
    """Ask the tables of events that were taken in."""
    from palabre.cli.say import as_json, table
    from palabre.dossier import open as open_dossier
    from palabre.reading.bulk import barred_rows, by_month, by_source, listed

    passed_on = json or output is not None
    wanted = _wanted(open_dossier(dossier), actor or [], since, until, region, box, not passed_on)
    found = {By.month: by_month, By.source: by_source, By.event: listed}[by](dossier, wanted)
    kept_back = barred_rows(dossier, wanted) if passed_on else 0
    if kept_back:
        typer.echo(f"Note: {kept_back:,} ACLED events may not be passed on and are left out.", err=True)
    if json:
        as_json(_plain(found).records())
    elif output is not None:
        from palabre.cases import csv_text
        from palabre.terms import write_whole

        write_whole(output, csv_text(_plain(found)))
        typer.echo(f"Wrote {output}.")
    else:
        table(f"Events by {'actor and month' if by is By.month else by.value}", _shown(found))


def _plain(found: Table) -> Table:
    """Return a table whose days are words and whose lists are joined."""
    from datetime import date

    from palabre.terms import Table

    def plain(cell: object) -> object:
        if isinstance(cell, list):
            return "; ".join(map(str, cell))
        return cell.isoformat() if isinstance(cell, date) else cell

    return Table.of(found.columns, [[plain(c) for c in row] for row in found.rows])


def _shown(found: Table) -> Table:
    from palabre.terms import Table

    plain = _plain(found)
    return Table.of(plain.columns, [["–" if c in (None, "") else c for c in row] for row in plain.rows])


def _known(dossier: Dossier) -> set[str]:
    """Return the names and public ids of the dossier's actors, in small letters."""
    found: set[str] = set()
    for actor in dossier.actors.values():
        found |= {name.lower() for name in (actor.name, *actor.aliases)}
        found |= {f"{register}:{number}".lower() for register, number in actor.ids.items()}
    return found


def _who(dossier: Dossier, asked: str) -> Who:
    from palabre.reading.bulk import Who

    actor = dossier.actors.get(asked)
    if actor is None:
        return Who(asked, (asked,), (asked,))
    return Who(actor.id, (actor.name, *actor.aliases), tuple(f"{k}:{v}" for k, v in actor.ids.items()))


def _wanted(
    dossier: Dossier, actors: list[str], since: str, until: str, region: str, box: str, barred: bool
) -> Wanted:
    from palabre.reading.bulk import Wanted

    first, last = _day(since, "--since"), _day(until, "--until")
    corners: tuple[float, float, float, float] | None = None
    if box:
        try:
            south, west, north, east = map(float, box.split(","))
        except ValueError:
            raise typer.BadParameter(
                "write four numbers: south,west,north,east", param_hint="--box"
            ) from None
        if south > north or west > east:
            raise typer.BadParameter(
                "the south comes before the north, the west before the east", param_hint="--box"
            )
        corners = (south, west, north, east)
    return Wanted(
        tuple(_who(dossier, a) for a in actors),
        first[0] if first else None,
        last[1] if last else None,
        region,
        corners,
        barred,
    )


def _day(phrase: str, option: str) -> tuple[date, date] | None:
    """Return the first and the last day that a phrase can mean."""
    from palabre.terms import Day, DayError

    if not phrase:
        return None
    try:
        day = Day.read(phrase)
    except DayError as error:
        raise typer.BadParameter(str(error), param_hint=option) from None
    return day.earliest, day.latest


def _say(plan: Plan) -> None:
    from palabre.cli.say import table
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
    if plan.left_out.rows:
        table("Left out (the first)", Table.of(plan.left_out.columns, _dashes(plan.left_out)))
    if plan.changes.rows:
        table("Changed (the first)", Table.of(plan.changes.columns, _dashes(plan.changes)))
    if plan.strangers:
        names = Table.of(("name", "rows"), plan.strangers)
        table("Actors that the dossier does not know (none was added)", names)


def _dashes(found: Table) -> list[list[str]]:
    return [["–" if c is None else str(c) for c in row] for row in found.rows]
