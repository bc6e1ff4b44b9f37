"""What a reading says of every metric in every variant against the control, and the verdict on each."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from prodops_desktop.experiments.model import ACCOUNT, DOWN, GUARDRAIL, PERCENT, ROLES, SHARE, UP, Experiment, MetricPlan, Reading, Total
from prodops_desktop.experiments.statistics.clusters import LEAST_ACCOUNTS, design_effect, icc_of
from prodops_desktop.experiments.statistics.effects import Effect, Interval, MeanArm, ShareArm, holm, mean_effect, share_effect
from prodops_desktop.experiments.statistics.sequential import always_valid
from prodops_desktop.experiments.statistics.sizing import NoSize, per_arm
from prodops_desktop.experiments.statistics.variance_reduction import Adjusted, adjusted_effect

BETTER, WORSE, NO_CHANGE = "better", "worse", "no change"
"""Verdicts on primary and secondary metrics, by the p-value after Holm."""
HOLDS, FAILS, NO_LIMIT = "holds", "fails", "no limit set"
"""Verdicts on guardrails, by the bad end of the interval."""
TOO_FEW_ACCOUNTS, ACCOUNTS_UNKNOWN, UNREADABLE = "too few accounts", "accounts not known", "can’t be read"
"""Why there is no verdict."""
WITHOUT_VERDICT = frozenset({TOO_FEW_ACCOUNTS, ACCOUNTS_UNKNOWN, UNREADABLE})
INTERVAL_ALPHA = 0.05
"""Intervals are of 95% everywhere, whatever the alpha of the plan: it decides on p-values."""

Totals = Mapping[tuple[str, str], Total]
"""The totals of a reading by the names of metric and variant."""


@dataclass(frozen=True)
class Comparison:
    """One metric in one variant against the control; shares are from 0 to 1.

    The values are None where they were not read, ``effect`` where it can't be told apart from chance. ``holm`` is the p-value
    adjusted for all comparisons of primary metrics, or among themselves for those of secondary ones; guardrails have none.
    ``always_valid`` is the interval of the difference that holds at every look, for the metric of the planned least effect, and
    ``adjusted`` the effect after what the units did before the test, where both arms say that.
    """

    metric: MetricPlan
    variant: str
    control_value: float | None
    value: float | None
    effect: Effect | None
    verdict: str
    holm: float | None = None
    always_valid: Interval | None = None
    adjusted: Adjusted | None = None

    @property
    def relative_limit(self) -> float | None:
        """Where the limit of a guardrail stands among lifts: 0.05 for “+5%”; None without one, or where the control is 0."""
        limit, control = _signed_bound(self.metric), self.control_value
        if limit is None or self.metric.bound_in == PERCENT:
            return limit
        return limit / abs(control) if control else None


def by_names(reading: Reading) -> Totals:
    """The totals of a reading by the names of metric and variant."""
    return {(total.metric, total.variant): total for total in reading.totals}


def compare(experiment: Experiment, totals: Totals) -> tuple[Comparison, ...]:
    """Every metric in every variant that has a weight, against the first variant."""
    control, *variants = experiment.variants
    compared = [
        _comparison(experiment, metric, variant.name, totals.get((metric.name, control.name)), totals.get((metric.name, variant.name)))
        for metric in experiment.metrics
        for variant in variants
        if variant.weight > 0
    ]
    for role in ROLES:
        if role != GUARDRAIL:
            _judge(compared, role, experiment.alpha / 100)
    return tuple(compared)


def accounts_of(experiment: Experiment, total: Total) -> int | None:
    """In how many accounts the units of a total are; where the unit is the account and nothing else is said, they are accounts."""
    return total.units if total.accounts is None and experiment.unit == ACCOUNT else total.accounts


def is_complete(metric: MetricPlan, total: Total) -> bool:
    """Whether a total has all that the type of its metric needs: a mean of one unit has no deviation."""
    if metric.type == SHARE:
        return total.successes is not None and total.units > 0
    return total.mean is not None and total.sd is not None and total.units > 1


def design_effect_of(experiment: Experiment, total: Total) -> float:
    """By how much the units of a total say less, because they sit together in accounts."""
    accounts = accounts_of(experiment, total) if experiment.by_account else None
    return 1.0 if accounts is None else design_effect(total.units, accounts, icc_of(experiment))


def _comparison(experiment: Experiment, metric: MetricPlan, variant: str, a: Total | None, b: Total | None) -> Comparison:
    values = _value(metric, a), _value(metric, b)
    if a is None or b is None:
        return Comparison(metric, variant, *values, None, UNREADABLE)
    hindrance = _hindrance(experiment, metric, a) or _hindrance(experiment, metric, b)
    if hindrance is not None:
        return Comparison(metric, variant, *values, None, hindrance)
    arms = _arm(experiment, metric, a), _arm(experiment, metric, b)
    effect = _effect(*arms)
    return Comparison(
        metric,
        variant,
        *values,
        effect,
        _guarded(metric, effect) if metric.role == GUARDRAIL else NO_CHANGE,
        always_valid=_at_every_look(experiment, metric, effect, *arms),
        adjusted=adjusted_effect(*arms, (a.before, b.before), INTERVAL_ALPHA) if a.before and b.before else None,
    )


def _value(metric: MetricPlan, total: Total | None) -> float | None:
    if total is None or metric.type != SHARE:
        return None if total is None else total.mean
    return None if total.successes is None or not total.units else total.successes / total.units


def _hindrance(experiment: Experiment, metric: MetricPlan, total: Total) -> str | None:
    """Why a total can't be compared."""
    if not is_complete(metric, total):
        return UNREADABLE
    if not experiment.by_account:
        return None
    accounts = accounts_of(experiment, total)
    if accounts is None:
        return ACCOUNTS_UNKNOWN
    return TOO_FEW_ACCOUNTS if accounts < LEAST_ACCOUNTS else None


