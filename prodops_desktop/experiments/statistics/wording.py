"""Figures of experiments as words, the same wherever they are said: effects with their intervals, p-values, what a guardrail allows."""

import math

from prodops_desktop.experiments.model import DOWN, POINTS, SHARE, MetricPlan
from prodops_desktop.experiments.statistics.effects import Effect, Interval
from prodops_desktop.metrics.wording import minus, signed

_MOST_DECIMALS = 4
_MOST_MEAN_DECIMALS = 12


def p_text(p: float) -> str:
    """A p-value with as many digits as decide anything: “0.69”, “0.004”, “0.0004”, “< 0.0001”."""
    if p < 0.00005:
        return "< 0.0001"
    return f"{p:.2f}" if p >= 0.0995 else f"{p:.3f}" if p >= 0.00095 else f"{p:.4f}"


def change_text(metric: MetricPlan, effect: Effect) -> str:
    """From what to what a metric went: “from 61.8% to 65.2% (+3.4 pt, 1.1 to 5.7)”; means are compared by their lift."""
    if metric.type == SHARE:
        points = _times(effect.difference, 100)
        decimals = _decimals(points)
        before, after = (minus(f"{100 * share:.{decimals}f}%") for share in (effect.a, effect.b))
        change = _with_interval(points, " pt")
    else:
        decimals = _mean_decimals(effect)
        before, after = (minus(f"{mean:,.{decimals}f}") for mean in (effect.a, effect.b))
        change = _with_interval(effect.difference, "") if effect.lift is None else _with_interval(_times(effect.lift, 100), "%")
    return f"from {before} to {after} ({change})"


def limit_text(metric: MetricPlan) -> str | None:
    """How far a guardrail may get worse, with the sign of worse: “+5%”, “−1 pt”; None where no limit is set."""
    if metric.bound is None:
        return None
    unit = "%" if metric.bound_in != POINTS else " pt" if metric.type == SHARE else ""
    sign = "" if not metric.bound else "+" if metric.better == DOWN else "−"
    return f"{sign}{metric.bound:,.6g}{unit}"


def counted(count: int, noun: str) -> str:
    """How many there are of what: “1 account”, “5,109 users”."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _times(interval: Interval, factor: float) -> Interval:
    return Interval(factor * interval.value, factor * interval.low, factor * interval.high)


def _with_interval(interval: Interval, unit: str) -> str:
    """The estimate with its sign, its ends without a plus: “+3.4 pt, 1.1 to 5.7”."""
    decimals = _decimals(interval)
    low, high = (signed(end, decimals).removeprefix("+") for end in (interval.low, interval.high))
    return f"{signed(interval.value, decimals)}{unit}, {low} to {high}"


def _mean_decimals(effect: Effect) -> int:
    """None for whole numbers, else as many as show two digits of the difference."""
    difference = abs(effect.difference.value)
    if not difference or (effect.a.is_integer() and effect.b.is_integer()):
        return 0
    return min(_MOST_MEAN_DECIMALS, max(0, 1 - math.floor(math.log10(difference))))


def _decimals(interval: Interval) -> int:
    """One, or as many as tell the ends of an interval from its middle."""
    half = (interval.high - interval.low) / 2
    return next((decimals for decimals in range(1, _MOST_DECIMALS) if half >= 0.95 * 10.0**-decimals), _MOST_DECIMALS if half else 1)
