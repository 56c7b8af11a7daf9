"""Bars: counts of versions, one bar a solution concept, with the count written out beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from palabre.charts.lettering import width, wrap
from palabre.charts.marks import GREY, INK, PALE, PLAIN, SMALL, WIDTH, Sheet, lines_of
from palabre.stability.concepts import concept_of
from palabre.versions.share import Share

Line: TypeAlias = dict[str, Any]
FILLS = ("#404040", "white", "#a8a8a8", PALE)
BAR, GAP, PAD, LEADING, HEAD, FOOT = 8.5, 2.5, 6.0, 12.5, 20.0, 15.0


@dataclass(frozen=True)
class Row:
    """One thing counted: its label, and a share for each concept.

    `marks` tells for each concept whether it is so on the working answers; empty where that is not shown.
    """

    label: str
    shares: tuple[Share, ...]
    marks: tuple[bool, ...] = ()
    bold: bool = False


def bars(
    rows: Sequence[Row], concepts: Sequence[str], *, labels: float, head: str, mark_head: str = ""
) -> Sheet:
    """Draw a block of rows; `labels` is the room for the labels in pixels."""
    total = max((s.total for row in rows for s in row.shares), default=1)
    figures = 8 + max((width(_count(s), SMALL) for row in rows for s in row.shares), default=0)
    marked = 44.0 if mark_head else 0.0
    left, right = labels + 10 + marked, WIDTH - figures - 4
    named = [_label(row, labels) for row in rows]
    heights = [max(len(concepts) * (BAR + GAP), len(n) * LEADING) + PAD for n in named]
    sheet = Sheet(HEAD + sum(heights) + FOOT)
    bottom = HEAD + sum(heights)

    def at(count: float) -> float:
        return left + (right - left) * count / max(1, total)

    grid = sorted({0, total // 2, total} if total > 1 else {0, total})
    sheet.rules([{"x": at(t), "x2": at(t), "y": HEAD - 2, "y2": bottom} for t in grid], color=PALE, width=0.8)
    marks = [{"x": at(t), "y": bottom + 8, "text": f"{t:,}"} for t in grid]
    sheet.texts(marks, size=SMALL, color=GREY, align="center")
    _legend(sheet, concepts, left, head, mark_head)
    y = HEAD
    words: list[Line] = []
    strong: list[Line] = []
    counts: list[Line] = []
    spans: list[dict[str, float]] = []
    boxes: list[list[dict[str, float]]] = [[] for _ in concepts]
    dots: dict[bool, list[dict[str, float]]] = {True: [], False: []}
    for row, lines, height in zip(rows, named, heights, strict=True):
        middle = y + height / 2
        (strong if row.bold else words).extend(lines_of(lines, 0, middle, LEADING))
        top = middle - (len(row.shares) * (BAR + GAP) - GAP) / 2
        for k, share in enumerate(row.shares):
            centre = top + BAR / 2
            if share.count:
                boxes[k].append({"x": left, "x2": at(share.count), "y": top, "y2": top + BAR})
            if share.error:
                far = share.error * share.total
                ends = (at(max(0, share.count - far)), at(min(total, share.count + far)))
                spans.append({"x": ends[0], "x2": ends[1], "y": centre, "y2": centre})
            counts.append({"x": WIDTH - 1.0, "y": centre, "text": _count(share)})
            if row.marks:
                dots[row.marks[k]].append({"x": left - marked / 2 - 4, "y": centre})
            top += BAR + GAP
        y += height
    for k, drawn in enumerate(boxes):
        sheet.bars(drawn, fill=FILLS[k % len(FILLS)])
    sheet.rules(spans, color=GREY, width=1.5)
    sheet.rules([{"x": left, "x2": left, "y": HEAD - 2, "y2": bottom}], width=1)
    sheet.points(dots[True], size=38, fill=INK)
    sheet.points(dots[False], size=34, fill="white", width=1.1)
    sheet.texts(words)
    sheet.texts(strong, bold=True)
    sheet.texts(counts, size=SMALL, align="right")
    return sheet


def _count(share: Share) -> str:
    return f"{share.count:,} of {share.total:,}"


def _label(row: Row, room: float) -> tuple[str, ...]:
    return wrap(row.label, room, PLAIN, lines=3, bold=row.bold)


def _legend(sheet: Sheet, concepts: Sequence[str], left: float, head: str, mark_head: str) -> None:
    x = left
    for k, concept in enumerate(concepts):
        name = concept_of(concept).name
        sheet.bars([{"x": x, "x2": x + 14, "y": 4, "y2": 4 + BAR}], fill=FILLS[k % len(FILLS)])
        sheet.texts([{"x": x + 18, "y": 8.5, "text": name}], size=SMALL)
        x += 18 + width(name, SMALL) + 14
    sheet.texts([{"x": x, "y": 8.5, "text": head}], size=SMALL, color=GREY)
    if mark_head:
        sheet.texts([{"x": left - 18, "y": 8.5, "text": mark_head}], size=SMALL, color=GREY, align="right")
