"""The import dialog by keyboard alone, step by step: what is ambiguous, tables, sheets, months side by side, and a password."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import keyring
import msoffcrypto.format.ooxml
import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QRadioButton,
    QWidget,
)

from prodops_desktop.datasets import importing
from prodops_desktop.ui.importing import runs
from prodops_desktop.ui.importing.table_choices import RIGHT_FIELD
from tests.ui.contract import Open
from tests.ui.import_desk import COLUMNS, CONTROL, FILE, SUMMARY, TABLE, Desk
from tests.ui.test_secret import Ring
from tests.unit.sheets_here import done_here

pytestmark = pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing)")

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
PASSWORD = "correct horse 7"


@pytest.fixture
def desk(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A window on an empty workspace; what a child would do is done in this process, since one takes half a second to start."""
    for module in (importing, runs):
        monkeypatch.setattr(module, "run_reading", done_here)
    monkeypatch.setenv("PRODOPS_TODAY", "2026-11-23")
    return Desk(open_window("empty"))


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Ring:
    """The keyring of this computer."""
    made = Ring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: made)
    return made


def write_csv(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def write_book(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    """A workbook of these sheets, cell by cell from A1 on."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


# --- what is ambiguous


def visits(path: Path) -> Path:
    """Days that can all be read in two ways: 1 to 9 of one of nine months."""
    return write_csv(path, [["Client", "Visited"], *([f"Client {n}", f"0{1 + n % 9}/0{1 + (n * 4) % 9}/2026"] for n in range(18))])


def test_ambiguous_days_are_answered_by_a_number_key(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.bring(visits(tmp_path / "visits.csv"))
    desk.go_to(COLUMNS)
    step = dialog.columns_step
    assert step.left_to_do.text() == "1 needs a look"
    desk.key(Qt.Key.Key_N)
    column = step.table.current()
    assert column is not None
    assert column.look.header == "Visited"
    assert step.table.records.cell(1, 6).text.endswith("d/m or m/d?")
    section = step.pane.resolver.sections[0]
    assert [one.text() for one in section.options][:2] == ["Day / month", "Month / day"]
    assert section.options[0].isChecked(), "as the workspace has it"
    desk.key(Qt.Key.Key_2)
    assert section.options[1].isChecked()
    assert (step.left_to_do.text(), step.table.records.cell(1, 6).text) == ("", "Month / day: chosen")
    desk.key(Qt.Key.Key_N)
    assert step.table.currentIndex().row() == 1, "there is no other question"
    desk.finish()
    expected = [f"2026-0{1 + n % 9}-0{1 + (n * 4) % 9}" for n in range(18)]
    assert [row[0] for row in desk.rows("data_visits", "Visited")] == expected


def test_the_rows_that_are_ambiguous_can_go_to_quarantine(desk: Desk, tmp_path: Path) -> None:
    rows = [["Client", "Visited"], ["A", "04/11/2026"], ["B", "25/12/2026"], ["C", "03/02/2026"], ["D", "2026-11-05"]]
    dialog = desk.bring(write_csv(tmp_path / "visits.csv", rows))
    desk.go_to(COLUMNS)
    desk.key(Qt.Key.Key_N, Qt.Key.Key_F2)
    section = dialog.columns_step.pane.resolver.sections[0]
    assert QApplication.focusWidget() is section.options[0]
    desk.key(Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert section.options[2].isChecked()
    assert section.options[2].text() == "Send 2 rows to quarantine"
    desk.key(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is dialog.columns_step.table
    assert dialog.isVisible()
    desk.finish()
    made = desk.dataset("visits").version
    assert (made.rows_read, made.rows_accepted, made.rows_quarantined) == (4, 2, 2)


def test_in_a_small_window_a_key_opens_the_questions_of_a_column_and_esc_closes_them(desk: Desk, tmp_path: Path) -> None:
    desk.window.resize(1024, 640)
    dialog = desk.bring(visits(tmp_path / "visits.csv"), visits(tmp_path / "more.csv"))
    desk.go_to(COLUMNS)
    step = dialog.columns_step
    assert not step.pane.isVisible()
    desk.key(Qt.Key.Key_N, Qt.Key.Key_F2)
    assert step.pane.isVisible()
    assert QApplication.focusWidget() is step.pane.resolver.sections[0].options[0]
    desk.key(Qt.Key.Key_Down, Qt.Key.Key_Escape)
    assert not step.pane.isVisible()
    assert step.left_to_do.isHidden() or step.left_to_do.text() == ""
    assert step.table.records.cell(1, 6).text == "Month / day: chosen"


def test_a_field_that_is_found_with_little_confidence_is_asked_about(desk: Desk, tmp_path: Path) -> None:
    rows: list[list[object]] = [["score", "date", "company", "what they said about us"]]
    rows += [[n % 11, "2026-10-03", f"A{n}", f"x{n}"] for n in range(20)]
    dialog = desk.bring(write_csv(tmp_path / "a.csv", rows))
    desk.go_to(COLUMNS)
    table = dialog.columns_step.table
    unsure = [one for one in table.records.records if any(asked.id == RIGHT_FIELD for asked in one.open)]
    assert unsure, "the header says it only in part"
    desk.key(Qt.Key.Key_N)
    column = table.current()
    assert column is not None
    desk.key(Qt.Key.Key_2)
    column = table.current()
    assert column is not None
    assert (column.field, column.open) == (None, ())
    desk.key(Qt.Key.Key_1)
    column = table.current()
    assert column is not None
    assert column.field == unsure[0].field


def test_the_pane_says_how_sure_a_field_is_and_why(desk: Desk, tmp_path: Path) -> None:
    rows: list[list[object]] = [["score", "date", "company"], *([n % 11, "2026-10-03", f"A{n}"] for n in range(20))]
    dialog = desk.bring(write_csv(tmp_path / "a.csv", rows))
    desk.go_to(COLUMNS)
    pane = dialog.columns_step.pane
    texts = [one.text() for one in pane.confidence.findChildren(QLabel) if one.isVisible()]
    share = dialog.columns_step.table.records.record(0).look.confidence
    assert texts[:2] == ["Confidence", f"{round(100 * share)}%"]
    assert texts[2] == "By its header"
    assert texts[-1] == "Integer, as the field wants"
    desk.key(Qt.Key.Key_Backspace)
    assert [one.text() for one in pane.confidence.findChildren(QLabel) if one.isVisible() and len(one.text()) > 12] == ["You chose this."]


def test_a_type_that_is_chosen_is_looked_at_and_kept(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.bring(write_csv(tmp_path / "ids.csv", [["Name", "Code"], *([f"N{n}", 1000 + n] for n in range(12))]))
    desk.go_to(COLUMNS)
    table, pane = dialog.columns_step.table, dialog.columns_step.pane
    table.go_to(1)
    assert table.records.cell(1, 5).text == "Integer"
    desk.key(Qt.Key.Key_F2)
    assert QApplication.focusWidget() is pane.type, "nothing is open"
    pane.type.setCurrentIndex(pane.type.findData("text"))
    pane.type.activated.emit(pane.type.currentIndex())
    desk.rest()
    assert table.records.cell(1, 5).text == "Text"
    desk.key(Qt.Key.Key_Escape)
    desk.finish()
    assert [row[0] for row in desk.rows("data_ids", "Code")][:2] == ["1000", "1001"]


def test_an_answer_is_given_to_all_columns_that_ask_the_same(desk: Desk, tmp_path: Path) -> None:
    rows = [
        ["Client", "First", "Last"],
        *([f"C{n}", f"0{1 + n % 9}/0{1 + n % 8}/2026", f"0{1 + n % 8}/0{1 + n % 9}/2026"] for n in range(18)),
    ]
    dialog = desk.bring(write_csv(tmp_path / "visits.csv", rows))
    desk.go_to(COLUMNS)
    assert dialog.columns_step.left_to_do.text() == "2 need a look"
    desk.key(Qt.Key.Key_N, Qt.Key.Key_2, Qt.Key.Key_A)
    assert dialog.columns_step.left_to_do.text() == ""
    assert dialog.file.request().orders == {"First": "month first", "Last": "month first"}


def test_tab_reaches_every_control_of_every_step_and_each_has_a_name(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.bring(visits(tmp_path / "visits.csv"), visits(tmp_path / "more.csv"))
    for step in (FILE, TABLE, COLUMNS, SUMMARY):
        desk.go_to(step)
        if step == COLUMNS:
            desk.key(Qt.Key.Key_N, Qt.Key.Key_F2)
        desk.rest()
        reached = _reached(desk)
        wanted = [one for one in dialog.findChildren(QWidget) if _takes_tab(one)]
        assert [one for one in wanted if one not in reached] == []
        assert [type(one).__name__ for one in wanted if not (one.accessibleName() or getattr(one, "text", str)())] == []


def _reached(desk: Desk) -> list[QWidget]:
    reached: list[QWidget] = []
    while (focus := QApplication.focusWidget()) is not None and focus not in reached:
        reached.append(focus)
        desk.key(Qt.Key.Key_Tab)
    return reached


def _takes_tab(one: QWidget) -> bool:
    """Whether Tab should come by; of buttons of which one is chosen, only that one, from where the arrow keys go on."""
    if not (one.isVisible() and one.isEnabled()):
        return False
    if isinstance(one, QAbstractButton):
        return one.isChecked() if one.group() is not None or isinstance(one, QRadioButton) else True
    kinds = QLineEdit | QComboBox | QAbstractItemView | QAbstractSpinBox
    return isinstance(one, kinds) and one.focusProxy() is None and bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus)


# --- tables and headers


def three_tables(path: Path) -> Path:
    """Regions, teams and prices below each other with blank rows between; the first one has a title and a note above its header."""
    rows: list[list[object]] = [["Regional overview"], ["as of 20 November 2026"], [], ["Region", "Deals", "Won"]]
    rows += [[f"Region {n}", 10 + n, n] for n in range(9)]
    rows += [[], [], ["Team", "Head", "People"], *([f"Team {n}", f"Head {n}", 3 + n] for n in range(5))]
    rows += [[], [], ["Plan", "Price", "Seats"], *([f"Plan {n}", 99.5 + n, 5 * n] for n in range(4))]
    return write_book(path, {"Overview": rows})


def test_each_table_of_a_sheet_can_be_chosen_by_keyboard(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.bring(three_tables(tmp_path / "Regional.xlsx"))
    desk.go_on()
    step = dialog.table_step
    tables = step.tables.records
    assert QApplication.focusWidget() is step.tables
    assert [tables.cell(row, 2).text for row in range(tables.rowCount())] == ["9", "5", "4"]
    desk.key(Qt.Key.Key_Down)
    desk.rest()
    assert QApplication.focusWidget() is step.tables, "looking again takes the keyboard from nobody"
    desk.go_on()
    assert [one.look.header for one in dialog.columns_step.table.records.records] == ["Team", "Head", "People"]
    desk.finish()
    assert desk.rows("data_regional", "Team", "People") == [(f"Team {n}", 3 + n) for n in range(5)]


def test_the_other_tables_come_in_as_well_each_into_its_own_dataset(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.bring(three_tables(tmp_path / "Regional.xlsx"))
    desk.go_on()
    desk.tab_to(dialog.table_step.others)
    assert dialog.table_step.others.text() == "Import the other 2 tables, too"
    desk.key(Qt.Key.Key_Space)
    desk.rest()
    assert [title for title, _ in desk.queue()] == ["Table 1 · Regional.xlsx", "Table 2 · Regional.xlsx", "Table 3 · Regional.xlsx"]
    for _ in range(3):
        desk.finish()
    assert desk.closed
    assert sorted(one.version.rows_accepted for one in desk.datasets()) == [4, 5, 9]


def test_header_rows_are_chosen_on_the_rows_by_keys_without_losing_other_choices(desk: Desk, tmp_path: Path) -> None:
    rows: list[list[object]] = [["Report"], ["Client", "Seats", "Seats"], ["name", "bought", "used"]]
    rows += [[f"Client {n}", 20 + n, 10 + n] for n in range(12)]
    dialog = desk.bring(write_book(tmp_path / "seats.xlsx", {"Seats": rows}))
    QTest.keyClicks(dialog.file_step.name, "Seats kept")
    desk.go_to(TABLE)
    step, grid = dialog.table_step, dialog.table_step.grid
    shown = [one.raw.row for one in grid.records.records]
    assert shown[:4] == [1, 2, 3, 4], "also what is above the table"
    grid.setFocus()
    grid.go_to(grid.records.row_of(3))
    desk.key(Qt.Key.Key_H)
    desk.rest()
    assert headers(desk) == ["name", "bought", "used"]
    grid.go_to(grid.records.row_of(2))
    desk.key(Qt.Key.Key_H)
    desk.rest()
    grid.go_to(grid.records.row_of(3))
    desk.key(Qt.Key.Key_H, modifiers=SHIFT)
    desk.rest()
    assert (step.header.first.value(), step.header.last.value()) == (2, 3)
    assert [header.split()[-1] for header in headers(desk)] == ["name", "bought", "used"], "both rows name the columns"
    assert [one.part for one in grid.records.records][:4] == ["above", "header", "header", ""]
    desk.finish()
    made = desk.dataset("Seats kept").version
    assert (made.rows_read, made.rows_accepted) == (12, 12)


def test_a_table_without_a_header_names_its_columns_by_place(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.bring(write_csv(tmp_path / "bare.csv", [["Client", "Seats"], *([f"C{n}", n] for n in range(8))]))
    desk.go_to(TABLE)
    desk.key(Qt.Key.Key_0)
    desk.rest()
    assert dialog.table_step.header.none.isChecked()
    assert not dialog.table_step.header.first.isEnabled()
    desk.finish()
    assert desk.dataset("bare").version.rows_read == 9, "the first row is one of the data"


def test_hidden_rows_columns_and_sheets_are_marked_and_left_out_when_wished(desk: Desk, tmp_path: Path) -> None:
    path = write_book(
        tmp_path / "h.xlsx", {"Seats": [["Client", "Seats", "Old"], *([f"C{n}", n, n] for n in range(12))], "Aside": [["x"], [1]]}
    )
    book = openpyxl.load_workbook(path)
    for row in (4, 5):
        book["Seats"].row_dimensions[row].hidden = True
    book["Seats"].column_dimensions["C"].hidden = True
    book["Aside"].sheet_state = "veryHidden"
    book.save(path)
    dialog = desk.bring(path)
    sheets = dialog.file_step.sheets.records
    assert [sheets.cell(row, 1).text for row in range(2)] == ["Seats", "Aside (very hidden)"]
    desk.go_to(TABLE)
    hidden = dialog.table_step.hidden
    assert hidden.text() == "Read the 2 hidden rows, too"
    assert hidden.isChecked()
    desk.tab_to(hidden)
    desk.key(Qt.Key.Key_Space)
    desk.rest()
    assert QApplication.focusWidget() is hidden
    desk.go_to(COLUMNS)
    table = dialog.columns_step.table
    assert [table.records.cell(row, 1).icon for row in range(3)] == ["", "", "eye-off-outline"]
    table.go_to(2)
    assert dialog.columns_step.pane.place.text() == "Column C, hidden in the file"
    desk.finish()
    made = desk.dataset("h").version
    assert (made.rows_read, made.rows_accepted, made.rows_dropped) == (12, 10, 2), "left out by a named step"


def test_a_choice_that_is_being_looked_at_can_be_taken_back(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.bring(write_csv(tmp_path / "a.csv", [["Client", "Seats"], *([f"C{n}", n] for n in range(8))]))
    desk.go_to(TABLE)
    desk.key(Qt.Key.Key_0)
    assert dialog.looking.isVisible()
    assert not dialog.primary.isEnabled()
    QTest.mouseClick(dialog.looking.stop, Qt.MouseButton.LeftButton)
    desk.rest()
    assert not dialog.looking.isVisible()
    assert dialog.table_step.header.first.value() == 1
    assert not dialog.table_step.header.none.isChecked()
    assert dialog.primary.isEnabled()


def test_months_side_by_side_become_rows_when_that_is_chosen(desk: Desk, tmp_path: Path) -> None:
    months = [f"{year}-{month:02}" for year in (2025, 2026) for month in range(1, 13)]
    rows: list[list[object]] = [["Account", *months], *([f"Account {n}", *(1000 + 10 * n + m for m in range(24))] for n in range(5))]
    dialog = desk.bring(write_book(tmp_path / "mrr.xlsx", {"MRR": rows}))
    desk.go_on()
    step = dialog.table_step
    assert step.wide_text.text().startswith("24 columns are periods in sequence, from ")
    desk.tab_to(step.keep)
    desk.key(Qt.Key.Key_Down)
    desk.rest()
    assert step.spread.isChecked()
    desk.go_on()
    assert headers(desk)[0] == "Account"
    assert len(headers(desk)) == 3
    desk.finish()
    assert desk.dataset("mrr").version.rows_accepted == 5 * 24


def headers(desk: Desk) -> list[str]:
    """The columns as they were found."""
    look = desk.dialog.file.look
    assert look is not None
    return [column.header for column in look.columns]


# --- sheets


def test_several_sheets_become_several_datasets_by_keyboard(desk: Desk, tmp_path: Path) -> None:
    sheets: dict[str, list[list[object]]] = {
        "Clients": [["Client", "Seats"], *([f"Client {n}", n] for n in range(9))],
        "Prices": [["Plan", "Price"], *([f"Plan {n}", 9.5 + n] for n in range(4))],
        "Notes": [["Note"], ["nothing"]],
    }
    dialog = desk.bring(write_book(tmp_path / "All_2026-11.xlsx", sheets))
    assert QApplication.focusWidget() is dialog.file_step.sheets
    desk.key(Qt.Key.Key_Space, Qt.Key.Key_Down)
    desk.rest()
    assert "only looked at" in dialog.said.text()
    assert not dialog.primary.isEnabled()
    desk.key(Qt.Key.Key_Space)
    desk.rest()
    assert [title for title, _ in desk.queue()] == ["Clients · All_2026-11.xlsx", "Prices · All_2026-11.xlsx"]
    assert dialog.file_step.name.text() == "All Prices"
    assert QApplication.focusWidget() is dialog.file_step.sheets
    desk.key(Qt.Key.Key_PageUp, modifiers=ALT)
    desk.rest()
    assert dialog.file_step.name.text() == "All Clients"
    desk.finish()
    assert dialog.file_step.name.text() == "All Prices", "the other one comes next"
    desk.finish()
    assert desk.closed
    assert {one.name: one.version.rows_read for one in desk.datasets()} == {"All Clients": 9, "All Prices": 4}


def test_encoding_and_sign_of_a_text_are_followed_at_once(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "städte.txt"
    path.write_bytes("Ort, Land§Höhe\nZürich, CH§408\nChur, CH§593\n".encode("cp1252"))
    dialog = desk.bring(path)
    step = dialog.file_step
    reading = step.reading
    assert reading.isVisible()
    assert (reading.delimiter.current_id(), reading.delimiter.itemText(0)) == ("", "Comma  ,, as found")
    assert reading.encoding.itemText(0) == "Windows-1252 (Western), as found"
    desk.tab_to(reading.delimiter)
    desk.key(Qt.Key.Key_End)
    assert QApplication.focusWidget() is reading.custom
    QTest.keyClicks(reading.custom, "§")
    desk.rest()
    assert [column.title for column in step.head.records.columns] == ["Ort, Land", "Höhe"]
    assert step.head.records.cell(0, 0).text == "Zürich, CH"
    assert QApplication.focusWidget() is reading.custom, "looking again takes the keyboard from nobody"
    desk.tab_to(reading.encoding)
    desk.key(Qt.Key.Key_Home)
    reading.encoding.setCurrentIndex(reading.encoding.findData("mac-roman"))
    reading.encoding.activated.emit(reading.encoding.currentIndex())
    desk.rest()
    assert step.head.records.cell(0, 0).text != "Zürich, CH"
    reading.encoding.setCurrentIndex(0)
    reading.encoding.activated.emit(0)
    desk.rest()
    desk.finish()
    assert desk.rows("data_st_dte", "Ort, Land", "Höhe") == [("Zürich, CH", 408), ("Chur, CH", 593)]


# --- a password


def locked_book(path: Path, password: str = PASSWORD) -> Path:
    plain = io.BytesIO()
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Client", "Seats"], ["Halden", 12], ["Vale", 7]):
        sheet.append(row)
    book.save(plain)
    plain.seek(0)
    with path.open("wb") as file:
        msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt(password, file)
    return path


def test_a_protected_workbook_asks_for_its_password_and_keeps_it_only_when_wished(desk: Desk, tmp_path: Path, ring: Ring) -> None:
    dialog = desk.bring(locked_book(tmp_path / "Secret_2026-10.xlsx"))
    page = dialog.locked
    assert page.isVisible()
    assert page.title.text() == "Secret_2026-10.xlsx needs a password"
    assert QApplication.focusWidget() is page.field
    assert page.field.echoMode() == page.field.EchoMode.Password
    assert page.keep.isEnabled()
    assert not page.keep.isChecked()
    assert not dialog.primary.isEnabled()
    QTest.keyClicks(page.field, "wrong")
    desk.go_on()
    assert page.isVisible()
    assert page.wrong.text.text().startswith("That is not the password")
    assert page.field.text() == ""
    QTest.keyClicks(page.field, PASSWORD)
    desk.tab_to(page.keep)
    desk.key(Qt.Key.Key_Space)
    desk.go_on()
    assert dialog.step == FILE
    assert ring.kept == {}, "only once it was imported"
    desk.go_to(SUMMARY)
    assert ring.kept == {}
    desk.go_on()
    assert desk.closed
    assert list(ring.kept.values()) == [PASSWORD]
    assert desk.dataset("Secret").version.rows_accepted == 2

    again = desk.bring(locked_book(tmp_path / "Secret_2026-11.xlsx"))
    assert not again.locked.isVisible(), "the password of the dataset that it continues was tried"
    assert again.file_step.next.isChecked()
    desk.key(Qt.Key.Key_Escape)
    third = desk.bring(locked_book(tmp_path / "Secret_2026-12.xlsx", "another one"))
    assert third.locked.isVisible()
    assert "kept for this source does not open" in third.locked.wrong.text.text()
    QTest.keyClicks(third.locked.field, "another one")
    desk.go_on()
    desk.finish()
    assert list(ring.kept.values()) == [PASSWORD], "it was not wished"
    assert desk.dataset("Secret").versions == 2
    content = desk.path.read_bytes()
    assert PASSWORD.encode() not in content
    assert b"another one" not in content


def test_enter_in_the_field_opens_the_file_and_the_eye_shows_what_is_typed(desk: Desk, tmp_path: Path, ring: Ring) -> None:
    del ring
    dialog = desk.bring(locked_book(tmp_path / "Secret.xlsx"))
    page = dialog.locked
    QTest.keyClicks(page.field, PASSWORD)
    desk.tab_to(page.eye)
    desk.key(Qt.Key.Key_Space)
    assert page.field.echoMode() == page.field.EchoMode.Normal
    assert page.eye.accessibleName() == "Hide the password"
    page.field.setFocus()
    desk.key(Qt.Key.Key_Return)
    desk.rest()
    assert dialog.file_step.isVisible()
    assert dialog.file_step.head.records.cell(0, 0).text == "Halden"


def test_without_a_keyring_it_is_said_that_it_is_asked_each_time(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.bring(locked_book(tmp_path / "Secret.xlsx"))
    page = dialog.locked
    assert not page.keep.isEnabled()
    assert "asked for each time" in page.about.text()
    assert page.keep.toolTip() == page.about.text()
    QTest.keyClicks(page.field, PASSWORD)
    desk.go_on()
    desk.finish()
    assert desk.dataset("Secret").version.rows_accepted == 2


def test_cancelling_at_the_password_leaves_the_others(desk: Desk, tmp_path: Path) -> None:
    other = write_csv(tmp_path / "open.csv", [["Client", "Seats"], *([f"C{n}", n] for n in range(8))])
    dialog = desk.bring(locked_book(tmp_path / "Secret.xlsx"), other)
    assert desk.queue()[0][1] == "needs its password"
    QTest.mouseClick(dialog.skip, Qt.MouseButton.LeftButton)
    desk.rest()
    assert desk.queue()[0][1] == "skipped"
    assert dialog.step == FILE
    desk.key(Qt.Key.Key_Return, modifiers=CONTROL)
