"""The verdicts on readings: the figures of Ranked search, guardrails against their limits, clusters, and whether arms are to be trusted."""

import csv
import math
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from prodops_desktop.experiments.model import (
    ACCOUNT,
    DOWN,
    GUARDRAIL,
    MEAN,
    PERCENT,
    POINTS,
    PRIMARY,
    SECONDARY,
    UP,
    Experiment,
    MetricPlan,
    Reading,
    Total,
    Variant,
)
from prodops_desktop.experiments.statistics.comparisons import (
    ACCOUNTS_UNKNOWN,
    BETTER,
    FAILS,
    HOLDS,
    NO_CHANGE,
    NO_LIMIT,
    TOO_FEW_ACCOUNTS,
    UNREADABLE,
    WORSE,
    Comparison,
)
from prodops_desktop.experiments.statistics.effects import Effect
from prodops_desktop.experiments.statistics.mismatch import OK, RED, TOO_FEW, YELLOW
from prodops_desktop.experiments.statistics.results import DONT_SHIP, SHIP, UNDECIDED, Analysis, analyse

SEARCH = MetricPlan("Search success")
USED = MetricPlan("Searches per user", SECONDARY, MEAN)
WAIT = MetricPlan("Time to result", SECONDARY, MEAN, DOWN)
LATENCY = MetricPlan("p95 latency", GUARDRAIL, MEAN, DOWN, 5.0, PERCENT)
ZERO = MetricPlan("Zero-result rate", GUARDRAIL, better=DOWN, bound=1.0, bound_in=POINTS)
ARMS = (Variant("Control"), Variant("A", "Ranked"), Variant("B", "Ranked + recents"))
UNITS = {"Control": 3331, "A": 3262, "B": 3287}
RANKED = Experiment(37, "EXP-37", "Ranked search", variants=ARMS, metrics=(SEARCH, USED, WAIT, ZERO, LATENCY))

FOUND = (
    Total("Control", "Search success", 3331, 2059),
    Total("A", "Search success", 3262, 2127),
    Total("B", "Search success", 3287, 2084),
    *(Total(name, "Searches per user", UNITS[name], mean=mean, sd=4.0) for name, mean in (("Control", 6.0), ("A", 6.1), ("B", 6.05))),
    *(Total(name, "Time to result", UNITS[name], mean=mean, sd=2.0) for name, mean in (("Control", 4.0), ("A", 3.7), ("B", 3.85))),
    Total("Control", "Zero-result rate", 3331, 200),
    Total("A", "Zero-result rate", 3262, 160),
    Total("B", "Zero-result rate", 3287, 165),
    *(Total(name, "p95 latency", UNITS[name], mean=mean, sd=200.0) for name, mean in (("Control", 400.0), ("A", 406.0), ("B", 418.0))),
)


def read(experiment: Experiment, *totals: Total) -> Analysis:
    return analyse(experiment, Reading(1, date(2026, 11, 13), totals))


def effect_of(one: Comparison) -> Effect:
    assert one.effect is not None
    return one.effect


def verdicts(found: Analysis, metric: str) -> list[str]:
    return [one.verdict for one in found.of_metric(metric)]


def test_ranked_search() -> None:
    found = read(RANKED, *FOUND)
    a, b = found.of_metric("Search success")
    assert [round(100 * x, 1) for x in (effect_of(a).difference.value, effect_of(a).difference.low, effect_of(a).difference.high)] == [
        3.4,
        1.1,
        5.7,
    ]
    assert (round(effect_of(a).p, 3), a.holm and round(a.holm, 3), a.verdict) == (0.004, 0.008, BETTER)
    assert (round(effect_of(b).p, 2), b.holm and round(b.holm, 2), b.verdict) == (0.18, 0.18, NO_CHANGE)
    assert verdicts(found, "Time to result") == [BETTER, BETTER]
    assert verdicts(found, "Searches per user") == [NO_CHANGE, NO_CHANGE]
    assert verdicts(found, "Zero-result rate") == [HOLDS, HOLDS]
    assert verdicts(found, "p95 latency") == [HOLDS, FAILS]  # 406 ÷ 400 is +1.5 %, at most +4.0 %; 418 is +4.5 %, up to +7.0 %
    assert found.arms is not None
    assert (found.arms.status, round(found.arms.p or 0, 2), found.is_trusted) == (OK, 0.69, True)
    assert [(one.variant, one.choice) for one in found.suggestions] == [("A", SHIP), ("B", DONT_SHIP)]
    assert [one.reason for one in found.suggestions] == ["Search success is better, and its guardrails hold.", "It fails on p95 latency."]
    assert (found.problems, found.remarks) == ((), ())


