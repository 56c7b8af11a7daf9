"""Likeness: the name that is spelt most like another, among many.

Only names with the same first letter and nearly the same length are compared, by rapidfuzz's ratio: a name
misspelt in its first letter is rarer than another name that sounds alike.
"""

from __future__ import annotations

from collections.abc import Iterable


class Shelf:
    """Names put by their first letter and length, so that few are compared.

    Examples
    --------
    >>> shelf = Shelf(["tombouctou", "kidal", "tessalit"])
    >>> shelf.most_alike("tomboucto", reach=2, least=88.0)
    ('tombouctou', 94.73684210526316)
    >>> shelf.most_alike("gao", reach=2, least=88.0) is None
    True
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._shelves: dict[str, dict[int, list[str]]] = {}
        for name in names:
            self._shelves.setdefault(name[:1], {}).setdefault(len(name), []).append(name)

    def most_alike(self, name: str, *, reach: int, least: float) -> tuple[str, float] | None:
        """Return the name most alike and how alike (0 to 100), or None where none is alike enough.

        Parameters
        ----------
        name : str
        reach : int
            By how many characters the lengths may differ.
        least : float
            How alike it must be, 0 to 100.
        """
        from rapidfuzz import fuzz, process

        shelves = self._shelves.get(name[:1], {})
        lengths = range(len(name) - reach, len(name) + reach + 1)
        near = [one for length in lengths for one in shelves.get(length, ())]
        best = process.extractOne(name, near, scorer=fuzz.ratio, score_cutoff=least)
        return None if best is None else (str(best[0]), float(best[1]))
