"""Legend of the state graph: what the shapes mean, and which letter stands for whom."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeAlias

from palabre.charts.lettering import width
from palabre.charts.marks import GREY, SMALL, WIDTH, Sheet
from palabre.charts.naming import letters
from palabre.stability import Analysis
from palabre.stability.concepts import concept_of

Item: TypeAlias = tuple[str, str]
"""What is drawn (a shape's name, or a letter) and what it means."""


def legend_lines(analysis: Analysis, kinds: Collection[str], movers: Collection[str]) -> list[list[Item]]:
    """Return the items of the legend, line by line, as many on a line as fit.

    Parameters
    ----------
    analysis : Analysis
    kinds : collection of str
        Which shapes are drawn.
    movers : collection of str
        Ids of the decision makers whose moves are drawn.
    """
    names = " and ".join(concept_of(c).name for c in analysis.concepts)
    shapes = [
        ("now", "today"),
        ("holds", f"equilibrium ({names})"),
        ("some", "under one of them only" if len(analysis.concepts) == 2 else "under some of them only"),
        ("deal", "settlement, no equilibrium"),
        ("rest", "on the way"),
    ]
    codes = letters(analysis.conflict.decision_makers)
    who = [(codes[d.id], d.name or d.id) for d in analysis.conflict.decision_makers if d.id in movers]
    return [*_filled([s for s in shapes if s[0] in kinds]), *(_filled(who) if who else [])]


def _filled(items: list[Item]) -> list[list[Item]]:
    lines: list[list[Item]] = [[]]
    x = 0.0
    for item in items:
        if lines[-1] and x + _room(item) > WIDTH:
            lines.append([])
            x = 0.0
        lines[-1].append(item)
        x += _room(item)
    return lines


def _room(item: Item) -> float:
    return 20 + width(item[1], SMALL) + 14


def draw_legend(sheet: Sheet, lines: list[list[Item]], y: float) -> None:
    """Draw the legend's lines, the first at y."""
    for line in lines:
        x = 8.0
        for kind, words in line:
            here = [{"x": x, "y": y}]
            if kind == "now":
                sheet.points(here, shape="square", size=90)
            elif kind == "deal":
                sheet.points(here, shape="diamond", size=180, fill="white", width=1.2)
            elif kind == "rest":
                sheet.points(here, size=70, fill="white", stroke=GREY)
            elif kind in ("holds", "some"):
                sheet.points(here, size=150, fill="white", width=1.2, dash=(2, 2) if kind == "some" else ())
                sheet.points(here, size=70, fill="white", width=1.2)
            else:
                sheet.texts([{"x": x, "y": y, "text": kind}], size=SMALL, bold=True, align="center")
            sheet.texts([{"x": x + 12, "y": y, "text": words}], size=SMALL)
            x += _room((kind, words))
        y += 17
