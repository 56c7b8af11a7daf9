"""Scale: round numbers for an axis."""

from __future__ import annotations

from math import ceil, floor, log10


def ticks(highest: float, most: int = 6) -> tuple[float, ...]:
    """Return round numbers from nought up to at least the highest value, at most `most` steps.

    Examples
    --------
    >>> ticks(15000, 4)
    (0, 5000, 10000, 15000)
    >>> ticks(0)
    (0, 1)
    """
    if highest <= 0:
        return (0, 1)
    rough = highest / most
    power = 10.0 ** floor(log10(rough))
    step = next((m * power for m in (1, 2, 2.5, 5, 10) if m * power >= rough * 0.999), 10 * power)
    step = int(step) if step >= 1 and step == int(step) else step
    return tuple(step * k for k in range(ceil(highest / step - 1e-9) + 1))


def figure(value: float) -> str:
    """Return a number as people write it.

    Examples
    --------
    >>> figure(15000), figure(0.5)
    ('15,000', '0.5')
    """
    return f"{value:,.0f}" if value == int(value) else f"{value:,.10g}"
