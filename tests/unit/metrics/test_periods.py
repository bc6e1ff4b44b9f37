"""Months, quarters and years: what lies where, and what is refused."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodops_desktop.errors import UserError
from prodops_desktop.metrics import periods


@given(st.dates(), st.sampled_from(periods.GRAINS))
def test_a_day_lies_in_its_period(day: date, grain: str) -> None:
    period = periods.period_of(day.isoformat(), grain)
    assert periods.first_day(period) <= day <= periods.last_day(period)
    assert periods.period_of(periods.last_day(period).isoformat(), grain) == period


@given(st.dates(date(1999, 1, 1), date(2030, 1, 1)), st.dates(date(1999, 1, 1), date(2030, 1, 1)), st.sampled_from(periods.GRAINS))
def test_periods_follow_each_other_without_holes(one: date, other: date, grain: str) -> None:
    first, last = (periods.period_of(day.isoformat(), grain) for day in sorted((one, other)))
    run = periods.all_between(first, last, grain)
    assert (run[0], run[-1]) == (first, last)
    assert list(run) == sorted(run)
    for earlier, later in itertools.pairwise(run):
        assert (periods.first_day(later) - periods.last_day(earlier)).days == 1
        assert periods.distance(earlier, later, grain) == 1


def test_texts_for_people() -> None:
    assert [periods.period_text(period) for period in ("2026-11", "2026-Q4", "2026")] == ["Nov 2026", "Q4 2026", "2026"]
    assert periods.day_text("2026-11-20T10:00:00") == "20 Nov 2026"
    assert periods.day_text(date(2026, 1, 5), year=False) == "5 Jan"


def test_bounds_may_be_days_months_or_years() -> None:
    assert periods.parse_day("2026-02", end=True) == date(2026, 2, 28)
    assert periods.parse_day("2026") == date(2026, 1, 1)
    assert periods.parse_day(None) is None
    for wrong in ("20.11.2026", "2026-13", "Nov", "2026-02-30"):
        with pytest.raises(UserError, match="is not a day"):
            periods.parse_day(wrong)


def test_an_unknown_length_is_refused() -> None:
    with pytest.raises(UserError, match="month, quarter or year"):
        periods.checked_grain("week")
