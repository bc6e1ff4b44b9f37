"""The start, measured: the program's own window on a workspace, up to the first paint of a Home page that has its figures."""

import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from prodops_desktop.ui.main_window import MainWindow
from tests.bench.real_window import peak, tell, with_window


class _FirstPaint(QObject):
    """Waits for a paint inside Home while no read is under way any more."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget) and self._is_filled_home(watched):
            QTimer.singleShot(0, lambda: tell(peak()))
        return super().eventFilter(watched, event)

    def _is_filled_home(self, widget: QWidget) -> bool:
        page, session = self._window.page, self._window.session
        return page is not None and page.id == "home" and page.isAncestorOf(widget) and session is not None and not session.busy


def _look_on(window: MainWindow) -> None:
    app = QApplication.instance()
    assert app is not None
    watcher = _FirstPaint(window)
    watcher.setParent(app)
    app.installEventFilter(watcher)


if __name__ == "__main__":
    with_window(sys.argv[1], _look_on)
