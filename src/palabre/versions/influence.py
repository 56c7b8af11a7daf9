"""Influence: in how many versions changing one answer alone flips a verdict.

The influence of a variable on a Boolean function, or the Banzhaf measure: it needs no probabilities, and
says which disputed claim is worth checking first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from palabre.versions.choice import Choice
from palabre.versions.field import Bools
from palabre.versions.runner import Key
from palabre.versions.share import Share

if TYPE_CHECKING:
    from palabre.versions.sweep import Sweep

WORK = 1 << 14


class Influence(NamedTuple):
    """A choice, and the share of versions in which changing it alone flips the verdict."""

    choice: Choice
    share: Share

    def as_json(self) -> dict[str, Any]:
        """Return the influence as plain values."""
        return {"choice": self.choice.id, **self.share.as_json()}


def influence_of(sweep: Sweep, settlement: str, concept: str) -> tuple[Influence, ...]:
    """Return the influence of every choice on a verdict, the most first; ties stay in the model's order.

    Exact where every version was run. Of a sample, every neighbour of its first versions is run as well, and
    the shares have their own errors.
    """
    key = settlement, concept
    flips = _exact(sweep, key) if sweep.exhaustive else _estimated(sweep)[key]
    pairs = zip(sweep.choices, flips, strict=True)
    every = [Influence(c, Share.of(int(f.sum()), len(f), sweep.population)) for c, f in pairs]
    return tuple(sorted(every, key=lambda i: -i.share.count))


def _exact(sweep: Sweep, key: Key) -> list[Bools]:
    grid = sweep.holds[key].reshape([len(c.values) for c in sweep.choices])
    flips = []
    for axis in range(grid.ndim):
        # Along one line of versions that differ in this choice only, each has a partner that differs in
        # its verdict unless all are alike.
        mixed = grid.any(axis=axis, keepdims=True) & ~grid.all(axis=axis, keepdims=True)
        flips.append(np.broadcast_to(mixed, grid.shape).reshape(-1))
    return flips


def _estimated(sweep: Sweep) -> dict[Key, list[Bools]]:
    if "neighbours" in sweep._memo:
        found: dict[Key, list[Bools]] = sweep._memo["neighbours"]
        return found
    each = sum(len(c.values) - 1 for c in sweep.choices)
    rows = sweep.versions[: max(64, WORK // each)]
    found = {key: [] for key in sweep.runner.keys}
    for k, choice in enumerate(sweep.choices):
        flipped = {key: np.zeros(len(rows), bool) for key in sweep.runner.keys}
        for step in range(1, len(choice.values)):
            others = rows.copy()
            others[:, k] = (others[:, k] + step) % len(choice.values)
            verdicts = sweep.runner.run(others)
            for key, flip in flipped.items():
                flip |= verdicts.holds[key] != sweep.holds[key][: len(rows)]
        for key, flip in flipped.items():
            found[key].append(flip)
    sweep._memo["neighbours"] = found
    return found
