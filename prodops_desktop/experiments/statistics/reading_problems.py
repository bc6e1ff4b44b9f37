"""What is missing in a reading or does not fit the plan, and what else is good to know of it, in sentences."""

from collections.abc import Iterator, Mapping

from prodops_desktop.experiments.model import SHARE, Experiment, MetricPlan, Total
from prodops_desktop.experiments.statistics.clusters import icc_text
from prodops_desktop.experiments.statistics.comparisons import Totals, accounts_of, design_effect_of, is_complete
from prodops_desktop.experiments.statistics.mismatch import Mismatch
from prodops_desktop.experiments.statistics.wording import counted
from prodops_desktop.work.listing import listed

_NOT_BY_LOT: Mapping[str, str] = {
    "staged rollout": "The waves of a staged rollout are not drawn by lot: they may differ in more than the change.",
    "before/after with matched accounts": "Before and after are not drawn by lot: whatever else changed meanwhile is in the difference.",
    "opt-in beta": "Who is in an opt-in beta chose to be: they may differ from the others in more than the change.",
    "prototype": "A prototype shows what people do with a draft, not what they will do with the product.",
}
"""How the kind of a test limits what its result proves; what is drawn by lot has no such limit."""
UNCHECKED_ARMS = "No metric was read in all arms, so that they can’t be checked against the plan."


def problems(experiment: Experiment, totals: Totals, arms: Mismatch | None) -> Iterator[str]:
    """Metrics and variants without figures, figures that say nothing, and units where none may be."""
    for metric in experiment.metrics:
        yield from _missing(experiment, metric, totals)
    for metric in experiment.metrics:
        for variant in experiment.variants:
            total = totals.get((metric.name, variant.name))
            if total is not None:
                yield from _useless(experiment, metric, total)
    yield from _unplanned(experiment, totals)
    if arms is None and totals:
        yield UNCHECKED_ARMS
    elif arms is not None and arms.stray:
        yield f"{counted(arms.stray, 'unit')} {'is' if arms.stray == 1 else 'are'} in an arm that has no weight: nobody may be there."


def remarks(experiment: Experiment, totals: Totals) -> Iterator[str]:
    """What the kind of the test leaves open, how much clustering costs, and arms that differ in size from one share to another."""
    if experiment.kind in _NOT_BY_LOT:
        yield _NOT_BY_LOT[experiment.kind]
    factors = [design_effect_of(experiment, total) for total in totals.values()]
    if experiment.by_account and max(factors, default=1.0) > 1:
        least, most = f"{min(factors):.2f}", f"{max(factors):.2f}"
        yield f"Intervals are by account: design effect {least if least == most else f'{least} to {most}'}, {icc_text(experiment)}."
    shares = [metric.name for metric in experiment.metrics if metric.type == SHARE]
    for variant in experiment.variants:
        read = [totals[name, variant.name] for name in shares if (name, variant.name) in totals]
        other = next((total for total in read if total.units != read[0].units), None)
        if other is not None:
            yield (
                f"{variant.name} has {counted(read[0].units, 'unit')} for {read[0].metric}, "
                f"and {counted(other.units, 'unit')} for {other.metric}."
            )


def _missing(experiment: Experiment, metric: MetricPlan, totals: Totals) -> Iterator[str]:
    control = experiment.variants[0]
    needed = [variant.name for variant in experiment.variants if variant.weight > 0 or variant == control]
    missing = [name for name in needed if (metric.name, name) not in totals]
    if len(missing) == len(needed):
        yield f"{metric.name} was not read."
    elif missing:
        yield f"{metric.name} was not read in {listed(missing, len(missing))}."


def _useless(experiment: Experiment, metric: MetricPlan, total: Total) -> Iterator[str]:
    """Why nothing can be said by a total, as far as more figures would help."""
    what = f"{metric.name} of {total.variant}"
    if metric.type == SHARE and total.successes is None:
        yield f"{what} lacks how many of its units succeeded."
    elif metric.type != SHARE and (total.mean is None or total.sd is None):
        yield f"{what} lacks its mean or its standard deviation."
    elif not is_complete(metric, total):
        yield f"{what} has {counted(total.units, 'unit')}: too few to compare."
    elif experiment.by_account and accounts_of(experiment, total) is None:
        yield f"{what} lacks in how many accounts its {counted(total.units, 'user')} are: users of one account are no strangers."


def _unplanned(experiment: Experiment, totals: Totals) -> Iterator[str]:
    for names, planned in (
        ({metric for metric, _ in totals}, {metric.name for metric in experiment.metrics}),
        ({variant for _, variant in totals}, {variant.name for variant in experiment.variants}),
    ):
        for name in sorted(names - planned):
            yield f"The reading has figures of “{name}”, which the plan does not know."
