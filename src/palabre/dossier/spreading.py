"""Spreading: files read by ray, on this machine or on the machines of a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from palabre.reading import Job, Settings

if TYPE_CHECKING:
    from palabre.reading.job import Outcome

Reader = Callable[[Iterable[Job], Settings], Iterator[tuple[Job, "Outcome"]]]
