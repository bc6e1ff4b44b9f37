"""A forest plot: the effects of variants with their intervals on one scale, row by row, by keyboard or mouse."""

from PySide6.QtCore import QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from prodops_desktop.ui import theme
from prodops_desktop.ui.charts.forest_layout import ForestLayout, lay_out
from prodops_desktop.ui.charts.forest_paint import paint_forest
from prodops_desktop.ui.charts.forest_rows import Estimate, Forest, Group, Row, Stop, row_text, sentences, stop_text, table
from prodops_desktop.ui.charts.painted import PointedChart
from prodops_desktop.ui.lengths import growing, px
from prodops_desktop.ui.texts import tr

__all__ = ["Estimate", "Forest", "ForestPlot", "Group", "Row", "Stop"]

_TEXT_HEIGHT = growing(38)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ForestPlot(PointedChart):
    """Up and down, Home and End and a click move to an estimate and tell so by ``chosen`` (row over all groups, place in the row).

    Esc takes the mark away. What is chosen elsewhere is shown by :meth:`select`, which tells nobody.
    """

    chosen = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._forest = Forest("", ())
        self._nothing = ""
        self._stops: list[Stop] = []
        self._placed: ForestLayout | None = None
        self._current: Stop | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(px(290))
        self.setFixedHeight(_TEXT_HEIGHT)
        self._describe()

    @property
    def current(self) -> Stop | None:
        """The estimate that is chosen."""
        return self._current

    @property
    def sentence(self) -> str:
        """What the plot shows, in sentences."""
        return sentences(self._forest) or self._nothing

    def sizeHint(self) -> QSize:
        """As on a page of the usual width; the height follows the rows."""
        return QSize(760, self.height())

    def show_forest(self, forest: Forest, nothing: str) -> None:
        """Show another forest, or the sentence ``nothing`` where it has no row; the chosen estimate stays if its row and variant do."""
        key = self._forest.key_of(self._current) if self._current else None
        self._forest, self._nothing, self._stops = forest, nothing, forest.stops()
        self._current = next((stop for stop in self._stops if forest.key_of(stop) == key), None)
        self._hovered = None
        self.lay_out()
        self._describe()
        self.updateGeometry()
        self.update()

    def select(self, stop: Stop | None) -> None:
        """Choose an estimate without telling, or take the mark away; one that is not there leaves none chosen."""
        found = stop if stop in self._stops else None
        if found != self._current:
            self._current = found
            self._describe()
            self.update()

    def place_of(self, stop: Stop) -> QPoint:
        """The middle of the marker of an estimate, or of its line where no marker is drawn."""
        if self._placed is None or stop not in self._stops:
            return QPoint()
        line = self._placed.line_of(stop)
        at = line.bar.at if line.bar is not None else None
        return QPointF(self._placed.plot.center().x() if at is None else at, line.middle).toPoint()

    def tip_at(self, place: QPoint) -> str:
        """What the tooltip says at a place: the whole row at its name, the estimate elsewhere, empty beside the rows."""
        line = self._placed.line_at(QPointF(place)) if self._placed is not None else None
        if self._placed is None or line is None:
            return ""
        if place.x() < self._placed.plot.left():
            return row_text(self._forest, self._forest.rows[line.stop.row])
        return stop_text(self._forest, line.stop)

    def table(self) -> list[list[str]]:
        """The estimates with exact figures, the head first."""
        return table(self._forest)

    def as_table(self) -> list[tuple[str, ...]]:
        """The same, for the copy."""
        return [tuple(cells) for cells in self.table()]

    def lay_out(self) -> None:
        """Place everything anew, and be as high as that."""
        self._placed = lay_out(self._forest, max(1, self.width())) if self._forest.rows else None
        self.setFixedHeight(self._placed.height if self._placed is not None else _TEXT_HEIGHT)

    def draw(self, painter: QPainter) -> None:
        """Paint the plot or the sentence; in a copy nothing is chosen."""
        if self._placed is not None:
            current, hovered = (None, None) if self.plain else (self._current, self._hovered)
            paint_forest(painter, self._placed, current, hovered)
            return
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.colour("text_3"))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
        painter.drawText(self.rect().adjusted(4, 2, -4, -2), flags, self._nothing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new width."""
        super().resizeEvent(event)
        if self._placed is not None and self._placed.width != self.width():
            self.lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, or take the mark away."""
        key = Qt.Key(event.key())
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and self._stops and key in (*_STEPS, Qt.Key.Key_Home, Qt.Key.Key_End):
            self._move_to(self._next(key))
        elif key == Qt.Key.Key_Escape and self._current is not None:
            self.select(None)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses the estimate there."""
        line = self._placed.line_at(event.position()) if self._placed is not None else None
        if event.button() == Qt.MouseButton.LeftButton and line is not None:
            self._move_to(line.stop)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tint the estimate under the mouse."""
        line = self._placed.line_at(event.position()) if self._placed is not None else None
        self.hover(line.stop if line is not None else None)

    def _next(self, key: Qt.Key) -> Stop:
        last = len(self._stops) - 1
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return self._stops[0 if key == Qt.Key.Key_Home else last]
        if self._current is None:
            return self._stops[0 if key == Qt.Key.Key_Down else last]
        return self._stops[max(0, min(last, self._stops.index(self._current) + _STEPS[key]))]

    def _move_to(self, stop: Stop) -> None:
        if stop != self._current:
            self.select(stop)
            self.chosen.emit(stop.row, stop.estimate)

    def _describe(self) -> None:
        said = [self.sentence]
        if self._current is not None:
            where = tr("{n} of {all}", n=self._stops.index(self._current) + 1, all=len(self._stops))
            said = [f"{stop_text(self._forest, self._current)} ({where}).", *said]
        self.setAccessibleName(self._forest.title or tr("Effects with their intervals"))
        self.setAccessibleDescription(" ".join(part for part in said if part))
