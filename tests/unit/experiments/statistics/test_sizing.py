"""Sizes against known figures and simulation, durations from a curve, and what is said before a test runs."""

import math
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from prodops_desktop.experiments.model import ACCOUNT, DOWN, GUARDRAIL, MEAN, PERCENT, POINTS, SECONDARY, Experiment, MetricPlan, Variant
from prodops_desktop.experiments.statistics.clusters import allocated, design_effect, effective, icc_text
from prodops_desktop.experiments.statistics.effects import MeanArm, ShareArm, mean_effect, share_effect
from prodops_desktop.experiments.statistics.readability import readability
from prodops_desktop.experiments.statistics.sizing import Duration, NoSize, Size, duration, per_arm

SHARE_METRIC = MetricPlan("Upgrade completion")
PLAN = Experiment(1, "EXP-44", "Invoice payment", baseline=22.0, mde=3.5, mde_in=POINTS, metrics=(SHARE_METRIC,))
MEANS = Experiment(2, "EXP-50", "Searches", deviation=12.0, mde=0.5, mde_in=POINTS, metrics=(MetricPlan("Searches", type=MEAN),))


def size_of(experiment: Experiment) -> Size:
    size = per_arm(experiment)
    assert isinstance(size, Size), size
    return size


def reason_of(experiment: Experiment) -> str:
    size = per_arm(experiment)
    assert isinstance(size, NoSize), size
    return size.reason


@pytest.mark.parametrize(
    ("baseline", "mde", "mde_in", "per_arm_", "total"),
    [
        (10.0, 10.0, PERCENT, 14_749, 29_498),
        (3.0, 20.0, PERCENT, 13_911, 27_822),
        (5.0, 5.0, PERCENT, 122_121, 244_242),
        (22.0, 3.5, POINTS, 2_317, 4_634),
    ],
)
def test_known_sizes(baseline: float, mde: float, mde_in: str, per_arm_: int, total: int) -> None:
    size = size_of(replace(PLAN, baseline=baseline, mde=mde, mde_in=mde_in))
    assert (size.per_arm, size.total, size.alpha, size.comparisons) == (per_arm_, total, 5.0, 1)


def test_the_size_names_its_formula_and_where_the_metric_is_to_go() -> None:
    size = size_of(PLAN)
    assert (size.effect, size.target) == (3.5, 25.5)
    assert size.formula == "n = (z₁₋α/2 + z_power)²·(p₁q₁ + p₂q₂)/(p₁ − p₂)²; p₁ 22%, p₂ 25.5%, α 5%, power 80%"
    assert size_of(MEANS).formula == "n = 2σ²·(z₁₋α/2 + z_power)²/δ²; σ 12, δ 0.5, α 5%, power 80%"


def test_a_mean_by_hand() -> None:
    """2·12²·(1.959964 + 0.841621)² ÷ 0.5² = 9,041.9; with a baseline of 20, 2.5 % of it are the same 0.5."""
    assert (size_of(MEANS).per_arm, size_of(MEANS).target) == (9_042, None)
    in_percent = size_of(replace(MEANS, baseline=20.0, mde=2.5, mde_in=PERCENT))
    assert (in_percent.per_arm, in_percent.effect, in_percent.target) == (9_042, 0.5, 20.5)


def test_a_metric_that_is_better_lower_falls() -> None:
    falling = replace(PLAN, metrics=(replace(SHARE_METRIC, better=DOWN),))
    assert size_of(falling).target == 18.5
    z = stats.norm.ppf(0.975) + stats.norm.ppf(0.8)
    assert size_of(falling).per_arm == math.ceil(z**2 * (0.22 * 0.78 + 0.185 * 0.815) / 0.035**2)
    below_zero = replace(MEANS, baseline=-4.0, mde=10.0, mde_in=PERCENT, metrics=(MetricPlan("Margin", type=MEAN, better=DOWN),))
    assert (size_of(below_zero).effect, size_of(below_zero).target) == (0.4, -4.4)


