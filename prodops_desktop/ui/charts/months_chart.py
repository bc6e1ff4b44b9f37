"""What a small painted chart over months does alike: a marker that keys and the mouse move over them, whose month is said in words."""

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent

from prodops_desktop.ui.charts.painted import PaintedChart


class MonthsChart(PaintedChart):
    """Left and right, Home and End and the mouse move the marker; Esc takes it away, and so does leaving the chart."""

    opened = Signal(int)
    """Enter on the month that is marked, or a double click on one."""

    def __init__(self) -> None:
        super().__init__()
        self._current: int | None = None
        self._hovered: int | None = None

    @property
    def current(self) -> int | None:
        """The month that the marker is on."""
        return self._current

    @property
    def marked(self) -> int | None:
        """The month that is painted as marked: the one under the mouse, else that of the marker; none in a picture for elsewhere."""
        return None if self.plain else self._current if self._hovered is None else self._hovered

    @property
    def sentence(self) -> str:
        """What the chart shows, in one sentence."""
        raise NotImplementedError

    def month_count(self) -> int:
        """How many months the marker can be on."""
        raise NotImplementedError

    def month_at(self, place: QPointF) -> int | None:
        """The month at a place; None beside them."""
        raise NotImplementedError

    def month_text(self, index: int) -> str:
        """A month in words."""
        raise NotImplementedError

    def tip_of(self, index: int) -> str:
        """What is said beside the mouse over a month; empty where the chart says it itself."""
        return self.month_text(index)

    def select(self, index: int | None) -> None:
        """Move the marker to a month, or take it away."""
        if index != self._current and (index is None or 0 <= index < self.month_count()):
            self._current = index
            self.describe()
            self.update()

    def begin(self) -> None:
        """Show other months: no marker, all measured anew."""
        self._current = self._hovered = None
        self.lay_out()
        self.describe()
        self.update()

    def describe(self) -> None:
        """Tell assistive technology the month that is marked, and the whole."""
        marked = f"{self.month_text(self._current)}." if self._current is not None else ""
        self.setAccessibleDescription(" ".join(part for part in (marked, self.sentence) if part))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new size."""
        super().resizeEvent(event)
        self.lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the marker, or take it away."""
        key, last = event.key(), self.month_count() - 1
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if last >= 0 and plain and key in moves:
            self.select(last if self._current is None else max(0, min(last, self._current + moves[Qt.Key(key)])))
        elif last >= 0 and plain and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.select(0 if key == Qt.Key.Key_Home else last)
        elif key == Qt.Key.Key_Escape and self._current is not None:
            self.select(None)
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current is not None:
            self.opened.emit(self._current)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The marker goes with the keyboard."""
        super().focusOutEvent(event)
        self.select(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click puts the marker there."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.select(self.month_at(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens the month there."""
        month = self.month_at(event.position()) if event.button() == Qt.MouseButton.LeftButton else None
        if month is not None:
            self.opened.emit(month)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say the month under the mouse."""
        self._hover(self.month_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is gone."""
        super().leaveEvent(event)
        self._hover(None)

    def _hover(self, index: int | None) -> None:
        if index != self._hovered:
            self._hovered = index
            self.setToolTip("" if index is None else self.tip_of(index))
            self.update()
