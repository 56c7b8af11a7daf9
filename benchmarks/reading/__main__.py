"""Measure the reader: `python -m benchmarks.reading CORPUS`, CORPUS being a copy of networkdynamics/PolNeAR.

With `--weights FILE` the reader weighs by what `benchmarks.reading.train` learned.
"""

from __future__ import annotations

import argparse
import os
import time
from itertools import islice
from pathlib import Path

from palabre.reading.parsing import model
from palabre.reading.speakers import attributions
from palabre.reading.weighing import Weights, by_hand

from .polnear import PARTS, articles
from .scores import KINDS, ROLES, Tally


def main() -> None:
    """Read a part of the corpus and print what was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--part", choices=PARTS, default="dev")
    parser.add_argument("--weights", type=Path, help="learned weights; without, the ones palabre ships")
    parser.add_argument("--most", type=int, help="read only so many articles")
    given = parser.parse_args()
    weights = Weights.load(given.weights) if given.weights else by_hand()
    model()
    tally = Tally()
    wall = cpu = 0.0
    number = 0
    for article in islice(articles(given.corpus, given.part), given.most):
        start, spent = time.perf_counter(), time.process_time()
        found = attributions(article.text, {}, kind="article", weights=weights)
        wall += time.perf_counter() - start
        cpu += time.process_time() - spent
        number += 1
        tally.add(article, [one for one in found if one.cue is not None])
    print(f"{given.part}: {number} articles, weights {given.weights or 'as shipped'}")
    for role in ROLES:
        print(f"  {role:8} exact    {tally.exact[role].row()}")
    for role in ROLES:
        print(f"  {role:8} overlap  {tally.overlap[role].row()}")
    print(f"  whole             {tally.whole.row()}")
    for kind in KINDS:
        print(f"  {kind:8} whole    {tally.by_kind[kind].row()}")
    print("  precision by fifth of sureness, surest first: " + " ".join(f"{p:.3f}" for p in tally.fifths()))
    print(
        f"  {number / wall:.1f} articles a second, {number / cpu:.1f} a second of processor time "
        f"({os.cpu_count()} cores, one process)"
    )


if __name__ == "__main__":
    main()