def test_more_variants_and_primary_metrics_divide_alpha() -> None:
    variants = tuple(Variant(name) for name in ("Control", "A", "B"))
    metrics = (SHARE_METRIC, MetricPlan("Revenue", type=MEAN), MetricPlan("Complaints", GUARDRAIL), MetricPlan("Views", SECONDARY))
    size = size_of(replace(PLAN, variants=(*variants, Variant("Old", weight=0)), metrics=metrics))
    z = stats.norm.ppf(1 - 0.05 / 4 / 2) + stats.norm.ppf(0.8)
    assert (size.comparisons, size.alpha) == (4, 1.25)
    assert size.per_arm == math.ceil(z**2 * (0.22 * 0.78 + 0.255 * 0.745) / 0.035**2)
    assert size.total == 3 * size.per_arm
    assert size.formula.endswith("α 5%, power 80%; Bonferroni: α ÷ 4 comparisons")


@pytest.mark.parametrize(
    ("weights", "parts"), [((80.0, 20.0), (5, 1)), ((0.1, 0.1, 0.1), (3, 1)), ((0.1, 0.2), (3, 1)), ((33.3, 33.3, 33.4), (1000, 333))]
)
def test_the_smallest_arm_gets_as_many_as_it_needs(weights: tuple[float, ...], parts: tuple[int, int]) -> None:
    size = size_of(replace(PLAN, variants=tuple(Variant(f"V{place}", weight=weight) for place, weight in enumerate(weights))))
    assert size.total == -(-size.per_arm * parts[0] // parts[1])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"baseline": None, "mde": None}, "Needs a baseline and a least effect."),
        ({"baseline": None}, "Needs a baseline."),
        ({"mde": None}, "Needs a least effect."),
        ({"metrics": ()}, "Needs a primary metric."),
        ({"variants": (Variant("Control"), Variant("A", weight=0))}, "Needs two variants with a weight."),
        ({"baseline": 122.0}, "A share can’t be 122%: check the baseline."),
        ({"baseline": 98.0}, "A share can’t become 101.5%: check baseline and least effect."),
        ({"baseline": 0.0, "mde_in": PERCENT}, "Per cent of a baseline of 0 are nothing: give the least effect in points."),
        ({"mde": 1e-9}, "The least effect is too small: no test could be that large."),
        ({"mde": 5e-324}, "The least effect is too small: no test could be that large."),
    ],
)
def test_a_share_without_a_size_says_why(change: dict[str, object], reason: str) -> None:
    assert reason_of(replace(PLAN, **change)) == reason  # type: ignore[arg-type]


def test_a_mean_without_a_size_says_why() -> None:
    assert reason_of(replace(MEANS, deviation=None)) == "Needs a standard deviation."
    assert reason_of(replace(MEANS, deviation=0.0, mde=None, mde_in=PERCENT)) == (
        "Needs a baseline, a least effect and a standard deviation."
    )
    assert reason_of(replace(MEANS, baseline=0.0, mde_in=PERCENT)) == (
        "Per cent of a baseline of 0 are nothing: give the least effect in units of the metric."
    )


def test_a_share_may_go_all_the_way() -> None:
    assert size_of(replace(PLAN, baseline=95.0, mde=5.0)).target == 100.0
    assert size_of(replace(PLAN, baseline=0.0, mde=100.0)).per_arm == 1


def test_a_test_of_that_size_sees_the_effect_as_often_as_it_should() -> None:
    """4,000 tests of each kind; 80 % ± 3 standard errors and a little for what the formulas round."""
    draw, seen = np.random.default_rng(5), Counts()
    n, m = size_of(PLAN).per_arm, size_of(replace(MEANS, mde=2.0)).per_arm
    for a, b in zip(draw.binomial(n, 0.22, 4_000), draw.binomial(n, 0.255, 4_000), strict=True):
        seen.shares += share_effect(ShareArm(int(a), n), ShareArm(int(b), n)).p < 0.05
    for a, b in draw.normal((20, 22), 12 / math.sqrt(m), (4_000, 2)):
        seen.means += mean_effect(MeanArm(float(a), 12, m), MeanArm(float(b), 12, m)).p < 0.05
    assert 0.775 <= seen.shares / 4_000 <= 0.825
    assert 0.775 <= seen.means / 4_000 <= 0.825


