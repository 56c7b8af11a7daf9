"""Versions a second, by the kernel and by numpy, beside naive loops and the definitions read literally.

Run with ``python benchmarks/versions.py``. Times are CPU seconds of one core in one run, so that their ratios
travel from machine to machine. What is slow is measured on a few versions and scaled.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from time import process_time
from typing import NamedTuple
from unittest.mock import patch

import palabre
from palabre.conflict import (
    Conflict,
    DecisionMaker,
    NamedState,
    Option,
    Rule,
    Settlement,
    Statement,
    Statements,
    parse,
)
from palabre.ledger import Answer, Question
from palabre.stability import analyse
from palabre.terms import Basis
from palabre.versions import Sweep, choices_of
from palabre.versions import runner as runners
from palabre.versions.runner import Runner
from palabre.versions.version import every

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "mali-2014"
VERSIONS = 4096
LOOPED = 25
FIVE = ("nash", "gmr", "smr", "seq", "sseq")


def mali() -> tuple[str, Conflict, tuple[Question, ...]]:
    """Return the Mali model with its questions."""
    dossier = palabre.open(EXAMPLE)
    return "the Mali model", dossier.model(), tuple(dossier.questions.values())


def generated() -> tuple[str, Conflict, tuple[Question, ...]]:
    """Return a model of the same size: 5 decision makers, 12 options, 12 open questions and assumptions."""
    rng = Random(2014)
    names = [f"o{k}" for k in range(12)]
    asked = tuple(
        Question(f"q{k}", "?", (Answer("yes", "", ()), Answer("no", "", ())), "yes") for k in range(6)
    )
    dms = []
    for d in range(5):
        own = names[d::5]
        lines = []
        for k in range(9):
            a, b = rng.sample(names, 2)
            text = rng.choice((f"{a} if {b}", f"not {a}", a, f"{a} unless {b}", f"not ({a} and {b})"))
            basis = Basis(cites=("c",))
            if k >= 7 and d < 3:
                basis = Basis(assume="so we think")
            elif k % 2:
                basis = Basis(cites=("c",), given=((f"q{rng.randrange(6)}", (rng.choice(("yes", "no")),)),))
            lines.append(Statement(f"d{d}: {k}", parse(text), basis))
        options = tuple(Option(o, o, f"d{d}") for o in own)
        dms.append(DecisionMaker(f"d{d}", f"D{d}", options, Statements(tuple(lines))))
    rules = tuple(
        Rule(f"never: {a} and {b}", "never", (parse(f"{a} and {b}"),))
        for a, b in (rng.sample(names, 2) for _ in range(9))
    )
    deals = tuple(Settlement(f"deal {k}", parse(" and ".join(rng.sample(names, 2)))) for k in range(7))
    model = Conflict("generated", tuple(dms), rules, now=frozenset(), settlements=deals)
    return "a generated model", model, asked


def _line(rng: Random, names: list[str]) -> str:
    a, b = rng.sample(names, 2)
    return rng.choice((f"{a} if {b}", f"not {a}", a, f"{a} unless {b}", f"not ({a} and {b})"))


def thousand() -> tuple[Conflict, tuple[Question, ...]]:
    """Return 4 decision makers over 1,000 of 4,096 combinations, drawn at random, in 16,384 versions."""
    rng = Random(1000)
    names = [f"o{k}" for k in range(12)]
    asked = tuple(
        Question(f"q{k}", "?", (Answer("yes", "", ()), Answer("no", "", ())), "yes") for k in range(14)
    )
    dms = []
    for d in range(4):
        lines = []
        for k in range(10):
            given = ((f"q{(5 * d + k) % 14}", (rng.choice(("yes", "no")),)),) if k < 8 else ()
            basis = Basis(cites=("c",), given=given)
            lines.append(Statement(f"d{d}: {k}", parse(_line(rng, names)), basis))
        options = tuple(Option(o, o, f"d{d}") for o in names[d::4])
        dms.append(DecisionMaker(f"d{d}", f"D{d}", options, Statements(tuple(lines))))
    drawn = sorted(rng.sample(range(1 << 12), 1000))
    states = tuple(NamedState(f"s{c}", "".join("Y" if c >> k & 1 else "N" for k in range(12))) for c in drawn)
    deals = tuple(Settlement(f"deal {k}", parse(" and ".join(rng.sample(names, 2)))) for k in range(3))
    return Conflict("a thousand states", tuple(dms), states=states, settlements=deals), asked


def six_questions() -> tuple[Conflict, tuple[Question, ...]]:
    """Return 5 decision makers, six questions of three answers and four assumed lines: 11,664 versions."""
    rng = Random(6)
    names = [f"o{k}" for k in range(12)]
    asked = tuple(Question(f"q{k}", "?", tuple(Answer(a, "", ()) for a in "abc"), "a") for k in range(6))
    dms = []
    for d in range(5):
        lines = []
        for k in range(9):
            basis = Basis(cites=("c",))
            if k == 8 and d < 4:
                basis = Basis(assume="so we think")
            elif k % 2:
                basis = Basis(cites=("c",), given=((f"q{rng.randrange(6)}", (rng.choice("abc"),)),))
            lines.append(Statement(f"d{d}: {k}", parse(_line(rng, names)), basis))
        options = tuple(Option(o, o, f"d{d}") for o in names[d::5])
        dms.append(DecisionMaker(f"d{d}", f"D{d}", options, Statements(tuple(lines))))
    rules = tuple(
        Rule(f"never: {a} and {b}", "never", (parse(f"{a} and {b}"),))
        for a, b in (rng.sample(names, 2) for _ in range(9))
    )
    deals = tuple(Settlement(f"deal {k}", parse(" and ".join(rng.sample(names, 2)))) for k in range(7))
    return Conflict("six questions", tuple(dms), rules, settlements=deals), asked


class Speed(NamedTuple):
    """How long all versions of a model take, five concepts, in CPU seconds: some of it scaled up."""

    versions: int
    states: int
    sweep: float
    numpy: float
    literal: float


def speed(
    conflict: Conflict, questions: tuple[Question, ...], sampled: int = 32, read: tuple[str, ...] = FIVE
) -> Speed:
    """Measure a whole sweep, the same by numpy on a sample, and the literal reading of one version.

    `read` are the concepts read literally; the time of one version is that of all of them.
    """
    choices = choices_of(conflict, questions)
    rows = every(choices)
    results: list[Sweep] = []
    took = best(lambda: results.append(palabre.sweep(conflict, questions, concepts=FIVE)))
    some = rows[:: max(1, len(rows) // sampled)]
    runner = Runner(conflict, choices, questions, FIVE)
    runner.field(some[0])
    start = process_time()
    with patch.object(runners, "plan_of", lambda _: None):
        plain = runner.run(some)
    by_numpy = (process_time() - start) / len(some) * len(rows)
    for key, holds in results[-1].holds.items():
        assert (holds[:: max(1, len(rows) // sampled)] == plain.holds[key]).all(), "kernel and numpy differ"
    start = process_time()
    found = literal(results[-1].version(), read)
    assert found == {key for key in results[-1].holds if key[1] in read and results[-1].verdict(*key)}
    by_sets = (process_time() - start) * len(rows)
    return Speed(len(rows), len(results[-1].analysis.space), took, by_numpy, by_sets)


def best(run: Callable[[], object], times: int = 3) -> float:
    """Return the CPU seconds of the quickest of several runs."""
    took = []
    for _ in range(times):
        start = process_time()
        run()
        took.append(process_time() - start)
    return min(took)


def literal(conflict: Conflict, concepts: tuple[str, ...] = ("nash", "seq")) -> set[tuple[str, str]]:
    """Return what holds by the definitions read literally, with sets: the tests' oracle."""
    sys.path.insert(0, str(ROOT / "tests"))
    module = importlib.import_module("oracle")
    oracle = module.Oracle(conflict)
    found = set()
    for concept in concepts:
        stable = oracle.verdicts(concept)
        for state, members in enumerate(oracle.members):
            if all(own[state] for own in stable):
                fitting = (s for s in conflict.settlements if module.true_in(s.condition, members[0]))
                found |= {(s.name, concept) for s in fitting}
    return found


