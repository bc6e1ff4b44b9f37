"""Differences, lifts and p-values against scipy, and against intervals and a Holm procedure put together by hand."""

import math
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from prodops_desktop.experiments.statistics.effects import Effect, Interval, MeanArm, ShareArm, holm, mean_effect, share_effect

ALPHAS = st.sampled_from([0.05, 0.01, 0.1, 0.3])


@st.composite
def counts(draw: st.DrawFn, most: int = 50_000) -> tuple[int, int]:
    units = draw(st.integers(1, most))
    return draw(st.integers(0, units)), units


@st.composite
def mean_arms(draw: st.DrawFn) -> MeanArm:
    return MeanArm(draw(st.floats(-1e4, 1e4)), draw(st.floats(0.001, 1e4)), draw(st.integers(2, 100_000)))


def arm_of(values: npt.NDArray[np.float64]) -> MeanArm:
    return MeanArm(float(values.mean()), float(values.std(ddof=1)), len(values))


def newcombe(a: tuple[int, int], b: tuple[int, int], alpha: float) -> tuple[float, float]:
    """Newcombe's interval of b − a, from scipy's Wilson intervals."""
    (a_low, a_high), (b_low, b_high) = (stats.binomtest(*arm).proportion_ci(confidence_level=1 - alpha, method="wilson") for arm in (a, b))
    p_a, p_b = a[0] / a[1], b[0] / b[1]
    return (
        p_b - p_a - math.sqrt((p_b - b_low) ** 2 + (a_high - p_a) ** 2),
        p_b - p_a + math.sqrt((b_high - p_b) ** 2 + (p_a - a_low) ** 2),
    )


@given(counts(), counts(), ALPHAS)
def test_shares_have_newcombes_interval_from_scipys_wilson_intervals(a: tuple[int, int], b: tuple[int, int], alpha: float) -> None:
    effect = share_effect(ShareArm(*a), ShareArm(*b), alpha)
    low, high = newcombe(a, b, alpha)
    assert effect.difference.low == pytest.approx(low, abs=1e-9)
    assert effect.difference.high == pytest.approx(high, abs=1e-9)
    assert effect.difference.value == b[0] / b[1] - a[0] / a[1]
    assert (effect.a, effect.b, effect.units_a, effect.units_b) == (a[0] / a[1], b[0] / b[1], a[1], b[1])


def test_newcombes_own_example() -> None:
    """Newcombe 1998, table II, method 10: 56/70 − 48/80 gives 0.0524 to 0.3339; and 10/10 − 0/10 gives 0.6075 to 1."""
    effect = share_effect(ShareArm(48, 80), ShareArm(56, 70))
    assert (round(effect.difference.low, 4), round(effect.difference.high, 4)) == (0.0524, 0.3339)
    extreme = share_effect(ShareArm(0, 10), ShareArm(10, 10)).difference
    assert (round(extreme.low, 4), round(extreme.high, 4)) == (0.6075, 1.0)


@given(counts(), counts())
def test_the_p_value_of_shares_is_that_of_chi_square_without_correction(a: tuple[int, int], b: tuple[int, int]) -> None:
    effect = share_effect(ShareArm(*a), ShareArm(*b))
    if 0 < a[0] + b[0] < a[1] + b[1]:
        table = [[a[0], a[1] - a[0]], [b[0], b[1] - b[0]]]
        assert effect.p == pytest.approx(stats.chi2_contingency(table, correction=False).pvalue, rel=1e-7, abs=1e-290)
    else:
        assert effect.p == 1.0


def test_the_figures_of_ranked_search() -> None:
    a = share_effect(ShareArm(2059, 3331), ShareArm(2127, 3262))
    b = share_effect(ShareArm(2059, 3331), ShareArm(2084, 3287))
    points = [[round(100 * value, 1) for value in (one.difference.value, one.difference.low, one.difference.high)] for one in (a, b)]
    assert points == [[3.4, 1.1, 5.7], [1.6, -0.7, 3.9]]
    assert [round(p, 3) for p in (a.p, b.p, *holm([a.p, b.p]))] == [0.004, 0.182, 0.008, 0.182]


@given(mean_arms(), mean_arms(), ALPHAS)
def test_means_are_compared_as_scipys_welch_does(a: MeanArm, b: MeanArm, alpha: float) -> None:
    effect = mean_effect(a, b, alpha)
    oracle = stats.ttest_ind_from_stats(b.mean, b.sd, b.units, a.mean, a.sd, a.units, equal_var=False)
    error = math.sqrt(a.sd**2 / a.units + b.sd**2 / b.units)
    df = error**4 / ((a.sd**2 / a.units) ** 2 / (a.units - 1) + (b.sd**2 / b.units) ** 2 / (b.units - 1))
    low, high = stats.t.interval(1 - alpha, df, b.mean - a.mean, error)
    assert effect.p == pytest.approx(oracle.pvalue, rel=1e-7, abs=1e-290)
    assert effect.difference.low == pytest.approx(low, rel=1e-8, abs=1e-8 * error)
    assert effect.difference.high == pytest.approx(high, rel=1e-8, abs=1e-8 * error)


