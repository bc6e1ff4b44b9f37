"""What the links of the help page “Try to break it” do: open a file that is made to be hard in the import, or show their folder."""

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QWidget

from prodops_desktop.ui import asking
from prodops_desktop.ui.shell.files import Files
from prodops_desktop.work import resources

SCHEME = "worst"
_FOLDER = "folder"


def follow(url: QUrl, parent: QWidget | None) -> None:
    """Follow a link such as ``worst:Pivot.xlsx`` for the window that ``parent`` belongs to; a file that does not ship is no link."""
    folder = resources.folder() / "sample" / "worst"
    if url.path() == _FOLDER:
        asking.show_file(folder)
        return
    files = _files_of(parent)
    path = next((path for path in folder.glob("*.*") if path.name == url.path()), None)
    if files is not None and path is not None:
        files.take([path])


def _files_of(widget: QWidget | None) -> Files | None:
    """The ways in of the nearest window that has them."""
    while widget is not None:
        files = getattr(widget, "files", None)
        if isinstance(files, Files):
            return files
        widget = widget.parentWidget()
    return None
