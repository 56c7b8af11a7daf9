"""Change: one thing done differently from the working version; and what a search for the fewest found."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeAlias

ChangeKind = Literal["answer", "assumption", "line dropped", "line moved"]


@dataclass(frozen=True)
class Change:
    """One change: another answer, an assumption given up or moved, a preference line dropped or moved.

    `id` is that of the question or line, `dm` the decision maker whose line it is (empty for questions).
    """

    what: str
    kind: ChangeKind
    id: str
    dm: str = ""

    def __str__(self) -> str:
        return self.what


Changes: TypeAlias = tuple[Change, ...]


@dataclass(frozen=True)
class Search:
    """The smallest sets of changes that turn a verdict.

    Parameters
    ----------
    size : int or None
        How many changes each set has; None where nothing was found.
    sets : tuple of sets of changes
        The first of them, in the order of the model.
    found : int
        How many there are in all.
    tried : int
        How many sets were tried.
    exhaustive : bool
        Whether it is certain that no smaller set turns the verdict (where nothing was found: that none of
        the sets looked for does).
    certificate : str
        What was searched, in words.
    """

    size: int | None
    sets: tuple[Changes, ...]
    found: int
    tried: int
    exhaustive: bool
    certificate: str

    def as_json(self) -> dict[str, Any]:
        """Return the search as plain values."""
        return {
            "size": self.size,
            "sets": [[asdict(change) for change in changes] for changes in self.sets],
            "found": self.found,
            "tried": self.tried,
            "exhaustive": self.exhaustive,
            "certificate": self.certificate,
        }
