"""Places of nodes: forward arrows go right, circles are opened, columns keep their distances."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest

from palabre.charts.layering import layered


@pytest.mark.parametrize("seed", range(40))
def test_places_are_apart_and_arrows_without_circles_go_right(seed: int) -> None:
    rng = Random(seed)
    nodes = list(range(rng.randint(1, 16)))
    forward = [(a, b) for a in nodes for b in nodes if a < b and rng.random() < 0.15]
    back = [(b, a) for a, b in forward if rng.random() < 0.2] if seed % 2 else []
    places = layered(nodes, [*forward, *back], first=nodes[0])
    assert places == layered(nodes, [*forward, *back], first=nodes[0])
    assert set(places.column) == set(places.y) == set(nodes)
    assert all(places.column[a] != places.column[b] for a, b in forward)
    if not back:
        assert all(places.column[a] < places.column[b] for a, b in forward)
    for column in set(places.column.values()):
        ys = sorted(places.y[n] for n in nodes if places.column[n] == column)
        assert all(b - a >= 0.999 for a, b in pairwise(ys))
    for (a, b), ways in places.ways.items():
        steps = [places.column[a], *(c for c, _ in ways), places.column[b]]
        assert all(abs(x - y) == 1 for x, y in pairwise(steps))
