"""`palabre analyse`: which states are stable, for whom."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from palabre.conflict import Conflict
    from palabre.dossier import Dossier
    from palabre.stability import Analysis


class Over(StrEnum):
    """What may change for a target to hold or fail."""

    edits = "edits"
    orders = "orders"
    ranks = "ranks"


def analyse(
    file: Annotated[
        Path, typer.Argument(exists=True, help="A dossier, a case file (.json) or a .gmcr file.")
    ],
    model: Annotated[str, typer.Option(help="The model, where a dossier has several.")] = "",
    variant: Annotated[str, typer.Option(help="The variant, where a case has several.")] = "",
    concepts: Annotated[str, typer.Option(help="Concepts, with commas between.")] = "nash,gmr,smr,seq",
    why: Annotated[str, typer.Option(help="A state: say why each decision maker stays or leaves.")] = "",
    make: Annotated[str, typer.Option(help="A settlement or state: what would it take to hold?")] = "",
    break_: Annotated[
        str, typer.Option("--break", help="A settlement or state: what would it take to fail?")
    ] = "",
    over: Annotated[Over, typer.Option(help="What may change, for --make and --break.")] = Over.edits,
    needs: Annotated[str, typer.Option(help="A state: the preferences it needs to hold.")] = "",
    json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Say which states are equilibria and which settlements hold, on the working answers."""
    from palabre.cli.say import as_json, words
    from palabre.cli.take import need, take
    from palabre.stability import analyse as judge

    found = judge(conflict_of(file, model, variant), known_concepts(words(concepts)))
    if make or break_:
        take(found, make, break_, over.value, json)
    elif needs:
        need(found, needs, json)
    elif json:
        as_json(found.as_json())
    elif why:
        _why(found, why)
    else:
        _tell(found)


def conflict_of(file: Path, model: str = "", variant: str = "") -> Conflict:
    """Return the conflict in a dossier (with its working answers), a model file in one, or a case file."""
    folder = file if file.is_dir() else _dossier_of(file)
    if folder is None:
        from palabre.cases import read_conflict

        return read_conflict(file, variant or None)

    from palabre.dossier import open as open_dossier

    return working(open_dossier(folder), file.stem if file.parent.name == "models" else model)


def working(dossier: Dossier, model: str) -> Conflict:
    """Return a dossier's model with the working answers and every assumed line kept."""
    from palabre.cli.say import model_of
    from palabre.versions import apply, choices_of

    conflict = model_of(dossier, model)
    choices = choices_of(conflict, tuple(dossier.questions.values()))
    return apply(conflict, choices, [c.working for c in choices])


def known_concepts(wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return the concepts asked for; an unknown one is wrong usage."""
    from palabre.stability import CONCEPTS

    known = tuple(c.id for c in CONCEPTS)
    for concept in wanted:
        if concept not in known:
            raise typer.BadParameter(f"'{concept}' is not one of {', '.join(known)}", param_hint="--concepts")
    return wanted


def _dossier_of(file: Path) -> Path | None:
    if file.suffix not in (".yaml", ".yml"):
        return None
    folders = (file.parent, file.parent.parent)
    return next((f for f in folders if (f / "dossier.yaml").is_file()), None)


def _tell(found: Analysis) -> None:
    from palabre.cli.say import table
    from palabre.terms import Table

    rows = [(c.upper(), len(found.equilibria(c)), "\n".join(found.equilibria(c)[:8])) for c in found.concepts]
    size = f"{len(found.space):,} states, {len(found.space.decision_makers)} decision makers"
    typer.echo(f"{found.conflict.title}\n{size}")
    table("Equilibria (the first eight)", Table.of(["concept", "number", "states"], rows))
    if found.conflict.settlements:
        holds = [
            (s.name, *("holds" if found.holds(s.name, c) else "–" for c in found.concepts))
            for s in found.conflict.settlements
        ]
        table("Settlements", Table.of(["settlement", *(c.upper() for c in found.concepts)], holds))


def _why(found: Analysis, state: str) -> None:
    for concept in found.concepts:
        typer.echo(f"{concept.upper()}")
        for dm in found.space.decision_makers:
            typer.echo(f"  {found.verdict(state, dm, concept).sentence}")
