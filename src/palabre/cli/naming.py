"""Names on the command line: a state by its label or as Y and N, a settlement, a published case."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from palabre.conflict import Conflict, Space
    from palabre.stability import Analysis


def state_named(found: Analysis, name: str, hint: str) -> str:
    """Return the label of a state however it was written; an unknown one is wrong usage.

    A state may be written by its label, with what it lists in any order and spacing, or as Y and N, option by
    option. Where a settlement has the name too, the state is taken and that is said.
    """
    label = _label(found, name)
    settlements = [s.name for s in found.conflict.settlements]
    if label is None:
        from palabre.conflict.errors import unknown

        if name in settlements:
            what = f"'{name}' is a settlement, and {hint} takes a state; {_fitting(found, name)}"
            raise typer.BadParameter(f"{what}; --make takes a settlement too", param_hint=hint)
        raise typer.BadParameter(str(unknown("state", name, _labels(found.space))), param_hint=hint)
    if name in settlements:
        typer.echo(f"'{name}' is a settlement and a state; {hint} is told of the state.", err=True)
    return label


def target_named(found: Analysis, name: str, hint: str) -> tuple[Analysis, str]:
    """Return what to ask for a settlement or a state, and of which analysis; an unknown name is wrong usage.

    The analysis of a state has no settlement of the state's name, which would be taken for it.
    """
    label = _label(found, name)
    settlements = [s.name for s in found.conflict.settlements]
    if name in settlements:
        if label is not None:
            means = f"{hint} {letters(found.space, found.space.index(label))} means the state"
            typer.echo(
                f"'{name}' is a settlement and a state; this is told of the settlement ({means}).", err=True
            )
        return found, name
    if label is None:
        from palabre.conflict.errors import unknown

        known = dict.fromkeys([*settlements, *_labels(found.space)])
        kind = "settlement or state" if settlements else "state"
        raise typer.BadParameter(str(unknown(kind, name, known)), param_hint=hint)
    if label not in settlements:
        return found, label
    others = tuple(s for s in found.conflict.settlements if s.name != label)
    return replace(found, conflict=replace(found.conflict, settlements=others)), label


def letters(space: Space, state: int) -> str:
    """Return a state as Y and N, option by option, with - where an option is either."""
    code, cares = int(space.codes[state]), int(space.cares[state])
    each = range(len(space.options))
    return "".join(("Y" if code >> k & 1 else "N") if cares >> k & 1 else "-" for k in each)


def legend(conflict: Conflict, space: Space) -> str:
    """Return what o1, o2, … stand for, where states are named by them; else nothing."""
    options = [o for d in conflict.decision_makers for o in d.options]
    if space.given_labels is not None or not all(re.fullmatch(r"o\d+", o.id) for o in options):
        return ""
    return "\n".join(f"{o.id} = {o.name}" for o in options if o.name != o.id)


def file_named(file: Path) -> Path:
    """Return the file, or that of the published case of this name; neither is wrong usage."""
    if file.exists():
        return file
    from importlib.resources import files

    from palabre.cases import names

    if str(file) in names():
        return Path(str(files("palabre.cases") / "data" / f"{file}.json"))
    what = f"'{file}' is no file or folder here, and no published case: {', '.join(names())}"
    raise typer.BadParameter(what, param_hint="FILE")


def _labels(space: Space) -> tuple[str, ...]:
    return space.labels if len(space) < 5_000 else ()


def _label(found: Analysis, name: str) -> str | None:
    known = {_plain(label): label for label in found.states}
    if name in found.states:
        return name
    if _plain(name) in known:
        return known[_plain(name)]
    if len(name) == len(found.space.options) and set(name.upper()) <= set("YN-"):
        each = (s for s in range(len(found.space)) if letters(found.space, s) == name.upper())
        return next((found.space.label(s) for s in each), None)
    return None


def _plain(label: str) -> frozenset[str]:
    """Return a label as the set of what it lists, whatever the order and the spaces."""
    return frozenset(part.strip().lower() for part in label.split(","))


def _fitting(found: Analysis, settlement: str) -> str:
    import numpy as np

    fits = np.flatnonzero(found.fits(settlement))
    if not len(fits):
        return "no state fits it"
    shown = " and ".join(f"'{found.space.label(int(s))}'" for s in fits[:2])
    if len(fits) == 1:
        return f"the state {shown} fits it"
    more = f" and {len(fits) - 2:,} more" if len(fits) > 2 else ""
    return f"the states {shown}{more} fit it"
