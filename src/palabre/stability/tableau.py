"""Tableau: the stability analysis as textbooks print it, one block a decision maker.

Each block has the states from best to worst, the mark of each above it, and its improvements below. E over a
state says that it is an equilibrium, x that it is not. The marks are r (rational: no improvement), s (all
improvements sanctioned sequentially), u (unstable), and ʉ for the struck-out u: unstable, but for what others
might do at the same moment.

N. M. Fraser and K. W. Hipel, Conflict Analysis: Models and Resolutions, North-Holland, 1984.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from palabre.stability.catalogue import open_to
from palabre.stability.paths import targets
from palabre.stability.words import name_of
from palabre.terms import Table, Tabled

if TYPE_CHECKING:
    from palabre.stability.analysis import Analysis

Mark: TypeAlias = Literal["r", "s", "u", "ʉ"]
LONGEST_LABEL = 12


@dataclass(frozen=True)
class Entry:
    """One state in the block of one decision maker.

    Parameters
    ----------
    dm, state : str
    equilibrium : bool
    mark : "r", "s", "u" or "ʉ"
    improvements : tuple of labels
        The best one first.
    tier : int
        States of one tier are equally good; 0 is the best.
    """

    dm: str
    state: str
    equilibrium: bool
    mark: Mark
    improvements: tuple[str, ...]
    tier: int


@dataclass(frozen=True)
class Tableau(Tabled):
    """The tableau of a conflict; `simultaneous` says whether simultaneous sanctions could be looked for."""

    title: str
    blocks: tuple[tuple[str, tuple[Entry, ...]], ...]
    states: tuple[str, ...]
    simultaneous: bool

    def table(self) -> Table:
        """Return one row for each decision maker and state, the best state first."""
        columns = ["decision maker", "state", "tier", "equilibrium", "mark", "improvements"]
        rows = [
            (e.dm, e.state, e.tier, "E" if e.equilibrium else "x", e.mark, "; ".join(e.improvements))
            for _, entries in self.blocks
            for e in entries
        ]
        return Table.of(columns, rows)

    def text(self, width: int = 110) -> str:
        """Return the tableau as text, in bands of at most so many characters.

        Long labels are numbered, and told below; `=` stands between states that are equally good.
        """
        short = max(map(len, self.states)) <= LONGEST_LABEL
        called = {s: s if short else str(k) for k, s in enumerate(self.states)}
        lines = [self.title]
        for name, entries in self.blocks:
            lines += ["", name]
            for band in _bands(entries, called, width):
                lines += _band(band, called)
        lines += ["", *self._legend()]
        if not short:
            shown = {s for _, entries in self.blocks for e in entries for s in (e.state, *e.improvements)}
            lines += [f"{called[s]}: {s}" for s in self.states if s in shown]
        return "\n".join(lines)

    def _legend(self) -> Iterator[str]:
        yield "E equilibrium, x none; r no improvement, s improvements sanctioned sequentially, u unstable"
        used = {e.mark for _, entries in self.blocks for e in entries}
        if "ʉ" in used:
            yield "ʉ unstable, but held by what others might do at the same moment"
        if not self.simultaneous:
            yield "simultaneous sanctions need options, and were not looked for"
        if any(a.tier == b.tier for _, es in self.blocks for a, b in pairwise(es)):
            yield "= equally good as the state before"

    def __str__(self) -> str:
        return self.text()


def tableau(analysis: Analysis) -> Tableau:
    """Return the tableau of a conflict.

    Examples
    --------
    >>> from palabre import cases
    >>> from palabre.stability import analyse
    >>> print(tableau(analyse(cases.load("chicken").conflict())))
    Chicken
    <BLANKLINE>
    Row
      E  E  E  x
      r  ʉ  r  u
      3  1  2  4
         3     2
    <BLANKLINE>
    Column
      E  E  E  x
      r  ʉ  r  u
      2  1  3  4
         2     3
    <BLANKLINE>
    E equilibrium, x none; r no improvement, s improvements sanctioned sequentially, u unstable
    ʉ unstable, but held by what others might do at the same moment
    """
    space, model = analysis.space, analysis.conflict
    simultaneous = "fh" in open_to(model, space)
    concept = "fh" if simultaneous else "seq"
    equilibrium = analysis.mask(concept)
    blocks = []
    for who, dm in enumerate(space.decision_makers):
        own = analysis.ranks[who]
        held = [analysis.mask(c, dm) for c in ("nash", "seq", concept)]
        tiers = {rank: tier for tier, rank in enumerate(sorted(set(own.tolist()), reverse=True))}
        entries = []
        for s in np.argsort(-own, kind="stable").tolist():
            better = sorted(targets(space, who, s, analysis.ranks), key=lambda t: (-int(own[t]), t))
            mark: Mark = next((m for m, h in zip(_MARKS, held, strict=True) if h[s]), "u")
            label, to = space.label(s), tuple(space.label(t) for t in better)
            entries.append(Entry(dm, label, bool(equilibrium[s]), mark, to, tiers[int(own[s])]))
        blocks.append((name_of(model, who), tuple(entries)))
    return Tableau(model.title, tuple(blocks), analysis.states, simultaneous)


_MARKS: tuple[Mark, ...] = ("r", "s", "ʉ")


def _cell(entry: Entry, previous: Entry | None, called: dict[str, str]) -> str:
    tied = previous is not None and previous.tier == entry.tier
    return f"{'=' if tied else ' '}{called[entry.state]}"


Pair: TypeAlias = tuple[Entry, "Entry | None"]


def _bands(entries: tuple[Entry, ...], called: dict[str, str], width: int) -> Iterator[list[Pair]]:
    band: list[Pair] = []
    used = 1
    for entry, previous in zip(entries, (None, *entries), strict=False):
        wide = _wide((entry, previous), called)
        if band and used + wide > width:
            yield band
            band, used = [], 1
        band.append((entry, previous))
        used += wide
    yield band


def _wide(pair: Pair, called: dict[str, str]) -> int:
    return max(len(called[s]) for s in (pair[0].state, *pair[0].improvements)) + 2


def _band(band: list[Pair], called: dict[str, str]) -> list[str]:
    columns = []
    for entry, previous in band:
        cells = [" E" if entry.equilibrium else " x", f" {entry.mark}", _cell(entry, previous, called)]
        cells += [f" {called[s]}" for s in entry.improvements]
        columns.append([cell.ljust(_wide((entry, previous), called)) for cell in cells])
    height = max(map(len, columns))
    rows = [[c[k] if k < len(c) else " " * len(c[0]) for c in columns] for k in range(height)]
    return [(" " + "".join(row)).rstrip() for row in rows]
