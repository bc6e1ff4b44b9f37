"""A window on a workspace with the import dialog over it, driven by keys."""

import time
from collections.abc import Callable
from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from prodops_desktop.datasets import store as catalogue
from prodops_desktop.datasets.model import Dataset
from prodops_desktop.datasets.reading import columns_of
from prodops_desktop.ui.importing.dialog import ImportDialog
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.session import Session

CONTROL = Qt.KeyboardModifier.ControlModifier
FILE, TABLE, COLUMNS, SUMMARY = range(4)


class Desk:
    """A window on a workspace, and the import dialog over it."""

    def __init__(self, window: MainWindow) -> None:
        assert window.session is not None
        self.window = window
        self.session: Session = window.session
        self.path = self.session.workspace.path
        self.dialog: ImportDialog

    def bring(self, *paths: Path) -> ImportDialog:
        """Open the dialog on files, and wait until the first one was looked at."""
        self.dialog = ImportDialog(self.session, list(paths), self.window)
        self.dialog.open()
        assert QTest.qWaitForWindowActive(self.dialog)
        self.rest()
        return self.dialog

    @property
    def closed(self) -> bool:
        """Whether the dialog has gone."""
        return not shiboken6.isValid(self.dialog) or not self.dialog.isVisible()

    def until(self, reached: Callable[[], bool], seconds: float = 30) -> None:
        """Let the window live until something holds."""
        end = time.monotonic() + seconds
        while not reached():
            assert time.monotonic() < end, "it did not come about in time"
            QTest.qWait(5)

    def rest(self, seconds: float = 60) -> None:
        """Let everything come that was begun."""
        self.until(lambda: not self.session.busy, seconds)
        QTest.qWait(20)
        self.until(lambda: not self.session.busy, seconds)

    def key(self, *keys: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys where the keyboard is."""
        for key in keys:
            focus = QApplication.focusWidget()
            assert focus is not None
            QTest.keyClick(focus, key, modifiers)

    def tab_to(self, wanted: QWidget) -> None:
        """Press Tab until the keyboard is on a widget."""
        for _ in range(60):
            if QApplication.focusWidget() is wanted:
                return
            self.key(Qt.Key.Key_Tab)
        raise AssertionError(f"{wanted.accessibleName() or type(wanted).__name__} is out of reach of Tab")

    def go_on(self) -> None:
        """Ctrl+Enter, and wait for what follows."""
        self.key(Qt.Key.Key_Return, modifiers=CONTROL)
        self.rest()

    def go_to(self, step: int) -> None:
        """Ctrl+Enter as often as it takes to a step of the file that is shown."""
        while self.dialog.step < step:
            before = self.dialog.step
            self.go_on()
            assert self.dialog.step == before + 1, self.dialog.said.text()

    def finish(self) -> None:
        """Take the file that is shown through all steps, and import it."""
        self.go_to(SUMMARY)
        self.go_on()

    def datasets(self) -> list[Dataset]:
        """What is in the workspace, read from the file."""
        with self.session.workspace.reading() as store:
            return catalogue.all_datasets(store)

    def dataset(self, name: str) -> Dataset:
        return next(one for one in self.datasets() if one.name == name)

    def fields(self, name: str) -> dict[str, str | None]:
        """Header to field as stored."""
        with self.session.workspace.reading() as store:
            return {column.header: column.field for column in columns_of(store, self.dataset(name).version.id)}

    def rows(self, view: str, *headers: str) -> list[tuple[object, ...]]:
        """The rows of a dataset's view in the order of the file, by these headers."""
        named = ", ".join(f'"{header}"' for header in headers)
        with self.session.workspace.reading() as store:
            return [tuple(row) for row in store.db.execute(f"SELECT {named} FROM {view} ORDER BY source_row_id")]

    def queue(self) -> list[tuple[str, str]]:
        """The list of files as it stands: the title and the state of each line."""
        model = self.dialog.queue_list.list.records
        shown = [self.dialog.queue_list.lines(record) for record in model.records]
        return [(lines.title, lines.below) for lines in shown]

    def said(self) -> str:
        return self.window.strip.line.text if self.window.strip.line is not None else ""
