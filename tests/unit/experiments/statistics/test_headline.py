"""Headlines read as sentences in every case: one variant or several, better, worse, nothing clear, nothing read."""

from dataclasses import replace
from datetime import date

import pytest

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
from prodops_desktop.experiments.statistics.effects import Effect, Interval
from prodops_desktop.experiments.statistics.results import analyse
from prodops_desktop.experiments.statistics.wording import change_text, counted, limit_text, p_text

SEARCH = MetricPlan("Search success")
WAIT = MetricPlan("Time to result", PRIMARY, MEAN, DOWN)
LATENCY = MetricPlan("p95 latency", GUARDRAIL, MEAN, DOWN, 5.0)
CONTACTS = MetricPlan("Support contacts", GUARDRAIL, MEAN, DOWN, 8.0)
PLAN = Experiment(37, "EXP-37", "Ranked search", metrics=(SEARCH, LATENCY, CONTACTS))
BETTER, SAME, WORSE = 2_200, 2_000, 1_800


def said(successes: dict[str, int | None], plan: Experiment = PLAN, means: dict[tuple[str, str], float] | None = None) -> str:
    """The headline where Control has 2,000 successes of 4,000 and every mean is 100 (sd 20) unless said otherwise."""
    counts = {"Control": SAME, **successes}
    totals = [
        Total(name, metric.name, 4_000, count)
        if metric.type != MEAN
        else Total(name, metric.name, 4_000, mean=(means or {}).get((name, metric.name), 100.0), sd=20.0)
        for metric in plan.metrics
        for name, count in counts.items()
        if count is not None or metric.type == MEAN
    ]
    plan = replace(plan, variants=tuple(map(Variant, counts)))
    return analyse(plan, Reading(1, date(2026, 11, 13), tuple(totals))).headline


LIFTS = "A lifts Search success from 50.0% to 55.0% (+5.0 pt, 2.8 to 7.2)"
FAILING = {("A", "p95 latency"): 110.0}


def test_ranked_search_as_a_whole() -> None:
    units = {"Control": 3331, "A": 3262, "B": 3287}
    totals = [Total(name, "Search success", units[name], count) for name, count in (("Control", 2059), ("A", 2127), ("B", 2084))]
    totals += [Total(name, "p95 latency", units[name], mean=m, sd=200.0) for name, m in (("Control", 400.0), ("A", 406.0), ("B", 418.0))]
    totals += [Total(name, "Support contacts", units[name], mean=1.0, sd=0.5) for name in units]
    plan = replace(PLAN, variants=tuple(map(Variant, units)))
    assert analyse(plan, Reading(1, date(2026, 11, 13), tuple(totals))).headline == (
        "A lifts Search success from 61.8% to 65.2% (+3.4 pt, 1.1 to 5.7); its guardrails hold. "
        "B brings no clear change and fails on p95 latency."
    )


def test_one_variant() -> None:
    assert said({"A": BETTER}) == f"{LIFTS}; its guardrails hold."
    assert said({"A": SAME}) == "A brings no clear change; its guardrails hold."
    assert said({"A": WORSE}) == "A worsens Search success from 50.0% to 45.0% (−5.0 pt, −7.2 to −2.8); its guardrails hold."


def test_a_guardrail_that_fails() -> None:
    assert said({"A": BETTER}, means=FAILING) == f"{LIFTS} but fails on p95 latency."
    assert said({"A": SAME}, means=FAILING) == "A brings no clear change and fails on p95 latency."
    both = {**FAILING, ("A", "Support contacts"): 120.0}
    assert said({"A": WORSE}, means=both).endswith("(−5.0 pt, −7.2 to −2.8) and fails on p95 latency and Support contacts.")