def test_holm_takes_primary_and_secondary_metrics_apart_and_no_guardrail() -> None:
    second = replace(SEARCH, name="Second")
    found = read(
        replace(RANKED, metrics=(*RANKED.metrics, second)),
        *FOUND,
        *(replace(one, metric="Second", successes=(one.successes or 0) + 3) for one in FOUND if one.metric == "Search success"),
    )
    for role in (PRIMARY, SECONDARY):
        family = [one for one in found.comparisons if one.metric.role == role]
        assert len(family) == 4
        raw, left = sorted(family, key=lambda one: effect_of(one).p), 0.0
        for rank, one in enumerate(raw):
            left = max(left, min(1.0, (4 - rank) * effect_of(one).p))
            assert one.holm == pytest.approx(left)
    assert all(one.holm is None for one in found.comparisons if one.metric.role == GUARDRAIL)


def test_alpha_of_the_plan_decides_and_intervals_stay_at_95_percent() -> None:
    strict = read(replace(RANKED, alpha=0.5), *FOUND)
    assert verdicts(strict, "Search success") == [NO_CHANGE, NO_CHANGE]
    assert strict.of_metric("Search success")[0].effect == read(RANKED, *FOUND).of_metric("Search success")[0].effect


def test_worse_is_worse_in_either_direction() -> None:
    reversed_arms = replace(RANKED, variants=(Variant("A"), Variant("Control")), metrics=(SEARCH, replace(WAIT, role=PRIMARY)))
    found = read(reversed_arms, *(one for one in FOUND if one.variant != "B"))
    assert [one.verdict for one in found.comparisons] == [WORSE, WORSE]
    assert (found.suggestions[0].choice, found.suggestions[0].reason) == (DONT_SHIP, "It worsens Search success and Time to result.")


def guarded(metric: MetricPlan, control: Total, variant: Total) -> Comparison:
    plan = Experiment(1, "EXP-1", "One", metrics=(metric,), variants=(Variant(control.variant), Variant(variant.variant)))
    return read(plan, control, variant).comparisons[0]


def test_a_guardrail_in_points_looks_at_the_difference() -> None:
    """1,000 of 10,000 against 1,030: Newcombe gives −0.54 to +1.14 points, the lift is −5.4 to +11.4 %."""
    rate = MetricPlan("Failures", GUARDRAIL, better=DOWN, bound_in=POINTS)
    totals = Total("Control", "Failures", 10_000, 1_000), Total("B", "Failures", 10_000, 1_030)
    assert [guarded(replace(rate, bound=bound), *totals).verdict for bound in (1.1, 1.2)] == [FAILS, HOLDS]
    in_percent = replace(rate, bound_in=PERCENT)
    assert [guarded(replace(in_percent, bound=bound), *totals).verdict for bound in (11.0, 12.0)] == [FAILS, HOLDS]
    assert guarded(rate, *totals).verdict == NO_LIMIT
    assert guarded(replace(rate, bound=0.0), *totals).verdict == FAILS


