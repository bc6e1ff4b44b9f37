"""When the program itself is wrong: write down where, say what happened, and go on; logs hold no content of a sheet."""

import logging
import logging.handlers
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from prodops_desktop.ui import places, theme
from prodops_desktop.ui.asking import show_file
from prodops_desktop.ui.jobs import Mailbox
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.dialog import Dialog
from prodops_desktop.ui.widgets.text import label

_log = logging.getLogger("prodops_desktop")
_MOST_AT_ONCE = 5


class CrashHandler:
    """Catches what nothing else caught, on every thread; one dialog at a time."""

    def __init__(self, app: QApplication) -> None:
        self._mailbox = Mailbox(app)
        self.dialog: CrashDialog | None = None

    def install(self) -> None:
        """Take over from Python's own hooks."""
        start_log()
        sys.excepthook = self.caught
        threading.excepthook = lambda args: self.caught(args.exc_type, args.exc_value, args.exc_traceback)

    def caught(self, kind: type[BaseException], error: BaseException | None, where: TracebackType | None) -> None:
        """Write the place into the log and show the dialog."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), where)
            return
        _log.error("%s", without_content(kind, where))
        details = "".join(traceback.format_exception(kind, error, where))
        self._mailbox.post(lambda: self._show(details))

    def _show(self, details: str) -> None:
        if self.dialog is not None:
            self.dialog.add(details)
        else:
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
    """Write to a log of at most five files of 500 kB."""
    if _log.handlers:
        return
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


class CrashDialog(Dialog):
    """What happened, and what can be done about it."""

    def __init__(self, parent: QWidget | None, details: str) -> None:
        super().__init__(parent, tr("Something went wrong in the program"), width=640, height=460)
        self._times = 1
        text = tr(
            "The last action did not finish. Your workspace is as it was before it: every change is either whole in the file or not there."
        )
        self.body.addWidget(label(text, "body", wrap=True))
        more = tr(
            "To have it mended, copy the details below; look through them first, they can quote content of a sheet. The log has none."
        )
        self.body.addWidget(label(more, "meta", "3", wrap=True))
        self.details = QPlainTextEdit(details)
        self.details.setReadOnly(True)
        theme.set_font(self.details, "mono")
        self.details.setAccessibleName(tr("Details"))
        self.body.addWidget(self.details, 1)
        self.copy = button(tr("Copy details"), self._on_copy_clicked, icon="content-copy")
        self.folder = button(tr("Open the log folder"), lambda: show_file(places.log_folder()), icon="folder-open-outline")
        self.foot.insertWidget(0, self.folder)
        self.foot.insertWidget(0, self.copy)

    def add(self, details: str) -> None:
        """Something else went wrong meanwhile; what goes wrong again and again is kept a few times."""
        self._times += 1
        if self._times <= _MOST_AT_ONCE:
            self.details.appendPlainText(f"\n{details}")

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())
