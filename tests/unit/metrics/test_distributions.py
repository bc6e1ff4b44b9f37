"""The distributions against scipy's, far into the tails, and where they are known by heart."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from prodops_desktop.metrics.distributions import (
    beta_odds_cdf,
    beta_odds_quantile,
    chi_square_quantile,
    chi_square_sf,
    normal_both_tails,
    normal_quantile,
    t_quantile,
    t_sf,
)

LEAST = 1e-290
"""No absolute tolerance to speak of: tails have to keep their digits."""
TAILS = st.one_of(st.floats(0.001, 0.999), st.floats(1e-9, 1e-3))
PROBABILITIES = st.one_of(TAILS, st.floats(0.999, 1 - 1e-9))
COUNTS = st.one_of(st.integers(1, 60), st.integers(1, 400_000))
AROUND = st.floats(-7, 7)
"""How many deviations from the mean: of values drawn blindly almost all are certain or impossible."""


@given(TAILS)
def test_the_normal_quantile_is_scipys(p: float) -> None:
    assert normal_quantile(p) == pytest.approx(stats.norm.ppf(p), rel=1e-12, abs=1e-15)


@given(st.floats(-37, 37))
def test_both_tails_of_the_normal_are_scipys(z: float) -> None:
    assert normal_both_tails(z) == pytest.approx(2 * stats.norm.sf(abs(z)), rel=1e-12, abs=LEAST)


@given(st.floats(0, 1200), st.integers(1, 60))
def test_chi_square_is_scipys(x: float, df: int) -> None:
    assert chi_square_sf(x, df) == pytest.approx(stats.chi2.sf(x, df), rel=1e-11, abs=LEAST)


@given(st.integers(1, 400_000), AROUND)
def test_chi_square_of_many_degrees_is_scipys(df: int, deviations: float) -> None:
    x = max(0.0, df + deviations * math.sqrt(2 * df))
    assert chi_square_sf(x, df) == pytest.approx(stats.chi2.sf(x, df), rel=1e-10, abs=LEAST)


@given(PROBABILITIES, COUNTS)
def test_the_quantile_of_chi_square_is_scipys(p: float, df: int) -> None:
    assert chi_square_quantile(p, df) == pytest.approx(stats.chi2.ppf(p, df), rel=1e-11, abs=LEAST)


def test_the_quantile_of_chi_square_where_it_is_known() -> None:
    assert chi_square_quantile(0.95, 1) == pytest.approx(3.841458820694124, rel=1e-14, abs=LEAST)
    assert chi_square_quantile(1e-9, 2) == pytest.approx(-2 * math.log1p(-1e-9), rel=1e-14, abs=LEAST)
    for p in (0.0, 1.0):
        with pytest.raises(ValueError, match="between 0 and 1"):
            chi_square_quantile(p, 3)
    with pytest.raises(ValueError, match="degree of freedom"):
        chi_square_quantile(0.5, 0)


def test_chi_square_where_it_is_known() -> None:
    assert chi_square_sf(3.0, 2) == pytest.approx(math.exp(-1.5), rel=1e-15, abs=LEAST)
    assert chi_square_sf(3.841458820694124, 1) == pytest.approx(0.05, rel=1e-13, abs=LEAST)
    assert (chi_square_sf(0, 1), chi_square_sf(-1, 3), chi_square_sf(math.inf, 2)) == (1.0, 1.0, 0.0)
    assert (chi_square_sf(5e-324, 1), chi_square_sf(1e308, 1)) == (1.0, 0.0)
    with pytest.raises(ValueError, match="degree of freedom"):
        chi_square_sf(1.0, 0)


@given(st.floats(-30, 30), st.one_of(st.floats(0.2, 500), st.floats(500, 1e8)))
def test_student_is_scipys(t: float, df: float) -> None:
    assume(t == 0 or abs(t) > 1e-4)  # nearer to 0 scipy's loses digits
    assert t_sf(t, df) == pytest.approx(stats.t.sf(t, df), rel=1e-11, abs=LEAST)


@pytest.mark.parametrize("df", [39.9, 40.0, 40.1, 60.0])
def test_student_keeps_its_digits_where_the_gamma_ratio_turns_to_a_series(df: float) -> None:
    assert t_sf(3.0, df) == pytest.approx(stats.t.sf(3.0, df), rel=2e-13, abs=LEAST)


def test_student_where_it_is_known() -> None:
    assert t_sf(1.0, 1) == pytest.approx(0.25, rel=1e-14, abs=LEAST)  # the Cauchy distribution: ½ − atan(t) ÷ π
    assert t_sf(1e-8, 1) == pytest.approx(0.5 - 1e-8 / math.pi, rel=1e-15, abs=LEAST)
    assert t_sf(1e9, 1) == pytest.approx(1e-9 / math.pi, rel=1e-13, abs=LEAST)
    assert t_sf(2.0, 2) == pytest.approx((1 - 2 / math.sqrt(6)) / 2, rel=1e-14, abs=LEAST)  # ½·(1 − t ÷ √(2 + t²))
    assert (t_sf(0, 5), t_sf(math.inf, 5)) == (0.5, 0.0)
    assert t_sf(1.7, math.inf) == pytest.approx(stats.norm.sf(1.7), rel=1e-13, abs=LEAST)
    with pytest.raises(ValueError, match="over 0"):
        t_sf(1.0, 0)


@given(PROBABILITIES, st.floats(0.5, 1e6))
def test_the_quantile_of_student_is_scipys(p: float, df: float) -> None:
    assert t_quantile(p, df) == pytest.approx(stats.t.ppf(p, df), rel=1e-10, abs=1e-14)


@given(st.floats(1e-6, 0.5), st.floats(0.3, 1e4))
def test_the_quantile_has_its_tail_above_it(tail: float, df: float) -> None:
    assert t_sf(-t_quantile(tail, df), df) == pytest.approx(tail, rel=1e-10, abs=LEAST)


def test_the_quantile_where_it_is_known() -> None:
    assert t_quantile(0.5, 3) == 0.0
    assert t_quantile(0.975, 10) == pytest.approx(2.228138851986274, rel=1e-14, abs=LEAST)
    assert t_quantile(0.975, math.inf) == pytest.approx(1.959963984540054, rel=1e-14, abs=LEAST)
    for p in (0.0, 1.0):
        with pytest.raises(ValueError, match="between 0 and 1"):
            t_quantile(p, 3)


@given(st.floats(0.2, 60), st.floats(0.2, 60), st.floats(1e-6, 1e6))
def test_beta_is_scipys(a: float, b: float, odds: float) -> None:
    assert beta_odds_cdf(odds, a, b) == pytest.approx(stats.betaprime.cdf(odds, a, b), rel=1e-10, abs=LEAST)


@given(COUNTS, COUNTS, AROUND)
def test_beta_of_large_counts_is_scipys(a: int, b: int, deviations: float) -> None:
    """The logarithm of the odds deviates by about √(1/a + 1/b)."""
    odds = a / b * math.exp(deviations * math.sqrt(1 / a + 1 / b))
    assert beta_odds_cdf(odds, a, b) == pytest.approx(stats.betaprime.cdf(odds, a, b), rel=1e-9, abs=LEAST)


@given(PROBABILITIES, st.one_of(COUNTS, st.floats(1, 9)), st.one_of(COUNTS, st.floats(1, 9)))
def test_beta_is_under_its_quantile_with_its_probability(p: float, a: float, b: float) -> None:
    """By scipy's distribution, as its quantile is off by up to 1e-9: so for p = ½ and a = b = 1.0625, where the odds are 1."""
    odds = beta_odds_quantile(p, a, b)
    assert stats.betaprime.cdf(odds, a, b) == pytest.approx(p, rel=1e-9, abs=LEAST)
    assert beta_odds_cdf(odds, a, b) == pytest.approx(p, rel=1e-9, abs=LEAST)


