"""Curves: the lines of arrows between round nodes, and where on them a label has room."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, cos, hypot, sin
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]
Box: TypeAlias = tuple[float, float, float, float]
OUTER, STEPS = 15.5, 60


def curve(start: Point, ways: Sequence[Point], end: Point, *, bent: bool) -> list[Point]:
    """Return a smooth line through the waypoints that begins and ends beside its nodes.

    `bent` leads a line without waypoints aside, to leave room for one that runs the other way.
    """
    stops = [start, *ways, end]
    dense: list[Point] = []
    for k in range(len(stops) - 1):
        (x0, y0), (x1, y1) = stops[k], stops[k + 1]
        length = hypot(x1 - x0, y1 - y0) or 1.0
        aside = 22 / length if bent and len(stops) == 2 else 0.0
        side = (-(y1 - y0) * aside, (x1 - x0) * aside)
        (a0, b0), (a1, b1) = _slope(stops, k), _slope(stops, k + 1)
        xs = (x0, x0 + a0 * 0.4 * length + side[0], x1 - a1 * 0.4 * length + side[0], x1)
        ys = (y0, y0 + b0 * 0.4 * length + side[1], y1 - b1 * 0.4 * length + side[1], y1)
        dense += [(_bezier(xs, t / STEPS), _bezier(ys, t / STEPS)) for t in range(STEPS)]
    dense.append(end)
    return _trimmed(dense, start, end)


def _bezier(p: tuple[float, float, float, float], t: float) -> float:
    u = 1 - t
    return u**3 * p[0] + 3 * u * u * t * p[1] + 3 * u * t * t * p[2] + t**3 * p[3]


def _slope(stops: Sequence[Point], k: int) -> Point:
    """Return the direction of a line at one of its stops."""
    (x0, y0), (x1, y1) = stops[max(0, k - 1)], stops[min(len(stops) - 1, k + 1)]
    angle = atan2(y1 - y0, x1 - x0)
    return cos(angle), sin(angle)


def _trimmed(line: list[Point], start: Point, end: Point) -> list[Point]:
    """Return the part of a line outside both nodes, with room for the arrow's head."""
    kept = [p for p in line if hypot(p[0] - start[0], p[1] - start[1]) > OUTER + 2]
    kept = [p for p in kept if hypot(p[0] - end[0], p[1] - end[1]) > OUTER + 6]
    return kept[:: max(1, len(kept) // 24)] + kept[-1:] if len(kept) > 1 else [line[0], line[-1]]


def free_place(line: Sequence[Point], half: float, taken: Sequence[Box]) -> Point:
    """Return the place on a line, nearest to its middle, where a label covers nothing, or least."""
    order = sorted(range(len(line)), key=lambda k: abs(k - len(line) / 2))
    best, least = line[order[0]], 1e9
    for k in order:
        x, y = line[k]
        box = (x - half, y - 6, x + half, y + 6)
        covered = sum(
            max(0.0, min(box[2], o[2]) - max(box[0], o[0])) * max(0.0, min(box[3], o[3]) - max(box[1], o[1]))
            for o in taken
        )
        if covered < least - 1e-9:
            best, least = (x, y), covered
        if covered == 0:
            break
    return best


def inside(p: Point, box: Box) -> bool:
    """Whether a point lies in a box."""
    return box[0] <= p[0] <= box[2] and box[1] <= p[1] <= box[3]
