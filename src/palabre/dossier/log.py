"""The log of one pass over a dossier: every fault and trap, with 'did you mean'."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from palabre.terms import Problem


class Log:
    """Collects problems; a reader reports here and goes on."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []

    def fault(self, file: str, line: int | None, what: str, remedy: str) -> None:
        """Note something that must be mended before anything runs."""
        self._note(Problem(file, line, what, remedy, "fault"))

    def trap(self, file: str, line: int | None, what: str, remedy: str) -> None:
        """Note something suspicious."""
        self._note(Problem(file, line, what, remedy, "trap"))

    def _note(self, problem: Problem) -> None:
        if problem not in self._problems:
            self._problems.append(problem)

    def of(self, kind: Literal["fault", "trap"]) -> tuple[Problem, ...]:
        """Return the problems of one kind, sorted by file and line."""
        return tuple(p for p in self.problems if p.kind == kind)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems, sorted by file and line."""
        return tuple(sorted(self._problems, key=lambda p: (p.file, p.line or 0)))


def suggest(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return a remedy for an unknown word: the nearest known one, or what is known.

    Examples
    --------
    >>> suggest("strenght", ["strength", "control"])
    "did you mean 'strength'?"
    >>> suggest("xyz", ["b", "a"])
    'known are: a, b'
    """
    from difflib import get_close_matches

    every = sorted(set(known))
    near = get_close_matches(word, every, n=1, cutoff=0.6)
    if not near:
        lower = {k.lower(): k for k in every}
        near = [lower[word.lower()]] if word.lower() in lower else []
    if near:
        return f"did you mean '{near[0]}'?"
    if otherwise:
        return otherwise
    if not every:
        return "none is written yet"
    return f"known are: {', '.join(every[:8])}{' and more' if len(every) > 8 else ''}"
