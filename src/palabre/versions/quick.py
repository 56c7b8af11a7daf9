"""Quick: settlements in many versions by the compiled kernel, without a ranking of states for each of them.

A state is worth to a decision maker the sum of the weights of its lines that hold there, each line weighing
more than all below it together: that orders states as `scores` does, and the kernel adds it up in registers.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from palabre.stability import batch, fast
from palabre.stability.batch import Source, Tally
from palabre.stability.plan import Plan
from palabre.versions.different import different
from palabre.versions.field import Field, Ints
from palabre.versions.weights import weights_of

MOST_RANK = int(np.iinfo(np.int16).max)


def ranked_source(field: Field, dm: int) -> Source | None:
    """Return the preferences of a decision maker that were met, as ranks; None where these are too many."""
    ranks = field.preferences[dm].ranks
    if ranks.max(initial=0) > MOST_RANK:
        return None
    return Source(np.ascontiguousarray(ranks.T, np.int16), np.zeros(0, np.uint16))


def source_of(field: Field, dm: int, places: Ints) -> tuple[Source, Ints] | None:
    """Return the preferences that lines make, each once, and for each row of places which of them it makes.

    None where some preference has more levels than the kernel can count.
    """
    truth = field.truth[dm]
    # A line that holds everywhere or nowhere orders nothing.
    counts = (places >= 0) & (truth.any(axis=0) & ~truth.all(axis=0))
    used = np.flatnonzero(counts.any(axis=0))
    if len(used) > batch.MOST_LINES:
        orders = [tuple(np.argsort(p)[(p < 0).sum() :].tolist()) for p in places]
        which = field.preferences[dm].add(orders)
        ranks = ranked_source(field, dm)
        return None if ranks is None else (ranks, which)
    weights = weights_of(np.where(counts, places, -1))[:, used]
    first, which = different(np.frexp(weights)[1], [batch.MOST_LINES + 1] * len(used))
    held = np.zeros(len(truth), np.uint16)
    for k, line in enumerate(used):
        held |= truth[:, line].astype(np.uint16) << np.uint16(k)
    # The kernel asks for one line at least: it may weigh nothing.
    values = weights[first] if len(used) else np.zeros((1, 1), np.intp)
    every = Source(values.astype(np.int16), held)
    # Lines that another order of lines, or no line, stands in for: few orders rank the states differently.
    number: dict[bytes, int] = {}
    same = np.array([number.setdefault(row.tobytes(), len(number)) for row in batch.ranked(every)])
    alike = np.unique(same, return_index=True)[1]
    return Source(every.values[alike], held), same[which]


def tally_of(
    field: Field, plan: Plan, sources: Sequence[Source], rows: Ints, concepts: Sequence[str]
) -> Tally:
    """Return what becomes of the settlements of a field in versions given by everybody's preference."""
    fits = [np.flatnonzero(fit) for fit in field.fits.values()]
    return batch.tally(plan, sources, rows, fits, fast.bits_of(concepts))