@dataclass
class Counts:
    """How often an effect was seen."""

    shares: int = 0
    means: int = 0


@given(st.floats(1, 60), st.floats(0.1, 30), st.sampled_from([70.0, 80.0, 90.0]), st.floats(0.1, 20))
def test_a_smaller_effect_or_alpha_or_more_power_needs_more(baseline: float, mde: float, power: float, alpha: float) -> None:
    plan = replace(PLAN, baseline=baseline, mde=mde, power=power, alpha=alpha)
    size = size_of(plan)
    assert size_of(replace(plan, mde=mde / 2)).per_arm >= size.per_arm
    assert size_of(replace(plan, alpha=alpha / 2)).per_arm >= size.per_arm
    assert size_of(replace(plan, power=power + 5)).per_arm >= size.per_arm


def test_the_design_effect_of_37_accounts() -> None:
    assert round(design_effect(5_109, 37, 0.05), 2) == 7.85
    assert effective(5_109, 37, 0.05) == 650


def test_the_design_effect_at_its_ends() -> None:
    assert (design_effect(500, 500, 0.05), effective(500, 500, 0.05)) == (1.0, 500)  # one user an account: strangers
    assert (effective(5_109, 37, 0.0), effective(5_109, 37, 1.0)) == (5_109, 37)  # no likeness; users of an account are one
    assert (design_effect(3, 5, 0.5), effective(0, 0, 0.05), effective(0, 9, 0.05)) == (1.0, 0, 0)


@given(st.integers(1, 100_000), st.integers(1, 3_000), st.floats(0, 1))
def test_users_count_for_no_more_than_they_are_and_no_less_than_their_accounts(users: int, accounts: int, icc: float) -> None:
    assert min(users, accounts) - 1 <= effective(users, accounts, icc) <= users


def test_the_allocation_rounds_down_but_not_by_a_float() -> None:
    assert allocated(5_109, replace(PLAN, allocation=50.0)) == 2_554
    assert all(allocated(1_000, replace(PLAN, allocation=tenth / 10)) == tenth for tenth in range(1, 1_001))


@dataclass(frozen=True)
class Curve:
    """A curve that begins steeply and flattens out."""

    days: int
    most: int

    def within(self, days: int) -> int:
        assert 0 < days <= self.days
        return round(self.most * (1 - math.exp(-days / 14)))


def test_a_test_runs_until_enough_users_were_seen() -> None:
    """Of 8,239 users 5,208 are seen within 14 days, 6,401 within 21, 7,124 within 28."""
    curve = Curve(84, 8_239)
    assert duration(PLAN, 4_634, curve, 61) == Duration(2, 84)
    assert duration(PLAN, 5_209, curve, 61) == Duration(3, 84)
    assert duration(replace(PLAN, allocation=75.0), 4_634, curve, 61) == Duration(3, 84)  # 4,800 of 6,401, but 3,906 of 5,208
    assert duration(PLAN, 6_402, curve, 61) == Duration(4, 84)


def test_two_weeks_are_the_least() -> None:
    assert duration(PLAN, 10, Curve(84, 8_239), 61).weeks == 2
    assert duration(PLAN, 10, Curve(9, 8_239), 61).weeks == 2


def test_nothing_is_said_beyond_the_curve() -> None:
    never = duration(PLAN, 9_000, Curve(84, 8_239), 61)
    assert (never.weeks, never.text, never.is_too_long) == (None, "not reached in 12 weeks", True)
    short = duration(PLAN, 9_000, Curve(17, 8_239), 61)
    assert (short.weeks, short.text, short.is_too_long) == (None, "not reached in 17 days", False)
    assert duration(PLAN, 5_793, Curve(17, 8_239), 61).weeks == 3  # 5,793 are seen within 17 days, the last the curve knows
    assert duration(PLAN, 1, Curve(0, 0), 0).text == "not reached in 0 days"


