"""The lazily paging grid: right rows at any place, in any order, without ever waiting for them."""

import csv
import random
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.profile import profiles
from prodops_desktop.datasets.reading import Condition, columns_of
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.ui.jobs import Line
from prodops_desktop.ui.models.grid_table import MOST_COPIED, GridTable
from prodops_desktop.ui.models.page_queue import PAGE
from prodops_desktop.ui.models.paging import GridModel
from prodops_desktop.ui.session import Session
from tests.ui.contract import dress, rest
from tests.unit.sheets_here import staging_here

ROWS = 6000


def table() -> list[list[str]]:
    chance = random.Random(7)
    rows = []
    for number in range(ROWS):
        day = f"2026-{1 + number % 12:02d}-{1 + number % 28:02d}"
        score = "" if number % 50 == 0 else str(chance.randrange(-500, 500) / 4)
        rows.append([f"Name {number:05d}", day, score, f"{'odd' if number % 2 else 'even'} one\nwith a second line"])
    return rows


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("grid")
    with (folder / "big.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["label", "on", "score", "remark"])
        writer.writerows(table())
    path = folder / "big.prodops"
    with staging_here(), open_workspace(path, create=True) as workspace:
        import_file(workspace, ImportRequest(folder / "big.csv", kind="other"))
    return path


@pytest.fixture
def session(qapp: QApplication, big: Path) -> Iterator[Session]:
    dress(qapp)
    opened = Session(open_workspace(big, read_only=True))
    yield opened
    opened.close()
    opened.deleteLater()
    qapp.processEvents()


@pytest.fixture
def grid(session: Session) -> Iterator[GridTable]:
    made = GridTable(session, "Rows")
    made.resize(800, 400)
    made.show()
    made.grid.show_version(1)
    rest(lambda: session.busy)
    yield made
    rest(lambda: session.busy)
    made.close()
    made.deleteLater()


def texts(model: GridModel, row: int) -> list[str]:
    return [model.cell(row, column).text for column in range(model.columnCount())]


def settled(session: Session) -> None:
    rest(lambda: session.busy)


def test_knows_its_size_before_a_row_is_there_and_shows_dashes(session: Session) -> None:
    model = GridModel(session)
    model.show_version(1)
    while not model.rowCount():
        QTest.qWait(1)
    assert model.rowCount() == ROWS
    if not model.ready:  # the rows themselves come later
        assert texts(model, 5999) == ["–"] * 5
    settled(session)
    assert texts(model, 0) == ["2", "Name 00000", "1 Jan 2026", "empty", "even one with a second line"]
    model.close()
    settled(session)


def test_any_row_comes_when_it_is_asked_for(grid: GridTable, session: Session) -> None:
    rows = table()
    for row in (0, 99, 100, 3456, ROWS - 1):
        grid.scrollTo(grid.grid.index(row, 0))
        grid.grid.cell(row, 1)
        settled(session)
        assert grid.grid.cell(row, 1).text == rows[row][0]
        assert grid.grid.cell(row, 0).text == f"{row + 2:,}", "the row in the sheet, whose first is the header"


def test_only_pages_in_sight_are_read(grid: GridTable, session: Session) -> None:
    for row in range(0, ROWS, 500):
        grid.scrollTo(grid.grid.index(row, 0))
    settled(session)
    assert len(grid.grid._pages) <= 6
    assert grid.grid._pages.keys() >= {(ROWS - 500) // PAGE}


def test_sorts_by_several_keys_with_empty_cells_last(grid: GridTable, session: Session) -> None:
    model = grid.grid
    grid.sort_by(3, descending=True)
    settled(session)
    grid.sort_by(1, further=True, descending=True)
    settled(session)
    known = [row for row in table() if row[2]]
    wanted = sorted(known, key=lambda row: (float(row[2]), row[0]), reverse=True)
    got = []
    for row in range(5):
        model.cell(row, 1)
        got.append(model.cell(row, 1).text)
    assert got == [row[0] for row in wanted[:5]]
    grid.scrollToBottom()
    model.cell(ROWS - 1, 3)
    settled(session)
    assert model.cell(ROWS - 1, 3).text == "empty"


def test_a_click_on_the_header_goes_through_up_down_and_file_order(grid: GridTable, session: Session) -> None:
    header = grid.header
    places = [header.sectionViewportPosition(section) + header.sectionSize(section) // 2 for section in (1, 3)]
    spot = header.viewport().rect().center()
    spot.setY(12)
    states = []
    for _ in range(3):
        spot.setX(places[1])
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        settled(session)
        states.append(list(grid.grid.keys))
    assert states == [[(3, False)], [(3, True)], []]
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    spot.setX(places[0])
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, spot)
    settled(session)
    assert grid.grid.keys == [(3, False), (1, False)]


def test_find_keeps_only_the_rows_with_the_text(grid: GridTable, session: Session) -> None:
    counts: list[int] = []
    grid.grid.counted.connect(counts.append)
    grid.find_rows("name 0012")
    settled(session)
    assert grid.grid.rowCount() == 10
    assert [grid.grid.cell(row, 1).text for row in range(10)] == [f"Name {number:05d}" for number in range(120, 130)]
    grid.find_rows("")
    settled(session)
    assert counts == [10, ROWS]


def test_a_condition_shows_exactly_its_rows(session: Session) -> None:
    model = GridModel(session, ("file", "sheet", "row"))
    model.show_version(1, Condition("c2 >= ? AND c2 < ?", ("2026-03-01", "2026-04-01")))
    settled(session)
    wanted = [row for row in table() if row[1].startswith("2026-03")]
    assert model.rowCount() == len(wanted)
    assert texts(model, 0)[:4] == ["big.csv", "big", "4", wanted[0][0]]
    model.close()
    settled(session)


def test_another_version_asked_for_meanwhile_wins(session: Session) -> None:
    model = GridModel(session)
    model.show_version(1)
    model.show_version(None)
    settled(session)
    assert model.rowCount() == 0
    assert not model.ready


def test_copies_exact_values_as_a_table(grid: GridTable, session: Session) -> None:
    model = grid.grid
    block = QItemSelection(model.index(1, 1), model.index(2, 4))
    grid.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    settled(session)
    lines = list(csv.reader(StringIO(QGuiApplication.clipboard().text(), newline=""), "excel-tab"))
    rows = table()
    assert lines[0] == ["label", "on", "score", "remark"]
    for line, row in zip(lines[1:], rows[1:3], strict=True):
        label, day, score, remark = line
        assert (label, day, float(score), remark) == (row[0], row[1], float(row[2]), row[3])


def test_too_much_to_copy_is_said_and_not_cut_short(grid: GridTable, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[Line] = []
    session.said.connect(said.append)
    QGuiApplication.clipboard().setText("before")
    monkeypatch.setattr("prodops_desktop.ui.models.grid_table.MOST_COPIED", 100)
    grid.selectAll()
    grid.copy_block()
    settled(session)
    assert MOST_COPIED >= 100_000
    assert QGuiApplication.clipboard().text() == "before"
    assert said[-1].kind == "bad"
    assert "too many" in said[-1].text


def test_the_profile_counts_every_value_once(grid: GridTable, session: Session) -> None:
    with session.workspace.reading() as store:
        found = profiles(store, 1, columns_of(store, 1), ROWS)
    scores = [float(row[2]) for row in table() if row[2]]
    assert sum(found[3].bins) == len(scores) == found[3].filled
    low, high = min(scores), max(scores)
    assert found[3].bins[0] == sum(value < low + (high - low) / 12 for value in scores)
    assert found[3].share == pytest.approx(len(scores) / ROWS)
    assert found[3].decimals == 2
    assert found[2].decimals is None
    grid.show_profiles(found)
    settled(session)
    assert grid.grid.cell(1, 3).text.split(".")[1].isdigit()
    assert len(grid.grid.cell(1, 3).text.split(".")[1]) == 2
    assert "score: num, 98% filled" in grid.accessibleDescription()


def test_keys_of_the_table(grid: GridTable, session: Session) -> None:
    grid.setFocus()
    grid.go_to(0, 1)
    for key in (Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_K, Qt.Key.Key_Down):
        QTest.keyClick(grid, key)
    assert grid.currentIndex().row() == 2
    QTest.keyClick(grid, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    settled(session)
    assert grid.currentIndex().row() == ROWS - 1
    left: list[str] = []
    grid.left.connect(lambda: left.append("left"))
    QTest.keyClick(grid, Qt.Key.Key_Escape)
    assert left == ["left"]
