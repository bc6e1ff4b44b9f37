"""What links of the help to files of the sample do: open a file in the import, or show its folder."""

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication

from prodops_desktop.ui import asking
from prodops_desktop.ui.shell.files import Files
from prodops_desktop.work import resources

SCHEME = "sample"
_FOLDERS = ("try-these", "worst")


def follow(url: QUrl) -> None:
    """Follow ``sample:worst/Pivot.xlsx`` or ``sample:worst`` for the window of the program; other places are no links."""
    folder, _, name = url.path().partition("/")
    if folder not in _FOLDERS:
        return
    place = resources.folder() / "sample" / folder
    if not name:
        asking.show_file(place)
        return
    files = _files()
    path = next((path for path in place.iterdir() if path.name == name), None)
    if files is not None and path is not None:
        files.take([path])


def _files() -> Files | None:
    """The ways in of the window that is open; the help stands beside it."""
    found = (getattr(window, "files", None) for window in QApplication.topLevelWidgets() if window.isVisible())
    return next((files for files in found if isinstance(files, Files)), None)
