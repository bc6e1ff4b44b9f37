"""Takes pictures of the pages from the real window, once everything it reads has come."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from prodops_desktop.errors import UserError
from prodops_desktop.ui import theme
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.places import Preferences

_QUIET_SECONDS, _LONGEST_SECONDS = 0.25, 120.0


class MakeWindow(Protocol):
    """How the composition root makes the window."""

    def __call__(self, preferences: Preferences, *, for_pictures: bool) -> MainWindow:
        """The window with every panel there is, not shown yet."""


def take_pictures(
    workspace: Path,
    folder: Path,
    make_window: MakeWindow,
    *,
    pages: list[str] | None,
    themes: list[str],
    sizes: list[tuple[int, int]],
    scale: float,
) -> list[Path]:
    """Write ``PAGE-THEME-WxH@SCALE.png`` for each page, theme and size; raises UserError as the composition root says."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"The pictures can't be written to {folder}: {error.strerror}. Name another folder.") from None
    with tempfile.TemporaryDirectory() as aside:
        window = make_window(Preferences(Path(aside) / "preferences.json"), for_pictures=True)
        try:
            return list(_pictures(window, workspace, folder, pages, themes, sizes, scale))
        finally:
            window.close()
            window.deleteLater()
            settle(lambda: False, seconds=0.05)


def _pictures(
    window: MainWindow,
    workspace: Path,
    folder: Path,
    pages: list[str] | None,
    themes: list[str],
    sizes: list[tuple[int, int]],
    scale: float,
) -> list[Path]:
    known = [entry.id for entry in window.entries]
    wrong = [page for page in pages or [] if page not in known]
    if wrong:
        raise UserError(f"There is no page “{wrong[0]}”. There is: {', '.join(known)}.")
    said: list[str] = []
    window.runner.said.connect(lambda line: said.append(line.text if line is not None else ""))
    if not window.open_path(workspace, read_only=True):
        raise UserError(said[-1] if said else f"{workspace} can't be opened.")
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.show()
    written = []
    for mode in themes:
        theme.set_mode(mode)
        for width, height in sizes:
            window.setMinimumSize(0, 0)
            window.setFixedSize(width, height)
            for page in pages or known:
                window.show_page(page)
                settle(lambda: window.busy or window.badges.are_to_come)
                path = folder / f"{page}-{mode}-{width}x{height}@{scale:g}.png"
                if not _grab(window, scale).save(str(path)):
                    raise UserError(f"{path} can't be written. Name another folder.")
                written.append(path)
    return written


def _grab(window: MainWindow, scale: float) -> QPixmap:
    """The window in device pixels; where the application runs at another ratio than asked for, it is painted anew at this one."""
    if abs(window.devicePixelRatioF() - scale) < 0.01:
        return window.grab()
    picture = QPixmap(window.size() * scale)
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    window.render(picture)
    return picture


def settle(busy: Callable[[], bool], *, seconds: float = _QUIET_SECONDS) -> None:
    """Let the event loop run until nothing has been busy for ``seconds``."""
    end, quiet_since = time.monotonic() + _LONGEST_SECONDS, None
    while (now := time.monotonic()) < end:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        QApplication.sendPostedEvents(None, 0)
        if busy():
            quiet_since = None
        elif quiet_since is None:  # what came just now may have posted more: it gets a turn, however slow the machine is
            quiet_since = now
        elif now - quiet_since > seconds:
            return
        time.sleep(0.005)
