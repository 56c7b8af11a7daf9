"""What `palabre analyse` answers: the verdicts, or why, or what it would take, as text or as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from palabre.cli.after import Part
    from palabre.cli.take import Targets
    from palabre.stability import Analysis

SHOWN = 8
Mixed = tuple[str, Mapping[str, str], str]


def answer(
    found: Analysis,
    targets: Targets,
    needs: str,
    why: str,
    *,
    jumps: bool,
    mixed: Mixed,
    shown: Sequence[Part],
    json: bool,
) -> None:
    """Print what is asked of an analysis, and the parts that are shown with it."""
    from palabre.cli.naming import legend, state_named
    from palabre.cli.take import need, take

    at = state_named(found, why, "--why") if why else ""
    if targets.asked:
        take(found, targets, json)
    elif needs:
        need(found, state_named(found, needs, "--needs"), json)
    elif json:
        _print_json(found, at, jumps, mixed, shown)
    else:
        _print_text(found, at, jumps, mixed)
    if not json:
        for _, _, text in shown:
            typer.echo(f"\n{text}")
        if said := legend(found.conflict, found.space):
            typer.echo(f"\n{said}")


def _print_json(found: Analysis, at: str, jumps: bool, mixed: Mixed, shown: Sequence[Part]) -> None:
    from palabre.cli.engines import Engine
    from palabre.cli.jumping import leaving
    from palabre.cli.say import as_json
    from palabre.cli.why import sentences

    _, profile, rest = mixed
    asked = {**profile, **({"": rest} if rest else {})}
    extra: dict[str, Any] = leaving(found) if jumps else {}
    extra |= {"why": {c: sentences(found, at, c) for c in found.concepts}} if at else {}
    extra |= {"unknown": found.unknown} if found.unknown else {}
    if asked:
        extra["mixed"] = {"profile": asked, "equilibria": list(found.mixed(profile, rest))}
    extra |= {key: value.records() for key, value, _ in shown}
    as_json({"engine": Engine.list.value} | found.as_json() | extra)


def _print_text(found: Analysis, at: str, jumps: bool, mixed: Mixed) -> None:
    from palabre.cli.jumping import tell_jumps
    from palabre.cli.why import tell_why

    said, profile, rest = mixed
    if jumps:
        tell_jumps(found)
    elif at:
        tell_why(found, at)
    else:
        _tell(found)
        if said:
            # In quotes: a state may be called 'nothing'.
            states = [f"'{state}'" for state in found.mixed(profile, rest)]
            typer.echo(f"Equilibria under {said}: {'; '.join(states) or 'none'}")


def _tell(found: Analysis) -> None:
    from palabre.cli.say import headed, table
    from palabre.terms import Table

    rows = [
        (c.upper(), len(found.equilibria(c)), "\n".join(found.equilibria(c)[:SHOWN])) for c in found.concepts
    ]
    typer.echo(f"{headed(found)} (engine: list)")
    cut = " (the first eight; all of them: --json)" if any(number > SHOWN for _, number, _ in rows) else ""
    table(f"Equilibria{cut}", Table.of(["concept", "number", "states"], rows))
    if found.conflict.settlements:
        holds = [
            (s.name, *("holds" if found.holds(s.name, c) else "–" for c in found.concepts))
            for s in found.conflict.settlements
        ]
        table("Settlements", Table.of(["settlement", *(c.upper() for c in found.concepts)], holds))
