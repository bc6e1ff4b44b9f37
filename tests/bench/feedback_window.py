"""The page Feedback with 200,000 items, measured: opening it, and the longest waits of the window while one scrolls, types or triages."""

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets.importing import ImportReport, import_file
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.ui.jobs import JobControl
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.feedback import FeedbackPage
from prodops_desktop.ui.pages.feedback.items_pane import ItemsPane
from prodops_desktop.ui.pages.feedback.page import ALL, TRIAGE
from prodops_desktop.ui.render import settle
from prodops_desktop.work.child import Progress
from prodops_desktop.work.memory import peak_mb
from tests.bench.real_window import tell, with_window

_SIZE = (1440, 900)
_TURN_MS, _SCROLL_MS, _TYPE_MS, _KEY_MS = 2, 16, 120, 100
_AT_REST_SECONDS, _AFTERWARDS_SECONDS = 3.0, 1.0
"""After three seconds the program has set aside what it is made of, which it does once and not while somebody works."""
_JUMPS, _NOTCHES, _TRIAGED = 300, 200, 200
_TYPED = "export stops"


class _Turns(QObject):
    """Times the turns of the event loop while something is done, step by step."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._gap = self._last = 0.0
        self._turns = QTimer(self, interval=_TURN_MS, timerType=Qt.TimerType.PreciseTimer)
        self._turns.timeout.connect(self._on_turn)

    def longest(self, steps: Iterable[Callable[[], object]], every_ms: int) -> float:
        """The longest gap in seconds while a step is made every so often, and for a moment afterwards."""
        left, loop = iter(steps), QEventLoop()
        beats = QTimer(interval=every_ms, timerType=Qt.TimerType.PreciseTimer)

        def beat() -> None:
            step = next(left, None)
            if step is not None:
                step()
            else:
                beats.stop()
                QTimer.singleShot(round(_AFTERWARDS_SECONDS * 1000), loop.quit)

        beats.timeout.connect(beat)
        self.start()
        beats.start()
        loop.exec()
        return self.stop()

    def start(self) -> None:
        """Begin to time them."""
        self._gap, self._last = 0.0, time.perf_counter()
        self._turns.start()

    def stop(self) -> float:
        """The longest gap since, in seconds."""
        self._on_turn()
        self._turns.stop()
        return self._gap

    def _on_turn(self) -> None:
        now = time.perf_counter()
        self._gap = max(self._gap, now - self._last)
        self._last = now


def _measure(window: MainWindow) -> None:
    window.resize(*_SIZE)
    settle(lambda: window.busy)
    opened = _until(lambda: window.show_page("feedback"), lambda: _is_filled(window, TRIAGE))
    page = window.page
    assert isinstance(page, FeedbackPage)
    settle(lambda: window.busy)
    everything = _until(lambda: page.go_to_tab(ALL), lambda: _is_filled(window, ALL))
    settle(lambda: window.busy, seconds=_AT_REST_SECONDS)
    turns, items = _Turns(window), page.all.items.rowCount()
    found = {"open": opened, "all": everything, "items": items}
    found |= {"scroll": turns.longest(_scrolled(page), _SCROLL_MS), "type": turns.longest(_typed(page), _TYPE_MS)}
    page.go_to_tab(TRIAGE)
    settle(lambda: window.busy, seconds=_AT_REST_SECONDS)
    waiting = page.triage.items.rowCount()
    found |= {"triage": turns.longest(_triaged(page), _KEY_MS), "waiting": waiting}
    settle(lambda: window.busy)
    if items < 100_000 or page.triage.items.rowCount() != waiting - _TRIAGED:
        sys.stderr.write(f"{items} items were shown, {waiting} waited, and {page.triage.items.rowCount()} do: nothing was measured.\n")
        sys.exit(1)
    tell(json.dumps({**found, "peak_mb": peak_mb()}))


def _scrolled(page: FeedbackPage) -> Iterator[Callable[[], object]]:
    """From the top to the bottom in great leaps, and back up from there notch by notch."""
    bar = page.all.table.verticalScrollBar()
    for step in range(_JUMPS + 1):
        yield partial(bar.setValue, round(bar.maximum() * step / _JUMPS))
    for _ in range(_NOTCHES):
        yield partial(_scroll_by, page, -3 * bar.singleStep())


def _scroll_by(page: FeedbackPage, by: int) -> None:
    bar = page.all.table.verticalScrollBar()
    bar.setValue(bar.value() + by)


def _typed(page: FeedbackPage) -> Iterator[Callable[[], object]]:
    """A search, sign by sign, and taken away again."""
    for sign in _TYPED:
        yield partial(QTest.keyClicks, page.all.search, sign)
    for _ in _TYPED:
        yield partial(QTest.keyClick, page.all.search, Qt.Key.Key_Backspace)


def _triaged(page: FeedbackPage) -> Iterator[Callable[[], object]]:
    """One item after the other is done."""
    page.triage.focus_list()
    for _ in range(_TRIAGED):
        yield partial(QTest.keyClick, page.triage.list, Qt.Key.Key_E)


def _until(begin: Callable[[], object], reached: Callable[[], bool]) -> float:
    """Seconds until something is reached and painted."""
    began = time.perf_counter()
    begin()
    while not reached():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    QApplication.processEvents()
    return time.perf_counter() - began


def _is_filled(window: MainWindow, tab: str) -> bool:
    """Whether the first items of a list are read."""
    page = window.page
    if not isinstance(page, FeedbackPage) or page.board is None:
        return False
    pane: ItemsPane = page.all if tab == ALL else page.triage
    return pane.items.rowCount() > 0 and pane.items.record(0) is not None


def _import(window: MainWindow, sheet: Path) -> None:
    """The longest gap of the event loop while a sheet is read and gathered, and how long that takes."""
    session, turns = window.session, _Turns(window)
    assert session is not None
    began = 0.0

    def work(control: JobControl) -> ImportReport:
        told = partial(_tell, control)
        return import_file(session.workspace, ImportRequest(sheet), told, control.cancelled, TAKERS)

    def done(report: ImportReport) -> None:
        seconds = time.perf_counter() - began
        settle(lambda: window.busy)
        rows = report.taken["new"] if report.taken else 0
        if rows < report.rows_read * 0.9:
            sys.exit(f"Of {report.rows_read} rows {rows} were gathered: nothing was measured.")
        tell(json.dumps({"gap": turns.stop(), "seconds": seconds, "rows": rows, "peak_mb": report.peak_mb}))

    def failed(problem: Exception) -> None:
        sys.stderr.write(f"The import failed: {problem}\n")
        sys.exit(1)

    window.resize(*_SIZE)
    settle(lambda: window.busy)
    window.show_page("feedback")
    settle(lambda: window.busy, seconds=_AT_REST_SECONDS)
    began = time.perf_counter()
    turns.start()
    session.start("Import", work, done, failed)


def _tell(control: JobControl, step: Progress) -> None:
    control.report(step.done, step.total, step.text)


if __name__ == "__main__":
    if len(sys.argv) > 2:
        with_window(sys.argv[1], lambda window: QTimer.singleShot(0, partial(_import, window, Path(sys.argv[2]))))
    else:
        with_window(sys.argv[1], lambda window: QTimer.singleShot(0, partial(_measure, window)))
