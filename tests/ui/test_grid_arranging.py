"""Filters, groups, columns and sums of the grid in a real table, by keys and by mouse, against what Python makes of the same rows."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from prodops_desktop.datasets.reading import Condition
from prodops_desktop.ui.models.column_chooser import ColumnChooser
from prodops_desktop.ui.models.column_menu import ColumnMenus
from prodops_desktop.ui.models.filter_row import FilterField, FilterRow
from prodops_desktop.ui.models.grid_sums import BlockSums
from prodops_desktop.ui.models.grid_table import GridTable
from prodops_desktop.ui.models.value_picker import ValuePicker
from prodops_desktop.ui.session import Session
from tests.ui.grid_desk import HEADERS, deals, names, open_table, position, put_away_table, section, select, session, settle, shown, table

__all__ = ["session", "table"]


@pytest.fixture
def row(table: GridTable) -> FilterRow:
    made = FilterRow(table)
    table.want_filter_row(wanted=True)
    return made


def type_filter(table: GridTable, row: FilterRow, header: str, text: str) -> FilterField:
    field = type_at_once(table, row, header, text)
    settle(table)
    return field


def type_at_once(table: GridTable, row: FilterRow, header: str, text: str) -> FilterField:
    row.focus_column(position(table, header))
    field = row.field(position(table, header))
    assert field is not None
    field.setText(text)  # QTest types no signs beyond ASCII
    field.textEdited.emit(text)
    row.take_typed()
    return field


def texts(table: GridTable, row: int) -> list[str]:
    return [table.grid.cell(row, at).text for at in range(table.grid.columnCount())]


def test_each_type_is_filtered_by_what_is_typed(table: GridTable, row: FilterRow) -> None:
    wanted = {
        ("Deal", "deal 01"): names(lambda deal: deal[0].startswith("Deal 01")),
        ("Region", "!a"): [],
        ("ARR", "≥ 5000"): names(lambda deal: deal[2] >= 5000),
        ("Renewal", "Nov 2026"): names(lambda deal: (deal[3].year, deal[3].month) == (2026, 11)),
        ("Renewal", "next 12 months"): names(lambda deal: date(2026, 11, 23) <= deal[3] <= date(2027, 11, 22)),
        ("Seats", "empty"): names(lambda deal: deal[4] is None),
        ("Seats", "<7"): names(lambda deal: deal[4] is not None and deal[4] < 7),
        ("Active", "yes"): names(lambda deal: deal[5]),
    }
    for (header, text), found in wanted.items():
        field = type_filter(table, row, header, text)
        assert shown(table, "Deal") == found, (header, text)
        QTest.keyClick(field, Qt.Key.Key_Escape)
        row.take_typed()
    settle(table)
    assert table.grid.rowCount() == len(deals())


def test_filters_of_several_columns_hold_together_and_tab_goes_on(table: GridTable, row: FilterRow) -> None:
    field = type_filter(table, row, "Region", "emea")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    settle(table)
    following = row.field(position(table, "ARR"))
    assert following is not None
    assert following.hasFocus()
    QTest.keyClicks(following, ">3000")
    assert row.pending
    QTest.keyClick(following, Qt.Key.Key_Return)
    settle(table)
    assert shown(table, "Deal") == names(lambda deal: deal[1] == "EMEA" and deal[2] > 3000)
    assert following.property("filter") == "on"


def test_what_cannot_be_read_says_so_in_place_and_filters_nothing(table: GridTable, row: FilterRow) -> None:
    said: list[str] = []
    row.problem_changed.connect(said.append)
    field = type_filter(table, row, "ARR", "lots")
    assert field.property("filter") == "bad"
    assert "“lots” can’t be read here." in field.toolTip() == said[-1]
    assert field.text() == "lots", "what was typed stays"
    assert table.grid.rowCount() == len(deals())
    type_filter(table, row, "ARR", "1k-2k")
    assert said[-1] == ""
    assert shown(table, "Deal") == names(lambda deal: 1000 <= deal[2] <= 2000)


def test_the_last_of_several_ways_wins_however_soon_they_follow(table: GridTable, row: FilterRow) -> None:
    for text in ("1", "12", "!12", "Deal 23"):
        type_at_once(table, row, "Deal", text)
    table.sort_by(section(table, "ARR"))
    table.sort_by(section(table, "Deal"), descending=True)
    settle(table)
    assert shown(table, "Deal") == sorted(names(lambda deal: deal[0].startswith("Deal 23")), reverse=True)
    assert table.grid.settled


def test_values_are_chosen_from_a_list_with_counts(table: GridTable, row: FilterRow) -> None:
    column = table.grid.own_column(position(table, "Region"))
    assert column is not None
    picker = ValuePicker(table, column)
    settle(table)
    listed = [(item.text(0), item.text(1)) for at in range(picker.list.topLevelItemCount()) if (item := picker.list.topLevelItem(at))]
    assert sorted(listed) == [("APAC", "80"), ("EMEA", "80"), ("NA", "80")]
    picker.show()
    for at in range(2):
        item = picker.list.topLevelItem(at)
        assert item is not None
        picker.list.setCurrentItem(item)
        QTest.keyClick(picker.list, Qt.Key.Key_Space)
    chosen = [text for text, _ in listed[:2]]
    QTest.keyClick(picker.list, Qt.Key.Key_Return)
    settle(table)
    assert shown(table, "Deal") == names(lambda deal: deal[1] in chosen)
    field = row.field(column.position)
    assert field is not None
    assert field.placeholderText() == "2 chosen"


def test_groups_have_heads_with_exact_counts_and_sums(table: GridTable) -> None:
    table.sort_by(section(table, "ARR"), descending=True)
    table.group_by(position(table, "Region"))
    settle(table)
    grid = table.grid
    assert grid.rowCount() == len(deals()) + 3
    heads = [at for at in range(grid.rowCount()) if grid.head_at(at) is not None]
    assert heads == [0, 81, 162]
    for at, region in zip(heads, ("APAC", "EMEA", "NA"), strict=True):
        total = sum(deal[2] for deal in deals() if deal[1] == region)
        index = grid.head_at(at)
        assert index is not None
        name, facts = grid.head_words(index)
        assert (name, facts) == (region, f"80 rows · ${total / 1000:.0f}k")
    in_order = sorted((deal for deal in deals() if deal[1] == "EMEA"), key=lambda deal: -deal[2])
    assert shown(table, "Deal")[80:160] == [deal[0] for deal in in_order]


def test_groups_close_and_open_by_keys_and_click(table: GridTable) -> None:
    table.group_by(position(table, "Region"))
    settle(table)
    table.setFocus()
    table.select_cell(81, 2)
    QTest.keyClick(table, Qt.Key.Key_Left)
    assert table.grid.rowCount() == 163
    assert table.currentIndex().row() == 81
    assert table.grid.cell(81, 0).text == "EMEA, 80 rows · $" + table.grid.head_words(1)[1].split("$")[1] + ", closed"
    QTest.keyClick(table, Qt.Key.Key_Left)
    assert table.grid.rowCount() == 163, "it is closed already"
    table.sort_by(section(table, "ARR"))
    settle(table)
    assert table.grid.rowCount() == 163, "it stays closed in another order"
    QTest.keyClick(table, Qt.Key.Key_Right)
    assert table.grid.rowCount() == 243
    table.scrollToTop()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, table.rowViewportPosition(0) + 8))
    assert table.grid.rowCount() == 163
    assert shown(table, "Region")[0] == "EMEA"
    QTest.mousePress(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, table.rowViewportPosition(3) + 8))
    QTest.mouseMove(table.viewport(), QPoint(200, table.rowViewportPosition(0) + 8))
    QTest.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, table.rowViewportPosition(0) + 8))
    assert table.grid.rowCount() == 163, "a block is drawn up to the head"
    table.select_cell(100, 2)
    table.grid.turn_groups(closed=True)
    assert table.grid.rowCount() == 3
    table.grid.turn_groups(closed=False)
    assert table.grid.rowCount() == 243


def test_heads_are_painted_until_the_rows_come_without_them(table: GridTable) -> None:
    table.group_by(position(table, "Region"))
    settle(table)
    table.group_by(None)
    assert table.grid.head_words(0)[0] == "APAC", "the rows that are still there have their heads"
    table.grab()
    settle(table)
    assert table.grid.rowCount() == len(deals())


def test_a_row_in_a_closed_group_is_gone_to_and_its_group_opens(table: GridTable) -> None:
    line = table.grid.line(1)
    table.group_by(position(table, "Region"))
    settle(table)
    table.grid.turn_group(1)
    assert line is not None
    assert table.grid.version is not None
    table.go_to_row(table.grid.version, line.part, line.row)
    settle(table)
    assert table.grid.cell(table.currentIndex().row(), section(table, "Deal")).text == "Deal 001"
    assert table.grid.rowCount() == 243


def test_too_many_groups_leave_everything_as_it_was(table: GridTable, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    table.grid.failed.connect(said.append)
    monkeypatch.setattr("prodops_desktop.datasets.sums.MOST_GROUPS", 2)
    table.group_by(position(table, "Region"))
    settle(table)
    assert "Region" in said[-1]
    assert table.grid.state.group is None
    assert table.grid.rowCount() == len(deals())


def test_sums_of_any_block(table: GridTable) -> None:
    found: list[BlockSums | None] = []
    table.summed.connect(found.append)
    arr = section(table, "ARR")
    select(table, 3, arr, 7, arr)
    settle(table)
    sums, amounts = found[-1], [deal[2] for deal in deals()[3:8]]
    assert sums is not None
    assert sums.said() == "5 cells selected"
    assert [value for _, value in sums.figures()] == [
        f"${sum(amounts):,}",
        f"${sum(amounts) / 5:,.2f}".removesuffix(".00"),
        f"${min(amounts):,}",
        f"${max(amounts):,}",
    ]
    assert dict(sums.details())["Median"] == f"${sorted(amounts)[2]:,}"
    select(table, 0, 1, 9, table.grid.columnCount() - 1)
    settle(table)
    assert found[-1] == BlockSums(60), "dollars and seats have no sum"
    table.selectAll()
    select(table, 2, arr, 2, arr)
    settle(table)
    assert found[-1] is None, "one cell says itself"


def test_sums_leave_out_heads_and_closed_groups(table: GridTable) -> None:
    found: list[BlockSums | None] = []
    table.summed.connect(found.append)
    table.group_by(position(table, "Region"))
    settle(table)
    table.grid.turn_group(1)
    at = section(table, "ARR")
    select(table, 79, at, 84, at)
    settle(table)
    by_region = {region: [deal[2] for deal in deals() if deal[1] == region] for region in ("APAC", "NA")}
    cells = [*by_region["APAC"][78:], *by_region["NA"][:2]]
    assert found[-1] is not None
    assert found[-1].cells == 4
    assert dict(found[-1].figures())["Sum"] == f"${sum(cells):,}"
    assert dict(found[-1].figures())["Max"] == f"${max(cells):,}"


def test_control_and_an_arrow_go_to_the_edge_and_shift_selects_up_to_it(table: GridTable) -> None:
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    lead, rows, sections = table.grid.lead, len(deals()), table.grid.columnCount()
    table.pin_column(section(table, "Region"), pinned=True)
    settle(table)
    table.select_cell(3, lead + 1)
    QTest.keyClick(table, Qt.Key.Key_Down, control | shift)
    assert table.selected_block() == (range(3, rows), [lead + 1])
    QTest.keyClick(table, Qt.Key.Key_Right, control | shift)
    assert table.selected_block() == (range(3, rows), list(range(lead + 1, sections)))
    QTest.keyClick(table, Qt.Key.Key_Up, control | shift)
    assert table.selected_block() == (range(4), list(range(lead + 1, sections))), "the other end stays where it began"
    QTest.keyClick(table, Qt.Key.Key_Left, control | shift)
    assert table.selected_block() == (range(4), [lead, lead + 1]), "the place in the file is no data"
    QTest.keyClick(table, Qt.Key.Key_Down, control)
    assert table.selected_block() == (range(rows - 1, rows), [lead])
    QTest.keyClick(table, Qt.Key.Key_Left, control)
    assert table.currentIndex().column() == 0


def test_copies_what_is_seen_in_its_order_with_heads(table: GridTable) -> None:
    table.hide_column(section(table, "Renewal"))
    table.move_column(section(table, "ARR"), 1)
    table.group_by(position(table, "Region"))
    settle(table)
    select(table, 0, 1, 2, 3)
    table.copy_block()
    settle(table)
    lines = QGuiApplication.clipboard().text().split("\n")
    apac = [deal for deal in deals() if deal[1] == "APAC"]
    assert lines[0] == "ARR\tDeal\tRegion"
    assert lines[1].startswith("APAC, 80 rows")
    assert lines[1].count("\t") == 2
    assert [line.split("\t") for line in lines[2:]] == [[f"{deal[2]}.00", deal[0], deal[1]] for deal in apac[:2]]


def test_columns_hide_move_and_pin_without_moving_the_view(table: GridTable) -> None:
    table.resize(420, 420)
    table.select_cell(120, section(table, "Seats"))
    settle(table)
    down = table.verticalScrollBar().value()
    assert down > 0
    before = texts(table, 120)
    table.move_column(section(table, "Seats"), 1)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (120, 1)
    table.pin_column(section(table, "Region"), pinned=True)
    table.hide_column(section(table, "Deal"))
    assert table.verticalScrollBar().value() == down
    assert [column.header for column in table.grid.shown] == ["Region", "Seats", "ARR", "Renewal", "Active"]
    assert texts(table, 120) == [before[0], before[2], before[5], before[3], before[4], before[6]]
    assert table.currentIndex().column() == section(table, "Seats")
    table.verticalScrollBar().setValue(3)
    table.horizontalScrollBar().setValue(40)
    table.hide_column(section(table, "Active"))
    assert (table.verticalScrollBar().value(), table.horizontalScrollBar().value()) == (3, 40), "also away from the current cell"


def test_pinned_columns_stay_under_the_mouse_and_clear_of_the_keys(table: GridTable) -> None:
    table.resize(420, 420)
    table.pin_column(section(table, "Deal"), pinned=True)
    settle(table)
    bar = table.horizontalScrollBar()
    bar.setValue(bar.maximum())
    edge = table.pinned_width()
    assert edge == table.columnWidth(0) + table.columnWidth(1)
    spot = QPoint(table.columnWidth(0) + 20, 40)
    assert table.indexAt(spot).column() == 1
    assert table.visualRect(table.grid.index(2, 1)).left() == table.columnWidth(0)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert table.currentIndex().column() == 1
    assert bar.value() == bar.maximum(), "going to a pinned cell scrolls nowhere"
    table.select_cell(2, 2)
    assert table.visualRect(table.grid.index(2, 2)).left() >= edge
    header = table.header
    bar.setValue(bar.maximum())
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(table.columnWidth(0) + 30, 10))
    settle(table)
    assert table.grid.keys == [(position(table, "Deal"), False)]


def test_a_column_is_dragged_to_another_place(table: GridTable) -> None:
    header = table.header
    start = QPoint(table.columnViewportPosition(2) + 40, 10)
    end = QPoint(table.columnViewportPosition(4) + table.columnWidth(4) - 20, 10)
    QTest.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 11):
        QTest.mouseMove(header.viewport(), start + (end - start) * step / 10)
        QApplication.processEvents()
    QTest.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=end)
    settle(table)
    assert [column.header for column in table.grid.shown] == ["Deal", "ARR", "Renewal", "Region", "Seats", "Active"]
    assert table.grid.keys == [], "a drag does not sort"
    assert [header.visualIndex(at) for at in range(7)] == list(range(7))


def test_the_chooser_shows_and_hides(table: GridTable) -> None:
    chooser = ColumnChooser(table)
    chooser.field.setText("rene")
    item = chooser.list.topLevelItem(0)
    assert item is not None
    assert item.text(0) == "Renewal"
    item.setCheckState(0, Qt.CheckState.Unchecked)
    assert chooser.said.text() == "Columns 5 of 6"
    assert "Renewal" not in [column.header for column in table.grid.shown]
    chooser.field.clear()
    for at in range(chooser.list.topLevelItemCount()):
        one = chooser.list.topLevelItem(at)
        assert one is not None
        one.setCheckState(0, Qt.CheckState.Unchecked)
    assert len(table.grid.shown) == 1, "one column stays"
    chooser.close()


def test_the_menu_of_a_column_offers_what_can_be_done(table: GridTable, row: FilterRow) -> None:
    traced: list[int] = []
    menus = ColumnMenus(table, row, traced.append)
    table.sort_by(section(table, "Region"))
    type_filter(table, row, "ARR", ">2000")
    menu = menus.menu(section(table, "ARR"))
    assert menu is not None
    actions = {action.text().split("\t")[0]: action for action in menu.actions() if action.text()}
    assert list(actions)[:4] == ["Sort smallest first", "Sort largest first", "Then by this, upwards", "Then by this, downwards"]
    told = table.grid.headerData(section(table, "ARR"), Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
    assert told == "ARR, filtered: >2000"
    assert {"Filter: >2000", "Choose values…", "Remove filter", "Group by this", "Pin left", "Fit width", "Hide column"} <= set(actions)
    actions["Then by this, downwards"].trigger()
    settle(table)
    assert table.grid.keys == [(position(table, "Region"), False), (position(table, "ARR"), True)]
    actions["Where it comes from"].trigger()
    assert traced == [section(table, "ARR")]
    actions["Remove filter"].trigger()
    settle(table)
    assert table.grid.rowCount() == len(deals())


def test_alt_down_opens_the_menu_of_the_current_column(table: GridTable) -> None:
    asked: list[int] = []
    table.menu_asked.connect(lambda at, _: asked.append(at))
    table.select_cell(0, 3)
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    spot = QPoint(table.columnViewportPosition(2) + table.columnWidth(2) - 9, 12)
    QTest.mouseClick(table.header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert asked == [3, 2]
    assert table.grid.keys == []


def test_what_is_shown_for_another_condition_is_not_narrowed_by_the_last_one(table: GridTable, row: FilterRow) -> None:
    type_filter(table, row, "ARR", ">2000")
    table.group_by(position(table, "Region"))
    settle(table)
    table.grid.forget_narrowing()
    wanted = names(lambda deal: deal[1] == "NA")
    table.grid.show_version(1, Condition(f"c{position(table, 'Region')} = ?", ("NA",)), len(wanted))
    settle(table)
    assert shown(table, "Deal") == wanted
    assert table.grid.rowCount() == len(wanted)
    assert row.isVisible(), "it was asked for"


def test_all_of_it_is_remembered(session: Session) -> None:
    first = open_table(session, key="grid.test")
    row = FilterRow(first)
    first.pin_column(section(first, "ARR"), pinned=True)
    first.hide_column(section(first, "Seats"))
    first.sort_by(section(first, "Region"), descending=True)
    first.group_by(position(first, "Active"))
    first.want_filter_row(wanted=True)
    type_filter(first, row, "Renewal", "next 12 months")
    first.setColumnWidth(section(first, "Deal"), 133)
    first.want_profile(wanted=False)
    put_away_table(first)
    again = open_table(session, key="grid.test")
    assert [column.header for column in again.grid.shown] == ["ARR", "Deal", "Region", "Renewal", "Active"]
    assert again.grid.pinned == 2
    assert again.grid.keys == [(position(again, "Region"), True)]
    assert again.grid.state.group == position(again, "Active")
    assert again.grid.state.filters[position(again, "Renewal")].text == "next 12 months"
    assert again.columnWidth(section(again, "Deal")) == 133
    assert again.wants_filter_row
    assert not again.header.with_profile
    kept = names(lambda deal: date(2026, 11, 23) <= deal[3] <= date(2027, 11, 22))
    assert again.grid.count == len(kept)
    put_away_table(again)
    assert HEADERS[0] == "Deal"
    session.layout.put("grid.test", {"sort": [["gone", True]], "filters": 7, "order": ["ARR"]})
    odd = open_table(session, key="grid.test")
    assert odd.grid.count == len(deals())
    put_away_table(odd)
