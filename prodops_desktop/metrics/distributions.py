"""The distributions that tests and intervals rest on: normal, chi-square, Student's t and beta, by the standard library alone.

Chi-square is the incomplete gamma function, t and beta are the incomplete beta function; each is a series or a continued fraction times
the term in front of it (Numerical Recipes, 6.2 and 6.4). Terms are written around their peak as Loader writes them (Fast and Accurate
Computation of Binomial Probabilities, 2000), so that counts of hundreds of thousands keep their digits.
"""

import math
from collections.abc import Callable
from statistics import NormalDist

_STANDARD = NormalDist()
_MOST_STEPS = 100_000
"""A fraction takes some multiple of √(a + b) steps."""
_EPSILON = 4e-16
_TINY = 1e-300
_STIRLING_FROM = 15.0
"""From here on Stirling's series is exact to 16 digits."""
_NEARLY_NORMAL_FROM = 10_000.0
"""From these degrees of freedom on Hill's z is exact to 12 digits, where the fraction begins to lose them."""


def normal_quantile(p: float) -> float:
    """The z that a standard normal value stays under with probability ``p``, 0 < p < 1."""
    return _STANDARD.inv_cdf(p)


def normal_both_tails(z: float) -> float:
    """How likely a standard normal value is at least as far from 0 as ``z``: the two-sided p-value."""
    return math.erfc(abs(z) / math.sqrt(2))


def chi_square_sf(x: float, df: int) -> float:
    """How likely a chi-square value with ``df`` degrees of freedom is over ``x``."""
    _check_degrees(df)
    if x <= 0:
        return 1.0
    return 0.0 if math.isinf(x) else _gamma_tails(df / 2, x / 2)[1]


def chi_square_quantile(p: float, df: int) -> float:
    """The value that chi-square with ``df`` degrees of freedom stays under with probability ``p``, 0 < p < 1."""
    _check_degrees(df)
    _check_probability(p)
    shape, upper = df / 2, p > 0.5
    # Wilson & Hilferty (1931), but no less than what the power of x alone would give, which is always too little
    cube = 1 - 1 / (9 * shape) + normal_quantile(p) / (3 * math.sqrt(shape))
    least = (math.log(p) + math.lgamma(shape + 1)) / shape
    start = max(least, math.log(shape) + 3 * math.log(cube)) if cube > 0 else least

    def tail(log_x: float) -> tuple[float, float]:
        x = math.exp(log_x)
        slope = _gamma_front(shape, x)
        return _gamma_tails(shape, x)[upper], -slope if upper else slope

    return 2 * math.exp(_where_tail_is(1 - p if upper else p, tail, start))


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
    y, x = _shares(t * t / df)
    return _incomplete_beta(df / 2, 0.5, x, y) / 2


def t_quantile(p: float, df: float) -> float:
    """The value that Student's t with ``df`` degrees of freedom stays under with probability ``p``, 0 < p < 1."""
    _check_probability(p)
    if p == 0.5:
        return 0.0
    if p < 0.5:
        return -_upper_quantile(p, df)
    return _upper_quantile(1 - p, df)


def beta_odds_cdf(odds: float, a: float, b: float) -> float:
    """How likely a beta value x with ``a`` and ``b``, both over 0, has odds x ÷ (1 − x) of at most ``odds``: I(x; a, b).

    Odds keep the digits of an x close to 1. A binomial count of n with those odds is k or more as likely as this says for
    a = k, b = n − k + 1.
    """
    if not (a > 0 and b > 0):
        raise ValueError(f"the beta distribution needs parameters over 0, not {a} and {b}")
    x, y = _shares(max(odds, 0.0))
    return _incomplete_beta(a, b, x, y)


def beta_odds_quantile(p: float, a: float, b: float) -> float:
    """The odds that a beta value with ``a`` and ``b``, both at least 1 as counts make them, stays under with probability ``p``."""
    _check_probability(p)
    if not (a >= 1 and b >= 1):
        raise ValueError(f"a quantile of the beta distribution needs parameters of at least 1, not {a} and {b}")
    if p > 0.5:
        return math.exp(-_lower_log_odds(1 - p, b, a))
    return math.exp(_lower_log_odds(p, a, b))


def _check_degrees(df: int) -> None:
    if df < 1:
        raise ValueError(f"chi-square needs at least one degree of freedom, not {df}")


def _check_probability(p: float) -> None:
    if not 0 < p < 1:
        raise ValueError(f"a quantile needs a probability between 0 and 1, not {p}")


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
    """The density over 0; t² ÷ df are odds, and the term in front of their beta function is its derivative by their logarithm."""
    if math.isinf(df):
        return _STANDARD.pdf(t)
    y, x = _shares(t * t / df)
    return _beta_front(df / 2, 0.5, x, y) / t


def _hill(t: float, df: float) -> float:
    """The z that a standard normal value is over as often as Student's is over ``t`` (Hill 1970, Algorithm 395)."""
    if math.isinf(df):
        return t
    scale = 48 * (df - 0.5) ** 2
    y = (df - 0.5) * math.log1p(t * t / df)
    return math.sqrt(y) * (1 + (y + 3 - (((0.4 * y + 3.3) * y + 24) * y + 85.5) / (0.8 * y * y + 100 + scale)) / scale)


