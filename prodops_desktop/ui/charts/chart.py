"""A chart over time as a control: hover, click and keys, a sentence for those who can't see it, and copies for elsewhere."""

import importlib
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from prodops_desktop.ui import theme
from prodops_desktop.ui.charts.legend import LEGEND_HEIGHT, legend_lines, paint_legend
from prodops_desktop.ui.charts.painted import paint_ring, tabbed
from prodops_desktop.ui.charts.trend import Trend, as_table, describe
from prodops_desktop.ui.texts import tr

if TYPE_CHECKING:
    from prodops_desktop.ui.charts.plot import TrendPlot

_PLOT = "prodops_desktop.ui.charts.plot"


def warm_up() -> None:
    """Import the part of what draws that knows no Qt; call it on a thread, so that the window goes on.

    pyqtgraph itself must wait for the window's own thread: it touches every class of Qt, which PySide makes on first use, and two
    threads making one class end the process.
    """
    importlib.import_module("numpy")


class TrendChart(QWidget):
    """Left and right move the selected point, Enter or a click opens its rows; the mouse over a point says its figure.

    It draws from :meth:`build` on, which imports pyqtgraph (see :func:`warm_up`); until then it is blank.
    """

    opened = Signal(int)
    selected = Signal(int)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.trend: Trend | None = None
        self.current: int | None = None
        self._hovered: int | None = None
        self._plot: TrendPlot | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(3, 3, 3, 3 + LEGEND_HEIGHT)
        self._tip = QLabel(self)
        self._tip.setObjectName("chartTip")
        self._tip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._tip.hide()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumHeight(150)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.follow(self, self._redraw)
        if _PLOT in sys.modules:
            self.build()

    @property
    def built(self) -> bool:
        """Whether it can draw."""
        return self._plot is not None

    def build(self) -> None:
        """Begin to draw."""
        if self._plot is None:
            plot = importlib.import_module(_PLOT)
            self._plot = plot.TrendPlot()
            self._plot.show_in(self)
            self._column.addWidget(self._plot.widget)
            self._redraw()

    def show_trend(self, trend: Trend) -> None:
        """Draw another series; the selected point stays when its period is still there."""
        label = self.trend.labels[self.current] if self.trend is not None and self.current is not None else None
        same = self.trend is not None and self.trend.title == trend.title
        self.trend = trend
        self.current = trend.labels.index(label) if same and label in trend.labels else None
        self.setAccessibleName(tr("Chart of {title}", title=trend.title))
        self._redraw()

    @property
    def sentence(self) -> str:
        """What the chart shows, in one sentence."""
        return describe(self.trend) if self.trend is not None else ""

    def select(self, index: int | None) -> None:
        """Select the point of a period."""
        if self.trend is None or index == self.current or (index is not None and not 0 <= index < len(self.trend.values)):
            return
        self.current = index
        if self._plot is not None:
            self._plot.select(index)
        self._describe()
        if index is not None:
            self.selected.emit(index)

    def copy_picture(self) -> None:
        """Copy the chart as a picture."""
        self._tip.hide()
        focus, current = self.hasFocus(), self.current
        if self._plot is None:
            return
        self._plot.select(None)
        self.clearFocus()
        QGuiApplication.clipboard().setPixmap(self.grab())
        self._plot.select(current)
        if focus:
            self.setFocus()

    def as_table(self) -> list[tuple[str, ...]]:
        """The chart as rows, the head first."""
        return as_table(self.trend) if self.trend is not None else []

    def copy_table(self) -> None:
        """Copy the chart as a table."""
        if self.trend is not None:
            QGuiApplication.clipboard().setText(tabbed(self.as_table()))

    def point_place(self, index: int) -> QPoint:
        """Where the point of a period stands, in pixels of the chart."""
        if self._plot is None:
            return QPoint()
        place: QPoint = self._plot.widget.mapTo(self, self._plot.place_of(index).toPoint())
        return place

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left, right, home and end move; Enter opens; Ctrl+C copies the picture."""
        trend, key = self.trend, event.key()
        if trend is None or not trend.values:
            super().keyPressEvent(event)
            return
        last = len(trend.values) - 1
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if key in moves and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            self._move_to(last if self.current is None else max(0, min(last, self.current + moves[Qt.Key(key)])))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._move_to(0 if key == Qt.Key.Key_Home else last)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self.opened.emit(self.current)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_picture()
        elif key == Qt.Key.Key_Escape:
            self._tip.hide()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say the figure under the mouse."""
        self._hover(self._index_at(event.position().toPoint()))

    def leaveEvent(self, event: object) -> None:
        """The mouse is gone."""
        del event
        self._hover(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click selects a point and opens its rows."""
        index = self._index_at(event.position().toPoint())
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if index is not None and event.button() == Qt.MouseButton.LeftButton:
            self.select(index)
            self.opened.emit(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring and the tip away."""
        super().focusOutEvent(event)
        self._tip.hide()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, and a ring when the keyboard is here."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        if self.trend is not None and self._plot is not None:
            paint_legend(painter, self._legend_area(), self.trend, self._plot.starts_at())
        if self.hasFocus():
            paint_ring(painter, self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A legend that has no room in one line takes more of them."""
        super().resizeEvent(event)
        self._fit_legend()

    def _legend_area(self) -> QRect:
        """Below the plot, from its axis on."""
        left = self._plot.left_edge() + 3 if self._plot is not None else 0
        high = self._column.contentsMargins().bottom() - 3
        return QRect(left, self.height() - high - 4, self.width() - left - 20, high)

    def _fit_legend(self) -> None:
        if self.trend is not None and self._plot is not None:
            high = LEGEND_HEIGHT * legend_lines(self._legend_area().width(), self.trend, self._plot.starts_at())
            self._column.setContentsMargins(3, 3, 3, 3 + high)

    def _move_to(self, index: int) -> None:
        self.select(index)
        self._hover(index)

    def _index_at(self, place: QPoint) -> int | None:
        return self._plot.index_at(self._plot.widget.mapFrom(self, place).x()) if self._plot is not None else None

    def _hover(self, index: int | None) -> None:
        if self.trend is None or index is None or self._plot is None:
            self._hovered = None
            self._tip.hide()
            return
        if index == self._hovered and self._tip.isVisible():
            return
        self._hovered = index
        text = self.trend.point_text(index)
        if self.trend.prior and self.trend.prior[index] is not None:
            text += f"\n{self.trend.prior_name}: {self.trend.text(self.trend.prior[index] or 0.0)}"
        self._tip.setText(text)
        t = theme.tokens()
        self._tip.setStyleSheet(f"background: {t.text}; color: {t.surface}; border-radius: 4px; padding: 4px 8px; font-size: 12px;")
        self._tip.adjustSize()
        place = self.point_place(index)
        left = max(4, min(self.width() - self._tip.width() - 4, place.x() - self._tip.width() // 2))
        above = place.y() - self._tip.height() - 12
        self._tip.move(left, above if above > 2 else place.y() + 14)
        self._tip.show()
        self._tip.raise_()

    def _redraw(self) -> None:
        if self.trend is not None and self._plot is not None:
            self._tip.hide()
            self._plot.draw(self.trend, self.current)
            self._fit_legend()
            self._describe()
            self.update()

    def _describe(self) -> None:
        point = self.trend.point_text(self.current) if self.trend is not None and self.current is not None else ""
        self.setAccessibleDescription(" ".join(part for part in (point, self.sentence) if part))
