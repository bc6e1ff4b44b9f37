"""Differences with less noise: what the units did before the test is taken out of what they did in it (CUPED)."""

import math
from dataclasses import dataclass

from prodops_desktop.experiments.model import Covariate
from prodops_desktop.experiments.statistics.effects import Effect, MeanArm, ShareArm, mean_effect


@dataclass(frozen=True)
class Adjusted:
    """The effect by adjusted values, and the part of the variance of the difference, from 0 to 1, that the adjustment takes away.

    The part is under 0 where the covariate is no help.
    """

    effect: Effect
    variance_saved: float


def adjusted_effect(
    control: ShareArm | MeanArm, variant: ShareArm | MeanArm, before: tuple[Covariate, Covariate], alpha: float = 0.05
) -> Adjusted | None:
    """The difference of two arms with the covariate taken out, by Welch's t-test on the adjusted values.

    CUPED (Deng, Xu, Kohavi, Walker 2013): y − θ·(x − x̄), with x̄ of both arms together and one θ for both, the covariance within arms over
    the variance within arms, so that no effect of the test gets into it; the difference is that of an analysis of covariance. A share is
    taken as the mean of noughts and ones. None where the covariate, or the metric with and without it, does not vary.
    """
    arms = _as_mean(control), _as_mean(variant)
    if arms[0] is None or arms[1] is None or not any(one.sd for one in before):
        return None
    a, b = arms[0], arms[1]
    theta = _slope((a, b), before)
    middle = (a.units * before[0].mean + b.units * before[1].mean) / (a.units + b.units)
    adjusted_a, adjusted_b = (_adjusted(arm, one, theta, middle) for arm, one in zip((a, b), before, strict=True))
    plain = math.hypot(a.error, b.error)
    if not plain:
        return None
    left = math.hypot(adjusted_a.error, adjusted_b.error) / plain
    return Adjusted(mean_effect(adjusted_a, adjusted_b, alpha), 1 - left * left)


def _as_mean(arm: ShareArm | MeanArm) -> MeanArm | None:
    """An arm as the mean of its values, with the deviation of a sample; None for a share of one unit."""
    if isinstance(arm, MeanArm):
        return arm
    if arm.units <= 1:
        return None
    return MeanArm(arm.value, math.sqrt(arm.value * (1 - arm.value) * arm.units / (arm.units - 1)), arm.units)


def _slope(arms: tuple[MeanArm, MeanArm], before: tuple[Covariate, Covariate]) -> float:
    """θ, by deviations in parts of the largest one, so that no square leaves the range of numbers."""
    largest = max(one.sd for one in before)
    pairs = [(arm, one, (arm.units - 1) * (one.sd / largest)) for arm, one in zip(arms, before, strict=True)]
    varying = sum(weight * (one.sd / largest) for _, one, weight in pairs)
    together = sum(weight * one.correlation * arm.sd for arm, one, weight in pairs)
    return together / varying / largest


def _adjusted(arm: MeanArm, before: Covariate, theta: float, middle: float) -> MeanArm:
    taken, along = abs(theta) * before.sd, math.copysign(before.correlation, before.correlation * theta)
    # sd² − 2·along·sd·taken + taken², in a form that can't fall under 0
    sd = math.hypot(arm.sd - taken, math.sqrt(2 * arm.sd * taken * (1 - along)))
    return MeanArm(arm.mean - theta * (before.mean - middle), sd, arm.units)
