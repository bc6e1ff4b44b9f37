"""How regularly a dataset comes in, by the days that its versions speak of, and when the next version is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from prodops_desktop.datasets.store import all_datasets
from prodops_desktop.workspace import Store

LEAST_VERSIONS = 3
"""From how many versions of different days on a dataset can be called regular."""
_LONGEST = 2
"""A pause of more than so many times the median makes a dataset irregular: nobody can say when it is due."""
_STOPPED = 4
"""After so many times the median without another version a dataset has stopped: nobody waits for it."""
_LATEST = 6
"""So many of the latest pauses say how a dataset comes: what was long ago says little of it."""


@dataclass(frozen=True)
class Cadence:
    """A regular dataset: ``days`` are the as-of days that say so, in order, ``every`` their median distance.

    ``months`` is how many months lie between them where they fall on the same day of a month or on its end, else 0.
    """

    dataset: int
    name: str
    days: tuple[date, ...]
    every: int
    months: int = 0

    @property
    def due(self) -> date:
        """The day that the next version will speak of if it comes as the others did."""
        last = self.days[-1]
        if not self.months:
            return last + timedelta(days=self.every)
        month = last.year * 12 + last.month - 1 + self.months
        end = _month_end(month)
        return end if all(map(_is_month_end, self.days)) else end.replace(day=min(end.day, max(day.day for day in self.days)))

    def late(self, today: date) -> int:
        """By how many days it is late; 0 while it is not."""
        return max(0, (today - self.due).days)


def regular_datasets(store: Store, today: date) -> list[Cadence]:
    """The datasets that count and come regularly, by name.

    Regular is what has at least three versions of different as-of days, of which the latest that follow each other are no further
    apart than twice their median distance, and which has not stopped: ``today`` is less than four such distances from the last one.
    What comes every day or so is never called late for a weekend: the distance is at least 4 days then.
    """
    counting = {one.id: one.name for one in all_datasets(store) if one.counts and one.versions >= LEAST_VERSIONS}
    days: dict[int, set[date]] = {}
    if counting:
        for dataset, day in store.db.execute("SELECT dataset, substr(as_of, 1, 10) FROM version"):
            if dataset in counting:
                days.setdefault(dataset, set()).add(date.fromisoformat(day))
    found = (_cadence(dataset, name, sorted(days[dataset]), today) for dataset, name in counting.items())
    return [one for one in found if one is not None]


def _cadence(dataset: int, name: str, days: list[date], today: date) -> Cadence | None:
    days = days[-_LATEST - 1 :]
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    if len(days) < LEAST_VERSIONS or max(gaps) > _LONGEST * median(gaps):
        return None
    every = max(4, round(median(gaps)))
    if (today - days[-1]).days > _STOPPED * every:
        return None
    return Cadence(dataset, name, tuple(days), every, _months_between(days))


def _months_between(days: Sequence[date]) -> int:
    """How many months lie between days that fall on the same day of a month, as far as it has one, or on its end; 0 for others."""
    steps = {12 * (later.year - earlier.year) + later.month - earlier.month for earlier, later in pairwise(days)}
    latest = max(day.day for day in days)
    on_one_day = all(day.day == latest or (_is_month_end(day) and day.day < latest) for day in days)
    return steps.pop() if len(steps) == 1 and on_one_day else 0


def _is_month_end(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def _month_end(month: int) -> date:
    """The last day of a month that is counted from the year 0."""
    year, number = divmod(month + 1, 12)
    return date(year, number + 1, 1) - timedelta(days=1)
