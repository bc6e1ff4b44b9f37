"""What was measured of the use of the product and speaks for an item: a reach that was counted, and linked datasets of usage."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from prodops_desktop.datasets.model import Dataset
from prodops_desktop.datasets.store import all_datasets, name_key
from prodops_desktop.metrics.periods import day_text
from prodops_desktop.metrics.wording import number_text
from prodops_desktop.roadmap.model import USAGE
from prodops_desktop.roadmap.reach import USAGE_KINDS
from prodops_desktop.workspace import Store


@dataclass(frozen=True)
class CountedReach:
    """A reach that was counted in a dataset of this name, as of a day."""

    value: float
    unit: str
    dataset: str
    as_of: str | None


@dataclass(frozen=True)
class Use:
    """What of usage speaks for an item: what ``counts``, what ``lacks`` something, and the datasets and versions of what counts."""

    counts: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    datasets: tuple[int, ...] = ()
    versions: frozenset[int] = frozenset()


NOT_USED = Use()
"""Nothing of usage."""


def counted_reaches(store: Store) -> dict[int, CountedReach]:
    """The reaches that were counted in usage, by item."""
    query = "SELECT id, reach, reach_unit, reach_dataset, reach_as_of FROM roadmap_item WHERE reach_source = ?"
    return {row[0]: CountedReach(row[1], row[2] or "", row[3] or "", row[4]) for row in store.db.execute(query, (USAGE,))}


class Measured:
    """The datasets as they stand, for saying what of them speaks for an item."""

    def __init__(self, store: Store, today: date) -> None:
        self._today = today
        self._datasets = {one.id: one for one in all_datasets(store)}
        self._named: Mapping[str, Dataset] = {name_key(one.name): one for one in self._datasets.values()}

    def use(self, reach: CountedReach | None, linked: Collection[int]) -> Use:
        """What a reach and linked datasets say; only datasets of usage that are here, and that count, do."""
        if reach is None and not linked:
            return NOT_USED
        counts: list[str] = []
        lacks: list[str] = []
        used: dict[int, Dataset] = {}
        if reach is not None:
            how_many = " ".join(filter(None, (number_text(reach.value), reach.unit)))
            source = self._named.get(name_key(reach.dataset))
            why_not = _why_not(reach, source)
            if source is not None and not why_not:
                used[source.id] = source
                counts.append(f"{how_many}, {source.name}, {self._day(reach.as_of or source.version.as_of)}")
            else:
                lacks.append(f"{how_many}, but {why_not}")
        for one in (self._datasets[id_] for id_ in linked if id_ in self._datasets and id_ not in used):
            if one.version.kind in USAGE_KINDS and one.counts:
                used[one.id] = one
                counts.append(f"{one.name}, {self._day(one.version.as_of)}")
            elif one.version.kind in USAGE_KINDS:
                lacks.append(f"{one.name} is not counted")
        return Use(tuple(counts), tuple(lacks), tuple(used), frozenset(one.version.id for one in used.values()))

    def _day(self, day: str) -> str:
        return day_text(day, year=int(day[:4]) != self._today.year)


def _why_not(reach: CountedReach, source: Dataset | None) -> str:
    """Why a reach that was counted is no usage; empty where it is."""
    if source is None:
        return f"there is no dataset {reach.dataset}" if reach.dataset else "nobody says in which dataset"
    if source.version.kind not in USAGE_KINDS:
        return f"{source.name} measures no usage"
    return "" if source.counts else f"{source.name} is not counted"
