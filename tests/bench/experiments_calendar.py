"""The calendar with 2,000 experiments, measured: all their conflicts, those after one was moved, and the gaps while a bar is dragged."""

import json
import math
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.experiments.board import Board, read_board
from prodops_desktop.experiments.collisions.conflicts import Conflict, ConflictBook
from prodops_desktop.ui.charts.timeline import TimelineChart
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.experiments import ExperimentsPage
from prodops_desktop.ui.pages.experiments.calendar_view import BY_TEAM, YEAR
from prodops_desktop.ui.render import settle
from prodops_desktop.work.memory import peak_mb
from tests.bench.experiments_made import make_workspace
from tests.bench.real_window import tell, with_window

BARS_IN_VIEW = 500
_SIZE = (2560, 3300)
"""Two large screens one above the other: fewer bars are in view on less."""
_ROUNDS, _MOVED_EACH = 5, 40
_TURN_MS, _MOVE_MS, _DRAG_SECONDS = 2, 16, 4.0
_AT_REST_SECONDS = 3.0
"""After so long the program has set aside what it is made of, which it does once and not while somebody drags."""
_WIDE = 260.0
"""How many pixels the bar is dragged to either side: five weeks."""
T = TypeVar("T")


def measure_engine(path: Path) -> None:
    """Seconds of reading the board, of finding all conflicts once plans and populations are read, and of those after one was moved."""
    with open_workspace(path, read_only=True) as workspace, workspace.reading() as store:
        read, board = _timed(lambda: read_board(store))
    every = median(_timed(lambda: _anew(board))[0] for _ in range(_ROUNDS))
    chosen = list(board.book.plans)[:: len(board.book.plans) // _MOVED_EACH]
    moved = median(_timed(partial(_moved, board, experiment))[0] for experiment in chosen)
    found = {"all": every, "moved": moved, "read": read, "conflicts": len(board.book.all), "peak_mb": peak_mb()}
    sys.stdout.write(f"{json.dumps(found)}\n")


def _anew(board: Board) -> tuple[Conflict, ...]:
    book = board.book
    return ConflictBook(book.plans.values(), book.windows, book.crowd, book.risks).all


def _moved(board: Board, experiment: int) -> tuple[Conflict, ...]:
    """What an experiment collides with that is moved by three weeks."""
    plan, later = board.book.plans[experiment], timedelta(weeks=3)
    return board.book.moved(plan.moved(plan.starts + later, plan.ends + later)).by_experiment.get(experiment, ())


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    found = work()
    return time.perf_counter() - began, found


def _look_on(window: MainWindow) -> None:
    def begin() -> None:
        window.resize(*_SIZE)
        settle(lambda: window.busy)
        window.show_page("experiments")
        settle(lambda: window.busy)
        page = window.page
        assert isinstance(page, ExperimentsPage)
        page.calendar.lanes.choose(BY_TEAM)
        page.calendar.show_scale(YEAR)
        settle(lambda: window.busy, seconds=_AT_REST_SECONDS)
        _Hand(window, page.calendar.timeline).drag()

    QTimer.singleShot(0, begin)


class _Hand(QObject):
    """Drags a bar to and fro by the mouse for some seconds and times the turns of the event loop meanwhile."""

    def __init__(self, window: MainWindow, timeline: TimelineChart) -> None:
        super().__init__(window)
        self._timeline = timeline
        self._keys = _keys_in_view(timeline)
        self._grip = QPointF(timeline.place_of(_middle_key(timeline, self._keys)))
        self._told = 0
        timeline.dragging.connect(self._on_dragging)
        self._gap = 0.0
        self._began = self._last_turn = time.perf_counter()
        self._turns = QTimer(self, interval=_TURN_MS, timerType=Qt.TimerType.PreciseTimer)
        self._turns.timeout.connect(self._on_turn)
        self._moves = QTimer(self, interval=_MOVE_MS, timerType=Qt.TimerType.PreciseTimer)
        self._moves.timeout.connect(self._on_move)

    def drag(self) -> None:
        """Take hold of the bar, and go on by timers; choosing it is no part of dragging it."""
        self._send(QEvent.Type.MouseButtonPress, self._grip)
        settle(lambda: False)
        self._began = self._last_turn = time.perf_counter()
        self._turns.start()
        self._moves.start()

    def _on_turn(self) -> None:
        now = time.perf_counter()
        self._gap = max(self._gap, now - self._last_turn)
        self._last_turn = now

    def _on_move(self) -> None:
        self._on_turn()  # whichever timer is first after a painting: the loop has come round
        passed = time.perf_counter() - self._began
        if passed > _DRAG_SECONDS:
            self._end()
            return
        self._send(QEvent.Type.MouseMove, self._grip + QPointF(_WIDE * math.sin(2 * passed), 0))

    def _on_dragging(self) -> None:
        self._told += 1

    def _end(self) -> None:
        if len(self._keys) < BARS_IN_VIEW or self._told < _DRAG_SECONDS or not self._timeline.is_dragging:
            sys.stderr.write(f"{len(self._keys)} bars were in view, and {self._told} moves were answered: nothing was measured.\n")
            sys.exit(1)
        tell(json.dumps({"gap": self._gap, "bars": len(self._keys), "answered": self._told, "peak_mb": peak_mb()}))

    def _send(self, kind: QEvent.Type, at: QPointF) -> None:
        viewport = self._timeline.viewport()
        button = Qt.MouseButton.LeftButton if kind == QEvent.Type.MouseButtonPress else Qt.MouseButton.NoButton
        held, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(viewport, QMouseEvent(kind, at, QPointF(viewport.mapToGlobal(at.toPoint())), button, held, keys))


def _keys_in_view(timeline: TimelineChart) -> list[int]:
    """The bars of which the middle is seen."""
    seen = timeline.viewport().rect()
    keys = timeline.stage.layout.places
    return [key for key in keys if seen.contains(timeline.place_of(key)) and timeline.key_at(timeline.place_of(key)) == key]


def _middle_key(timeline: TimelineChart, keys: list[int]) -> int:
    """The bar nearest to the middle of what is seen: it meets others on both sides."""
    middle = timeline.viewport().rect().center()
    return min(keys, key=lambda key: (timeline.place_of(key) - middle).manhattanLength())


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make_workspace(Path(sys.argv[2]))
    elif sys.argv[1] == "engine":
        measure_engine(Path(sys.argv[2]))
    else:
        with_window(sys.argv[1], _look_on)
