"""Table: rows with named columns, the one shape in which every result can leave palabre."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class Table:
    """An immutable table: `columns` names, and one tuple per row.

    Examples
    --------
    >>> table = Table.of(["settlement", "holds"], [("federation", True)])
    >>> table.records()
    [{'settlement': 'federation', 'holds': True}]
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    @classmethod
    def of(cls, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Table:
        """Build a table from any sequences."""
        return cls(tuple(columns), tuple(map(tuple, rows)))

    def records(self) -> list[dict[str, Any]]:
        """Return the rows as dictionaries, ready for JSON."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def frame(self) -> pandas.DataFrame:
        """Return a pandas DataFrame (pandas is the caller's own; it is not installed with palabre)."""
        import pandas

        return pandas.DataFrame(list(self.rows), columns=list(self.columns))

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(c)}</th>" for c in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(str(v))}</td>" for v in row) + "</tr>" for row in self.rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


class Tabled(ABC):
    """A result that has a table, and leaves palabre in every shape that a table can."""

    @abstractmethod
    def table(self) -> Table:
        """Return the result as a table."""

    def records(self) -> list[dict[str, Any]]:
        """Return the rows of `table` as dictionaries."""
        return self.table().records()

    def frame(self) -> pandas.DataFrame:
        """Return `table` as a pandas DataFrame."""
        return self.table().frame()

    def _repr_html_(self) -> str:
        return self.table()._repr_html_()
