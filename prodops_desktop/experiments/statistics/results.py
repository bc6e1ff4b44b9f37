"""The result of an experiment from one reading of it: verdicts, whether to trust them, and what they suggest."""

from collections.abc import Sequence
from dataclasses import dataclass

from prodops_desktop.experiments.model import ACCOUNT, GUARDRAIL, PRIMARY, Experiment, Reading
from prodops_desktop.experiments.statistics.balance import balance
from prodops_desktop.experiments.statistics.comparisons import (
    BETTER,
    FAILS,
    NO_CHANGE,
    NO_LIMIT,
    TOO_FEW_ACCOUNTS,
    WITHOUT_VERDICT,
    WORSE,
    Comparison,
    Totals,
    accounts_of,
    by_names,
    compare,
)
from prodops_desktop.experiments.statistics.headline import headline, why_distrusted
from prodops_desktop.experiments.statistics.mismatch import YELLOW, Mismatch, mismatch
from prodops_desktop.experiments.statistics.reading_problems import UNCHECKED_ARMS, problems, remarks
from prodops_desktop.experiments.statistics.wording import p_text
from prodops_desktop.work.listing import listed

SHIP, DONT_SHIP, UNDECIDED = "ship", "don’t ship", "undecided"
"""What the figures alone suggest; the decision is a person's."""


@dataclass(frozen=True)
class Suggestion:
    """What the figures suggest to do with a variant, and why, in a sentence."""

    variant: str
    choice: str
    reason: str


@dataclass(frozen=True)
class Analysis:
    """All that a reading says.

    ``arms`` is None where no metric was read in all arms, and ``balance``, the p-value of the arms being alike before the test, where
    nothing of before was read. ``problems`` name what is missing or does not fit, ``remarks`` what is
    good to know, each in a sentence.
    """

    headline: str
    comparisons: tuple[Comparison, ...]
    arms: Mismatch | None
    suggestions: tuple[Suggestion, ...]
    problems: tuple[str, ...]
    remarks: tuple[str, ...]
    balance: float | None = None

    @property
    def is_trusted(self) -> bool:
        """Whether the arms are as planned, as far as anybody can tell."""
        return why_distrusted(self.arms) is None

    def of_metric(self, name: str) -> tuple[Comparison, ...]:
        """The comparisons of one metric, a variant each."""
        return tuple(one for one in self.comparisons if one.metric.name == name)


def analyse(experiment: Experiment, reading: Reading) -> Analysis:
    """What a reading says of an experiment; the first variant is the control."""
    totals = by_names(reading)
    comparisons = compare(experiment, totals)
    arms = _arms(experiment, totals)
    return Analysis(
        headline(experiment, comparisons, arms),
        comparisons,
        arms,
        tuple(
            _suggestion(variant.name, [one for one in comparisons if one.variant == variant.name], arms)
            for variant in experiment.variants[1:]
            if variant.weight > 0
        ),
        tuple(problems(experiment, totals, arms)),
        tuple(remarks(experiment, totals)),
        balance(experiment, totals),
    )


def _arms(experiment: Experiment, totals: Totals) -> Mismatch | None:
    """The sizes of the arms against their weights, by the primary metric, or the first other one that was read in all of them.

    Where accounts were put into arms, accounts are what has to match: users follow them in lumps.
    """
    weights = {variant.name: variant.weight for variant in experiment.variants}
    for metric in sorted(experiment.metrics, key=lambda metric: metric != experiment.primary):
        read = {variant: total for (name, variant), total in totals.items() if name == metric.name}
        if all(name in read for name, weight in weights.items() if weight > 0):
            by_account = experiment.unit == ACCOUNT
            units = {name: (accounts_of(experiment, total) or 0) if by_account else total.units for name, total in read.items()}
            return mismatch(units, weights)
    return None


def _suggestion(variant: str, own: list[Comparison], arms: Mismatch | None) -> Suggestion:
    primary = [one for one in own if one.metric.role == PRIMARY]
    guardrails = [one for one in own if one.metric.role == GUARDRAIL]
    if distrust := why_distrusted(arms):
        return Suggestion(variant, UNDECIDED, f"{distrust}.")
    if failing := _names(guardrails, FAILS):
        return Suggestion(variant, DONT_SHIP, f"It fails on {failing}.")
    if worse := _names(primary, WORSE):
        return Suggestion(variant, DONT_SHIP, f"It worsens {worse}.")
    if open_question := _open_question(primary, guardrails, arms):
        return Suggestion(variant, UNDECIDED, open_question)
    held = f"and {'its guardrail holds' if len(guardrails) == 1 else 'its guardrails hold'}" if guardrails else "and there is no guardrail"
    better = [one.metric.name for one in primary if one.verdict == BETTER]
    return Suggestion(variant, SHIP, f"{listed(better, len(better))} {'is' if len(better) == 1 else 'are'} better, {held}.")


def _open_question(primary: list[Comparison], guardrails: list[Comparison], arms: Mismatch | None) -> str | None:
    """Why it can't be said yet that a variant is to be shipped."""
    judged = [*primary, *guardrails]
    if not primary:
        return "The plan names no primary metric."
    if short := _names(judged, TOO_FEW_ACCOUNTS):
        return f"Too few accounts for {short}."
    if unread := _names(judged, *WITHOUT_VERDICT):
        return f"{unread} can’t be read."
    if not any(one.verdict == BETTER for one in primary):
        return f"No clear change in {_names(primary, NO_CHANGE)}."
    if unlimited := _names(guardrails, NO_LIMIT):
        return f"No limit is set for {unlimited}."
    if arms is None:
        return UNCHECKED_ARMS
    if arms.status == YELLOW and arms.p is not None:
        return f"The arms may not match the plan (SRM p {p_text(arms.p)})."
    return None


def _names(comparisons: Sequence[Comparison], *verdicts: str) -> str:
    """The metrics with one of the verdicts, for a sentence; empty for none."""
    names = [one.metric.name for one in comparisons if one.verdict in verdicts]
    return listed(names, len(names))
