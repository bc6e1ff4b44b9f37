"""Asks for paths with the dialogs of the system, and shows a file with the program that the computer has for it."""

from pathlib import Path
from typing import TYPE_CHECKING

from prodops_desktop.ui import places
from prodops_desktop.ui.texts import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def ask_open(parent: "QWidget", title: str, kinds: str) -> list[Path]:
    """Files to open, none when it was cancelled; ``kinds`` are filters as Qt writes them."""
    from PySide6.QtWidgets import QFileDialog

    folder = places.documents_folder()
    found, _ = QFileDialog.getOpenFileNames(parent, title, str(folder if folder.is_dir() else Path.home()), kinds)
    return [Path(name) for name in found]


def ask_save(parent: "QWidget", title: str, path: Path, kinds: str) -> Path | None:
    """Where to write, with ``path`` proposed; None when it was cancelled."""
    from PySide6.QtWidgets import QFileDialog

    start = path if path.parent.is_dir() else Path.home() / path.name
    name, _ = QFileDialog.getSaveFileName(parent, title, str(start), kinds)
    return Path(name) if name else None


def ask_folder(parent: "QWidget", title: str, start: Path) -> Path | None:
    """A folder to write into, asked for from ``start`` on; None when it was cancelled."""
    from PySide6.QtWidgets import QFileDialog

    name = QFileDialog.getExistingDirectory(parent, title, str(start if start.is_dir() else Path.home()))
    return Path(name) if name else None


def show_made_folder(folder: Path) -> str:
    """Show a folder, which is made where there is none; why it can't be, in a sentence, or an empty text."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return tr("There is no folder {folder}, and none can be made: {why}.", folder=folder, why=error.strerror or error)
    show_file(folder)
    return ""


def show_file(path: Path) -> None:
    """Open a file or a folder with the program that this computer has for it."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
