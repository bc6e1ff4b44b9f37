"""Help, shortcuts, About and the crash report: they say what holds, and do what they offer."""

import logging
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from prodops_desktop.ui import asking, crash, places, theme
from prodops_desktop.ui.places import Preferences
from prodops_desktop.ui.render import settle
from prodops_desktop.ui.shell.about import AboutDialog
from prodops_desktop.ui.shell.about_parts import PACKAGES, Part, as_text, licence_text, parts
from prodops_desktop.ui.shell.page_keys import find_text
from prodops_desktop.ui.shell.shortcuts import ShortcutSheet
from tests.ui.contract import Open, cut_texts, wait_for


def test_the_shortcut_sheet_lists_every_command_the_page_first_and_filters(open_window: Open) -> None:
    window = open_window("filled")
    window.show_page("datasets")
    wait_for(window)
    window.dialogs.shortcuts()
    sheet = window.findChild(ShortcutSheet)
    assert sheet is not None
    shown = [label.text() for label in sheet.findChildren(QLabel)]
    assert {"Ctrl K", "Ctrl Z", "F4", "Ctrl 3", "Ctrl I", "Ctrl ,", "J", "K"} <= set(shown)
    assert {command.title().rstrip("…") for command in window.menus.commands} <= set(shown)
    assert shown.index("On this page: Datasets") < shown.index("File")
    assert "There is nothing to redo." in shown, "what can't be done says why"
    sheet.search.setText("undo")
    settle(lambda: False, seconds=0.02)
    left = {label.text() for label in sheet.findChildren(QLabel) if label.isVisible()}
    assert "Ctrl Z" in left
    assert "F4" not in left
    assert cut_texts(sheet) == []
    sheet.search.setText("no such key")
    assert sheet._none.isVisible()
    sheet.close()


def test_ctrl_f_filters_what_is_shown_and_esc_clears(open_window: Open) -> None:
    window = open_window("filled")
    for page in ("metrics", "datasets"):
        window.show_page(page)
        wait_for(window)
        assert window.page is not None
        for tab, _, _ in window.page.tabs():
            window.show_tab(tab)
            wait_for(window)
            QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
            field = window.focusWidget()
            assert isinstance(field, QLineEdit), tab
            assert window.page.isAncestorOf(field), tab
            QTest.keyClicks(field, "zz")
            QTest.keyClick(field, Qt.Key.Key_Escape)
            wait_for(window)
            assert field.text() == "", tab
    assert find_text(window.page) == "Find in the rows held back"


def test_about_says_versions_and_licences_and_copies_them(qapp: QApplication) -> None:
    dialog = AboutDialog(None)
    dialog.open()
    dialog.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert copied == as_text()
    for part in ("Prodops Desktop 0.", "PySide6", "SQLite 3.", "LGPL-3.0", f"Python {sys.version_info.major}."):
        assert part in copied
    assert cut_texts(dialog) == []
    assert dialog.licence.toPlainText().startswith("MIT License")
    names = [part.name for part in parts()]
    dialog.table.setCurrentIndex(dialog.table.model().index(names.index("XlsxWriter"), 0))
    assert "Redistribution and use in source and binary forms" in dialog.licence.toPlainText()
    assert "lgpl-3.0" in licence_text(Part("Qt", "6", "LGPL-3.0"))
    dialog.close()


def test_about_follows_the_size_of_the_texts(qapp: QApplication) -> None:
    dialog = AboutDialog(None)
    dialog.open()
    first = dialog.table.model().index(0, 0)
    row, letters = dialog.table.visualRect(first).height(), dialog.licence.fontInfo().pixelSize()
    try:
        theme.set_scale(150)
        settle(lambda: False, seconds=0.05)
        assert dialog.table.visualRect(first).height() >= 1.4 * row
        assert dialog.licence.fontInfo().pixelSize() >= 1.4 * letters
    finally:
        theme.set_scale(100)
        dialog.close()