def _lower_log_odds(p: float, a: float, b: float) -> float:
    """The logarithm of the odds that a beta value stays under with probability ``p``, at most ½."""
    # Abramowitz & Stegun 26.5.22, but no less than what the power of x alone would give, which is always too little
    z = -normal_quantile(p)
    of_a, of_b = 1 / (2 * a - 1), 1 / (2 * b - 1)
    h, spread = 2 / (of_a + of_b), (z * z - 3) / 6
    w = z * math.sqrt(h + spread) / h - (of_b - of_a) * (spread + 5 / 6 - 2 / (3 * h)) if h + spread > 0 else 0.0
    least = (math.log(p) + math.log(a) + math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)) / a

    def tail(log_odds: float) -> tuple[float, float]:
        x, y = _shares(math.exp(log_odds))
        return _incomplete_beta(a, b, x, y), _beta_front(a, b, x, y)

    return _where_tail_is(p, tail, max(least, math.log(a / b) - 2 * w))


def _where_tail_is(p: float, tail: Callable[[float], tuple[float, float]], start: float) -> float:
    """The point at which ``tail``, which gives itself and its slope, is ``p``.

    By Newton on the logarithm of the tail. That is concave for a gamma value over its logarithm and a beta value over that of its odds,
    so that the first step lands where the tail is smaller than ``p`` and the others climb without overshooting: nothing is to be bracketed.
    """
    point = start
    for _ in range(_MOST_STEPS):
        weight, slope = tail(point)
        step = math.log(p / weight) * weight / slope
        point += step
        if abs(step) <= 1e-8:  # the next one would be about the square of that, times √(a + b)
            break
    return point


def _shares(odds: float) -> tuple[float, float]:
    """The x with these odds, and 1 − x, each with all its digits."""
    return (1 / (1 + 1 / odds) if odds else 0.0), 1 / (1 + odds)


def _gamma_tails(a: float, x: float) -> tuple[float, float]:
    """The regularised incomplete gamma functions P(a, x) and Q(a, x), from the end at which the sum converges fast."""
    front = _gamma_front(a, x)
    if x < a + 1:
        lower = min(1.0, front / a * _gamma_series(a, x))
        return lower, 1 - lower
    upper = min(1.0, front * _gamma_fraction(a, x))
    return 1 - upper, upper


def _gamma_front(a: float, x: float) -> float:
    """xᵃ·e⁻ˣ ÷ Γ(a)."""
    return math.exp(-_stirling_rest(a) - a * _distance(x / a)) * math.sqrt(a / (2 * math.pi))


def _gamma_series(a: float, x: float) -> float:
    """1 + x/(a + 1) + x²/((a + 1)(a + 2)) + …"""
    term = total = 1.0
    for n in range(1, _MOST_STEPS):
        term *= x / (a + n)
        total += term
        if term <= 1e-17 * total:
            break
    return total


def _gamma_fraction(a: float, x: float) -> float:
    """1/(x + 1 − a − 1·(1 − a)/(x + 3 − a − …)), by Lentz's method."""
    b = x + 1 - a
    lower = fraction = 1 / b
    upper = 1 / _TINY
    for n in range(1, _MOST_STEPS):
        part = n * (a - n)
        b += 2
        lower = 1 / _away_from_0(part * lower + b)
        upper = _away_from_0(b + part / upper)
        fraction *= upper * lower
        if abs(upper * lower - 1) <= _EPSILON:
            break
    return fraction


def _incomplete_beta(a: float, b: float, x: float, y: float) -> float:
    """The regularised incomplete beta function I(x; a, b) with y = 1 − x, from the end at which its fraction converges fast."""
    front = _beta_front(a, b, x, y)
    if x < (a + 1) / (a + b + 2):
        return min(1.0, front / a * _beta_fraction(a, b, x))
    return max(0.0, 1 - front / b * _beta_fraction(b, a, y))


def _beta_front(a: float, b: float, x: float, y: float) -> float:
    """xᵃ·yᵇ ÷ B(a, b)."""
    n = a + b
    rest = _stirling_rest(n) - _stirling_rest(a) - _stirling_rest(b)
    return math.exp(rest - a * _distance(n * x / a) - b * _distance(n * y / b)) * math.sqrt(a * (b / n) / (2 * math.pi))


def _stirling_rest(a: float) -> float:
    """ln Γ(a) less Stirling's (a − ½)·ln a − a + ½·ln 2π."""
    if a < _STIRLING_FROM:
        return math.lgamma(a) - (a - 0.5) * math.log(a) + a - math.log(2 * math.pi) / 2
    square = 1 / (a * a)
    return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - square / 1188) * square) * square) * square) / a


def _distance(ratio: float) -> float:
    """r − 1 − ln r, by what r is over 1, so that digits are kept near it."""
    if ratio < 0.5:
        return ratio - 1 - math.log(ratio) if ratio else math.inf
    return ratio - 1 - math.log1p(ratio - 1)


def _beta_fraction(a: float, b: float, x: float) -> float:
    """The continued fraction of the incomplete beta function, by Lentz's method."""
    upper, lower = 1.0, 1 / _away_from_0(1 - (a + b) * x / (a + 1))
    fraction = lower
    for m in range(1, _MOST_STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for part in (even, odd):
            lower = 1 / _away_from_0(1 + part * lower)
            upper = _away_from_0(1 + part / upper)
            fraction *= upper * lower
        if abs(upper * lower - 1) <= _EPSILON:
            break
    return fraction


def _away_from_0(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
