"""A timeline of bars in lanes, with bands over them and the weeks below: looked through and moved by keyboard or mouse, at any size."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QMouseEvent, QPaintEvent, QWheelEvent

from prodops_desktop.ui.charts.timeline_drag import OUTSIDE, SLACK, Drag, part_at
from prodops_desktop.ui.charts.timeline_keys import GOING, hints, next_key, shifted
from prodops_desktop.ui.charts.timeline_model import Arrow, Badge, Band, Bar, Days, Ghost, Hatch, Lane, Live, Milestone, Timeline, Week
from prodops_desktop.ui.charts.timeline_view import TimelineView
from prodops_desktop.ui.widgets.keys import typed

__all__ = [
    "Arrow",
    "Badge",
    "Band",
    "Bar",
    "Days",
    "Ghost",
    "Hatch",
    "Lane",
    "Live",
    "Milestone",
    "Timeline",
    "TimelineChart",
    "Week",
]

_NOTCH = 120
"""What a wheel turns by in one step."""


class TimelineChart(TimelineView):
    """Arrow keys, Home and End and a click choose a bar; Enter or a double click opens it; a drag moves it or one of its ends.

    The twins of the drag: ``,`` and ``.`` move the chosen bar by a day, ``<`` and ``>`` by a week, ``[`` and ``]`` its end and ``{`` and
    ``}`` its start by a day; each press is one ``moved``. Esc gives up a drag, and so does letting go well outside. The wheel scrolls,
    and so do PgUp and PgDown; with Shift they ask for earlier or later days.

    A bar that was moved stays where it was put until :meth:`show_timeline` shows it there too, or :meth:`revert` takes it back.
    What is chosen elsewhere is shown by :meth:`select`, which tells nobody.
    """

    selected = Signal(object)
    """A bar was chosen: its key."""
    opened = Signal(object)
    """Enter or a double click on a bar: its key."""
    dragging = Signal(object, object, object)
    """A bar is being dragged: its key and the days it would have; told at most once for each time that it is painted."""
    moved = Signal(object, object, object)
    """A bar was moved: its key and its new days."""
    cancelled = Signal()
    """A drag was given up or ended where it began; hatches, badges and weeks are again as they were."""
    refused = Signal(object)
    """Somebody tried to move a bar that can't be moved: its key."""
    paged = Signal(int)
    """Earlier (−1) or later (1) days are asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._drag: Drag | None = None
        self._told: Days | None = None
        self._is_unpainted = False
        self._turned = 0

    @property
    def is_dragging(self) -> bool:
        """Whether a bar is being dragged."""
        return self._drag is not None and self._drag.begun

    @property
    def is_unpainted(self) -> bool:
        """Whether what was told last of a drag is not painted yet."""
        return self._is_unpainted

    def hints(self) -> list[tuple[str, str]]:
        """What the keys do, as text and keys, for a list of shortcuts."""
        return hints()

    def show_timeline(self, timeline: Timeline) -> None:
        """Show other bars or days; a drag goes on if its bar is still where it was, and is given up else."""
        drag = self._drag
        if drag is not None:
            bar = next((bar for bar in timeline.bars() if bar.key == drag.place.bar.key and bar.movable), None)
            if bar is None or (bar.starts, bar.ends) != (drag.place.bar.starts, drag.place.bar.ends):
                self._give_up()
        super().show_timeline(timeline)
        if self.is_dragging:
            self._told = None
            self._tell()

    def cancel(self) -> None:
        """Give up a drag, if there is one."""
        if self._drag is not None:
            self._give_up()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint; what the drag came to meanwhile is told afterwards."""
        super().paintEvent(event)
        if self._is_unpainted:
            self._is_unpainted = False
            QTimer.singleShot(0, self, self._tell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose, open, move, page, copy, or give up a drag."""
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = modifiers == Qt.KeyboardModifier.NoModifier
        if key == Qt.Key.Key_Escape and self._drag is not None:
            self._give_up()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_picture()
        elif plain and key in GOING:
            self._choose(next_key(self.stage.layout, self._current, key))
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current is not None:
            self.opened.emit(self._current)
        elif modifiers == Qt.KeyboardModifier.ShiftModifier and key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.paged.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        elif self._shift(typed(event)):
            event.accept()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the bar below the mouse, and take hold of it."""
        place = self._bar_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and place is not None and self._drag is None:
            self._choose(place.bar.key)
            self._drag = Drag(place, part_at(place, event.position().x(), self.stage.scale), event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where the bar would be, or by the cursor what a press would take hold of."""
        drag, x = self._drag, event.position().x()
        if drag is None:
            self._point(event.position().toPoint())
            return
        if not drag.begun and abs(x - drag.x) < SLACK:
            return
        bar = drag.place.bar
        if not bar.movable:
            self._drag = None
            self.refused.emit(bar.key)
            return
        if not drag.begun:
            self._drag = replace(drag, begun=True)
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor if drag.part == "whole" else Qt.CursorShape.SizeHorCursor)
        days = drag.days(x, self.stage.scale) if self._is_near(event) else (bar.starts, bar.ends)
        if days != self.days_of(bar.key) or self._held is None:
            self._hold((bar.key, days))
            self._tell()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put the bar down; where it began, or outside, nothing was moved."""
        drag = self._drag
        if event.button() != Qt.MouseButton.LeftButton or drag is None:
            return
        key = drag.place.bar.key
        days = self.days_of(key)
        if not drag.begun or not self._is_near(event) or days == (drag.place.bar.starts, drag.place.bar.ends):
            self._give_up()
            return
        self._let_go()
        self._put(key, days)
        self.moved.emit(key, *days)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens the bar."""
        place = self._bar_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self.opened.emit(place.bar.key)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or with Shift ask for other days; a drag is not disturbed."""
        if self.is_dragging:
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._turned += event.angleDelta().y() or event.angleDelta().x()
            steps = int(self._turned / _NOTCH)
            self._turned -= steps * _NOTCH
            for _ in range(abs(steps)):
                self.paged.emit(-1 if steps > 0 else 1)
            event.accept()
        else:
            super().wheelEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is gone, and with it its shape."""
        super().leaveEvent(event)
        self.viewport().unsetCursor()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody can go on with a drag that is not seen."""
        super().hideEvent(event)
        self.cancel()

    def _choose(self, key: int | None) -> None:
        if key is not None and key != self._current:
            self.select(key)
            self.selected.emit(key)

    def _shift(self, letter: str) -> bool:
        """Move the chosen bar by a key; False for a letter that moves nothing."""
        bar = next((bar for bar in self._timeline.bars() if bar.key == self._current), None)
        days = shifted(letter, *self.days_of(bar.key), point=bar.look == "point") if bar is not None and letter else None
        if bar is None or days is None or self._drag is not None:
            return False
        if not bar.movable:
            self.refused.emit(bar.key)
        elif days != self.days_of(bar.key):
            self._put(bar.key, days)
            self.moved.emit(bar.key, *days)
        return True

    def _tell(self) -> None:
        """Say where the drag is, unless what was said last is not painted yet: then painting it says so."""
        held = self._held
        if held is None or self._is_unpainted or held[1] == self._told:
            return
        self._told = held[1]
        self._is_unpainted = True
        self.dragging.emit(held[0], *held[1])

    def _give_up(self) -> None:
        """End the drag as if it had never been."""
        was_begun = self.is_dragging
        self._let_go()
        self._hold(None)
        if was_begun:
            self.show_live({})
            self.cancelled.emit()

    def _let_go(self) -> None:
        self._drag = self._told = None
        self._is_unpainted = False
        self.viewport().unsetCursor()

    def _is_near(self, event: QMouseEvent) -> bool:
        """Whether the mouse is on the timeline, or so little beside it that it means it still."""
        return self.viewport().rect().adjusted(-OUTSIDE, -OUTSIDE, OUTSIDE, OUTSIDE).contains(event.position().toPoint())

    def _point(self, at: QPoint) -> None:
        """Tell by the cursor what is below the mouse."""
        place = self._bar_at(at)
        if place is None:
            self.viewport().unsetCursor()
        elif place.bar.movable and part_at(place, at.x(), self.stage.scale) != "whole":
            self.viewport().setCursor(Qt.CursorShape.SizeHorCursor)
        else:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
