"""4,096 versions of a model with five decision makers and some hundreds of states, beside naive loops.

Run with ``python benchmarks/versions.py``. Times are CPU seconds of one core in one run, so that their ratios
travel from machine to machine. The naive loops are measured on a few versions and scaled.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from time import process_time

import palabre
from palabre.conflict import Conflict, DecisionMaker, Option, Rule, Settlement, Statement, Statements, parse
from palabre.ledger import Answer, Question
from palabre.stability import analyse
from palabre.terms import Basis
from palabre.versions import Sweep

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "mali-2014"
VERSIONS = 4096
LOOPED = 25


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


def best(run: Callable[[], object], times: int = 3) -> float:
    """Return the CPU seconds of the quickest of several runs."""
    took = []
    for _ in range(times):
        start = process_time()
        run()
        took.append(process_time() - start)
    return min(took)


def literal(conflict: Conflict) -> set[tuple[str, str]]:
    """Return what holds by the definitions read literally, with sets: the tests' oracle."""
    sys.path.insert(0, str(ROOT / "tests"))
    module = importlib.import_module("oracle")
    oracle = module.Oracle(conflict)
    found = set()
    for concept in ("nash", "seq"):
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


if __name__ == "__main__":
    if EXAMPLE.exists():
        measure(*mali())
    measure(*generated())
