"""Sample ratio mismatch against known cases and scipy, and who makes the gap."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from prodops_desktop.experiments.statistics.breakdown import Attributes, Breakdown, breakdown
from prodops_desktop.experiments.statistics.mismatch import OK, RED, TOO_FEW, YELLOW, Mismatch, mismatch

NAMES = "Control", "A", "B", "C"


def of(units: tuple[int, ...], weights: tuple[float, ...]) -> Mismatch:
    return mismatch(dict(zip(NAMES, units, strict=False)), dict(zip(NAMES, weights, strict=False)))


@pytest.mark.parametrize(
    ("units", "weights", "p", "status"),
    [
        ((821_588, 815_482), (50, 50), 1.82e-6, RED),
        ((4_072, 2_035), (80, 20), 2.40e-149, RED),
        ((5_100, 4_900), (50, 50), 0.0455, OK),
        ((5_175, 4_825, 0), (50, 50, 0), 0.000465, RED),
        ((4_909, 5_266), (1, 1), 0.000401, RED),
        ((3_331, 3_262, 3_287), (1, 1, 1), 0.690, OK),
        ((5_140, 4_860), (1, 1), 0.00511, YELLOW),
    ],
)
def test_known_cases(units: tuple[int, ...], weights: tuple[float, ...], p: float, status: str) -> None:
    found = of(units, weights)
    assert found.p == pytest.approx(p, rel=3e-3, abs=0)
    assert found.status == status
    assert found.stray == 0


def test_chi_square_of_the_known_case() -> None:
    assert of((821_588, 815_482), (50, 50)).chi_square == pytest.approx(22.774, abs=5e-4)


@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(1, 9)), min_size=2, max_size=4))
def test_p_is_scipys(arms: list[tuple[int, int]]) -> None:
    units, weights = zip(*arms, strict=True)
    found = of(units, weights)
    if sum(units) < 100:
        assert (found.status, found.p, found.chi_square) == (TOO_FEW, None, None)
        return
    oracle = stats.chisquare(units, [sum(units) * weight / sum(weights) for weight in weights])
    assert found.p == pytest.approx(oracle.pvalue, rel=1e-9, abs=1e-290)
    deviation = max(abs(seen / sum(units) - weight / sum(weights)) for seen, weight in arms)
    assert found.deviation == pytest.approx(deviation)
    if oracle.pvalue < 0.0009 and deviation > 0.0011:
        assert found.status == RED


def test_a_small_deviation_is_yellow_however_sure_it_is() -> None:
    """In 30 million units a share off by 0.09 % has a p of 10⁻²², and changes no result; 0.1 % is where it begins to."""
    small, large = of((15_027_000, 14_973_000), (1, 1)), of((15_030_000, 14_970_000), (1, 1))
    assert small.p is not None
    assert small.p < 1e-20
    assert (small.status, large.status) == (YELLOW, RED)


def test_under_a_hundred_units_or_with_one_arm_nothing_is_said() -> None:
    assert (of((99, 0), (1, 1)).status, of((100, 0), (1, 1)).status) == (TOO_FEW, RED)
    assert of((500,), (1,)).status == of((500, 0), (1, 0)).status == TOO_FEW
    assert of((), ()).sentence == "Too few to check the arms: 0 units where 100 in two arms or more are needed."


def test_units_where_none_may_be_are_counted_apart() -> None:
    found = mismatch({"Control": 5_000, "A": 5_010, "Old": 12, "Nobody planned this": 3}, {"Control": 1, "A": 1, "Old": 0})
    assert (found.status, found.stray, found.units) == (OK, 15, 10_010)
    assert found.sentence == (
        "The arms match the plan: 5,000 and 5,010 where 50 : 50 was planned, SRM p 0.92. 15 units in arms that nobody may be in."
    )


def test_an_arm_that_nobody_came_into_counts() -> None:
    assert mismatch({"Control": 500}, {"Control": 1, "A": 1}).status == RED


def test_the_sentence_says_what_was_seen_and_planned() -> None:
    assert of((4_909, 5_266), (1, 1)).sentence == (
        "The arms don’t match the plan: 4,909 and 5,266 where 50 : 50 was planned, SRM p 0.0004."
    )
    assert of((3_331, 3_262, 3_287), (1, 1, 1)).sentence.startswith("The arms match the plan: 3,331, 3,262 and 3,287 where 33.3 : 33.3")


def cell(**values: str) -> Attributes:
    return tuple(values.items())


def known(found: Breakdown | None) -> Breakdown:
    assert found is not None
    return found


# B has 350 units more than A: 330 of them, 165 of the gap of 175, are on iOS with app 5.2.
LOPSIDED = {
    cell(platform="iOS", app="5.2"): {"A": 635, "B": 965},
    cell(platform="iOS", app="5.1"): {"A": 1_000, "B": 1_006},
    cell(platform="Android", app="5.2"): {"A": 1_500, "B": 1_510},
    cell(platform="Android", app="5.1"): {"A": 1_692, "B": 1_696},
}


def test_the_largest_contributor_is_where_the_gap_is_most_concentrated() -> None:
    found = known(breakdown(LOPSIDED, {"A": 1, "B": 1}))
    assert (found.arm, found.gap) == ("B", 175)
    shares = {one.name: round(one.share, 4) for one in found.contributions}
    assert shares == {
        "app 5.2": 0.9714,
        "platform iOS": 0.96,
        "platform iOS with app 5.2": 0.9429,
        "platform Android": 0.04,
        "platform Android with app 5.2": 0.0286,
        "app 5.1": 0.0286,
        "platform iOS with app 5.1": 0.0171,
        "platform Android with app 5.1": 0.0114,
    }
    assert list(shares.values()) == sorted(shares.values(), reverse=True)
    assert found.largest is not None
    assert (found.largest.name, found.largest.units, found.largest.excess) == ("platform iOS with app 5.2", 1_600, 165)
    assert found.largest.of_units == pytest.approx(1_600 / 10_004)
    assert found.sentence == "94% of the gap comes from platform iOS with app 5.2."


def test_one_value_says_as_much_as_two_that_always_go_together() -> None:
    rows = {cell(day="Mon", release="7"): {"A": 100, "B": 300}, cell(day="Tue", release="8"): {"A": 200, "B": 200}}
    found = known(breakdown(rows, {"A": 1, "B": 1}))
    assert found.sentence == "100% of the gap comes from day Mon."


def test_a_gap_that_is_everywhere_the_same_comes_from_nobody() -> None:
    rows = {cell(platform="iOS"): {"A": 100, "B": 300}, cell(platform="Android"): {"A": 200, "B": 600}}
    found = known(breakdown(rows, {"A": 1, "B": 1}))
    assert (found.largest, found.sentence) == (None, "The gap is spread over all values of the attributes.")


def test_without_a_gap_there_is_nothing_to_break_down() -> None:
    assert breakdown({cell(platform="iOS"): {"A": 10, "B": 10, "Old": 7}}, {"A": 1, "B": 1, "Old": 0}) is None
    assert breakdown({}, {"A": 1, "B": 1}) is None
    assert breakdown({}, {}) is None


def test_arms_without_a_weight_are_left_out() -> None:
    rows = {cell(platform="iOS"): {"A": 40, "B": 60, "Old": 500}}
    found = known(breakdown(rows, {"A": 1, "B": 1, "Old": 0}))
    assert (found.arm, found.gap, found.contributions[0].units) == ("B", 10, 100)


COUNTS = st.dictionaries(
    st.tuples(st.sampled_from("xyz"), st.sampled_from("pq")).map(lambda pair: cell(one=pair[0], two=pair[1])),
    st.fixed_dictionaries({"A": st.integers(0, 500), "B": st.integers(0, 500), "C": st.integers(0, 500)}),
    min_size=1,
)


@given(COUNTS, st.tuples(st.integers(1, 5), st.integers(1, 5), st.integers(1, 5)))
def test_the_values_of_an_attribute_make_the_whole_gap(counts: dict[Attributes, dict[str, int]], sizes: tuple[int, int, int]) -> None:
    weights = dict(zip("ABC", sizes, strict=True))
    found = breakdown(counts, weights)
    totals = Counter({arm: sum(row[arm] for row in counts.values()) for arm in "ABC"})
    gaps = {arm: totals[arm] - totals.total() * weights[arm] / sum(sizes) for arm in "ABC"}
    if found is None:
        assert max(map(abs, gaps.values())) < 1e-6
        return
    assert found.gap == pytest.approx(gaps[found.arm])
    assert abs(found.gap) == pytest.approx(max(map(abs, gaps.values())))
    for attributes in (("one",), ("two",), ("one", "two")):
        own = [one for one in found.contributions if tuple(name for name, _ in one.values) == attributes]
        assert sum(one.share for one in own) == pytest.approx(1)
        assert sum(one.units for one in own) == totals.total()