def test_a_guardrail_that_is_better_higher_looks_at_the_low_end() -> None:
    """The same turned round: successes fall from 9,000 to 8,970 of 10,000, −1.14 to +0.54 points."""
    rate = MetricPlan("Retained", GUARDRAIL, bound_in=POINTS)
    totals = Total("Control", "Retained", 10_000, 9_000), Total("B", "Retained", 10_000, 8_970)
    assert [guarded(replace(rate, bound=bound), *totals).verdict for bound in (1.1, 1.2)] == [FAILS, HOLDS]
    mean = MetricPlan("Orders", GUARDRAIL, MEAN, bound_in=POINTS)
    orders = Total("Control", "Orders", 400, mean=5.0, sd=2.0), Total("B", "Orders", 400, mean=4.9, sd=2.0)  # −0.38 to +0.18
    assert [guarded(replace(mean, bound=bound), *orders).verdict for bound in (0.3, 0.4)] == [FAILS, HOLDS]


def test_the_limit_stands_among_lifts() -> None:
    totals = Total("Control", "x", 1_000, 200), Total("B", "x", 1_000, 200)
    share = MetricPlan("x", GUARDRAIL, better=DOWN, bound=1.0, bound_in=POINTS)
    assert guarded(share, *totals).relative_limit == pytest.approx(0.05)
    assert guarded(replace(share, better=UP, bound_in=PERCENT, bound=8.0), *totals).relative_limit == -0.08
    assert guarded(replace(share, bound=None), *totals).relative_limit is None
    nothing = guarded(share, replace(totals[0], successes=0), totals[1])
    assert (nothing.relative_limit, nothing.verdict) == (None, FAILS)


def test_a_relative_limit_on_a_control_of_nothing_cant_be_judged() -> None:
    rate = MetricPlan("x", GUARDRAIL, better=DOWN, bound=5.0)
    assert guarded(rate, Total("Control", "x", 100, 0), Total("B", "x", 100, 4)).verdict == UNREADABLE


CLUSTERED = Experiment(44, "EXP-44", "Invoice payment", clustered=True, metrics=(SEARCH,), variants=(Variant("Control"), Variant("B")))


def test_users_of_accounts_count_for_fewer() -> None:
    """150 users an account make a design effect of 1 + 149 · .05 = 8.45; so 3,000 of 6,000 users count for 355.0 of 710.1."""
    totals = Total("Control", "Search success", 6_000, 3_000, accounts=40), Total("B", "Search success", 6_000, 3_200, accounts=40)
    found = read(CLUSTERED, *totals)
    effect = effect_of(found.comparisons[0])
    assert effect.units_a == effect.units_b == pytest.approx(6_000 / 8.45)
    assert found.comparisons[0].verdict == NO_CHANGE
    pooled = 6_200 / 12_000
    z = (200 / 6_000) / math.sqrt(pooled * (1 - pooled) * 2 * 8.45 / 6_000)
    assert effect.p == pytest.approx(2 * stats.norm.sf(z), rel=1e-9, abs=0)
    assert found.remarks == ("Intervals are by account: design effect 8.45, ICC 0.05 assumed.",)
    assert read(replace(CLUSTERED, clustered=False), *totals).comparisons[0].verdict == BETTER
    knows = read(replace(CLUSTERED, icc=0.0), *totals)
    assert (effect_of(knows.comparisons[0]).units_a, knows.comparisons[0].verdict) == (6_000, BETTER)


def test_under_twenty_accounts_an_arm_there_is_no_verdict() -> None:
    totals = Total("Control", "Search success", 3_000, 1_000, accounts=20), Total("B", "Search success", 3_000, 2_000, accounts=19)
    found = read(CLUSTERED, *totals)
    (one,) = found.comparisons
    assert (one.verdict, one.effect, one.holm, one.value) == (TOO_FEW_ACCOUNTS, None, None, 2_000 / 3_000)
    assert found.suggestions[0].choice == UNDECIDED
    assert found.suggestions[0].reason == "Too few accounts for Search success."
    assert read(CLUSTERED, totals[0], replace(totals[1], accounts=20)).comparisons[0].effect is not None


