"""The distributions that tests of experiments rest on: the normal, chi-square and Student's t, by the standard library alone."""

import math
from statistics import NormalDist

_STANDARD = NormalDist()
_MOST_STEPS = 500
_TINY = 1e-300
_SERIES_FROM = 20.0
"""From here on the series of the gamma ratio is exact to 15 digits, where the difference of two large logarithms no longer is."""
_NEARLY_NORMAL_FROM = 10_000.0
"""From these degrees of freedom on Hill's z is exact to 12 digits, where the fraction begins to lose them."""


def normal_quantile(p: float) -> float:
    """The z that a standard normal value stays under with probability ``p``, 0 < p < 1."""
    return _STANDARD.inv_cdf(p)


def normal_both_tails(z: float) -> float:
    """How likely a standard normal value is at least as far from 0 as ``z``: the two-sided p-value."""
    return math.erfc(abs(z) / math.sqrt(2))


def chi_square_sf(x: float, df: int) -> float:
    """How likely a chi-square value with ``df`` degrees of freedom is over ``x``.

    For whole degrees of freedom the integral is a finite sum of positive terms (Abramowitz & Stegun 26.4.4 and 26.4.5), so that the
    smallest tails keep their digits.
    """
    if df < 1:
        raise ValueError(f"chi-square needs at least one degree of freedom, not {df}")
    half = x / 2
    if half <= 0:
        return 1.0
    if math.isinf(half):
        return 0.0
    first = math.erfc(math.sqrt(half)) if df % 2 else 0.0
    powers = (step + df % 2 / 2 for step in range(df // 2))
    terms = (math.exp(power * math.log(half) - half - math.lgamma(power + 1)) for power in powers)
    return min(1.0, math.fsum((first, *terms)))


def t_sf(t: float, df: float) -> float:
    """How likely a value of Student's t with ``df`` degrees of freedom, any number over 0, is over ``t``."""
    if not df > 0:
        raise ValueError(f"Student's t needs degrees of freedom over 0, not {df}")
    if t < 0:
        return 1 - t_sf(-t, df)
    if t == 0:
        return 0.5
    if df >= _NEARLY_NORMAL_FROM:
        return normal_both_tails(_hill(t, df)) / 2
    return _half_beta(df / 2, t * t / df) / 2


def t_quantile(p: float, df: float) -> float:
    """The value that Student's t with ``df`` degrees of freedom stays under with probability ``p``, 0 < p < 1."""
    if not 0 < p < 1:
        raise ValueError(f"a quantile needs a probability between 0 and 1, not {p}")
    if p == 0.5:
        return 0.0
    if p < 0.5:
        return -_upper_quantile(p, df)
    return _upper_quantile(1 - p, df)


def _upper_quantile(tail: float, df: float) -> float:
    """The t with ``tail`` above it, under ½: tails are convex and the normal's is thinner, so that Newton climbs and never overshoots."""
    t = -normal_quantile(tail)
    for _ in range(_MOST_STEPS):
        step = (t_sf(t, df) - tail) / _t_density(t, df)
        t += step
        if step <= 1e-9 * t:  # the next one would be about the square of that
            break
    return t


def _t_density(t: float, df: float) -> float:
    if math.isinf(df):
        return _STANDARD.pdf(t)
    return math.exp(_log_gamma_ratio(df / 2) - (df + 1) / 2 * math.log1p(t * t / df)) / math.sqrt(df * math.pi)


def _hill(t: float, df: float) -> float:
    """The z that a standard normal value is over as often as Student's is over ``t`` (Hill 1970, Algorithm 395)."""
    if math.isinf(df):
        return t
    scale = 48 * (df - 0.5) ** 2
    y = (df - 0.5) * math.log1p(t * t / df)
    return math.sqrt(y) * (1 + (y + 3 - (((0.4 * y + 3.3) * y + 24) * y + 85.5) / (0.8 * y * y + 100 + scale)) / scale)


def _half_beta(a: float, odds: float) -> float:
    """The regularised incomplete beta function I(x; a, ½) at x = 1 ÷ (1 + ``odds``), from the end at which its fraction converges fast."""
    x, y = 1 / (1 + odds), 1 / (1 + 1 / odds) if odds else 0.0
    front = math.exp(_log_gamma_ratio(a) - a * math.log1p(odds)) * math.sqrt(y / math.pi)
    if x < (a + 1) / (a + 2.5):
        return front / a * _beta_fraction(a, 0.5, x)
    return 1 - 2 * front * _beta_fraction(0.5, a, y)


def _log_gamma_ratio(a: float) -> float:
    """ln Γ(a + ½) − ln Γ(a)."""
    if a < _SERIES_FROM:
        return math.lgamma(a + 0.5) - math.lgamma(a)
    return math.log(a) / 2 - 1 / (8 * a) + 1 / (192 * a**3) - 1 / (640 * a**5) + 17 / (14336 * a**7)


def _beta_fraction(a: float, b: float, x: float) -> float:
    """The continued fraction of the incomplete beta function (Numerical Recipes 6.4), by Lentz's method."""
    upper, lower = 1.0, _inverse(1 - (a + b) * x / (a + 1))
    fraction = lower
    for m in range(1, _MOST_STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for part in (even, odd):
            lower = _inverse(1 + part * lower)
            upper = 1 + part / upper
            fraction *= upper * lower
        if abs(upper * lower - 1) <= 4e-16:
            break
    return fraction


def _inverse(value: float) -> float:
    return 1 / (value if abs(value) > _TINY else _TINY)