@pytest.mark.parametrize("sizes", [(2, 3), (20, 31), (400, 90)])
def test_means_of_raw_values_have_scipys_interval(sizes: tuple[int, int]) -> None:
    draw = np.random.default_rng(7)
    a, b = draw.gamma(2, 3, sizes[0]), draw.normal(7, 2, sizes[1])
    effect = mean_effect(arm_of(a), arm_of(b))
    interval = stats.ttest_ind(b, a, equal_var=False).confidence_interval(0.95)
    assert (effect.difference.low, effect.difference.high) == pytest.approx((interval.low, interval.high), rel=1e-11)


def test_lifts_come_by_the_delta_method() -> None:
    share = share_effect(ShareArm(200, 1000), ShareArm(250, 1000)).lift
    assert share is not None
    # Var(b ÷ a) = (.25·.75/1000 + 1.25²·.2·.8/1000) ÷ .2² = .0109375; its root .104583 times 1.959964 is .204978
    assert (share.value, share.low, share.high) == pytest.approx((0.25, 0.25 - 0.204978, 0.25 + 0.204978), abs=1e-6)
    mean = mean_effect(MeanArm(400, 200, 10_000), MeanArm(420, 300, 10_000)).lift
    assert mean is not None
    # (3² + 1.05²·2²) ÷ 400² = 8.38125e-5; its root times t of some 17,000 degrees, 1.96007
    assert (mean.value, mean.high - mean.value) == pytest.approx((0.05, 1.96007 * math.sqrt(8.38125e-5)), rel=1e-4)


def test_the_lift_of_small_samples_has_degrees_of_freedom_of_its_own() -> None:
    """Of b − 2·a, as b is twice a: variances 1 ÷ 8 and 4 · 2² ÷ 5."""
    lift = mean_effect(MeanArm(10, 2, 5), MeanArm(20, 1, 8)).lift
    assert lift is not None
    v_a, v_b = 4 * 4 / 5, 1 / 8
    df = (v_a + v_b) ** 2 / (v_a**2 / 4 + v_b**2 / 7)
    assert lift.high - lift.value == pytest.approx(stats.t.ppf(0.975, df) * math.sqrt(v_a + v_b) / 10)


def test_the_interval_of_a_lift_covers_the_truth_as_often_as_it_says() -> None:
    """8,000 draws of a lift of 10 %, shares and small samples of means; 95 % ± 3 standard errors of the count."""
    draw = np.random.default_rng(11)
    hits = {"share": 0, "mean": 0}
    for _ in range(4_000):
        a, b = draw.binomial(2_000, 0.3), draw.binomial(2_000, 0.33)
        share = share_effect(ShareArm(int(a), 2_000), ShareArm(int(b), 2_000)).lift
        x, y = draw.normal(10, 2, 15), draw.normal(11, 3, 25)
        mean = mean_effect(arm_of(x), arm_of(y)).lift
        assert share is not None
        assert mean is not None
        hits["share"] += share.low <= 0.1 <= share.high
        hits["mean"] += mean.low <= 0.1 <= mean.high
    assert all(0.9397 <= count / 4_000 <= 0.9603 for count in hits.values()), hits


def test_a_control_of_nothing_has_no_lift_and_a_negative_one_keeps_the_direction() -> None:
    assert share_effect(ShareArm(0, 50), ShareArm(3, 50)).lift is None
    assert mean_effect(MeanArm(0.0, 1, 50), MeanArm(1.0, 1, 50)).lift is None
    lift = mean_effect(MeanArm(-10.0, 1, 50), MeanArm(-5.0, 1, 50)).lift
    assert lift is not None
    assert lift.low < lift.value == 0.5 < lift.high


def test_means_that_never_vary_differ_for_certain_or_not_at_all() -> None:
    differs, same = mean_effect(MeanArm(4, 0, 9), MeanArm(5, 0, 9)), mean_effect(MeanArm(4, 0, 9), MeanArm(4, 0, 9))
    assert (differs.difference, differs.p) == (Interval(1, 1, 1), 0.0)
    assert (same.difference, same.p, same.lift) == (Interval(0, 0, 0), 1.0, Interval(0, 0, 0))


