"""An import dialog that is open takes the files that are brought meanwhile, dropped on it or on the window behind it."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QDialog, QWidget

from prodops_desktop.ui.shell.drop import FileDrop


@runtime_checkable
class ImportQueue(Protocol):
    """A dialog with a list of files."""

    def add_files(self, paths: list[Path]) -> None:
        """Take more files."""

    def say(self, text: str, *, blocks: bool = False) -> None:
        """Say something at its foot."""


def open_queue(window: QWidget) -> ImportQueue | None:
    """The import dialog that is open over the window."""
    return next((one for one in window.findChildren(QDialog) if one.isVisible() and isinstance(one, ImportQueue)), None)


def take_drops(dialog: QDialog, taken: Callable[[list[Path]], object]) -> None:
    """Let files be dropped on an import dialog, too."""
    if isinstance(dialog, ImportQueue):
        queue = dialog
        FileDrop(dialog, taken, lambda text: queue.say(text, blocks=True), queued=True)
