"""How many experiments are live in each week, against how many a team can look after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from prodops_desktop.experiments.model import CONCLUDED, PLANNED, Experiment

_WEEK = timedelta(days=7)


MONDAY = 1
"""The day that weeks begin with, where nothing else is said: 1 is Monday, 7 is Sunday."""


def week_of(day: date, begin: int = MONDAY) -> date:
    """The first day of the week of a day."""
    return day - timedelta(days=(day.isoweekday() - begin) % 7)


def weeks_between(first: date, last: date, begin: int = MONDAY) -> list[date]:
    """The first days of all weeks that the days from ``first`` to ``last`` touch."""
    found, week = [], week_of(first, begin)
    while week <= last:
        found.append(week)
        week += _WEEK
    return found


@dataclass(frozen=True)
class Load:
    """How many experiments are live in each week, by its first day; drafts count, ideas and what was cancelled do not."""

    weeks: Mapping[date, int]
    limit: int
    begin: int = MONDAY

    def live(self, monday: date) -> int:
        """How many are live in the week from ``monday`` on."""
        return self.weeks.get(monday, 0)

    def is_over(self, monday: date) -> bool:
        """Whether more are live than the limit."""
        return self.live(monday) > self.limit

    def over(self, since: date) -> list[date]:
        """The weeks from that of ``since`` on in which more are live than the limit, by their Mondays."""
        return sorted(monday for monday in self.weeks if monday >= week_of(since, self.begin) and self.is_over(monday))

    def moved(self, before: tuple[date, date] | None, after: tuple[date, date]) -> "Load":
        """The load when a run takes place at other days."""
        weeks = dict(self.weeks)
        for days, change in ((before, -1), (after, 1)):
            for monday in weeks_between(*days, self.begin) if days is not None else ():
                weeks[monday] = weeks.get(monday, 0) + change
        return Load(weeks, self.limit, self.begin)

    def without(self, starts: date, ends: date) -> "Load":
        """The load without one run."""
        weeks = dict(self.weeks)
        for monday in weeks_between(starts, ends, self.begin):
            weeks[monday] = weeks.get(monday, 0) - 1
        return Load(weeks, self.limit, self.begin)


def load_of(experiments: Iterable[Experiment], limit: int, begin: int = MONDAY) -> Load:
    """The load that these experiments make, in weeks from the day ``begin`` on."""
    weeks: dict[date, int] = {}
    for one in experiments:
        if one.starts is not None and one.ends is not None and (one.status in PLANNED or one.status == CONCLUDED):
            for monday in weeks_between(one.starts, one.ends, begin):
                weeks[monday] = weeks.get(monday, 0) + 1
    return Load(weeks, limit, begin)
