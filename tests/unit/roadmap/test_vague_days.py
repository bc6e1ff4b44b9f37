"""Days that are known to the day, the month, the quarter, the half or the year: read as people write them, written as they are read."""

import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodops_desktop.roadmap.vague_days import later_by, period_end, period_start, read_day, write_day

SPANS = {"day": 0, "month": 1, "quarter": 3, "half": 6, "year": 12}
"""How many months each takes."""
DAYS = st.dates(date(1990, 1, 1), date(2200, 12, 31))


def bounds(day: date, precision: str) -> tuple[date, date]:
    """The first and the last day of the period of a day, by going through the months of its year."""
    if precision == "day":
        return day, day
    length = SPANS[precision]
    for first in range(1, 13, length):
        last = first + length - 1
        if first <= day.month <= last:
            return date(day.year, first, 1), date(day.year, last, calendar.monthrange(day.year, last)[1])
    raise AssertionError(day)


@pytest.mark.parametrize(
    ("text", "end", "day", "precision"),
    [
        ("2027-01-26", True, date(2027, 1, 26), "day"),
        ("26 Jan 2027", False, date(2027, 1, 26), "day"),
        ("26 January 2027", False, date(2027, 1, 26), "day"),
        ("Jan 26, 2027", False, date(2027, 1, 26), "day"),
        ("26.1.2027", False, date(2027, 1, 26), "day"),
        ("20270126", False, date(2027, 1, 26), "day"),
        ("Mar 2027", True, date(2027, 3, 31), "month"),
        ("2027-02", True, date(2027, 2, 28), "month"),
        ("02/2028", True, date(2028, 2, 29), "month"),
        ("Q3 2027", False, date(2027, 7, 1), "quarter"),
        ("2027-Q4", True, date(2027, 12, 31), "quarter"),
        ("q1 27", True, date(2027, 3, 31), "quarter"),
        ("Jan ’26", True, date(2026, 1, 31), "month"),
        ("January '26", False, date(2026, 1, 1), "month"),
        ("Jan-26", False, date(2026, 1, 1), "month"),
        ("T3 2027", False, date(2027, 7, 1), "quarter"),
        ("3. Quartal 2027", True, date(2027, 9, 30), "quarter"),
        ("2. Halbjahr ’27", False, date(2027, 7, 1), "half"),
        ("2027 S1", True, date(2027, 6, 30), "half"),
        ("H2 2027", False, date(2027, 7, 1), "half"),
        (" 2028 ", True, date(2028, 12, 31), "year"),
        ("2200", True, date(2200, 12, 31), "year"),
        ("", True, None, "day"),
    ],
)
def test_days_are_read_as_exactly_as_they_are_written(text: str, end: bool, day: date | None, precision: str) -> None:
    assert read_day(text, end=end) == (day, precision)


@pytest.mark.parametrize(
    "text",
    [
        "soon",
        "Q5 2027",
        "H3 2027",
        "Q3",
        "2027-13",
        "31 Feb 2027",
        "202711",
        "Jan 26",
        "January 26",
        "Q3 26 Jan",
        "1",
        "12345",
        "2201",
        "3027",
        "٢٠٢٧",
    ],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        read_day(text, end=True)


@given(DAYS, st.sampled_from(sorted(SPANS)), st.booleans())
def test_what_is_written_reads_as_the_same_period(day: date, precision: str, end: bool) -> None:
    first, last = bounds(day, precision)
    assert (period_start(day, precision), period_end(day, precision)) == (first, last)
    assert read_day(write_day(day, precision), end=end) == (last if end else first, precision)


def test_no_day_is_written_as_nothing() -> None:
    assert write_day(None, "day") == ""


def test_days_end_with_the_calendar() -> None:
    assert later_by(date(2027, 2, 28), 1) == date(2027, 3, 1)
    assert later_by(date(2027, 3, 1), -1) == date(2027, 2, 28)
    assert (later_by(date(2027, 1, 1), 3_000_000), later_by(date(2027, 1, 1), -3_000_000)) == (date.max, date.min)
