"""Spread: the versions cut into chunks, judged in some place, and put together as if judged in one go."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from palabre.versions.job import Job, unpack
from palabre.versions.kept import Kept
from palabre.versions.places import Place, Say, place_of
from palabre.versions.runner import Progress, Runner, Verdicts
from palabre.versions.version import Rows

CHUNK = 4096


@dataclass(frozen=True)
class Spread:
    """Where chunks are judged, how large they are, and where those that are done are kept.

    Parameters
    ----------
    on : str or Place
        "here", "cores", "ray", "ray://HOST:PORT", or a place of your own.
    keep : path or None
        A folder for the chunks that are done.
    chunk : int
        Versions a chunk.
    say : callable or None
        Told in words what a place does before it does it.
    """

    on: str | Place = "here"
    keep: str | Path | None = None
    chunk: int = CHUNK
    say: Say | None = None


def cut(rows: Rows, structural: Sequence[int], size: int) -> list[NDArray[np.intp]]:
    """Return the places of the versions of each chunk, those with the same states and moves side by side.

    Examples
    --------
    >>> rows = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], np.int16)
    >>> [part.tolist() for part in cut(rows, (1,), 2)]
    [[0, 2], [1, 3]]
    """
    order = np.lexsort(rows[:, structural[::-1]].T) if structural else np.arange(len(rows))
    return [order[first : first + size] for first in range(0, len(rows), size)]


def spread(runner: Runner, rows: Rows, how: Spread, progress: Progress | None = None) -> tuple[Verdicts, int]:
    """Judge versions chunk by chunk; return the verdicts and how many chunks were run again.

    The verdicts are those of ``runner.run(rows)`` bit for bit, wherever the chunks were judged and in
    whatever order they came back: each version is judged on its own and written where it stands.
    """
    job = Job.of(runner.conflict, runner.choices, runner.questions, runner.concepts, runner.unknown)
    place = place_of(how.on) if isinstance(how.on, str) else how.on
    parts = cut(rows, [k for k, c in enumerate(runner.choices) if c.structural], how.chunk)
    into = runner.empty(len(rows))
    waiting = dict(enumerate(parts))
    kept = None
    if how.keep is not None:
        versions = sha256(rows.astype("<i2").tobytes()).hexdigest()
        kept = Kept(how.keep, {**job.fingerprints, "versions": versions, "chunk": str(how.chunk)})
        for chunk, bits in kept.found(len(parts)):
            unpack(bits, into, waiting.pop(chunk))
    again = 0
    done = len(rows) - sum(map(len, waiting.values()))
    if progress is not None:
        progress(done, len(rows))
    if not waiting:
        return into, again
    chunks = {chunk: rows[part] for chunk, part in waiting.items()}
    with closing(place.run(job, chunks, how.say or _silent)) as judged:
        for one in judged:
            if kept is not None:
                kept.add(one.chunk, one.verdicts)
            unpack(one.verdicts, into, parts[one.chunk])
            again += one.tries - 1
            done += len(parts[one.chunk])
            if progress is not None:
                progress(done, len(rows))
    return into, again


def _silent(_: str) -> None:
    """Say nothing."""
