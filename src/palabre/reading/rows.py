"""Rows: a row of a table as a text has it, "Group: MNLA; Fighters: 2,500.", and what its cells count."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from palabre.reading.amounts import FoundAmount, amounts
from palabre.reading.draft import Span
from palabre.reading.wordlists import words

_PART = re.compile(r"(?:(?P<name>[^\W_][^:;\n]{0,60}?): )?(?P<value>[^;\n]+?)(?:; |\.?$)")
# What is written in figures without counting anything.
_UNCOUNTED = words(
    "year date day month week time since until no number id page phone code rank année jour mois"
)
ANY = "things"
# A longer paragraph is no row.
LONGEST = 2_000


@dataclass(frozen=True)
class Cell:
    """A cell: the name of its column, empty where there is none, and where its value stands."""

    name: str
    value: str
    span: Span


def cells(line: str) -> tuple[Cell, ...]:
    """Return the cells of a row; none where a line is no row.

    Examples
    --------
    >>> [(one.name, one.value) for one in cells("Group: MNLA; Fighters: 2,500.")]
    [('Group', 'MNLA'), ('Fighters', '2,500')]
    >>> cells("Amina: We hold it."), cells("We hold it; they left.")
    ((), ())
    """
    found: list[Cell] = []
    at = len(line) if len(line) > LONGEST else 0
    while at < len(line):
        part = _PART.match(line, at)
        if part is None or part.end() == at:
            return ()
        found.append(Cell(part["name"] or "", part["value"], Span(*part.span("value"))))
        at = part.end()
    named = [bool(one.name) for one in found]
    return tuple(found) if len(found) > 1 and all(named[1:]) else ()


def in_row(text: str, at: int) -> bool:
    """Whether a place of a text is in a paragraph that is a row."""
    least, most = max(0, at - LONGEST), min(len(text), at + LONGEST)
    start, end = text.rfind("\n", least, at), text.find("\n", at, most)
    if (start < 0 < least) or (end < 0 and most < len(text)):
        return False
    return bool(cells(text[start + 1 : end if end >= 0 else len(text)].strip()))


def counted_in_row(line: str, language: str = "en") -> tuple[FoundAmount, ...] | None:
    """Return what the cells of a row count, for whom its first cell names; None where a line is no row.

    Examples
    --------
    >>> [one] = counted_in_row("Group: MNLA; Fighters: about 2,500; Year: 2014.")
    >>> str(one.amount), one.subject
    ('about 2,500 fighters', 'MNLA')
    """
    row = cells(line)
    if not row:
        return None
    found = []
    for cell in row:
        name = cell.name if cell.name[1:2].isupper() else cell.name.lower()
        if cell.name and not _UNCOUNTED & set(name.lower().split()):
            alone = amounts(f"{cell.value} {ANY}", language)
            if len(alone) == 1 and alone[0].amount.unit == ANY:
                found.append(FoundAmount(cell.span, replace(alone[0].amount, unit=name), row[0].value))
                continue
        found += [
            replace(one, span=Span(one.span.start + cell.span.start, one.span.end + cell.span.start))
            for one in amounts(cell.value, language)
        ]
    return tuple(found)
