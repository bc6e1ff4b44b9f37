"""Numbers, amounts and days as they are shown: true minus, thousands apart, a dash for what is missing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodops_desktop.datasets.model import Column
from prodops_desktop.ui import formats
from prodops_desktop.ui.models.values import exact_text, is_right, range_text, type_name, value_text


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (-10, "−10"), (12480, "12,480"), (27.64, "27.6"), (0.125, "0.13"), (-0.0, "0"), (None, "–"), (1.5, "1.50")],
)
def test_numbers(value: float | None, shown: str) -> None:
    assert formats.number(value) == shown


def test_a_value_that_rounds_to_nothing_has_no_sign() -> None:
    assert formats.number(-0.04, 1) == "0.0"


@pytest.mark.parametrize(
    ("value", "currency", "shown"),
    [
        (2_140_000, "USD", "$2.14M"),
        (548_000, "USD", "$548k"),
        (18_040_000, "USD", "$18.04M"),
        (999_600, "USD", "$1.00M"),
        (240.5, "EUR", "€240.50"),
        (-48_000, "GBP", "−£48k"),
        (1_200_000_000, "CHF", "CHF 1.20B"),
        (4_000, "USD", "$4,000"),
        (None, "USD", "–"),
    ],
)
def test_amounts(value: float | None, currency: str, shown: str) -> None:
    assert formats.money(value, currency) == shown


def test_the_full_amount() -> None:
    assert formats.money(548_123.4, "USD", short=False) == "$548,123.40"


def test_days_have_their_year_when_they_are_far_away() -> None:
    today = date(2026, 11, 23)
    assert formats.day("2026-12-14", today) == "14 Dec"
    assert formats.day("2025-10-01", today) == "1 Oct 2025"
    assert formats.day(date(2026, 11, 20), weekday=True) == "Fri 20 Nov 2026"
    assert formats.day(None) == "–"
    assert formats.long_day(today) == "Monday 23 November 2026"


def test_periods_margins_changes_and_sizes() -> None:
    assert [formats.period(text) for text in ("2026-11", "2026-Q4", "2026")] == ["Nov 2026", "Q4 2026", "2026"]
    assert formats.margin(6.2) == "± 6"
    assert formats.margin(None) == ""
    assert formats.signed(-1.6, "percent") == "−1.6 pt"
    assert formats.signed(340_000, "money", "USD") == "+$340k"
    assert formats.figure(31.0, "percent") == "31%"
    assert [formats.size(count) for count in (120, 4_200, 48_000_000)] == ["120 B", "4.2 kB", "48 MB"]


@given(st.floats(min_value=-1e9, max_value=1e9))
def test_a_number_reads_back_to_what_was_shown(value: float) -> None:
    text = formats.number(value, 2).replace(",", "").replace("−", "-")
    assert float(text) == pytest.approx(value, abs=0.0051)


@pytest.mark.parametrize(
    ("milliseconds", "shown"),
    [(5_400_000, "1:30:00"), (94_530_000, "26:15:30"), (-2_700_000, "−0:45:00"), (1_500, "0:00:01.5"), (0, "0:00:00"), (None, "–")],
)
def test_lengths_of_time(milliseconds: int | None, shown: str) -> None:
    assert formats.duration(milliseconds) == shown


def test_times_of_day_and_figures_in_hours() -> None:
    assert [formats.time(text) for text in ("14:30:00", "14:30:15", "14:30:15.250000")] == ["14:30", "14:30:15", "14:30:15.250000"]
    assert formats.figure(27.758, "hours") == "27.8 h"
    assert formats.signed(-1.5, "hours") == "−1.50 h"


def of_type(type_: str, low: str, high: str) -> Column:
    return Column(1, "Value", 1, None, type_, "TEXT", None, None, None, None, None, 2, 2, low, high)


def test_values_of_times_and_lengths_in_a_grid() -> None:
    took, starts = of_type("duration", "-2700000", "94530000"), of_type("time", "00:10:00", "14:30:00")
    assert (value_text(took, 94_530_000), exact_text(took, -2_700_000), value_text(took, None)) == ("26:15:30", "−0:45:00", "")
    assert (value_text(starts, "09:05:00"), exact_text(starts, "09:05:00")) == ("09:05", "09:05:00")
    assert (type_name(took), type_name(starts), is_right(took), is_right(starts)) == ("h:m:s", "time", True, False)
    assert range_text(took) == "−0:45:00 – 26:15:30"
    assert range_text(starts) == "00:10 – 14:30"
