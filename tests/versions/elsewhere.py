"""What the tests of places share: workers that die, count or fail, and results compared bit for bit."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from functools import cache
from pathlib import Path

import disputed

import palabre
from palabre.conflict import Conflict, ConflictError
from palabre.dossier import Dossier
from palabre.ledger import Question
from palabre.versions import Sweep
from palabre.versions.job import Job, Packed, judge
from palabre.versions.places import Chunks, Finished, Here, Say
from palabre.versions.version import Rows

MALI = Path(__file__).parents[2] / "examples" / "mali-2014"
Fetch = Callable[[], Job]


def models() -> list[tuple[Conflict, tuple[Question, ...]]]:
    """Random models with many versions, some with choices that change states and moves."""
    return [disputed.model(seed) for seed in (31, 63, 99, 301, 374)]


def same(one: Sweep, other: Sweep) -> bool:
    """Whether two sweeps say the same of every version, bit for bit."""
    assert one.versions.tobytes() == other.versions.tobytes()
    pairs = [(getattr(one, part), getattr(other, part)) for part in ("holds", "leaves", "fits")]
    return all(list(a) == list(b) and all(bits(a[k]) == bits(b[k]) for k in a) for a, b in pairs)


def bits(mask) -> tuple:
    return mask.dtype, mask.shape, mask.tobytes()


def dying(mark: str, key: str, job: Fetch, rows: Rows) -> Packed:
    """Judge a chunk; but the first worker that comes here is killed in the middle of it."""
    try:
        os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return judge(key, job, rows)
    job().runner().run(rows[: len(rows) // 2])
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("nobody survives this")


def failing(key: str, job: Fetch, rows: Rows) -> Packed:
    raise ConflictError("the chunk has a fault", "mend it")


class Counting(Here):
    """This process, counting the chunks it is given."""

    def __init__(self) -> None:
        object.__setattr__(self, "given", [])

    def run(self, job: Job, chunks: Chunks, say: Say) -> Finished:
        self.given.extend(chunks)  # type: ignore[attr-defined]
        yield from super().run(job, chunks, say)


def stop_after(versions: int) -> Callable[[int, int], None]:
    """Return a progress that stands for Ctrl-C once so many versions are done."""

    def step(done: int, _: int) -> None:
        if done >= versions:
            raise KeyboardInterrupt

    return step


@cache
def example() -> Dossier:
    return palabre.open(MALI)


def mali(**how) -> Sweep:
    return palabre.sweep(example(), **how)
