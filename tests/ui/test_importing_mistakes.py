"""The import dialog where something went wrong or is taken back: keys that close, no rows, too many columns, a name twice."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from prodops_desktop.datasets import importing
from prodops_desktop.errors import UserError
from prodops_desktop.ui.importing import runs
from prodops_desktop.ui.importing.header_fields import HeaderFields
from prodops_desktop.ui.importing.look import missing_text
from tests.ui.contract import Open
from tests.ui.import_desk import COLUMNS, SUMMARY, TABLE, Desk
from tests.ui.test_importing import responses
from tests.ui.test_importing_steps import write_book, write_csv
from tests.unit.sheets_here import done_here

pytestmark = pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing)")

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def desk(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A window on an empty workspace; what a child would do is done in this process."""
    for module in (importing, runs):
        monkeypatch.setattr(module, "run_reading", done_here)
    monkeypatch.setenv("PRODOPS_TODAY", "2026-11-23")
    return Desk(open_window("empty"))


def clients(path: Path, count: int = 6) -> Path:
    return write_csv(path, [["Client", "Seats", "Note"], *([f"Client {n}", n, f"note {n}"] for n in range(count))])


# --- keys that go on, back and away


def test_enter_presses_the_button_that_has_the_keyboard(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.bring(clients(tmp_path / "a.csv"))
    desk.go_to(COLUMNS)
    desk.tab_to(dialog.back)
    desk.key(Qt.Key.Key_Return)
    desk.rest()
    assert dialog.step == TABLE
    desk.tab_to(dialog.cancel)
    desk.key(Qt.Key.Key_Enter, modifiers=Qt.KeyboardModifier.KeypadModifier)
    assert desk.closed


def test_enter_skips_a_file_when_skip_has_the_keyboard(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.bring(clients(tmp_path / "a.csv"), clients(tmp_path / "b.csv"))
    desk.tab_to(dialog.skip)
    desk.key(Qt.Key.Key_Return)
    desk.rest()
    assert desk.queue()[0][1] == "skipped"
    assert dialog.file.path.name == "b.csv"


def test_esc_first_leaves_a_field_in_which_was_typed(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.bring(clients(tmp_path / "a.csv"))
    QTest.keyClicks(dialog.file_step.name, "x")
    desk.key(Qt.Key.Key_Escape)
    assert not desk.closed
    assert QApplication.focusWidget() is dialog.primary
    assert dialog.file.destination.name == "x"
    desk.key(Qt.Key.Key_Escape)
    assert desk.closed


def test_esc_asks_once_where_several_files_would_go(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.bring(clients(tmp_path / "a.csv"), clients(tmp_path / "b.csv"), clients(tmp_path / "c.csv"))
    desk.go_to(COLUMNS)
    desk.key(Qt.Key.Key_Escape)
    assert not desk.closed
    assert dialog.said.text() == "Esc again closes, and nothing is imported of 3 files."
    desk.key(Qt.Key.Key_Left, modifiers=ALT)
    desk.rest()
    assert dialog.said.text() == "Nothing is written until you finish Summary."
    desk.key(Qt.Key.Key_Escape)
    assert not desk.closed
    desk.key(Qt.Key.Key_Escape)
    assert desk.closed


def test_in_the_summary_the_keyboard_is_on_import(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.bring(responses(tmp_path / "nps.csv"))
    for _ in range(2):
        desk.go_to(SUMMARY)
        assert QApplication.focusWidget() is dialog.primary
        desk.key(Qt.Key.Key_Left, modifiers=ALT)
        desk.rest()
        dialog.columns_step.table.go_to(3)
        desk.key(Qt.Key.Key_Delete)
    desk.go_to(SUMMARY)
    assert QApplication.focusWidget() is dialog.primary


def test_a_choice_that_came_to_nothing_can_be_taken_back(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = desk.bring(clients(tmp_path / "a.csv"))
    desk.go_to(TABLE)

    def refuse(*_: object, **__: object) -> None:
        raise UserError("It can’t be read like this.")

    monkeypatch.setattr(runs, "run_reading", refuse)
    desk.key(Qt.Key.Key_Down, Qt.Key.Key_H)
    desk.rest()
    assert dialog.said.text() == "It can’t be read like this."
    assert not dialog.primary.isEnabled()
    desk.tab_to(dialog.undo)
    desk.key(Qt.Key.Key_Return)
    desk.rest()
    assert (dialog.file.own.header, dialog.undo.isHidden(), dialog.primary.isEnabled()) == (None, True, True)


# --- what was found


def test_a_header_without_rows_is_mended_in_the_step_table(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.bring(write_book(tmp_path / "a.xlsx", {"S": [["alpha", "beta", "gamma"]]}))
    assert dialog.primary.isEnabled()
    said = "The table found on “S” has no data rows. Choose another header in the step Table, or export the file again."
    assert dialog.file_step.remarks.texts[0] == said
    desk.go_on()
    assert (dialog.step, dialog.said.text()) == (TABLE, said)
    desk.key(Qt.Key.Key_0)
    desk.rest()
    desk.finish()
    assert desk.dataset("a").version.rows_accepted == 1


def test_what_the_look_warns_of_is_said_in_the_step_file(desk: Desk, tmp_path: Path) -> None:
    path = clients(tmp_path / "a.csv")
    path.write_bytes(path.read_bytes().replace(b"note 3", b"no\x00te 3"))
    dialog = desk.bring(path)
    assert dialog.file.look is not None
    warnings = dialog.file.look.warnings
    assert warnings
    assert dialog.file_step.remarks.isVisible()
    assert dialog.file_step.remarks.texts == list(dict.fromkeys(warnings))


def test_hidden_rows_and_columns_are_marked_among_the_rows(desk: Desk, tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", {"S": [["Client", "Seats"], *([f"C{n}", n] for n in range(5))]})
    book = openpyxl.load_workbook(path)
    book["S"].row_dimensions[4].hidden = True
    book["S"].column_dimensions["B"].hidden = True
    book.save(path)
    dialog = desk.bring(path)
    head = dialog.file_step.head.records
    assert [column.title for column in head.columns] == ["Client", "Seats, hidden"]
    assert [head.cell(at, 0).icon for at in range(4)] == ["", "", "eye-off-outline", ""]
    desk.go_to(TABLE)
    grid = dialog.table_step.grid
    taken_as = {row.raw.row: grid.records.cell(at, 1).text for at, row in enumerate(grid.records.records)}
    assert taken_as == {1: "header", 2: "", 3: "", 4: "hidden in the file", 5: "", 6: ""}
    assert [column.title for column in grid.records.columns[2:]] == ["A", "B, hidden"]


def test_the_first_line_of_many_sheets_is_in_view_and_takes_all_of_one_shape(desk: Desk, tmp_path: Path) -> None:
    rows: list[list[object]] = [["Client", "Seats"], *([f"C{n}", n] for n in range(3))]
    desk.window.resize(1024, 640)
    more = [*rows, ["C3", 3]]
    dialog = desk.bring(write_book(tmp_path / "a.xlsx", {f"S{n}": more if n == 3 else rows for n in range(8)}))
    sheets = dialog.file_step.sheets
    assert sheets.visualRect(sheets.records.index(0, 1)).top() == 0
    assert "8 sheets have the same shape, 25 rows" in dialog.file_step.sheets_hint.text()
    desk.key(Qt.Key.Key_End, Qt.Key.Key_Home)
    desk.rest()
    assert dialog.file.is_stacked


# --- the header


def test_a_header_that_is_chosen_is_in_view_and_what_was_found_comes_back(desk: Desk, tmp_path: Path) -> None:
    desk.window.resize(1024, 640)
    dialog = desk.bring(clients(tmp_path / "a.csv", 90))
    desk.go_to(TABLE)
    step = dialog.table_step
    assert step.as_found.isHidden()
    step.grid.go_to(24)
    desk.key(Qt.Key.Key_H)
    desk.rest()
    row = step.grid.records.row_of(25)
    assert step.grid.records.cell(row, 1).text == "header"
    assert step.grid.viewport().rect().contains(step.grid.visualRect(step.grid.records.index(row, 2)).center())
    desk.tab_to(step.as_found)
    desk.key(Qt.Key.Key_Return)
    desk.rest()
    assert (dialog.file.own.header, step.header.first.value(), step.as_found.isHidden()) == (None, 1, True)


def test_header_fields_give_way_and_come_back(desk: Desk) -> None:
    del desk
    fields = HeaderFields()
    fields.show_header((2, 3), 40)
    fields.first.setValue(5000)
    assert (fields.first.value(), fields.last.value()) == (40, 40), "there is no row below the last one"
    fields.first.setValue(3)
    assert (fields.first.value(), fields.last.value()) == (3, 3)
    fields.last.setValue(1)
    assert fields.first.value() == 1
    fields.last.setValue(9)
    assert (fields.first.value(), fields.last.value()) == (3, 9)


def test_a_double_click_makes_a_row_the_header(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.bring(clients(tmp_path / "a.csv"))
    desk.go_to(TABLE)
    grid = dialog.table_step.grid
    place = grid.visualRect(grid.records.index(1, 2)).center()
    QTest.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    desk.rest()
    assert dialog.file.own.header == (2, 2)


# --- columns


def test_a_column_is_left_out_and_brought_back(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.bring(clients(tmp_path / "a.csv"))
    desk.go_to(COLUMNS)
    table = dialog.columns_step.table
    desk.key(Qt.Key.Key_Down, Qt.Key.Key_Delete, Qt.Key.Key_Down, Qt.Key.Key_Delete)
    assert [table.records.cell(at, 3).text for at in (1, 2)] == ["Not imported", "Not imported"]
    desk.key(Qt.Key.Key_Delete)
    assert table.records.cell(2, 3).text != "Not imported"
    desk.go_to(SUMMARY)
    assert dialog.file.request().left_out == ("Seats",)
    desk.go_on()
    assert list(desk.fields("a")) == ["Client", "Note"]
    assert desk.rows("data_a", "Client", "Note")[1] == ("Client 1", "note 1")


def test_the_fields_of_a_kind_without_fields_still_offer_to_leave_a_column_out(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.bring(write_csv(tmp_path / "a.csv", [["Colour", "Wood"], ["red", "oak"], ["blue", "elm"]]))
    desk.go_to(COLUMNS)
    assert dialog.columns_step.kind.current_id() == "other"
    table = dialog.columns_step.table
    desk.key(Qt.Key.Key_Return)
    texts = [action.text() for action in table.menu.actions() if not action.isSeparator()]
    assert texts == ["Kept, no field", "Not imported"]
    table.menu.actions()[1].trigger()
    table.menu.close()
    assert dialog.file.own.left_out == {"Colour"}


def test_a_table_with_too_many_columns_says_so_from_the_first_step_on(desk: Desk, tmp_path: Path) -> None:
    width = 2000
    path = write_csv(tmp_path / "wide.csv", [[f"h{n}" for n in range(width)], *([[n] * width for n in range(2)])])
    dialog = desk.bring(path)
    said = "The table has 2,000 columns; a dataset can have 1,900. Leave some out in the step Columns, or in the file."
    assert said in dialog.file_step.remarks.texts
    dialog.file.step = COLUMNS
    dialog.file_step.changed.emit()
    assert (dialog.said.text(), dialog.primary.isEnabled()) == (said, False)
    dialog.file.own.left_out |= {f"h{n}" for n in range(100)}
    dialog.file_step.changed.emit()
    assert dialog.primary.isEnabled()


def test_what_a_kind_needs_is_a_phrase() -> None:
    assert missing_text(["Month"]) == "Month"
    assert missing_text(["Month", "MRR"]) == "Month and MRR"
    assert missing_text(["Month", "MRR or ARR"]) == "Month, and MRR or ARR"
    assert missing_text(["Account", "Month", "MRR"]) == "Account, Month and MRR"


# --- the queue


def test_two_sheets_under_one_name_are_said_to_become_two_versions(desk: Desk, tmp_path: Path) -> None:
    rows: list[list[object]] = [["Client", "Seats"], *([f"C{n}", n] for n in range(3))]
    other: list[list[object]] = [["Plan", "Price"], *([f"P{n}", n + 0.5] for n in range(4))]
    dialog = desk.bring(write_book(tmp_path / "book.xlsx", {"One": rows, "Two": other}))
    step = dialog.file_step
    desk.key(Qt.Key.Key_Space)
    desk.rest()
    assert step.sheets_note.text() == "kept; others can come beside it"
    target = "Two" if dialog.file.look is not None and dialog.file.look.sheet == "One" else "One"
    step.sheets.go_to(step.sheets.records.row_of(target))
    desk.rest()
    assert dialog.said.property("tone") != "bad"
    desk.key(Qt.Key.Key_Space)
    desk.rest()
    for _ in range(2):
        desk.key(Qt.Key.Key_PageUp, modifiers=ALT)
        desk.rest()
    for _ in range(2):
        dialog.file_step.name.setFocus()
        dialog.file_step.name.selectAll()
        QTest.keyClicks(dialog.file_step.name, "Same")
        desk.key(Qt.Key.Key_PageDown, modifiers=ALT)
        desk.rest()
    assert step.dataset_note.text() == "becomes version 2"
    assert step.shared.text() == "“One · book.xlsx” goes into this dataset, too, as a version of its own."
    desk.key(Qt.Key.Key_PageUp, modifiers=ALT)
    desk.rest()
    assert step.dataset_note.text() == "becomes version 1"
    assert step.shared.isVisible()


def test_tables_of_one_sheet_are_called_alike(desk: Desk, tmp_path: Path) -> None:
    rows: list[list[object]] = [["Region", "Deals"], *([f"R{n}", n] for n in range(5)), [], [], ["Plan", "Price"]]
    rows += [[f"P{n}", n + 0.5] for n in range(4)]
    dialog = desk.bring(write_book(tmp_path / "tabs.xlsx", {"S": rows}))
    desk.go_to(TABLE)
    others = dialog.table_step.others
    assert isinstance(others, QPushButton)
    desk.tab_to(others)
    desk.key(Qt.Key.Key_Return)
    desk.rest()
    for _ in range(2):
        desk.key(Qt.Key.Key_PageDown, modifiers=ALT)
        desk.rest()
    names = [entry.destination.new_name or entry.destination.stem for entry in dialog._queue.entries]
    assert names == ["tabs table 1", "tabs table 2"]


def test_in_the_summary_nothing_is_left_to_look_at(desk: Desk, tmp_path: Path) -> None:
    rows = [["Client", "Visited"], *([f"Client {n}", f"0{1 + n % 9}/0{1 + (n * 4) % 9}/2026"] for n in range(18))]
    desk.bring(write_csv(tmp_path / "a.csv", rows), clients(tmp_path / "b.csv"))
    desk.go_to(COLUMNS)
    assert desk.queue()[0][1] == "1 column needs a look"
    desk.go_to(SUMMARY)
    assert desk.queue()[0][1] == "read, 18 rows"
