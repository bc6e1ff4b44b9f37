"""How fresh the data of a workspace is, and how much there is of it, for the foot of the window."""

from dataclasses import dataclass

from prodops_desktop.datasets.store import all_datasets
from prodops_desktop.ui import formats
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.workspace import Store


@dataclass(frozen=True)
class Freshness:
    """Texts for the status line; ``detail`` names each dataset and its day."""

    as_of: str
    summary: str
    detail: str


def read_freshness(store: Store) -> Freshness:
    """Look at the newest version of each dataset."""
    datasets = all_datasets(store)
    if not datasets:
        return Freshness("", tr("No data yet"), "")
    newest = max(one.version.as_of for one in datasets)
    rows = counted(sum(one.version.rows_accepted for one in datasets), "{n} row", "{n} rows")
    among = counted(len(datasets), "{n} dataset", "{n} datasets")
    detail = "\n".join(f"{one.name}: {formats.day(one.version.as_of, weekday=True)}" for one in datasets)
    return Freshness(
        tr("Data as of {day}", day=formats.day(newest, weekday=True)), tr("{rows} in {datasets}", rows=rows, datasets=among), detail
    )