def test_without_accounts_users_of_accounts_cant_be_told_apart() -> None:
    found = read(CLUSTERED, Total("Control", "Search success", 3_000, 1_000), Total("B", "Search success", 3_000, 2_000, accounts=30))
    assert (found.comparisons[0].verdict, found.comparisons[0].effect) == (ACCOUNTS_UNKNOWN, None)
    assert found.problems == (
        "Search success of Control lacks in how many accounts its 3,000 users are: users of one account are no strangers.",
    )


def test_where_the_unit_is_the_account_units_are_accounts() -> None:
    by_account = replace(CLUSTERED, clustered=False, unit=ACCOUNT)
    many = read(by_account, Total("Control", "Search success", 150, 30), Total("B", "Search success", 150, 60))
    assert (many.comparisons[0].verdict, effect_of(many.comparisons[0]).units_a) == (BETTER, 150)
    few = read(by_account, Total("Control", "Search success", 19, 3), Total("B", "Search success", 21, 18))
    assert (few.comparisons[0].verdict, few.problems) == (TOO_FEW_ACCOUNTS, ())


def test_where_accounts_are_put_into_arms_accounts_have_to_match_the_plan() -> None:
    by_account = replace(CLUSTERED, clustered=False, unit=ACCOUNT)
    lumpy = Total("Control", "Search success", 9_000, 3_000, accounts=60), Total("B", "Search success", 6_000, 2_000, accounts=62)
    found = read(by_account, *lumpy)
    assert found.arms is not None
    assert (found.arms.status, found.arms.units) == (OK, 122)
    by_user = read(replace(CLUSTERED), *lumpy)
    assert by_user.arms is not None
    assert by_user.arms.status == RED


ONBOARDING = Experiment(
    38, "EXP-38", "Onboarding checklist", metrics=(MetricPlan("Checklist completed"),), variants=(Variant("Control"), Variant("B"))
)


def test_arms_that_dont_match_the_plan_are_not_trusted() -> None:
    found = read(ONBOARDING, Total("Control", "Checklist completed", 4_909, 2_000), Total("B", "Checklist completed", 5_266, 2_600))
    assert found.arms is not None
    assert (found.arms.status, found.is_trusted) == (RED, False)
    assert found.headline == "The arms don’t match the plan (SRM p 0.0004): the results can’t be trusted."
    assert (found.suggestions[0].choice, found.suggestions[0].reason) == (UNDECIDED, "The arms don’t match the plan (SRM p 0.0004).")


def test_a_doubtful_match_keeps_from_shipping() -> None:
    found = read(ONBOARDING, Total("Control", "Checklist completed", 4_860, 2_000), Total("B", "Checklist completed", 5_140, 2_600))
    assert found.arms is not None
    assert (found.arms.status, found.is_trusted, found.comparisons[0].verdict) == (YELLOW, True, BETTER)
    assert (found.suggestions[0].choice, found.suggestions[0].reason) == (UNDECIDED, "The arms may not match the plan (SRM p 0.005).")


def test_units_in_an_arm_without_a_weight_are_an_error() -> None:
    plan = replace(ONBOARDING, variants=(*ONBOARDING.variants, Variant("Old", weight=0)))
    totals = Total("Control", "Checklist completed", 5_000, 2_000), Total("B", "Checklist completed", 5_000, 2_600)
    assert read(plan, *totals).is_trusted
    assert read(plan, *totals).problems == ()
    stray = read(plan, *totals, Total("Old", "Checklist completed", 12, 3))
    assert (stray.is_trusted, stray.suggestions[0].choice) == (False, UNDECIDED)
    assert stray.headline == "12 units are in an arm that nobody may be in: the results can’t be trusted."
    assert stray.problems == ("12 units are in an arm that has no weight: nobody may be there.",)
    assert [one.variant for one in stray.comparisons] == ["B"]


def test_what_was_not_read_is_named() -> None:
    left = [one for one in FOUND if one.metric not in ("Time to result",) and (one.metric, one.variant) != ("Searches per user", "B")]
    found = read(RANKED, *left)
    assert found.problems == ("Searches per user was not read in B.", "Time to result was not read.")
    assert verdicts(found, "Time to result") == [UNREADABLE, UNREADABLE]
    assert verdicts(found, "Searches per user")[1] == UNREADABLE
    assert found.suggestions[0].choice == SHIP


