"""The tour of the help, followed once in the real window: what the page quotes stands on the screen at that moment."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from prodops_desktop.app import make_window
from prodops_desktop.datasets import importing
from prodops_desktop.ui.importing import runs
from prodops_desktop.ui.importing.dialog import ImportDialog
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.places import Preferences
from prodops_desktop.work import resources
from tests.ui.contract import dress, put_away, wait_for
from tests.ui.import_desk import Desk
from tests.unit.sheets_here import done_here

pytestmark = pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing)")

PAGE = (resources.folder() / "help" / "tour.md").read_text("utf-8")
STEPS = re.findall(r"^\d+\. (.+(?:\n   .+)*)", PAGE, re.MULTILINE)
DROPPED = resources.folder() / "sample" / "try-these" / "CS_health_2026-11.xlsx"
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
Key = Qt.Key


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    dress(qapp)
    for module in (importing, runs):
        monkeypatch.setattr(module, "run_reading", done_here)
    made = make_window(Preferences(tmp_path / "preferences.json"))
    made.dialogs.confirm_quit = lambda found: True  # type: ignore[method-assign]  # no box to click away in a test
    made.resize(1440, 900)
    made.show()
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made)
    yield made
    made.close()
    put_away(made)


class Tour:
    """What a newcomer does, step by step."""

    def __init__(self, window: MainWindow, sample: Path, folder: Path) -> None:
        self.window, self.sample, self.folder = window, sample, folder
        self.desk: Desk

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)
        wait_for(self.window)

    def in_dialog(self, *keys: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        for key in keys:
            self.desk.key(key, modifiers=modifiers)
            self.desk.rest()

    def open_sample(self) -> None:
        assert self.window.open_path(self.sample)
        wait_for(self.window)
        self.desk = Desk(self.window)

    def drag(self) -> None:
        at = self._middle()
        entered = QDragEnterEvent(at, Qt.DropAction.CopyAction, self._carried(), Qt.MouseButton.LeftButton, NONE)
        QApplication.sendEvent(self.window, entered)
        assert entered.isAccepted()

    def drop(self) -> None:
        dropped = QDropEvent(QPointF(self._middle()), Qt.DropAction.CopyAction, self._carried(), Qt.MouseButton.LeftButton, NONE)
        QApplication.sendEvent(self.window, dropped)
        self.desk.until(lambda: bool(self.window.findChildren(ImportDialog)))
        (self.desk.dialog,) = self.window.findChildren(ImportDialog)
        assert QTest.qWaitForWindowActive(self.desk.dialog)
        self.desk.rest()

    def _middle(self) -> QPoint:
        return self.window.rect().center()

    def _carried(self) -> QMimeData:
        self.mime = QMimeData()
        self.mime.setUrls([QUrl.fromLocalFile(str(DROPPED))])
        return self.mime

    def agree_and_read_all(self) -> None:
        self.in_dialog(Key.Key_1)
        self.in_dialog(Key.Key_Return, modifiers=CONTROL)

    def store(self) -> None:
        self.in_dialog(Key.Key_Return, modifiers=CONTROL)
        self.desk.until(lambda: self.desk.closed)
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window)
        wait_for(self.window)
        assert self.desk.dataset("CS health").version.number == 8

    def undo(self) -> None:
        self.press(Key.Key_Z, CONTROL)
        assert self.desk.dataset("CS health").version.number == 7

    def redo(self) -> None:
        self.press(Key.Key_Z, CONTROL | SHIFT)
        assert self.desk.dataset("CS health").version.number == 8
        assert adoption_of(self.desk, "Halden Bank") == 31

    def open_the_last_point(self) -> None:
        for key in (Key.Key_Return, Key.Key_Left, Key.Key_Return):
            self.press(key)

    def go_to_the_cell(self) -> None:
        self.press(Key.Key_K, CONTROL)
        field = QApplication.focusWidget()
        assert field is not None
        QTest.keyClicks(field, "NPS responses")
        wait_for(self.window)
        self.press(Key.Key_Return)
        wait_for(self.window)
        self.press(Key.Key_F9)

    def write_pack(self) -> None:
        offered: list[Path] = []

        def ask(title: str, path: Path, kinds: str) -> Path:
            offered.append(self.folder / path.name)
            return offered[-1]

        self.window.files.ask_save = ask
        self.press(Key.Key_E, CONTROL)
        self.desk.until(lambda: bool(offered) and not self.window.busy)
        book = openpyxl.load_workbook(offered[0], read_only=True)
        assert {"Contents", "NPS", "Sources"} <= set(book.sheetnames)
        book.close()


def adoption_of(desk: Desk, account: str) -> object:
    return next(row[1] for row in desk.rows("data_cs_health", "Account Name", "Adopt %") if row[0] == account)


def on_screen() -> str:
    """Every text that can be read in the windows that are open, each on a line."""
    found: list[str] = []
    for widget in [inner for top in QApplication.topLevelWidgets() if top.isVisible() for inner in [top, *top.findChildren(QWidget)]]:
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel | QAbstractButton):
            found.append(widget.text())
        found.append(widget.accessibleName())
    return "\n".join(found)


def test_the_tour_is_true(window: MainWindow, sample: Path, tmp_path: Path) -> None:
    tour = Tour(window, sample, tmp_path)
    actions: list[Callable[[], object]] = [
        tour.open_sample,
        tour.drag,
        tour.drop,
        lambda: tour.in_dialog(Key.Key_Home),
        lambda: tour.in_dialog(Key.Key_Return, Key.Key_Return, modifiers=CONTROL),
        lambda: tour.in_dialog(Key.Key_N),
        lambda: tour.in_dialog(Key.Key_2),
        lambda: tour.in_dialog(Key.Key_N),
        tour.agree_and_read_all,
        tour.store,
        tour.undo,
        tour.redo,
        lambda: tour.press(Key.Key_4, CONTROL),
        tour.open_the_last_point,
        tour.go_to_the_cell,
        tour.write_pack,
    ]
    assert len(actions) == len(STEPS)
    for step, action in zip(STEPS, actions, strict=True):
        action()
        said = on_screen()
        quoted = re.findall(r"“([^”]+)”", step)
        assert quoted, step
        assert [text for text in quoted if " ".join(text.split()) not in said] == [], step
