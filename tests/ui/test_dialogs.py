"""Preferences, help, shortcuts, About and the crash report: they say what holds, and do what they offer."""

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from prodops_desktop.registry.rates import all_rates
from prodops_desktop.ui import crash, places, theme
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.places import Preferences
from prodops_desktop.ui.render import settle
from prodops_desktop.ui.shell.about import AboutDialog, as_text
from prodops_desktop.ui.shell.help import HelpWindow
from prodops_desktop.ui.shell.help_texts import help_pages, title_of
from prodops_desktop.ui.shell.preferences import PreferencesDialog
from prodops_desktop.ui.shell.shortcuts import ShortcutSheet
from prodops_desktop.workspace import settings
from tests.ui.contract import Open, cut_texts, wait_for


@pytest.fixture
def preferences(open_window: Open) -> Iterator[tuple[MainWindow, PreferencesDialog]]:
    """The preferences over an open workspace."""
    window = open_window("empty")
    dialog = PreferencesDialog(window, window.session, window.choose_theme, window.dialogs)
    dialog.open()
    wait_for(window)
    yield window, dialog
    dialog.close()


def rates_of(window: MainWindow) -> list[tuple[str, str, float]]:
    """The table of rates as it is in the file."""
    assert window.session is not None
    with window.session.workspace.reading() as store:
        return [(rate.currency, rate.day, rate.rate) for rate in all_rates(store)]


