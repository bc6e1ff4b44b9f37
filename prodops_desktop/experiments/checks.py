"""What an experiment and its readings have to hold before they are saved; each refusal says what to do."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from prodops_desktop.errors import UserError
from prodops_desktop.experiments.model import (
    BETTERS,
    KINDS,
    MEASURES,
    ROLES,
    RUNNING,
    SCHEDULED,
    SHARE,
    STATUSES,
    TYPES,
    UNITS,
    Experiment,
    MetricPlan,
    Reading,
    Total,
    Variant,
)
from prodops_desktop.metrics.wording import percent_text
from prodops_desktop.registry.entries import name_key

_EARLIEST, _LATEST = date(1990, 1, 1), date(2200, 1, 1)
_LARGEST = 1e15
_MOST_UNITS = 10**12
_LONGEST_CODE = 60


def check_experiment(experiment: Experiment) -> None:
    """Raise UserError for what no experiment can be."""
    one = experiment
    if not one.code:
        raise UserError("An experiment needs a key, such as EXP-44.")
    if len(one.code) > _LONGEST_CODE:
        raise UserError(f"A key of {len(one.code):,} characters is too long. Use up to {_LONGEST_CODE}, such as EXP-44.")
    if not one.name:
        raise UserError("An experiment needs a name of at least one character.")
    _one_of(one.kind, KINDS, "kind of test")
    _one_of(one.unit, UNITS, "unit")
    _one_of(one.status, STATUSES, "status")
    _one_of(one.mde_in, MEASURES, "measure of an effect")
    _check_days(one)
    _within(one.allocation, 0, 100, "The allocation", "more than 0 and up to 100%", open_low=True)
    _within(one.power, 0, 100, "The power", "between 0 and 100%, such as 80", open_low=True, open_high=True)
    _within(one.alpha, 0, 100, "Alpha", "between 0 and 100%, such as 5", open_low=True, open_high=True)
    _within(one.icc, 0, 1, "The ICC", "between 0 and 1, such as 0.05")
    _within(one.baseline, -_LARGEST, _LARGEST, "The baseline", "a plain number")
    _within(one.deviation, 0, _LARGEST, "The standard deviation", "a number of at least 0")
    _within(one.mde, 0, _LARGEST, "The least effect", "more than 0; its direction comes from the metric", open_low=True)
    if one.primary is not None and one.primary.type == SHARE:
        _within(one.baseline, 0, 100, "The baseline of a share", "from 0 to 100%")
    _check_variants(one.variants)
    _check_metrics(one.metrics)


def check_reading(experiment: Experiment, reading: Reading) -> None:
    """Raise UserError for totals that can't be, or that speak of a variant or metric that the experiment has not."""
    if not reading.totals:
        raise UserError("A reading needs at least one total: units, and successes or a mean.")
    _check_day(reading.day, "The day of a reading")
    variants = {name_key(one.name): one.name for one in experiment.variants}
    metrics = {name_key(one.name): one for one in experiment.metrics}
    for total in reading.totals:
        if name_key(total.variant) not in variants:
            raise UserError(f"{experiment.code} has no variant “{total.variant}”. It has {', '.join(variants.values())}.")
        metric = metrics.get(name_key(total.metric))
        if metric is None:
            known = ", ".join(one.name for one in experiment.metrics) or "none yet"
            raise UserError(f"{experiment.code} has no metric “{total.metric}”. It has {known}.")
        _check_total(total, metric)
    repeated = Counter((name_key(total.variant), name_key(total.metric)) for total in reading.totals)
    for total in reading.totals:
        if repeated[name_key(total.variant), name_key(total.metric)] > 1:
            raise UserError(f"{total.metric} of {total.variant} is given twice for {reading.day}. Leave one of them out.")


def check_lane(experiment: Experiment, others: Iterable[Experiment]) -> None:
    """Raise UserError where an exclusion lane would be shared out to more than 100% on a day.

    ``others`` are the experiments that can run; those with another unit can't be kept apart by a lane, and count by themselves.
    """
    if experiment.lane is None or experiment.starts is None or experiment.ends is None:
        return
    mates = [
        one
        for one in others
        if one.id != experiment.id
        and one.lane is not None
        and name_key(one.lane) == name_key(experiment.lane)
        and one.unit == experiment.unit
        and one.starts is not None
        and one.ends is not None
        and one.starts <= experiment.ends
        and experiment.starts <= one.ends
    ]
    for day in {experiment.starts, *(one.starts for one in mates if one.starts and one.starts > experiment.starts)}:
        there = [one for one in mates if one.starts and one.ends and one.starts <= day <= one.ends]
        share = experiment.allocation + sum(one.allocation for one in there)
        if share > 100 + 1e-9:
            names = ", ".join(one.code for one in there)
            raise UserError(
                f"The lane {experiment.lane} would be given out to {percent_text(share)} on {day.isoformat()}, together with {names}. "
                "Lower an allocation, move one of them, or take it out of the lane."
            )


