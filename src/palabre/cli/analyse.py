"""`palabre analyse`: which states are stable, for whom."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from palabre.conflict import Conflict
    from palabre.dossier import Dossier
    from palabre.stability import Analysis


def analyse(
    file: Annotated[
        Path, typer.Argument(exists=True, help="A dossier, a case file (.json) or a .gmcr file.")
    ],
    model: Annotated[str, typer.Option(help="The model, where a dossier has several.")] = "",
    variant: Annotated[str, typer.Option(help="The variant, where a case has several.")] = "",
    concepts: Annotated[str, typer.Option(help="Concepts, with commas between.")] = "nash,gmr,smr,seq",
    why: Annotated[str, typer.Option(help="A state: say why each decision maker stays or leaves.")] = "",
    jumps: Annotated[
        bool, typer.Option("--jumps", help="Say by which moves coalitions gain by leaving an equilibrium.")
    ] = False,
    weak: Annotated[
        bool, typer.Option("--weak", help="A coalition gains as soon as one of it gains and none loses.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print states, stable states and equilibria.")] = False,
) -> None:
    """Say which states are equilibria and which settlements hold, on the working answers."""
    from palabre.cli.say import as_json, words
    from palabre.stability import analyse as judge

    asked = known_concepts(words(concepts), coalitions=True)
    found = judge(conflict_of(file, model, variant), asked, weak=weak)
    if json:
        as_json({**found.as_json(), **(_leaving(found) if jumps else {})})
    elif jumps:
        _jumps(found)
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


def known_concepts(wanted: tuple[str, ...], *, coalitions: bool = False) -> tuple[str, ...]:
    """Return the concepts asked for; an unknown one, or one of coalitions unless allowed, is wrong usage."""
    from palabre.stability import COALITION_CONCEPTS, CONCEPTS

    known = tuple(c.id for c in (*CONCEPTS, *(COALITION_CONCEPTS if coalitions else ())))
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
    from palabre.stability import COALITION_CONCEPTS

    for concept in found.concepts:
        typer.echo(f"{concept.upper()}")
        if concept in [c.id for c in COALITION_CONCEPTS]:
            gaining = [found.coalition_verdict(state, who, concept) for who in found.gains(state)]
            for verdict in gaining:
                typer.echo(f"  {verdict.sentence}")
            typer.echo(f"  No {'other ' if gaining else ''}coalition gains by leaving.")
            continue
        for dm in found.space.decision_makers:
            typer.echo(f"  {found.verdict(state, dm, concept).sentence}")


def _single(found: Analysis) -> tuple[str, ...]:
    """Return the concepts for single decision makers, whose equilibria coalitions may leave."""
    from palabre.stability import CONCEPTS

    return tuple(c.id for c in CONCEPTS if c.id in found.concepts) or (CONCEPTS[0].id,)


def _leaving(found: Analysis) -> dict[str, object]:
    """Return the equilibrium jumps by concept, and who gains by leaving each equilibrium for where."""
    concepts = _single(found)
    some = {s for c in concepts for s in found.equilibria(c)}
    still = [s for s in found.states if s in some]
    return {
        "jumps": {c: [jump.as_json() for jump in found.jumps(c)] for c in concepts},
        "gains": {s: {who: list(to) for who, to in found.gains(s).items()} for s in still},
    }


def _jumps(found: Analysis) -> None:
    for concept in _single(found):
        typer.echo(f"{concept.upper()}")
        jumps = found.jumps(concept)
        for jump in jumps:
            typer.echo(f"  {jump.sentence}")
        if not jumps:
            typer.echo("  No two or more can leave one equilibrium for another and gain.")