def test_a_rate_is_set_replaced_removed_and_each_is_a_step(preferences: tuple[MainWindow, PreferencesDialog]) -> None:
    window, dialog = preferences
    for rate in ("1.08", "1,10"):
        dialog.rates.code.setText("eur")
        dialog.rates.day.setText("2026-01-01")
        dialog.rates.rate.setText(rate)
        QTest.keyClick(dialog.rates.rate, Qt.Key.Key_Return)
        wait_for(window)
    assert rates_of(window) == [("EUR", "2026-01-01", 1.10)]
    assert any(label.text() == "1 EUR = 1.1000 USD" for label in dialog.findChildren(QLabel))
    remove = next(child for child in dialog.findChildren(type(window.top_bar.undo)) if child.accessibleName() == "Remove the rate of EUR")
    QTest.mouseClick(remove, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert rates_of(window) == []
    assert window.session is not None
    for expected in ([("EUR", "2026-01-01", 1.10)], [("EUR", "2026-01-01", 1.08)], []):
        window.session.undo()
        wait_for(window)
        assert rates_of(window) == expected


@pytest.mark.parametrize(("code", "day", "rate"), [("EURO", "2026-01-01", "1"), ("EUR", "soon", "1"), ("EUR", "2026-01-01", "much")])
def test_a_wrong_rate_is_said_in_place(preferences: tuple[MainWindow, PreferencesDialog], code: str, day: str, rate: str) -> None:
    window, dialog = preferences
    dialog.rates.code.setText(code)
    dialog.rates.day.setText(day)
    dialog.rates.rate.setText(rate)
    QTest.mouseClick(dialog.rates.add, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert dialog.rates.wrong.isVisible()
    assert len(dialog.rates.wrong.text.text()) > 20
    assert rates_of(window) == []


def test_paper_currency_and_company_are_settings_of_the_workspace(preferences: tuple[MainWindow, PreferencesDialog]) -> None:
    window, dialog = preferences
    dialog.paper._buttons["Letter"].click()
    dialog.company.setText("Halden")
    QTest.keyClick(dialog.company, Qt.Key.Key_Return)
    wait_for(window)
    assert window.session is not None
    with window.session.workspace.reading() as store:
        assert (settings.get(store, "paper"), settings.get(store, "company")) == ("Letter", "Halden")
    window.session.undo()
    window.session.undo()
    wait_for(window)
    assert dialog.paper.current() == "A4"
    assert dialog.company.text() == "" or dialog.company.hasFocus()


def test_the_order_of_day_and_month_is_a_setting_and_a_step(preferences: tuple[MainWindow, PreferencesDialog]) -> None:
    window, dialog = preferences
    assert dialog.day_order.current() == "day first"
    dialog.day_order._buttons["month first"].click()
    wait_for(window)
    assert window.session is not None
    with window.session.workspace.reading() as store:
        assert settings.get(store, "day_order") == "month first"
    window.session.undo()
    wait_for(window)
    assert dialog.day_order.current() == "day first"


def test_what_goes_into_the_inbox_of_feedback_is_set_and_nonsense_is_said_where_it_was_typed(
    preferences: tuple[MainWindow, PreferencesDialog],
) -> None:
    window, dialog = preferences
    names = ("feedback_fresh_days", "feedback_nps_words", "feedback_ticket_priority")

    def stored() -> tuple[str, ...]:
        assert window.session is not None
        with window.session.workspace.reading() as store:
            return tuple(settings.get(store, name) for name in names)

    assert stored() == (dialog.numbers[names[0]].text(), dialog.numbers[names[1]].text(), dialog.tickets.current_id()) == ("30", "4", "2")
    for name, typed in ((names[0], "0"), (names[1], "6")):
        dialog.numbers[name].setText(typed)
        QTest.keyClick(dialog.numbers[name], Qt.Key.Key_Return)
        wait_for(window)
    dialog.tickets.setFocus()
    QTest.keyClick(dialog.tickets, Qt.Key.Key_Up)
    wait_for(window)
    assert stored() == ("0", "6", "1")
    dialog.numbers[names[0]].setText("a month")
    QTest.keyClick(dialog.numbers[names[0]], Qt.Key.Key_Return)
    wait_for(window)
    assert dialog.refused[names[0]].isVisible()
    assert "Give a whole number of days, or 0 for any age." in dialog.refused[names[0]].text.text()
    assert not dialog.refused["tools_low_use"].isVisible()
    assert dialog.numbers[names[0]].text() == "0"
    for expected in (("0", "6", "2"), ("0", "4", "2"), ("30", "4", "2")):
        assert window.session is not None
        window.session.undo()
        wait_for(window)
        assert stored() == expected
    assert dialog.tickets.current_id() == "2"


def test_the_theme_changes_at_once(preferences: tuple[MainWindow, PreferencesDialog]) -> None:
    _, dialog = preferences
    dialog.theme._buttons["dark"].click()
    assert theme.tokens().dark
    dialog.theme._buttons["light"].click()
    assert not theme.tokens().dark
    assert cut_texts(dialog) == []


def test_help_opens_at_the_page_searches_and_follows_links(qapp: QApplication) -> None:
    window = HelpWindow()
    window.open("metrics")
    assert window.current == "metrics"
    assert "Reading the chart" in window.text.toPlainText()
    window._on_link_clicked(QUrl("home.md"))
    assert window.current == "home"
    window.search.setText("quarantine capitals")
    assert [window.names.item(row).text() for row in range(window.names.count())] == ["Importing"]
    window.search.setText("no such word anywhere")
    assert "No page" in window.names.item(0).text()
    window.deleteLater()


def test_every_help_page_has_a_title_and_its_links_lead_somewhere() -> None:
    pages = help_pages()
    assert set(pages) >= {"home", "datasets", "metrics", "importing", "packs", "changelog"}
    import re

    for name, text in pages.items():
        assert title_of(text) != "Help", name
        for target in re.findall(r"\]\(([^)]+)\.md\)", text):
            assert target in pages, f"{name} links to {target}"


def test_the_shortcut_sheet_lists_every_shortcut_and_filters(open_window: Open) -> None:
    window = open_window("filled")
    sheet = ShortcutSheet(window, window.menus.commands)
    sheet.open()
    shown = {label.text() for label in sheet.findChildren(QLabel) if label.isVisible()}
    assert {"Ctrl K", "Ctrl Z", "F4", "Ctrl 3", "Ctrl I", "Ctrl ,"} <= shown
    sheet.search.setText("undo")
    settle(lambda: False, seconds=0.02)
    left = {label.text() for label in sheet.findChildren(QLabel) if label.isVisible()}
    assert "Ctrl Z" in left
    assert "F4" not in left
    assert cut_texts(sheet) == []
    sheet.close()


def test_about_says_versions_and_licences_and_copies_them(qapp: QApplication) -> None:
    dialog = AboutDialog(None)
    dialog.open()
    dialog.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert copied == as_text()
    for part in ("Prodops Desktop 0.", "PySide6", "SQLite 3.", "LGPL-3.0", f"Python {sys.version_info.major}."):
        assert part in copied
    assert cut_texts(dialog) == []
    dialog.close()


def test_a_crash_is_shown_and_its_log_holds_no_content(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PRODOPS_HOME", str(tmp_path))
    log = logging.getLogger("prodops_desktop")
    monkeypatch.setattr(log, "handlers", [])
    opened: list[Path] = []
    monkeypatch.setattr(crash, "show_file", opened.append)
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
    again.forget(tmp_path / "9.prodops")
    again.pin(tmp_path / "pinned.prodops", pinned=False)
    assert [recent.path.stem for recent in again.recents()] == ["pinned", *"8765432"]
