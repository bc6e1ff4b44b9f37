"""How firm ranks are, against draws of another generator, and where it can be told without any."""

import random

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from prodops_desktop.roadmap.sensitivity import Factors, stability

EVEN: Factors = (1000.0, 1.0, 80.0, 4.0)
figures_ = st.tuples(
    st.floats(1, 1e5), st.sampled_from((0.25, 0.5, 1.0, 2.0, 3.0)), st.sampled_from((50.0, 80.0, 100.0)), st.floats(0.5, 40)
)


def drawn(factors: dict[int, Factors], top: int, draws: int) -> dict[int, float]:
    """The same said plainly: every figure of every item is up to a fifth off, and the best are counted."""
    chance, within = random.Random(7), dict.fromkeys(factors, 0)
    for _ in range(draws):
        scores = {}
        for one, figures in factors.items():
            reach, impact, confidence, effort = (figure * chance.uniform(0.8, 1.2) for figure in figures)
            scores[one] = reach * impact * confidence / effort
        for one in sorted(scores, key=lambda item: -scores[item])[:top]:
            within[one] += 1
    return {one: count / draws for one, count in within.items()}


def scaled(times: float) -> Factors:
    """Figures that give so many times the score of the even ones."""
    return EVEN[0] * times, *EVEN[1:]


@pytest.mark.parametrize("top", [3, 4, 100])
def test_where_all_have_a_place_all_keep_it(top: int) -> None:
    assert stability({1: EVEN, 2: scaled(9), 3: scaled(0.01)}, top) == {1: 1.0, 2: 1.0, 3: 1.0}


def test_where_there_is_no_place_nobody_has_one() -> None:
    assert stability({1: EVEN, 2: scaled(9)}, 0) == {1: 0.0, 2: 0.0}
    assert stability({}, 3) == {}


def test_what_is_farther_ahead_than_all_four_figures_can_be_off_never_changes_places() -> None:
    # at most 1.2³ / 0.8 = 2.16 of the one against at least 0.8³ / 1.2 = 0.427 of the other: 5.0625 times
    assert stability({1: EVEN, 2: scaled(5.07)}, 1) == {1: 0.0, 2: 1.0}
    for off in (0, 1, 2):  # by any of the figures
        larger = tuple(6 * figure if place == off else figure for place, figure in enumerate(EVEN))
        assert stability({1: EVEN, 2: (larger[0], larger[1], larger[2], larger[3])}, 1) == {1: 0.0, 2: 1.0}
    assert stability({1: EVEN, 2: (*EVEN[:3], EVEN[3] * 6)}, 1) == {1: 1.0, 2: 0.0}


def test_two_alike_take_turns() -> None:
    shares = stability({1: EVEN, 2: EVEN}, 1)
    assert sum(shares.values()) == pytest.approx(1)
    assert shares[1] == pytest.approx(0.5, abs=0.06)


def test_the_shares_are_those_of_other_draws() -> None:
    factors = {place: scaled(times) for place, times in enumerate((1.0, 1.05, 1.2, 1.5, 0.8, 0.7, 2.4, 0.2))}
    factors[8] = (3000.0, 2.0, 50.0, 10.0)
    for top in (1, 3, 5):
        shares, others = stability(factors, top, draws=20_000), drawn(factors, top, 20_000)
        assert shares == {one: pytest.approx(share, abs=0.025) for one, share in others.items()}
        assert sum(shares.values()) == pytest.approx(top)


def test_the_result_is_the_same_each_time_and_in_any_order() -> None:
    factors = {place: scaled(1 + place / 20) for place in range(300)}
    first = stability(factors, 10)
    assert stability(factors, 10) == first
    assert stability(dict(reversed(factors.items())), 10) == first


def test_items_of_no_score_have_one_rank() -> None:
    nobody = (0.0, 1.0, 80.0, 4.0)
    assert stability({1: EVEN, 2: nobody, 3: nobody}, 1) == {1: 1.0, 2: 0.0, 3: 0.0}
    assert stability({1: EVEN, 2: nobody, 3: nobody}, 2) == {1: 1.0, 2: 1.0, 3: 1.0}


@hypothesis_settings(max_examples=40)
@given(st.dictionaries(st.integers(1, 400), figures_, min_size=2, max_size=20), st.integers(1, 6), st.floats(1, 4), st.data())
def test_more_reach_or_more_places_never_make_a_place_less_firm(
    factors: dict[int, Factors], top: int, times: float, data: st.DataObject
) -> None:
    before = stability(factors, top, 100)
    assert all(0 <= share <= 1 for share in before.values())
    wider = stability(factors, top + 1, 100)
    assert all(wider[one] >= share for one, share in before.items())
    one = data.draw(st.sampled_from(sorted(factors)))
    reach, *others = factors[one]
    raised = stability({**factors, one: (reach * times, others[0], others[1], others[2])}, top, 100)
    assert raised[one] >= before[one]
    assert all(raised[other] <= share for other, share in before.items() if other != one)