def test_guardrails_of_other_kinds() -> None:
    only = replace(PLAN, metrics=(SEARCH, LATENCY))
    assert said({"A": BETTER}, only) == f"{LIFTS}; its guardrail holds."
    assert said({"A": BETTER}, replace(PLAN, metrics=(SEARCH,))) == f"{LIFTS}."
    unlimited = replace(PLAN, metrics=(SEARCH, LATENCY, replace(CONTACTS, bound=None)))
    assert said({"A": BETTER}, unlimited) == f"{LIFTS}; no limit is set for Support contacts; its other guardrail holds."
    unread = replace(PLAN, metrics=(SEARCH, LATENCY, MetricPlan("Crashes", GUARDRAIL, bound=1.0)))
    lacking = analyse(replace(unread, variants=(Variant("Control"), Variant("A"))), Reading(1, date(2026, 11, 13), _without_crashes()))
    assert lacking.headline == f"{LIFTS}; Crashes can’t be judged; its other guardrail holds."


def _without_crashes() -> tuple[Total, ...]:
    latency = [Total(name, "p95 latency", 4_000, mean=100.0, sd=20.0) for name in ("Control", "A")]
    return (Total("Control", "Search success", 4_000, SAME), Total("A", "Search success", 4_000, BETTER), *latency)


def test_variants_in_which_nothing_changed_go_together() -> None:
    assert said({"A": SAME, "B": SAME + 1}) == "A and B bring no clear change; their guardrails hold."
    assert said({"A": SAME, "B": BETTER, "C": SAME}) == (
        "A and C bring no clear change; their guardrails hold. "
        "B lifts Search success from 50.0% to 55.0% (+5.0 pt, 2.8 to 7.2); its guardrails hold."
    )
    assert said({"A": BETTER, "B": BETTER + 100}) == (
        f"{LIFTS}; its guardrails hold. B lifts Search success from 50.0% to 57.5% (+7.5 pt, 5.3 to 9.7); its guardrails hold."
    )
    failing = {(name, "p95 latency"): 110.0 for name in "AB"}
    assert said({"A": SAME, "B": SAME}, means=failing) == "A and B bring no clear change and fail on p95 latency."
    assert said({"A": SAME, "B": SAME}, means=FAILING) == (
        "A brings no clear change and fails on p95 latency. B brings no clear change; its guardrails hold."
    )


def test_several_primary_metrics() -> None:
    plan = replace(PLAN, metrics=(SEARCH, WAIT))
    assert said({"A": BETTER}, plan, {("A", "Time to result"): 96.0}) == (
        f"{LIFTS} and lowers Time to result from 100 to 96 (−4.0%, −4.9 to −3.1)."
    )
    assert said({"A": BETTER}, plan) == f"{LIFTS} and brings no clear change in Time to result."
    assert said({"A": SAME}, plan) == "A brings no clear change in Search success and Time to result."
    assert said({"A": SAME}, plan, {("A", "Time to result"): 104.0}) == (
        "A worsens Time to result from 100 to 104 (+4.0%, 3.1 to 4.9) and brings no clear change in Search success."
    )
    assert said({"A": None}, plan, {("A", "Time to result"): 96.0}) == (
        "A lowers Time to result from 100 to 96 (−4.0%, −4.9 to −3.1); Search success can’t be read."
    )


def test_what_cant_be_read() -> None:
    assert said({"A": None, "B": None}) == "A and B can’t be read: figures are missing."
    assert said({"A": None}, means=FAILING) == "A can’t be read: figures are missing. It fails on p95 latency."
    clustered = replace(PLAN, clustered=True, metrics=(SEARCH,))
    assert said({"A": BETTER}, clustered) == "A can’t be read: in how many accounts its users are is not known."
    few = [Total(name, "Search success", 19, 9) for name in ("Control", "B")]
    by_account = replace(PLAN, unit=ACCOUNT, metrics=(SEARCH,))
    assert analyse(by_account, Reading(1, date(2026, 11, 13), tuple(few))).headline == (
        "B can’t be read: an arm has fewer than 20 accounts."
    )


