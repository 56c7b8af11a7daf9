"""State graph: today's state, the states of settlements, the equilibria, and how moves join them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import atan2, degrees
from typing import Any

from palabre.charts.chart import Chart
from palabre.charts.chosen import Chosen, Edge, Route, chosen
from palabre.charts.curves import OUTER, Box, Point, curve, free_place, inside
from palabre.charts.layering import Layers, layered
from palabre.charts.legend import draw_legend, legend_lines
from palabre.charts.lettering import width, wrap
from palabre.charts.marks import GREY, INK, SMALL, WIDTH, Sheet
from palabre.charts.naming import letters
from palabre.stability import Analysis
from palabre.terms import Table

RADIUS, MARGIN, LEADING = 12.0, 58.0, 11.5
ARROW = "M-1,-0.62L0.9,0L-1,0.62L-0.6,0Z"


@dataclass(frozen=True)
class _Node:
    number: int
    state: int
    x: float
    y: float
    names: tuple[str, ...]
    concepts: tuple[str, ...]
    now: bool


def state_graph(analysis: Analysis, *, routes: Sequence[Route] | None = None, limit: int = 16) -> Chart:
    """Draw the states that matter as numbered shapes, with the improvements between them as arrows.

    Parameters
    ----------
    analysis : Analysis
        Of one version of the model.
    routes : sequence of (label, steps)
        Paths to be shown whole: where each starts, and its steps (decision maker, label).
    limit : int
        How many states at most.

    Returns
    -------
    Chart
        Its table is the key: one row for each number.
    """
    found = chosen(analysis, routes, limit)
    places = layered(found.states, list(found.moves), analysis.space.now)
    nodes = _nodes(analysis, found, places)
    most = max(len(_words(n, places)) for n in nodes.values())
    row = 2 * OUTER + 14 + LEADING * most
    nodes = {s: replace(n, y=row * places.y[s]) for s, n in nodes.items()}
    lines = _lines(found, places, nodes, row)
    labels = _labels(nodes, places, list(lines.values()))
    top = min([n.y - OUTER for n in nodes.values()] + [w["y"] - 6 for w in labels])
    bottom = max([n.y + OUTER for n in nodes.values()] + [w["y"] + 6 for w in labels])
    dms = analysis.space.decision_makers
    movers = {dms[k] for who in found.moves.values() for k in who}
    legend = legend_lines(analysis, {kind for n in nodes.values() for kind in _kinds(n, analysis)}, movers)
    sheet = Sheet(bottom - top + 14 + 17 * len(legend))
    sheet.shift(4 - top)
    taken = [(n.x - OUTER, n.y - OUTER, n.x + OUTER, n.y + OUTER) for n in nodes.values()]
    taken += [_box(w) for w in labels]
    _arrows(sheet, analysis, found, lines, taken)
    _shapes(sheet, [(n, _kinds(n, analysis)) for n in nodes.values()])
    sheet.texts(labels, size=SMALL, align="center", halo=3)
    draw_legend(sheet, legend, bottom + 20)
    says = _says(found, analysis)
    return sheet.chart("states", says, _key(analysis, found, nodes))


def _says(found: Chosen, analysis: Analysis) -> str:
    """Say in words what the picture shows."""
    now = "today’s state, " if analysis.space.now is not None else ""
    heavy, light = bool(found.on_route), len(found.moves) > len(found.on_route)
    arrows = " Heavy arrows: who walks first, and what follows." if heavy else ""
    if light:
        arrows += f" {'Light arrows' if heavy else 'Arrows'}: other moves by which the mover gains."
    few = "1 more equilibrium is" if found.left_out == 1 else f"{found.left_out:,} more equilibria are"
    more = f" {few} not drawn." if found.left_out else ""
    return f"{now}the settlements and the equilibria on the working answers.{arrows}{more}"


def _nodes(analysis: Analysis, found: Chosen, places: Layers) -> dict[int, _Node]:
    space = analysis.space
    order = sorted(found.states, key=lambda s: (places.column[s], places.y[s]))
    fits = {s.name: space.where(s.condition) for s in analysis.conflict.settlements}
    nodes = {}
    for number, s in enumerate(order, start=1):
        across = MARGIN + _span(places) * places.column[s] if places.columns > 1 else WIDTH / 2
        stable = tuple(c for c in analysis.concepts if analysis.mask(c)[s])
        names = tuple(name for name, mask in fits.items() if mask[s])
        nodes[s] = _Node(number, s, across, 0.0, names, stable, s == space.now)
    return nodes


def _words(node: _Node, places: Layers) -> tuple[str, ...]:
    """Name a node: today, and the settlement it fits; where it fits several, how many more."""
    room = min(112.0, _span(places) - 6, 2 * MARGIN - 4)
    named = wrap(node.names[0], room, SMALL, lines=2) if node.names else ()
    more = (f"and {len(node.names) - 1} more",) if len(node.names) > 1 else ()
    return (*(("today",) if node.now else ()), *named, *more)


def _labels(
    nodes: dict[int, _Node], places: Layers, lines: Sequence[Sequence[Point]]
) -> list[dict[str, Any]]:
    """Place the names under the nodes, or over a column's first node where fewer arrows pass there."""
    points = [p for line in lines for p in line]
    done: list[dict[str, Any]] = []
    for node in nodes.values():
        words = _words(node, places)
        first, up = node.y + OUTER + 8, node.y - OUTER - 7 - LEADING * (len(words) - 1)
        below, above = (
            [{"x": node.x, "y": y + LEADING * k, "text": w} for k, w in enumerate(words)] for y in (first, up)
        )
        met = [sum(inside(p, _box(w)) for w in side for p in points) for side in (below, above)]
        top = all(n.y >= node.y for n in nodes.values() if n.x == node.x)
        done += above if top and met[1] < met[0] else below
    return done


