"""`palabre sweep`: the verdicts in every version of the disputed facts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from palabre.cli.unknown import Unknown

if TYPE_CHECKING:
    from palabre.terms import Table
    from palabre.versions import Sweep


def sweep(
    dossier: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="The dossier's folder.")],
    model: Annotated[str, typer.Option(help="The model, where the dossier has several.")] = "",
    concepts: Annotated[str, typer.Option(help="Concepts, with commas between.")] = "nash,seq",
    limit: Annotated[
        int, typer.Option(help="Run every version up to so many; above, a sample.", min=1)
    ] = 65_536,
    sample: Annotated[int, typer.Option(help="Size of the sample.", min=2)] = 4096,
    seed: Annotated[int, typer.Option(help="Seed of the sample.", min=0)] = 2014,
    unknown: Annotated[
        Unknown | None, typer.Option(help="How to read unknown preferences: see palabre analyse --help.")
    ] = None,
    on: Annotated[
        str, typer.Option(help="Where: here, cores (all of this machine), ray, or ray://HOST:PORT.")
    ] = "here",
    keep: Annotated[
        Path | None,
        typer.Option(help="Keep what is done in this folder, and go on from what is there.", file_okay=False),
    ] = None,
    chunk: Annotated[
        int, typer.Option(help="Versions judged in one go on another place, or kept.", min=1)
    ] = 4096,
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Say in how many versions each settlement holds, what decides it and what to check first."""
    from palabre.cli.analyse import known_concepts
    from palabre.cli.say import as_json, known_place, model_of, progress, table, words
    from palabre.cli.unknown import reading_of
    from palabre.dossier import open as open_dossier
    from palabre.versions import sweep as run

    opened = open_dossier(dossier)
    model_of(opened, model)
    before = len(list(keep.glob("chunk-*.npz"))) if keep is not None else 0
    with _stopping(keep), progress("versions", silent=json) as step:
        found = run(
            opened,
            model=model or None,
            concepts=known_concepts(words(concepts)),
            limit=limit,
            sample=sample,
            seed=seed,
            progress=step,
            unknown=reading_of(unknown),
            on=known_place(on),
            keep=keep,
            chunk=chunk,
            say=lambda text: typer.echo(text, err=True),
        )
    if found.retried:
        chunks = "1 chunk" if found.retried == 1 else f"{found.retried} chunks"
        typer.echo(f"A worker died; {chunks} of versions had to be run again.", err=True)
    if before:
        chunks = "1 chunk" if before == 1 else f"{before:,} chunks"
        typer.echo(f"Taken up again: {chunks} of versions were kept in {keep} and not run again.", err=True)
    if json:
        as_json(found.as_json())
        return
    read = f", what is unknown read as {unknown.value}" if unknown else ""
    table(f"{opened.title}: {found.extent}{read}", _verdicts(found))
    for settlement in found.conflict.settlements:
        typer.echo(f"\n{settlement.name}")
        for concept in found.concepts:
            rules = found.deciding(settlement.name, concept).rules()
            for rule in [r for r in rules if r.startswith("Holds")] or rules:
                typer.echo(f"  {concept.upper()}: {rule}")
    typer.echo("\nCheck first (in how many versions changing this alone changes the verdict)")
    for name in found.settlements:
        typer.echo(f"  {name}")
        for concepts_named, said in _check_first(found, name):
            typer.echo(f"    {concepts_named}: {said}")


def _check_first(found: Sweep, settlement: str) -> list[tuple[str, str]]:
    """Return what to check first under each concept; concepts of which the same is to be said together."""
    said: dict[str, list[str]] = {}
    for concept in found.concepts:
        ranked = [i for i in found.influence(settlement, concept) if i.share.count][:3]
        words = "; ".join(f"{i.choice.asks or i.choice.label} ({i.share})" for i in ranked)
        said.setdefault(words or "nothing changes it alone", []).append(concept.upper())
    return [(", ".join(concepts), words) for words, concepts in said.items()]


@contextmanager
def _stopping(keep: Path | None) -> Iterator[None]:
    """Say at Ctrl-C what is kept, and how to go on."""
    try:
        yield
    except KeyboardInterrupt:
        said = "nothing is kept; with --keep FOLDER a sweep can be taken up again."
        if keep is not None:
            done = len(list(keep.glob("chunk-*.npz")))
            said = f"chunks of versions kept in {keep}: {done}. The same command goes on from there."
        typer.echo(f"Stopped; {said}", err=True)
        raise typer.Exit(130) from None


def _verdicts(found: Sweep) -> Table:
    """Return one row a settlement: for each concept in how many versions it holds, and now."""
    from palabre.terms import Table

    rows: list[list[str]] = []
    for name in found.settlements:
        row = [name]
        for concept in found.concepts:
            share = found.share(name, concept)
            error = f"\n({share.error_words})" if share.sampled else ""
            row += [f"{share.count:,}{error}", "holds" if found.verdict(name, concept) else "–"]
        rows.append([*row, found.note(name)])
    heads = [head for c in found.concepts for head in (c.upper(), "working")]
    kept = 1 + len(heads) + any(row[-1] for row in rows)
    return Table.of(["holds in", *heads, ""][:kept], [row[:kept] for row in rows])
