"""Rates of themes and what became of them, against scipy, against sums of exact fractions, and where they are known."""

import math
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from scipy import stats

from prodops_desktop.feedback.needs.rates import FALLING, FLAT, NEW, RISING, TOO_FEW, Rate, Trend
from tests.pace import walks

COUNTS = (0, 1, 2, 5, 9, 22, 47, 300, 4_000)
RECEIVED = (1, 60, 300, 520, 7_000)
LARGE = 200_000
LEAST = 1e-290
"""No absolute tolerance to speak of."""
SCIPYS_LEAST = 1e-200
"""Somewhere under this scipy's binomial test answers 0."""
MENTIONS = st.one_of(st.integers(0, 60), st.integers(0, LARGE))
ITEMS = st.one_of(st.integers(1, 1_000), st.integers(1, LARGE))


def trend(now: int, received_now: int, before: int, received_before: int) -> Trend:
    return Trend(Rate(now, received_now), Rate(before, received_before))


def scipys_interval(rate: Rate) -> Any:
    k, scale = rate.mentions, 100 / rate.items
    low = stats.chi2.ppf(0.025, 2 * k) / 2 if k else 0.0
    return pytest.approx((low * scale, stats.chi2.ppf(0.975, 2 * k + 2) / 2 * scale), rel=1e-9, abs=LEAST)


def left_outside(one: Trend) -> tuple[float, float]:
    """How much the ends leave outside by scipy's distribution (its quantiles are off by up to 1e-9 for some counts); 0 for no end."""
    now, before, scale = one.now.mentions, one.before.mentions, one.before.items / one.now.items
    assert one.interval is not None
    low, high = one.interval
    below = stats.betaprime.cdf(low / scale, now, before + 1) if low > 0 else 0.0
    return below, stats.betaprime.cdf(scale / high, before, now + 1) if high < math.inf else 0.0


def is_scipys(one: Trend) -> bool:
    """Whether its ends leave 2.5 % outside, as far as there are any, and its p is scipy's."""
    ends = (0.025 if one.now.mentions else 0.0, 0.025 if one.before.mentions else 0.0)
    chance: object = pytest.approx(twice_the_smaller_tail(one), rel=1e-9, abs=SCIPYS_LEAST)
    return left_outside(one) == pytest.approx(ends, rel=1e-9) and one.p_value == chance


def interval_by_quantiles(one: Trend) -> tuple[float, float]:
    now, before, scale = one.now.mentions, one.before.mentions, one.before.items / one.now.items
    low = _odds(stats.beta.ppf(0.025, now, before + 1), stats.beta.isf(0.025, before + 1, now)) if now else 0.0
    high = _odds(stats.beta.ppf(0.975, now + 1, before), stats.beta.isf(0.975, before, now + 1)) if before else math.inf
    return low * scale, high * scale


def _odds(share: float, rest: float) -> float:
    """From the smaller of the two, which has kept its digits."""
    return share / (1 - share) if share < 0.5 else (1 - rest) / rest


def twice_the_smaller_tail(one: Trend) -> float:
    """By scipy's binomial test, asked from the side where the share of items is the smaller: the larger one loses digits of the rest."""
    k, n = one.now.mentions, one.now.mentions + one.before.mentions
    items, other = one.now.items, one.before.items
    if not n:
        return 1.0
    if items > other:
        k, items, other = n - k, other, items
    share = items / (items + other)
    tails = [float(stats.binomtest(k, n, share, alternative=side).pvalue) for side in ("less", "greater")]
    return min(1.0, 2 * min(tails))


def test_a_theme_that_is_asked_for_more() -> None:
    """Export limits of the sample: 22 of 300 items, then 47 of 310."""
    one = trend(47, 310, 22, 300)
    assert one.ratio == pytest.approx(2.067, abs=5e-4)
    assert one.interval is not None
    assert one.interval[0] > 1
    assert one.verdict == RISING
    assert [rate.per_hundred for rate in (one.before, one.now)] == pytest.approx([7.3333, 15.1613], abs=1e-4)


def test_twice_the_mentions_of_twice_the_items_are_flat() -> None:
    """Scheduled PDF of the sample: 22 of 240 items, then 47 of 520."""
    one = trend(47, 520, 22, 240)
    assert one.ratio == pytest.approx(0.986, abs=5e-4)
    assert one.interval is not None
    assert one.interval[0] < 1 < one.interval[1]
    assert one.verdict == FLAT


def test_garwoods_interval_of_ten_events_is_that_of_his_table() -> None:
    assert Rate(10, 100).interval == pytest.approx((4.795, 18.390), abs=1e-3)


def test_nothing_heard_in_100_items_leaves_room_for_almost_four() -> None:
    assert Rate(0, 100).interval == pytest.approx((0, -math.log(0.025)), rel=1e-14)
    assert Rate(0, 100).per_hundred == 0


def test_without_items_nothing_is_known() -> None:
    assert (Rate(0, 0).per_hundred, Rate(0, 0).interval) == (None, None)
    for one in (trend(0, 0, 50, 100), trend(50, 100, 0, 0), trend(0, 0, 0, 0)):
        assert (one.ratio, one.interval, one.p_value, one.verdict) == (None, None, None, TOO_FEW)


