"""How much a variant differs from the control: the difference with its interval, the lift with its own, and p-values."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from prodops_desktop.metrics.distributions import normal_both_tails, normal_quantile, t_quantile, t_sf

_NOTHING = 1e-100
"""A control under this is 0 as far as lifts go: they would leave the range of numbers."""


@dataclass(frozen=True)
class ShareArm:
    """The units of one arm and how many of them succeeded; fractions of a unit are what clustering leaves of them."""

    successes: float
    units: float

    def __post_init__(self) -> None:
        if not 0 <= self.successes <= self.units or self.units <= 0:
            raise ValueError(f"{self.successes} successes of {self.units} units are no share")

    @property
    def value(self) -> float:
        """The share, from 0 to 1."""
        return self.successes / self.units

    @property
    def error(self) -> float:
        """The standard error of the share."""
        return math.sqrt(self.value * (1 - self.value) / self.units)

    def divided_by(self, design_effect: float) -> "ShareArm":
        """The arm as if it had so many times fewer units, of the same share."""
        return ShareArm(self.successes / design_effect, self.units / design_effect)

    def wilson(self, z: float) -> tuple[float, float]:
        """The score interval of the share (Wilson 1927)."""
        middle = self.successes + z * z / 2
        half = z * math.sqrt(self.successes * (1 - self.value) + z * z / 4)
        return max(0.0, (middle - half) / (self.units + z * z)), min(1.0, (middle + half) / (self.units + z * z))


@dataclass(frozen=True)
class MeanArm:
    """The mean of one arm, the standard deviation of its values, and how many there are, more than one."""

    mean: float
    sd: float
    units: float

    def __post_init__(self) -> None:
        if self.units <= 1 or self.sd < 0:
            raise ValueError(f"{self.units} units with a deviation of {self.sd} say nothing of a mean")

    @property
    def value(self) -> float:
        """The mean."""
        return self.mean

    @property
    def error(self) -> float:
        """The standard error of the mean."""
        return self.sd / math.sqrt(self.units)

    def divided_by(self, design_effect: float) -> "MeanArm":
        """The arm as if it had so many times fewer units, of the same mean and deviation."""
        return MeanArm(self.mean, self.sd, self.units / design_effect)


@dataclass(frozen=True)
class Interval:
    """An estimate with the ends of its interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Effect:
    """What a variant b has over the control a: ``difference`` is b − a, and ``lift`` that as a part of the size of a, None where a is 0.

    Shares are from 0 to 1, so that 0.034 is 3.4 points, and a lift of 0.055 is 5.5%. ``units_a`` and ``units_b`` are those that
    count: after the design effect where there is one.
    """

    a: float
    b: float
    difference: Interval
    p: float
    lift: Interval | None
    units_a: float
    units_b: float


def share_effect(control: ShareArm, variant: ShareArm, alpha: float = 0.05) -> Effect:
    """The difference of two shares.

    Its interval is Newcombe's hybrid of two Wilson intervals (Newcombe 1998, method 10), p is that of the pooled z-test, which is the
    χ² test without correction, and the interval of the lift comes by the delta method. They are three approximations: at the very
    edge of significance one may say yes where another says no.
    """
    z = normal_quantile(1 - alpha / 2)
    a, b = control.value, variant.value
    (a_low, a_high), (b_low, b_high) = control.wilson(z), variant.wilson(z)
    difference = b - a
    low = difference - math.hypot(b - b_low, a_high - a)
    high = difference + math.hypot(b_high - b, a - a_low)
    lift = _lift(a, b, control.error, variant.error, z)
    return Effect(a, b, Interval(difference, low, high), _pooled_p(control, variant), lift, control.units, variant.units)


def mean_effect(control: MeanArm, variant: MeanArm, alpha: float = 0.05) -> Effect:
    """The difference of two means by Welch's t-test, which does not take their deviations for equal.

    Degrees of freedom are those of Welch and Satterthwaite; for the lift, those of b − (b ÷ a)·a, which the delta method looks at.
    """
    a, b = control.mean, variant.mean
    difference, error = b - a, math.hypot(control.error, variant.error)
    df = _degrees(control.error, control.units, variant.error, variant.units)
    half = t_quantile(1 - alpha / 2, df) * error
    p = 2 * t_sf(abs(difference) / error, df) if error else float(not difference)
    lift_df = _degrees(control.error * abs(b / a), control.units, variant.error, variant.units) if abs(a) > _NOTHING else df
    lift = _lift(a, b, control.error, variant.error, t_quantile(1 - alpha / 2, lift_df))
    return Effect(a, b, Interval(difference, difference - half, difference + half), p, lift, control.units, variant.units)


def holm(p_values: Sequence[float]) -> list[float]:
    """The p-values adjusted for there being several (Holm 1979), in the order given: each is the least level at which it is rejected."""
    adjusted, largest = [0.0] * len(p_values), 0.0
    for rank, place in enumerate(sorted(range(len(p_values)), key=lambda place: p_values[place])):
        largest = max(largest, min(1.0, (len(p_values) - rank) * p_values[place]))
        adjusted[place] = largest
    return adjusted


def _pooled_p(control: ShareArm, variant: ShareArm) -> float:
    pooled = (control.successes + variant.successes) / (control.units + variant.units)
    error = math.sqrt(pooled * (1 - pooled) * (1 / control.units + 1 / variant.units))
    return normal_both_tails((variant.value - control.value) / error) if error else 1.0


def _degrees(error_a: float, units_a: float, error_b: float, units_b: float) -> float:
    """Welch and Satterthwaite's degrees of freedom, by the parts that the arms have in the variance, so that no square overflows."""
    error = math.hypot(error_a, error_b)
    if not error:
        return units_a + units_b - 2
    part_a, part_b = (error_a / error) ** 2, (error_b / error) ** 2
    return 1 / (part_a**2 / (units_a - 1) + part_b**2 / (units_b - 1))


def _lift(a: float, b: float, error_a: float, error_b: float, quantile: float) -> Interval | None:
    """(b − a) ÷ |a| with its interval; by the delta method Var(b ÷ a) = (Var b + (b ÷ a)²·Var a) ÷ a²."""
    if abs(a) <= _NOTHING:
        return None
    lift, half = (b - a) / abs(a), quantile * math.hypot(error_b, b / a * error_a) / abs(a)
    return Interval(lift, lift - half, lift + half)
