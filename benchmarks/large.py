"""Large models: how long they take and how much memory, beside one reading of the ranks at the same moment.

Run with ``python benchmarks/large.py`` (a minute or two); every function returns `Figure` rows that other
tables can use. Times are CPU seconds of one core, the best of several runs; memory is what Python and numpy
allocate.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

import numpy as np
from fast import EVERY, Made, model, timed

from palabre.conflict import (
    Conflict,
    DecisionMaker,
    OneWay,
    Option,
    Rule,
    Statement,
    Statements,
    parse,
    scores,
    space_of,
)
from palabre.stability import analyse, fast
from palabre.stability.concepts import ALL

TESTS = Path(__file__).resolve().parent.parent / "tests"
MOST = (4,) * 6
SHAPES = ((2,) * 4, (3,) * 4, (4,) * 4, (4,) * 5, MOST)
ROW = "{:<74}{:>12}{:>12}"


class Figure(NamedTuple):
    """One measured number, and what it should not exceed."""

    name: str
    value: float
    unit: str
    goal: float | None = None

    def __str__(self) -> str:
        goal = "" if self.goal is None else f"<= {self.goal:g}"
        return ROW.format(self.name, f"{self.value:.3g} {self.unit}", goal)


def size_of(shape: tuple[int, ...]) -> str:
    """Return a model's size in words."""
    return f"{len(shape)} decision makers, 2^{sum(shape)} combinations"


def ranked_by_statements(made: Made) -> Made:
    """Return the model with the ranks that its statements give."""
    rows = [scores(d.preference, made.space) for d in made.conflict.decision_makers]
    return made._replace(ranks=np.stack(rows).astype(np.int16))


def beside_reading(run: Callable[[], Any], read: Callable[[], Any], times: int) -> tuple[float, float]:
    """Return the best times of two things done by turns, so that a busy machine is busy for both."""
    pairs = [(timed(run)[0], timed(read)[0]) for _ in range(times)]
    return min(a for a, _ in pairs), min(b for _, b in pairs)


def nash(shape: tuple[int, ...] = MOST, times: int = 7) -> list[Figure]:
    """Nash beside one reading of everybody's ranks."""
    made = model(shape)
    repeat = max(1, (1 << 20) >> sum(shape))
    run = partial(fast.verdicts, made.space, made.ranks, fast.BITS["nash"])
    took, read = beside_reading(
        lambda: [run() for _ in range(repeat)], lambda: [made.ranks.max() for _ in range(repeat)], times
    )
    goal = 7 if sum(shape) >= 20 else None
    return [Figure(f"Nash, {size_of(shape)}, readings of the ranks", took / read, "x", goal)]


def five(shape: tuple[int, ...] = MOST, *, restricted: bool = False, times: int = 2) -> list[Figure]:
    """All five concepts, everybody, all states; memory where it is by the state."""
    made = model(shape, restricted=restricted)
    goal = (4 if restricted else 1.5) if shape == MOST else None
    name = f"five concepts, {size_of(shape)}{', bound' if restricted else ''}"
    took, found = timed(partial(fast.verdicts, made.space, made.ranks, EVERY), times)
    tracemalloc.start()
    fast.verdicts(made.space, made.ranks, EVERY)
    more = tracemalloc.get_traced_memory()[1] - found.nbytes
    tracemalloc.stop()
    by_statements = ranked_by_statements(made)
    other = timed(partial(fast.verdicts, made.space, by_statements.ranks, EVERY), times)[0]
    # Beside what is counted, the kernel keeps four bytes for each vector, here of at least 8 states.
    state = more / len(made.space) + 0.5
    return [
        Figure(f"{name}, random ranks", took, "s", goal),
        Figure(f"{name}, ranks by statements", other, "s"),
        Figure(f"{name}, working memory a feasible state", state, "bytes", 30),
        Figure(f"{name}, working memory a combination", state * len(made.space) / 2 ** sum(shape), "bytes"),
    ]


def growth(shapes: tuple[tuple[int, ...], ...] = SHAPES) -> list[Figure]:
    """All five concepts, by the state and decision maker."""
    rows = []
    for shape in shapes:
        for restricted in (False, True):
            made = model(shape, restricted=restricted)
            times = min(30, max(2, (1 << 20) >> sum(shape)))
            took = timed(partial(fast.verdicts, made.space, made.ranks, EVERY), times)[0]
            name = f"five concepts, {size_of(shape)}{', bound' if restricted else ''}, each"
            rows.append(Figure(name, took / made.ranks.size * 1e9, "ns"))
    return rows


def hostile(options: int = 16) -> list[Figure]:
    """One path of improvements through half of all states: the case that sweeps are slow at."""
    sys.path[:0] = [str(TESTS), str(TESTS / "stability")]
    space, ranks = importlib.import_module("test_fast").hostile(options)
    few = fast.small(ranks)
    assert few is not None
    took = timed(partial(fast.worth, space, few, 0, fast.BITS["seq"]), 5)[0]
    goal = 20 if options == 16 else None
    return [Figure(f"a path of improvements through half of 2^{options} states", took * 1e3, "ms", goal)]