def _box(words: dict[str, Any]) -> Box:
    half = width(words["text"], SMALL) / 2 + 1
    return words["x"] - half, words["y"] - 6.0, words["x"] + half, words["y"] + 6.0


def _span(places: Layers) -> float:
    return (WIDTH - 2 * MARGIN) / max(1, places.columns - 1)


def _kinds(node: _Node, analysis: Analysis) -> frozenset[str]:
    """Return what a node is drawn as: ``now``, ``holds`` or ``some``; else ``deal`` or ``rest``."""
    found = {"now"} if node.now else set()
    if node.concepts:
        found.add("holds" if len(node.concepts) == len(analysis.concepts) else "some")
    return frozenset(found or {"deal" if node.names else "rest"})


def _shapes(sheet: Sheet, nodes: Sequence[tuple[_Node, frozenset[str]]]) -> None:
    def at(kind: str, *, now: bool | None = False) -> list[dict[str, Any]]:
        return [{"x": n.x, "y": n.y} for n, kinds in nodes if kind in kinds and now in (None, n.now)]

    square, disc = (2 * RADIUS) ** 2, 3.1416 * RADIUS**2
    for kind, dash in (("holds", ()), ("some", (2, 2))):
        sheet.points(at(kind), size=disc * 1.5, fill="white", width=1.5, dash=dash)
        sheet.points(at(kind), size=disc, fill="white", width=1.5)
        sheet.points(
            at(kind, now=True), shape="square", size=square * 1.3, fill="white", width=1.5, dash=dash
        )
    sheet.points(at("deal"), shape="diamond", size=square * 1.45, fill="white", width=1.3)
    sheet.points(at("rest"), size=disc * 0.8, fill="white", stroke=GREY, width=1)
    sheet.points(at("now", now=None), shape="square", size=square * 0.82, fill=INK, width=1)
    for now in (False, True):
        numbers = [{"x": n.x, "y": n.y + 0.5, "text": str(n.number)} for n, _ in nodes if n.now == now]
        sheet.texts(numbers, size=SMALL, align="center", bold=True, color="white" if now else INK)


def _lines(found: Chosen, places: Layers, nodes: dict[int, _Node], row: float) -> dict[Edge, list[Point]]:
    lines = {}
    for a, b in found.moves:
        ways = [(MARGIN + _span(places) * c, row * y) for c, y in places.ways[a, b]]
        bent = (b, a) in found.moves or places.column[a] == places.column[b]
        lines[a, b] = curve((nodes[a].x, nodes[a].y), ways, (nodes[b].x, nodes[b].y), bent=bent)
    return lines


def _arrows(
    sheet: Sheet, analysis: Analysis, found: Chosen, lines: dict[Edge, list[Point]], taken: list[Box]
) -> None:
    codes = letters(analysis.conflict.decision_makers)
    heavy: list[dict[str, Any]] = []
    light: list[dict[str, Any]] = []
    heads, written = [], []
    for number, (edge, line) in enumerate(lines.items()):
        rows = [{"x": x, "y": y, "line": number, "step": k} for k, (x, y) in enumerate(line)]
        (heavy if edge in found.on_route else light).extend(rows)
        (x0, y0), (x1, y1) = line[-2], line[-1]
        heads.append({"x": x1, "y": y1, "angle": round(degrees(atan2(y1 - y0, x1 - x0)), 1)})
        text = " ".join(codes[analysis.space.decision_makers[k]] for k in found.moves[edge])
        half = width(text, SMALL, bold=True) / 2 + 2.5
        x, y = free_place(line, half, taken)
        taken.append((x - half, y - 6, x + half, y + 6))
        written.append({"x": x, "y": y, "text": text})
    sheet.curves(light, color=GREY, width=0.9)
    sheet.curves(heavy, width=1.7)
    sheet.points(heads, shape=ARROW, size=72, width=0)
    sheet.texts(written, size=SMALL, align="center", bold=True, halo=5)


def _key(analysis: Analysis, found: Chosen, nodes: dict[int, _Node]) -> Table:
    codes = letters(analysis.conflict.decision_makers)
    rows = []
    for n in nodes.values():
        out = [
            f"{codes[analysis.space.decision_makers[k]]}\u2192{nodes[b].number}"
            for (a, b), who in found.moves.items()
            if a == n.state
            for k in who
        ]
        fits, stable = ", ".join(n.names), ", ".join(n.concepts)
        rows.append((n.number, analysis.space.label(n.state), fits, n.now, stable, " ".join(out)))
    return Table.of(("number", "state", "settlements", "today", "equilibrium", "improvements"), rows)