def _check_days(one: Experiment) -> None:
    for day, which in ((one.starts, "The first day"), (one.ends, "The last day")):
        if day is not None:
            _check_day(day, which)
    if one.starts is not None and one.ends is not None and one.ends < one.starts:
        raise UserError(f"{one.code} would end on {one.ends}, before it starts on {one.starts}. Change one of the days.")
    if one.status in (SCHEDULED, RUNNING) and (one.starts is None or one.ends is None):
        raise UserError(f"{one.code} is {one.status}, so it needs its first and its last day. Type them, or make it a draft.")


def _check_day(day: date, which: str) -> None:
    if not _EARLIEST <= day <= _LATEST:
        raise UserError(f"{which} would be {day.isoformat()}. Choose one from {_EARLIEST.year} to {_LATEST.year}.")


def _check_variants(variants: Sequence[Variant]) -> None:
    if len(variants) < 1:
        raise UserError("An experiment needs at least one variant.")
    for one in variants:
        if not one.name:
            raise UserError("A variant needs a name, such as A.")
        _within(one.weight, 0, _LARGEST, f"The weight of {one.name}", "a number of at least 0")
    if not any(one.weight for one in variants):
        raise UserError("All variants have the weight 0, so nobody would see the test. Give one of them more.")
    _refuse_repeated([one.name for one in variants], "variant")


def _check_metrics(metrics: Sequence[MetricPlan]) -> None:
    for one in metrics:
        if not one.name:
            raise UserError("A metric needs a name.")
        _one_of(one.role, ROLES, "role of a metric")
        _one_of(one.type, TYPES, "type of metric")
        _one_of(one.better, BETTERS, "direction of a metric")
        _one_of(one.bound_in, MEASURES, "measure of a limit")
        _within(one.bound, 0, _LARGEST, f"The limit of {one.name}", "a number of at least 0; its direction comes from the metric")
    _refuse_repeated([one.name for one in metrics], "metric")


def _check_total(total: Total, metric: MetricPlan) -> None:
    what = f"{total.metric} of {total.variant}"
    if not 0 <= total.units <= _MOST_UNITS:
        raise UserError(f"{what} has {total.units:,} units. Give a whole number from 0 to {_MOST_UNITS:,}.")
    if total.accounts is not None and not 0 <= total.accounts <= total.units:
        raise UserError(f"{what} has {total.units:,} units in {total.accounts:,} accounts. There can't be more accounts than units.")
    if total.before is not None:
        _within(total.before.mean, -_LARGEST, _LARGEST, f"The mean before the test of {what}", "a plain number")
        _within(total.before.sd, 0, _LARGEST, f"The standard deviation before the test of {what}", "a number of at least 0")
        _within(total.before.correlation, -1, 1, f"The correlation with before the test of {what}", "a number from -1 to 1")
    if metric.type == SHARE:
        if total.successes is None:
            raise UserError(f"{what} is a share, so it needs how many of the {total.units:,} units succeeded.")
        if not 0 <= total.successes <= total.units:
            raise UserError(f"{what} has {total.successes:,} successes of {total.units:,} units. There can't be more successes than units.")
        return
    if total.mean is None or total.sd is None:
        raise UserError(f"{what} is a mean, so it needs a mean and a standard deviation.")
    _within(total.mean, -_LARGEST, _LARGEST, f"The mean of {what}", "a plain number")
    _within(total.sd, 0, _LARGEST, f"The standard deviation of {what}", "a number of at least 0")


def _refuse_repeated(names: Sequence[str], what: str) -> None:
    for key, count in Counter(map(name_key, names)).items():
        if count > 1:
            name = next(name for name in names if name_key(name) == key)
            raise UserError(f"Two {what}s are called “{name}”. Give each a name of its own.")


def _one_of(value: str, known: Sequence[str], what: str) -> None:
    if value not in known:
        raise UserError(f"“{value}” is not a {what}. Choose one of {', '.join(known)}.")


def _within(value: float | None, low: float, high: float, what: str, hint: str, *, open_low: bool = False, open_high: bool = False) -> None:
    if value is None:
        return
    inside = math.isfinite(value) and low <= value <= high and not (open_low and value == low) and not (open_high and value == high)
    if not inside:
        raise UserError(f"{what} is {value:g}. It has to be {hint}.")
