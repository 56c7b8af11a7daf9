"""The speed goals, one a row: what was measured, the goal, and the ratio, all in one run.

Run with ``python benchmarks/table.py`` (a few minutes), or with ``--quick`` to leave out models of 2^24 states.
Times are CPU seconds of one core; goals were set for one core of a server of 2023, and only ratios travel from
machine to machine. The other files in this folder look closer.
"""

from __future__ import annotations

import importlib
import os
import resource
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

import numpy as np
from fast import EVERY, NAMES, Made, matrices, model, timed

from palabre.conflict import Conflict, DecisionMaker, NamedState, Option, Statement, Statements, parse, scores
from palabre.stability import analyse, fast, judge, plan
from palabre.stability.concepts import ALL, judge_numpy
from versions import six_questions, speed, thousand

ROOT = Path(__file__).resolve().parent.parent
CASE = ROOT / "src" / "palabre" / "cases" / "data" / "elmira.json"
TEXTBOOK, SMALL, MIDDLE, LARGE = (2,) * 4, (3, 3, 2, 2), (3,) * 4, (4,) * 6
LINE = "{:<60}{:>14}{:>14}  {}"


class Row(NamedTuple):
    """One goal: what is done, how fast it should be and was, and what that is beside something else."""

    work: str
    goal: str
    measured: str
    ratio: str = ""

    def __str__(self) -> str:
        return LINE.format(*self)


Rows = Iterator[Row]


def ms(seconds: float) -> str:
    """Return a time in milliseconds."""
    return f"{seconds * 1e3:,.3g} ms"


def textbook() -> Rows:
    """A model of 256 states, the whole call."""
    made = model(TEXTBOOK)
    plain = timed(partial(judge_numpy, made.space, made.ranks), 20)[0]
    yield Row("256 states, five concepts, numpy alone", "<= 5 ms", ms(plain))
    quick = timed(partial(judge, made.space, made.ranks), 50)[0]
    yield Row("256 states, five concepts, kernel", "<= 0.5 ms", ms(quick), f"{plain / quick:,.0f} x numpy")


def beside_others() -> Rows:
    """4,096 states, beside methods that are measured on 1,024 and scaled by the square of the states."""
    made, small = model(MIDDLE), model(SMALL)
    scale = (len(made.space) / len(small.space)) ** 2
    took = timed(partial(fast.verdicts, made.space, made.ranks, EVERY), 20)[0]
    name = "4 x 2^12, five concepts, kernel"
    oracle = importlib.import_module("oracle").Oracle(small.conflict)
    literal = timed(partial(list, map(oracle.verdicts, ALL)))[0] * scale
    words = f"{literal / took:,.0f} x the literal reading (2^10 scaled by {scale:.0f})"
    yield Row(name, "<= 0.4 ms", ms(took), words)
    four = sum(fast.BITS[c] for c in NAMES)
    part = timed(partial(fast.verdicts, made.space, made.ranks, four), 20)[0]
    spent, found = timed(partial(matrices, small))
    words = "scipy is missing"
    if found is not None:
        words = f"{spent * scale / part:,.0f} x matrices by scipy.sparse (2^10 scaled by {scale:.0f})"
    yield Row("4 x 2^12, Nash, GMR, SMR, SEQ, kernel", "", ms(part), words)


def five(made: Made, goal: str, name: str) -> Rows:
    """All concepts on a large model, and the memory that takes beside ranks and verdicts."""
    took, found = timed(partial(fast.verdicts, made.space, made.ranks, EVERY))
    tracemalloc.start()
    fast.verdicts(made.space, made.ranks, EVERY)
    held = tracemalloc.get_traced_memory()[1] - found.nbytes
    tracemalloc.stop()
    yield Row(
        name, goal, f"{took:.2f} s", f"{took / made.ranks.size * 1e9:.1f} ns a state and decision maker"
    )
    every = (held + made.ranks.nbytes + found.nbytes) / len(made.space)
    words = f"{held / len(made.space):.0f} beside ranks and verdicts"
    yield Row("  bytes a state", "<= 30", f"{every:.0f}", words)


def largest() -> Rows:
    """2^24 combinations."""
    yield from five(model(LARGE), "<= 1.3 s", "6 x 2^24, all free, five concepts")
    yield from five(
        model(LARGE, restricted=True), "<= 3.5 s", "6 x 2^24, infeasible and one-way, five concepts"
    )


def nash(shapes: tuple[tuple[int, ...], ...]) -> Rows:
    """Nash beside one reading of the ranks."""
    for shape in shapes:
        made = model(shape)
        times = max(3, (1 << 23) >> sum(shape))
        took = timed(partial(fast.verdicts, made.space, made.ranks, fast.BITS["nash"]), times)[0]
        read = timed(partial(np.max, made.ranks), times)[0]
        each = f"{took / made.ranks.size * 1e9:.2f} ns a state and decision maker"
        work = f"Nash, {len(shape)} x 2^{sum(shape)}, in readings of the ranks"
        yield Row(work, "<= 7 x", f"{took / read:.1f} x", each)


def growth(shapes: tuple[tuple[int, ...], ...]) -> Rows:
    """Five concepts, by the state and decision maker, from small models to large."""
    each = []
    for shape in shapes:
        made = model(shape)
        took = timed(
            partial(fast.verdicts, made.space, made.ranks, EVERY), min(30, (1 << 21 >> sum(shape)) + 1)
        )[0]
        each.append(took / made.ranks.size * 1e9)
    work = f"growth 2^{sum(shapes[0])} to 2^{sum(shapes[-1])}, ns a state and decision maker"
    words = ", ".join(f"2^{sum(s)}: {x:.1f}" for s, x in zip(shapes, each, strict=True))
    yield Row(work, "<= 2 x", f"{each[-1] / each[0]:.1f} x", words)


