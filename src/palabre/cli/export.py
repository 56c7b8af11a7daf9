"""`palabre export`: what is in a dossier, for other programs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
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
    gmcr = "gmcr"
    case = "case"
    schema = "schema"


OF_A_MODEL = (What.states, What.graph, What.gmcr, What.case)


def export(
    dossier: Annotated[
        Path, typer.Argument(exists=True, help="The dossier; for a model's parts also a case or .gmcr file.")
    ],
    what: Annotated[
        What, typer.Argument(help="graph is GraphML, gmcr and case are model files, the rest are tables.")
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file; else standard output.")
    ] = None,
    model: Annotated[str, typer.Option(help="The model, where the dossier has several.")] = "",
    json: Annotated[bool, typer.Option("--json", help="Tables as JSON instead of CSV.")] = False,
) -> None:
    """Write a part of the dossier or of its results for another program to read."""
    if dossier.is_file() and what not in OF_A_MODEL:
        raise typer.BadParameter(f"{what.value} needs a dossier's folder", param_hint="DOSSIER")
    text = _text(dossier, what, model, json)
    if output is None:
        typer.echo(text, nl=False)
        return
    from palabre.terms import write_whole

    write_whole(output, text)
    typer.echo(f"Wrote {output}.")


def _text(path: Path, what: What, model: str, json: bool) -> str:
    from palabre.cases import csv_text
    from palabre.dossier import open as open_dossier
    from palabre.dossier import schema

    if what is What.schema:
        return _dumped(schema())
    if what in OF_A_MODEL:
        return _model(path, what, model, json)
    opened = open_dossier(path)
    table = _table(opened, what, model)
    return _dumped(table.records()) if json else csv_text(table)


def _model(path: Path, what: What, model: str, json: bool) -> str:
    from palabre.cases import case_text, csv_text, gmcr_text, graphml_text, left_out, states_table
    from palabre.cli.analyse import conflict_of
    from palabre.stability import analyse

    conflict, sanctions = conflict_of(path, model, "")
    if what is What.graph:
        return graphml_text(conflict)
    if what is What.case:
        return case_text(conflict)
    if what is What.gmcr:
        for sentence in left_out(conflict):
            typer.echo(f"Note: {sentence}.", err=True)
        return gmcr_text(conflict)
    table = states_table(analyse(conflict, sanctions=sanctions))
    return _dumped(table.records()) if json else csv_text(table)


def _table(dossier: Dossier, what: What, model: str) -> Table:
    from palabre.cli.say import model_of
    from palabre.picture import forces
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
    from palabre.versions import sweep

    model_of(dossier, model)
    return sweep(dossier, model=model or None).versions_table()


def _dumped(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
