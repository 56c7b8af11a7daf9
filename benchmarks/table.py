"""The speed goals, one a row: what was measured, the goal, and the ratio, all in one run.

Run with ``python benchmarks/table.py`` (a few minutes), or with ``--quick`` to leave out models of 2^24
states. Times are CPU seconds of one core, on whatever machine this is: only ratios travel to another one.
The other files in this folder look closer.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeAlias

import large
from fast import EVERY, NAMES, matrices, model, timed
from large import Figure

from palabre.stability import fast, judge, plan
from palabre.stability.concepts import ALL, judge_numpy
from versions import six_questions, speed, thousand

ROOT = Path(__file__).resolve().parent.parent
CASE = ROOT / "src" / "palabre" / "cases" / "data" / "elmira.json"
TEXTBOOK, SMALL, MIDDLE = (2,) * 4, (3, 3, 2, 2), (3,) * 4
LINE = "{:<88}{:>12}{:>13}  {}"


class Row(NamedTuple):
    """One goal: what is done, how fast it should be and was, and what that is beside something else."""

    work: str
    goal: str
    measured: str
    ratio: str = ""

    def __str__(self) -> str:
        return LINE.format(*self)


Rows: TypeAlias = Iterator[Row]
Shapes: TypeAlias = tuple[tuple[int, ...], ...]


def ms(seconds: float) -> str:
    """Return a time in milliseconds."""
    return f"{seconds * 1e3:,.3g} ms"


def of_goal(value: float, goal: float) -> str:
    """Return what was measured as a part of what it should not exceed."""
    return f"{value / goal:.2f} of the goal"


def textbook() -> Rows:
    """Measure a model of 256 states, the whole call."""
    made = model(TEXTBOOK)
    plain = timed(partial(judge_numpy, made.space, made.ranks), 20)[0]
    yield Row("256 states, five concepts, numpy alone", "<= 5 ms", ms(plain), of_goal(plain, 5e-3))
    quick = timed(partial(judge, made.space, made.ranks), 50)[0]
    words = f"{of_goal(quick, 5e-4)}, {plain / quick:,.0f} x numpy"
    yield Row("256 states, five concepts, kernel", "<= 0.5 ms", ms(quick), words)


def beside_others() -> Rows:
    """Measure 4,096 states beside methods measured on 1,024, scaled by the square of the states."""
    made, small = model(MIDDLE), model(SMALL)
    scale = (len(made.space) / len(small.space)) ** 2
    took = timed(partial(fast.verdicts, made.space, made.ranks, EVERY), 20)[0]
    name = "4 x 2^12, five concepts, kernel"
    oracle = importlib.import_module("oracle").Oracle(small.conflict)
    literal = timed(partial(list, map(oracle.verdicts, ALL)))[0] * scale
    yield Row(name, "<= 0.5 ms", ms(took), of_goal(took, 5e-4))
    scaled = f"2^10 scaled by {scale:.0f}"
    yield Row(f"{name}, beside the literal reading", ">= 50,000 x", f"{literal / took:,.0f} x", scaled)
    four = sum(fast.BITS[c] for c in NAMES)
    part = timed(partial(fast.verdicts, made.space, made.ranks, four), 20)[0]
    spent, found = timed(partial(matrices, small))
    name = "4 x 2^12, Nash, GMR, SMR, SEQ, kernel, beside matrices by scipy.sparse"
    if found is None:
        yield Row(name, ">= 1,000 x", ms(part), "scipy is missing")
    else:
        yield Row(name, ">= 1,000 x", f"{spent * scale / part:,.0f} x", scaled)


def figures(found: Iterable[Figure]) -> Rows:
    """Return what `large` measured, as rows; the ratio is that of what was measured to the goal."""
    for name, value, unit, goal in found:
        measured = f"{value:.3g} {unit}"
        if goal is None:
            yield Row(name, "", measured)
        else:
            yield Row(name, f"<= {goal:g} {unit}", measured, of_goal(value, goal))


def largest() -> Rows:
    """Go through models of 2^24 combinations."""
    yield from figures(large.five())
    yield from figures(large.five(restricted=True))


def nash(shapes: Shapes) -> Rows:
    """Measure Nash beside one reading of the ranks."""
    for shape in shapes:
        yield from figures(large.nash(shape))


def growth(shapes: Shapes) -> Rows:
    """Measure five concepts, by the state and decision maker, from small models to large."""
    each = large.growth(shapes)
    yield from figures(each)
    for kind, of in (("all free", each[::2]), ("bound", each[1::2])):
        first, last = of[0].value, of[-1].value
        work = f"growth 2^{sum(shapes[0])} to 2^{sum(shapes[-1])}, {kind}, by the state and decision maker"
        yield Row(work, "<= 2 x", f"{last / first:.1f} x", f"largest {max(f.value for f in of):.1f} ns")


def gray_code() -> Rows:
    """Measure what sweeps are slow at."""
    yield from figures(large.hostile())


def listed() -> Rows:
    """Measure few states of very many combinations."""
    yield from figures(large.listed())


def preference(shape: tuple[int, ...]) -> Rows:
    """Measure ranks of all states from twelve statements."""
    yield from figures(large.statements(shape))


def versions() -> Rows:
    """Measure whole sweeps, from the model to the shares."""
    many = speed(*thousand(), read=("nash",))
    rate = many.versions / many.sweep
    words = f"{rate / 1e5:.2f} of the goal, {many.numpy / many.sweep:,.0f} x numpy, "
    words += f"{many.literal / many.sweep:,.0f} x Nash read literally"
    yield Row(
        "4 x 1,000 listed states, five concepts, versions a second", ">= 100,000", f"{rate:,.0f}", words
    )
    six = speed(*six_questions(), read=("nash", "seq"))
    words = f"{of_goal(six.sweep, 0.1)}, {six.numpy / six.sweep:,.0f} x numpy, "
    words += f"{six.literal / six.sweep:,.0f} x Nash and SEQ read literally"
    work = f"{six.versions:,} versions, six questions and four lines, {six.states} states"
    yield Row(work, "<= 0.1 s", f"{six.sweep:.3f} s", words)


def start() -> Rows:
    """Start the command line on a small model, from nothing to the printed answer."""
    run = [sys.executable, "-c", "from palabre.cli import main; main()", "analyse", str(CASE)]
    path = os.pathsep.join(filter(None, (str(ROOT / "src"), os.environ.get("PYTHONPATH"))))
    took = []
    # As where it is installed: compiled to bytecode by the first start, whatever is set here.
    plain = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as kept:
        where = {**plain, "PYTHONPATH": path, "PYTHONPYCACHEPREFIX": kept}
        for _ in range(6):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(run, check=True, stdout=subprocess.DEVNULL, env=where)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            took.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    best = min(took)
    yield Row("palabre analyse, a small model", "<= 0.4 s", f"{best:.2f} s", of_goal(best, 0.4))


def symbolic() -> Rows:
    """Measure models too large to list, where the extra is there."""
    if importlib.util.find_spec("dd") is None:
        yield Row("models too large to list", "", "missing", "install palabre[symbolic]")
        return
    made = importlib.import_module("symbolic")
    for dms, each, concepts, goal in (
        (8, 4, ("nash", "gmr", "seq"), 3),
        (12, 5, ("nash", "gmr"), 5),
    ):
        conflict = made.model(1, dms, each, True)
        found = made.symbolic(conflict, concepts, 60.0)
        work = f"{dms} decision makers, 2^{dms * each} states, {', '.join(concepts)}, symbolic"
        measured, ratio = "over 60 s", ""
        if found is not None:
            measured, ratio = f"{found[0]:.2f} s", of_goal(found[0], goal)
        yield Row(work, f"<= {goal} s", measured, ratio)


def rows(quick: bool) -> Iterator[Callable[[], Rows]]:
    """Yield the rows' functions; those of the compiled kernels only where they were built."""
    growing = large.SHAPES[: 4 if quick else 5]
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
    yield partial(preference, (3,) * 6 if quick else large.MOST)
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
