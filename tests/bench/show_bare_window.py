"""Yardstick of the start: a bare QMainWindow with an empty QTableView, up to its first paint."""

import os
import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView


class _FirstPaint(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, _tell)
        return super().eventFilter(watched, event)


def _tell() -> None:
    sys.stdout.write("painted\n")
    sys.stdout.flush()
    os._exit(0)


app = QApplication(sys.argv)
window, table, watcher = QMainWindow(), QTableView(), _FirstPaint()
window.setCentralWidget(table)
window.resize(1440, 900)
table.viewport().installEventFilter(watcher)
window.show()
app.exec()