def test_arms_are_checked_by_the_primary_metric_first() -> None:
    others = [replace(one, units=one.units + 900) if one.metric == "Zero-result rate" and one.variant == "B" else one for one in FOUND]
    metrics = MetricPlan("Zero-result rate", SECONDARY), SEARCH
    assert read(replace(RANKED, metrics=metrics), *others).arms == read(RANKED, *FOUND).arms


def test_a_metric_that_all_arms_have_checks_the_arms() -> None:
    without_b = [one for one in FOUND if (one.metric, one.variant) != ("Search success", "B")]
    assert read(RANKED, *without_b).arms == read(RANKED, *FOUND).arms
    nowhere = read(RANKED, *(one for one in FOUND if one.variant != "B"))
    assert nowhere.arms is None
    assert nowhere.problems[-1] == "No metric was read in all arms, so that they can’t be checked against the plan."
    assert nowhere.suggestions[0].choice == UNDECIDED
    assert nowhere.suggestions[0].reason == nowhere.problems[-1]
    assert read(RANKED).problems == tuple(f"{metric.name} was not read." for metric in RANKED.metrics)


def test_figures_that_say_nothing_are_named() -> None:
    totals = (
        Total("Control", "Search success", 3331),
        Total("A", "Search success", 0, 0),
        Total("B", "Search success", 3287, 2084),
        Total("Control", "Time to result", 1, mean=3.0, sd=1.0),
        Total("A", "Time to result", 3262, mean=3.0),
        Total("B", "Time to result", 3287, mean=3.0, sd=1.0),
    )
    found = read(replace(RANKED, metrics=(SEARCH, WAIT)), *totals, Total("C", "Clicks", 4, 2))
    assert {one.verdict for one in found.comparisons} == {UNREADABLE}
    assert found.problems == (
        "Search success of Control lacks how many of its units succeeded.",
        "Search success of A has 0 units: too few to compare.",
        "Time to result of Control has 1 unit: too few to compare.",
        "Time to result of A lacks its mean or its standard deviation.",
        "The reading has figures of “Clicks”, which the plan does not know.",
        "The reading has figures of “C”, which the plan does not know.",
    )


def test_arms_of_two_sizes_are_only_remarked() -> None:
    totals = [replace(one, units=3_330) if (one.metric, one.variant) == ("Zero-result rate", "Control") else one for one in FOUND]
    found = read(RANKED, *totals)
    assert found.remarks == ("Control has 3,331 units for Search success, and 3,330 units for Zero-result rate.",)
    assert found.problems == ()


def shipped(*metrics: MetricPlan) -> tuple[str, str]:
    """What is suggested of A, of these metrics of Ranked search."""
    one = read(replace(RANKED, metrics=metrics), *FOUND).suggestions[0]
    return one.choice, one.reason


def test_what_keeps_from_shipping() -> None:
    assert shipped(SEARCH, LATENCY) == (SHIP, "Search success is better, and its guardrail holds.")
    assert shipped(SEARCH, replace(WAIT, role=PRIMARY)) == (
        SHIP,
        "Search success and Time to result are better, and there is no guardrail.",
    )
    assert shipped(SEARCH, replace(USED, role=PRIMARY)) == (SHIP, "Search success is better, and there is no guardrail.")
    assert shipped(SEARCH, replace(LATENCY, bound=None)) == (UNDECIDED, "No limit is set for p95 latency.")
    assert shipped(SEARCH, replace(LATENCY, bound=1.0)) == (DONT_SHIP, "It fails on p95 latency.")
    assert shipped(replace(USED, role=PRIMARY), LATENCY) == (UNDECIDED, "No clear change in Searches per user.")
    assert shipped(SEARCH, replace(LATENCY, name="Crashes")) == (UNDECIDED, "Crashes can’t be read.")
    assert shipped(LATENCY) == (UNDECIDED, "The plan names no primary metric.")


