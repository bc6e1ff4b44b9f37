"""A small dataset of every type for the tests of the grid, with what stands in it worked out in Python."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.models.grid_table import GridTable
from prodops_desktop.ui.pages.datasets import DatasetsPage
from prodops_desktop.ui.session import Session
from prodops_desktop.workspace import settings
from tests.ui.contract import dress, lasting_window, rest, wait_for
from tests.unit.sheets_here import staging_here

Shown = tuple[MainWindow, DatasetsPage]

HEADERS = ("Deal", "Region", "ARR", "Renewal", "Seats", "Active")
REGIONS = ("APAC", "EMEA", "NA")
ROWS = 240
Deal = tuple[str, str, int, date, int | None, bool]


def deals() -> list[Deal]:
    """Deal n: region by turns, ARR in whole dollars, a renewal each third day from July 2026 on, and each tenth without seats."""
    return [
        (
            f"Deal {n:03}",
            REGIONS[n % 3],
            1000 + 37 * n % 5000,
            date(2026, 7, 1) + timedelta(days=3 * n),
            None if n % 10 == 0 else 5 + n % 17,
            n % 4 == 0,
        )
        for n in range(ROWS)
    ]


def make_workspace(folder: Path) -> Path:
    """A workspace with the deals as its one dataset, on 23 November 2026."""
    lines = [",".join(HEADERS)]
    for name, region, arr, renewal, seats, active in deals():
        lines.append(f"{name},{region},${arr},{renewal},{'' if seats is None else seats},{'yes' if active else 'no'}")
    (folder / "deals.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    path = folder / "deals.prodops"
    with staging_here(), open_workspace(path, create=True) as workspace:
        workspace.run(lambda store: settings.set_setting(store, "today", "2026-11-23")).result()
        import_file(workspace, ImportRequest(folder / "deals.csv", kind="other", name="Deals"))
    return path


def open_table(session: Session, *, key: str = "", width: int = 900) -> GridTable:
    """The deals in a table, once they are there."""
    table = GridTable(session, "Deals")
    table.resize(width, 420)
    table.remember(key)
    table.show()
    table.grid.show_version(1)
    settle(table)
    return table


@contextmanager
def pipeline_window(app: QApplication, filled: Path, folder: Path) -> Iterator[Shown]:
    """The window on the page Datasets of a copy of the workspace “filled”."""
    path = folder / "filled.prodops"
    shutil.copy(filled, path)
    with lasting_window(app, folder, 1440, 900) as window:
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window)
        assert window.open_path(path)
        window.show_page("datasets")
        wait_for(window)
        yield window, cast(DatasetsPage, window.page)


def show_dataset(window: MainWindow, name: str) -> DatasetsPage:
    """Show a dataset of the page Datasets, all rows of it."""
    window.show_page("datasets")
    wait_for(window)
    page = cast(DatasetsPage, window.page)
    page.open(next(one.id for one in page.catalogue.list.records.records if one.name == name))
    wait_for(window)
    return page


@contextmanager
def reading(app: QApplication, workspace: Path) -> Iterator[Session]:
    """A workspace open for reading, without a window."""
    dress(app)
    opened = Session(open_workspace(workspace, read_only=True))
    yield opened
    opened.close()
    opened.deleteLater()
    app.processEvents()


def begin(opened: Shown, *, filter_row: bool) -> None:
    """Show all of the dataset “Pipeline”, with or without the row of filters, whatever the test before has left."""
    window, page = opened
    window.resize(1440, 900)
    show_dataset(window, "Pipeline")
    page.grid.views.show_all()
    page.grid.table.want_filter_row(wanted=filter_row)
    wait_for(window)


def settle(table: GridTable) -> None:
    """Let everything arrive that the table reads."""
    rest(lambda: table.session.busy or table.pending)


def put_away_table(table: GridTable) -> None:
    """Close a table with its grid."""
    table.grid.close()
    settle(table)
    table.close()
    table.deleteLater()


def position(table: GridTable, header: str) -> int:
    """The position of a column."""
    return next(column.position for column in table.grid.columns if column.header == header)


def section(table: GridTable, header: str) -> int:
    """Where a column is shown."""
    found = table.grid.section_of(position(table, header))
    assert found is not None
    return found


def shown(table: GridTable, header: str) -> list[str]:
    """A column as it is shown in all rows of the data."""
    at, grid = section(table, header), table.grid
    for row in range(0, grid.rowCount(), 50):
        grid.cell(row, at)
    grid.cell(max(0, grid.rowCount() - 1), at)
    settle(table)
    return [grid.cell(row, at).text for row in range(grid.rowCount()) if grid.head_at(row) is None]


def names(keep: Callable[[Deal], bool]) -> list[str]:
    """The deals that pass a test."""
    return [deal[0] for deal in deals() if keep(deal)]


def select(table: GridTable, top: int, left: int, bottom: int, right: int) -> None:
    """Select a block of cells."""
    block = QItemSelection(table.grid.index(top, left), table.grid.index(bottom, right))
    table.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)


@pytest.fixture(scope="module")
def session(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The workspace of the deals, read by all tests of a module."""
    with reading(qapp, make_workspace(tmp_path_factory.mktemp("deals"))) as opened:
        yield opened


@pytest.fixture
def table(session: Session) -> Iterator[GridTable]:
    """The first version of the workspace of that module in a table."""
    made = open_table(session)
    yield made
    put_away_table(made)


@pytest.fixture(scope="module")
def opened(qapp: QApplication, filled_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """The window on the page Datasets, for all tests of a module."""
    with pipeline_window(qapp, filled_workspace, tmp_path_factory.mktemp("grid")) as shown:
        yield shown


@pytest.fixture
def pipeline(opened: Shown) -> Shown:
    """All of the 60 deals: deal, customer (nine of them), created (the third of January to October 2026), seats (1000 and on)."""
    begin(opened, filter_row=False)
    return opened
