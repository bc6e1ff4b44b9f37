"""Efforts are read as sheets write them, thousands and sums too; what is several figures, or none, is left out and said."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodops_desktop.errors import UserError
from prodops_desktop.roadmap.taking.figures import read_effort, read_impact
from tests.unit.roadmap.sheet_desk import Desk, open_desk, problems

WEEK, DAY, HOUR = 12 / 52, 12 / 260, 12 / 2080  # of the 12 months of a year
EFFORTS = [
    ("1,000 h", 1000 * HOUR),
    ("10 000 h", 10_000 * HOUR),
    ("12’500 h", 12_500 * HOUR),
    ("1.500,5 h", 1500.5 * HOUR),
    ("1,200 days", 1200 * DAY),
    ("2.5 months", 2.5),
    ("1,5 Monate", 1.5),
    (",5 mois", 0.5),
    ("~ 30 PT", 30 * DAY),
    ("1 month 2 weeks", 1 + 2 * WEEK),
    ("3 months, 2 weeks", 3 + 2 * WEEK),
    ("1 mes y 2 semanas", 1 + 2 * WEEK),
    ("2 weeks + 3 days", 2 * WEEK + 3 * DAY),
    ("1 quarter and 1,000 h", 3 + 1000 * HOUR),
    ("2m3w", 2 + 3 * WEEK),
    ("2 person-months 3 person-weeks", 2 + 3 * WEEK),
    ("6 weeks dev", 6 * WEEK),
]
SEVERAL = [
    *("2-3 months", "2–3 wks", "2 - 3", "2 to 3 weeks", "2 bis 3 Wochen", "2 months - 3 months", "2 devs x 3 wks", "2 x 3 wks"),
    *("2 × 3 Wochen", "3 weeks × two", "8 wks (2 devs)", "2 weeks per sprint", "1 month (4 weeks)", "1h30", "10 0000 h"),
]


@pytest.mark.parametrize(("text", "months"), EFFORTS)
def test_an_effort_is_read_as_it_is_written(text: str, months: float) -> None:
    read = read_effort(text, "Effort")
    assert read.months == pytest.approx(months, abs=0.0051)
    assert read.has_unit


@pytest.mark.parametrize("text", SEVERAL)
def test_several_figures_that_are_no_sum_are_refused(text: str) -> None:
    with pytest.raises(UserError, match="a range or a product is not one figure"):
        read_effort(text, "Effort")


@pytest.mark.parametrize("text", ["", "XL", "-2", "two weeks", "5 apples", "½ month", "h"])
def test_what_is_no_effort_is_no_effort(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # it is the text itself
        read_effort(text, "Effort")


@given(st.integers(0, 10**6), st.sampled_from(["{:,}", "{}"]), st.sampled_from([" ", ""]))
def test_thousands_are_thousands_with_and_without_a_sign(hours: int, form: str, space: str) -> None:
    assert read_effort(f"{form.format(hours)}{space}h", "").months == pytest.approx(hours * HOUR, abs=0.0051)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk."""
    with open_desk(tmp_path) as opened:
        yield opened


def efforts(desk: Desk) -> list[float | None]:
    """The efforts of all items."""
    return [one.effort for one in desk.items().values()]


def test_other_efforts_of_a_sheet_tell_which_sign_stands_between_thousands(desk: Desk) -> None:
    assert problems(desk.bring("Item | Impact | Effort\nOne | 1 | 1.500 h\nTwo | 1 | 2,5 months\nThree | 1 | 3 wks")) == []
    assert efforts(desk) == [pytest.approx(1500 * HOUR, abs=0.0051), 2.5, pytest.approx(3 * WEEK, abs=0.005)]


def test_how_a_number_was_read_that_can_be_read_in_two_ways_is_said(desk: Desk) -> None:
    said = problems(desk.bring("Item | Impact | Effort\nOne | 1 | 1,000 h\nTwo | 1 | 1.000 months"))
    assert said == [
        "One: an effort such as 1,000 was read as a thousand, because nothing in the sheet says otherwise.",
        "Two: an effort such as 1.000 was read as 1, because nothing in the sheet says otherwise.",
    ]
    assert efforts(desk) == [pytest.approx(1000 * HOUR, abs=0.0051), 1]


def test_a_range_and_an_effort_of_none_are_left_out_and_said(desk: Desk) -> None:
    said = problems(desk.bring("Item | Impact | Effort\nOne | 1 | 2-3 months\nTwo | 1 | 0\nThree | 1 | 0 h\nFour | 1 | 1 wk"))
    why = "a range or a product is not one figure, and a sum is written as “1 month 2 weeks”"
    assert said[:2] == [
        f"One: “Effort” is “2-3 months”: {why}. It was left out.",
        "Two and Three: an effort of 0 is none; it was left out.",
    ]
    assert efforts(desk)[:3] == [None, None, None]


def test_a_range_is_no_impact() -> None:
    assert [read_impact(text) for text in ("2 - high", "2x", "0,5: low")] == [2, 2, 0.5]
    with pytest.raises(ValueError):  # noqa: PT011  # it is the text itself
        read_impact("2-3")
