"""The QApplication of the program: what the system asks it to open, such as a file dropped on its icon, goes to the window."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """Gathers the files that come one by one, also before there is a window, and hands them over together."""

    def __init__(self, argv: list[str]) -> None:
        super().__init__(argv)
        self._asked: list[Path] = []
        self._take: Callable[[list[Path]], object] | None = None

    def hand_files_to(self, take: Callable[[list[Path]], object]) -> None:
        """Have files that the system wants opened taken by a window, those that came so far as well."""
        self._take = take
        self._hand_over()

    def event(self, event: QEvent) -> bool:
        """Only what is sent to the program itself comes here, unlike to a filter, which would see every event of every widget."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self._asked.append(Path(event.file()))
            QTimer.singleShot(0, self, self._hand_over)
            return True
        return super().event(event)

    def _hand_over(self) -> None:
        if self._take is not None and self._asked:
            paths, self._asked = self._asked, []
            self._take(paths)
