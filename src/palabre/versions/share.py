"""Share: in how many versions something is so, and how far a sample may be out."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Any, Literal

ErrorKind = Literal["none", "standard error", "rule of three"]


@dataclass(frozen=True)
class Share:
    """A count of versions.

    Parameters
    ----------
    count, total : int
        In how many of how many versions run.
    population : int
        How many versions there are.
    error : float or None
        How far the share may be out, as a fraction of 1; None where every version was run.
    error_kind : "none", "standard error" or "rule of three"
        A sample drawn without repetition has the standard error ``sqrt(p (1 - p) / (n - 1) * (1 - n / N))``.
        Where all or none of the sample are so, that would be nought; then `error` is ``3 / n``: were the
        true share further away than that, such a sample would come up less than once in twenty times.

    Examples
    --------
    >>> str(Share.of(7, 12, 12))
    '7 of 12 versions'
    >>> str(Share.of(1024, 4096, 1 << 20))
    '1,024 of 4,096 versions sampled (25.0 %, standard error 0.7 points)'
    >>> Share.of(1024, 4096, 1 << 20).words
    '1,024 of 4,096 versions sampled'
    >>> str(Share.of(0, 4096, 1 << 20))
    '0 of 4,096 versions sampled (fewer than 0.1 % of all, by the rule of three)'
    """

    count: int
    total: int
    population: int
    error: float | None = None
    error_kind: ErrorKind = "none"

    @classmethod
    def of(cls, count: int, total: int, population: int) -> Share:
        """Return the share of versions run, with its error where they are a sample."""
        if total >= population:
            return cls(count, total, population)
        if count in (0, total) or total < 2:
            return cls(count, total, population, min(1.0, 3 / max(1, total)), "rule of three")
        p = count / total
        error = sqrt(p * (1 - p) / (total - 1) * (1 - total / population))
        return cls(count, total, population, error, "standard error")

    @property
    def fraction(self) -> float:
        """The share as a fraction of 1."""
        return self.count / self.total if self.total else 0.0

    @property
    def sampled(self) -> bool:
        """Whether only a sample of the versions was run."""
        return self.error is not None

    @property
    def error_words(self) -> str:
        """The error in words; empty where every version was run."""
        if self.error is None:
            return ""
        points = f"{max(self.error * 100, 0.1):.1f}"
        if self.error_kind == "standard error":
            return f"{self.fraction * 100:.1f} %, standard error {points} points"
        fewer = "fewer" if self.count == 0 else "all but fewer"
        return f"{fewer} than {points} % of all, by the rule of three"

    @property
    def words(self) -> str:
        """The count in words, without its error."""
        unit = "version" if self.total == 1 else "versions"
        return f"{self.count:,} of {self.total:,} {unit}{' sampled' if self.sampled else ''}"

    def __str__(self) -> str:
        return f"{self.words} ({self.error_words})" if self.sampled else self.words

    def as_json(self) -> dict[str, Any]:
        """Return the share as plain numbers."""
        return {
            "count": self.count,
            "total": self.total,
            "versions": self.population,
            "error": self.error,
            "error_kind": self.error_kind,
        }
