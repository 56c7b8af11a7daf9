"""`palabre read`: from documents to drafts of claims."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from palabre.dossier import Reading
    from palabre.reading.model import Endpoint
    from palabre.reading.weighing import Weights


def read(
    dossier: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="The dossier's folder.")],
    path: Annotated[Path, typer.Argument(exists=True, help="The document, or a folder of documents.")],
    as_id: Annotated[str, typer.Option("--as", help="The document's id in the dossier.")] = "",
    title: Annotated[str, typer.Option(help="Its title, if not the one the file proposes.")] = "",
    publisher: Annotated[str, typer.Option(help="Who published it: an actor's id or a name.")] = "",
    published: Annotated[str, typer.Option(help="When it was published, such as 2014-07-23.")] = "",
    language: Annotated[str, typer.Option(help="Its language, such as en.")] = "",
    withheld: Annotated[bool, typer.Option("--withheld", help="Keep the text on this machine only.")] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Read files of a folder that were read before.")
    ] = False,
    workers: Annotated[
        int, typer.Option(help="Processes; 0 takes one for each core, and four at most.", min=0)
    ] = 0,
    patience: Annotated[float, typer.Option(help="Seconds one file may take.", min=1)] = 300,
    on: Annotated[str, typer.Option(help="Read on many machines: ray, or ray://HOST:PORT.")] = "",
    reader: Annotated[str, typer.Option(help="What makes the drafts: rules, or openai.")] = "rules",
    endpoint: Annotated[
        str, typer.Option(help="For openai: the server's address, http://HOST:PORT/v1.")
    ] = "",
    model: Annotated[str, typer.Option(help="For openai: the model's name.")] = "default",
    weights: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="For rules: a file of weights you learned."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Read documents into a dossier and write drafts of their claims, to be decided with `palabre review`."""
    from palabre.cli.say import as_json, counted, progress
    from palabre.cli.telling import instead, told
    from palabre.dossier import Unheard, Wishes
    from palabre.dossier import read as read_into

    single = {"--as": as_id, "--title": title, "--published": published}
    for name, value in single.items():
        if value and path.is_dir():
            raise typer.BadParameter("it is for one document, and this is a folder", param_hint=name)
    if on not in ("", "here", "cores", "ray") and not on.startswith("ray://"):
        raise typer.BadParameter(f"'{on}' is neither ray nor ray://HOST:PORT", param_hint="--on")
    wishes = Wishes(
        title=title,
        published=published,
        language=language,
        publisher=publisher,
        document=as_id,
        withheld=withheld,
        again=again,
        workers=workers,
        patience=patience,
        on=on,
        endpoint=_endpoint(reader, endpoint, model, patience),
        weights=_weights(reader, weights),
    )
    if wishes.endpoint is not None:
        what = f"The text goes to {wishes.endpoint.address}, and to no other address."
        typer.echo(what, err=True)
    try:
        with progress("documents", silent=json or not path.is_dir()) as step:
            found = read_into(
                dossier, path, wishes, progress=step, say=lambda line: typer.echo(line, err=True)
            )
    except Unheard as unheard:
        raise typer.BadParameter(instead(unheard), param_hint=", ".join(unheard.flags)) from None
    except KeyboardInterrupt:
        typer.echo("Stopped. What was read is kept, and the same command goes on from there.", err=True)
        raise typer.Exit(130) from None
    if json:
        as_json(_as_json(found))
    else:
        told(found, dossier, folder=path.is_dir())
    for problem in found.failed:
        typer.echo(str(problem), err=True)
    if found.failed:
        typer.echo(f"{counted(found.bad, 'file')} could not be read.", err=True)
        raise typer.Exit(1)


def _endpoint(reader: str, url: str, model: str, seconds: float) -> Endpoint | None:
    if reader == "rules":
        if url:
            raise typer.BadParameter("it is asked only with --reader openai", param_hint="--endpoint")
        return None
    if reader != "openai":
        raise typer.BadParameter(f"'{reader}' is neither rules nor openai", param_hint="--reader")
    from palabre.reading.asking import EndpointError, checked
    from palabre.reading.model import Endpoint

    if not url:
        raise typer.BadParameter("name the server: http://HOST:PORT/v1", param_hint="--endpoint")
    try:
        return Endpoint(checked(url), model, os.environ.get("PALABRE_API_KEY", ""), seconds * 0.8)
    except EndpointError as fault:
        raise typer.BadParameter(str(fault), param_hint="--endpoint") from None


def _weights(reader: str, file: Path | None) -> Weights | None:
    if file is None:
        return None
    if reader != "rules":
        raise typer.BadParameter("it is for --reader rules only", param_hint="--weights")
    from palabre.reading.weighing import NotWeights, Weights
    from palabre.terms import Faults, Problem

    try:
        return Weights.load(file)
    except NotWeights:
        what = "this is no file of weights for the reader of reported speech"
        remedy = "make one with benchmarks/reading/train.py of this version of palabre"
        raise Faults([Problem(str(file), None, what, remedy)]) from None


def _as_json(found: Reading) -> dict[str, object]:
    from dataclasses import asdict

    return {
        "read": found.read,
        "drafts": found.drafts,
        "before": found.before,
        "others": len(found.left),
        "left": found.left,
        "unheard": found.unheard,
        "dropped": found.dropped,
        "documents": [asdict(one) for one in found.documents],
        "failed": [asdict(one) for one in found.failed],
    }