def gray_code() -> Rows:
    """One path of improvements through half of 2^16 states: what sweeps are slow at."""
    space, ranks = importlib.import_module("test_fast").hostile(16)
    few = fast.small(ranks)
    assert few is not None
    took = timed(partial(fast.worth, space, few, 0, fast.BITS["seq"]), 5)[0]
    yield Row("a path of improvements through half of 2^16, one closure", "<= 10 ms", ms(took))


def listed(count: int = 100_000, options: int = 40) -> Rows:
    """States listed by hand, a few of very many combinations."""
    rng = np.random.default_rng(40)
    # Walk from state to state by a few options, so that there are moves.
    codes: set[int] = set()
    state = 0
    while len(codes) < count:
        codes.add(state)
        state ^= 1 << int(rng.integers(options))
    patterns = ("".join("Y" if c >> k & 1 else "N" for k in range(options)) for c in sorted(codes))
    names = [f"o{k}" for k in range(options)]
    dms = []
    for d in range(4):
        pairs = [rng.choice(names, 2, replace=False) for _ in range(10)]
        lines = tuple(Statement(f"d{d}: {k}", parse(f"{a} if {b}")) for k, (a, b) in enumerate(pairs))
        dms.append(
            DecisionMaker(f"d{d}", "", tuple(Option(o, o, f"d{d}") for o in names[d::4]), Statements(lines))
        )
    states = tuple(NamedState(f"s{k}", p) for k, p in enumerate(patterns))
    start = process_time()
    analysis = analyse(Conflict("listed", tuple(dms), states=states), ALL)
    read = process_time() - start
    took = timed(lambda: [analysis.mask(c) for c in ALL])[0]
    words = f"and {read:.1f} s to read and rank the states"
    yield Row("40 options, 10^5 listed states, five concepts", "", f"{took:.2f} s", words)


def versions() -> Rows:
    """Whole sweeps, from the model to the shares."""
    many = speed(*thousand(), read=("nash",))
    rate = many.versions / many.sweep
    words = f"{many.numpy / many.sweep:,.0f} x numpy, {many.literal / many.sweep:,.0f} x Nash read literally"
    yield Row(
        "4 x 1,000 listed states, five concepts, versions a second", ">= 100,000", f"{rate:,.0f}", words
    )
    six = speed(*six_questions(), read=("nash", "seq"))
    words = (
        f"{six.numpy / six.sweep:,.0f} x numpy, {six.literal / six.sweep:,.0f} x Nash and SEQ read literally"
    )
    work = f"{six.versions:,} versions, six questions and four lines, {six.states} states"
    yield Row(work, "<= 0.1 s", f"{six.sweep:.3f} s", words)


def preference(options: int) -> Rows:
    """Ranks of all states from twelve statements."""
    conflict = model((options // 6,) * 6).conflict
    names = [o.id for o in conflict.options]
    rng = np.random.default_rng(12)
    forms = ("{} if {}", "{} and not {}", "not ({} and {})", "{} iff {}") * 3
    lines = [parse(f.format(*rng.choice(names, 2, replace=False))) for f in forms]
    likes = Statements(tuple(Statement(str(k), line) for k, line in enumerate(lines)))
    space = conflict.space if options < 24 else model(LARGE).space
    took = timed(partial(scores, likes, space))[0]
    each = took / len(space) / len(lines) * 1e9
    work = f"preference of 2^{options} states, 12 statements"
    yield Row(work, "<= 0.1 ns", f"{each:.2f} ns", f"a state and statement; {took:.2f} s in all")


def start() -> Rows:
    """Start the command line on a small model, from nothing to the printed answer."""
    run = [sys.executable, "-c", "from palabre.cli import main; main()", "analyse", str(CASE)]
    path = os.pathsep.join(filter(None, (str(ROOT / "src"), os.environ.get("PYTHONPATH"))))
    took = []
    for _ in range(4):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(run, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": path})
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    yield Row("palabre analyse, a small model", "<= 0.4 s", f"{min(took):.2f} s")


def symbolic() -> Rows:
    """Models too large to list, where the extra is there."""
    try:
        made: Any = importlib.import_module("symbolic")
    except ImportError as fault:
        yield Row("models too large to list", "", "missing", str(fault))
        return
    for dms, each, concepts, goal in (
        (8, 4, ("nash", "gmr", "seq"), "<= 2 s"),
        (12, 5, ("nash", "gmr"), "<= 3 s"),
    ):
        conflict = made.model(1, dms, each, True)
        found = made.symbolic(conflict, concepts, 60.0)
        measured = "over 60 s" if found is None else f"{found[0]:.2f} s"
        yield Row(f"{dms} x 2^{dms * each}, {', '.join(concepts)}, symbolic", goal, measured)


def rows(quick: bool) -> Iterator[Callable[[], Rows]]:
    """Yield the rows' functions; those of the compiled kernels only where they were built."""
    growing = (TEXTBOOK, MIDDLE, (4,) * 4, (4,) * 5, LARGE)[: 4 if quick else 5]
    if fast.kernel() is not None and plan.kernel() is not None:
        yield from (textbook, beside_others)
        if not quick:
            yield largest
        yield partial(nash, growing[3:])
        yield partial(growth, growing)
        yield from (gray_code, versions)
    else:
        print("the compiled kernels were not built here: their rows are left out")
    yield listed
    yield partial(preference, 18 if quick else 24)
    yield from (start, symbolic)


def main() -> None:
    """Print the table, row by row as they are measured."""
    sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "stability")]
    print(LINE.format("work", "goal", "measured", "ratio"))
    for make in rows("--quick" in sys.argv):
        for row in make():
            print(row, flush=True)


if __name__ == "__main__":
    main()
