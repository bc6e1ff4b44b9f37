"""Drags a bar of a timeline as somebody would, and measures how long the window does not answer meanwhile."""

import json
import math
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from prodops_desktop.ui.charts.timeline import TimelineChart
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.render import settle
from prodops_desktop.work.memory import peak_mb
from tests.bench.real_window import tell

Found = dict[str, float]
_TURN_MS, _MOVE_MS, _DRAG_SECONDS = 2, 16, 4.0
_WIDE = 260.0
"""How many pixels the bar is dragged to either side."""


class DragHand(QObject):
    """Drags a bar to and fro by the mouse for some seconds and times the turns of the event loop meanwhile.

    It takes the bar nearest to the middle, or the one with the key ``grip``; with fewer than ``least`` bars in view nothing is measured.
    What it found is handed to ``then``, by default told as a line.
    """

    def __init__(
        self,
        window: MainWindow,
        timeline: TimelineChart,
        least: int,
        grip: int | None = None,
        then: Callable[[Found], object] | None = None,
    ) -> None:
        super().__init__(window)
        self._timeline, self._least, self._then = timeline, least, then or _tell_all
        self._keys = _keys_in_view(timeline)
        self._grip = QPointF(timeline.place_of(_middle_key(timeline, self._keys) if grip is None else grip))
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
        if len(self._keys) < self._least or self._told < _DRAG_SECONDS or not self._timeline.is_dragging:
            sys.stderr.write(f"{len(self._keys)} bars were in view, and {self._told} moves were answered: nothing was measured.\n")
            sys.exit(1)
        self._turns.stop()
        self._moves.stop()
        self._then({"gap": self._gap, "bars": len(self._keys), "answered": self._told})

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


def _tell_all(found: Found) -> None:
    tell(json.dumps({**found, "peak_mb": peak_mb()}))
