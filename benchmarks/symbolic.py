"""The symbolic engine: what it takes by the number of options, beside listing where that is possible.

Run with ``python benchmarks/symbolic.py [seconds]``. Every decision maker has 8 to 12 statements of 1 to 3
options each: its own and its neighbour's (near), or anybody's (far). Times are CPU seconds of one core; only
their ratios travel from machine to machine. Where both ran, their counts are compared too. A model that
meets the limit (10 seconds, or what is given) is shown as such.
"""

from __future__ import annotations

import sys
from functools import partial
from random import Random
from statistics import median
from time import process_time

from palabre.conflict import (
    Condition,
    Conflict,
    ConflictError,
    DecisionMaker,
    Option,
    Statement,
    Statements,
    space_of,
)
from palabre.conflict.conditions import All, Any_, Not, Taken
from palabre.stability import Analysis, explore
from palabre.stability.concepts import judge

ROW = "{:<10}{:>14}{:<16}{:>12}{:>12}{:>12}{:>10}{:>10}"
SHAPES = ((4, 4), (5, 4), (6, 4), (8, 4), (10, 4), (12, 5))
SEEDS = (1, 2, 3)


def model(seed: int, dms: int, options: int, near: bool) -> Conflict:
    """Return a random conflict."""
    rng = Random(seed)
    own = [[f"o{i}_{k}" for k in range(options)] for i in range(dms)]
    who = []
    for i in range(dms):
        pool = own[i] + own[(i + 1) % dms] if near else [o for some in own for o in some]
        lines = tuple(Statement(f"d{i}: {k}", _said(rng, pool)) for k in range(rng.randint(8, 12)))
        mine = tuple(Option(o, o, f"d{i}") for o in own[i])
        who.append(DecisionMaker(f"d{i}", f"D{i}", mine, Statements(lines)))
    return Conflict("made", tuple(who))


def _said(rng: Random, pool: list[str]) -> Condition:
    parts: tuple[Condition, ...] = tuple(
        Taken(o) if rng.random() < 0.5 else Not(Taken(o)) for o in rng.sample(pool, rng.randint(1, 3))
    )
    return parts[0] if len(parts) == 1 else rng.choice((All, Any_))(parts)


def symbolic(conflict: Conflict, concepts: tuple[str, ...], seconds: float) -> tuple[float, list[int]] | None:
    """Return the CPU seconds and the numbers of equilibria; None where the limit is met."""
    start = process_time()
    try:
        found = explore(conflict, concepts, max_seconds=seconds)
    except ConflictError:
        return None
    return process_time() - start, [found.equilibria[c] for c in concepts]


def listed(conflict: Conflict, concepts: tuple[str, ...]) -> tuple[float, list[int]]:
    """Return the same by listing the states and judging them with numpy, whatever kernel is there."""
    start = process_time()
    space = space_of(conflict)
    ranks = Analysis(conflict, space, concepts).ranks
    # Ranks with an axis for versions are what numpy judges.
    found = judge(space, ranks[:, :, None], concepts)
    return process_time() - start, [int(found[c].all(axis=0).sum()) for c in concepts]


def shown(times: list[float]) -> str:
    """Return the median of the runs that ended."""
    return f"{median(times):.2f} s" if times else "-"


def row(dms: int, options: int, near: bool, concepts: tuple[str, ...], seconds: float) -> None:
    """Print one kind of model."""
    made = [model(seed, dms, options, near) for seed in SEEDS]
    runs = list(map(partial(symbolic, concepts=concepts, seconds=seconds), made))
    took = [run[0] for run in runs if run is not None]
    beside = []
    if dms * options <= 20:
        for conflict, run in zip(made, runs, strict=True):
            time, counts = listed(conflict, concepts)
            beside.append(time)
            assert run is None or run[1] == counts, "the two engines differ"
    ratio = f"{median(beside) / median(took):.1f}×" if beside and took else "-"
    kind = "near" if near else "far"
    ended = f"{len(took)} of {len(made)}"
    worst = f"{max(took):.2f} s" if took else "-"
    print(
        ROW.format(
            f"2^{dms * options}",
            kind,
            f"  {', '.join(concepts)}",
            shown(took),
            worst,
            ended,
            shown(beside),
            ratio,
        )
    )


def main() -> None:
    """Print the table."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    print(ROW.format("states", "statements", "  concepts", "median", "worst", "ended", "listed", "ratio"))
    for dms, options in SHAPES:
        for near in (True, False):
            for concepts in (("nash", "gmr"), ("nash", "gmr", "seq"), ("smr", "sseq")):
                row(dms, options, near, concepts, seconds)


if __name__ == "__main__":
    main()
