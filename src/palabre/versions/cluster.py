"""Cluster: chunks of a sweep judged by ray, on this machine or on the machines of a cluster."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from palabre._version import __version__
from palabre.conflict import ConflictError
from palabre.versions.job import Job, Packed, judge
from palabre.versions.places import Chunks, Done, Finished, PlaceError, Say, Tries, Work
from palabre.versions.version import Rows

LOOPBACK = "127.0.0.1"
QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    # A ray that believes itself on a desktop listens to this machine alone; else it listens to every network.
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",
}
MEMORY = 128 << 20
PORT = 10001
TRIES_TO_JOIN = 2
INSTALL = "install it with: pip install 'palabre[ray]'"


@dataclass(frozen=True)
class Cluster:
    """Workers of ray.

    A program that is connected to ray already keeps its connection. Otherwise ray is started on this machine
    for the sweep and stopped after it, or the cluster at the address is connected to. Every machine of a
    cluster needs the same version of palabre.

    Parameters
    ----------
    address : str
        ``ray://HOST:PORT`` of a cluster; empty for this machine.
    work : callable
        What a worker does with a chunk.
    """

    address: str = ""
    work: Work = judge

    def run(self, job: Job, chunks: Chunks, say: Say) -> Finished:
        """Yield every chunk once it is judged."""
        with connected(self.address, say) as ray:
            held = ray.put(job)
            begin = ray.remote(max_retries=0, num_cpus=1)(_work)
            tries = Tries(chunks)
            flying: dict[Any, int] = {}
            try:
                while tries.waiting or flying:
                    while tries.waiting and len(flying) < 2 * _cores(ray):
                        chunk = tries.next()
                        ref = begin.remote(__version__, job.key, [held], chunks[chunk], self.work)
                        flying[ref] = chunk
                    for ref in ray.wait(list(flying), num_returns=1)[0]:
                        chunk = flying.pop(ref)
                        verdicts = _result(ray, ref)
                        if verdicts is None:
                            tries.again(chunk)
                        else:
                            yield Done(chunk, verdicts, tries.begun[chunk])
            except ConnectionError as error:
                flying.clear()
                raise PlaceError(
                    f"the connection to {self.address or 'ray'} broke",
                    "see that the cluster runs, and try again",
                ) from error
            finally:
                for ref in flying:
                    ray.cancel(ref)


def _work(version: str, key: str, held: list[Any], rows: Rows, work: Work) -> Packed:
    if version != __version__:
        what = f"a machine of the cluster has palabre {__version__}, and this one {version}"
        raise ConflictError(what, "install the same version everywhere")

    def job() -> Job:
        import ray

        found: Job = ray.get(held[0])
        return found

    return work(key, job, rows)


def _cores(ray: Any) -> int:
    return max(1, int(ray.cluster_resources().get("CPU", 1)))


def _result(ray: Any, ref: Any) -> Packed | None:
    """Return what came out of a chunk; None where its worker or its machine died."""
    errors = ray.exceptions
    try:
        found: Packed = ray.get(ref)
    except errors.RayTaskError as error:
        if isinstance(error.cause, (ImportError, errors.RaySystemError)):
            what = f"a worker of ray cannot load what it needs: {_first_line(error.cause)}"
            raise PlaceError(what, f"install palabre {__version__} on every machine of the cluster") from None
        raise error.cause from None
    except (errors.WorkerCrashedError, errors.NodeDiedError, errors.ObjectLostError, errors.OutOfMemoryError):
        return None
    return found


@contextmanager
def connected(address: str, say: Say) -> Iterator[Any]:
    """Hand out ray: as it is connected already, at an address, or started here and stopped again."""
    with _environment(QUIET):
        ray = _ray()
        mine = not ray.is_initialized()
        if mine and address:
            say(f"Connecting to the ray cluster at {address}.")
            _knock(address)
            _try(ray, lambda: _join(ray, address), f"at {address}")
        elif mine:
            say(f"Starting ray on this machine, at {LOOPBACK} alone.")
            start(ray)
        elif address:
            raise PlaceError(
                f"this program is connected to ray already, so it cannot turn to {address}",
                "leave the address out to use that connection, or call ray.shutdown() first",
            )
    try:
        yield ray
    finally:
        if mine:
            ray.shutdown()


def _join(ray: Any, address: str) -> None:
    """Connect to a cluster; once more where it answers and yet its client gives up, as it sometimes does."""
    for tries in range(TRIES_TO_JOIN, 0, -1):
        try:
            ray.init(address, log_to_driver=False, logging_level="ERROR")
            return
        except ConnectionError:
            ray.shutdown()
            if tries == 1:
                raise


def start(ray: Any) -> None:
    """Start ray on this machine: it listens to this machine alone, and tells nobody."""
    with _environment(QUIET):
        _try(
            ray,
            lambda: ray.init(
                address="local",
                include_dashboard=False,
                log_to_driver=False,
                logging_level="ERROR",
                object_store_memory=MEMORY,
                _node_ip_address=LOOPBACK,
            ),
            "on this machine",
        )
    heard = ray.util.get_node_ip_address()
    if heard != LOOPBACK:
        ray.shutdown()
        raise PlaceError(
            f"ray would listen at {heard}, where other machines could reach it",
            "let palabre import ray first, or start ray yourself with ray.init() if that is meant",
        )


def _try(ray: Any, init: Callable[[], object], where: str) -> None:
    try:
        init()
    except ImportError as error:
        raise PlaceError(f"part of ray is missing: {error}", INSTALL) from None
    except (OSError, RuntimeError, ValueError, ray.exceptions.RayError) as error:
        raise PlaceError(
            f"ray does not start {where}: {_first_line(error)}", "see what ray says of it"
        ) from error


def _knock(address: str) -> None:
    """Fail at once where nobody answers; ray itself would ask for half a minute."""
    try:
        parts = urlsplit(address)
        with socket.create_connection((parts.hostname or "", parts.port or PORT), timeout=10):
            return
    except (OSError, ValueError) as error:
        what = f"nothing answers at {address}: {_first_line(error)}"
        raise PlaceError(what, "see that the address is right, and that the cluster runs") from None


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")


def _ray() -> Any:
    try:
        import ray
        import ray.exceptions
    except ImportError:
        raise PlaceError("work on many machines needs ray, which is not installed", INSTALL) from None
    return ray


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    """Set for a while what the environment leaves unset: ray reads it as it is imported and as it starts."""
    added = [name for name in values if name not in os.environ]
    os.environ.update({name: values[name] for name in added})
    try:
        yield
    finally:
        for name in added:
            os.environ.pop(name, None)
