"""`palabre analyse`: which states are stable, for whom."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from palabre.cli.engines import Engine
from palabre.cli.unknown import Unknown

if TYPE_CHECKING:
    from palabre.conflict import Conflict
    from palabre.dossier import Dossier
    from palabre.stability import Analysis
    from palabre.stability.concepts import Sanctions


ASKED = "nash,gmr,smr,seq"


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
    concepts: Annotated[str, typer.Option(help="Concepts, with commas between.")] = ASKED,
    unknown: Annotated[
        Unknown | None,
        typer.Option(
            help="How to read unknown preferences: a, one may leave for the unknown, and it does not deter; "
            "b, it does neither; c, it does both; d, it only deters. Left out: all four."
        ),
    ] = None,
    mixed: Annotated[
        str, typer.Option(help="A concept for each decision maker: ann=seq,bob=nash; alone, for the rest.")
    ] = "",
    why: Annotated[str, typer.Option(help="A state: say why each decision maker stays or leaves.")] = "",
    show: Annotated[
        str,
        typer.Option(help="Also show, with commas between: tableau, ways, options, lines, stays, profiles."),
    ] = "",
    start: Annotated[str, typer.Option("--from", help="The state that ways and stays start from.")] = "",
    make: Annotated[str, typer.Option(help="A settlement or state: what would it take to hold?")] = "",
    break_: Annotated[
        str, typer.Option("--break", help="A settlement or state: what would it take to fail?")
    ] = "",
    over: Annotated[Over, typer.Option(help="What may change, for --make and --break.")] = Over.edits,
    needs: Annotated[str, typer.Option(help="A state: the preferences it needs to hold.")] = "",
    jumps: Annotated[
        bool, typer.Option("--jumps", help="Say by which moves coalitions gain by leaving an equilibrium.")
    ] = False,
    weak: Annotated[
        bool, typer.Option("--weak", help="A coalition gains as soon as one of it gains and none loses.")
    ] = False,
    engine: Annotated[
        Engine, typer.Option(help="List the states, or count without a list; auto lists where it can.")
    ] = Engine.auto,
    seen_by: Annotated[
        bool,
        typer.Option("--seen-by", help="Let each act by the conflict as it sees it (seen_by: in a model)."),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Say which states are equilibria and which settlements hold, on the working answers."""
    from palabre.cli.after import parts
    from palabre.cli.engines import refuse_listing, unlisted
    from palabre.cli.jumping import leaving, tell_jumps
    from palabre.cli.say import as_json, words
    from palabre.cli.take import need, take
    from palabre.cli.together import refuse_together
    from palabre.cli.unknown import reading_of, strengths, told_unread
    from palabre.cli.why import sentences, tell_why
    from palabre.stability import analyse as judge

    listing: dict[str, object] = {
        "--mixed": mixed,
        "--why": why,
        "--show": show,
        "--make": make,
        "--break": break_,
    }
    listing |= {"--needs": needs, "--jumps": jumps, "--weak": weak, "--seen-by": seen_by}
    refuse_together({**listing, "--from": start}, json=json)
    refuse_listing(engine, listing)
    wanted = named_concepts(words(concepts))
    profile, rest = _profile(words(mixed))
    conflict, sanctions = conflict_of(file, model, variant)
    reading = reading_of(unknown)
    if seen_by:
        from palabre.cli.seeing import seeing

        seeing(conflict, _of_one(wanted), sanctions, reading, json=json)
        return
    choice = Engine.list if engine is Engine.auto and any(listing.values()) else engine
    more = (*wanted, *(strengths(conflict, wanted) if concepts == ASKED else ()))
    if unlisted(conflict, wanted, sanctions, choice, json) or told_unread(
        conflict, more, sanctions, reading, listing, json=json
    ):
        return
    found = judge(conflict, more, sanctions=sanctions, weak=weak, unknown=reading)
    shown = parts(found, words(show), start)
    if make or break_:
        take(found, make, break_, over.value, json)
    elif needs:
        need(found, needs, json)
    elif json:
        asked = {**profile, **({"": rest} if rest else {})}
        extra: dict[str, Any] = leaving(found) if jumps else {}
        extra |= {"unknown": reading} if reading else {}
        extra |= {"why": {c: sentences(found, why, c) for c in found.concepts}} if why else {}
        if asked:
            extra["mixed"] = {"profile": asked, "equilibria": list(found.mixed(profile, rest))}
        as_json(
            {"engine": Engine.list.value}
            | found.as_json()
            | extra
            | {key: value.records() for key, value, _ in shown}
        )
    elif jumps:
        tell_jumps(found)
    elif why:
        tell_why(found, why)
    else:
        _tell(found)
        if mixed:
            states = found.mixed(profile, rest)
            typer.echo(f"Equilibria under {mixed}: {'; '.join(states) or 'none'}")
    if not json:
        for _, _, text in shown:
            typer.echo(f"\n{text}")


