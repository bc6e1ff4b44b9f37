"""A window on a workspace with the import dialog over it, driven by keys."""

import time
from collections.abc import Callable
from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from prodops_desktop.datasets import store as catalogue
from prodops_desktop.datasets.model import Dataset
from prodops_desktop.datasets.reading import columns_of
from prodops_desktop.ui.importing.dialog import ImportDialog
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.session import Session

CONTROL = Qt.KeyboardModifier.ControlModifier
FILE, COLUMNS, SUMMARY = range(3)


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

    def go_on(self) -> None:
        """Ctrl+Enter, and wait for what follows."""
        self.key(Qt.Key.Key_Return, modifiers=CONTROL)
        self.rest()

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

    def said(self) -> str:
        return self.window.strip.line.text if self.window.strip.line is not None else ""
