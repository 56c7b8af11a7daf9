"""`palabre export`: what is in a dossier, for other programs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    import networkx

    from palabre.dossier import Dossier
    from palabre.terms import Table


class What(StrEnum):
    """What can be exported."""

    claims = "claims"
    questions = "questions"
    forces = "forces"
    states = "states"
    versions = "versions"
    graph = "graph"
    schema = "schema"


def export(
    dossier: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="The dossier's folder.")],
    what: Annotated[
        What, typer.Argument(help="graph is GraphML, schema is JSON Schema, the rest are tables.")
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file; else standard output.")
    ] = None,
    model: Annotated[str, typer.Option(help="The model, where the dossier has several.")] = "",
    json: Annotated[bool, typer.Option("--json", help="Tables as JSON instead of CSV.")] = False,
) -> None:
    """Write a part of the dossier or of its results for another program to read."""
    text = _text(dossier, what, model, json)
    if output is None:
        typer.echo(text, nl=False)
        return
    from palabre.terms import write_whole

    write_whole(output, text)
    typer.echo(f"Wrote {output}.")


def _text(path: Path, what: What, model: str, json: bool) -> str:
    from palabre.cli.say import model_of
    from palabre.dossier import open as open_dossier
    from palabre.dossier import schema

    if what is What.schema:
        return _dumped(schema())
    opened = open_dossier(path)
    if what is What.graph:
        return _graphml(model_of(opened, model).graph())
    table = _table(opened, what, model)
    return _dumped(table.records()) if json else _csv(table)


def _table(dossier: Dossier, what: What, model: str) -> Table:
    from palabre.cli.analyse import working
    from palabre.cli.say import model_of
    from palabre.picture import forces
    from palabre.stability import analyse
    from palabre.terms import Table

    if what is What.claims:
        columns = (
            "id",
            "says",
            "speaker",
            "standing",
            "reported_by",
            "about",
            "kind",
            "as_of",
            "document",
            "quote",
        )
        return Table.of(
            columns,
            (
                (
                    c.id,
                    c.says,
                    c.speaker,
                    dossier.standing(c),
                    c.reported_by,
                    " ".join(c.about),
                    c.kind,
                    c.as_of.edtf if c.as_of else "",
                    c.document,
                    dossier.quote(c) or "",
                )
                for c in dossier.claims.values()
            ),
        )
    if what is What.questions:
        rows = [
            (q.id, q.asks, a.id, a.says, " ".join(a.rests_on), a.id == q.working)
            for q in dossier.questions.values()
            for a in q.answers
        ]
        return Table.of(("question", "asks", "answer", "says", "rests_on", "working"), rows)
    if what is What.forces:
        return forces(dossier.claims.values(), dossier.actors)
    if what is What.states:
        model_of(dossier, model)
        return analyse(working(dossier, model)).table()
    from palabre.versions import sweep

    model_of(dossier, model)
    return sweep(dossier, model=model or None).versions_table()


def _graphml(graph: networkx.MultiDiGraph) -> str:
    import networkx

    for _, attributes in graph.nodes(data=True):
        for key, value in attributes.items():
            # GraphML knows words and numbers only.
            attributes[key] = ", ".join(value) if isinstance(value, tuple) else value
    return "\n".join(networkx.generate_graphml(graph)) + "\n"


def _dumped(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _csv(table: Table) -> str:
    import csv
    import io

    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.rows)
    return held.getvalue()
