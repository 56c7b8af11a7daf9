"""Plan: what a table that is taken in adds, changes and leaves out, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from palabre.reading.bulk.layout import Layout
from palabre.terms import Table


@dataclass(frozen=True)
class Plan:
    """What a file brings.

    Parameters
    ----------
    layout : Layout
    file, sha256 : str
        The file's name and the fingerprint of its bytes.
    added, changed, same, gone : int
        Rows that are new, that are known and differ, that are known and do not, and rows kept from earlier
        files that this one does not have.
    refused, flagged : tuple of (reason, rows)
    left_out : Table
        The first rows left out: row, id, why.
    changes : Table
        The first changes: id, column, was, becomes.
    strangers : tuple of (name, rows)
        The most frequent names of actors that the dossier does not know. None is added to it.
    later : int
        Rows from after the dossier's freeze; they are kept.
    done : bool
        Whether it was done.
    """

    layout: Layout
    file: str
    sha256: str
    added: int
    changed: int
    same: int
    gone: int
    refused: tuple[tuple[str, int], ...]
    flagged: tuple[tuple[str, int], ...]
    left_out: Table
    changes: Table
    strangers: tuple[tuple[str, int], ...]
    later: int = 0
    done: bool = False

    @property
    def rows_left_out(self) -> int:
        """How many rows were left out."""
        return sum(rows for _, rows in self.refused)

    @property
    def open_changes(self) -> Table:
        """The changes as they may leave this machine: of a barred table without their values."""
        if not self.layout.barred:
            return self.changes
        return Table.of(self.changes.columns, [(*row[:2], "barred", "barred") for row in self.changes.rows])

    @property
    def open_strangers(self) -> tuple[tuple[str, int], ...]:
        """The strangers as they may leave this machine: none of a barred table."""
        return () if self.layout.barred else self.strangers

    def as_json(self) -> dict[str, Any]:
        """Return the plan as plain values."""
        return {
            "table": self.layout.id,
            "file": self.file,
            "sha256": self.sha256,
            "added": self.added,
            "changed": self.changed,
            "same": self.same,
            "gone": self.gone,
            "refused": dict(self.refused),
            "flagged": dict(self.flagged),
            "left_out": self.left_out.records(),
            "changes": self.open_changes.records(),
            "strangers": dict(self.open_strangers),
            "later": self.later,
            "done": self.done,
        }