def test_beta_where_it_is_known() -> None:
    assert beta_odds_cdf(1.0, 7, 7) == pytest.approx(0.5, rel=1e-14)
    assert beta_odds_cdf(3.0, 2, 1) == pytest.approx(0.75**2, rel=1e-14)  # x² with x = ¾
    assert beta_odds_cdf(1e20, 1, 3) == 1.0
    assert (beta_odds_cdf(0, 2, 3), beta_odds_cdf(-1, 2, 3), beta_odds_cdf(math.inf, 2, 3)) == (0.0, 0.0, 1.0)
    assert beta_odds_quantile(0.5, 1.0625, 1.0625) == pytest.approx(1, rel=1e-14)
    assert beta_odds_quantile(0.2, 1, 1) == pytest.approx(0.25, rel=1e-14)
    assert beta_odds_quantile(1e-15, 1, 1) == pytest.approx(1e-15, rel=1e-12, abs=LEAST)
    with pytest.raises(ValueError, match="over 0"):
        beta_odds_cdf(1.0, 0, 1)
    with pytest.raises(ValueError, match="at least 1"):
        beta_odds_quantile(0.5, 0.5, 1)
    for p in (0.0, 1.0):
        with pytest.raises(ValueError, match="between 0 and 1"):
            beta_odds_quantile(p, 3, 3)
