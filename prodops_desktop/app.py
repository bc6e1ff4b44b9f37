"""The composition root of the window: puts the program together, opens what was asked for, and takes its pictures."""

import builtins
import gc
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from prodops_desktop.errors import UserError
from prodops_desktop.work import clock
from prodops_desktop.workspace import SUFFIX

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QDialog, QWidget

    from prodops_desktop.ui.main_window import MainWindow
    from prodops_desktop.ui.places import Preferences
    from prodops_desktop.ui.session import Session

_SWITCH_SECONDS = 0.001
"""So long a thread that reads may keep Python from the window, and so long the window may paint before one that reads has its turn."""


def run_window(paths: Sequence[Path], *, argv: list[str]) -> int:
    """Run the window until it is closed: on a workspace, on spreadsheets to import, or as it was left.

    1 with a sentence on standard error when it can't begin.
    """
    problem = _what_hinders(paths)
    if problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    gc.disable()  # until there is a window, nothing that is made is forgotten; then IdleCollector looks for what was
    sys.setswitchinterval(_SWITCH_SECONDS)
    _import_plainly()
    from prodops_desktop.ui import own_ways
    from prodops_desktop.ui.places import Preferences
    from prodops_desktop.ui.shell.application import Application

    preferences = Preferences()
    app = make_application(argv, preferences.text("theme", "system"))
    own_ways.apply(preferences)
    from prodops_desktop.ui.crash import CrashHandler  # from here on modules keep texts: what translates them is installed by now
    from prodops_desktop.ui.idle_gc import IdleCollector

    CrashHandler(app).install()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    window = make_window(preferences)
    open_first(window, paths, preferences)
    if isinstance(app, Application):
        app.hand_files_to(window.files.take)
    collector = IdleCollector(lambda: window.busy, lambda: window.session, app)
    ended = app.exec()
    collector.stop()
    return ended


def make_application(argv: list[str], theme_mode: str = "system") -> "QApplication":
    """The one QApplication, dressed in the theme."""
    from PySide6.QtWidgets import QApplication

    from prodops_desktop import __version__
    from prodops_desktop.ui import theme
    from prodops_desktop.ui.shell.app_icon import app_icon
    from prodops_desktop.ui.shell.application import Application

    there = QApplication.instance()
    app = there if isinstance(there, QApplication) else Application(argv)
    app.setApplicationName("prodops-desktop")
    app.setApplicationDisplayName("Prodops Desktop")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("prodops-desktop")
    theme.install(app, theme_mode)
    app.setWindowIcon(app_icon())
    return app


def make_window(preferences: "Preferences", *, for_pictures: bool = False) -> "MainWindow":
    """The window with every panel there is and the import dialog, not shown yet."""
    from prodops_desktop.ui.main_window import MainWindow

    return MainWindow(preferences, importer=_make_import_dialog, for_pictures=for_pictures)


def render_pages(
    workspace: Path, folder: Path, *, pages: list[str] | None, themes: list[str], sizes: list[tuple[int, int]], scale: float
) -> list[Path]:
    """Write a picture of each page from the real window, opened for reading only: ``PAGE-THEME-WxH@SCALE.png``.

    ``pages`` None takes all; ``scale`` is the ratio of device pixels. Raises UserError for a page that there is not, a workspace that
    can't be opened, or a folder that can't be written.
    """
    from PySide6.QtWidgets import QApplication

    if QApplication.instance() is None:
        if sys.platform.startswith("linux"):
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.environ["QT_SCALE_FACTOR"] = f"{scale:g}"
    from prodops_desktop.ui.render import take_pictures

    make_application([sys.argv[0]], themes[0] if themes else "light")
    return take_pictures(workspace, folder, make_window, pages=pages, themes=themes, sizes=sizes, scale=scale)


def _import_plainly() -> None:
    """Take Qt's own import out of the way of all others, for this process.

    PySide looks through the source of each module that is imported, and keeps it in memory, to find those that choose its other naming
    style by ``from __feature__ import``. None of ours does, and it took a twentieth of the time to the first page.
    """
    import PySide6.QtCore  # noqa: F401 - puts its own import in the place of Python's, which it keeps under this name

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def _make_import_dialog(session: "Session", paths: list[Path], parent: "QWidget", dataset: str) -> "QDialog":
    from prodops_desktop.ui.importing.dialog import ImportDialog

    dialog: QDialog = ImportDialog(session, paths, parent, dataset)
    return dialog


def _what_hinders(paths: Sequence[Path]) -> str:
    if sum(path.suffix.casefold() == SUFFIX for path in paths) > 1:
        return "One workspace is open at a time. Name one of them, and the spreadsheets to import into it."
    for path in paths:
        if not os.path.exists(path):  # of a name that no file can have, too, it says that there is none
            return str(UserError(f"There is no file {path}. Check the name, or start without one and make a new workspace."))
    try:
        clock.today()
    except UserError as error:
        return str(error)
    display = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if sys.platform.startswith("linux") and not display:
        return "There is no display to open a window on. Start it from a desktop, or use the commands: prodops-desktop --help."
    return ""


def open_first(window: "MainWindow", paths: Sequence[Path], preferences: "Preferences") -> None:
    """Show the window on the workspace that was named, else on that of last time; without either the first-run page stands in it.

    Spreadsheets that were named are taken then. What is opened before the window is shown is the first that is built and painted.
    """
    absolute = [path.absolute() for path in paths]
    workspaces = [path for path in absolute if path.suffix.casefold() == SUFFIX]
    last = preferences.text("last")
    is_open = True
    if workspaces:
        is_open = window.open_path(workspaces[0])
    elif preferences.flag("reopen", default=True) and last and os.path.exists(last):
        window.open_path(Path(last))
    sheets = [path for path in absolute if path not in workspaces]
    if sheets and is_open:
        window.show()
        window.files.take(sheets)
    else:
        window.show_filled()
