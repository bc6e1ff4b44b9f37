"""A table paints whole rows: each cell where its column stands, whatever is scrolled, moved, hidden or painted anew in part."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHeaderView, QWidget

from prodops_desktop.ui import theme
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.delegates import CellDelegate
from prodops_desktop.ui.models.records import Column, RecordModel
from prodops_desktop.ui.models.views import DataTable
from prodops_desktop.ui.tokens import ROW_HEIGHT
from tests.ui.contract import dress, put_away

COLUMNS = [
    Column("name", "Name", lambda row: Cell(f"Row {row}"), width=90),
    Column("size", "Size", lambda row: Cell(f"{row * 37:,}", right=True), width=70),
    Column("share", "Share", lambda row: Cell(f"{row} %", meter=row / 40), width=130),
    Column("state", "State", lambda row: Cell("fine" if row % 3 else "late", "good" if row % 3 else "bad", dot="good"), width=100),
    Column("tags", "Tags", lambda row: Cell("a, b", chips=("alpha", "beta")), width=120),
]


@pytest.fixture
def table(qapp: QApplication) -> Iterator[DataTable]:
    dress(qapp)
    made = DataTable("Rows")
    model = RecordModel(COLUMNS, lambda row: row, made)
    model.show(list(range(40)))
    made.setModel(model)
    made.show_columns(model)
    made.resize(360, 300)
    made.show()
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made)
    made.setCurrentIndex(model.index(3, 1))
    made.setFocus()
    yield made
    put_away(made)


def picture(widget: QWidget, part: QRect | None = None) -> QImage:
    """What a widget paints, or a part of it painted alone."""
    area = part or widget.rect()
    image = QImage(area.size(), QImage.Format.Format_RGB32)
    image.fill(theme.colour("surface"))
    widget.render(image, QPoint(), QRegion(area), QWidget.RenderFlag.DrawChildren)
    return image


def cell_alone(table: DataTable, row: int, column: int) -> QImage:
    """What stands in a cell, painted by itself on the ground of a plain row."""
    model = table.model()
    assert isinstance(model, RecordModel)
    rect = QRect(0, 0, table.columnWidth(column), ROW_HEIGHT)
    image = QImage(rect.size(), QImage.Format.Format_RGB32)
    image.fill(theme.colour("surface"))
    with QPainter(image) as painter:
        CellDelegate().paint_content(painter, rect, model.cell(row, column))
        painter.fillRect(0, ROW_HEIGHT - 1, rect.width(), 1, theme.colour("line"))
    return image


def place(table: DataTable, row: int, column: int) -> QRect:
    return QRect(table.columnViewportPosition(column), table.rowViewportPosition(row), table.columnWidth(column), ROW_HEIGHT)


@pytest.mark.parametrize("moved", [False, True])
@pytest.mark.parametrize("hidden", [None, 2])
def test_each_cell_stands_below_its_header(table: DataTable, moved: bool, hidden: int | None) -> None:
    table.resize(700, 300)
    if moved:
        table.horizontalHeader().moveSection(0, 3)
    if hidden is not None:
        table.setColumnHidden(hidden, True)
    table.verticalScrollBar().setValue(6)
    seen = picture(table.viewport())
    for row in (7, 9, 11):
        for column in range(len(COLUMNS)):
            if column != hidden:
                assert seen.copy(place(table, row, column)) == cell_alone(table, row, column), (row, column)


def test_the_current_row_is_tinted_has_its_edge_and_a_ring_around_the_cell(table: DataTable) -> None:
    seen, row = picture(table.viewport()), place(table, 3, 0)
    assert seen.pixelColor(row.left(), row.center().y()) == theme.colour("accent")
    assert seen.pixelColor(row.left() + 4, row.top() + 3) == theme.colour("selected")
    ring = place(table, 3, 1).adjusted(1, 1, -1, -2)
    assert {seen.pixelColor(ring.left(), ring.center().y()).name(), seen.pixelColor(ring.center().x(), ring.top()).name()} == {
        theme.colour("accent").name()
    }
    other = place(table, 4, 0)
    assert seen.pixelColor(other.left(), other.center().y()) == theme.colour("surface")


def test_selected_cells_are_tinted_and_no_others(table: DataTable) -> None:
    table.clearSelection()
    table.setCurrentIndex(table.model().index(2, 1))
    table.selectionModel().select(table.model().index(5, 1), table.selectionModel().SelectionFlag.Select)
    table.selectionModel().select(table.model().index(6, 1), table.selectionModel().SelectionFlag.Select)
    seen = picture(table.viewport())
    for row in (4, 5, 6, 7):
        for column in (0, 1, 2):
            corner = place(table, row, column).topLeft() + QPoint(3, 3)
            tint = "selected" if column == 1 and row in (5, 6) else "surface"
            assert seen.pixelColor(corner) == theme.colour(tint), (row, column)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    left=st.integers(0, 300), top=st.integers(0, 250), width=st.integers(1, 360), height=st.integers(1, 300),
    across=st.integers(0, 200), down=st.integers(0, 30),
)  # fmt: skip
def test_a_part_that_is_painted_alone_looks_as_in_the_whole(
    table: DataTable, left: int, top: int, width: int, height: int, across: int, down: int
) -> None:
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    table.horizontalScrollBar().setValue(across)
    table.verticalScrollBar().setValue(down)
    view = table.viewport()
    part = QRect(left, top, width, height) & view.rect()
    if not part.isEmpty():
        assert picture(view, part) == picture(view).copy(part)
