"""What `palabre analyse --show` adds to the verdicts: each part as records, and as text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Protocol

import typer

if TYPE_CHECKING:
    from palabre.stability import Analysis


class Result(Protocol):
    """Anything with rows."""

    def records(self) -> list[dict[str, Any]]:
        """Return the rows as dictionaries."""


Part = tuple[str, Result, str]


def parts(found: Analysis, wanted: tuple[str, ...], start: str) -> list[Part]:
    """Return (name, result, text) for each part asked for; an unknown one is wrong usage."""
    known_parts(wanted)
    return [(name, *_PARTS[name](found, start)) for name in wanted]


def known_parts(wanted: tuple[str, ...]) -> None:
    """Refuse, as wrong usage, a part that there is not."""
    for name in wanted:
        if name not in _PARTS:
            raise typer.BadParameter(f"'{name}' is not one of {', '.join(_PARTS)}", param_hint="--show")


def _tableau(found: Analysis, start: str) -> tuple[Result, str]:
    from palabre.stability import tableau

    result = tableau(found)
    return result, result.text()


def _ways(found: Analysis, start: str) -> tuple[Result, str]:
    from palabre.stability import evolution
    from palabre.terms import Table

    every = [evolution(found, concept, start or None) for concept in found.concepts]
    rows = [
        (e.concept, *row, end.sentence)
        for e in every
        for row, end in zip(e.table().rows, e.ends, strict=True)
    ]
    columns = every[0].table().columns if every else ()
    text = [f"{e.concept.upper()}\n{_lines(end.sentence for end in e.ends)}" for e in every]
    return Table.of(["concept", *columns, "sentence"], rows), "\n".join(text)


def _options(found: Analysis, start: str) -> tuple[Result, str]:
    from palabre.stability import effectiveness
    from palabre.stability.effectiveness import WEIGHTS

    result = effectiveness(found, WEIGHTS)
    weights = ", ".join(f"{c.upper()} {w:g}" for c, w in result.weights.items())
    return result, f"Options, equilibria under {weights}\n{_lines(result.sentences)}"


def _lines_of(found: Analysis, start: str) -> tuple[Result, str]:
    from palabre.stability import sensitivity

    result = sensitivity(found)
    told = [e.sentence for e in result.effects if e.changes]
    quiet = len(result.effects) - len(told)
    if result.effects:
        told.append(f"{quiet:,} of {len(result.effects):,} edits of a line change no equilibrium.")
    told += [f"{dm} has no statements, and so no lines to edit." for dm in result.ranked]
    return result, f"Preference lines\n{_lines(told)}"


def _stays(found: Analysis, start: str) -> tuple[Result, str]:
    from palabre.stability import behaviour

    at = start
    if not at:
        if found.space.now is None:
            raise typer.BadParameter("say at which state, with --from", param_hint="--show")
        at = found.space.label(found.space.now)
    result = behaviour(found, at)
    return result, f"Staying\n{_lines(result.sentences)}"


def _profiles(found: Analysis, start: str) -> tuple[Result, str]:
    from palabre.stability import profiles

    result = profiles(found)
    told = [f"'{row[0]}' is an equilibrium in {row[-2]} of {row[-1]} profiles" for row in result.rows]
    return result, f"Each decision maker by any of {', '.join(found.concepts)}\n{_lines(told)}"


def _lines(sentences: Iterable[str]) -> str:
    return "\n".join(f"  {sentence}" for sentence in sentences) or "  none"


_PARTS: dict[str, Callable[[Analysis, str], tuple[Result, str]]] = {
    "tableau": _tableau,
    "ways": _ways,
    "options": _options,
    "lines": _lines_of,
    "stays": _stays,
    "profiles": _profiles,
}
