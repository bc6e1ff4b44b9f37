"""Links of the help to files of the sample open these in the import, by the keyboard too, and nothing else."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from prodops_desktop.ui import asking
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.shell import help as help_
from prodops_desktop.work import resources
from tests.ui.contract import Open, put_away

WORST = resources.folder() / "sample" / "worst"


def test_links_open_files_and_their_folder(open_window: Open, imported: list[list[Path]], monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(asking, "show_file", shown.append)
    window = open_window("filled")
    (command,) = [one for one in window.menus.commands if one.id == "help.worst"]
    assert command.menu == "Help"
    command.run()
    page = help_._windows[-1]
    assert (page.current, page.isVisible()) == ("worst", True)
    try:
        page.text.setFocus()
        followed: list[QUrl] = []
        page.text.anchorClicked.connect(followed.append)
        QTest.keyClick(page.text, Qt.Key.Key_Tab)
        QTest.keyClick(page.text, Qt.Key.Key_Return)
        assert [url.toString() for url in followed] == ["importing.md"]
        page.open("worst")
        for link in ("worst/Pivot.xlsx", "worst/../answers.json", "worst/nothing.xlsx", "worst/*.csv", "answers.json", "worst"):
            page.text.anchorClicked.emit(QUrl(f"sample:{link}"))
        assert imported == [[WORST / "Pivot.xlsx"]]
        assert shown == [WORST]
        assert page.current == "worst"
    finally:
        page.close()
        put_away(page)
        help_._windows.clear()


def test_the_tour_opens_from_the_first_page_and_from_the_menu(bare_window: MainWindow) -> None:
    (link,) = [one for one in bare_window.panes.findChildren(QPushButton) if one.text() == "Tour in three minutes" and one.isVisible()]
    (command,) = [one for one in bare_window.menus.commands if one.id == "help.tour"]
    assert (command.menu, command.text) == ("Help", link.text())
    for begin in (lambda: QTest.keyClick(link, Qt.Key.Key_Space), command.run):
        begin()
        page = help_._windows[-1]
        assert page.current == "tour"
        page.close()
        put_away(page)
        help_._windows.clear()
