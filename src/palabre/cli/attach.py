"""`palabre attach`: a holder's copy of a withheld document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def attach(
    dossier: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="The dossier's folder.")],
    document: Annotated[str, typer.Argument(help="The document's id: its file's name without .yaml.")],
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Your copy of the text.")],
) -> None:
    """Verify your copy of a withheld document against its fingerprint and show its passages from now on."""
    from palabre.dossier import attach as verify

    typer.echo(str(verify(dossier, document, file)))
