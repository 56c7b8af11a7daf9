"""A hand's own program: ``python -m palabre.reading.hand`` reads jobs from its input until that ends."""

from __future__ import annotations

import os
import signal
import sys

from palabre.reading.hands import receive, send
from palabre.reading.job import Failed, Job, Outcome, Settings, read_one

# More than a sound file ever needs, and less than what makes a machine swap.
MOST_MEMORY = 3 << 30


def main() -> None:
    """Read jobs and answer each; what a library prints goes nowhere."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _limit()
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    try:
        settings: Settings = receive(sys.stdin.buffer)
        while True:
            job: Job = receive(sys.stdin.buffer)
            _alarm(seconds)
            send(answers, _read(job, settings))
            _alarm(0)
    except EOFError:  # the first process is done
        return


def _read(job: Job, settings: Settings) -> Outcome:
    try:
        return read_one(job, settings)
    except MemoryError:
        return Failed(
            job.document, "it needs more memory than is allowed", "split it, or save its text alone"
        )
    except Exception as fault:  # noqa: BLE001 - whatever a library meets in a stranger's file is said, and no more
        said = f"{type(fault).__name__}: {' '.join(str(fault).split())[:100]}".rstrip(": ")
        return Failed(job.document, f"its reader cannot make it out ({said})", "save it as plain text")


def _alarm(seconds: int) -> None:
    """Have the system end this process after so many seconds, should nobody be left to do it."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def _limit() -> None:
    """Bound the memory of this process where the system can."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if soft == resource.RLIM_INFINITY or soft > MOST_MEMORY:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, hard))


if __name__ == "__main__":
    main()
