"""Times of day and lengths of time through the whole of it: imported, sorted, found, shown, summed, and seen by other tools."""

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from prodops_desktop.datasets.filters import Arrangement
from prodops_desktop.datasets.grid import Grid
from prodops_desktop.datasets.importing import ImportReport
from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.profile import profiles
from prodops_desktop.datasets.reading import columns_of, shown
from prodops_desktop.datasets.snapshot import current
from prodops_desktop.metrics.catalogue import all_metrics, find_metric
from prodops_desktop.metrics.columns import metrics_of
from prodops_desktop.metrics.series import Series, series
from prodops_desktop.metrics.tables import tables
from prodops_desktop.metrics.wording import value_text
from prodops_desktop.packs.styles import number_format
from prodops_desktop.workspace import Workspace

Importer = Callable[..., ImportReport]
ROWS = [
    ["Call", "Day", "Starts", "Handle time"],
    ["one", "2026-10-05", "09:05", "1:30:00"],
    ["two", "2026-10-06", "14:30", "26:15:30"],
    ["three", "2026-11-02", "00:10", "-0:45:00"],
    ["four", "2026-11-03", "", ""],
]


@pytest.fixture
def version(bring: Importer) -> int:
    return bring("Calls.csv", ROWS, kind="other", name="Calls").version_id


@pytest.fixture
def columns(workspace: Workspace, version: int) -> Iterator[dict[str, Column]]:
    with workspace.reading() as store:
        yield {column.header: column for column in columns_of(store, version)}


def rows_of(workspace: Workspace, version: int, find: str = "", sort: list[tuple[int, bool]] | None = None) -> list[Any]:
    grid = Grid(workspace, version)
    grid.arrange(Arrangement(tuple(sort or []), find))
    found = [row.values[0] for row in grid.rows(0, 10)]
    grid.close()
    return found


def test_they_are_stored_exactly(columns: dict[str, Column]) -> None:
    starts, took = columns["Starts"], columns["Handle time"]
    assert (starts.type, starts.storage, starts.minimum, starts.maximum) == ("time", "TEXT", "00:10:00", "14:30:00")
    assert (took.type, took.storage, took.minimum, took.maximum) == ("duration", "INTEGER", "-2700000", "94530000")
    assert (starts.is_number, starts.is_time, took.is_number, took.is_time) == (False, False, True, False)


def test_they_are_sorted_by_length_and_found_as_they_are_shown(workspace: Workspace, version: int) -> None:
    assert rows_of(workspace, version, sort=[(4, False)]) == ["three", "one", "two", "four"]
    assert rows_of(workspace, version, sort=[(3, True)]) == ["two", "one", "three", "four"]
    assert rows_of(workspace, version, find="26:15") == ["two"]
    assert rows_of(workspace, version, find="-0:45:00") == ["three"]
    assert rows_of(workspace, version, find="14:30") == ["two"]


def test_they_are_shown_without_doubt(columns: dict[str, Column]) -> None:
    assert [shown(columns["Handle time"], value) for value in (5_400_000, 94_530_000, -2_700_000, 1_500, None)] == [
        "1:30:00",
        "26:15:30",
        "-0:45:00",
        "0:00:01.5",
        "",
    ]
    assert shown(columns["Starts"], "09:05:00") == "09:05:00"


def test_their_profiles(workspace: Workspace, version: int, columns: dict[str, Column]) -> None:
    with workspace.reading() as store:
        found = profiles(store, version, tuple(columns.values()), 4)
    starts, took = (found[columns[header].position] for header in ("Starts", "Handle time"))
    assert (sum(starts.bins), sum(took.bins), took.decimals) == (3, 3, None)
    assert (took.bins[0], took.bins[-1]) == (2, 1)  # -0:45 and 1:30 of -0:45 to 26:15


def test_other_tools_see_seconds(workspace: Workspace, version: int) -> None:
    with sqlite3.connect(workspace.path) as other:
        seen = other.execute('SELECT "Starts", "Handle time" FROM data_calls ORDER BY source_row_id').fetchall()
    assert seen == [("09:05:00", 5400.0), ("14:30:00", 94_530.0), ("00:10:00", -2700.0), (None, None)]


def points(workspace: Workspace, name: str) -> Series:
    with workspace.reading() as store:
        now = current(store)
        return series(store, now, find_metric(store, now, name), grain="month")


def test_sums_and_means_are_in_hours(workspace: Workspace, version: int) -> None:
    total = points(workspace, "sum/Calls/Handle time/Day")
    assert (total.unit, {point.period: point.value for point in total.points}) == (
        "hours",
        {"2026-10": 27.758333333333333, "2026-11": -0.75},
    )
    assert "in hours" in total.metric.definition
    mean = points(workspace, "mean/Calls/Handle time/Day")
    assert mean.points[0].value == pytest.approx((1.5 + 26.2583333333) / 2)
    assert value_text(1.5, "hours") == "1.50 h"
    assert number_format("hours", None) == '#,##0.0" h";"−"#,##0.0" h";#,##0.0" h"'


def test_times_of_day_are_neither_summed_nor_days(workspace: Workspace, version: int) -> None:
    with workspace.reading() as store:
        (table,) = tables(store, current(store))
        offered = {metric.name for metric in metrics_of(store, table)}
        assert not [name for name in offered if "Starts" in name]
        assert {metric.name for metric in all_metrics(store, current(store))} >= offered
