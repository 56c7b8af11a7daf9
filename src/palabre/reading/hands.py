"""Hands: files read in processes of their own, so that a file that hangs or crashes its reader stops nobody.

Each hand is one process that reads one file after the other. One that takes too long is ended and replaced.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from palabre.reading.job import Failed, Job, Outcome, Settings

# The longest text that is taken apart sentence by sentence takes some two minutes of a processor alone.
PATIENCE = 300.0
# A hand with a language model takes a quarter of a gigabyte: this many stay below one together.
MOST_UNASKED = 4
# A hand is replaced after so many files: what the libraries hold on to goes with it.
FILES_A_HAND = 400


@dataclass(frozen=True)
class Hands:
    """Processes on this machine.

    Parameters
    ----------
    count : int
        How many; 0 takes one for each core, and four at most.
    patience : float
        Seconds one file may take.
    """

    count: int = 0
    patience: float = PATIENCE

    def read(self, jobs: Iterable[Job], settings: Settings) -> Generator[tuple[Job, Outcome], None, None]:
        """Yield what comes of every file, in any order; few files are in memory at a time."""
        count = self.count or min(os.cpu_count() or 1, MOST_UNASKED)
        waiting = iter(jobs)
        own = threading.local()
        made: list[Hand] = []

        def work(job: Job) -> Outcome:
            if getattr(own, "hand", None) is None:
                own.hand = Hand(settings, self.patience)
                made.append(own.hand)
            hand: Hand = own.hand
            return hand.read(job)

        pool = ThreadPoolExecutor(count)
        flying: dict[Future[Outcome], Job] = {}
        try:
            for job in waiting:
                flying[pool.submit(work, job)] = job
                if len(flying) < count + 1:
                    continue
                yield from _finished(flying)
            while flying:
                yield from _finished(flying)
        finally:
            for hand in made:
                hand.end()
            pool.shutdown(wait=True, cancel_futures=True)
            for hand in made:
                hand.close()


def _finished(flying: dict[Future[Outcome], Job]) -> Iterator[tuple[Job, Outcome]]:
    for future in wait(flying, return_when=FIRST_COMPLETED).done:
        yield flying.pop(future), future.result()


class Hand:
    """One process that reads files."""

    def __init__(self, settings: Settings, patience: float) -> None:
        self.settings, self.patience = settings, patience
        self.process: subprocess.Popen[bytes] | None = None
        self.count = 0
        self.ended = False

    def read(self, job: Job) -> Outcome:
        """Return what comes of a file; a failure where the process hangs or dies."""
        if self.process is None or self.count >= FILES_A_HAND:
            self._begin()
        process = self.process
        if process is None or process.stdin is None or process.stdout is None or self.ended:
            return Failed(job.document, "the reading was stopped", "read it again")
        late = threading.Event()

        def give_up() -> None:
            late.set()
            process.kill()

        clock = threading.Timer(self.patience, give_up)
        clock.start()
        try:
            send(process.stdin, job)
            found: Outcome = receive(process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError):
            self._drop()
            return Failed(job.document, *self._why(late.is_set()))
        finally:
            clock.cancel()
        self.count += 1
        return found

    def _why(self, late: bool) -> tuple[str, str]:
        if late:
            what = f"reading it took longer than {self.patience:,.0f} seconds, and was given up"
            return what, "if the file is sound, allow more time with --patience SECONDS"
        return "its reader broke down over it", "open the file in its own program and save it as plain text"

    def _begin(self) -> None:
        self._drop()
        home = str(Path(__file__).parents[2])
        paths = [home, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "palabre.reading.hand", str(int(self.patience) + 30)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            # Ctrl-C at the terminal is for the first process alone, which then ends the hands.
            start_new_session=os.name != "nt",
        )
        self.count = 0
        if self.process.stdin is not None:
            send(self.process.stdin, self.settings)

    def _drop(self) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # what was not sent yet goes with the process
                    continue
        process.wait()

    def end(self) -> None:
        """End the process; a file it is reading is given up."""
        self.ended = True
        process = self.process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """Let go of the process and its pipes, once nobody reads from them."""
        self.end()
        self._drop()


def send(pipe: IO[bytes], what: object) -> None:
    """Write one thing to a pipe."""
    data = pickle.dumps(what, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(len(data).to_bytes(8, "big") + data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """Read one thing from a pipe."""
    head = pipe.read(8)
    if len(head) < 8:
        raise EOFError
    data = pipe.read(int.from_bytes(head, "big"))
    return pickle.loads(data)
