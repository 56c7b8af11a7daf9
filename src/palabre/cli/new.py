"""`palabre new`: a blank dossier to write in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def new(
    name: Annotated[Path, typer.Argument(help="The folder to make.")],
    empty: Annotated[
        bool, typer.Option("--empty", help="Without the example: only dossier.yaml, to be filled in.")
    ] = False,
) -> None:
    """Make a commented, blank dossier that passes `check`."""
    from palabre.dossier import new as make

    made = make(name, empty=empty)
    typer.echo(f"Made {made}. Start with {name}/dossier.yaml, then run: palabre check {name}")
