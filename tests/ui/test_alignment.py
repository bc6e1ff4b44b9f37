"""What stands where, to the pixel: tables below the title of their page, rings that close, counts quieter than names, nothing cut."""

from collections.abc import Iterator
from typing import cast

import pytest
from PySide6.QtCore import QEvent, QPoint, QSize
from PySide6.QtGui import QColor, QHelpEvent, QImage, QTextTable
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QToolTip, QVBoxLayout, QWidget

from prodops_desktop.ui import theme
from prodops_desktop.ui.charts.legend import legend_lines
from prodops_desktop.ui.charts.swatches import SwatchLegend
from prodops_desktop.ui.charts.trend import Trend
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.folding import folded, grown
from prodops_desktop.ui.models.record_table import RecordTable, TotaledTable
from prodops_desktop.ui.models.records import Column
from prodops_desktop.ui.shell.help import HelpWindow
from prodops_desktop.ui.tokens import GUTTER, HEADER_HEIGHT, ROW_HEIGHT
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.dialog import Dialog
from prodops_desktop.ui.widgets.edit_fields import EditField, FieldSpec
from prodops_desktop.ui.widgets.fields import ElidingLine
from prodops_desktop.ui.widgets.split import Split
from prodops_desktop.ui.widgets.tabs import CountedTabs
from prodops_desktop.ui.widgets.toolbar import PageToolbar
from tests.ui.contract import dress, put_away

COLUMNS = [
    Column("port", "HPort", lambda row: Cell(f"H{row}"), width=100, order=str, total=lambda rows: Cell("HSum", role="name")),
    Column("name", "HName", lambda row: Cell(f"H{row}"), width=100, order=str),
    Column("flag", "HFlag", lambda row: Cell(f"H{row}"), width=100),
]


@pytest.fixture
def shown(qapp: QApplication) -> Iterator[list[QWidget]]:
    """What is appended is put away."""
    dress(qapp)
    widgets: list[QWidget] = []
    yield widgets
    put_away(*widgets)


@pytest.fixture
def totaled(shown: list[QWidget]) -> TotaledTable:
    made = TotaledTable(RecordTable("Ports", COLUMNS, str, at_gutter=True))
    shown.append(made)
    made.resize(500, 200)
    made.table.show_list(["Kiel", "Riga"])
    made.show()
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made)
    return made


def first_ink(picture: QImage, line: int) -> int:
    """How far from the left something dark begins in a line of pixels."""
    return next(x for x in range(picture.width()) if picture.pixelColor(x, line).lightness() < 120)


