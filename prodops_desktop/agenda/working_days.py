"""Which days are worked: Monday to Friday without the public holidays of a country and the company's own."""

import warnings
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache, cached_property
from threading import Lock
from typing import TYPE_CHECKING

from prodops_desktop.agenda.events import all_events
from prodops_desktop.workspace import Store, settings

if TYPE_CHECKING:
    from holidays import HolidayBase

_ONE = timedelta(days=1)


@cache
def countries() -> tuple[str, ...]:
    """The codes of the countries whose public holidays are known, such as US or DE."""
    import holidays

    return tuple(sorted(code for code in holidays.list_supported_countries() if len(code) == 2))


class WorkingDays:
    """The days that are worked in ``country`` (empty or not known: every Monday to Friday), without ``closed`` ones."""

    def __init__(self, country: str = "", closed: Iterable[date] = ()) -> None:
        self._country = country
        self._closed = frozenset(closed)
        self._guard = Lock()  # the library says of a year that it knows it before it does
        self._known: dict[date, bool] = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WorkingDays) and (self._country, self._closed) == (other._country, other._closed)

    def __hash__(self) -> int:
        return hash((self._country, self._closed))

    @cached_property
    def _days(self) -> "HolidayBase":
        """The public holidays, once a day is counted: most contracts have their notice in calendar days."""
        import holidays  # takes 0.1 s with the list of countries

        return holidays.country_holidays(self._country) if self._country in countries() else holidays.HolidayBase()

    def is_worked(self, day: date) -> bool:
        """Whether people work on ``day``."""
        known = self._known.get(day)
        if known is None:
            known = self._known[day] = self._look_up(day)
        return known

    def _look_up(self, day: date) -> bool:
        with self._guard:
            if day.year not in self._days.years:
                with warnings.catch_warnings():  # of a few countries it knows some years in part, and would say so on the terminal
                    warnings.simplefilter("ignore")
                    self._days.get(day)
            return day not in self._closed and self._days.is_working_day(day)

    def on_or_before(self, day: date) -> date:
        """``day``, or the last one before it that is worked."""
        while not self.is_worked(day):
            day -= _ONE
        return day

    def before(self, day: date, count: int) -> date:
        """The day that lies ``count`` worked days before ``day``, which itself is not counted."""
        while count > 0:
            day -= _ONE
            count -= self.is_worked(day)
        return day

    def after(self, day: date, count: int) -> date:
        """The day that lies ``count`` worked days after ``day``, which itself is not counted."""
        while count > 0:
            day += _ONE
            count -= self.is_worked(day)
        return day


def working_days(store: Store) -> WorkingDays:
    """The working days of the workspace: its setting “holidays”, and the events that are holidays."""
    closed: list[date] = []
    for event in all_events(store, type_="holiday"):
        if event.region is None:  # a holiday of one region closes the company nowhere else
            first, last = date.fromisoformat(event.starts), date.fromisoformat(event.ends)
            closed.extend(first + _ONE * offset for offset in range(min((last - first).days + 1, 400)))
    return WorkingDays(settings.get(store, "holidays"), closed)
