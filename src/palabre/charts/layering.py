"""Layering: places for the nodes of a small directed graph, so that most arrows point to the right.

Arrows that would close a circle are turned round while places are sought; long arrows get a waypoint in
every column they cross, so that they are led past the nodes and not through them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TypeAlias

Edge: TypeAlias = tuple[int, int]
Way: TypeAlias = tuple[int, int, int]
"""A waypoint: an edge's ends and the column; nodes are (node, node, column)."""
SWEEPS = 24


@dataclass(frozen=True)
class Layers:
    """Where each node stands, and the waypoints of each edge from its tail to its head.

    `column` counts from the left; `y` is in units of one node's height, from 0.
    """

    column: Mapping[int, int]
    y: Mapping[int, float]
    ways: Mapping[Edge, tuple[tuple[int, float], ...]]

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return 1 + max(self.column.values(), default=0)

    @property
    def height(self) -> float:
        """The lowest place, in units of one node's height."""
        every = [*self.y.values(), *(y for way in self.ways.values() for _, y in way)]
        return max(every, default=0.0)


def layered(nodes: Sequence[int], edges: Sequence[Edge], first: int | None = None) -> Layers:
    """Return places for nodes and edges; `first` is the node the reader starts from.

    Examples
    --------
    >>> places = layered([1, 2, 3], [(1, 2), (2, 3), (1, 3)])
    >>> [places.column[n] for n in (1, 2, 3)], places.ways[1, 3]
    ([0, 1, 2], ((1, 0.62),))
    """
    order = sorted(nodes, key=lambda n: (n != first, nodes.index(n)))
    forward = _forward(order, edges)
    column = _columns(order, forward)
    chains = {e: [(*e, c) for c in range(column[e[0]] + 1, column[e[1]])] for e in forward}
    links: list[tuple[Way, Way]] = []
    for (a, b), chain in chains.items():
        stops = [(a, a, column[a]), *chain, (b, b, column[b])]
        links += list(pairwise(stops))
    rows: list[list[Way]] = [[] for _ in range(1 + max(column.values(), default=0))]
    for n in order:
        rows[column[n]].append((n, n, column[n]))
    for chain in chains.values():
        for way in chain:
            rows[way[2]].append(way)
    rows = _ordered(rows, links)
    height = _heights(rows, links)
    y = {n: height[n, n, column[n]] for n in nodes}
    ways = {}
    for a, b in edges:
        turned = (a, b) not in chains
        chain = chains.get((b, a) if turned else (a, b), [])
        places = [(w[2], height[w]) for w in chain]
        ways[a, b] = tuple(reversed(places) if turned else places)
    return Layers(column, y, ways)


def _forward(order: Sequence[int], edges: Sequence[Edge]) -> list[Edge]:
    """Return the edges, each once; those that close a circle are turned round."""
    out: dict[int, list[int]] = {n: [] for n in order}
    for a, b in edges:
        out[a].append(b)
    found: dict[Edge, None] = {}
    done: set[int] = set()
    for start in order:
        if start in done:
            continue
        path, waiting = [start], [iter(out[start])]
        while path:
            n = path[-1]
            target = next(waiting[-1], None)
            if target is None:
                done.add(path.pop())
                waiting.pop()
                continue
            back = target in path
            edge = (target, n) if back else (n, target)
            if target != n and (edge[1], edge[0]) not in found:
                found[edge] = None
            if not back and target not in done:
                path.append(target)
                waiting.append(iter(out[target]))
    return list(found)


