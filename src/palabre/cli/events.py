"""`palabre events`: the tables that were taken in, asked."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from datetime import date

    from palabre.dossier import Dossier
    from palabre.reading.bulk import Wanted, Who
    from palabre.reading.bulk.layout import Kind

MOST_ALIKE = 5


class By(StrEnum):
    """How rows are put together, and of which tables they are."""

    month = "month"
    source = "source"
    event = "event"
    agreement = "agreement"
    entity = "entity"


HOLDS: dict[By, Kind] = {By.agreement: "agreements", By.entity: "entities"}


def events(
    dossier: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="The dossier's folder.")],
    by: Annotated[
        By, typer.Option(help="Events by actor and month, by source or one by one; agreements; entities.")
    ] = By.month,
    actor: Annotated[
        list[str] | None, typer.Option(help="An actor's id in the dossier, or a name; repeatable.")
    ] = None,
    since: Annotated[str, typer.Option(help="From this day, such as 2013-01 or 2013-01-15.")] = "",
    until: Annotated[
        str, typer.Option(help="To this day, such as 2014-07; else to the dossier's freeze.")
    ] = "",
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
    """Ask the tables that were taken in."""
    from palabre.cli import say
    from palabre.cli.rows import plain, shown
    from palabre.dossier import open as open_dossier
    from palabre.reading import bulk

    opened, holds = open_dossier(dossier), HOLDS.get(by, "events")
    if box and holds != "events":
        raise typer.BadParameter(f"{holds} have no place on a map", param_hint="--box")
    passed_on = json or output is not None or not say.on_terminal()
    wanted = _wanted(opened, dossier, actor or [], since, until, region, box, barred=not passed_on)
    ask = {By.month: bulk.by_month, By.source: bulk.by_source, By.event: bulk.listed}
    ask |= {By.agreement: bulk.agreements, By.entity: bulk.entities}
    wanted, late = _until_freeze(opened, dossier, wanted, holds)
    found = ask[by](dossier, wanted)
    notes = [*late, *_notes(dossier, wanted, holds, passed_on=passed_on)]
    for note in notes:
        typer.echo(f"Note: {note}", err=True)
    if json:
        say.as_json(plain(found).records())
    elif output is not None:
        from palabre.cases import csv_text
        from palabre.terms import write_whole

        write_whole(output, csv_text(plain(found)))
        typer.echo(f"Wrote {output}.")
    elif not found.rows:
        typer.echo(f"No {by.value if holds != 'events' else 'event'} fits.")
    else:
        title = {By.month: "Events by actor and month", By.source: "Events by source", By.event: "Events"}
        say.table(title.get(by, holds.capitalize()), shown(found, by.value))
        if by not in (By.month, By.source):
            star = "* flagged. " if any(row.get("flags") for row in found.records()) else ""
            typer.echo(f"{star}All columns: --json, or -o FILE.csv.")


def _until_freeze(
    dossier: Dossier, folder: Path, wanted: Wanted, holds: Kind
) -> tuple[Wanted, tuple[str, ...]]:
    """Return what is asked for, up to the dossier's freeze where no day is said, and what was left out."""
    from palabre.reading.bulk import count

    last = dossier.freeze.latest
    until = wanted.until or last
    known = count(folder, holds, replace(wanted, until=min(until, last)))
    later = count(folder, holds, wanted) - known
    if wanted.until is None:
        wanted = replace(wanted, until=last)
        done = "left out; a later --until shows them"
    else:
        done = "among these"
    if not later:
        return wanted, ()
    return wanted, (
        f"{later:,} {_one(later, holds)} from after the dossier's freeze, {dossier.freeze}: {done}.",
    )


def _notes(folder: Path, wanted: Wanted, holds: Kind, *, passed_on: bool) -> list[str]:
    from palabre.reading.bulk import alike, barred_rows, count

    notes = []
    kept_back = barred_rows(folder, wanted) if passed_on and holds == "events" else 0
    if kept_back:
        why = "shown on a terminal, and left out here"
        notes.append(f"{kept_back:,} ACLED {_one(kept_back, holds)} may not be passed on: {why}.")
    if holds == "events":
        near = alike(folder, wanted).rows
        names = "; ".join(f"{name} ({rows:,})" for name, rows in near[:MOST_ALIKE])
        if names:
            more = f" and {len(near) - MOST_ALIKE:,} more" if len(near) > MOST_ALIKE else ""
            notes.append(f"not counted, as no actor's name or alias is quite theirs: {names}{more}.")
        others: tuple[tuple[Kind, str], ...] = (("agreements", "agreement"), ("entities", "entity"))
        notes += [
            f"{rows:,} {_one(rows, kind)} besides: --by {word}."
            for kind, word in others
            if (rows := count(folder, kind))
        ]
    return notes


def _one(rows: int, holds: Kind) -> str:
    return {"events": "event", "agreements": "agreement", "entities": "entity"}[holds] if rows == 1 else holds


def _who(dossier: Dossier, folder: Path, asked: str) -> Who:
    """Return an actor by its id, name or alias, or a name that only the tables have."""
    from palabre.dossier.log import suggest
    from palabre.reading.bulk import Wanted, Who

    known = {one: actor for actor in dossier.actors.values() for one in (actor.name, *actor.aliases)}
    lower = {name.lower(): actor for name, actor in known.items()}
    actor = dossier.actors.get(asked) or lower.get(asked.lower())
    if actor is not None:
        return Who(actor.id, (actor.name, *actor.aliases), tuple(f"{k}:{v}" for k, v in actor.ids.items()))
    who = Who(asked, (asked,), (asked,))
    if not _any(folder, Wanted((who,))):
        what = f"'{asked}' is no actor of the dossier and no name in the tables"
        raise typer.BadParameter(f"{what}; {suggest(asked, [*dossier.actors, *known])}", param_hint="--actor")
    return who


def _any(folder: Path, wanted: Wanted) -> bool:
    """Whether any row fits; also where nothing was taken in, which is said later."""
    from palabre.reading.bulk import count
    from palabre.reading.bulk.layout import COLUMNS

    return any(count(folder, kind, wanted) for kind in COLUMNS) or not any(count(folder, k) for k in COLUMNS)


def _wanted(
    dossier: Dossier,
    folder: Path,
    actors: list[str],
    since: str,
    until: str,
    region: str,
    box: str,
    *,
    barred: bool,
) -> Wanted:
    from palabre.dossier.log import suggest
    from palabre.reading.bulk import Wanted, regions

    first, last = _day(since, "--since"), _day(until, "--until")
    if first and last and first[0] > last[1]:
        raise typer.BadParameter(f"{until} is before {since}", param_hint="--until")
    if region and not _any(folder, Wanted(region=region)):
        what = f"no row lies in '{region}'"
        raise typer.BadParameter(f"{what}; {suggest(region, regions(folder))}", param_hint="--region")
    return Wanted(
        tuple(_who(dossier, folder, a) for a in actors),
        first[0] if first else None,
        last[1] if last else None,
        region,
        _corners(box) if box else None,
        barred,
    )


def _corners(box: str) -> tuple[float, float, float, float]:
    try:
        south, west, north, east = map(float, box.split(","))
    except ValueError:
        raise typer.BadParameter("write four numbers: south,west,north,east", param_hint="--box") from None
    if south > north or west > east:
        raise typer.BadParameter(
            "the south comes before the north, the west before the east", param_hint="--box"
        )
    return south, west, north, east


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
