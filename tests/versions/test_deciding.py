"""Decision trees: every version stands in a leaf that counts it, and small trees are the smallest."""

from __future__ import annotations

from functools import cache
from random import Random

import disputed
import numpy as np

from palabre.versions import sweep
from palabre.versions.deciding import _best


def test_every_version_stands_in_the_one_leaf_that_counts_it() -> None:
    trees = mixed_leaves = 0
    for seed in range(150):
        conflict, questions = disputed.model(seed)
        result = sweep(conflict, questions, concepts=("nash",), limit=3_000, sample=200)
        for key, holds in result.holds.items():
            tree = result.deciding(*key)
            seen = np.zeros(len(holds), int)
            for conditions, share in tree.leaves():
                inside = np.ones(len(holds), bool)
                for choice, values in conditions:
                    inside &= np.isin(result.versions[:, result.choices.index(choice)], values)
                seen += inside
                assert (share.count, share.total) == (holds[inside].sum(), inside.sum())
                assert share.sampled != result.exhaustive or share.population == share.total
                mixed_leaves += 0 < share.count < share.total
            assert (seen == 1).all()
            assert tree.exact == all(s.count in (0, s.total) for _, s in tree.leaves())
            assert tree.exact or not tree.smallest
            assert len(tree.rules()) == len(tree.leaves())
            assert len(tree.as_json()) == len(tree.leaves())
            trees += len(tree.leaves()) > 1
    assert trees > 30


def test_small_trees_are_the_smallest_there_are() -> None:
    rng = Random(1)
    for _ in range(300):
        sizes = tuple(rng.choice((2, 2, 3)) for _ in range(rng.randint(1, 4)))
        grid = np.array([rng.random() < 0.4 for _ in range(int(np.prod(sizes)))]).reshape(sizes)
        axes = tuple(range(len(sizes)))
        assert _best(grid, axes, {}).leaves == fewest(grid.tobytes(), sizes)


@cache
def fewest(cells: bytes, sizes: tuple[int, ...]) -> int:
    """The fewest leaves, found by trying every split and every way to let values share a branch."""
    grid = np.frombuffer(cells, bool).reshape(sizes)
    if grid.all() or not grid.any():
        return 1
    best = grid.size
    for k in range(len(sizes)):
        parts = {np.take(grid, v, k).tobytes() for v in range(sizes[k])}
        if len(parts) > 1:
            rest = sizes[:k] + sizes[k + 1 :]
            best = min(best, sum(fewest(p, rest) for p in parts))
    return best
