"""ICC(1) in exact fractions and in other words than the program's, as an oracle for tests."""

from collections.abc import Sequence
from fractions import Fraction


def exact_icc(accounts: Sequence[Sequence[float]]) -> float:
    """The share of the variance that is between accounts, by the variance components that the mean squares estimate."""
    groups = [[Fraction(value) for value in values] for values in accounts if len(values)]
    users, count = sum(len(values) for values in groups), len(groups)
    whole = sum((sum(values, Fraction()) for values in groups), Fraction())
    all_squares = sum(value**2 for values in groups for value in values) - whole**2 / users
    between_squares = sum(sum(values, Fraction()) ** 2 / len(values) for values in groups) - whole**2 / users
    within = (all_squares - between_squares) / (users - count)
    typical = (users - Fraction(sum(len(values) ** 2 for values in groups), users)) / (count - 1)
    of_accounts = (between_squares / (count - 1) - within) / typical
    return float(of_accounts / (of_accounts + within)) if of_accounts > 0 else 0.0
