"""The window under load, measured: it imports a big file while an edit is made every 100 ms, and the turns of the event loop are timed."""

import json
import sys
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer

from prodops_desktop.agenda.targets import set_target
from prodops_desktop.datasets.importing import ImportReport, import_file
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.ui.jobs import JobControl
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.session import Session
from tests.bench.real_window import tell, with_window

_TURN_MS = 2
_EDIT_MS = 100
_AFTERWARDS_MS = 1500


class _Load(QObject):
    """One import, edits beside it, and the longest wait of each kind; the peak is that of both processes."""

    def __init__(self, window: MainWindow, file: Path) -> None:
        super().__init__(window)
        assert window.session is not None
        self._session: Session = window.session
        self._file = file
        self._gap = 0.0
        self._slowest = 0.0
        self._edits = self._confirmed = 0
        self._last_turn = perf_counter()
        self._turns = QTimer(self, interval=_TURN_MS, timerType=Qt.TimerType.PreciseTimer)
        self._turns.timeout.connect(self._on_turn)
        self._beats = QTimer(self, interval=_EDIT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._beats.timeout.connect(self._edit)
        QTimer.singleShot(_AFTERWARDS_MS, self, self._begin)  # the start itself is measured elsewhere

    def _begin(self) -> None:
        self._last_turn = perf_counter()
        self._turns.start()
        self._beats.start()
        self._session.start("Import", self._import, self._on_imported, self._on_failed)

    def _import(self, control: JobControl) -> ImportReport:
        request = ImportRequest(self._file)
        return import_file(
            self._session.workspace, request, lambda step: control.report(step.done, step.total, step.text), control.cancelled
        )

    def _on_turn(self) -> None:
        now = perf_counter()
        self._gap = max(self._gap, now - self._last_turn)
        self._last_turn = now

    def _edit(self) -> None:
        self._edits += 1
        value, asked = float(self._edits), perf_counter()
        self._session.run(lambda store: set_target(store, "bench", "Bench", value), lambda _: self._on_edited(asked))

    def _on_edited(self, asked: float) -> None:
        self._confirmed += 1
        self._slowest = max(self._slowest, perf_counter() - asked)

    def _on_imported(self, report: ImportReport) -> None:
        QTimer.singleShot(_AFTERWARDS_MS, self, lambda: self._end(report))

    def _end(self, report: ImportReport) -> None:
        found = {
            "gap": self._gap,
            "slowest_edit": self._slowest,
            "edits": self._confirmed,
            "rows": report.rows_read,
            "peak_mb": report.peak_mb,
        }
        tell(json.dumps(found))

    def _on_failed(self, problem: Exception) -> None:
        sys.stderr.write(f"The import failed: {problem}\n")
        sys.exit(1)


if __name__ == "__main__":
    with_window(sys.argv[1], lambda window: (_Load(window, Path(sys.argv[2])), None)[1])