def measure(name: str, conflict: Conflict, questions: tuple[Question, ...]) -> None:
    """Measure, compare, print."""
    whole = palabre.sweep(conflict, questions)
    results: list[Sweep] = []
    fast = best(lambda: results.append(palabre.sweep(conflict, questions, limit=1, sample=VERSIONS)))
    every = best(lambda: palabre.sweep(conflict, questions))
    result = results[-1]
    rows = range(0, len(result), max(1, len(result) // LOOPED))

    def loop() -> None:
        for row in rows:
            alone = analyse(result.version(row), ("nash", "seq"))
            assert all(alone.holds(*key) == holds[row] for key, holds in result.holds.items())

    looped = best(loop, 1) / len(rows) * len(result)
    start = process_time()
    assert literal(result.version()) == {key for key in result.holds if result.verdict(*key)}
    by_sets = (process_time() - start) * len(result)
    states, dms = len(whole.analysis.space), len(conflict.decision_makers)
    print(f"{name}: {dms} decision makers, {len(conflict.options)} options, {states} states")
    print(f"  {len(result):,} of its {whole.population:,} versions, Nash and SEQ: {fast:.2f} s")
    if len(whole) > len(result):
        print(f"  {len(whole):,} versions: {every:.2f} s")
    print(f"  one at a time ({len(rows)} measured and scaled): {looped:.0f} s, x {looped / fast:,.0f}")
    print(f"  the literal oracle (1 measured and scaled): {by_sets:,.0f} s, x {by_sets / fast:,.0f}")
    for part in (whole.influence, whole.deciding, whole.walks, whole.way_there, whole.pivots):
        start = process_time()
        for key in whole.holds:
            part(*key)
        print(f"  {part.__name__} of {len(whole.holds)} verdicts: {process_time() - start:.2f} s")


def report(name: str, found: Speed, read: str = "") -> None:
    """Print what `speed` measured."""
    rate = found.versions / found.sweep
    print(f"{name}: {found.states:,} states, all {found.versions:,} versions, five concepts")
    print(f"  the whole sweep: {found.sweep:.3f} s, {rate:,.0f} versions a second")
    print(f"  by numpy, a sample scaled: {found.numpy:,.1f} s, x {found.numpy / found.sweep:,.0f}")
    print(f"  read literally{read}, one scaled: {found.literal:,.0f} s, x {found.literal / found.sweep:,.0f}")


if __name__ == "__main__":
    if EXAMPLE.exists():
        measure(*mali())
    measure(*generated())
    report("six questions and four assumed lines", speed(*six_questions()))
    report("a thousand states", speed(*thousand(), read=("nash", "seq")), " (Nash and SEQ alone)")
