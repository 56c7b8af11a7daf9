"""A hand's own program: ``python -m palabre.reading.hand`` reads jobs from its input until that ends."""

from __future__ import annotations

import os
import signal
import sys

from palabre.reading.hands import receive, send
from palabre.reading.job import Failed, Job, Outcome, Settings, read_one

# What a hand may write to: three times what the largest sound files take. With the libraries it runs, which
# hands share, it stays below a gigabyte.
MOST_DATA = 800 << 20
# Where a system does not bound that, as many addresses.
MOST_MEMORY = 3 << 30
# A hand works alone: threads of the libraries would only take memory, each of them.
ALONE = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def main() -> None:
    """Read jobs and answer each; what a library prints goes nowhere."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    os.environ.update(dict.fromkeys(ALONE, "1"))
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
    for what, most in ((resource.RLIMIT_DATA, MOST_DATA), (resource.RLIMIT_AS, MOST_MEMORY)):
        soft, hard = resource.getrlimit(what)
        if soft == resource.RLIM_INFINITY or soft > most:
            resource.setrlimit(what, (most, hard))


if __name__ == "__main__":
    main()
