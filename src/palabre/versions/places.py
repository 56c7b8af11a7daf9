"""Places: where the chunks of a sweep are judged - here, on all cores of this machine, or on a cluster."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

from palabre.conflict.errors import unknown
from palabre.versions.job import Job, Packed, judge
from palabre.versions.version import Rows

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event

Say: TypeAlias = Callable[[str], None]
Work: TypeAlias = Callable[[str, Callable[[], Job], Rows], Packed]
Chunks: TypeAlias = Mapping[int, Rows]

TRIES = 4
NAMES = ("here", "cores", "ray", "ray://HOST:PORT")


class PlaceError(RuntimeError):
    """A place that cannot judge the chunks: what is wrong, and what to do about it."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(f"{what}; {remedy}")


@dataclass(frozen=True, eq=False)
class Done:
    """A chunk's number, its verdicts, and how many times it had to be run."""

    chunk: int
    verdicts: Packed
    tries: int = 1


Finished: TypeAlias = Generator[Done, None, None]


class Place(Protocol):
    """Where chunks are judged."""

    def run(self, job: Job, chunks: Chunks, say: Say) -> Finished:
        """Yield every chunk once it is judged, in any order."""


def place_of(name: str) -> Place:
    """Return the place with this name.

    Examples
    --------
    >>> place_of("here")
    Here()
    >>> place_of("ray://10.0.0.7:10001").address
    'ray://10.0.0.7:10001'
    """
    if name == "here":
        return Here()
    if name == "cores":
        return Cores()
    if name in ("ray", "ray://"):
        from palabre.versions.cluster import Cluster

        return Cluster()
    if name.startswith("ray://"):
        from palabre.versions.cluster import Cluster

        return Cluster(name)
    raise unknown("place", name, NAMES)


@dataclass(frozen=True)
class Here:
    """In this process, one chunk after the other."""

    def run(self, job: Job, chunks: Chunks, say: Say) -> Finished:
        """Yield every chunk once it is judged."""
        for chunk, rows in chunks.items():
            yield Done(chunk, judge(job.key, lambda: job, rows))


class Tries:
    """Counts how often a chunk was begun, and gives up where its worker dies again and again."""

    def __init__(self, chunks: Chunks) -> None:
        self.waiting = deque(chunks)
        self.begun = dict.fromkeys(chunks, 0)

    def next(self) -> int:
        """Return the next chunk to begin."""
        chunk = self.waiting.popleft()
        self.begun[chunk] += 1
        return chunk

    def again(self, chunk: int) -> None:
        """Put back a chunk whose worker died."""
        if self.begun[chunk] >= TRIES:
            raise PlaceError(
                f"workers died {TRIES} times at the same chunk of versions",
                "perhaps they lack memory; make the chunks smaller",
            )
        self.waiting.appendleft(chunk)


@dataclass(frozen=True)
class Cores:
    """Processes on this machine, one for each core.

    A program that sweeps on cores must start its work under ``if __name__ == "__main__":``, since every new
    process reads the program again.

    Parameters
    ----------
    processes : int
        How many; 0 takes one for each core.
    work : callable
        What a process does with a chunk.
    """

    processes: int = 0
    work: Work = judge

    def run(self, job: Job, chunks: Chunks, say: Say) -> Finished:
        """Yield every chunk once it is judged."""
        from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
        from concurrent.futures.process import BrokenProcessPool
        from multiprocessing import current_process, get_context

        if getattr(current_process(), "_inheriting", False):
            # This process was started to judge chunks, and reads the program that started it, which sweeps
            # as it is read. It ends without a word: the first process says once for all what is wrong.
            raise SystemExit(1)
        context = get_context("spawn")
        begun = context.Event()
        size = min(len(chunks), self.processes or os.cpu_count() or 1)
        tries = Tries(chunks)
        while tries.waiting:
            flying: dict[Future[Packed], int] = {}
            pool = ProcessPoolExecutor(size, context, _settle, (job, begun))
            try:
                while tries.waiting or flying:
                    while tries.waiting and len(flying) < 2 * size:
                        chunk = tries.next()
                        with _undisturbed():
                            flying[pool.submit(_work, job.key, self.work, chunks[chunk])] = chunk
                    for future in wait(flying, return_when=FIRST_COMPLETED).done:
                        verdicts = future.result()
                        chunk = flying.pop(future)
                        yield Done(chunk, verdicts, tries.begun[chunk])
            except BrokenProcessPool:
                if not begun.is_set():
                    raise PlaceError(
                        "no process could begin: each reads the program again, which cannot be done here",
                        'keep it in a file, and start its work under  if __name__ == "__main__":',
                    ) from None
                # One death breaks the whole pool, and nobody says at which chunk: all under way begin again.
                for chunk in flying.values():
                    tries.again(chunk)
            finally:
                pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold Ctrl-C back while a process may begin: what it begins with is held back in it for good.

    Otherwise a process that has not come to `_settle` yet answers with a traceback.
    """
    import signal

    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_given: list[Job] = []


def _settle(job: Job, begun: Event) -> None:
    import signal

    # Ctrl-C goes to every process of the terminal; the first process alone answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _given[:] = [job]
    begun.set()


def _work(key: str, work: Work, rows: Rows) -> Packed:
    return work(key, lambda: _given[0], rows)