@pytest.mark.parametrize(("mentions", "items"), [(-1, 5), (0, -1)])
def test_negative_counts_are_refused(mentions: int, items: int) -> None:
    with pytest.raises(ValueError, match="can’t have been counted"):
        Rate(mentions, items)


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [
        ((5, 100, 0, 100), TOO_FEW),  # 2·½⁵ = 0.0625
        ((6, 100, 0, 100), NEW),  # 2·½⁶ = 0.03125: few, but beyond noise
        ((12, 1_000, 0, 10), FLAT),  # nobody could hear of it in ten items
        ((0, 100, 6, 100), FALLING),
        ((0, 100, 5, 100), TOO_FEW),
        ((4, 100, 5, 100), TOO_FEW),
        ((5, 100, 5, 100), FLAT),
        ((8, 100, 1, 100), RISING),  # 2·(1 + 9)·½⁹ = 0.039
        ((1, 100, 8, 100), FALLING),
        ((7, 100, 1, 100), TOO_FEW),  # 2·(1 + 8)·½⁸ = 0.070
        ((9, 100, 1, 100), RISING),
        ((8, 100, 2, 100), FLAT),  # 2·(1 + 10 + 45)·½¹⁰ = 0.109
        ((0, 100, 0, 100), TOO_FEW),
    ],
)
def test_verdicts(counts: tuple[int, int, int, int], verdict: str) -> None:
    assert trend(*counts).verdict == verdict


def test_what_was_never_mentioned_before_has_no_ratio_and_no_upper_end() -> None:
    one = trend(6, 100, 0, 100)
    assert one.ratio is None
    assert one.p_value == pytest.approx(1 / 32, rel=1e-13)
    low = 0.025 ** (1 / 6)  # π⁶ = 0.025
    assert one.interval == pytest.approx((low / (1 - low), math.inf), rel=1e-12)
    assert trend(0, 100, 0, 100).interval == (0, math.inf)


def test_rates_of_a_grid_are_scipys() -> None:
    for mentions, items in product((*COUNTS, LARGE), (*RECEIVED, LARGE)):
        assert Rate(mentions, items).interval == scipys_interval(Rate(mentions, items))


@given(MENTIONS, ITEMS)
def test_any_rate_is_scipys(mentions: int, items: int) -> None:
    assert Rate(mentions, items).interval == scipys_interval(Rate(mentions, items))


def test_trends_of_a_grid_are_scipys() -> None:
    for counts in product(COUNTS, RECEIVED, COUNTS, RECEIVED):
        one = trend(*counts)
        assert is_scipys(one), one
        assert one.interval == pytest.approx(interval_by_quantiles(one), rel=1e-9, abs=LEAST)


@given(MENTIONS, ITEMS, MENTIONS, ITEMS)
@example(LARGE, LARGE, LARGE, LARGE)
@example(LARGE, LARGE, LARGE - 900, LARGE)
@example(LARGE, LARGE, 0, 1)
@example(0, 1, LARGE, LARGE)
@example(LARGE, LARGE, 1, 1)
def test_any_trend_is_scipys(now: int, received_now: int, before: int, received_before: int) -> None:
    assert is_scipys(trend(now, received_now, before, received_before))


@given(st.integers(1, LARGE), st.floats(-12, 12), ITEMS, ITEMS)
def test_trends_that_differ_by_a_few_standard_errors_are_scipys(n: int, errors: float, received_now: int, received_before: int) -> None:
    """Counts drawn blindly differ beyond all doubt; the figures that matter are near the edge."""
    share = received_now / (received_now + received_before)
    now = round(n * share + errors * math.sqrt(n * share * (1 - share)))
    assume(0 <= now <= n)
    assert is_scipys(trend(now, received_now, n - now, received_before))


@given(st.integers(0, 40), st.integers(1, 99), st.integers(0, 40), st.integers(1, 99))
@example(22, 60, 4_000, 300)
def test_p_is_the_sum_of_exact_fractions(now: int, received_now: int, before: int, received_before: int) -> None:
    n, share = now + before, Fraction(received_now, received_now + received_before)
    chances = [math.comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(n + 1)]
    exact = min(Fraction(1), 2 * min(sum(chances[: now + 1]), sum(chances[now:])))
    assert trend(now, received_now, before, received_before).p_value == pytest.approx(float(exact), rel=1e-12, abs=LEAST)


@given(MENTIONS, ITEMS, MENTIONS, ITEMS)
def test_verdict_interval_and_p_are_of_one_mind(now: int, received_now: int, before: int, received_before: int) -> None:
    one = trend(now, received_now, before, received_before)
    assert one.p_value is not None
    assert one.interval is not None
    assume(abs(one.p_value - 0.05) > 1e-9)
    assert (one.verdict in (NEW, RISING, FALLING)) == (one.p_value < 0.05) == (not one.interval[0] <= 1 <= one.interval[1])
    assert one.ratio is None or one.interval[0] <= one.ratio <= one.interval[1]


@given(MENTIONS, ITEMS, MENTIONS, ITEMS)
def test_looked_at_backwards_a_trend_is_its_inverse(now: int, received_now: int, before: int, received_before: int) -> None:
    one, back = trend(now, received_now, before, received_before), trend(before, received_before, now, received_now)
    assert one.interval is not None
    assert back.interval is not None
    assert one.p_value == pytest.approx(back.p_value, rel=1e-9, abs=LEAST)
    assert one.interval[0] * back.interval[1] == pytest.approx(1, rel=1e-9) or (one.interval[0], back.interval[1]) == (0, math.inf)


@pytest.mark.parametrize(("counts", "allowed"), [((47, 310, 22, 300), 0.03), ((LARGE, LARGE, LARGE - 900, LARGE), 0.3)])
def test_a_trend_is_said_at_once(counts: tuple[int, int, int, int], allowed: float) -> None:
    def say() -> None:
        one = trend(*counts)
        assert one.verdict
        assert one.p_value is not None
        assert one.now.interval
        assert one.before.interval

    assert walks(say, rounds=20) < allowed
