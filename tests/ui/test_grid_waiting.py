"""While the rows of a grid are put into an order, those before can be read; the status bar says so, and Cancel ends it."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from prodops_desktop.datasets import grid as grid_module
from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.datasets.row_order import RowOrder
from prodops_desktop.ui.models.find_bar import FindBar
from prodops_desktop.ui.models.grid_table import GridTable
from prodops_desktop.ui.models.page_queue import WAITING, PageQueue
from prodops_desktop.ui.session import Session
from prodops_desktop.workspace.driver import Connection
from tests.ui.contract import put_away, rest
from tests.ui.grid_desk import reading, section, settle, table
from tests.unit.sheets_here import staging_here

__all__ = ["table"]

ROWS = 2_000
ENDLESS = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture(scope="module")
def session(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder: Path = tmp_path_factory.mktemp("many")
    (folder / "many.csv").write_text("Deal,Seats\n" + "".join(f"Deal {n:04},{n % 7}\n" for n in range(ROWS)))
    with staging_here(), open_workspace(folder / "many.prodops", create=True) as workspace:
        import_file(workspace, ImportRequest(folder / "many.csv", kind="other", name="Many"))
    with reading(qapp, folder / "many.prodops") as opened:
        yield opened


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """The next order never comes; tells when it was begun."""
    begun, made = threading.Event(), RowOrder

    def slow(db: Connection, *args: Any) -> Any:
        if not begun.is_set():
            begun.set()
            db.execute(ENDLESS).fetchone()
        return made(db, *args)

    monkeypatch.setattr(grid_module, "RowOrder", slow)
    return begun


def test_an_order_that_takes_long_is_a_job_and_can_be_cancelled(table: GridTable, session: Session, endless: threading.Event) -> None:
    table.grid._sign._pause.setInterval(1)
    table.sort_by(section(table, "Seats"), descending=True)
    rest(lambda: not (endless.is_set() and session.jobs))
    assert [(job.title, job.passing) for job in session.jobs] == [("Sorting rows", True)]
    table.scrollTo(table.grid.index(1500, 1))
    rest(lambda: table.grid.line(1500) is None)
    assert table.grid.cell(1500, 1).text == "Deal 1500", "in the order before"
    session.jobs[0].cancel()
    settle(table)
    assert (session.jobs, table.grid.keys, table.grid.settled) == ([], [], True)
    assert table.grid.cell(1500, 1).text == "Deal 1500"
    table.sort_by(section(table, "Seats"), descending=True)
    settle(table)
    assert table.grid.cell(0, 1).text == "Deal 0006"


def test_a_search_that_was_cancelled_says_so_and_is_begun_again_by_enter(
    table: GridTable, session: Session, endless: threading.Event
) -> None:
    table.grid._sign._pause.setInterval(1)
    bar = FindBar(table)
    bar.begin("Deal 0007")
    rest(lambda: not (endless.is_set() and session.jobs))
    session.jobs[0].cancel()
    settle(table)
    assert (table.grid.find, table.cells.found, table.grid.count) == ("", "", ROWS)
    assert (bar.field.text(), bar.count.text()) == ("Deal 0007", "Not searched; Enter searches again")
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    settle(table)
    assert (table.grid.find, table.cells.found, bar.count.text()) == ("Deal 0007", "Deal 0007", "1 row")
    table.sort_by(section(table, "Seats"))
    table.grid.stop_arranging()
    settle(table)
    assert (table.grid.find, bar.field.text(), bar.count.text()) == ("Deal 0007", "Deal 0007", "1 row"), "only the order is taken back"
    put_away(bar)


def test_pages_are_read_ahead_of_the_scrolling(table: GridTable) -> None:
    table.scrollTo(table.grid.index(450, 1))
    table.grid.cell(450, 1)
    settle(table)
    here = set(table.grid._pages)
    assert {4, 5} <= here
    assert 8 not in here, "one page ahead, not all of them"
    assert table.grid.cell(550, 1) != WAITING


def test_the_page_behind_is_read_when_one_scrolls_up(qapp: QApplication) -> None:
    asked, parent = list[int](), QObject()
    queue = PageQueue(asked.append, parent)

    def go(page: int, lacks: Callable[[int], bool]) -> None:
        queue.want(page)
        qapp.processEvents()
        queue.ended(page)
        queue.look_ahead(page, lacks)
        qapp.processEvents()

    go(9, lambda _: True)
    queue.ended(10)
    queue.look_ahead(10, lambda _: True)
    go(7, lambda page: page == 6)
    assert asked == [9, 10, 7, 6]
    parent.deleteLater()
