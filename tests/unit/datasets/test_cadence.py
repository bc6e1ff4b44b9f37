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
    found = _cadence(1, "CS health", came, came[-1])
    assert (found.every if found else None, found.due.isoformat() if found else None) == (every, due)


def test_what_is_due_today_is_not_late() -> None:
    found = _cadence(1, "CS health", days("2026-04-10", "2026-05-12", "2026-06-11"), date(2026, 7, 11))
    assert found is not None
    assert [found.late(date(2026, 7, day)) for day in (11, 12, 13, 22)] == [0, 0, 1, 10]


@pytest.mark.parametrize(
    ("came", "due"),
    [
        (days("2026-08-31", "2026-09-30", "2026-10-31"), "2026-11-30"),
        (days("2026-11-30", "2026-12-31", "2027-01-31"), "2027-02-28"),
        (days("2026-12-31", "2027-01-31", "2027-02-28"), "2027-03-31"),
        (days("2026-01-15", "2026-02-15", "2026-03-15"), "2026-04-15"),
        (days("2026-01-30", "2026-02-28", "2026-03-30"), "2026-04-30"),
        (days("2025-12-31", "2026-03-31", "2026-06-30"), "2026-09-30"),
    ],
)
def test_sheets_of_a_day_of_the_month_or_of_its_end_are_due_by_the_calendar(came: list[date], due: str) -> None:
    found = _cadence(1, "CS health", came, came[-1])
    assert found is not None
    assert found.due.isoformat() == due


def test_what_has_stopped_is_not_waited_for() -> None:
    came = days("2024-03-04", "2024-03-11", "2024-03-18")  # each week: four weeks after the last one nobody waits any more
    late = _cadence(1, "CS health", came, date(2024, 4, 15))
    assert late is not None
    assert late.late(date(2024, 4, 15)) == 21
    assert _cadence(1, "CS health", came, date(2024, 4, 16)) is None


def test_a_pause_of_long_ago_does_not_make_a_dataset_irregular() -> None:
    weekly = days("2026-09-07", "2026-09-14", "2026-09-21", "2026-09-28", "2026-10-05", "2026-10-12", "2026-10-19")
    found = _cadence(1, "CS health", days("2026-01-05") + weekly, date(2026, 10, 20))
    assert found is not None
    assert (found.every, found.due) == (7, date(2026, 10, 26))