def conflict_of(file: Path, model: str, variant: str) -> tuple[Conflict, Sanctions]:
    """Return the conflict in a dossier (with its working answers), a model file in one, or a case file.

    Beside it stands how sanctions are read: some published variants limit them to one move.
    """
    folder = file if file.is_dir() else _dossier_of(file)
    if folder is None and model:
        raise typer.BadParameter("only a dossier has models", param_hint="--model")
    if folder is not None and variant:
        raise typer.BadParameter("only a case has variants", param_hint="--variant")
    if folder is None:
        from palabre.cases import read_variant

        found = read_variant(file, variant or None)
        return found.conflict, found.sanctions

    from palabre.dossier import open as open_dossier

    return working(open_dossier(folder), file.stem if file.parent.name == "models" else model), "sequences"


def working(dossier: Dossier, model: str) -> Conflict:
    """Return a dossier's model with the working answers and every assumed line kept."""
    from palabre.cli.say import model_of
    from palabre.versions import working_version

    return working_version(model_of(dossier, model), dossier.questions)


def known_concepts(wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return the concepts asked for; one unknown, or worked out for one model at a time, is wrong usage."""
    from palabre.stability import CONCEPTS

    known = tuple(c.id for c in CONCEPTS)
    wanted = named_concepts(wanted)
    alone = [c for c in wanted if c not in known]
    if alone:
        what = f"'{alone[0]}' is worked out for one model at a time (palabre analyse), without versions"
        raise typer.BadParameter(f"{what}; here, ask for {', '.join(known)}", param_hint="--concepts")
    return wanted


def named_concepts(wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return the concepts asked for, of all there are; an unknown one is wrong usage."""
    from palabre.conflict import ConflictError
    from palabre.stability import CONCEPTS, kind_of

    if not wanted:
        known = ", ".join(c.id for c in CONCEPTS)
        raise typer.BadParameter(f"name one or more, such as {known}", param_hint="--concepts")
    try:
        return tuple(kind_of(concept).id for concept in wanted)
    except ConflictError as fault:
        raise typer.BadParameter(str(fault), param_hint="--concepts") from None


def _of_one(wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return the concepts asked for, which must ask what one decision maker does."""
    from palabre.stability import CoalitionConcept, kind_of

    for concept in wanted:
        if isinstance(kind_of(concept), CoalitionConcept):
            said = f"'{concept}' asks what coalitions do, and each sees the conflict for itself"
            raise typer.BadParameter(said, param_hint="--concepts")
    return wanted


def _profile(wanted: tuple[str, ...]) -> tuple[dict[str, str], str]:
    profile, rest = {}, ""
    for word in wanted:
        dm, _, concept = word.rpartition("=")
        (name,) = named_concepts((concept,))
        if dm:
            profile[dm.strip()] = name
        else:
            rest = name
    return profile, rest


def _dossier_of(file: Path) -> Path | None:
    if file.suffix not in (".yaml", ".yml"):
        return None
    folder = file.parent if file.name == "dossier.yaml" else file.parent.parent
    if not (folder / "dossier.yaml").is_file() or (folder != file.parent and file.parent.name != "models"):
        said = f"{file} is neither a dossier's folder nor a file in its models/"
        raise typer.BadParameter(said, param_hint="FILE")
    return folder


def _tell(found: Analysis) -> None:
    from palabre.cli.say import headed, table
    from palabre.terms import Table

    rows = [(c.upper(), len(found.equilibria(c)), "\n".join(found.equilibria(c)[:8])) for c in found.concepts]
    typer.echo(f"{headed(found)} (engine: list)")
    table(
        "Equilibria (the first eight; all of them: --json)", Table.of(["concept", "number", "states"], rows)
    )
    if found.conflict.settlements:
        holds = [
            (s.name, *("holds" if found.holds(s.name, c) else "–" for c in found.concepts))
            for s in found.conflict.settlements
        ]
        table("Settlements", Table.of(["settlement", *(c.upper() for c in found.concepts)], holds))
