"""The import dialog on real files, driven by keys and clicks: nothing is stored before it is told to, and all of it can be undone."""

import csv
import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QComboBox, QHeaderView, QLineEdit, QWidget

from prodops_desktop.datasets import importing
from prodops_desktop.datasets import store as catalogue
from prodops_desktop.datasets.importing import import_file, stage_file
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.datasets.staging import leftover_files
from prodops_desktop.errors import Cancelled
from prodops_desktop.ui.importing import runs
from prodops_desktop.ui.importing.columns_table import FIELD
from prodops_desktop.ui.importing.dialog import ImportDialog
from prodops_desktop.ui.importing.naming import Target, continued, proposed_name
from prodops_desktop.ui.importing.runs import Held
from tests.ui.contract import Open, cut_texts
from tests.ui.import_desk import COLUMNS, CONTROL, FILE, SUMMARY, TABLE, Desk
from tests.unit.sheets_here import done_here

pytestmark = pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing)")  # of a list that pops up without a screen

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def with_children(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A window on an empty workspace that reads files as the program does."""
    monkeypatch.setenv("PRODOPS_TODAY", "2026-11-23")
    return Desk(open_window("empty"))


@pytest.fixture
def desk(with_children: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The same, but what a child would do is done in this process, since one takes half a second to start."""
    for module in (importing, runs):
        monkeypatch.setattr(module, "run_reading", done_here)
    return with_children


def write_csv(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def responses(path: Path, count: int = 30) -> Path:
    """NPS responses; the third score can't be one."""
    rows = [[n % 11 if n != 2 else 77, f"2026-10-{1 + n % 28:02}", f"Account {n % 7}", f"comment {n}"] for n in range(count)]
    return write_csv(path, [["score", "date", "company", "comment"], *rows])


def health_book(path: Path, sheets: dict[str, int], hidden: str = "") -> Path:
    """One sheet a customer success manager, each with a title above its header."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, count in sheets.items():
        sheet = book.create_sheet(name)
        sheet.append(["CS health, as of 20 November 2026"])
        sheet.append([])
        sheet.append(["Account", "Health Score", "Sentiment", "Top ask"])
        for number in range(count):
            sheet.append([f"{name} {number}", 40 + number % 60, ("Red", "Amber", "Green")[number % 3], "export"])
        sheet.sheet_state = "hidden" if name == hidden else "visible"
    book.save(path)
    return path


# --- one file


def test_imports_by_keyboard_alone(with_children: Desk, tmp_path: Path) -> None:
    dialog = with_children.bring(responses(tmp_path / "NPS_2026-11.csv"))
    assert dialog.step == FILE
    assert QApplication.focusWidget() is dialog.file_step.name
    assert dialog.file_step.name.text() == "NPS"
    with_children.key(Qt.Key.Key_A, modifiers=CONTROL)
    QTest.keyClicks(dialog.file_step.name, "Answers")
    assert dialog.title.text() == "Import Answers"
    assert dialog.said.text() == "Nothing is written until you finish Summary."
    with_children.go_on()
    assert dialog.step == TABLE
    assert QApplication.focusWidget() is dialog.table_step.grid
    with_children.go_on()
    assert dialog.step == COLUMNS
    assert QApplication.focusWidget() is dialog.columns_step.table
    with_children.key(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Backspace)
    assert with_children.datasets() == []
    with_children.go_on()
    assert dialog.step == SUMMARY
    assert dialog.said.text() == "Writes version 1 of Answers. One undo step."
    assert with_children.datasets() == [], "nothing is stored before Import"
    with_children.go_on()
    assert with_children.closed
    made = with_children.dataset("Answers")
    assert (made.kind, made.version.rows_read, made.version.rows_accepted, made.version.rows_quarantined) == ("nps", 30, 29, 1)
    assert made.version.as_of == "2026-11-23", "November is not over yet"
    assert with_children.fields("Answers") == {"score": "score", "date": "when", "company": "account", "comment": None}
    assert with_children.said() == "Imported Answers, version 1: 29 rows, 1 in quarantine."
    assert leftover_files(with_children.path) == []


def test_undo_on_the_result_line_takes_the_import_back(desk: Desk, tmp_path: Path) -> None:
    desk.bring(responses(tmp_path / "a.csv"))
    desk.finish()
    assert desk.closed
    assert len(desk.datasets()) == 1
    undo = next(one for one in desk.window.strip.findChildren(QAbstractButton) if one.text() == "Undo" and one.isVisible())
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    desk.rest()
    assert desk.datasets() == []


def test_a_field_chosen_from_the_list_arrives_and_is_taken_from_the_column_that_had_it(desk: Desk, tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "a.csv",
        [["score", "date", "company", "comment", "Words"], *([n % 11, "2026-10-03", f"A{n}", f"x{n}", f"y{n}"] for n in range(20))],
    )
    dialog = desk.bring(path)
    desk.go_to(COLUMNS)
    table = dialog.columns_step.table
    assert [one.field for one in table.records.records] == ["score", "when", "account", "comment", None]
    desk.key(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down)
    desk.key(Qt.Key.Key_Down, modifiers=ALT)
    assert table.menu.isVisible()
    _choose(desk, "comment")
    assert [one.field for one in table.records.records] == ["score", "when", "account", None, "comment"]
    assert table.records.cell(4, 4).text == "chosen"
    desk.finish()
    assert desk.fields("a") == {"score": "score", "date": "when", "company": "account", "comment": None, "Words": "comment"}


def _choose(desk: Desk, field: str | None) -> None:
    """Go down the list of fields by keys to one, and take it."""
    menu = desk.dialog.columns_step.table.menu
    active = menu.activeAction()
    wanted = [one for one in menu.actions() if not one.isSeparator()]
    here = wanted.index(active) if active is not None else -1
    there = next(at for at, one in enumerate(wanted) if one.data() == field)
    for _ in range(abs(there - here)):
        QTest.keyClick(menu, Qt.Key.Key_Down if there > here else Qt.Key.Key_Up)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    desk.dialog.activateWindow()  # without a screen the keyboard does not come back by itself
    assert QTest.qWaitForWindowActive(desk.dialog)


def test_a_click_opens_the_list_of_fields(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.bring(responses(tmp_path / "a.csv"))
    desk.go_to(COLUMNS)
    table = dialog.columns_step.table
    place = table.visualRect(table.records.index(1, FIELD)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert table.menu.isVisible()
    QTest.keyClick(table.menu, Qt.Key.Key_Escape)
    assert dialog.isVisible()


def test_a_missing_field_is_said_and_stops_until_it_is_chosen(desk: Desk, tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "a.csv", [["who", "how much", "when it was"], *([f"A{n}", n * 10, f"2026-0{1 + n % 9}-01"] for n in range(20))]
    )
    dialog = desk.bring(path)
    desk.go_to(COLUMNS)
    _choose_kind(dialog.columns_step.kind, "revenue")
    desk.rest()
    assert dialog.columns_step.missing.text.text().startswith("Revenue needs ")
    assert not dialog.primary.isEnabled()
    assert dialog.said.text().startswith("Revenue needs ")
    desk.key(Qt.Key.Key_Return, modifiers=CONTROL)
    assert dialog.step == COLUMNS
    table = dialog.columns_step.table
    table.setFocus()
    for row, field in enumerate(("account", "mrr", "month")):
        table.go_to(row)
        desk.key(Qt.Key.Key_Return)
        _choose(desk, field)
    assert dialog.primary.isEnabled()
    desk.finish()
    assert desk.dataset("a").kind == "revenue"
    assert desk.fields("a") == {"who": "account", "how much": "mrr", "when it was": "month"}


def _choose_kind(combo: QComboBox, kind: str) -> None:
    """Move through the closed list by keys until the kind is chosen."""
    combo.setFocus()
    here, there = combo.currentIndex(), combo.findData(kind)
    for _ in range(abs(there - here)):
        QTest.keyClick(combo, Qt.Key.Key_Down if there > here else Qt.Key.Key_Up)


def test_choices_stay_when_one_goes_back_and_forth(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.bring(responses(tmp_path / "a.csv"))
    dialog.file_step.name.setText("")
    QTest.keyClicks(dialog.file_step.name, "Kept name")
    day = dialog.file_step.day
    day.setFocus()
    day.selectAll()
    QTest.keyClicks(day, "3 Oct 2026")
    desk.go_to(COLUMNS)
    dialog.columns_step.table.go_to(2)
    desk.key(Qt.Key.Key_Backspace)
    desk.go_on()
    desk.key(Qt.Key.Key_Left, modifiers=ALT)
    assert dialog.step == COLUMNS
    desk.rest()
    assert dialog.columns_step.table.records.record(2).field is None
    desk.key(Qt.Key.Key_Left, modifiers=ALT)
    assert dialog.step == TABLE
    desk.rest()
    desk.key(Qt.Key.Key_Left, modifiers=ALT)
    assert dialog.step == FILE
    desk.rest()
    assert dialog.file_step.name.text() == "Kept name"
    desk.finish()
    made = desk.dataset("Kept name")
    assert made.version.as_of == "2026-10-03"
    assert desk.fields("Kept name")["company"] is None
    assert leftover_files(desk.path) == []


def test_what_is_no_day_stops_with_a_sentence(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.bring(responses(tmp_path / "NPS 2026-10-05.csv"))
    day = dialog.file_step.day
    assert (day.text(), dialog.file_step.day_note.text()) == ("2026-10-05", "found in the file’s name")
    day.setFocus()
    day.selectAll()
    QTest.keyClicks(day, "soon")
    assert not dialog.primary.isEnabled()
    assert "no day" in dialog.said.text()
    day.selectAll()
    QTest.keyClicks(day, "2026-10-06")
    desk.key(Qt.Key.Key_Up)
    assert day.text() == "2026-10-07"
    assert dialog.primary.isEnabled()
    assert dialog.file_step.day_note.text() == "chosen"


def test_sheets_of_one_shape_can_be_read_together_and_hidden_ones_are_marked(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.bring(health_book(tmp_path / "CS_health_2026-11.xlsx", {"Okafor": 30, "Park": 20, "Old": 10}, hidden="Old"))
    sheets = dialog.file_step.sheets
    assert QApplication.focusWidget() is sheets
    names = [sheets.records.cell(row, 1).text for row in range(sheets.records.rowCount())]
    assert names == ["All 2 of one shape", "Okafor", "Park", "Old (hidden)"]
    assert sheets.currentIndex().row() == 1, "the one with the largest table"
    assert dialog.file_step.day.text() == "2026-11-20"
    assert dialog.file_step.day_note.text() == "found in the title"
    desk.key(Qt.Key.Key_Up)
    desk.finish()
    made = desk.dataset("CS health")
    assert (made.kind, made.version.rows_read) == ("account_status", 50)


def test_another_sheet_is_looked_at_without_losing_the_keyboard(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.bring(health_book(tmp_path / "h.xlsx", {"Okafor": 30, "Park": 20}))
    desk.key(Qt.Key.Key_Down)
    desk.rest()
    sheets = dialog.file_step.sheets.records
    assert dialog.file_step.head.records.cell(0, 0).text == "Park 0"
    assert [sheets.record(row).taken for row in range(3)] == [False, False, True], "the tick moves along"
    assert QApplication.focusWidget() is dialog.file_step.sheets
    desk.finish()
    assert desk.dataset("h").version.rows_read == 20


# --- nothing stays behind


def test_escape_while_it_is_read_leaves_no_staging_file_and_no_version(with_children: Desk, tmp_path: Path) -> None:
    dialog = with_children.bring(responses(tmp_path / "large.csv", 20_000))
    with_children.go_to(COLUMNS)
    with_children.key(Qt.Key.Key_Return, modifiers=CONTROL)
    with_children.until(lambda: bool(leftover_files(with_children.path)))
    assert dialog.busy
    assert dialog.waiting.isVisible()
    with_children.key(Qt.Key.Key_Escape)
    assert with_children.closed
    with_children.rest()
    assert leftover_files(with_children.path) == []
    assert with_children.datasets() == []
    assert with_children.session.jobs == []


def test_cancel_reading_goes_back_to_the_columns(with_children: Desk, tmp_path: Path) -> None:
    dialog = with_children.bring(responses(tmp_path / "large.csv", 20_000))
    with_children.go_to(COLUMNS)
    with_children.key(Qt.Key.Key_Return, modifiers=CONTROL)
    with_children.until(lambda: bool(leftover_files(with_children.path)))
    QTest.mouseClick(dialog.waiting.cancel, Qt.MouseButton.LeftButton)
    assert dialog.step == COLUMNS
    with_children.rest()
    assert dialog.columns_step.isVisible()
    assert leftover_files(with_children.path) == []
    with_children.go_on()
    assert dialog.step == SUMMARY
    assert len(leftover_files(with_children.path)) == 1
    with_children.key(Qt.Key.Key_Escape)
    with_children.rest()
    assert leftover_files(with_children.path) == []
    assert with_children.datasets() == []


def test_files_brought_for_a_dataset_are_proposed_as_its_next_version(desk: Desk, tmp_path: Path) -> None:
    import_file(desk.session.workspace, ImportRequest(responses(tmp_path / "first.csv"), name="Voice of the customer"))
    path = responses(tmp_path / "quite another name.csv", 40)
    desk.dialog = ImportDialog(desk.session, [path], desk.window, "voice of the Customer")
    desk.dialog.open()
    desk.rest()
    assert desk.dialog.file_step.next.isChecked()
    assert desk.dialog.file_step.into.currentText() == "Voice of the customer"
    desk.finish()
    desk.rest()
    assert [(one.name, one.versions) for one in desk.datasets()] == [("Voice of the customer", 2)]


def test_closing_the_window_takes_the_staging_file_away(with_children: Desk, tmp_path: Path) -> None:
    with_children.bring(responses(tmp_path / "a.csv"))
    with_children.go_to(SUMMARY)
    assert len(leftover_files(with_children.path)) == 1
    with_children.window.close()
    with_children.until(lambda: leftover_files(with_children.path) == [])


def test_cancel_while_it_is_stored_leaves_everything_as_it_was(with_children: Desk, tmp_path: Path) -> None:
    with_children.bring(responses(tmp_path / "large.csv", 20_000))
    with_children.go_to(SUMMARY)
    with_children.key(Qt.Key.Key_Return, modifiers=CONTROL)
    assert with_children.closed
    assert [job.title for job in with_children.session.jobs] == ["Importing large"]
    QTest.mouseClick(with_children.window.status.cancel, Qt.MouseButton.LeftButton)
    with_children.rest()
    assert with_children.said() == "The import of large.csv was cancelled. Everything is as it was before."
    assert with_children.datasets() == []
    assert leftover_files(with_children.path) == []


def test_what_was_staged_too_late_is_taken_away_at_once(desk: Desk, tmp_path: Path) -> None:
    staged = stage_file(desk.session.workspace, ImportRequest(responses(tmp_path / "a.csv")))
    held = Held()
    held.abandon()
    assert staged.file.exists()
    with pytest.raises(Cancelled):
        held.offer(staged)
    assert leftover_files(desk.path) == []


# --- again, and the next version


def test_same_bytes_go_on_only_by_import_again(desk: Desk, tmp_path: Path) -> None:
    path = responses(tmp_path / "a.csv")
    import_file(desk.session.workspace, ImportRequest(path))
    dialog = desk.bring(path)
    assert "the same bytes as version 1 of a" in dialog.file_step.same.text.text()
    assert not dialog.primary.isEnabled()
    desk.key(Qt.Key.Key_Return, modifiers=CONTROL)
    assert dialog.step == FILE
    assert QApplication.focusWidget() is dialog.file_step.same.action
    desk.key(Qt.Key.Key_Space)
    assert dialog.step == TABLE
    desk.rest()
    desk.go_to(SUMMARY)
    assert dialog.primary.text() == "Import as version 2"
    desk.go_on()
    assert desk.dataset("a").version.number == 2


def test_a_later_file_of_a_name_like_it_is_proposed_as_the_next_version(desk: Desk, tmp_path: Path) -> None:
    import_file(desk.session.workspace, ImportRequest(responses(tmp_path / "NPS_export_2026-10.csv"), name="NPS export"))
    dialog = desk.bring(responses(tmp_path / "NPS_export_2026-11.csv", 40))
    assert dialog.file_step.next.isChecked()
    assert dialog.file_step.into.currentText() == "NPS export"
    assert dialog.title.text() == "Import new version of NPS export"
    desk.finish()
    assert [(one.name, one.versions) for one in desk.datasets()] == [("NPS export", 2)]
    assert desk.dataset("NPS export").version.rows_read == 40


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("CS_health_2026-11", "CS health"),
        ("NPS export 2026-11-20", "NPS export"),
        ("usage_summary", "usage_summary"),
        ("Revenue Nov 2026", "Revenue"),
        ("20261120 contacts", "contacts"),
        ("Q3 2026 pipeline", "pipeline"),
        ("2026-11", "2026-11"),
        ("Marketing plan", "Marketing plan"),
    ],
)
def test_the_day_is_no_part_of_a_name(stem: str, name: str) -> None:
    assert proposed_name(stem) == name


def test_likeness_needs_the_same_words() -> None:
    targets = [Target("CS health", 7, "CS_health_2026-10.xlsx"), Target("Money", 2, "arr-2026-09.csv")]
    assert continued("cs-health 2026-11 (1)", targets) == targets[0]
    assert continued("ARR_2026-10_final", targets) == targets[1]
    assert continued("CS health accounts", targets) is None


# --- several files


def test_a_refused_file_says_so_in_place_and_the_next_goes_on(desk: Desk, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 this is no workbook")
    dialog = desk.bring(responses(tmp_path / "one.csv"), broken, responses(tmp_path / "two.csv", 12))
    assert dialog.place.text() == "File 1 of 3"
    desk.finish()
    assert dialog.isVisible()
    assert dialog.place.text() == "File 2 of 3"
    assert dialog.refused.isVisible()
    assert dialog.refused.title.text() == "broken.xlsx was not imported"
    assert dialog.refused.note.text.text().endswith(".")
    assert dialog.primary.text() == "Next file"
    desk.go_on()
    assert dialog.place.text() == "File 3 of 3"
    desk.finish()
    assert desk.closed
    assert {one.name: one.version.rows_read for one in desk.datasets()} == {"one": 30, "two": 12}


def test_a_file_can_be_skipped(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.bring(responses(tmp_path / "one.csv"), responses(tmp_path / "two.csv", 12))
    desk.go_to(SUMMARY)
    QTest.mouseClick(dialog.skip, Qt.MouseButton.LeftButton)
    desk.rest()
    assert leftover_files(desk.path) == []
    desk.finish()
    assert [one.name for one in desk.datasets()] == ["two"]


def test_files_of_one_dataset_become_its_versions_in_order(desk: Desk, tmp_path: Path) -> None:
    paths = [responses(tmp_path / f"NPS_2026-0{month}.csv", 20 + month) for month in (7, 8, 9)]
    dialog = desk.bring(*paths)
    for _ in range(3):
        desk.go_to(COLUMNS)
        desk.key(Qt.Key.Key_Return, modifiers=CONTROL)
        desk.until(lambda: dialog.step == SUMMARY and not dialog.busy and dialog.primary.isEnabled())
        desk.key(Qt.Key.Key_Return, modifiers=CONTROL)
        desk.until(lambda: desk.closed or (dialog.step == FILE and not dialog.busy and dialog.primary.isEnabled()))
    desk.rest()
    with desk.session.workspace.reading() as store:
        versions = catalogue.versions_of(store, desk.dataset("NPS").id)
    assert [(one.number, one.rows_read) for one in versions] == [(3, 29), (2, 28), (1, 27)]


def test_a_file_that_is_not_there_is_refused(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.bring(tmp_path / "gone.csv")
    assert dialog.refused.isVisible()
    assert dialog.refused.title.text() == "gone.csv was not imported"
    assert dialog.refused.note.text.text().startswith("There is no ")
    desk.go_on()
    assert desk.closed


# --- what it looks like


@pytest.mark.parametrize("family", ["Inter", "DejaVu Sans"], indirect=True)
@pytest.mark.parametrize("size", [(1024, 640), (1440, 900)])
def test_no_text_is_cut_and_every_control_has_a_name(family: str, desk: Desk, tmp_path: Path, size: tuple[int, int]) -> None:
    desk.window.resize(*size)
    path = health_book(tmp_path / "CS_health_2026-11.xlsx", {"Okafor": 30, "Park": 20, "Old": 10}, hidden="Old")
    dialog = desk.bring(path, tmp_path / "gone.csv")
    assert dialog.width() <= size[0]
    assert dialog.height() <= size[1]
    for step in (FILE, TABLE, COLUMNS, SUMMARY):
        assert dialog.step == step
        assert cut_texts(dialog) == []
        assert _nameless(dialog) == []
        desk.go_on()
    assert dialog.refused.isVisible()
    assert cut_texts(dialog) == []


def _nameless(root: QWidget) -> list[str]:
    controls = [one for one in root.findChildren(QWidget) if one.isVisible()]
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView)
    return [
        type(one).__name__
        for one in controls
        if isinstance(one, kinds)
        and not isinstance(one, QHeaderView)
        and not one.accessibleName()
        and not (isinstance(one, QAbstractButton) and one.text())
    ]


# --- files from elsewhere


@pytest.mark.parametrize("name", ["ravenstack_feature_usage.csv", "Telco-Customer-Churn.csv", "maven_sales_pipeline.csv"])
def test_imports_foreign_files(with_children: Desk, trial_data: Callable[[str], Path], name: str) -> None:
    path = trial_data(f"real/{name}")
    with path.open(newline="", encoding="utf-8-sig") as file:
        expected = sum(1 for _ in csv.reader(file)) - 1
    with_children.bring(path)
    with_children.finish()
    assert with_children.closed
    made = with_children.dataset(path.stem)
    assert made.version.rows_read == expected
    assert made.version.rows_accepted + made.version.rows_quarantined + made.version.rows_dropped == expected


@pytest.mark.timeout(170)
def test_a_large_workbook_cancelled_at_half_then_imported(with_children: Desk, trial_data: Callable[[str], Path]) -> None:
    """The slow one: it reads 541,909 rows twice."""
    path = trial_data("real/online_retail.xlsx")
    gaps = _Gaps()
    dialog = with_children.bring(path)
    with_children.go_to(COLUMNS)
    with_children.key(Qt.Key.Key_Return, modifiers=CONTROL)
    job = with_children.session.jobs[0]
    with_children.until(lambda: bool(job.total) and job.text == "Storing rows" and job.done >= (job.total or 0) // 2, 90)
    QTest.mouseClick(dialog.waiting.cancel, Qt.MouseButton.LeftButton)
    with_children.rest()
    assert leftover_files(with_children.path) == []
    assert with_children.datasets() == []
    with_children.go_on()
    assert dialog.step == SUMMARY
    with_children.go_on()
    made = with_children.dataset("online_retail")
    assert made.version.rows_read == 541_909
    assert leftover_files(with_children.path) == []
    with sqlite3.connect(with_children.path) as db:
        assert db.execute("PRAGMA quick_check").fetchone() == ("ok",)
    assert gaps.longest < 1.0, "the window was held up"


class _Gaps:
    """Measures the longest time in which the event loop did not come round."""

    def __init__(self) -> None:
        self.longest, self._last = 0.0, time.monotonic()
        self._timer = QTimer()
        self._timer.setInterval(10)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.monotonic()
        self.longest, self._last = max(self.longest, now - self._last), now
