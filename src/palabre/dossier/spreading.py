"""Spreading: where files are read - by processes of this machine, or by ray on many machines."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from palabre._version import __version__
from palabre.reading import Failed, Hands, Job, Settings
from palabre.reading.hands import PATIENCE, Hand

if TYPE_CHECKING:
    from palabre.reading.job import Outcome

Reader: TypeAlias = "Callable[[Iterable[Job], Settings], Generator[tuple[Job, Outcome], None, None]]"
Say: TypeAlias = Callable[[str], None]


def reader_on(place: str, *, workers: int = 0, patience: float = PATIENCE, say: Say | None = None) -> Reader:
    """Return what reads files in a place: ``""`` is this machine, else ``ray`` or ``ray://HOST:PORT``.

    Wherever a file is read, a process of its own reads it, and the drafts are the same.

    Raises
    ------
    ConflictError
        When there is no such place.
    """
    if not place:
        return Hands(workers, patience).read
    from palabre.versions.cluster import Cluster
    from palabre.versions.places import place_of

    found = place_of(place)
    if not isinstance(found, Cluster):
        return Hands(1 if place == "here" else workers, patience).read

    def read(jobs: Iterable[Job], settings: Settings) -> Generator[tuple[Job, Outcome], None, None]:
        return _on_ray(found.address, jobs, settings, patience, say or _silent)

    return read


def _on_ray(
    address: str, jobs: Iterable[Job], settings: Settings, patience: float, say: Say
) -> Generator[tuple[Job, Outcome], None, None]:
    from palabre.versions.cluster import connected

    with connected(address, say) as ray:
        where = f"the machines of {address}" if address else "workers of ray on this machine"
        say(f"The documents and the actors' names go to {where}.")
        most = 2 * max(1, int(ray.cluster_resources().get("CPU", 1)))
        held = ray.put(settings)
        begin = ray.remote(max_retries=2, num_cpus=1)(_work)
        flying: dict[Any, Job] = {}
        try:
            for job in jobs:
                flying[begin.remote(__version__, job, [held], patience)] = job
                if len(flying) >= most:
                    yield from _finished(ray, flying)
            while flying:
                yield from _finished(ray, flying)
        finally:
            for ref in flying:
                ray.cancel(ref)


def _finished(ray: Any, flying: dict[Any, Job]) -> Iterator[tuple[Job, Outcome]]:
    for ref in ray.wait(list(flying), num_returns=1)[0]:
        job = flying.pop(ref)
        try:
            yield job, ray.get(ref)
        except ray.exceptions.RayError as error:
            lines = str(error).strip().splitlines() or [type(error).__name__]
            what = f"a worker of ray could not read it ({lines[-1].rstrip('.')[:120]})"
            yield (
                job,
                Failed(job.document, what, f"see that palabre {__version__} is installed on every machine"),
            )


_hands: dict[tuple[str, float], Hand] = {}


def _work(version: str, job: Job, held: list[Any], patience: float) -> Outcome:
    """Read one file in a worker, whose own hand goes on to the next."""
    if version != __version__:
        what = f"a machine of the cluster has palabre {__version__}, and this one {version}"
        return Failed(job.document, what, "install the same version everywhere")
    key = (held[0].hex(), patience)
    if key not in _hands:
        import ray

        for old in _hands.values():
            old.close()  # of another reading
        _hands.clear()
        _hands[key] = Hand(ray.get(held[0]), patience)
    return _hands[key].read(job)


def _silent(_: str) -> None:
    """Say nothing."""
