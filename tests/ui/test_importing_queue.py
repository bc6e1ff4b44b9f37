"""Several files in the import dialog: what is seen of each, going from one to another, and files that are refused or too much."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from prodops_desktop.datasets import importing
from prodops_desktop.datasets.staging import leftover_files
from prodops_desktop.ui import theme
from prodops_desktop.ui.importing import runs
from prodops_desktop.ui.importing.dialog import ImportDialog
from prodops_desktop.ui.shell.preferences import PreferencesDialog
from prodops_desktop.ui.shell.preferences.settings_section import SettingsSection, TextSetting
from prodops_desktop.workspace import settings
from tests.ui.contract import Open, cut_texts
from tests.ui.import_desk import COLUMNS, CONTROL, FILE, SUMMARY, TABLE, Desk
from tests.unit.sheets_here import done_here

pytestmark = pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing)")

ALT = Qt.KeyboardModifier.AltModifier
HOSTILE = Path(__file__).parents[1] / "data" / "hostile"


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


def clients(path: Path, count: int = 10) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["Client", "Seats"], *([f"Client {n}", n] for n in range(count))])
    return path


def broken(path: Path) -> Path:
    path.write_bytes(b"PK\x03\x04 this is no workbook")
    return path


def test_all_files_are_read_ahead_and_each_says_how_far_it_is(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.bring(clients(tmp_path / "a.csv"), broken(tmp_path / "b.xlsx"), clients(tmp_path / "c.csv", 25))
    assert dialog.place.text() == "File 1 of 3"
    states = desk.queue()
    assert states[0] == ("a.csv", "read, 10 rows")
    assert states[1][0] == "b.xlsx"
    assert states[1][1].endswith("."), "its sentence"
    assert states[2] == ("c.csv", "read, 25 rows")


def test_one_goes_to_any_file_and_back_without_losing_choices(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.bring(clients(tmp_path / "a.csv"), broken(tmp_path / "b.xlsx"), clients(tmp_path / "c.csv", 25))
    QTest.keyClicks(dialog.file_step.name, "first of all")
    desk.go_to(COLUMNS)
    desk.key(Qt.Key.Key_PageDown, modifiers=ALT)
    desk.rest()
    assert dialog.refused.isVisible()
    assert dialog.refused.title.text() == "b.xlsx was not imported"
    assert dialog.refused.note.text.text() == desk.queue()[1][1]
    desk.key(Qt.Key.Key_PageDown, modifiers=ALT)
    desk.rest()
    assert (dialog.step, dialog.file_step.name.text()) == (FILE, "c")
    desk.go_to(TABLE)
    desk.key(Qt.Key.Key_PageDown, modifiers=ALT)
    assert dialog.place.text() == "File 3 of 3", "there is none after it"
    list_ = dialog.queue_list.list
    first = list_.visualRect(list_.records.index(0, 0)).center()
    QTest.mouseClick(list_.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(first))
    desk.rest()
    assert (dialog.place.text(), dialog.step) == ("File 1 of 3", COLUMNS)
    assert dialog.title.text() == "Import first of all"
    desk.key(Qt.Key.Key_PageDown, modifiers=ALT)
    desk.key(Qt.Key.Key_PageDown, modifiers=ALT)
    desk.rest()
    assert dialog.step == TABLE


def test_imported_and_skipped_ones_stay_in_the_list_and_skipped_ones_are_taken_up_again(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.bring(*(clients(tmp_path / f"{name}.csv", 5 + at) for at, name in enumerate("abc")))
    desk.finish()
    assert dialog.place.text() == "File 2 of 3"
    assert desk.queue()[0] == ("a.csv", "imported")
    assert dialog.queue_list.head.text() == "1 of 3 imported"
    QTest.mouseClick(dialog.skip, Qt.MouseButton.LeftButton)
    desk.rest()
    assert dialog.place.text() == "File 3 of 3"
    assert desk.queue()[1] == ("b.csv", "skipped")
    desk.key(Qt.Key.Key_PageUp, modifiers=ALT)
    desk.rest()
    assert dialog.refused.title.text() == "b.csv was skipped"
    QTest.mouseClick(dialog.refused.again, Qt.MouseButton.LeftButton)
    desk.rest()
    desk.finish()
    assert dialog.place.text() == "File 3 of 3"
    desk.key(Qt.Key.Key_PageUp, modifiers=ALT)
    desk.key(Qt.Key.Key_PageUp, modifiers=ALT)
    desk.rest()
    assert dialog.refused.title.text() == "a.csv was imported"
    assert dialog.refused.note.text.text().startswith("Imported a, version 1: 5 rows")
    desk.go_on()
    assert dialog.place.text() == "File 3 of 3", "the next one with which something is left to do"
    desk.finish()
    assert desk.closed
    assert {one.name: one.version.rows_read for one in desk.datasets()} == {"a": 5, "b": 6, "c": 7}


def test_a_refused_file_in_the_middle_stops_nobody_and_can_be_tried_again(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.bring(clients(tmp_path / "a.csv"), broken(tmp_path / "b.csv"), clients(tmp_path / "c.csv", 25))
    desk.finish()
    assert dialog.refused.isVisible()
    assert dialog.primary.text() == "Next file"
    clients(tmp_path / "b.csv", 3)
    desk.tab_to(dialog.refused.again)
    desk.key(Qt.Key.Key_Space)
    desk.rest()
    assert dialog.step == FILE
    assert desk.queue()[1] == ("b.csv", "read, 3 rows")
    desk.finish()
    desk.finish()
    assert desk.closed
    assert {one.name: one.version.rows_read for one in desk.datasets()} == {"a": 10, "b": 3, "c": 25}


def test_the_same_path_comes_once(desk: Desk, tmp_path: Path) -> None:
    path = clients(tmp_path / "a.csv")
    dialog = desk.bring(path, path, tmp_path / "." / "a.csv")
    assert not dialog.queue_list.isVisible()
    assert not dialog.place.isVisible()
    desk.finish()
    assert desk.closed


def test_going_away_from_a_file_that_is_read_whole_stops_that(with_children: Desk, tmp_path: Path) -> None:
    desk = with_children
    dialog = desk.bring(clients(tmp_path / "large.csv", 30_000), clients(tmp_path / "c.csv"))
    desk.go_to(COLUMNS)
    desk.key(Qt.Key.Key_Return, modifiers=CONTROL)
    desk.until(lambda: bool(leftover_files(desk.path)))
    desk.key(Qt.Key.Key_PageDown, modifiers=ALT)
    desk.rest()
    assert leftover_files(desk.path) == []
    desk.key(Qt.Key.Key_PageUp, modifiers=ALT)
    desk.rest()
    assert dialog.step == COLUMNS


def test_what_was_read_whole_is_there_again_when_one_comes_back(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.bring(clients(tmp_path / "a.csv"), clients(tmp_path / "c.csv"))
    desk.go_to(SUMMARY)
    staged = leftover_files(desk.path)
    desk.key(Qt.Key.Key_PageDown, modifiers=ALT)
    desk.rest()
    desk.key(Qt.Key.Key_PageUp, modifiers=ALT)
    desk.rest()
    assert dialog.step == SUMMARY
    assert leftover_files(desk.path) == staged
    desk.key(Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    desk.rest()
    assert leftover_files(desk.path) == []


def test_the_first_look_can_be_stopped_and_begun_again(with_children: Desk, tmp_path: Path) -> None:
    desk = with_children
    desk.dialog = ImportDialog(desk.session, [clients(tmp_path / "a.csv", 20_000)], desk.window)
    desk.dialog.open()
    assert desk.dialog.waiting.isVisible()
    QTest.mouseClick(desk.dialog.waiting.cancel, Qt.MouseButton.LeftButton)
    desk.rest()
    assert desk.dialog.refused.note.text.text() == "Reading was cancelled."
    QTest.mouseClick(desk.dialog.refused.again, Qt.MouseButton.LeftButton)
    desk.rest()
    assert desk.dialog.file_step.isVisible()


def test_closing_while_files_are_read_leaves_nothing(with_children: Desk, tmp_path: Path) -> None:
    desk = with_children
    desk.dialog = ImportDialog(desk.session, [clients(tmp_path / f"{at}.csv", 10_000) for at in range(3)], desk.window)
    desk.dialog.open()
    QTest.qWait(50)
    desk.window.close()
    assert desk.closed
    desk.until(lambda: not desk.session.jobs)
    assert leftover_files(desk.path) == []


def test_the_limit_of_memory_is_typed_in_the_preferences(desk: Desk) -> None:
    dialog = PreferencesDialog(desk.window, "import")
    dialog.show()
    desk.rest()
    section = dialog.section("import")
    assert isinstance(section, SettingsSection)
    row = section.settings["import_memory_mb"]
    assert isinstance(row, TextSetting)
    field = row.field
    assert field.text() == "0", "what this computer allows by itself"
    field.setFocus()
    for typed, kept in (("300", "300"), ("7", "300")):
        field.selectAll()
        QTest.keyClicks(field, typed)
        QTest.keyClick(field, Qt.Key.Key_Return)
        desk.rest()
        with desk.session.workspace.reading() as store:
            assert settings.get(store, "import_memory_mb") == kept
    assert "from 64 to 1,000,000" in row.refused.text.text()
    dialog.close()


def told_of_too_much(desk: Desk, path: Path, following: Path) -> str:
    """What a file that passes the cap of 300 MB is refused with; the next one is imported."""
    desk.session.run(lambda store: settings.set_setting(store, "import_memory_mb", "300"))
    desk.rest()
    dialog = desk.bring(path, following)
    assert dialog.refused.isVisible()
    said = dialog.refused.note.text.text()
    assert desk.queue()[0] == (path.name, said)
    desk.go_on()
    assert dialog.place.text() == "File 2 of 2"
    desk.finish()
    assert desk.closed
    return said


def test_a_file_that_is_too_much_ends_as_a_sentence_and_the_next_goes_on(with_children: Desk, tmp_path: Path) -> None:
    said = told_of_too_much(with_children, HOSTILE / "far apart.xls", clients(tmp_path / "next.csv"))
    assert "300 MB" in said
    assert said.endswith(".")
    assert with_children.dataset("next").version.rows_read == 10


def test_a_foreign_file_that_is_too_much_does_so_too(with_children: Desk, tmp_path: Path, trial_data: Callable[[str], Path]) -> None:
    said = told_of_too_much(with_children, trial_data("hostile/apache__51535.xls"), clients(tmp_path / "next.csv"))
    assert "300 MB" in said
    assert said.endswith(".")
    assert with_children.dataset("next").version.rows_read == 10


def test_a_file_that_kills_its_reader_ends_as_a_sentence_and_the_next_goes_on(with_children: Desk, tmp_path: Path) -> None:
    desk = with_children
    desk.session.run(lambda store: settings.set_setting(store, "import_memory_mb", "300"))
    desk.rest()
    dialog = desk.bring(HOSTILE / "looping.xls", clients(tmp_path / "next.csv"))
    assert dialog.refused.note.text.text().startswith("It is a damaged xls workbook")
    desk.go_on()
    desk.finish()
    assert desk.dataset("next").version.rows_read == 10


@pytest.mark.parametrize("family", ["Inter", "DejaVu Sans"], indirect=True)
@pytest.mark.parametrize(("size", "mode"), [((1024, 640), "light"), ((1024, 640), "dark"), ((1440, 900), "light")])
def test_no_text_is_cut_with_the_list_of_files_beside(family: str, desk: Desk, tmp_path: Path, size: tuple[int, int], mode: str) -> None:
    theme.set_mode(mode)
    desk.window.resize(*size)
    dialog = desk.bring(
        clients(tmp_path / "a long name of a file of clients.csv"), broken(tmp_path / "b.xlsx"), clients(tmp_path / "c.csv")
    )
    assert (dialog.width() <= size[0], dialog.height() <= size[1]) == (True, True)
    for step in (FILE, TABLE, COLUMNS, SUMMARY):
        assert dialog.step == step
        assert cut_texts(dialog) == []
        if step == COLUMNS:
            desk.key(Qt.Key.Key_F2)
            desk.rest()
            assert cut_texts(dialog) == []
            desk.key(Qt.Key.Key_Escape)
        desk.go_on()
    assert dialog.refused.isVisible()
    assert cut_texts(dialog) == []
