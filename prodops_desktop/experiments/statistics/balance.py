"""Whether the arms were alike before the test: where they were not, a difference in it may be an old one."""

from prodops_desktop.experiments.model import Covariate, Experiment, Total
from prodops_desktop.experiments.statistics.comparisons import Totals, design_effect_of
from prodops_desktop.experiments.statistics.effects import MeanArm, holm, mean_effect

UNLIKE = 0.01
"""Arms drawn by lot are further apart than under this p once in a hundred tests, as for the sizes of arms (DATA.md)."""


def balance(experiment: Experiment, totals: Totals) -> float | None:
    """The p-value of the arms’ means before the test being the same: the smallest of each variant against the control, by Holm.

    It is by the primary metric, or the first other one with figures from before the test in the control and in a variant; None where
    there is none. Each pair is compared by Welch's t-test, of what the units are worth.
    """
    control, *variants = experiment.variants
    for metric in sorted(experiment.metrics, key=lambda metric: metric != experiment.primary):
        own = _before(experiment, totals.get((metric.name, control.name)))
        others = [_before(experiment, totals.get((metric.name, one.name))) for one in variants if one.weight > 0]
        found = [mean_effect(own, other).p for other in others if other is not None] if own is not None else []
        if found:
            return min(holm(found))
    return None


def _before(experiment: Experiment, total: Total | None) -> MeanArm | None:
    before: Covariate | None = total.before if total is not None else None
    if total is None or before is None:
        return None
    units = total.units / design_effect_of(experiment, total)
    return MeanArm(before.mean, before.sd, units) if units > 1 else None
