"""Running heads: the lines at the edges of pages that are not of the text, such as a page's number."""

from __future__ import annotations

import re
from collections.abc import Sequence

# So many lines at each edge can be of a head or a foot.
DEEPEST = 4
FEWEST = 3
_NUMBER = re.compile(r"\d+")
# What a browser prints around a page: when and what, and from where with the number of the page.
_ADDRESS = re.compile(r"(?:file|https?)://\S+(?:\s+\d+\s*(?:/|of)\s*\d+)?")
_MOMENT = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s+\d{1,2}[:.]\d{2}(?:\s?[AP]M)?\b.*", re.IGNORECASE)


def without_running(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the lines of pages without heads, feet and page numbers.

    A line is one where more than half of three pages or more have it at the same edge, whatever its numbers,
    as long as they stay the same or count the pages.

    Examples
    --------
    >>> without_running([["Herald", "Rain", "p. 1/3"], ["Herald", "all day.", "p. 2/3"], ["Sun.", "p. 3/3"]])
    [['Rain'], ['all day.'], ['Sun.']]
    >>> without_running([["12 men came."], ["40 men came."], ["9 men came."]])
    [['12 men came.'], ['40 men came.'], ['9 men came.']]
    """
    left = [list(lines) for lines in pages]
    for edge in (0, -1):
        for _ in range(DEEPEST):
            found = _running([(at, lines[edge]) for at, lines in enumerate(left) if lines], len(pages))
            if 2 * sum(len(left[at]) < 2 for at, _ in found) > len(found):
                break  # it is all there is
            for at, lines in enumerate(left):
                if lines and ((at, lines[edge]) in found or (edge == -1 and lines[edge].isdecimal())):
                    lines.pop(edge)
    return [_unprinted(lines) for lines in left]


def _running(lines: Sequence[tuple[int, str]], pages: int) -> set[tuple[int, str]]:
    """Return those of the lines, each with its page, that are of a head or a foot."""
    if pages < FEWEST:
        return set()
    alike: dict[str, list[tuple[int, str]]] = {}
    for at, line in lines:
        alike.setdefault(_NUMBER.sub("#", line), []).append((at, line))
    return {one for each in alike.values() if len(each) > pages / 2 and _counts(each) for one in each}


def _counts(lines: Sequence[tuple[int, str]]) -> bool:
    """Whether every number of the lines stays the same or grows as the pages do."""
    columns = zip(*([int(n[-9:]) for n in _NUMBER.findall(line)] for _, line in lines), strict=True)
    first = lines[0][0]
    return all(
        all(number == column[0] for number in column)
        or all(number - column[0] == at - first for (at, _), number in zip(lines, column, strict=True))
        for column in columns
    )


def _unprinted(lines: list[str]) -> list[str]:
    """Return lines without what a browser prints around a page, where its address shows that it did."""
    ends = {at for at in range(len(lines)) if at < DEEPEST or at >= len(lines) - DEEPEST}
    shown = {at for at in ends if _ADDRESS.fullmatch(lines[at])}
    if shown:
        shown |= {at for at in ends if _MOMENT.fullmatch(lines[at])}
    return [line for at, line in enumerate(lines) if at not in shown]
