"""Grid: a table in a document as sentences, a row each, so that every figure keeps what it is a figure of."""

from __future__ import annotations

from collections.abc import Sequence

# A table with a longer cell lays out a page, and its cells are paragraphs.
LONGEST_CELL = 300


def told(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return a table's rows as lines, by the names in its first row where that has such.

    Examples
    --------
    >>> told([["Group", "Fighters"], ["MNLA", "2,500"], ["HCUA", ""]])
    ['Group: MNLA; Fighters: 2,500.', 'HCUA.']
    >>> told([["MNLA", "2,500"], ["HCUA", "1,800"]])
    ['MNLA; 2,500.', 'HCUA; 1,800.']
    """
    cells = [[" ".join(cell.split()) for cell in row] for row in rows]
    cells = [row for row in cells if any(row)]
    if max(map(len, cells), default=0) < 2 or any(len(cell) > LONGEST_CELL for row in cells for cell in row):
        return [cell for row in cells for cell in row if cell]
    names = cells[0] if _names(cells) else []
    lines = []
    for row in cells[1:] if names else cells:
        heads = [f"{_bare(name)}: " if name else "" for name in names] + [""] * len(row)
        if sum(map(bool, row)) == 1:  # the title of a part of the table
            heads = [""] * len(row)
        parts = [f"{head}{_bare(cell)}" for head, cell in zip(heads, row, strict=False) if _bare(cell)]
        if parts:
            lines.append(f"{'; '.join(parts)}.")
    return lines


def _names(cells: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names the columns: a word for each but the first, and no figure in it."""
    first = cells[0]
    return (
        len(cells) > 1
        and len(first) == max(map(len, cells))
        and all(first[1:])
        and not any(cell[:1].isdecimal() for cell in first)
    )


def _bare(cell: str) -> str:
    return cell.rstrip(" .:;")
