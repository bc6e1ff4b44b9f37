"""The room between an item and what it waits for, where days are vague too, against brute force over all the days that they may mean."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodops_desktop.roadmap.model import DONE, DROPPED, HALF, IN_PROGRESS, MONTH, PRECISIONS, QUARTER, Item, Need
from prodops_desktop.roadmap.slips import Slack, slack, violations
from prodops_desktop.roadmap.vague_days import period_end, period_start


def item(**values: object) -> Item:
    return Item(1, "RM-1", "Item", **values)  # type: ignore[arg-type]


def needed(**values: object) -> Item:
    return Item(2, "RM-2", "Needed", **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "lag", "expected"),
    [
        (item(starts=date(2027, 1, 20)), needed(due=date(2027, 1, 15)), 1, Slack(3, 3)),  # 16 to 19 Jan, one of them the lag
        (item(starts=date(2027, 2, 1)), needed(due=date(2027, 3, 31)), 0, Slack(-59, -59)),
        (item(starts=date(2027, 2, 1)), needed(due=date(2027, 3, 31), due_precision=QUARTER), 0, Slack(-59, 30)),
        (item(starts=date(2027, 2, 1), starts_precision=MONTH), needed(due=date(2027, 1, 31)), 0, Slack(0, 27)),
        (item(due=date(2027, 6, 30), due_precision=HALF), needed(due=date(2026, 12, 31)), 0, Slack(0, 180)),
        (item(starts=date(2027, 2, 1)), needed(), 0, None),
        (item(), needed(due=date(2027, 3, 31)), 0, None),
        (item(starts=date(2027, 2, 1), status=IN_PROGRESS), needed(due=date(2027, 3, 31)), 0, None),
        (item(starts=date(2027, 2, 1), status=DROPPED), needed(due=date(2027, 3, 31)), 0, None),
        (item(starts=date(2027, 2, 1)), needed(due=date(2027, 3, 31), status=DONE), 0, None),
    ],
)
def test_slack(one: Item, other: Item, lag: int, expected: Slack | None) -> None:
    assert slack(one, other, lag) == expected


@given(st.integers(0, 60), st.sampled_from(PRECISIONS[:3]), st.integers(0, 60), st.sampled_from(PRECISIONS[:3]), st.integers(-5, 5))
def test_it_is_the_least_and_the_most_of_all_days_that_are_meant(start: int, vague: str, end: int, vague_too: str, lag: int) -> None:
    first = period_start(date(2027, 1, 1) + timedelta(start), vague)
    last = period_end(date(2027, 1, 1) + timedelta(end), vague_too)
    one, other = item(starts=first, starts_precision=vague, needs=(Need(2, lag),)), needed(due=last, due_precision=vague_too)
    found = slack(one, other, lag)
    rooms = [
        (begins - ends).days - 1 - lag
        for begins in _days(first, period_end(first, vague))
        for ends in _days(period_start(last, vague_too), last)
    ]
    assert found == Slack(min(rooms), max(rooms))
    early = violations({1: one, 2: other})
    assert [found.days for found in early.get(1, ())] == ([-max(rooms)] if max(rooms) < 0 else [])


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days) for days in range((last - first).days + 1)]
