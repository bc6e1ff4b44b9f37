"""Which datasets come regularly, and when the next version is due."""

from datetime import date

import pytest

from prodops_desktop.datasets.cadence import _cadence


def days(*texts: str) -> list[date]:
    return [date.fromisoformat(text) for text in texts]


@pytest.mark.parametrize(
    ("came", "every", "due"),
    [
        (days("2026-04-10", "2026-05-12", "2026-06-11"), 31, "2026-07-12"),  # 32 and 30 days apart
        (days("2026-11-02", "2026-11-09", "2026-11-16", "2026-11-30"), 7, "2026-12-07"),  # once it was left out: not over twice 7
        (days("2026-11-18", "2026-11-19", "2026-11-20"), 4, "2026-11-24"),  # daily: a weekend is not late
        (days("2026-11-02", "2026-11-09"), None, None),  # twice is no rule
        (days("2026-01-02", "2026-01-09", "2026-01-16", "2026-06-01"), None, None),  # a pause of months
    ],
)
def test_regular_is_what_came_three_times_without_a_long_pause(came: list[date], every: int | None, due: str | None) -> None:
    found = _cadence(1, "CS health", came)
    assert (found.every if found else None, found.due.isoformat() if found else None) == (every, due)


def test_what_is_due_today_is_not_late() -> None:
    found = _cadence(1, "CS health", days("2026-04-10", "2026-05-12", "2026-06-11"))
    assert found is not None
    assert [found.late(date(2026, 7, day)) for day in (11, 12, 13, 22)] == [0, 0, 1, 10]
