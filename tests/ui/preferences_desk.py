"""The preferences over an open workspace, for their tests: to show a page, type into it, and see what is stored."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.shell.preferences import PreferencesDialog
from prodops_desktop.ui.shell.preferences.settings_section import SettingsSection, TextSetting
from prodops_desktop.ui.shell.preferences.workspace_sections import Tools
from prodops_desktop.workspace import settings
from tests.ui.contract import rest, wait_for

Opened = tuple[MainWindow, PreferencesDialog]


def settings_at(opened: Opened, id_: str) -> SettingsSection:
    """A page of settings, shown."""
    window, dialog = opened
    dialog.show_section(id_)
    wait_for(window)
    section = dialog.shown
    assert isinstance(section, SettingsSection)
    return section


def show_all_of(opened: Opened, id_: str) -> None:
    """Show a page, with the countries that it finds some time after it is there."""
    window, dialog = opened
    dialog.show_section(id_)
    section = dialog.shown
    rest(lambda: window.busy or (isinstance(section, Tools) and section.holidays.choice.count() < 3))
    wait_for(window)  # what came at last is laid out, too


def stored(window: MainWindow, *keys: str) -> tuple[str, ...]:
    assert window.session is not None
    with window.session.workspace.reading() as store:
        return tuple(settings.get(store, key) for key in keys)


def type_in(opened: Opened, section: SettingsSection, key: str, text: str) -> TextSetting:
    """Type a value and press Enter."""
    row = section.settings[key]
    assert isinstance(row, TextSetting)
    row.field.setText(text)
    QTest.keyClick(row.field, Qt.Key.Key_Return)
    wait_for(opened[0])
    return row


def undo(window: MainWindow) -> None:
    assert window.session is not None
    window.session.undo()
    wait_for(window)
