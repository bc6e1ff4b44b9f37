"""Figures of other people's files, imported for real and recomputed from the bare text."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from prodops_desktop.datasets import snapshot
from prodops_desktop.datasets.grid import Grid
from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.metrics.catalogue import find_metric
from prodops_desktop.metrics.series import Point, rows_behind, series
from prodops_desktop.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(tmp_path / "real.prodops", create=True) as opened:
        yield opened


def points(workspace: Workspace, name: str) -> dict[str, Point]:
    with workspace.reading() as store:
        now = snapshot.current(store)
        its = series(store, now, find_metric(store, now, name))
    return {point.period: point for point in its.points}


def counted(workspace: Workspace, name: str, period: str) -> int:
    with workspace.reading() as store:
        now = snapshot.current(store)
        (behind,) = rows_behind(store, now, find_metric(store, now, name), period, "month")
    grid = Grid(workspace, behind.version, behind.condition)
    grid.close()
    return grid.count


def raw(path: Path, day_format: str, day: str, number: str) -> list[tuple[str, float | None]]:
    """Month and number of each row with a day, by the csv module alone."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            (datetime.strptime(row[day], day_format).strftime("%Y-%m"), float(row[number]) if row[number] else None)
            for row in csv.DictReader(file)
            if row[day]
        ]


@pytest.mark.parametrize(
    ("file", "day_format", "day", "number"),
    [
        ("ravenstack_feature_usage.csv", "%d-%m-%Y", "usage_date", "usage_count"),
        ("maven_sales_pipeline.csv", "%m/%d/%Y", "close_date", "close_value"),
    ],
)
def test_every_month_of_a_file(
    workspace: Workspace, trial_data: Callable[[str], Path], file: str, day_format: str, day: str, number: str
) -> None:
    path = trial_data(f"real/{file}")
    import_file(workspace, ImportRequest(path, name="File"))
    rows = raw(path, day_format, day, number)
    found = points(workspace, f"rows/File/{day}")
    assert {month: point.n for month, point in found.items() if point.n} == Counter(month for month, _ in rows)
    sums = points(workspace, f"sum/File/{number}/{day}")
    means = points(workspace, f"mean/File/{number}/{day}")
    for month in found:
        values = [value for other, value in rows if other == month and value is not None]
        if not values:
            assert month not in sums or sums[month].value is None
            continue
        assert sums[month].value == pytest.approx(sum(values))
        assert means[month].value == pytest.approx(sum(values) / len(values))
        assert sums[month].n == means[month].n == len(values)
    some = sorted(found)[3]
    assert counted(workspace, f"sum/File/{number}/{day}", some) == sums[some].n
