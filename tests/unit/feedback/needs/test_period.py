"""Periods of needs: which days a text means, what they are compared with, and what is said of them."""

from datetime import date

import pytest

from prodops_desktop.errors import UserError
from prodops_desktop.feedback.needs.period import choices, read_period

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "id_", "days", "before"),
    [
        ("", "90 days", "2026-08-26 2026-11-23", "2026-05-28 2026-08-25"),
        ("90 days", "90 days", "2026-08-26 2026-11-23", "2026-05-28 2026-08-25"),
        ("  Last 30  Days ", "30 days", "2026-10-25 2026-11-23", "2026-09-25 2026-10-24"),
        ("180d", "180 days", "2026-05-28 2026-11-23", "2025-11-29 2026-05-27"),
        ("365 days", "365 days", "2025-11-24 2026-11-23", "2024-11-24 2025-11-23"),
        ("1 day", "1 day", "2026-11-23 2026-11-23", "2026-11-22 2026-11-22"),
        ("2026-Q2", "2026-Q2", "2026-04-01 2026-06-30", "2026-01-01 2026-03-31"),
        ("q1 2026", "2026-Q1", "2026-01-01 2026-03-31", "2025-10-01 2025-12-31"),
        ("2026q4", "2026-Q4", "2026-10-01 2026-11-23", "2026-07-01 2026-09-30"),
        ("2026-11", "2026-11", "2026-11-01 2026-11-23", "2026-10-01 2026-10-31"),
        ("2026-01", "2026-01", "2026-01-01 2026-01-31", "2025-12-01 2025-12-31"),
        ("2024-02", "2024-02", "2024-02-01 2024-02-29", "2024-01-01 2024-01-31"),
        ("2026", "2026", "2026-01-01 2026-11-23", "2025-01-01 2025-12-31"),
        ("2025", "2025", "2025-01-01 2025-12-31", "2024-01-01 2024-12-31"),
    ],
)
def test_a_text_means_these_days(text: str, id_: str, days: str, before: str) -> None:
    period = read_period(text, TODAY)
    assert (period.id, f"{period.first} {period.last}") == (id_, days)
    assert period.before is not None
    assert f"{period.before.first} {period.before.last}" == before
    assert read_period(period.id, TODAY) == period


def test_all_goes_up_to_today_and_is_compared_with_nothing() -> None:
    period = read_period("All", TODAY)
    assert (period.id, period.first, period.last, period.before) == ("all", date.min, TODAY, None)
    assert period.begin < "1900-01-01"


def test_the_end_is_the_first_moment_after_it() -> None:
    period = read_period("2026-Q2", TODAY)
    assert period.begin <= "2026-04-01T00:00" < "2026-06-30T23:59:59" < period.end <= "2026-07-01"


def test_the_course_has_the_twelve_months_up_to_the_end() -> None:
    assert read_period("90 days", TODAY).months == tuple(f"2025-{m:02d}" for m in [12]) + tuple(f"2026-{m:02d}" for m in range(1, 12))
    assert read_period("2025", TODAY).months == tuple(f"2025-{m:02d}" for m in range(1, 13))


@pytest.mark.parametrize("text", ["soon", "0 days", "99999 days", "2026-Q5", "2026-13", "26", "0000", "2026-11-20", "-90 days"])
def test_other_texts_mean_none(text: str) -> None:
    with pytest.raises(UserError, match=r"is no period\. Write a number of days"):
        read_period(text, TODAY)


@pytest.mark.parametrize("text", ["2027", "2027-Q1", "2026-12"])
def test_what_has_not_begun_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="has not begun yet; today is 23 Nov 2026"):
        read_period(text, TODAY)


@pytest.mark.parametrize(
    ("text", "phrase", "days"),
    [
        ("90 days", "in the 90 days to 23 Nov 2026", "26 Aug 2026 to 23 Nov 2026"),
        ("2026-Q2", "in Q2 2026", "1 Apr 2026 to 30 Jun 2026"),
        ("2026-Q4", "in Q4 2026 up to 23 Nov 2026", "1 Oct 2026 to 23 Nov 2026"),
        ("2026-10", "in Oct 2026", "1 Oct 2026 to 31 Oct 2026"),
        ("2026", "in 2026 up to 23 Nov 2026", "1 Jan 2026 to 23 Nov 2026"),
        ("all", "up to 23 Nov 2026", "up to 23 Nov 2026"),
    ],
)
def test_a_sentence_says_it(text: str, phrase: str, days: str) -> None:
    period = read_period(text, TODAY)
    assert (period.phrase, period.days_text) == (phrase, days)


def test_a_menu_offers_windows_quarters_with_data_and_all() -> None:
    windows = ["30 days", "90 days", "180 days", "365 days"]
    assert [one.id for one in choices(TODAY, None)] == [*windows, "all"]
    assert [one.id for one in choices(TODAY, date(2026, 3, 31))] == [*windows, "2026-Q4", "2026-Q3", "2026-Q2", "2026-Q1", "all"]
    eight = [f"2026-Q{n}" for n in (4, 3, 2, 1)] + [f"2025-Q{n}" for n in (4, 3, 2, 1)]
    assert [one.id for one in choices(TODAY, date(2020, 1, 1))] == [*windows, *eight, "all"]
