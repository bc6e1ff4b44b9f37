"""How regularly a dataset comes in, by the days that its versions speak of, and when the next version is due."""

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


@dataclass(frozen=True)
class Cadence:
    """A regular dataset: ``days`` are the as-of days of its versions in order, ``every`` their median distance."""

    dataset: int
    name: str
    days: tuple[date, ...]
    every: int

    @property
    def due(self) -> date:
        """The day that the next version will speak of if it comes as the others did."""
        return self.days[-1] + timedelta(days=self.every)

    def late(self, today: date) -> int:
        """By how many days it is late; 0 while it is not."""
        return max(0, (today - self.due).days)


def regular_datasets(store: Store) -> list[Cadence]:
    """The datasets that count and come regularly, by name.

    Regular is what has at least three versions of different as-of days, of which no two that follow each other are further apart than
    twice the median distance. What comes every day or so is never called late for a weekend: the distance is at least 4 days then.
    """
    counting = {one.id: one.name for one in all_datasets(store) if one.counts and one.versions >= LEAST_VERSIONS}
    days: dict[int, set[date]] = {}
    if counting:
        for dataset, day in store.db.execute("SELECT dataset, substr(as_of, 1, 10) FROM version"):
            if dataset in counting:
                days.setdefault(dataset, set()).add(date.fromisoformat(day))
    found = (_cadence(dataset, name, sorted(days[dataset])) for dataset, name in counting.items())
    return [one for one in found if one is not None]


def _cadence(dataset: int, name: str, days: list[date]) -> Cadence | None:
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    if len(days) < LEAST_VERSIONS or max(gaps) > _LONGEST * median(gaps):
        return None
    return Cadence(dataset, name, tuple(days), max(4, round(median(gaps))))