def test_about_names_every_package_that_ships() -> None:
    lock = Path(__file__).parents[2] / "packaging" / "requirements.txt"
    locked = {line.split("==")[0] for line in lock.read_text(encoding="utf-8").splitlines() if line[:1].isalpha()}
    assert set(PACKAGES) == locked
    for package in parts():
        assert package.version or not package.package, f"{package.name} is installed in some version"


def test_a_crash_is_shown_and_its_log_holds_no_content(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PRODOPS_HOME", str(tmp_path))
    log = logging.getLogger("prodops_desktop")
    monkeypatch.setattr(log, "handlers", [])
    opened: list[Path] = []
    monkeypatch.setattr(asking, "show_file", opened.append)
    crash.start_log()
    handler = crash.CrashHandler(qapp)
    try:
        int("the secret of Halden Bank")
    except ValueError as error:
        handler.caught(type(error), error, error.__traceback__)
    settle(lambda: handler.dialog is None, seconds=0)
    assert handler.dialog is not None
    assert "the secret of Halden Bank" in handler.dialog.details.toPlainText(), "the operator sees all of it"
    handler.dialog.copy.click()
    assert "ValueError" in QGuiApplication.clipboard().text()
    handler.dialog.folder.click()
    assert opened == [places.log_folder()]
    written = (tmp_path / "log" / "prodops-desktop.log").read_text(encoding="utf-8")
    assert "ValueError" in written
    assert "test_dialogs.py" in written
    assert "secret" not in written
    handler.dialog.close()
    settle(lambda: handler.dialog is not None, seconds=0)
    for one in log.handlers:
        one.close()


def test_preferences_survive_a_damaged_file_and_a_folder_that_can_not_be_written(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    path.write_text("{ not json", encoding="utf-8")
    kept = Preferences(path)
    assert kept.text("theme", "system") == "system"
    kept.choose("theme", "dark")
    assert Preferences(path).text("theme") == "dark"
    nowhere = Preferences(path / "below a file" / "preferences.json")
    nowhere.choose("theme", "dark")
    assert nowhere.text("theme") == "dark"


def test_two_windows_keep_what_was_chosen_opened_and_pinned_in_the_other_one(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    one, other = Preferences(path), Preferences(path)
    one.choose("theme", "dark")
    one.opened(tmp_path / "a.prodops")
    other.choose("scale", "120")
    other.opened(tmp_path / "b.prodops")
    one.pin(tmp_path / "b.prodops", pinned=True)
    other.forget("scale")
    again = Preferences(path)
    assert (again.text("theme"), again.text("scale")) == ("dark", "")
    assert [(recent.path.stem, recent.pinned) for recent in again.recents()] == [("b", True), ("a", False)]
    assert path.stat().st_mode & 0o777 == 0o600


def test_recent_workspaces_are_the_latest_first_and_once_each(tmp_path: Path) -> None:
    kept = Preferences(tmp_path / "preferences.json")
    paths = [tmp_path / f"{name}.prodops" for name in "abc"]
    for path in (*paths, paths[0]):
        kept.opened(path)
    assert [recent.path.name for recent in kept.recents()] == ["a.prodops", "c.prodops", "b.prodops"]


def test_eight_recent_workspaces_are_kept_and_all_that_are_pinned(tmp_path: Path) -> None:
    kept = Preferences(tmp_path / "preferences.json")
    kept.opened(tmp_path / "pinned.prodops")
    kept.pin(tmp_path / "pinned.prodops", pinned=True)
    for number in range(10):
        kept.opened(tmp_path / f"{number}.prodops")
    again = Preferences(tmp_path / "preferences.json")
    assert [recent.path.stem for recent in again.recents()] == ["pinned", *"98765432"]
    again.opened(tmp_path / "pinned.prodops")
    assert again.recents()[0].pinned, "opening it again does not unpin it"
    again.forget_recent(tmp_path / "9.prodops")
    again.pin(tmp_path / "pinned.prodops", pinned=False)
    assert [recent.path.stem for recent in again.recents()] == ["pinned", *"8765432"]