@pytest.mark.parametrize(("weeks", "is_too_long"), [(8, False), (9, True)])
def test_over_eight_weeks_is_too_long(weeks: int, is_too_long: bool) -> None:
    assert Duration(weeks, 84).is_too_long == is_too_long
    assert Duration(weeks, 84).text == f"{weeks} weeks"


def test_where_accounts_count_the_effective_users_have_to_be_reached() -> None:
    clustered, curve = replace(PLAN, unit=ACCOUNT), Curve(84, 5_109)
    # 4,418 users are seen within 28 days: 119.4 an account, a design effect of 6.92, worth 638. Within 35 days 4,690, worth 643.
    assert [duration(clustered, needed, curve, 37).weeks for needed in (638, 639, 643, 644)] == [4, 5, 5, 6]
    assert duration(clustered, 651, curve, 37).weeks is None


def test_a_test_in_few_accounts_cant_be_read() -> None:
    said = readability(replace(PLAN, unit=ACCOUNT), 5_109, 37)
    assert (said.users, said.accounts, said.effective, said.needed, said.is_readable) == (5_109, 37, 650, 4_634, False)
    assert said.sentence == "37 accounts: effective n 650 of 4,634 needed: can’t be read."
    assert said.detail == "Design effect 7.85, ICC 0.05 assumed."
    assert readability(replace(PLAN, clustered=True), 5_109, 37) == said
    assert readability(replace(PLAN, clustered=True, icc=0.02), 5_109, 37).detail == "Design effect 3.74, ICC 0.02 given."


def test_a_test_of_users() -> None:
    said = readability(PLAN, 5_109, 37)
    assert (said.effective, said.is_readable, said.detail) == (5_109, True, None)
    assert said.sentence == "5,109 users of 4,634 needed."
    half = readability(replace(PLAN, allocation=50.0), 5_109, 37)
    assert (half.users, half.accounts, half.is_readable) == (2_554, 18, False)
    assert half.sentence == "2,554 users of 4,634 needed: can’t be read."
    assert readability(PLAN, 1, 1).sentence == "1 user of 4,634 needed: can’t be read."
    assert (readability(PLAN, 4_634, 9).is_readable, readability(PLAN, 4_633, 9).is_readable) == (True, False)


def test_twenty_accounts_in_the_smallest_arm_are_the_least() -> None:
    by_account = replace(PLAN, unit=ACCOUNT, icc=0.0)
    assert readability(by_account, 5_109, 40).sentence == "40 accounts: effective n 5,109 of 4,634 needed."
    assert readability(by_account, 5_109, 39).sentence == "39 accounts: 19 of 20 needed in an arm: can’t be read."
    lopsided = replace(by_account, variants=(Variant("Control", weight=80), Variant("B", weight=20)))
    assert readability(lopsided, 99_999, 99).is_readable is False
    assert readability(lopsided, 99_999, 100).is_readable is True


def test_without_a_size_only_too_few_accounts_are_known() -> None:
    unsized = replace(PLAN, baseline=None, mde=None)
    said = readability(unsized, 5_109, 37)
    assert (said.needed, said.is_readable, said.sentence) == (None, None, "Needs a baseline and a least effect.")
    few = readability(replace(unsized, unit=ACCOUNT), 5_109, 37)
    assert (few.is_readable, few.sentence) == (False, "37 accounts: 18 of 20 needed in an arm: can’t be read.")
    nobody = readability(replace(unsized, unit=ACCOUNT, variants=(Variant("Control"),)), 0, 0)
    assert nobody.sentence == "0 accounts: 0 of 20 needed in an arm: can’t be read."


def test_the_icc_says_whether_it_is_known() -> None:
    assert (icc_text(PLAN), icc_text(replace(PLAN, icc=0.0))) == ("ICC 0.05 assumed", "ICC 0 given")
    assert icc_text(replace(PLAN, icc=0.12, icc_from="Usage_weekly")) == "ICC 0.12 from Usage_weekly"