def twelve(shape: tuple[int, ...] = MOST) -> Conflict:
    """Return a model in which everything is feasible and everybody has twelve statements."""
    rng = np.random.default_rng(12)
    names = [f"o{k}" for k in range(sum(shape))]
    who, first = [], 0
    for i, width in enumerate(shape):
        own = tuple(Option(o, o, f"d{i}") for o in names[first : first + width])
        lines = [
            parse(form.format(*rng.choice(names, 3, replace=False)))
            for form in ("{0} if {1}", "{0} and not {1}", "{0} iff ({1} or {2})", "not {0}") * 3
        ]
        numbered = tuple(Statement(f"d{i}: {k}", line) for k, line in enumerate(lines))
        who.append(DecisionMaker(f"d{i}", f"D{i}", own, Statements(numbered)))
        first += width
    return Conflict("twelve statements", tuple(who))


def statements(shape: tuple[int, ...] = MOST) -> list[Figure]:
    """Ranks of all states from twelve statements."""
    conflict = twelve(shape)
    space = space_of(conflict, 1 << 26)
    took = [timed(partial(scores, d.preference, space), 3)[0] for d in conflict.decision_makers]
    name = f"ranks under 12 statements, 2^{sum(shape)} states"
    goal = 0.1 if shape == MOST else None
    return [Figure(f"{name}, mean", float(np.mean(took)), "s", goal), Figure(f"{name}, most", max(took), "s")]


def everything(conflict: Conflict, most: int) -> Iterator[Figure]:
    """States, ranks and the equilibria of all five concepts, with nothing known before."""
    start = process_time()
    space = space_of(conflict, most)
    yield Figure("the states", process_time() - start, "s")
    del space
    tracemalloc.start()
    start = process_time()
    analysis = analyse(conflict, ALL, max_states=most)
    yield Figure("the states and ranks", process_time() - start, "s")
    found = [int(analysis.mask(c).sum()) for c in ALL]
    yield Figure("in all, to the equilibria of five concepts", process_time() - start, "s")
    assert all(0 < n < len(analysis.space) for n in found)
    yield Figure("memory at most", tracemalloc.get_traced_memory()[1] / 1e6, "MB")
    tracemalloc.stop()


def whole(shape: tuple[int, ...] = MOST) -> list[Figure]:
    """Go with a model in which everything is feasible from its words to its equilibria."""
    return [f._replace(name=f"{size_of(shape)}: {f.name}") for f in everything(twelve(shape), 1 << 26)]


def sparse(*, one_way: bool = False) -> Conflict:
    """Return six decision makers with forty options, who each take exactly one of theirs: 86,436 states."""
    rng = np.random.default_rng(40)
    names = [f"o{k}" for k in range(40)]
    who, rules, first = [], [], 0
    for i, width in enumerate((7, 7, 7, 7, 6, 6)):
        own = names[first : first + width]
        lines = [parse("{} if {}".format(*rng.choice(names, 2, replace=False))) for _ in range(9)]
        numbered = tuple(Statement(f"d{i}: {k}", line) for k, line in enumerate(lines))
        options = tuple(Option(o, o, f"d{i}") for o in own)
        who.append(DecisionMaker(f"d{i}", f"D{i}", options, Statements(numbered)))
        rules.append(Rule(f"r{i}", "exactly one", tuple(map(parse, own))))
        first += width
    ways = tuple(OneWay(d.id, d.options[-1].id, "N>Y") for d in who) if one_way else ()
    return Conflict("sparse", tuple(who), tuple(rules), ways)


def listed() -> list[Figure]:
    """Forty options, and few of their combinations feasible."""
    rows = []
    for one_way in (False, True):
        for figure in everything(sparse(one_way=one_way), 1 << 20):
            name = f"40 options, 86,436 states{', one-way options' if one_way else ''}: {figure.name}"
            rows.append(figure._replace(name=name, goal=1 if "in all" in name else None))
    return rows


PARTS: dict[str, Callable[[], list[Figure]]] = {
    "nash": nash,
    "nash at 2^20": partial(nash, (4,) * 5),
    "free": five,
    "bound": partial(five, restricted=True),
    "hostile": hostile,
    "statements": statements,
    "whole": whole,
    "listed": listed,
    "growth": growth,
}


def main() -> None:
    """Print everything, each part in a process of its own; or the parts named."""
    if fast.kernel() is None:
        print("the compiled kernel was not built here: nothing to measure")
        return
    if sys.argv[1:]:
        for name in sys.argv[1:]:
            print(*PARTS[name](), sep="\n", flush=True)
        return
    print(ROW.format("", "measured", "goal"), flush=True)
    for name in PARTS:
        subprocess.run([sys.executable, __file__, name], check=True)


if __name__ == "__main__":
    main()