def test_the_first_column_begins_at_the_gutter_in_head_rows_and_totals_whichever_it_is(totaled: TotaledTable) -> None:
    table = totaled.table
    assert table.columnWidth(0) == 100 + GUTTER - 10, "it is wider by what it keeps from the edge"
    for first in ("port", "name"):
        if first == "name":
            table.move_column("name", -1)
        picture = totaled.grab().toImage()
        begins = [first_ink(picture, line) for line in (HEADER_HEIGHT // 2, HEADER_HEIGHT + ROW_HEIGHT // 2)]
        assert all(GUTTER <= x <= GUTTER + 2 for x in begins), (first, begins)
    table.move_column("name", 1)
    assert GUTTER <= first_ink(totaled.grab().toImage(), totaled.height() - ROW_HEIGHT // 2) <= GUTTER + 2
    assert [table.lead_of(section) for section in range(3)] == [GUTTER - 10, 0, 0]


def test_the_ring_of_the_row_closes_at_the_last_column_that_is_seen(totaled: TotaledTable) -> None:
    table, accent = totaled.table, theme.colour("accent")
    table.go_to(0)
    table.setFocus()
    middle = ROW_HEIGHT // 2
    assert table.viewport().grab().toImage().pixelColor(table.header.length() - 1, middle) == accent
    table.show_column("flag", shown=False)
    assert table.viewport().grab().toImage().pixelColor(table.header.length() - 1, middle) == accent
    table.move_column("port", 1)
    picture = table.viewport().grab().toImage()
    assert picture.pixelColor(table.header.length() - 1, middle) == accent
    assert picture.pixelColor(table.columnWidth(1) - 1, middle) != accent, "the one before has none"


def test_columns_of_a_larger_font_give_way_by_their_larger_widths(shown: list[QWidget]) -> None:
    columns = [
        Column("name", "Name", lambda _: Cell(""), width=0, least=100),
        Column("port", "Port", lambda _: Cell(""), width=100, folds=1),
    ]
    assert folded(columns, range(2), (), {}, 200) == set()
    theme.set_scale(150)
    try:
        assert grown(100) == 140, "the edges of 10 pixels do not grow"
        assert folded(columns, range(2), (), {}, 200) == {1}
        assert folded(columns, range(2), (), {}, 280) == set()
    finally:
        theme.set_scale(100)


def tones(picture: QImage, left: int, right: int) -> set[str]:
    return {picture.pixelColor(x, y).name() for x in range(left, right) for y in range(picture.height())}


def test_the_count_of_a_tab_is_quieter_than_its_name_and_the_keyboard_has_a_ring(shown: list[QWidget]) -> None:
    around, tabs = QWidget(), CountedTabs()
    shown.append(around)
    tabs.setParent(around)
    tabs.set_names(["Board", "Goals"])
    for text in ("Board 11", "Goals 11"):
        tabs.addTab(text)
    around.resize(300, 60)
    around.show()
    tabs.adjustSize()
    metrics, area = tabs.fontMetrics(), tabs.tabRect(0)
    begins = area.left() + (area.width() - metrics.horizontalAdvance("Board 11")) // 2
    parts = begins + metrics.horizontalAdvance("Board"), begins + metrics.horizontalAdvance("Board 11")
    picture = around.grab().toImage()
    darkest = [min(QColor(tone).lightness() for tone in tones(picture, *ends)) for ends in ((begins, parts[0]), parts)]
    assert darkest[0] <= theme.colour("text").lightness() + 12
    assert darkest[1] >= theme.colour("text_3").lightness() - 12
    around.activateWindow()
    assert QTest.qWaitForWindowActive(around)
    tabs.setFocus()
    ring = around.grab().toImage()
    assert theme.colour("accent").name() in tones(ring, begins - 6, begins - 3)


def test_a_field_ends_in_dots_and_tells_all_until_it_is_typed_in(shown: list[QWidget]) -> None:
    around = QWidget()
    shown.append(around)
    field, other = ElidingLine(), ElidingLine()
    column = QVBoxLayout(around)
    for one in (field, other):
        column.addWidget(one)
        one.setFixedWidth(120)
    field.setText("reporting2@castellaninsurance.example")
    other.setText("short")
    around.show()
    around.activateWindow()
    assert QTest.qWaitForWindowActive(around)
    other.setFocus()
    assert field.is_cut()
    assert not other.is_cut()
    cut = field.grab().toImage()
    spot = QPoint(5, 5)
    QApplication.sendEvent(field, QHelpEvent(QEvent.Type.ToolTip, spot, field.mapToGlobal(spot)))
    assert QToolTip.text() == "reporting2@castellaninsurance.example"
    QToolTip.hideText()
    field.setText("reporting2@castella")
    assert field.is_cut(), "less of it would be cut, too"
    assert field.grab().toImage() == cut, "only dots tell what is not seen"


def test_a_text_of_several_lines_needs_no_scroll_bar_in_a_small_font(shown: list[QWidget]) -> None:
    theme.set_scale(80)
    try:
        field = EditField(FieldSpec("note", "Note", lines=3))
        shown.append(field)
        field.resize(400, 100)
        field.show()
        field.show_text("one line after another, until there are three of them and a little more")
        QApplication.processEvents()
        editor = field.editor
        assert cast(QWidget, editor).height() >= editor.document().size().height() * editor.fontMetrics().lineSpacing() + 8  # type: ignore[union-attr]
        assert not editor.verticalScrollBar().isVisible()  # type: ignore[union-attr]
    finally:
        theme.set_scale(100)


def test_a_legend_takes_a_second_line_before_it_leaves_anything_out(qapp: QApplication) -> None:
    dress(qapp)
    known = Trend("NPS", ("Q1", "Q2"), ("Q1", "Q2"), (1.0, 2.0), str, str, prior=(1.0, 1.0), prior_name="Prior year", target=3.0)
    assert legend_lines(600, known, 0.0) == 1
    assert legend_lines(160, known, 0.0) == 2
    assert legend_lines(600, known, 0.5) == 1
    assert legend_lines(300, known, 0.5) == 2, "the axis has the right of the first line"


def test_a_legend_of_swatches_stands_at_the_right_of_its_room(shown: list[QWidget]) -> None:
    legend = SwatchLegend("Looks", [("filled", "Run"), ("done", "Over")])
    shown.append(legend)
    legend.resize(400, 24)
    picture = legend.grab().toImage()
    begins = next(x for x in range(400) if picture.pixelColor(x, 12) == theme.colour("accent"))
    assert abs(begins - (400 - legend.sizeHint().width())) <= 1


def test_a_legend_follows_the_filters_into_the_second_row_and_back(shown: list[QWidget]) -> None:
    filters, legend, add = (
        button("A filter of some width"),
        SwatchLegend("Looks", [("filled", "Running 5"), ("done", "Done 6")]),
        button("Add"),
    )
    toolbar = PageToolbar(button("Month"), filters)
    shown.append(toolbar)
    toolbar.add_right(legend, add)
    toolbar.may_fold(filters)
    toolbar.may_follow(legend)
    for width, rows in ((700, 1), (380, 2), (700, 1)):
        toolbar.resize(width, 80)
        toolbar.show()
        QApplication.processEvents()
        assert toolbar.folded == (rows == 2)
        assert (legend.y() > add.y() + add.height() // 2) == (rows == 2)
        assert legend.width() == legend.sizeHint().width()
    assert toolbar.row.indexOf(legend) == toolbar.row.indexOf(add) - 1


def test_a_dialog_is_never_larger_than_its_window(shown: list[QWidget]) -> None:
    window = QWidget()
    shown.append(window)
    window.resize(1024, 640)
    sizes = [Dialog(window, "Any", width=width, height=680).size() for width in (1040, 560)]
    assert sizes == [QSize(1024, 640), QSize(560, 640)]


def test_tables_of_the_help_have_lines_below_their_rows_and_none_upright(shown: list[QWidget]) -> None:
    help_ = HelpWindow()
    shown.append(help_)
    help_.open("home")
    table = next(frame for frame in help_.text.document().rootFrame().childFrames() if isinstance(frame, QTextTable))
    looks = [table.cellAt(row, 0).format().toTableCellFormat() for row in range(table.rows())]
    assert {(look.topBorder(), look.leftBorder(), look.rightBorder(), look.bottomBorder()) for look in looks} == {(0, 0, 0, 1)}
    assert {look.bottomBorderBrush().color().name() for look in looks} == {theme.colour("line").name()}


def test_one_line_parts_two_panes(shown: list[QWidget]) -> None:
    split = Split()
    shown.append(split)
    for name in ("listPane", "pageHost", "inspectorPane"):
        pane = QFrame()
        pane.setObjectName(name)
        split.addWidget(pane)
    split.resize(400, 40)
    split.show()
    picture = split.grab().toImage()
    assert sum(picture.pixelColor(x, 20) == theme.colour("line") for x in range(400)) == 2


def test_the_head_of_a_table_reaches_its_right_edge(totaled: TotaledTable) -> None:
    header = totaled.table.header
    picture = header.viewport().grab().toImage()
    right = header.width() - 1
    assert header.length() < right
    assert picture.pixelColor(right, 5) == theme.colour("sunken")
    assert picture.pixelColor(right, HEADER_HEIGHT - 1) == theme.colour("line")
