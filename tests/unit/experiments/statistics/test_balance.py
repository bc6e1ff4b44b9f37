"""The arms before the test against Welch's t-tests of scipy, and what of a result rests on the plan alone."""

from dataclasses import replace
from datetime import date

import pytest
from scipy import stats

from prodops_desktop.experiments.model import ACCOUNT, POINTS, Covariate, Experiment, MetricPlan, Reading, Total, Variant
from prodops_desktop.experiments.statistics.results import Analysis, analyse
from prodops_desktop.experiments.statistics.sequential import always_valid

PLAN = Experiment(
    1, "EXP-1", "Plan", baseline=20.0, mde=5.0, mde_in=POINTS,
    variants=(Variant("Control"), Variant("A"), Variant("B")), metrics=(MetricPlan("Shares"), MetricPlan("Visits")),
)  # fmt: skip
BEFORE = {"Control": Covariate(10.0, 4.0, 0.5), "A": Covariate(10.5, 5.0, 0.5), "B": Covariate(10.1, 4.0, 0.5)}
UNITS = {"Control": 1000, "A": 900, "B": 1100}


def read(plan: Experiment, metric: str = "Shares", before: dict[str, Covariate] | None = None, accounts: int | None = None) -> Analysis:
    totals = [
        Total(name, metric, units, units // 5, accounts=accounts, before=(BEFORE if before is None else before).get(name))
        for name, units in UNITS.items()
    ]
    return analyse(plan, Reading(1, date(2026, 11, 13), tuple(totals)))


def welch(name: str, *, worth: float = 1.0) -> float:
    a, b = BEFORE["Control"], BEFORE[name]
    sizes = UNITS["Control"] / worth, UNITS[name] / worth
    return float(stats.ttest_ind_from_stats(a.mean, a.sd, sizes[0], b.mean, b.sd, sizes[1], equal_var=False).pvalue)


def test_the_smallest_p_of_the_arms_against_the_control_counts_by_holm() -> None:
    assert welch("A") < welch("B")
    assert read(PLAN).balance == pytest.approx(2 * welch("A"), rel=1e-6)


def test_the_primary_metric_goes_before_and_another_one_will_do() -> None:
    assert read(PLAN, "Visits").balance == pytest.approx(2 * welch("A"), rel=1e-6)
    assert read(PLAN, before={}).balance is None
    assert read(PLAN, before={"A": BEFORE["A"]}).balance is None, "there is no control to compare with"
    only_b = read(PLAN, before={name: BEFORE[name] for name in ("Control", "B")})
    assert only_b.balance == pytest.approx(welch("B"), rel=1e-6)


def test_users_of_one_account_count_for_fewer() -> None:
    """An ICC of 0 leaves them all; of 1 an account counts as one: with 100 accounts 1,000 users count for 100."""
    by_account = replace(PLAN, unit=ACCOUNT, icc=0.0)
    assert read(by_account, accounts=100).balance == pytest.approx(2 * welch("A"), rel=1e-6)
    alike = read(replace(by_account, icc=1.0), accounts=100).balance
    a, b = BEFORE["Control"], BEFORE["A"]
    expected = stats.ttest_ind_from_stats(a.mean, a.sd, 100, b.mean, b.sd, 100, equal_var=False).pvalue
    assert alike == pytest.approx(2 * expected, rel=1e-6)


def test_an_interval_for_every_look_needs_the_least_effect_of_the_plan_and_is_of_its_metric() -> None:
    shares = read(PLAN).of_metric("Shares")[0]
    error = (0.2 * 0.8 / 1000 + 0.2 * 0.8 / 900) ** 0.5
    found, expected = shares.always_valid, always_valid(0.0, error, 0.05)
    assert found is not None
    assert expected is not None
    assert [found.low, found.high] == pytest.approx([expected.low, expected.high])
    assert read(replace(PLAN, mde=None)).of_metric("Shares")[0].always_valid is None
    assert read(PLAN, "Visits").of_metric("Visits")[0].always_valid is None, "the least effect is of the first primary metric"
