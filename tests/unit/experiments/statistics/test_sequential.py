"""Always-valid intervals against the mixture of likelihoods integrated by scipy, and against somebody who looks every day."""

import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate

from prodops_desktop.experiments.statistics.sequential import always_valid

ERRORS = st.floats(0.001, 100)
SPREADS = st.floats(0.05, 20)


def log_density(value: float, mean: float, deviation: float) -> float:
    """Of the normal distribution; scipy's own takes a hundred times as long for a single value."""
    return -(((value - mean) / deviation) ** 2) / 2 - math.log(deviation * math.sqrt(2 * math.pi))


@given(st.floats(-50, 50), ERRORS, SPREADS, st.sampled_from([0.05, 0.01, 0.2]))
def test_the_ends_are_where_the_mixture_is_one_over_alpha(difference: float, error: float, ratio: float, alpha: float) -> None:
    """Λ = ∫ φ(d; θ, v)·φ(θ; d₀, τ²) dθ ÷ φ(d; d₀, v), for a true difference d₀ at the end of the interval."""
    spread = ratio * error
    found = always_valid(difference, error, spread, alpha)
    assert found is not None
    for end in (found.low, found.high):
        apart = difference - end
        top = apart * spread**2 / (spread**2 + error**2)  # where the product of the two is largest
        width = 12 * error * spread / math.hypot(error, spread)

        def ratio_at(theta: float, apart: float = apart) -> float:
            seen = log_density(apart, theta, error) - log_density(apart, 0, error)
            return math.exp(seen + log_density(theta, 0, spread))

        mixed, _ = integrate.quad(ratio_at, top - width, top + width, epsabs=0, epsrel=1e-10, limit=400)
        assert mixed == pytest.approx(1 / alpha, rel=1e-5)
    assert found.value == difference


def test_it_is_wider_than_the_interval_of_a_single_look_and_narrowest_about_the_planned_size() -> None:
    z = NormalDist().inv_cdf(0.975)
    widths = {}
    for spread in (0.2, 1.0, 2.8, 5.0, 40.0):
        found = always_valid(0.0, 1.0, spread)
        assert found is not None
        assert found.high > z
        widths[spread] = found.high
    assert min(widths, key=lambda spread: widths[spread]) == 2.8, "the least effect at 80 % power is 2.8 errors"


def test_who_looks_every_day_is_misled_by_one_look_and_not_by_these() -> None:
    """2,000 tests of nothing, 60 looks each: the single look is wrong once in more than a third of them, this one in 5 % at most."""
    rng = np.random.default_rng(20261127)
    sums = rng.normal(size=(2_000, 60)).cumsum(axis=1)
    z = NormalDist().inv_cdf(0.975)
    misled = [0, 0]
    for one in sums:
        looks = [(value / n, 1 / math.sqrt(n)) for n, value in enumerate(one, 1)]
        misled[0] += any(abs(mean) > z * error for mean, error in looks)
        intervals = [always_valid(mean, error, 0.36) for mean, error in looks]
        misled[1] += any(one is not None and not one.low <= 0 <= one.high for one in intervals)
    assert misled[0] / 2_000 > 0.33
    assert misled[1] / 2_000 <= 0.05


def test_where_nothing_varies_there_is_none_and_no_size_is_too_large() -> None:
    assert always_valid(0.5, 0.0, 1.0) is None
    found = always_valid(1e90, 1e80, 1e-80)
    assert found is not None
    assert math.isfinite(found.high)
