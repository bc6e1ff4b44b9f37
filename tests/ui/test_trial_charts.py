"""A sheet made by others, charted in the window: each point worked out again, and its rows followed back into the file."""

import csv
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import cast

from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.models.page_queue import PAGE
from prodops_desktop.ui.pages.datasets import DatasetsPage
from prodops_desktop.ui.pages.metrics import MetricsPage
from tests.ui.contract import wait_for
from tests.unit.sheets_here import staging_here


def test_usage_by_month_and_the_rows_behind_a_month(open_window: Callable[[str], MainWindow], trial_data: Callable[[str], Path]) -> None:
    file = trial_data("real/ravenstack_feature_usage.csv")
    with file.open(encoding="utf-8-sig", newline="") as sheet:
        lines = list(csv.DictReader(sheet))
    sums: dict[str, int] = defaultdict(int)
    places: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines, start=2):
        month = datetime.strptime(line["usage_date"], "%d-%m-%Y").strftime("%Y-%m")
        sums[month] += int(line["usage_count"])
        places[month].append(number)

    window = open_window("empty")
    assert window.session is not None
    with staging_here():
        import_file(window.session.workspace, ImportRequest(file))
    window.show_page("metrics")
    wait_for(window)
    page = cast(MetricsPage, window.page)
    page.open("sum/1/usage_count/usage_date")
    page.toolbar.range.chosen.emit("all")
    wait_for(window)
    shown, trend = page.shown, page.chart.trend
    assert shown is not None
    assert trend is not None
    assert {point.period: point.value for point in shown.points} == {month: float(total) for month, total in sums.items()}
    assert {point.period: point.n for point in shown.points} == {month: len(rows) for month, rows in places.items()}
    assert trend.bars

    index = 7
    page.open_point(index)
    wait_for(window)
    grid = page.rows.table.grid
    month = shown.points[index].period
    assert grid.rowCount() == len(places[month])
    for first in range(0, grid.rowCount(), PAGE):
        grid.cell(first, 0)
        wait_for(window)
    rows = [grid.line(row) for row in range(grid.rowCount())]
    assert [line.place.row for line in rows if line is not None] == places[month]
    assert {line.place.sheet for line in rows if line is not None} == {file.stem}


def test_every_column_of_a_strange_file_shows_and_sorts(
    open_window: Callable[[str], MainWindow], trial_data: Callable[[str], Path]
) -> None:
    """Telco: 7,043 rows and 21 columns, of which TotalCharges holds 11 blanks."""
    window = open_window("empty")
    assert window.session is not None
    with staging_here():
        import_file(window.session.workspace, ImportRequest(trial_data("real/Telco-Customer-Churn.csv")))
    window.show_page("datasets")
    wait_for(window)
    table = cast(DatasetsPage, window.page).grid.table
    assert (table.grid.rowCount(), table.grid.columnCount()) == (7043, 22)
    headers = [table.grid.head(section).text for section in range(table.grid.columnCount())]
    charges = headers.index("TotalCharges")
    table.sort_by(charges, descending=True)
    wait_for(window)
    assert table.grid.cell(0, charges).text.replace(",", "") == "8684.80"
    for section in range(1, table.grid.columnCount()):
        table.sort_by(section)
        wait_for(window)
        assert table.grid.cell(0, section).text not in ("–", "empty")
    profile = table.header.profiles[charges]
    assert profile.rows - profile.filled == 11
    assert all(found.bins for found in table.header.profiles.values())
