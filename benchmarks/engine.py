"""The engine beside the definitions read literally, in one run, and what it does where those give up.

Run with ``python benchmarks/engine.py``. Times are CPU seconds of one core; only their ratios travel from
machine to machine. Where both ran, their verdicts are compared too.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from time import process_time
from typing import Any

import numpy as np

from palabre.conflict import (
    Conflict,
    DecisionMaker,
    Option,
    Rule,
    Space,
    Statement,
    Statements,
    parse,
    scores,
    space_of,
)
from palabre.stability import CONCEPTS, analyse, judge

TESTS = Path(__file__).resolve().parent.parent / "tests"
ROW = "{:<44}{:>10}{:>12}{:>14}{:>12}"


def model(seed: int, dms: int, options: int, rules: int = 0, lines: int = 9) -> Conflict:
    """Return a conflict with options dealt out in turn, and statements and rules over pairs of options."""
    rng = Random(seed)
    names = [f"o{k}" for k in range(options)]

    def pair() -> str:
        a, b = rng.sample(names, 2)
        return rng.choice(
            (a, f"not {a}", f"{a} if {b}", f"{a} unless {b}", f"not ({a} and {b})", f"{a} iff {b}")
        )

    who = [
        DecisionMaker(
            f"d{i}",
            f"D{i}",
            tuple(Option(o, o, f"d{i}") for o in names[i::dms]),
            Statements(tuple(Statement(f"d{i}: {k}", parse(pair())) for k in range(lines))),
        )
        for i in range(dms)
    ]
    forbidden = [" and ".join(rng.sample(names, 2)) for _ in range(rules)]
    return Conflict("made", tuple(who), tuple(Rule(f"never: {x}", "never", (parse(x),)) for x in forbidden))


def timed(run: Callable[[], Any], times: int = 1) -> tuple[float, Any]:
    """Return the CPU seconds of the quickest of several runs, and what the last one gave."""
    took, result = [], None
    for _ in range(times):
        start = process_time()
        result = run()
        took.append(process_time() - start)
    return min(took), result


def whole(conflict: Conflict) -> dict[str, Any]:
    """List the states and moves of a conflict, rank and judge them."""
    space = space_of(conflict)
    return judge(space, np.stack([scores(d.preference, space) for d in conflict.decision_makers]))


def literal(oracle_of: Any, conflict: Conflict) -> dict[str, list[list[bool]]]:
    """Do the same with sets."""
    oracle = oracle_of(conflict)
    return {kind.id: oracle.verdicts(kind.id) for kind in CONCEPTS}


def one_by_one(space: Space, ranks: Any, concepts: tuple[str, ...]) -> list[dict[str, Any]]:
    """Judge every 64th version on its own."""
    return [judge(space, ranks[:, :, v], concepts) for v in range(0, 4096, 64)]


def beside_the_oracle() -> None:
    """Print whole analyses, all five concepts, by engine and oracle."""
    sys.path.insert(0, str(TESTS))
    oracle_of = importlib.import_module("oracle").Oracle
    print(ROW.format("one conflict, five concepts", "states", "engine", "oracle", "ratio"))
    for dms, options, rules in ((2, 4, 0), (3, 6, 2), (4, 8, 4), (5, 10, 5), (5, 12, 8)):
        conflict = model(1, dms, options, rules)
        engine, found = timed(partial(whole, conflict), 3)
        slow, wanted = timed(partial(literal, oracle_of, conflict))
        for concept, verdicts in found.items():
            assert verdicts.tolist() == wanted[concept], "engine and oracle differ"
        name = f"{dms} decision makers, {options} options, {rules} rules"
        states = found["nash"].shape[1]
        print(
            ROW.format(
                name, states, f"{engine * 1e3:.2f} ms", f"{slow * 1e3:,.1f} ms", f"{slow / engine:,.0f}×"
            )
        )


def sampled(count: int, widths: tuple[int, ...]) -> Space:
    """Return a space of some of the combinations of options, drawn at random."""
    total = sum(widths)
    full = model(2, len(widths), total).space
    kept = np.sort(np.random.default_rng(3).choice(len(full), count, replace=False))
    pick = [" and ".join(o if full.columns[o][s] else f"not {o}" for o in full.options) for s in kept]
    return space_of(Conflict("drawn", model(2, len(widths), total).decision_makers, (_one_of(pick),)))


def _one_of(conditions: list[str]) -> Rule:
    return Rule("one of those drawn", "at least one", tuple(parse(c) for c in conditions))


def many_versions() -> None:
    """Print 4,096 versions at once, beside the same versions one by one."""
    print()
    print(ROW.format("4,096 versions at once, 5 decision makers", "states", "at once", "one by one", "ratio"))
    space = sampled(400, (2,) * 5)
    rng = np.random.default_rng(4)
    weights = 1 << np.arange(9)[::-1]
    taken = np.stack([space.columns[o] for o in space.options], axis=1).astype(np.int64)
    by_lines = np.empty((5, 400, 4096), np.int32)
    for dm in range(5):
        for v in range(4096):
            lines, turned = rng.permutation(10)[:9], rng.integers(0, 2, 9)
            by_lines[dm, :, v] = (taken[:, lines] ^ turned) @ weights
    at_random = rng.integers(0, 300, (5, 400, 4096), dtype=np.int32)
    for name, ranks in (("from nine statements", by_lines), ("at random", at_random)):
        for concepts in (("nash",), ("nash", "seq"), ("gmr",), ("smr",)):
            batch, found = timed(partial(judge, space, ranks, concepts), 2)
            alone, each = timed(partial(one_by_one, space, ranks, concepts))
            for k, verdicts in enumerate(each):
                assert all((verdicts[c] == found[c][:, :, 64 * k]).all() for c in concepts)
            what = f"ranks {name}, {' and '.join(concepts)}"
            print(
                ROW.format(what, 400, f"{batch:.3f} s", f"{alone * 64:,.2f} s", f"{alone * 64 / batch:,.0f}×")
            )


def large() -> None:
    """Print models that no one would check by hand."""
    print()
    print(ROW.format("large models, all options free", "states", "states in", "nash in", "seq in"))
    for dms, options in ((4, 16), (5, 18), (4, 20), (5, 20), (2, 20), (1, 20)):
        conflict = model(5, dms, options)
        build, space = timed(partial(space_of, conflict))
        ranks = analyse(conflict).ranks
        nash, seq = (timed(partial(judge, space, ranks, c))[0] for c in ("nash", "seq"))
        name = f"{dms} decision maker{'s' * (dms > 1)}, {options} options"
        print(ROW.format(name, f"{len(space):,}", f"{build:.2f} s", f"{nash:.2f} s", f"{seq:.2f} s"))


def main() -> None:
    """Run everything."""
    beside_the_oracle()
    many_versions()
    large()


if __name__ == "__main__":
    main()
