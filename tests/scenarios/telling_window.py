"""Starts the program on a workspace and tells, a line of JSON each time, what its window shows: for tests that press real keys."""

import json
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit

from prodops_desktop.ui.main_window import MainWindow
from tests.bench.real_window import with_window


def _look_on(window: MainWindow) -> None:
    told: list[str] = []

    def tell() -> None:
        focus, session = QApplication.focusWidget(), window.session
        if session is None or window.page is None or window.busy or focus is None:
            return
        state = {
            "page": window.page.id,
            "focus": focus.accessibleName(),
            "text": focus.text() if isinstance(focus, QLineEdit) else "",
            "undo": session.undo_label or "",
        }
        line = json.dumps(state)
        if told[-1:] != [line]:
            told.append(line)
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()

    timer = QTimer(window, interval=20)
    timer.timeout.connect(tell)
    timer.start()


if __name__ == "__main__":
    with_window(sys.argv[1], _look_on)
