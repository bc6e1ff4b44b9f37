"""A sheet of every kind becomes a dataset whose figures, rows and records can be had; also one of a kind that was just declared."""

import csv
from pathlib import Path

import pytest

from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets import importing
from prodops_desktop.datasets.checking import check
from prodops_desktop.datasets.grid import Grid
from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.datasets.snapshot import current
from prodops_desktop.datasets.store import all_datasets
from prodops_desktop.intake import tasks
from prodops_desktop.intake.kinds import KINDS, Field, Kind
from prodops_desktop.intake.kinds.shared import ACCOUNT
from prodops_desktop.metrics.catalogue import all_metrics
from prodops_desktop.metrics.series import series
from prodops_desktop.work.child import ChildResult
from prodops_desktop.work.report import ignored
from prodops_desktop.workspace import Workspace
from tests.unit.intake.typical_sheets import SHEETS, rows_of


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read without a child process: it would know nothing of a kind that only this test declares, and 33 of them take a while."""
    monkeypatch.setattr(importing, "run_reading", lambda _, spec, **__: ChildResult(tasks.stage(spec, ignored()), 0.0, 0.0))


def write(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    return path


def test_one_workspace_takes_a_sheet_of_every_kind(workspace: Workspace, tmp_path: Path) -> None:
    for kind, sheets in SHEETS.items():
        headers, row = sheets[0]
        file = write(tmp_path / f"{kind}.csv", [headers.split(";"), *rows_of(row)])
        report = import_file(workspace, ImportRequest(file, as_of="2026-11-01"), takers=TAKERS)
        assert (report.rows_accepted, report.rows_quarantined) == (6, 0), kind
        assert len(Grid(workspace, report.version_id).rows(0, 10)) == 6
    with workspace.reading() as store:
        assert {dataset.name: dataset.kind for dataset in all_datasets(store)} == {kind: kind for kind in SHEETS}
        snapshot = current(store)
        for metric in all_metrics(store, snapshot):
            series(store, snapshot, metric, grain="month")
        for dataset in all_datasets(store):
            assert store.db.execute(f"SELECT count(*) FROM data_{dataset.name}").fetchone()[0] == 6
    assert check(workspace) == []


def test_a_sheet_is_imported_as_a_kind_that_was_just_declared(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = Field("day", "Day", "day", required=True).called("day | visited on")
    kind = Kind("visits", "Visits", "a visit", (ACCOUNT, day, Field("purpose", "Purpose").called("purpose")), telling=("purpose",))
    monkeypatch.setitem(KINDS, "visits", kind)
    file = write(tmp_path / "trips.csv", [["Firm", "Visited on", "Purpose"], ["Alpha", "2026-10-01", "QBR"], ["Beta", "2026-10-02", "QBR"]])
    import_file(workspace, ImportRequest(file))
    with workspace.reading() as store:
        (dataset,) = all_datasets(store)
        assert dataset.kind == "visits"
        metrics = [metric for metric in all_metrics(store, current(store)) if metric.dataset == dataset.id and metric.day_field == "day"]
        (point,) = series(store, current(store), metrics[0], grain="month").points
        assert (point.period, point.n) == ("2026-10", 2)
