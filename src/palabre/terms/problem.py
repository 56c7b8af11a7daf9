"""Problem: what is wrong with a user's file, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Problem:
    """One thing wrong (a fault) or suspicious (a trap) in a user's file.

    Parameters
    ----------
    file : str
        Path of the file, relative to the dossier where there is one.
    line : int or None
        Line in the file, from 1; None where the file as a whole is meant.
    what : str
        What is wrong, in one sentence without a full stop.
    remedy : str
        What to do, in one sentence without a full stop.
    kind : "fault" or "trap"
        A fault must be mended before anything runs; a trap is only pointed out.

    Examples
    --------
    >>> print(Problem("questions.yaml", 7, "unknown claim 'strenght'", "did you mean 'strength'?"))
    questions.yaml:7: unknown claim 'strenght'. Did you mean 'strength'?
    """

    file: str
    line: int | None
    what: str
    remedy: str
    kind: Literal["fault", "trap"] = "fault"

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        remedy = self.remedy[:1].upper() + self.remedy[1:]
        return f"{place}: {self.what}. {remedy}{'' if remedy.endswith('?') else '.'}"


class Faults(Exception):
    """All faults found in one pass over the user's files, in reading order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
