"""What the links of the help page “Try to break it” do: open a file that is made to be hard in the import, or show their folder."""

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication

from prodops_desktop.ui import asking
from prodops_desktop.ui.shell.files import Files
from prodops_desktop.work import resources

SCHEME = "worst"
_FOLDER = "folder"


def follow(url: QUrl) -> None:
    """Follow a link such as ``worst:Pivot.xlsx`` for the window of the program; a file that does not ship is no link."""
    folder = resources.folder() / "sample" / "worst"
    if url.path() == _FOLDER:
        asking.show_file(folder)
        return
    files = _files()
    path = next((path for path in folder.glob("*.*") if path.name == url.path()), None)
    if files is not None and path is not None:
        files.take([path])


def _files() -> Files | None:
    """The ways in of the window that is open; the help stands beside it."""
    found = (getattr(window, "files", None) for window in QApplication.topLevelWidgets() if window.isVisible())
    return next((files for files in found if isinstance(files, Files)), None)