def test_a_design_effect_makes_units_fewer() -> None:
    arm = ShareArm(300, 1000).divided_by(4)
    assert (arm.successes, arm.units, arm.value) == (75, 250, 0.3)
    assert share_effect(arm, ShareArm(400, 1000).divided_by(4)) == share_effect(ShareArm(75, 250), ShareArm(100, 250))
    assert MeanArm(5, 2, 1000).divided_by(4) == MeanArm(5, 2, 250)
    fraction = ShareArm(2059, 3331).divided_by(7.854)
    z, n = 1.959963984540054, 3331 / 7.854
    middle, half = (n * 0.6181327 + z * z / 2) / (n + z * z), z / (n + z * z) * math.sqrt(n * 0.6181327 * 0.3818673 + z * z / 4)
    assert fraction.wilson(z) == pytest.approx((middle - half, middle + half), abs=1e-7)


@given(counts(), counts(), st.floats(1, 50))
def test_clustering_never_makes_a_difference_surer(a: tuple[int, int], b: tuple[int, int], factor: float) -> None:
    plain = share_effect(ShareArm(*a), ShareArm(*b))
    clustered = share_effect(ShareArm(*a).divided_by(factor), ShareArm(*b).divided_by(factor))
    assert clustered.p >= plain.p - 1e-12
    assert clustered.difference.low <= plain.difference.low + 1e-12
    assert clustered.difference.high >= plain.difference.high - 1e-12


def mirrored(interval: Interval) -> tuple[float, float, float]:
    return (-interval.value, -interval.high, -interval.low)


def amiss_the_other_way_round(forth: Effect, back: Effect) -> list[str]:
    """What of an effect is not as it is to be, seen beside the same with its groups changed."""
    of, lift = forth.difference, forth.lift
    holds = {
        "difference": (of.value, of.low, of.high) == pytest.approx(mirrored(back.difference), abs=1e-9),
        "p": forth.p == pytest.approx(back.p, rel=1e-9, abs=1e-290),
        "ends": of.low <= of.value <= of.high,
        "ends of the lift": lift is None or lift.low <= lift.value <= lift.high,
        "sign of the lift": lift is None or lift.value * of.value >= 0,
    }
    return [what for what, is_so in holds.items() if not is_so]


@given(counts(), counts())
def test_shares_the_other_way_round_have_the_opposite_difference(a: tuple[int, int], b: tuple[int, int]) -> None:
    forth, back = share_effect(ShareArm(*a), ShareArm(*b)), share_effect(ShareArm(*b), ShareArm(*a))
    assert amiss_the_other_way_round(forth, back) == []
    assert -1 - 1e-12 <= forth.difference.low <= forth.difference.high <= 1 + 1e-12


@given(mean_arms(), mean_arms())
def test_means_the_other_way_round_have_the_opposite_difference(a: MeanArm, b: MeanArm) -> None:
    assert amiss_the_other_way_round(mean_effect(a, b), mean_effect(b, a)) == []


def rejected(p_values: list[float], alpha: float) -> set[int]:
    """What Holm's procedure rejects, as he tells it: the smallest against alpha/m, the next against alpha/(m − 1), until one stands."""
    left, out = list(range(len(p_values))), set()
    while left:
        smallest = min(left, key=lambda place: p_values[place])
        if p_values[smallest] > alpha / len(left):
            break
        left.remove(smallest)
        out.add(smallest)
    return out


@given(st.lists(st.floats(0, 1), max_size=8), st.floats(0.001, 0.5))
def test_holm_rejects_what_his_procedure_rejects(p_values: list[float], alpha: float) -> None:
    adjusted = holm(p_values)
    assume(all(abs(p - alpha) > 1e-9 for p in adjusted))
    assert {place for place, p in enumerate(adjusted) if p <= alpha} == rejected(p_values, alpha)


@given(st.lists(st.floats(0, 1), max_size=8))
def test_holm_keeps_the_order_and_never_makes_a_p_value_smaller(p_values: list[float]) -> None:
    adjusted = holm(p_values)
    assert all(p <= q <= 1 for p, q in zip(p_values, adjusted, strict=True))
    in_order = [adjusted[place] for place in sorted(range(len(p_values)), key=lambda place: p_values[place])]
    assert all(first <= second for first, second in pairwise(in_order))


def test_holm_by_hand() -> None:
    assert holm([0.04, 0.01, 0.03]) == pytest.approx([0.06, 0.03, 0.06])
    assert holm([0.9, 0.8]) == [1.0, 1.0]
    assert (holm([]), holm([0.2])) == ([], [0.2])


def test_what_is_no_arm_is_refused() -> None:
    for successes, units in ((3, 2), (-1, 2), (0, 0)):
        with pytest.raises(ValueError, match="no share"):
            ShareArm(successes, units)
    for sd, units in ((1, 1), (-1, 5)):
        with pytest.raises(ValueError, match="say nothing"):
            MeanArm(1, sd, units)
