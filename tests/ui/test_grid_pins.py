"""Columns that stay at the left of a grid: they leave room for the others, are drawn wider in place, and “#” has room for its numbers."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from prodops_desktop.ui import theme
from prodops_desktop.ui.models.delegates import PADDING
from prodops_desktop.ui.models.filter_row import FilterRow
from prodops_desktop.ui.models.grid_header import GridHeader
from prodops_desktop.ui.models.grid_table import GridTable
from prodops_desktop.ui.session import Session
from tests.ui.grid_desk import HEADERS, open_table, position, put_away_table, section, session, settle

__all__ = ["session"]


@pytest.fixture
def table(session: Session) -> Iterator[GridTable]:
    """Narrow: about 420 pixels for seven columns."""
    made = open_table(session, width=420)
    yield made
    put_away_table(made)


def test_every_cell_is_reached_however_many_columns_are_pinned(table: GridTable) -> None:
    filters = FilterRow(table)
    table.want_filter_row(wanted=True)
    for header in HEADERS:
        table.pin_column(section(table, header), pinned=True)
    settle(table)
    room = table.viewport().width()
    assert table.grid.pinned == 7
    assert 1 <= table.staying < 7
    assert table.pinned_width() <= 0.6 * room
    last = section(table, "Active")
    table.select_cell(3, last)
    seen = table.visualRect(table.grid.index(3, last))
    assert table.pinned_width() <= seen.left() < seen.right() <= room
    assert table.indexAt(seen.center()).column() == last
    assert table.header.section_at(QPoint(seen.center().x(), 10)) == last
    filters.focus_column(position(table, "Active"))
    field = filters.field(position(table, "Active"))
    assert field is not None
    assert abs(field.mapTo(filters, QPoint(0, 0)).x() - seen.left()) <= 4
    table.resize(1400, 420)
    settle(table)
    assert table.staying == 7, "there is room for all of them"


def moved(header: GridHeader, to: QPoint, *, held: bool = False) -> None:
    """Move the mouse over the header; sent at once, since where the pointer of the screen is depends on other windows."""
    buttons = Qt.MouseButton.LeftButton if held else Qt.MouseButton.NoButton
    seen = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(to),
        QPointF(header.viewport().mapToGlobal(to)),
        Qt.MouseButton.NoButton,
        buttons,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(header.viewport(), seen)


def test_a_column_that_stays_is_drawn_wider_while_the_others_have_scrolled(table: GridTable) -> None:
    table.pin_column(section(table, "Deal"), pinned=True)
    settle(table)
    bar, header, deal = table.horizontalScrollBar(), table.header, section(table, "Deal")
    for scrolled in (0, 30, bar.maximum()):
        bar.setValue(scrolled)
        before = table.columnWidth(deal)
        edge = QPoint(header.section_rect(deal).right(), 12)
        moved(header, edge - QPoint(30, 0))
        moved(header, edge)
        assert header.cursor().shape() == Qt.CursorShape.SplitHCursor
        QTest.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=edge)
        for step in (5, 10):
            moved(header, edge + QPoint(step, 0), held=True)
        QTest.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=edge + QPoint(10, 0))
        assert table.columnWidth(deal) == before + 10, scrolled
        assert table.grid.keys == [], "that was no click"
    assert table.own_widths()["Deal"] == table.columnWidth(deal)
    moved(header, edge + QPoint(60, 0))
    assert header.cursor().shape() != Qt.CursorShape.SplitHCursor
    QTest.mouseDClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(header.section_rect(deal).right(), 12))
    assert table.columnWidth(deal) < before, "it fits again"


def test_the_number_of_a_row_has_room_and_says_of_which_sheet(table: GridTable) -> None:
    assert table.grid.widest_row == "241"
    assert table.grid.cell(2, 0).tip == "Row 4 of deals"
    table.grid.widest_row = "27,123,456"
    table.fit_all()
    needed = QFontMetrics(theme.font("body")).horizontalAdvance("27,123,456") + 2 * PADDING
    assert table.columnWidth(0) >= needed
