"""Adjusted differences against an analysis of covariance of the values themselves, by least squares."""

import math

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodops_desktop.experiments.model import Covariate
from prodops_desktop.experiments.statistics.effects import MeanArm, ShareArm, mean_effect
from prodops_desktop.experiments.statistics.variance_reduction import adjusted_effect

Values = npt.NDArray[np.float64]


def arm_of(values: Values) -> MeanArm:
    return MeanArm(float(values.mean()), float(values.std(ddof=1)), len(values))


def covariate_of(before: Values, values: Values) -> Covariate:
    return Covariate(float(before.mean()), float(before.std(ddof=1)), float(np.corrcoef(before, values)[0, 1]))


def covariance_analysis(before: list[Values], values: list[Values]) -> tuple[float, float]:
    """The coefficient of the arm, and its standard error, in values = a + b·arm + c·before + noise."""
    y, x = np.concatenate(values), np.concatenate(before)
    arm = np.repeat([0.0, 1.0], [len(one) for one in values])
    design = np.column_stack([np.ones_like(y), arm, x])
    found, *_ = np.linalg.lstsq(design, y, rcond=None)
    left = y - design @ found
    variance = left @ left / (len(y) - 3) * np.linalg.inv(design.T @ design)[1, 1]
    return float(found[1]), math.sqrt(variance)


@given(st.integers(0, 10_000), st.floats(-3, 3), st.integers(30, 400), st.integers(30, 400))
def test_the_difference_is_that_of_an_analysis_of_covariance(seed: int, slope: float, units_a: int, units_b: int) -> None:
    rng = np.random.default_rng(seed)
    before = [rng.normal(5, 2, units) for units in (units_a, units_b)]
    values = [slope * x + rng.normal(10, 1, len(x)) + lift for x, lift in zip(before, (0, 0.3), strict=True)]
    pair = covariate_of(before[0], values[0]), covariate_of(before[1], values[1])
    found = adjusted_effect(arm_of(values[0]), arm_of(values[1]), pair)
    assert found is not None
    expected, _ = covariance_analysis(before, values)
    assert found.effect.difference.value == pytest.approx(expected, abs=1e-9)


def test_its_interval_is_about_that_of_the_covariance_analysis_and_far_narrower_than_without() -> None:
    rng = np.random.default_rng(7)
    before = [rng.normal(5, 2, 4_000) for _ in range(2)]
    values = [0.8 * x + rng.normal(0, 1, len(x)) + lift for x, lift in zip(before, (0.0, 0.1), strict=True)]
    arms = arm_of(values[0]), arm_of(values[1])
    pair = covariate_of(before[0], values[0]), covariate_of(before[1], values[1])
    found = adjusted_effect(*arms, pair)
    assert found is not None
    _, error = covariance_analysis(before, values)
    half = found.effect.difference.high - found.effect.difference.value
    assert half == pytest.approx(1.96 * error, rel=0.01)
    plain = mean_effect(*arms).difference
    assert found.variance_saved == pytest.approx(1 - (half / (plain.high - plain.value)) ** 2, abs=1e-4)
    assert found.variance_saved == pytest.approx(1 - 1 / (1 + (0.8 * 2) ** 2), abs=0.02), "1 − ρ², and ρ² is 2.56 ÷ 3.56"


def test_a_share_is_the_mean_of_noughts_and_ones() -> None:
    rng = np.random.default_rng(11)
    before = [rng.normal(0, 1, 900), rng.normal(0.05, 1, 1_100)]
    values = [(rng.random(len(x)) < 1 / (1 + np.exp(-x))).astype(float) for x in before]
    arms = ShareArm(float(values[0].sum()), 900), ShareArm(float(values[1].sum()), 1_100)
    found = adjusted_effect(*arms, (covariate_of(before[0], values[0]), covariate_of(before[1], values[1])))
    assert found is not None
    assert found.effect.difference.value == pytest.approx(covariance_analysis(before, values)[0], abs=1e-12)


def test_worked_by_hand() -> None:
    """θ = (99·0.5·4·2 + 99·0.5·4·2) ÷ (99·4 + 99·4) = 1; x̄ = 10.5, so 20 + 0.5 and 22 − 0.5; sd = √(16 − 8 + 4) = √12; saved 1 − 12⁄16."""
    pair = Covariate(10.0, 2.0, 0.5), Covariate(11.0, 2.0, 0.5)
    found = adjusted_effect(MeanArm(20.0, 4.0, 100), MeanArm(22.0, 4.0, 100), pair)
    assert found is not None
    assert (found.effect.a, found.effect.b) == (20.5, 21.5)
    expected = mean_effect(MeanArm(20.5, math.sqrt(12), 100), MeanArm(21.5, math.sqrt(12), 100))
    assert found.effect.difference.low == pytest.approx(expected.difference.low, abs=1e-12)
    assert found.variance_saved == pytest.approx(0.25, abs=1e-12)


def test_a_covariate_that_runs_against_the_metric_helps_as_much() -> None:
    along, against = (
        adjusted_effect(MeanArm(20.0, 4.0, 100), MeanArm(22.0, 4.0, 100), (Covariate(10.0, 2.0, r), Covariate(10.0, 2.0, r)))
        for r in (0.9, -0.9)
    )
    assert along is not None
    assert against is not None
    assert along.effect.difference == against.effect.difference
    assert along.variance_saved == pytest.approx(0.81, abs=1e-12)


@pytest.mark.parametrize(
    ("control", "before"),
    [
        (MeanArm(1.0, 1.0, 10), (Covariate(1.0, 0.0, 0.0), Covariate(1.0, 0.0, 0.0))),
        (MeanArm(1.0, 0.0, 10), (Covariate(1.0, 1.0, 0.0), Covariate(1.0, 1.0, 0.0))),
        (ShareArm(1, 1), (Covariate(1.0, 1.0, 0.5), Covariate(1.0, 1.0, 0.5))),
    ],
)
def test_where_nothing_varies_nothing_is_adjusted(control: ShareArm | MeanArm, before: tuple[Covariate, Covariate]) -> None:
    assert adjusted_effect(control, MeanArm(1.0, 0.0, 10), before) is None
