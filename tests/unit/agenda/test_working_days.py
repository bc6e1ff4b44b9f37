"""Which days are worked: weekends, the public holidays of a country, and the company's own days."""

from datetime import date, timedelta
from functools import partial

import holidays
import pytest

from prodops_desktop.agenda.events import save_event
from prodops_desktop.agenda.working_days import WorkingDays, countries, working_days
from prodops_desktop.workspace import Workspace, settings

ONE = timedelta(days=1)


def worked(working: WorkingDays, first: date, last: date) -> list[int]:
    return [day.day for offset in range((last - first).days + 1) if working.is_worked(day := first + offset * ONE)]


def test_without_a_country_every_monday_to_friday_is_worked() -> None:
    for country in ("", "XX", "us", "USA"):
        assert worked(WorkingDays(country), date(2026, 12, 21), date(2027, 1, 3)) == [21, 22, 23, 24, 25, 28, 29, 30, 31, 1]


@pytest.mark.parametrize("country", ["US", "DE", "AE", "JP"])
def test_every_day_of_thirty_years_is_worked_that_is_no_weekend_and_no_holiday(country: str) -> None:
    known = holidays.country_holidays(country)
    weekend = {"AE": {4, 5}}.get(country, {5, 6})
    working = WorkingDays(country)
    day = date(2000, 1, 1)
    while day < date(2030, 1, 1):
        if country == "AE" and day >= date(2022, 1, 1):
            weekend = {5, 6}  # the Emirates moved their weekend to that of most others
        assert working.is_worked(day) == (day.weekday() not in weekend and day not in known), day
        day += ONE


def test_every_known_country_can_be_asked_about_any_year() -> None:
    assert {"US", "DE", "GB", "IN"} <= set(countries())
    for country in countries():
        for year in (1800, 1999, 2026, 2036, 2299):
            assert WorkingDays(country).on_or_before(date(year, 12, 31)) <= date(year, 12, 31)


def test_the_last_working_day_on_or_before_a_day() -> None:
    working = WorkingDays("US", [date(2026, 11, 25)])
    assert working.on_or_before(date(2026, 11, 24)) == date(2026, 11, 24)
    assert working.on_or_before(date(2026, 11, 26)) == date(2026, 11, 24)  # Thanksgiving, and the company's own day
    assert working.on_or_before(date(2026, 11, 29)) == date(2026, 11, 27)
    assert working.on_or_before(date(2022, 1, 1)) == date(2021, 12, 30)  # New Year's Day on a Saturday is kept on the Friday before


def test_so_many_working_days_before_a_day_do_not_count_that_day() -> None:
    working = WorkingDays("DE", [date(2026, 12, 24)])
    assert working.before(date(2026, 12, 28), 0) == date(2026, 12, 28)
    assert working.before(date(2026, 12, 28), 1) == date(2026, 12, 23)
    assert working.before(date(2026, 12, 26), 2) == date(2026, 12, 22)


def test_so_many_working_days_after_a_day_do_not_count_that_day() -> None:
    working = WorkingDays("DE", [date(2026, 12, 28)])
    assert working.after(date(2026, 12, 23), 0) == date(2026, 12, 23)
    assert working.after(date(2026, 12, 23), 1) == date(2026, 12, 24)
    assert working.after(date(2026, 12, 24), 1) == date(2026, 12, 29)  # Christmas, a weekend, and the company's own day
    assert working.after(date(2026, 12, 26), 2) == date(2026, 12, 30)
    for count in range(1, 40):
        assert working.before(working.after(date(2026, 11, 23), count), count) == date(2026, 11, 23)


def test_the_company_closes_on_its_events_that_are_holidays(workspace: Workspace) -> None:
    shut = {"title": "Shut-down", "type": "holiday", "starts": "2026-12-21", "ends": "2026-12-23"}
    workspace.run(lambda store: settings.set_setting(store, "holidays", "US")).result()
    for values in (
        shut,
        {**shut, "title": "Only in Bavaria", "starts": "2026-12-28", "ends": "2026-12-30", "region": "Bavaria"},
        {**shut, "title": "A launch", "type": "launch", "starts": "2026-12-31", "ends": "2026-12-31"},
    ):
        workspace.run(partial(save_event, values=values)).result()
    with workspace.reading() as store:
        assert worked(working_days(store), date(2026, 12, 18), date(2026, 12, 31)) == [18, 24, 28, 29, 30, 31]
    workspace.run(lambda store: settings.set_setting(store, "holidays", "")).result()
    with workspace.reading() as store:
        assert worked(working_days(store), date(2026, 12, 18), date(2026, 12, 31)) == [18, 24, 25, 28, 29, 30, 31]


def test_a_holiday_without_end_closes_no_more_than_a_year_or_so(workspace: Workspace) -> None:
    endless = {"title": "Sabbatical", "type": "holiday", "starts": "0001-01-01", "ends": "9999-12-31"}
    workspace.run(partial(save_event, values=endless)).result()
    last = {"title": "The end", "type": "holiday", "starts": "9999-12-31"}
    workspace.run(partial(save_event, values=last)).result()
    with workspace.reading() as store:
        assert working_days(store).is_worked(date(2026, 11, 23))
