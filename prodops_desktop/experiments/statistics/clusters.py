"""What users who sit together in accounts count for: the design effect, and how many of them are worth as many strangers."""

import math

from prodops_desktop.experiments.model import DEFAULT_ICC, Experiment

LEAST_ACCOUNTS = 20
"""Under this many accounts in an arm there is no verdict where accounts count (DATA.md)."""
_ROUNDING = 1e-9


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
    """The ICC, and whether anybody knows it: “ICC 0.05 assumed”."""
    return f"ICC {icc_of(experiment):g} {'assumed' if experiment.icc is None else 'given'}"


def allocated(count: int, experiment: Experiment) -> int:
    """How many of so many get into the test, by its allocation."""
    return math.floor(count * experiment.allocation / 100 + _ROUNDING)


def worth(experiment: Experiment, users: int, accounts: int) -> int:
    """What so many users in a test count for: all of them, or fewer where accounts count."""
    return effective(users, accounts, icc_of(experiment)) if experiment.by_account else users
