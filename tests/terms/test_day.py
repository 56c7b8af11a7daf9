"""Dates: as precise as the source has them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.terms import Day, DayError


@pytest.mark.parametrize(
    ("phrase", "said", "edtf", "earliest", "latest", "precision", "approximate"),
    [
        ("2014-07-24", "24 July 2014", "2014-07-24", date(2014, 7, 24), date(2014, 7, 24), "day", False),
        ("2014-07", "July 2014", "2014-07", date(2014, 7, 1), date(2014, 7, 31), "month", False),
        ("2012", "2012", "2012", date(2012, 1, 1), date(2012, 12, 31), "year", False),
        ("2012~", "about 2012", "2012~", date(2012, 1, 1), date(2012, 12, 31), "year", True),
        ("2012?", "about 2012", "2012?", date(2012, 1, 1), date(2012, 12, 31), "year", True),
        ("about 2012", "about 2012", "2012~", date(2012, 1, 1), date(2012, 12, 31), "year", True),
        ("2012-02", "February 2012", "2012-02", date(2012, 2, 1), date(2012, 2, 29), "month", False),
        ("24 July 2014", "24 July 2014", "2014-07-24", date(2014, 7, 24), date(2014, 7, 24), "day", False),
        ("July 24, 2014", "24 July 2014", "2014-07-24", date(2014, 7, 24), date(2014, 7, 24), "day", False),
        ("Sept 1994", "September 1994", "1994-09", date(1994, 9, 1), date(1994, 9, 30), "month", False),
        ("2014-21", "spring 2014", "2014-21", date(2014, 3, 1), date(2014, 5, 31), "season", False),
        ("winter 2013", "winter 2013", "2013-24", date(2013, 12, 1), date(2014, 2, 28), "season", False),
        ("199X", "the 1990s", "199X", date(1990, 1, 1), date(1999, 12, 31), "interval", False),
        ("2014-XX", "2014", "2014", date(2014, 1, 1), date(2014, 12, 31), "year", False),
        ("2014-07-XX", "July 2014", "2014-07", date(2014, 7, 1), date(2014, 7, 31), "month", False),
        ("2011-10/..", "from October 2011", "2011-10/..", date(2011, 10, 1), date.max, "interval", False),
        ("../2014", "until 2014", "../2014", date.min, date(2014, 12, 31), "interval", False),
        (
            "2014-07/2014-09-02",
            "July 2014 to 2 September 2014",
            "2014-07/2014-09-02",
            date(2014, 7, 1),
            date(2014, 9, 2),
            "interval",
            False,
        ),
        (
            "between May 2014 and July 2014",
            "May 2014 to July 2014",
            "2014-05/2014-07",
            date(2014, 5, 1),
            date(2014, 7, 31),
            "interval",
            False,
        ),
        ("unknown", "an unknown date", "XXXX", date.min, date.max, "unknown", False),
    ],
)
def test_dates_are_read(phrase, said, edtf, earliest, latest, precision, approximate):  # noqa: PLR0917
    day = Day.read(phrase)
    assert (str(day), day.edtf, day.phrase) == (said, edtf, phrase)
    assert (day.earliest, day.latest) == (earliest, latest)
    assert (day.precision, day.approximate) == (precision, approximate)


@pytest.mark.parametrize(
    ("phrase", "what"),
    [
        ("", "empty"),
        ("last spring", "cannot be read"),
        ("03/04/2014", "more than one '/'"),
        ("2014-13", "month 13"),
        ("2014-02-30", "February 2014 has 28 days"),
        ("24 Juli 2014", "no month"),
        ("2014-09/2014-07", "ends before it begins"),
        ("../..", "neither a beginning nor an end"),
        ("0000", "the year 0"),
        ("2014-07-24T10:00", "cannot be read"),
        ("14-07-24", "cannot be read"),
    ],
)
def test_dates_that_would_need_a_guess_are_refused(phrase, what):
    with pytest.raises(DayError, match=what) as fault:
        Day.read(phrase)
    assert fault.value.remedy


@given(st.dates())
def test_a_day_is_read_back(day):
    read = Day.read(f"{day.year:04d}-{day.month:02d}-{day.day:02d}")
    assert read.earliest == read.latest == day


@given(st.dates(), st.dates())
def test_overlap_is_symmetric(a, b):
    one = Day.read(f"{a.year:04d}-{a.month:02d}")
    other = Day.read(f"{b.year:04d}")
    assert one.overlaps(other) == other.overlaps(one) == (a.year == b.year)


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused(text):
    try:
        day = Day.read(text)
    except DayError as fault:
        assert fault.what and fault.remedy
    else:
        assert day.earliest <= day.latest
        assert str(day)
