"""A workspace made by each landed version still opens, shows what it held, and can take back what was done in it."""

import gzip
from pathlib import Path

import pytest

from prodops_desktop.agenda.targets import find_target
from prodops_desktop.datasets import store as catalogue
from prodops_desktop.datasets.checking import check
from prodops_desktop.datasets.grid import Grid
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.reading import quarantine_of
from prodops_desktop.datasets.snapshot import current
from prodops_desktop.metrics.catalogue import find_metric
from prodops_desktop.metrics.series import series
from prodops_desktop.workspace import history
from prodops_desktop.workspace.migrations import MIGRATIONS

DATA = Path(__file__).parents[1] / "data"


@pytest.mark.parametrize("number", [migration.number for migration in MIGRATIONS])
def test_a_file_of_every_schema_opens_whole_and_undoes(tmp_path: Path, number: int) -> None:
    path = tmp_path / "landed.prodops"
    path.touch(mode=0o600)
    path.write_bytes(gzip.decompress((DATA / f"schema_{number}.prodops.gz").read_bytes()))
    with open_workspace(path) as workspace:
        assert check(workspace) == []
        with workspace.reading() as store:
            datasets = {dataset.name: dataset for dataset in catalogue.all_datasets(store)}
            assert {name: dataset.version.rows_accepted for name, dataset in datasets.items()} == {"nps": 120, "visits": 2}
            assert [row.cells[0] for row in quarantine_of(store, datasets["nps"].version.id)] == ["11"]
            assert find_target(store, "nps") == 38
            snapshot = current(store)
            assert sum(point.n for point in series(store, snapshot, find_metric(store, snapshot, "nps")).points) == 120
        assert Grid(workspace, datasets["visits"].version.id).rows(0, 1)[0].values[2] == "first"
        workspace.run(history.redo).result()
        with workspace.reading() as store:
            assert catalogue.has_dataset(store, "Calls")
        while True:
            with workspace.reading() as store:
                if history.next_undo(store) is None:
                    break
            workspace.run(history.undo).result()
        with workspace.reading() as store:
            assert catalogue.all_datasets(store) == []
            assert find_target(store, "nps") is None
        assert check(workspace) == []