def _arm(experiment: Experiment, metric: MetricPlan, total: Total) -> ShareArm | MeanArm:
    """The units of a total with what they are worth."""
    shrunk = design_effect_of(experiment, total)
    if metric.type == SHARE:
        assert total.successes is not None
        return ShareArm(total.successes, total.units).divided_by(shrunk)
    assert total.mean is not None
    assert total.sd is not None
    return MeanArm(total.mean, total.sd, total.units).divided_by(shrunk)


def _effect(a: ShareArm | MeanArm, b: ShareArm | MeanArm) -> Effect:
    if isinstance(a, ShareArm) and isinstance(b, ShareArm):
        return share_effect(a, b, INTERVAL_ALPHA)
    assert isinstance(a, MeanArm)
    assert isinstance(b, MeanArm)
    return mean_effect(a, b, INTERVAL_ALPHA)


def _at_every_look(
    experiment: Experiment, metric: MetricPlan, effect: Effect, a: ShareArm | MeanArm, b: ShareArm | MeanArm
) -> Interval | None:
    size = per_arm(experiment)
    if metric != experiment.primary or isinstance(size, NoSize):
        return None
    spread = size.effect / 100 if metric.type == SHARE else size.effect
    return always_valid(effect.difference.value, math.hypot(a.error, b.error), spread, INTERVAL_ALPHA)


def _judge(compared: list[Comparison], role: str, alpha: float) -> None:
    """Adjust the p-values of a role for each other, and give the verdicts that follow."""
    family = [(place, one.effect) for place, one in enumerate(compared) if one.metric.role == role and one.effect is not None]
    for (place, effect), adjusted in zip(family, holm([effect.p for _, effect in family]), strict=True):
        is_up = effect.difference.value > 0
        direction = BETTER if is_up == (compared[place].metric.better == UP) else WORSE
        compared[place] = replace(compared[place], holm=adjusted, verdict=direction if adjusted < alpha else NO_CHANGE)


def _guarded(metric: MetricPlan, effect: Effect) -> str:
    """Whether the bad end of the interval, of the lift or of the difference as the limit is counted, stays within the limit."""
    limit = _signed_bound(metric)
    if limit is None:
        return NO_LIMIT
    interval = effect.lift if metric.bound_in == PERCENT else effect.difference
    if interval is None:
        return UNREADABLE
    return HOLDS if (interval.high <= limit if metric.better == DOWN else interval.low >= limit) else FAILS


def _signed_bound(metric: MetricPlan) -> float | None:
    """The limit as it compares with intervals: per cent and points as parts of 1, negative where less is worse."""
    if metric.bound is None:
        return None
    size = metric.bound / 100 if metric.bound_in == PERCENT or metric.type == SHARE else metric.bound
    return size if metric.better == DOWN else -size
