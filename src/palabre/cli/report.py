"""`palabre report`: the briefing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

# What tells a briefing from a file that must not be written over.
GENERATED = b'<meta name="generator" content="palabre">'


def report(
    dossier: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="The dossier's folder.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Where to write it.")] = Path("report.html"),
    model: Annotated[str, typer.Option(help="The model, where the dossier has several.")] = "",
    json: Annotated[
        bool, typer.Option("--json", help="Print where it is and the lines that matter as JSON.")
    ] = False,
) -> None:
    """Analyse the dossier in all versions and write the briefing: one file, readable without a network.

    Without a model it holds the claims and the questions alone.
    """
    from palabre.cli.say import as_json, model_of, progress
    from palabre.dossier import open as open_dossier
    from palabre.report import report as build

    if output.is_file() and GENERATED not in output.read_bytes()[:2000]:
        raise typer.BadParameter(
            f"{output} exists and is not a briefing; name another file", param_hint="--output"
        )
    opened = open_dossier(dossier)
    if model or opened.models:
        model_of(opened, model)
    with progress("versions", silent=json) as step:
        built = build(opened, model=model or None, progress=step)
    built.save(output)
    if json:
        as_json({"report": str(output.resolve()), "headline": list(built.headline)})
        return
    for line in built.headline:
        typer.echo(f"• {line}")
    if not opened.models:
        typer.echo("The dossier has no model yet: the briefing holds its claims and questions alone.")
    typer.echo(f"The briefing is at {output.resolve()}")
