"""The program `palabre`: its verbs, its exit codes, its way of saying what is wrong."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from palabre._version import __version__
from palabre.cli.analyse import analyse
from palabre.cli.attach import attach
from palabre.cli.bulk import import_
from palabre.cli.check import check
from palabre.cli.events import events
from palabre.cli.export import export
from palabre.cli.new import new
from palabre.cli.read import read
from palabre.cli.report import report
from palabre.cli.review import review
from palabre.cli.sweep import sweep

VERBS = (new, check, attach, read, review, import_, events, analyse, sweep, report, export)

app = typer.Typer(
    help="Which peace deals would hold, and under whose version of the facts.",
    epilog="Exit codes: 0 all well, 1 faults in your files, 2 wrong usage, 130 stopped with Ctrl-C.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def verb_name(verb: Callable[..., None]) -> str:
    """Return what is typed: a function whose name is a word of Python's has a line under it."""
    return verb.__name__.rstrip("_")


for verb in VERBS:
    app.command(verb_name(verb))(verb)


def _say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"palabre {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version and stop.", callback=_say_version, is_eager=True),
    ] = False,
) -> None:
    """Which peace deals would hold, and under whose version of the facts."""


def main() -> None:
    """Run the program; a user's mistake ends in a message and exit code 1, never in a traceback."""
    from palabre.cli.say import faults_of

    try:
        app()
    except KeyboardInterrupt:
        typer.echo("Stopped; nothing was written.", err=True)
        sys.exit(130)
    except Exception as error:
        lines = faults_of(error)
        if not lines:
            raise
        for line in lines:
            typer.echo(line, err=True)
        sys.exit(1)
