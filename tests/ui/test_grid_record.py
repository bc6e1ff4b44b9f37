"""What is current and selected in a grid while it is arranged otherwise: the record, the block, and the row that is searched."""

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest

from prodops_desktop.datasets.filters import OneOf
from prodops_desktop.ui.models.find_bar import FindBar
from prodops_desktop.ui.models.grid_state import ColumnFilter, typed_filter
from prodops_desktop.ui.models.grid_table import GridTable
from prodops_desktop.ui.models.typing_habits import habits_of
from prodops_desktop.ui.models.value_picker import ValuePicker
from tests.ui.grid_desk import position, section, select, session, settle, table

__all__ = ["session", "table"]


def current(table: GridTable) -> str:
    """The deal of the current row, once its page is here."""
    table.grid.cell(table.currentIndex().row(), section(table, "Deal"))
    settle(table)
    return table.grid.cell(table.currentIndex().row(), section(table, "Deal")).text


def typed(table: GridTable, header: str, text: str) -> None:
    column = table.grid.own_column(position(table, header))
    assert column is not None
    table.filter_column(column.position, typed_filter(text, column, habits_of(table.session.today)))
    settle(table)


def block(table: GridTable) -> tuple[int, int, list[str]]:
    rows, sections = table.selected_block() or (range(0), [])
    headers = [column.header for at in sections if (column := table.grid.column_at(at)) is not None]
    return rows.start, rows.stop - 1, headers


def test_the_record_stays_current_in_another_order_and_the_view_where_it_is(table: GridTable) -> None:
    table.select_cell(3, section(table, "ARR"))
    table.sort_by(section(table, "Deal"), descending=True)
    settle(table)
    assert table.currentIndex().row() == 236
    assert current(table) == "Deal 003"
    assert table.currentIndex().column() == section(table, "ARR")
    assert table.verticalScrollBar().value() == 0
    typed(table, "Region", "apac")
    assert (current(table), table.currentIndex().row()) == ("Deal 003", 78), "of the 80 from Deal 237 down"
    table.group_by(position(table, "Region"))
    settle(table)
    assert (current(table), table.currentIndex().row()) == ("Deal 003", 79)
    typed(table, "Region", "emea")
    assert current(table) != "Deal 003", "it is gone"


def test_a_step_away_while_the_rows_are_on_their_way_counts(table: GridTable) -> None:
    table.select_cell(3, section(table, "ARR"))
    table.sort_by(section(table, "Deal"), descending=True)
    table.select_cell(5, section(table, "ARR"))
    settle(table)
    assert current(table) == "Deal 005"


def test_a_block_stays_while_columns_are_arranged(table: GridTable) -> None:
    select(table, 4, section(table, "Region"), 9, section(table, "Seats"))
    at = table.grid.index(4, section(table, "Region"))
    table.selectionModel().setCurrentIndex(at, QItemSelectionModel.SelectionFlag.NoUpdate)
    table.hide_column(section(table, "Active"))
    assert block(table) == (4, 9, ["Region", "ARR", "Renewal", "Seats"])
    table.hide_column(section(table, "ARR"))
    assert block(table) == (4, 9, ["Region", "Renewal", "Seats"])
    table.pin_column(section(table, "Deal"), pinned=True)
    table.move_column(section(table, "Renewal"), section(table, "Seats"))
    assert block(table) == (4, 9, ["Region", "Seats", "Renewal"])
    table.move_column(section(table, "Renewal"), 1)
    assert block(table)[:2] == (4, 9)
    table.sort_by(section(table, "Seats"))
    settle(table)
    assert block(table)[:2] == (4, 9)


def test_a_search_in_groups_counts_the_rows_and_goes_from_one_to_the_next(table: GridTable) -> None:
    table.group_by(position(table, "Region"))
    settle(table)
    bar = FindBar(table)
    bar.begin("Deal 00")
    settle(table)
    while bar.pending:
        QTest.qWait(20)
    settle(table)
    assert table.grid.count == 10, "Deal 000 to 009, in three groups"
    assert bar.count.text() == "10 rows"
    met = []
    for _ in range(5):
        QTest.keyClick(bar.field, Qt.Key.Key_Return)
        met.append(current(table))
        assert table.grid.head_at(table.currentIndex().row()) is None
    assert met == [f"Deal 00{n}" for n in (0, 3, 6, 9, 1)]
    assert bar.count.text() == "5 of 10 rows"
    table.grid.turn_groups(closed=True)
    table.select_cell(0, section(table, "ARR"))
    QTest.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert current(table) == "Deal 008", "its group opens; from the head of the first one back to the end"
    assert bar.count.text() == "10 of 10 rows"
    bar.end()
    settle(table)


def test_what_is_chosen_is_listed_though_it_is_rare(table: GridTable, monkeypatch: pytest.MonkeyPatch) -> None:
    column = table.grid.own_column(position(table, "Deal"))
    assert column is not None
    table.filter_column(column.position, ColumnFilter("", OneOf(("Deal 230", "Deal 007"))))
    settle(table)
    picker = ValuePicker(table, column)
    settle(table)
    first = [item.text(0) for at in range(3) if (item := picker.list.topLevelItem(at)) and item.checkState(0) == Qt.CheckState.Checked]
    assert first == ["Deal 230", "Deal 007"]
    item = picker.list.topLevelItem(0)
    assert item is not None
    item.setCheckState(0, Qt.CheckState.Unchecked)
    picker.taken.emit()
    settle(table)
    assert table.grid.state.filters[column.position].test == OneOf(("Deal 007",))


def test_quotation_marks_with_nothing_between_them_are_told_of(table: GridTable) -> None:
    typed(table, "Deal", '""')
    assert table.grid.state.filters[position(table, "Deal")].problem.startswith("Between quotation marks stands the text")
