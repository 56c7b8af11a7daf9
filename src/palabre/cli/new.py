"""`palabre new`: a blank dossier to write in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def new(name: Annotated[Path, typer.Argument(help="The folder to make.")]) -> None:
    """Make a commented, blank dossier that passes `check`."""
    from palabre.dossier import new as make

    made = make(name)
    typer.echo(f"Made {made}. Start with {name}/dossier.yaml, then run: palabre check {name}")
