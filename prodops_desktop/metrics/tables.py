"""The versions that a metric reads: each as a table to select from, with its columns by field and by header."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from prodops_desktop.datasets.model import Column, Dataset, Version
from prodops_desktop.datasets.reading import columns_of, source_sql
from prodops_desktop.datasets.snapshot import Snapshot
from prodops_desktop.datasets.store import all_datasets, find_version, versions_of
from prodops_desktop.metrics.model import Source
from prodops_desktop.workspace import Store

DAY_TYPES = ("day", "moment")
NUMBER_TYPES = ("integer", "number", "money", "percent")


@dataclass(frozen=True)
class Table:
    """One version, ready to be selected from: ``sql`` stands in a FROM clause, ``columns`` say what c1…cn are."""

    source: Source
    columns: tuple[Column, ...]
    sql: str

    def field(self, name: str, types: Iterable[str] | None = None) -> Column | None:
        """The column mapped onto a field of the kind, when it is of one of ``types``."""
        wanted = None if types is None else tuple(types)
        return next((column for column in self.columns if column.field == name and (wanted is None or column.type in wanted)), None)

    def header(self, name: str | None) -> Column | None:
        """The column with this header."""
        return next((column for column in self.columns if column.header == name), None)


def tables(
    store: Store,
    snapshot: Snapshot,
    *,
    kind: str | None = None,
    dataset: int | None = None,
    chosen: Callable[[Dataset], bool] | None = None,
) -> list[Table]:
    """The versions of the snapshot, all or those of one kind, of one dataset, or of the datasets that ``chosen`` takes."""
    found = []
    for owner, version in _versions(store, snapshot):
        if kind in (None, version.kind) and dataset in (None, owner.id) and (chosen is None or chosen(owner)):
            found.append(_table(store, owner, version))
    return found


def with_earlier_versions(store: Store, snapshot: Snapshot, *, kind: str) -> list[Table]:
    """The versions of the snapshot of one kind and those before them: a list without days speaks once for each as-of day."""
    found = []
    for owner, version in _versions(store, snapshot):
        earlier = (one for one in versions_of(store, owner.id) if one.number <= version.number and one.kind == kind)
        found += [_table(store, owner, one) for one in earlier]
    return found


def _versions(store: Store, snapshot: Snapshot) -> list[tuple[Dataset, Version]]:
    datasets = {dataset.id: dataset for dataset in all_datasets(store)}
    newest = {dataset.version.id: dataset.version for dataset in datasets.values()}
    versions = [newest.get(version) or find_version(store, version) for version in snapshot.versions]
    return sorted(((datasets[version.dataset], version) for version in versions), key=lambda pair: pair[0].name.casefold())


def _table(store: Store, dataset: Dataset, version: Version) -> Table:
    source = Source(
        dataset=dataset.id,
        name=dataset.name,
        version=version.id,
        number=version.number,
        kind=version.kind,
        file=version.file,
        sheet=version.sheet,
        as_of=version.as_of,
        sha256=version.sha256,
        rows=version.rows_accepted,
    )
    return Table(source, columns_of(store, version.id), source_sql(store, version.id))
