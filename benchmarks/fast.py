"""The compiled kernel beside numpy, a literal reading and the literature's matrix method, in one run.

Run with ``python benchmarks/fast.py`` (``--large`` for models of 2**24 states). Times are CPU seconds of one
core; only their ratios travel from machine to machine. Verdicts are compared wherever two methods ran.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from palabre.conflict import (
    Conflict,
    DecisionMaker,
    OneWay,
    Option,
    Rule,
    Space,
    Statement,
    Statements,
    parse,
    space_of,
)
from palabre.stability import analyse, fast
from palabre.stability.concepts import judge_numpy

TESTS = Path(__file__).resolve().parent.parent / "tests"
EVERY = sum(fast.BITS.values())
NAMES = ("nash", "gmr", "smr", "seq")
ROW = "{:<40}{:>12}{:>13}{:>13}{:>12}"


class Made(NamedTuple):
    """A model and random ranks."""

    conflict: Conflict
    space: Space
    ranks: NDArray[np.int16]


def timed(run: Callable[[], Any], times: int = 1) -> tuple[float, Any]:
    """Return the CPU seconds of the quickest of several runs, and what the last one gave."""
    took, result = [], None
    for _ in range(times):
        start = process_time()
        result = run()
        took.append(process_time() - start)
    return min(took), result


def model(shape: tuple[int, ...], *, restricted: bool = False) -> Made:
    """Return a model with so many options for each decision maker, statements over them, and random ranks."""
    rng = np.random.default_rng(sum(shape))
    names = [f"o{k}" for k in range(sum(shape))]
    who, first = [], 0
    for i, width in enumerate(shape):
        options = tuple(Option(o, o, f"d{i}") for o in names[first : first + width])
        pairs = [rng.choice(names, 2, replace=False) for _ in range(9)]
        lines = tuple(Statement(f"d{i}: {k}", parse(f"{a} if {b}")) for k, (a, b) in enumerate(pairs))
        who.append(DecisionMaker(f"d{i}", f"D{i}", options, Statements(lines)))
        first += width
    ways = tuple(OneWay(d.id, d.options[-1].id, "N>Y") for d in who) if restricted else ()
    never = [f"o{k} and o{k + 4}" for k in (0, 3)] if restricted else []
    rules = tuple(Rule(x, "never", (parse(x),)) for x in never)
    conflict = Conflict("made", tuple(who), rules, ways)
    space = space_of(conflict, 1 << 26)
    ranks = np.stack([rng.integers(0, 30_000, len(space), dtype=np.int16) for _ in shape])
    return Made(conflict, space, ranks)


def matrices(made: Made) -> dict[str, NDArray[np.bool_]] | None:
    """Do it as the literature does, by products of sparse matrices over all pairs of states."""
    try:
        sparse = importlib.import_module("scipy.sparse")
    except ImportError:
        return None
    n, size = made.ranks.shape
    moves, gains = [], []
    for its, rank in zip(made.space.arcs, made.ranks, strict=True):
        by = its.sources, its.targets
        moves.append(sparse.csr_matrix((np.ones(len(by[0]), np.float32), by), (size, size)))
        up = (rank[by[1]] > rank[by[0]]).astype(np.float32)
        gains.append(sparse.csr_matrix((up, by), (size, size)))
        gains[-1].eliminate_zeros()

    def reach(of: int, each: list[Any]) -> Any:
        step = sum(each[j] for j in range(n) if j != of).sign()
        found, before = step, -1
        while found.nnz != before:
            before, found = found.nnz, (found + found @ step).sign()
        return found

    result = {c: np.empty((n, size), bool) for c in NAMES}
    for i, rank in enumerate(made.ranks):
        worse = (rank[:, None] <= rank[None, :]).astype(np.float32)
        escape = np.asarray(moves[i] @ (1 - worse)) > 0
        held = worse * ~escape
        result["nash"][i] = gains[i].getnnz(axis=1) == 0
        anyhow, credible = reach(i, moves), reach(i, gains)
        for c, product in (("gmr", anyhow @ worse), ("smr", anyhow @ held), ("seq", credible @ worse)):
            free = gains[i].multiply((np.asarray(product) == 0).T)
            result[c][i] = np.asarray(free.sum(axis=1)).reshape(-1) == 0
    return result


def beside_others() -> None:
    """Print small models: all concepts, all decision makers, all states."""
    sys.path.insert(0, str(TESTS))
    oracle_of = importlib.import_module("oracle").Oracle
    print(ROW.format("all concepts, everybody, all states", "kernel", "numpy", "matrices", "literal"))
    for shape in ((2, 2, 2, 2), (3, 3, 2, 2), (3, 3, 3, 3), (4, 4, 4, 4)):
        made = model(shape)
        quick, found = timed(partial(fast.verdicts, made.space, made.ranks, EVERY), 20)
        slow, wanted = timed(partial(judge_numpy, made.space, made.ranks, NAMES))
        for c, bit in zip(NAMES, fast.BITS.values(), strict=False):
            assert (fast.unpacked(found, bit) == wanted[c]).all(), "kernel and numpy differ"
        words = ["", ""]
        if sum(shape) <= 10:
            took, result = timed(partial(matrices, made))
            words[0] = "no scipy" if result is None else f"{took / quick:,.0f}×"
            for c, verdicts in (result or {}).items():
                assert (verdicts == wanted[c]).all(), f"numpy and the matrices differ: {c}"
        if sum(shape) <= 8:
            oracle = oracle_of(made.conflict)
            took, _ = timed(partial(list, map(oracle.verdicts, NAMES)))
            words[1] = f"{took / quick:,.0f}×"
        name = f"{len(shape)} decision makers, {2 ** sum(shape):,} states"
        print(ROW.format(name, f"{quick * 1e3:.3f} ms", f"{slow / quick:,.0f}×", *words))
    print("(the kernel: five concepts; the others: four of them)")
    print("(the literal reading is left out above 256 states and the matrices above 1,024: both grow as the")
    print(" square of the states and more)")


def growth(large: bool) -> None:
    """Print the time for each state and decision maker as models grow."""
    print()
    print(ROW.format("growth, ns a state and decision maker", "nash", "all", "all, bound", "nash/read"))
    for shape in ((2,) * 4, (3,) * 4, (4,) * 4, (4,) * 5, (4,) * 6)[: 5 if large else 4]:
        free, bound = model(shape), model(shape, restricted=True)
        times = max(1, (1 << 20) >> sum(shape))
        each = []
        for made, bits in ((free, 1), (free, EVERY), (bound, EVERY)):
            took = timed(partial(fast.verdicts, made.space, made.ranks, bits), min(times, 30))[0]
            each.append(took / made.ranks.size * 1e9)
        read = timed(partial(np.max, free.ranks), min(times, 30))[0] / free.ranks.size * 1e9
        name = f"{len(shape)} decision makers, {2 ** sum(shape):,} states"
        print(ROW.format(name, *(f"{x:.2f}" for x in each), f"{each[0] / read:.1f}×"))
    print("(bound: some combinations are out, and every decision maker has an option that goes one way)")


def hostile() -> None:
    """Print the case that sweeps are slow at: one path of improvements along a Gray code."""
    sys.path.insert(0, str(TESTS / "stability"))
    made = importlib.import_module("test_fast").hostile(16)
    few = fast.small(made[1])
    assert few is not None
    took = timed(partial(fast.worth, made[0], few, 0, fast.BITS["seq"]), 3)[0]
    print()
    print(f"a path of improvements through 32,768 of 65,536 states, one opponent set: {took * 1e3:.1f} ms")


def main() -> None:
    """Run everything."""
    if fast.kernel() is None:
        print("the compiled kernel was not built here: nothing to measure")
        return
    assert analyse(model((2, 2)).conflict).engine == "fast"
    beside_others()
    growth("--large" in sys.argv)
    hostile()


if __name__ == "__main__":
    main()
