"""What is shown of a dataset beside its grid, read on a thread."""

from collections.abc import Mapping
from dataclasses import dataclass

from prodops_desktop.datasets.model import Dataset, Version
from prodops_desktop.datasets.quarantine import HeldRow, first_held
from prodops_desktop.datasets.reading import columns_of
from prodops_desktop.datasets.rulings import dismissed_by_reason
from prodops_desktop.datasets.saved_views import SavedView, views_of
from prodops_desktop.datasets.store import versions_of
from prodops_desktop.ui.pages.datasets.source import Source, read_source
from prodops_desktop.ui.records.links import LinkRow, read_links
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.links import End
from prodops_desktop.workspace.record_history import RecordStep, record_steps, rows_ever

_FIRST = 3
"""Rows in quarantine that are named."""


@dataclass(frozen=True)
class Detail:
    """What the inspector shows of a dataset: the version that is open and all there are, and the first of the ``held`` rows."""

    dataset: Dataset
    version: Version
    versions: list[Version]
    columns: int
    source: Source
    links: list[LinkRow]
    held: tuple[HeldRow, ...]
    dismissed: Mapping[str, int]
    steps: list[RecordStep]
    """What happened to the dataset and its versions."""
    views: tuple[SavedView, ...]


def read_dataset(store: Store, dataset: Dataset, wanted: int | None) -> Detail:
    """What there is of a dataset and its version ``wanted``, or of the newest one where that is None or gone."""
    versions = versions_of(store, dataset.id)
    version = next((one for one in versions if one.id == wanted), versions[0] if versions else dataset.version)
    links = read_links(store, End("dataset", dataset.id))
    columns, source = len(columns_of(store, version.id)), read_source(store, version)
    held, dismissed = tuple(first_held(store, version.id, _FIRST)), dismissed_by_reason(store, version.id)
    steps = record_steps(
        store, [("dataset", dataset.id), *(("version", one) for one in rows_ever(store, "version", "dataset", dataset.id))]
    )
    views = tuple(views_of(store, dataset.id))
    return Detail(dataset, version, versions, columns, source, links, held, dismissed, steps, views)