def test_plans_that_leave_something_out() -> None:
    assert said({"A": BETTER}, replace(PLAN, metrics=())) == "The plan names no metric to read the result by."
    assert said({}) == "There is no variant to compare with Control."
    guardrails = replace(PLAN, metrics=(LATENCY,))
    assert said({"A": SAME}, guardrails) == "The plan names no primary metric."
    assert said({"A": SAME}, guardrails, FAILING) == "The plan names no primary metric. A fails on p95 latency."
    secondary = replace(PLAN, metrics=(SEARCH, MetricPlan("Clicks", SECONDARY)))
    assert said({"A": BETTER}, secondary) == f"{LIFTS}."


@pytest.mark.parametrize(
    ("p", "text"),
    [
        (0.6903, "0.69"), (0.18, "0.18"), (0.0996, "0.10"), (0.0455, "0.045"), (0.0042, "0.004"), (0.00097, "0.001"), (0.000401, "0.0004"),
        (0.00006, "0.0001"), (1.8e-6, "< 0.0001"), (0.0, "< 0.0001"), (1.0, "1.00"),
    ],
)  # fmt: skip
def test_p_values(p: float, text: str) -> None:
    assert p_text(p) == text


@pytest.mark.parametrize(
    ("metric", "text"),
    [
        (LATENCY, "+5%"),
        (replace(LATENCY, bound=2.5, bound_in=POINTS), "+2.5"),
        (MetricPlan("x", GUARDRAIL, better=DOWN, bound=1.0, bound_in=POINTS), "+1 pt"),
        (MetricPlan("x", GUARDRAIL, better=UP, bound=3.0, bound_in=PERCENT), "−3%"),
        (MetricPlan("x", GUARDRAIL, bound=0.0), "0%"),
        (MetricPlan("x", GUARDRAIL), None),
    ],
)
def test_limits(metric: MetricPlan, text: str | None) -> None:
    assert limit_text(metric) == text


def effect(a: float, b: float, half: float, *, has_lift: bool = True) -> Effect:
    difference = Interval(b - a, b - a - half, b - a + half)
    lift = Interval(*(value / a for value in (b - a, b - a - half, b - a + half))) if has_lift else None
    return Effect(a, b, difference, 0.01, lift, 100, 100)


def test_changes_have_the_decimals_that_they_need() -> None:
    mean = MetricPlan("x", type=MEAN)
    assert change_text(SEARCH, effect(0.5, 0.534, 0.023)) == "from 50.0% to 53.4% (+3.4 pt, 1.1 to 5.7)"
    assert change_text(SEARCH, effect(0.0012, 0.0015, 0.0002)) == "from 0.12% to 0.15% (+0.03 pt, 0.01 to 0.05)"
    assert change_text(SEARCH, effect(0.5, 0.50096, 0.0004)) == "from 50.00% to 50.10% (+0.10 pt, 0.06 to 0.14)"
    assert change_text(SEARCH, effect(0.5, 0.502, 0.00096)) == "from 50.0% to 50.2% (+0.2 pt, 0.1 to 0.3)"
    assert change_text(SEARCH, effect(0.5, 0.5, 0.02)) == "from 50.0% to 50.0% (0.0 pt, −2.0 to 2.0)"
    assert change_text(mean, effect(4.0, 3.5, 0.25)) == "from 4.00 to 3.50 (−12.5%, −18.8 to −6.2)"
    assert change_text(mean, effect(12_400.0, 12_650.5, 100)).startswith("from 12,400 to 12,650 (+2.0%")  # half to even
    assert change_text(mean, effect(-2.0, -1.0, 0.5)).startswith("from −2 to −1 (")
    assert change_text(mean, effect(0.0, 0.5, 0.25, has_lift=False)) == "from 0.00 to 0.50 (+0.5, 0.2 to 0.8)"


def test_counts_have_their_noun() -> None:
    assert [counted(count, "account") for count in (0, 1, 5_109)] == ["0 accounts", "1 account", "5,109 accounts"]
