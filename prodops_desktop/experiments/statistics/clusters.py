"""What users who sit together in accounts count for: how alike they are, the design effect, and how many strangers they are worth."""

import math
from collections.abc import Sequence

from prodops_desktop.experiments.model import DEFAULT_ICC, Experiment

LEAST_ACCOUNTS = 20
"""Under this many accounts in an arm there is no verdict where accounts count (DATA.md)."""
_ROUNDING = 1e-9
_ULPS = 8


def design_effect(users: float, accounts: float, icc: float) -> float:
    """By how much users who sit together in accounts say less than as many who don't: 1 + (m − 1)·ICC, m users an account."""
    return 1 + max(0.0, users / accounts - 1) * icc if accounts else 1.0


def effective(users: int, accounts: int, icc: float) -> int:
    """How many independent users so many users in so few accounts are worth."""
    return math.floor(users / design_effect(users, accounts, icc) + _ROUNDING)


def icc_of(experiment: Experiment) -> float:
    """How alike users of one account are: what the plan says, else what is assumed."""
    return DEFAULT_ICC if experiment.icc is None else experiment.icc


def icc_text(experiment: Experiment) -> str:
    """The ICC, and how anybody knows it: “ICC 0.05 assumed”, “ICC 0.1 given”, “ICC 0.12 from Usage_weekly”."""
    known = "assumed" if experiment.icc is None else f"from {experiment.icc_from}" if experiment.icc_from else "given"
    return f"ICC {icc_of(experiment):g} {known}"


def allocated(count: int, experiment: Experiment) -> int:
    """How many of so many get into the test, by its allocation."""
    return math.floor(count * experiment.allocation / 100 + _ROUNDING)


def worth(experiment: Experiment, users: int, accounts: int) -> int:
    """What so many users in a test count for: all of them, or fewer where accounts count."""
    return effective(users, accounts, icc_of(experiment)) if experiment.by_account else users


def intraclass_correlation(accounts: Sequence[Sequence[float]]) -> float | None:
    """How alike the values of users are within their accounts: ICC(1) of a one-way analysis of variance, at least 0.

    (MSB − MSW) ÷ (MSB + (n₀ − 1)·MSW), n₀ = (N − Σn² ÷ N) ÷ (k − 1) for k accounts of n users (Shrout & Fleiss 1979; for accounts that
    are not alike in size Donner 1986). None where it can’t be said: under two accounts, none with two users, or no variation.
    """
    groups = [values for values in accounts if values]
    largest = max((abs(value) for values in groups for value in values), default=0.0)
    users = sum(map(len, groups))
    if len(groups) < 2 or users == len(groups) or _are_the_same(groups, largest):
        return None
    _, exponent = math.frexp(largest)  # a power of two: nothing is rounded, and no square is out of range
    scaled = [[math.ldexp(value, -exponent) for value in values] for values in groups]
    middle = math.fsum(value for values in scaled for value in values) / users
    around = [[value - middle for value in values] for values in scaled]  # squares of large values would swallow what differs
    grand = math.fsum(value for values in around for value in values) / users  # what rounding has left in the middle
    means = [math.fsum(values) / len(values) for values in around]
    between = math.fsum(len(values) * (mean - grand) ** 2 for values, mean in zip(around, means, strict=True)) / (len(groups) - 1)
    squares = math.fsum((value - mean) ** 2 for values, mean in zip(around, means, strict=True) for value in values)
    within = squares / (users - len(groups))
    typical = (users - sum(len(values) ** 2 for values in groups) / users) / (len(groups) - 1)
    return max(0.0, (between - within) / (between + (typical - 1) * within))


def _are_the_same(groups: Sequence[Sequence[float]], largest: float) -> bool:
    """Whether values differ by no more than means of equal figures do by rounding."""
    lowest, highest = (end(end(values) for values in groups) for end in (min, max))
    return highest - lowest <= _ULPS * math.ulp(largest)
