"""Amount: a figure with its range and unit, as a source gives it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Amount:
    """A figure: lowest, best and highest value, each may be missing but not all.

    An amount that breaks low ≤ best ≤ high is kept (`ordered` is then False): real data has such rows.

    Parameters
    ----------
    low, best, high : float or None
    unit : str
        What is counted: ``fighters``, ``percent``.
    hedge : str
        The source's own word of caution: ``around``, ``reportedly``.

    Examples
    --------
    >>> str(Amount(low=12000, high=15000, unit="fighters"))
    '12,000 to 15,000 fighters'
    >>> str(Amount(best=1000, unit="soldiers", hedge="around"))
    'around 1,000 soldiers'
    """

    low: float | None = None
    best: float | None = None
    high: float | None = None
    unit: str = ""
    hedge: str = ""

    def __post_init__(self) -> None:
        if self.low is None and self.best is None and self.high is None:
            raise ValueError("an amount needs at least one of low, best and high")

    @property
    def ordered(self) -> bool:
        """Whether low ≤ best ≤ high, as far as they are given."""
        given = [v for v in (self.low, self.best, self.high) if v is not None]
        return given == sorted(given)

    def __str__(self) -> str:
        low, best, high = (None if v is None else _figure(v) for v in (self.low, self.best, self.high))
        if low and high:
            said = low if low == high else f"{low} to {high}"
            said += f" (best {best})" if best and best not in (low, high) else ""
        elif low:
            said = f"at least {low}" if best is None else f"{best} (at least {low})"
        elif high:
            said = f"at most {high}" if best is None else f"{best} (at most {high})"
        else:
            said = str(best)
        return " ".join(part for part in (self.hedge, said, self.unit) if part)


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"
