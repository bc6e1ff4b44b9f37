"""How alike users of one account are: against a textbook, exact fractions, the F test of scipy, and simulation."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from prodops_desktop.experiments.statistics.clusters import intraclass_correlation
from tests.unit.experiments.intraclass import exact_icc

SHROUT_FLEISS = ((9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7))
"""Six targets, four judges each (Shrout & Fleiss 1979, table 2): ICC(1,1) is .17."""
QUARTERS = st.integers(-400, 400).map(lambda number: number / 4)  # exact as floats, also far from 0
ACCOUNTS = st.lists(st.lists(QUARTERS, min_size=1, max_size=6), min_size=2, max_size=8).filter(
    lambda groups: any(len(values) > 1 for values in groups) and len({value for values in groups for value in values}) > 1
)


def test_the_example_of_shrout_and_fleiss() -> None:
    found = intraclass_correlation(SHROUT_FLEISS)
    assert found is not None
    assert round(found, 2) == 0.17
    # MSB 11.24 and MSW 6.26, as they are printed there
    assert found == pytest.approx((11.24 - 6.26) / (11.24 + 3 * 6.26), abs=5e-4)


@given(ACCOUNTS)
def test_it_is_that_of_exact_fractions(accounts: list[list[float]]) -> None:
    assert intraclass_correlation(accounts) == pytest.approx(exact_icc(accounts), abs=1e-12)


@given(ACCOUNTS)
def test_it_is_that_of_the_f_test_of_scipy(accounts: list[list[float]]) -> None:
    assume(any(len(set(values)) > 1 for values in accounts))  # else F is infinite
    sizes = np.array([len(values) for values in accounts])
    typical = (sizes.sum() - (sizes**2).sum() / sizes.sum()) / (len(sizes) - 1)
    f = stats.f_oneway(*accounts).statistic
    assert intraclass_correlation(accounts) == pytest.approx(max(0.0, (f - 1) / (f + typical - 1)), abs=1e-9)


@given(ACCOUNTS, st.sampled_from([1e9, -1e9, 2.0**44]), st.sampled_from([1.0, 2.0**-20, 2.0**900, -(2.0**-900)]))
def test_it_does_not_matter_where_zero_is_nor_how_large_the_unit(accounts: list[list[float]], zero: float, unit: float) -> None:
    moved = [[(value + zero) * unit for value in values] for values in accounts]
    assert intraclass_correlation(moved) == pytest.approx(exact_icc(accounts), abs=1e-9)


def test_noise_upon_a_large_figure_is_not_swallowed() -> None:
    random = np.random.default_rng(7)
    noise = [random.normal(shift, 1, 40) for shift in random.normal(0, 1, 30)]
    found = intraclass_correlation([(1e9 + values).tolist() for values in noise])
    assert found == pytest.approx(exact_icc([values.tolist() for values in noise]), abs=1e-6)


@pytest.mark.parametrize("icc", [0.02, 0.3, 0.8])
def test_it_finds_what_was_simulated(icc: float) -> None:
    random = np.random.default_rng(11)
    sizes = random.integers(1, 30, 4000)
    accounts = [(random.normal(0, icc**0.5) + random.normal(0, (1 - icc) ** 0.5, size)).tolist() for size in sizes]
    assert intraclass_correlation(accounts) == pytest.approx(icc, abs=0.015)


def test_its_ends() -> None:
    assert intraclass_correlation([[1, 1], [2, 2, 2]]) == 1.0
    assert exact_icc([[0, 4], [1, 3]]) == 0.0
    assert intraclass_correlation([[0, 4], [1, 3]]) == 0.0  # less alike than strangers: negative, and counts as 0
    assert intraclass_correlation([[], [1, 1], [2, 2]]) == 1.0


@pytest.mark.parametrize(
    "accounts",
    [
        [],
        [[]],
        [[1.0, 2.0, 3.0]],
        [[1.0, 2.0], []],
        [[1.0], [2.0], [3.0]],
        [[0.0, 0.0], [0.0]],
        [[0.1, 0.1, 0.1], [0.1, 0.1]],
        [[0.3, 0.1 + 0.2], [0.3, 0.3]],
        [[-1e300, -1e300], [-1e300]],
    ],
)
def test_where_it_cannot_be_said(accounts: list[list[float]]) -> None:
    assert intraclass_correlation(accounts) is None
