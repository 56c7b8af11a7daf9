"""Amounts: a figure with its range and unit."""

from __future__ import annotations

import pytest

from palabre.terms import Amount


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (Amount(low=12000, high=15000, unit="fighters"), "12,000 to 15,000 fighters"),
        (Amount(9000, 9500, 10000, "fighters"), "9,000 to 10,000 (best 9,500) fighters"),
        (Amount(best=8000, unit="soldiers"), "8,000 soldiers"),
        (Amount(best=1000, unit="soldiers", hedge="around"), "around 1,000 soldiers"),
        (Amount(low=90, unit="percent"), "at least 90 percent"),
        (Amount(high=0), "at most 0"),
        (Amount(best=2.5, unit="km"), "2.5 km"),
        (Amount(low=3, high=3), "3"),
        (Amount(low=1, best=2), "2 (at least 1)"),
    ],
)
def test_an_amount_is_said(amount, said):
    assert str(amount) == said


def test_an_amount_needs_a_number():
    with pytest.raises(ValueError, match="at least one of low, best and high"):
        Amount(unit="fighters")


@pytest.mark.parametrize(
    ("amount", "ordered"),
    [(Amount(1, 2, 3), True), (Amount(3, None, 1), False), (Amount(1, 5, 3), False), (Amount(best=1), True)],
)
def test_a_broken_order_is_kept_and_told(amount, ordered):
    assert amount.ordered is ordered
