"""Whether what was found is still there: between the search and the choice of a hit it may have been deleted, undone or replaced."""

from prodops_desktop.answers.everywhere.model import Field, Measure, Row
from prodops_desktop.datasets.reading import columns_of
from prodops_desktop.datasets.snapshot import current
from prodops_desktop.datasets.store import all_datasets
from prodops_desktop.metrics.catalogue import all_metrics
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.links import End


def is_there(store: Store, target: End | Row | Field | Measure) -> bool:
    """Whether a hit can be opened; a row is looked for anew in the newest version of its dataset, so that alone has to be there."""
    if isinstance(target, End):
        return store.db.execute(f'SELECT 1 FROM "{target.table}" WHERE id = ?', (target.id,)).fetchone() is not None
    if isinstance(target, Measure):
        return any(one.key == target.key for one in all_metrics(store, current(store)))
    dataset = next((one for one in all_datasets(store) if one.id == target.dataset), None)
    if dataset is None or isinstance(target, Row):
        return dataset is not None
    return any(column.position == target.position for column in columns_of(store, dataset.version.id))