@given(
    st.lists(st.tuples(st.integers(100, 9_000), st.floats(0, 1)), min_size=2, max_size=4),
    st.sampled_from([UP, DOWN]),
)
def test_turning_success_into_failure_turns_every_verdict(arms: list[tuple[int, float]], better: str) -> None:
    """Of a metric that is better up and of its opposite, better down, the verdicts are the same."""
    names = ["Control", "A", "B", "C"][: len(arms)]
    opposite = DOWN if better == UP else UP
    totals = [Total(name, "x", units, round(units * part)) for name, (units, part) in zip(names, arms, strict=True)]
    turned = [replace(one, successes=one.units - (one.successes or 0)) for one in totals]
    plan = replace(RANKED, variants=tuple(map(Variant, names)), metrics=(MetricPlan("x", better=better),))
    first = read(plan, *totals)
    second = read(replace(plan, metrics=(MetricPlan("x", better=opposite),)), *turned)
    for one, other in zip(first.comparisons, second.comparisons, strict=True):
        assert one.verdict == other.verdict
        assert one.holm == pytest.approx(other.holm)
        assert effect_of(one).difference.value == pytest.approx(-effect_of(other).difference.value)
        assert effect_of(one).difference.low <= effect_of(one).difference.value <= effect_of(one).difference.high
    assert [one.choice for one in first.suggestions] == [one.choice for one in second.suggestions]


def test_cookie_cats(trial_data: Callable[[str], Path]) -> None:
    """The public A/B test of a mobile game: moving the gate from level 30 to 40 loses players after a week."""
    with trial_data("real/cookie_cats.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    units = Counter(row["version"] for row in rows)
    totals = [
        Total(arm, metric, units[arm], sum(row["version"] == arm and row[metric] == "True" for row in rows))
        for metric in ("retention_7", "retention_1")
        for arm in ("gate_30", "gate_40")
    ]
    metrics = MetricPlan("retention_7"), MetricPlan("retention_1", SECONDARY)
    found = read(replace(RANKED, metrics=metrics, variants=(Variant("gate_30"), Variant("gate_40"))), *totals)
    week, day = found.comparisons
    for one, (control, variant) in ((week, totals[:2]), (day, totals[2:])):
        assert control.successes is not None
        assert variant.successes is not None
        table = [[total.successes or 0, total.units - (total.successes or 0)] for total in (control, variant)]
        assert effect_of(one).p == pytest.approx(stats.chi2_contingency(table, correction=False).pvalue, rel=1e-9, abs=0)
    assert (week.verdict, day.verdict) == (WORSE, NO_CHANGE)
    assert found.arms is not None
    assert found.arms.p == pytest.approx(stats.chisquare([units["gate_30"], units["gate_40"]]).pvalue)
    assert found.headline == (
        "gate_40 worsens retention_7 from 19.0% to 18.2% (−0.8 pt, −1.3 to −0.3). The arms may not match the plan (SRM p 0.009)."
    )


def test_a_hundred_accounts_are_the_least_to_check_arms_by() -> None:
    by_account = replace(CLUSTERED, clustered=False, unit=ACCOUNT)
    found = read(by_account, Total("Control", "Search success", 45, 5), Total("B", "Search success", 46, 30))
    assert found.arms is not None
    assert (found.arms.status, found.suggestions[0].choice) == (TOO_FEW, SHIP)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("A/B by user", None),
        ("A/B by account", None),
        ("holdout", None),
        ("staged rollout", "waves of a staged rollout are not drawn by lot"),
        ("before/after with matched accounts", "whatever else changed meanwhile"),
        ("opt-in beta", "chose to be"),
        ("prototype", "not what they will do with the product"),
    ],
)
def test_the_kind_limits_what_a_result_proves(kind: str, said: str | None) -> None:
    remarks = analyse(replace(RANKED, kind=kind), Reading(1, date(2026, 11, 13), FOUND)).remarks
    assert len(remarks) == (0 if said is None else 1)
    assert all(said is not None and said in one for one in remarks)
