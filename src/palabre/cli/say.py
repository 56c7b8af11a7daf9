"""How the program speaks: faults, progress, tables, JSON."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from palabre.conflict import Conflict
    from palabre.dossier import Dossier
    from palabre.stability import Analysis
    from palabre.terms import Table

Progress = Callable[[int, int], None]


def faults_of(error: Exception) -> tuple[str, ...]:
    """Return the lines that tell a user what is wrong in their files; empty for an error of our own."""
    from palabre.terms import Faults

    if isinstance(error, Faults):
        count = len(error.problems)
        return (*map(str, error.problems), f"{count} fault{'' if count == 1 else 's'}.")
    if hasattr(error, "what") and hasattr(error, "remedy"):
        remedy = _as_typed(str(error.remedy))
        return (" ".join(_sentence(part) for part in (str(error.what), remedy)),)
    if isinstance(error, OSError):
        return (f"{error.filename or 'file'}: {error.strerror or error}.",)
    return ()


def _as_typed(remedy: str) -> str:
    """Return a remedy as it is for somebody at the command line: flags, and nothing of Python."""
    remedy = re.sub(r'\bover="(\w+)"', r"--over \1", remedy)
    remedy = remedy.replace(" (from Python, max_states may be raised)", "")
    return remedy.replace("palabre.stability.explore", "palabre analyse")


def _sentence(text: str) -> str:
    """Return a text as a sentence; a name of a file at its head stays as it is."""
    first = text.split(" ", 1)[0]
    named = any(sign in first.rstrip(".,;:?") for sign in "./_\\")
    return (text if named else text[:1].upper() + text[1:]) + ("" if text.endswith((".", "?")) else ".")


def as_json(value: Any) -> None:
    """Print a value as JSON and nothing else."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def on_terminal() -> bool:
    """Whether what is printed is shown to a person, and not written into a file or handed on."""
    return sys.stdout.isatty()


def table(title: str, content: Table) -> None:
    """Print a table for people."""
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    # As Text: square brackets in a user's words are words, not rich's markup.
    grid = Grid(title=Text(title), title_justify="left", title_style="bold", header_style="bold")
    for column in content.columns:
        grid.add_column(Text(str(column)), overflow="fold")
    for row in content.rows:
        grid.add_row(*(Text(str(cell)) for cell in row))
    Console().print(grid)


def counted(count: int, what: str) -> str:
    """Return a count and what is counted, as 1 state or 2 states."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def headed(found: Analysis) -> str:
    """Return what an analysis is of, and how large it is."""
    states, makers = len(found.space), len(found.space.decision_makers)
    size = f"{counted(states, 'state')}, {counted(makers, 'decision maker')}"
    return f"{found.conflict.title}\n{size}"


@contextmanager
def progress(what: str, *, silent: bool = False) -> Iterator[Progress]:
    """Show a bar on the terminal while long work runs; nothing where the output is read by a program."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Bar(*columns, console=console, transient=True, disable=silent or not console.is_terminal) as bar:
        task = bar.add_task(what, total=None)

        def step(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield step


def words(text: str) -> tuple[str, ...]:
    """Return the words of a list with commas."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


def known_place(name: str) -> str:
    """Return the name of a place where versions are judged; an unknown one is wrong usage."""
    from palabre.conflict import ConflictError
    from palabre.versions.places import place_of

    try:
        place_of(name)
    except ConflictError as error:
        raise typer.BadParameter(str(error), param_hint="--on") from None
    return name


def model_of(dossier: Dossier, name: str) -> Conflict:
    """Return the dossier's model with this name; an unknown name is wrong usage, no model at all a fault."""
    from palabre.terms import Faults, Problem

    if not dossier.models:
        what = "the dossier has no model, so there is nothing to analyse"
        raise Faults([Problem("models/", None, what, "write models/NAME.yaml; `palabre new` shows one")])
    try:
        return dossier.model(name or None)
    except LookupError as error:
        raise typer.BadParameter(str(error.args[0]), param_hint="--model") from None
