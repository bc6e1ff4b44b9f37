"""When the program itself is wrong: write down where, say what happened, and go on; logs hold no content of a sheet."""

import logging
import sys
import threading
import traceback
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from prodops_desktop.ui import places
from prodops_desktop.ui.jobs import Mailbox

if TYPE_CHECKING:
    from prodops_desktop.ui.crash_dialog import CrashDialog

_log = logging.getLogger("prodops_desktop")


class CrashHandler:
    """Catches what nothing else caught, on every thread; one dialog at a time."""

    def __init__(self, app: QApplication) -> None:
        self._mailbox = Mailbox(app)
        self.dialog: CrashDialog | None = None

    def install(self) -> None:
        """Take over from Python's own hooks."""
        sys.excepthook = self.caught
        threading.excepthook = lambda args: self.caught(args.exc_type, args.exc_value, args.exc_traceback)

    def caught(self, kind: type[BaseException], error: BaseException | None, where: TracebackType | None) -> None:
        """Write the place into the log and show the dialog."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), where)
            return
        start_log()
        _log.error("%s", without_content(kind, where))
        details = "".join(traceback.format_exception(kind, error, where))
        self._mailbox.post(lambda: self._show(details))

    def _show(self, details: str) -> None:
        if self.dialog is not None:
            self.dialog.add(details)
        else:
            from prodops_desktop.ui.crash_dialog import CrashDialog

            self.dialog = CrashDialog(QApplication.activeWindow(), details)
            self.dialog.destroyed.connect(self._on_dialog_destroyed)
            self.dialog.open()

    def _on_dialog_destroyed(self) -> None:
        self.dialog = None


def without_content(kind: type[BaseException], where: TracebackType | None) -> str:
    """Which error, and at which lines of the program: its text is left out, because it can quote a cell."""
    frames = "".join(f"\n  {frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(where))
    return f"{kind.__name__}{frames}"


def start_log() -> None:
    """Write to a log of at most five files of 500 kB; begun with the first line that there is to write."""
    if _log.handlers:
        return
    import logging.handlers

    try:
        folder = places.log_folder()
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = logging.handlers.RotatingFileHandler(
            folder / "prodops-desktop.log", maxBytes=500_000, backupCount=4, encoding="utf-8", delay=True
        )
    except OSError:  # no place to write to: the dialog still says what happened
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)
    _log.propagate = False