def _columns(order: Sequence[int], edges: Sequence[Edge]) -> dict[int, int]:
    """Return columns by the longest way from the left; what no arrow leads to stands before its target."""
    column = dict.fromkeys(order, 0)
    for _ in order:
        for a, b in edges:
            column[b] = max(column[b], column[a] + 1)
    heads = {b for _, b in edges}
    for n in order[1:]:
        targets = [column[b] for a, b in edges if a == n]
        if n not in heads and targets:
            column[n] = min(targets) - 1
    alone = [n for n in order if not any(n in e for e in edges)]
    wide = max(1 + max(column.values(), default=0), min(5, len(alone)))
    full = [sum(column[n] == c for n in order if n not in alone) for c in range(wide)]
    for n in alone:
        column[n] = min(range(len(full)), key=lambda c: (full[c], -c))
        full[column[n]] += 1
    return column


def _ordered(rows: list[list[Way]], links: Sequence[tuple[Way, Way]]) -> list[list[Way]]:
    """Sort each column by the middle of its neighbours, to and fro, for the fewest crossings."""
    best, fewest = [list(row) for row in rows], _crossings(rows, links)
    for sweep in range(SWEEPS):
        forth = sweep % 2 == 0
        for c in range(len(rows)) if forth else reversed(range(len(rows))):
            place = {
                w: k / max(1, len(row) - 1) if len(row) > 1 else 0.5
                for row in rows
                for k, w in enumerate(row)
            }
            near = {w: [a if b == w else b for a, b in links if w in (a, b)] for w in rows[c]}
            side = {w: [o for o in near[w] if (o[2] < c) == forth] or near[w] for w in rows[c]}
            rows[c] = sorted(
                rows[c],
                key=lambda w, p=place, s=side: sum(p[o] for o in s[w]) / len(s[w]) if s[w] else p[w],  # type: ignore[misc]
            )
        if (crossed := _crossings(rows, links)) < fewest:
            best, fewest = [list(row) for row in rows], crossed
    return best


def _crossings(rows: Sequence[Sequence[Way]], links: Sequence[tuple[Way, Way]]) -> int:
    place = {w: k for row in rows for k, w in enumerate(row)}
    return sum(
        1
        for k, (a, b) in enumerate(links)
        for c, d in links[:k]
        if a[2] == c[2] and (place[a] - place[c]) * (place[b] - place[d]) < 0
    )


def _gap(a: Way, b: Way) -> float:
    """Room between neighbours in a column: whole between two nodes, less beside a waypoint."""
    nodes = (a[0] == a[1]) + (b[0] == b[1])
    return (0.4, 0.62, 1.0)[nodes]


def _heights(rows: Sequence[Sequence[Way]], links: Sequence[tuple[Way, Way]]) -> dict[Way, float]:
    """Return heights near those of the neighbours, settled to and fro."""
    steps = [[0.0, *accumulate(_gap(a, b) for a, b in pairwise(row))] for row in rows]
    tallest = max((s[-1] for s in steps), default=0.0)
    height = {
        w: (tallest - s[-1]) / 2 + at
        for row, s in zip(rows, steps, strict=True)
        for w, at in zip(row, s, strict=False)
    }
    for sweep in range(SWEEPS):
        forth = sweep % 2 == 1
        for row, step in list(zip(rows, steps, strict=True))[:: 1 if forth else -1]:
            wish = []
            for w in row:
                near = [height[a if b == w else b] for a, b in links if w in (a, b)]
                wish.append(sum(near) / len(near) if near else height[w])
            height |= dict(zip(row, _settled(wish, step, tallest), strict=True))
    least = min(height.values(), default=0.0)
    return {w: round(h - least, 3) for w, h in height.items()}


def _settled(wish: Sequence[float], steps: Sequence[float], tallest: float) -> list[float]:
    """Return the nearest places to those wished for that keep order and room (by least squares)."""
    blocks: list[list[float]] = []
    for w, step in zip(wish, steps, strict=False):
        blocks.append([w - step, 1])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            mean, count = blocks.pop()
            before, n = blocks[-1]
            blocks[-1] = [(before * n + mean * count) / (n + count), n + count]
    free = tallest - steps[-1]
    base = [min(max(mean, 0.0), free) for mean, count in blocks for _ in range(int(count))]
    return [b + step for b, step in zip(base, steps, strict=False)]
