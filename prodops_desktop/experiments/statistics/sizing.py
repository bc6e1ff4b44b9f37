"""How large a test has to be to see its least effect, and how many weeks that takes."""

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from prodops_desktop.experiments.model import DOWN, PERCENT, PRIMARY, SHARE, Experiment, MetricPlan
from prodops_desktop.experiments.statistics.clusters import allocated, worth
from prodops_desktop.experiments.statistics.wording import counted
from prodops_desktop.metrics.distributions import normal_quantile
from prodops_desktop.work.listing import listed

LEAST_DAYS = 14
"""No test is shorter, so that each weekday counts twice (DATA.md)."""
MOST_WEEKS = 8
"""A test that takes longer is red (DATA.md)."""
_MOST_UNITS = 10**12
_SHARES_FORMULA = "n = (z₁₋α/2 + z_power)²·(p₁q₁ + p₂q₂)/(p₁ − p₂)²"
_MEANS_FORMULA = "n = 2σ²·(z₁₋α/2 + z_power)²/δ²"
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Size:
    """How many units a test needs: in each arm, and in ``total`` so that the arm with the smallest weight gets as many.

    ``effect`` is the least effect in points of a share or units of a mean, ``target`` the metric with it (None where a mean has no
    baseline). ``alpha`` is per cent, already divided by the ``comparisons``, which are variants × primary metrics (Bonferroni).
    ``formula`` names formula and figures.
    """

    per_arm: int
    total: int
    effect: float
    target: float | None
    alpha: float
    comparisons: int
    formula: str


@dataclass(frozen=True)
class NoSize:
    """Why it can't be said how large a test has to be, in a sentence: “Needs a baseline and a least effect.”"""

    reason: str


@dataclass(frozen=True)
class _Question:
    """What a formula is asked: n is (z₁₋α/2 + z_power)² × (``spread`` ÷ ``effect``)²."""

    effect: float
    target: float | None
    spread: float
    formula: str


def per_arm(experiment: Experiment) -> Size | NoSize:
    """The size of a test, two-sided, by its first primary metric."""
    metric = experiment.primary
    weights = [Fraction(str(variant.weight)) for variant in experiment.variants if variant.weight > 0]
    if metric is None:
        return NoSize("Needs a primary metric.")
    if len(weights) < 2:
        return NoSize("Needs two variants with a weight.")
    asked = _of_share(experiment, metric) if metric.type == SHARE else _of_mean(experiment, metric)
    if isinstance(asked, NoSize):
        return asked
    comparisons = (len(weights) - 1) * len(experiment.of_role(PRIMARY))
    alpha = experiment.alpha / comparisons
    quantiles = max(0.0, normal_quantile(1 - alpha / 200) + normal_quantile(experiment.power / 100))
    root = quantiles * (asked.spread / asked.effect)
    if not root * root < _MOST_UNITS:
        return NoSize("The least effect is too small: no test could be that large.")
    units = max(1, math.ceil(root * root))
    total = math.ceil(units * sum(weights) / min(weights))
    correction = f"; Bonferroni: α ÷ {comparisons} comparisons" if comparisons > 1 else ""
    formula = f"{asked.formula}, α {experiment.alpha:g}%, power {experiment.power:g}%{correction}"
    return Size(units, total, asked.effect, asked.target, alpha, comparisons, formula)


def _of_share(experiment: Experiment, metric: MetricPlan) -> _Question | NoSize:
    baseline, mde = experiment.baseline, experiment.mde or 0.0
    if baseline is None or mde <= 0:
        return _needs(baseline=baseline is None, mde=mde <= 0)
    if not 0 <= baseline <= 100:
        return NoSize(f"A share can’t be {_figure(baseline)}%: check the baseline.")
    effect = _counted_in_units(baseline, mde, experiment.mde_in)
    target = baseline + _towards_better(effect, metric)
    if not effect:
        return NoSize("Per cent of a baseline of 0 are nothing: give the least effect in points.")
    if not -_ROUNDING <= target <= 100 + _ROUNDING:
        return NoSize(f"A share can’t become {_figure(target)}%: check baseline and least effect.")
    p, q = baseline / 100, min(1.0, max(0.0, target / 100))
    spread = 100 * math.sqrt(p * (1 - p) + q * (1 - q))
    return _Question(effect, target, spread, f"{_SHARES_FORMULA}; p₁ {_figure(baseline)}%, p₂ {_figure(target)}%")


def _of_mean(experiment: Experiment, metric: MetricPlan) -> _Question | NoSize:
    baseline, mde, deviation = experiment.baseline, experiment.mde or 0.0, experiment.deviation or 0.0
    lacks_baseline = baseline is None and experiment.mde_in == PERCENT
    if lacks_baseline or mde <= 0 or deviation <= 0:
        return _needs(baseline=lacks_baseline, mde=mde <= 0, deviation=deviation <= 0)
    effect = _counted_in_units(baseline or 0.0, mde, experiment.mde_in)
    if not effect:
        return NoSize("Per cent of a baseline of 0 are nothing: give the least effect in units of the metric.")
    target = None if baseline is None else baseline + _towards_better(effect, metric)
    return _Question(effect, target, math.sqrt(2) * deviation, f"{_MEANS_FORMULA}; σ {_figure(deviation)}, δ {_figure(effect)}")


def _needs(*, baseline: bool, mde: bool, deviation: bool = False) -> NoSize:
    parts = (("a baseline", baseline), ("a least effect", mde), ("a standard deviation", deviation))
    return NoSize(f"Needs {listed([name for name, is_missing in parts if is_missing])}.")


def _counted_in_units(baseline: float, mde: float, mde_in: str) -> float:
    return abs(baseline) * mde / 100 if mde_in == PERCENT else mde


def _towards_better(effect: float, metric: MetricPlan) -> float:
    return -effect if metric.better == DOWN else effect


def _figure(value: float) -> str:
    return f"{value:,.6g}"


class VisitorCurve(Protocol):
    """How many distinct users of a population come by within so many days, as far as the data goes."""

    @property
    def days(self) -> int:
        """How many days it knows."""

    def within(self, days: int) -> int:
        """How many distinct users were seen within so many days."""


@dataclass(frozen=True)
class Duration:
    """In how many whole weeks a test has the units that it needs; None where it has not as far as the curve goes, ``known_days``."""

    weeks: int | None
    known_days: int

    @property
    def is_too_long(self) -> bool:
        """Whether it certainly takes longer than a test may."""
        return self.known_days >= 7 * MOST_WEEKS if self.weeks is None else self.weeks > MOST_WEEKS

    @property
    def text(self) -> str:
        """The duration in words: “3 weeks”, “not reached in 12 weeks”."""
        if self.weeks is not None:
            return counted(self.weeks, "week")
        weeks, rest = divmod(self.known_days, 7)
        return f"not reached in {counted(self.known_days, 'day') if rest or not weeks else counted(weeks, 'week')}"


def duration(experiment: Experiment, needed: int, curve: VisitorCurve, accounts: int) -> Duration:
    """How long until ``needed`` units of the segment, which has so many ``accounts``, were seen and put into the test.

    Nothing is said beyond the end of the curve. Where accounts count, the design effect grows along with the users of each.
    """
    last_week = math.ceil(curve.days / 7)
    for week in range(1, last_week + 1):
        seen = curve.within(min(7 * week, curve.days))
        if worth(experiment, allocated(seen, experiment), allocated(accounts, experiment)) >= needed:
            return Duration(max(week, LEAST_DAYS // 7), curve.days)
    return Duration(None, curve.days)
