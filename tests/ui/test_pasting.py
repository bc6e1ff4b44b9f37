"""A table on the clipboard is imported with Ctrl+V, from anywhere but a text field."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit

from prodops_desktop.errors import UserError
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.shell.pasting import Clipped, write_table
from tests.ui.contract import Open, rest


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for the files."""
    monkeypatch.setenv("PRODOPS_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def paste(window: MainWindow, text: str = "", html: str = "") -> None:
    """Copy it elsewhere, and press Ctrl+V here."""
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    rest(lambda: window.runner.busy)


def test_cells_of_a_spreadsheet_go_into_the_import(open_window: Open, imported: list[list[Path]], home: Path) -> None:
    window = open_window("empty")
    paste(window, "account\tseats\nHalden\t12\n", "<table><tr><td>not this one</td></tr></table>")
    [[path]] = imported
    assert path.parent == home / "pasted"
    assert path.suffix == ".tsv"
    assert path.read_text(encoding="utf-8") == "account\tseats\nHalden\t12\n"
    QGuiApplication.clipboard().setText("account\tseats\nVale\t7\n")
    window.menus.action("edit.paste_table").trigger()
    rest(lambda: window.runner.busy)
    assert imported[1][0] != path, "an earlier one is not written over"


def test_without_a_workspace_one_is_made_for_it(bare_window: MainWindow, imported: list[list[Path]], tmp_path: Path) -> None:
    bare_window.files.ask_save = lambda title, path, kinds: tmp_path / "mine.prodops"
    QGuiApplication.clipboard().setText("a\tb\n1\t2")
    QTest.mouseClick(bare_window.welcome.paste, Qt.MouseButton.LeftButton)
    rest(lambda: bare_window.runner.busy)
    assert (tmp_path / "mine.prodops").exists()
    assert len(imported) == 1


def test_a_pasted_table_is_for_her_alone_and_goes_with_its_import(open_window: Open, imported: list[list[Path]]) -> None:
    window = open_window("empty")
    paste(window, "account\tseats\nHalden\t12\n")
    [[path]] = imported
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert path.stat().st_mode & 0o777 == 0o600
    dialog = next(one for one in window.findChildren(QDialog) if one.isVisible())
    dialog.reject()
    assert list(path.parent.iterdir()) == []


def test_what_is_no_table_is_said_and_a_text_field_keeps_its_own_paste(open_window: Open, imported: list[list[Path]]) -> None:
    window = open_window("filled")
    paste(window, "just a sentence")
    assert window.strip.text.text() == "There is no table on the clipboard. Copy some cells in a spreadsheet, and paste again."
    field = QLineEdit(window)
    field.show()
    field.setFocus()
    paste(window, "a\tb\n1\t2")
    assert field.text().startswith("a")
    assert imported == []


def test_a_table_of_a_web_page_keeps_its_columns() -> None:
    html = """<p>before</p><table><tr><th colspan=2>Account &amp; plan<th>Seats</tr>
        <tr><td rowspan="2">Halden, Inc.<td>Pro</td><td> 1<br>2 </td></tr><tr><td>Free</td><td>3</td></tr></table>
        <table><tr><td>x</table>"""
    path = write_table(Clipped("before Account", html))
    assert path.suffix == ".csv"
    assert path.read_text(encoding="utf-8") == 'Account & plan,,Seats\n"Halden, Inc.",Pro,1 2\n,Free,3\n'


def test_one_column_of_cells_is_a_table_too_and_one_cell_is_none() -> None:
    column = "<table><tr><td>day</td></tr><tr><td>2026-11-01</td></tr></table>"
    assert write_table(Clipped("day\n2026-11-01\n", column)).read_text(encoding="utf-8") == "day\n2026-11-01\n"
    with pytest.raises(UserError, match="no table"):
        write_table(Clipped("day", "<table><tr><td>day</td></tr></table>"))
