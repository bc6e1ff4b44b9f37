"""Value against effort as a control: hover, click and keys, a sentence for those who can't see it, and copies for elsewhere."""

import importlib
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QToolTip, QVBoxLayout

from prodops_desktop.ui import theme
from prodops_desktop.ui.charts.forest_markers import paint_marker
from prodops_desktop.ui.charts.painted import PaintedChart
from prodops_desktop.ui.charts.scatter_model import Point, Scatter, point_text, sentence, table
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.texts import counted, tr

if TYPE_CHECKING:
    from prodops_desktop.ui.charts.scatter_plot import ScatterPlot

__all__ = ["Point", "Scatter", "ScatterChart"]

_PLOT = "prodops_desktop.ui.charts.scatter_plot"
_CAPTION, _EDGE = 22, 3
_MOST_TOLD = 6
_ALONG = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_Up: 1}
_ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}


class ScatterChart(PaintedChart):
    """Left and right go through the points by effort, down and up by value, Home and End to the highest and the lowest score.

    A click chooses too; Enter or a double click opens; the mouse over a point says its figures. What is chosen elsewhere is shown by
    :meth:`select`, which tells nobody. It draws from :meth:`build` on, which imports pyqtgraph (see ``warm_up`` of the chart over time);
    until then it is blank.
    """

    selected = Signal(object)
    """A point was chosen: its key."""
    opened = Signal(object)
    """Enter or a double click on a point: its key."""

    def __init__(self) -> None:
        super().__init__()
        self._scatter = Scatter("", (), "", "")
        self._current: int | None = None
        self._plot: ScatterPlot | None = None
        self._told: list[int] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(_EDGE, _CAPTION, _EDGE + 8, _CAPTION)
        self.setMinimumSize(px(280), px(200))
        if _PLOT in sys.modules:
            self.build()

    @property
    def built(self) -> bool:
        """Whether it can draw."""
        return self._plot is not None

    @property
    def current(self) -> int | None:
        """The key of the chosen point, or None."""
        return self._scatter.points[self._current].key if self._current is not None else None

    @property
    def sentence(self) -> str:
        """What the plot shows, in one sentence."""
        return sentence(self._scatter)

    def sizeHint(self) -> QSize:
        """As on a page of the usual width."""
        return QSize(760, 380)

    def build(self) -> None:
        """Begin to draw."""
        if self._plot is None:
            self._plot = importlib.import_module(_PLOT).ScatterPlot(self)
            assert self._plot is not None
            self._column.addWidget(self._plot.widget)
            self.lay_out()

    def hints(self) -> list[tuple[str, str]]:
        """What the keys do, as text and keys, for a list of shortcuts."""
        return [
            (tr("Next, previous point by effort"), "→ ←"),
            (tr("Next, previous point by value"), "↑ ↓"),
            (tr("Highest, lowest score"), "Home End"),
            (tr("Open a point"), "Enter"),
        ]

    def show_scatter(self, scatter: Scatter) -> None:
        """Show other points; the chosen one stays chosen while it is among them."""
        key = self.current
        self._scatter = scatter
        self._current = self._index_of(key)
        self._told = []
        self.setAccessibleName(tr("Plot of {title}", title=scatter.title))
        self._describe()
        self.lay_out()
        self.update()

    def select(self, key: int | None) -> None:
        """Choose a point without telling; one that is not there leaves none chosen."""
        index = self._index_of(key)
        if index != self._current:
            self._current = index
            if self._plot is not None:
                self._plot.select(index)
            self._describe()

    def tip_at(self, at: QPoint) -> str:
        """What is said at a place: the points there, also those that lie on each other."""
        found = self._near(at)
        points = [self._scatter.points[index] for index in found[:_MOST_TOLD]]
        tip_of = self._scatter.tip_of
        said = [tip_of(point.key) if tip_of is not None else point_text(self._scatter, point) for point in points]
        rest = len(found) - len(points)
        return "\n".join([*said, *([counted(rest, "and {n} more", "and {n} more")] if rest else [])])

    def point_place(self, key: int) -> QPoint:
        """Where a point stands, in pixels of the chart; empty for one that is not there."""
        index = self._index_of(key)
        if self._plot is None or index is None:
            return QPoint()
        place: QPoint = self._plot.widget.mapTo(self, self._plot.place_of(index).toPoint())
        return place

    def as_table(self) -> list[tuple[str, ...]]:
        """The points as rows, the head first."""
        return table(self._scatter)

    def picture(self) -> QPixmap:
        """The plot as a picture, with nothing of mouse and keyboard; blank before it is built."""
        self.plain = True
        try:
            if self._plot is not None:
                self._plot.select(None)
            return self.grab()
        finally:
            self.plain = False
            if self._plot is not None:
                self._plot.select(self._current)

    def copy_picture(self) -> None:
        """Copy the plot as a picture."""
        QGuiApplication.clipboard().setPixmap(self.picture())

    def lay_out(self) -> None:
        """Draw everything anew."""
        if self._plot is not None:
            self._plot.widget.setVisible(bool(self._scatter.points))
            self._plot.draw(self._scatter, self._current)

    def draw(self, painter: QPainter) -> None:
        """Paint what stands around the plot: above it the name of the values, below the groups and the name of the efforts.

        Without a point, a sentence stands in place of all that.
        """
        painter.fillRect(self.rect(), theme.colour("surface"))
        if not self._scatter.points:
            self._paint_empty(painter)
        if self._plot is None or not self._scatter.points:
            return
        left, right = self._plot.left_edge() + _EDGE, self.width() - _EDGE - 8
        painter.setFont(theme.font("caption"))
        self._write(painter, QRect(_EDGE + 4, 0, right - _EDGE - 4, _CAPTION), self._scatter.y_caption, right=False)
        foot = QRect(left, self.height() - _CAPTION, right - left, _CAPTION)
        width = painter.fontMetrics().horizontalAdvance(self._scatter.x_title)
        self._write(painter, foot, self._scatter.x_title, right=True)
        self._paint_groups(painter, foot.adjusted(0, 0, -width - 16, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from point to point, or open the chosen one."""
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = modifiers == Qt.KeyboardModifier.NoModifier and bool(self._scatter.points)
        if plain and key in (*_ALONG, *_ENDS):
            self._choose(self._next(key))
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current is not None:
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses the nearest point."""
        found = self._near(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and found:
            self._choose(found[0])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens it."""
        found = self._near(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and found:
            self.opened.emit(self._scatter.points[found[0]].key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say the figures under the mouse at once."""
        at = event.position().toPoint()
        found = self._near(at)
        self.setCursor(Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor)
        if found != self._told:
            self._told = found
            QToolTip.showText(event.globalPosition().toPoint(), self.tip_at(at), self)

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is gone."""
        super().leaveEvent(event)
        self._told = []
        QToolTip.hideText()

    def _near(self, at: QPoint) -> list[int]:
        return self._plot.near(self._plot.widget.mapFrom(self, at)) if self._plot is not None else []

    def _index_of(self, key: int | None) -> int | None:
        return next((index for index, point in enumerate(self._scatter.points) if point.key == key), None)

    def _next(self, key: Qt.Key) -> int:
        """The point that a key goes to; the first key goes to the highest score, wherever it would go else."""
        points, by_score = self._scatter.points, self._scatter.by_score
        if key in _ENDS or self._current is None:
            return by_score[_ENDS.get(key, 0)]
        across = key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        order = sorted(range(len(points)), key=lambda n: (points[n].x, points[n].y, n) if across else (points[n].y, points[n].x, n))
        return order[max(0, min(len(order) - 1, order.index(self._current) + _ALONG[key]))]

    def _choose(self, index: int) -> None:
        if index != self._current:
            self.select(self._scatter.points[index].key)
            self.selected.emit(self.current)

    def _describe(self) -> None:
        said = [self.sentence]
        if self._current is not None:
            where = tr("{n} of {all}", n=self._scatter.by_score.index(self._current) + 1, all=len(self._scatter.points))
            said = [f"{point_text(self._scatter, self._scatter.points[self._current])} ({where}).", *said]
        self.setAccessibleDescription(" ".join(said))

    def _write(self, painter: QPainter, area: QRect, text: str, *, right: bool) -> None:
        painter.setPen(theme.colour("text_3"))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(QRectF(area), shown, side | Qt.AlignmentFlag.AlignVCenter)

    def _paint_empty(self, painter: QPainter) -> None:
        painter.setFont(theme.font("name"))
        painter.setPen(theme.colour("text_2"))
        centred = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        painter.drawText(self.rect().adjusted(24, 12, -24, -12), centred, self._scatter.empty)

    def _paint_groups(self, painter: QPainter, area: QRect) -> None:
        """What the markers mean, as far as there is room."""
        left = area.left()
        for group, name in enumerate(self._scatter.groups):
            width = painter.fontMetrics().horizontalAdvance(name)
            if left + 16 + width > area.right():
                break
            paint_marker(painter, QPointF(left + 5, area.center().y() + 1), group, 4)
            self._write_group(painter, QRect(left + 15, area.top(), width + 2, area.height()), name)
            left += 15 + width + 18

    def _write_group(self, painter: QPainter, area: QRect, name: str) -> None:
        painter.setPen(theme.colour("text_2"))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), name)
