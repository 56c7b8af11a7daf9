"""`palabre check`: every fault and trap of a dossier in one pass."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer


def check(
    dossier: Annotated[Path, typer.Argument(exists=True, help="The dossier's folder.")],
    mend: Annotated[bool, typer.Option("--mend", help="First write missing fingerprints and spans.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the problems as JSON.")] = False,
) -> None:
    """Say everything that is wrong with a dossier: file, line, what, remedy."""
    from palabre.cli.say import as_json
    from palabre.dossier import check as problems_of

    if mend:
        from palabre.dossier import mend as write

        for edited in write(dossier):
            typer.echo(f"mended {edited.file}: {len(edited.lines)} lines", err=json)
    problems = problems_of(dossier)
    faults = [p for p in problems if p.kind == "fault"]
    if json:
        as_json([asdict(p) for p in problems])
    else:
        for problem in problems:
            typer.echo(f"{problem.kind}: {problem}", err=problem.kind == "fault")
        traps = len(problems) - len(faults)
        typer.echo(f"{dossier}: {_count(len(faults), 'fault')}, {_count(traps, 'trap')}.")
    if faults:
        raise typer.Exit(1)


def _count(number: int, word: str) -> str:
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"
