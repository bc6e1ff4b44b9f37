"""The grid on its page: filters, groups, columns and sums by the commands and keys of the window, and kept from visit to visit."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.packs import seen, seen_task
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.models.column_chooser import ColumnChooser
from prodops_desktop.ui.pages.datasets import DatasetsPage
from prodops_desktop.work.child import ChildResult
from prodops_desktop.work.report import ignored
from tests.ui.contract import cut_texts, wait_for
from tests.ui.grid_desk import Shown, opened, pipeline, position, section, select, show_dataset
from tests.unit.sheets_here import staging_here

__all__ = ["opened", "pipeline"]

CONTROL, SHIFT, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


def run(window: MainWindow, page: DatasetsPage, command: str) -> None:
    found = next(one for one in page.commands() if one.id == command)
    assert found.enabled() is None
    found.run()
    wait_for(window)


def test_slash_filters_the_rows_where_the_keyboard_is_in_them(pipeline: Shown) -> None:
    window, page = pipeline
    table = page.grid.table
    assert page.grid.filters.isHidden()
    table.setFocus()
    table.select_cell(0, section(table, "seats"))
    QTest.keyClick(table, Qt.Key.Key_Slash)
    field = page.grid.filters.field(position(table, "seats"))
    assert field is not None
    assert field.hasFocus()
    QTest.keyClicks(field, "1010-1012")
    wait_for(window)
    assert table.grid.rowCount() == 3
    assert page.grid.foot.text() == "3 of 60 rows  ·  1 filter"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert table.hasFocus()
    QTest.mouseClick(page.grid.foot.clear, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert table.grid.rowCount() == 60
    assert page.grid.foot.clear.isHidden()


def test_a_filter_that_cannot_be_read_is_said_below_the_rows(pipeline: Shown) -> None:
    window, page = pipeline
    table = page.grid.table
    table.select_cell(0, section(table, "created"))
    page.grid.begin_filter()
    field = page.grid.filters.field(position(table, "created"))
    assert field is not None
    QTest.keyClicks(field, "3 mar")
    wait_for(window)
    assert "“3 Mar” has no year." in page.grid.foot.keys.text()
    assert table.grid.rowCount() == 60
    QTest.keyClicks(field, " 2026")
    wait_for(window)
    assert table.grid.rowCount() == 6
    assert "has no year" not in page.grid.foot.keys.text()


def test_groups_and_columns_by_commands_and_chips(pipeline: Shown) -> None:
    window, page = pipeline
    table, head = page.grid.table, page.grid.head
    table.select_cell(0, section(table, "customer"))
    run(window, page, "datasets.group")
    assert table.grid.rowCount() == 69
    assert head.group.text() == "Group customer"
    run(window, page, "datasets.pin")
    assert [column.header for column in table.grid.shown] == ["customer", "deal", "created", "seats"]
    table.setFocus()
    table.select_cell(1, section(table, "seats"))
    QTest.keyClick(table, Qt.Key.Key_Left, ALT | SHIFT)
    wait_for(window)
    assert [column.header for column in table.grid.shown] == ["customer", "deal", "seats", "created"]
    run(window, page, "datasets.hide_column")
    assert head.columns.text() == "Columns 3 of 4"
    QTest.mouseClick(head.columns, Qt.MouseButton.LeftButton)
    chooser = page.findChild(ColumnChooser)
    assert chooser is not None
    assert chooser.field.hasFocus() or not chooser.isActiveWindow()
    QTest.keyClick(chooser, Qt.Key.Key_Escape)
    QTest.mouseClick(head.group, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert table.grid.rowCount() == 60
    assert head.group.isHidden()


def test_the_status_bar_adds_up_what_is_selected(pipeline: Shown) -> None:
    window, page = pipeline
    table, bar = page.grid.table, window.status.selection
    at = section(table, "seats")
    select(table, 10, at, 14, at)
    wait_for(window)
    assert bar.isVisible()
    assert bar.text() == "5 cells selected  Sum 5,060  Mean 1,012  Min 1,010  Max 1,014"
    assert cut_texts(window) == []
    assert page.detail.selection is not None
    page.show_tab("quarantine")
    wait_for(window)
    assert not bar.isVisible()
    page.show_tab("imported")
    wait_for(window)
    assert bar.isVisible()
    window.show_page("home")
    assert not bar.isVisible()
    window.show_page("datasets")
    wait_for(window)
    select(table, 3, at, 3, at)
    wait_for(window)
    assert not bar.isVisible()


def test_each_dataset_is_found_as_it_was_left(pipeline: Shown) -> None:
    window, page = pipeline
    table = page.grid.table
    table.hide_column(section(table, "created"))
    table.sort_by(section(table, "seats"), descending=True)
    wait_for(window)
    show_dataset(window, "NPS responses")
    assert table.grid.keys == []
    assert len(table.grid.shown) == 4
    show_dataset(window, "Pipeline")
    assert [column.header for column in table.grid.shown] == ["deal", "customer", "seats"]
    assert table.grid.keys == [(position(table, "seats"), True)]
    assert table.grid.cell(0, 1).text == "Deal 59"
    assert window.session is not None
    kept = window.session.layout.get(f"grid.{page.dataset.id if page.dataset else 0}")
    assert kept["sort"] == [["seats", True]]
    assert kept["hidden"] == ["created"]


def test_days_are_grouped_by_month_and_year_from_the_keyboard(pipeline: Shown) -> None:
    window, page = pipeline
    table = page.grid.table
    table.select_cell(0, section(table, "seats"))
    months = next(one for one in page.commands() if one.id == "datasets.group_month")
    assert months.enabled() == "Choose a cell of a column of days first."
    table.select_cell(0, section(table, "created"))
    run(window, page, "datasets.group_month")
    assert table.grid.groups is not None
    assert [table.grid.head_words(at)[0] for at in range(10)][::9] == ["Jan 2026", "Oct 2026"]
    assert page.grid.head.group.text() == "Group created by month"
    told = table.grid.headerData(section(table, "created"), Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
    assert told == "created, grouped by month"
    run(window, page, "datasets.group_year")
    assert (table.grid.rowCount(), table.grid.head_words(0)) == (61, ("2026", "60 rows"))
    run(window, page, "datasets.group_year")
    assert table.grid.groups is None


def test_what_is_seen_is_exported_as_it_is_seen(pipeline: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window, page = pipeline
    monkeypatch.setattr(seen, "run_child", lambda _, spec, **__: ChildResult(seen_task.write(spec, ignored()), 0.0, 0.0))
    table = page.grid.table
    table.hide_column(section(table, "created"))
    table.move_column(section(table, "seats"), 1)
    table.select_cell(0, section(table, "seats"))
    page.grid.begin_filter()
    field = page.grid.filters.field(position(table, "seats"))
    assert field is not None
    QTest.keyClicks(field, "<1003")
    wait_for(window)
    table.sort_by(section(table, "deal"), descending=True)
    wait_for(window)
    asked: list[tuple[str, str]] = []

    def answer(title: str, path: Path, kinds: str) -> Path:
        asked.append((title, path.name))
        return tmp_path / "seen"

    page.ask_save = answer
    QTest.keyClick(window, Qt.Key.Key_E, CONTROL | SHIFT)
    wait_for(window)
    assert asked == [("Export what is seen", "Pipeline 2026-11-23.xlsx")]
    rows = list(load_workbook(tmp_path / "seen.xlsx").active.values)  # type: ignore[union-attr]
    assert rows == [("seats", "deal", "customer"), *((1000 + n, f"Deal {n}", f"Account {n}") for n in (2, 1, 0))]
    assert window.strip.text.text() == "3 rows written to seen.xlsx."


def test_the_next_version_keeps_how_the_last_one_was_looked_at(pipeline: Shown, tmp_path: Path) -> None:
    window, page = pipeline
    table = page.grid.table
    for name, head in (("one", "day,value,note"), ("two", "more,note,value,day")):
        lines = "\n".join(",".join(f"2026-11-0{n}" if part == "day" else str(n) for part in head.split(",")) for n in range(1, 6))
        (tmp_path / f"{name}.csv").write_text(f"{head}\n{lines}\n", encoding="utf-8")
        assert window.session is not None
        with staging_here():
            import_file(window.session.workspace, ImportRequest(tmp_path / f"{name}.csv", kind="other", name="Numbers"))
        window.session.announce(frozenset({"dataset", "version"}))
        wait_for(window)
        show_dataset(window, "Numbers")
        if name == "one":
            table.hide_column(section(table, "note"))
            table.pin_column(section(table, "value"), pinned=True)
            table.sort_by(section(table, "day"), descending=True)
            wait_for(window)
    assert [column.header for column in table.grid.shown] == ["value", "day", "more"]
    assert table.grid.cell(0, 1).text == "5"
    assert page.grid.head.columns.text() == "Columns 3 of 4"


def test_nothing_is_cut_with_all_of_it_in_a_small_window(pipeline: Shown) -> None:
    window, page = pipeline
    table = page.grid.table
    window.resize(1024, 640)
    table.group_by(position(table, "customer"))
    table.want_filter_row(wanted=True)
    wait_for(window)
    assert cut_texts(window) == []
