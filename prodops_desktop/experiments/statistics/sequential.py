"""Intervals that hold at every look at a running test, and not at the last one only."""

import math

from prodops_desktop.experiments.statistics.effects import Interval


def always_valid(difference: float, error: float, spread: float, alpha: float = 0.05) -> Interval | None:
    """The interval of a difference by the mixture sequential probability ratio test (Johari, Pekelis, Walsh 2015; Robbins 1970).

    All intervals of a test, one a look, hold the true difference together with a chance of at least 1 − ``alpha``, however often and
    whenever somebody looks. ``error`` is the standard error of the difference. ``spread``, more than 0, is the standard deviation of the
    normal mixture, in the same units; it has to be set before the test, best to the least effect that the test is to see: at the planned
    size the interval is then about as narrow as it can be. None where the error is 0: nothing varies.

    With v = error² and τ = spread the ends are where the mixture Λ = √(v/(v + τ²))·exp(τ²d²/(2v(v + τ²))) of a true difference d reaches
    1/α: d² = v(v + τ²)/τ²·(ln((v + τ²)/v) − 2 ln α).
    """
    if not error:
        return None
    # all by the ratio of the two, so that no square leaves the range of numbers
    ratio = spread / error
    half = error * math.hypot(1.0, 1.0 / ratio) * math.sqrt(2 * math.log(math.hypot(1.0, ratio)) - 2 * math.log(alpha))
    return Interval(difference, difference - half, difference + half)
