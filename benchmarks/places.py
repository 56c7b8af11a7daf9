"""What a chunk costs on each place, and from which size of sweep a place pays.

Run with ``python benchmarks/places.py`` on a machine that has nothing else to do. Times are wall seconds of
one run; the ratios are what travels. A place pays from where the time it saves outweighs its start.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from time import perf_counter

import numpy as np

from palabre.versions import Cores, Place, choices_of
from palabre.versions.cluster import Cluster, connected
from palabre.versions.job import Job, Packed
from palabre.versions.places import Here
from palabre.versions.spread import CHUNK
from palabre.versions.version import Rows, every
from versions import generated

FULL = 64


def nothing(key: str, job: Callable[[], Job], rows: Rows) -> Packed:
    """Stand for a chunk that takes no time: what is left is what a chunk costs."""
    return np.zeros((91, (len(rows) + 7) // 8), np.uint8)


def timed(place: Place, job: Job, rows: Rows, chunks: int) -> float:
    """Return the seconds from the first chunk handed over to the last one back."""
    begin = perf_counter()
    count = sum(1 for _ in place.run(job, dict.fromkeys(range(chunks), rows), lambda _: None))
    assert count == chunks
    return perf_counter() - begin


def main() -> None:
    """Measure and print."""
    name, conflict, questions = generated()
    choices = choices_of(conflict, questions)
    rows = every(choices)[:CHUNK]
    job = Job.of(conflict, choices, questions, ("nash", "seq"))
    cores = os.cpu_count() or 1
    one = timed(Here(), job, rows, 8) / 8
    print(
        f"{name}: a chunk of {len(rows):,} versions takes {one * 1e3:.0f} ms on one core; {cores} cores here"
    )
    places: dict[str, tuple[Place, Place]] = {
        "cores": (Cores(), Cores(work=nothing)),
        "ray": (Cluster(), Cluster(work=nothing)),
    }
    for place, (working, idle) in places.items():
        with ExitStack() as stack:
            begin = perf_counter()
            if place == "ray":
                stack.enter_context(connected("", lambda _: None))
            start = perf_counter() - begin
            first = timed(idle, job, rows, 1)
            many = timed(idle, job, rows, 201)
            # Processes start anew for every sweep; ray runs on.
            anew = first if place == "cores" else 0.0
            each = max(0.0, many - anew) / 201
            gain = FULL * one / (timed(working, job, rows, FULL) - anew)
            start += first
            print(
                f"{place}: start {start:.1f} s; an empty chunk {each * 1e3:.1f} ms, x {each / one:.3f} of one"
            )
            print(f"  {FULL} chunks, once started: x {gain:.2f} of one core")
            pays = _pays(start, each, one, cores) * len(rows)
            print(f"  pays with {cores} free cores from {pays:,.0f} versions")


def _pays(start: float, each: float, one: float, cores: int) -> float:
    """Return the chunks from which on what the cores save makes up for the start."""
    saved = one - (one + each) / cores
    return start / saved if saved > 0 else float("inf")


if __name__ == "__main__":
    main()
