"""The headers of tables: names aligned to their data, which sort by a click."""

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHeaderView, QWidget

from prodops_desktop.ui import theme
from prodops_desktop.ui.models.cells import Cell, CellModel
from prodops_desktop.ui.models.delegates import PADDING
from prodops_desktop.ui.tokens import HEADER_HEIGHT


class ListHeader(QHeaderView):
    """The names of columns, aligned to their data."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(44)
        self.setFixedHeight(HEADER_HEIGHT)
        theme.changed.connect(self.viewport().update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the names, and the ground behind them up to the right edge also where there are no more columns."""
        super().paintEvent(event)
        begins = self.length() - self.offset()
        if begins < self.width():
            with QPainter(self.viewport()) as painter:
                _paint_ground(painter, QRect(begins, 0, self.width() - begins, self.height()))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's own name
        """Paint the name of a column."""
        model = self.model()
        if not isinstance(model, CellModel) or not rect.isValid():
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(painter, rect)
        self._paint_inside(painter, rect, model, logicalIndex)
        painter.restore()

    def _paint_inside(self, painter: QPainter, rect: QRect, model: CellModel, section: int) -> None:
        paint_head(painter, self.room_of(rect, section), model.head(section), theme.font("header"), "text_2")

    def room_of(self, rect: QRect, section: int) -> QRect:
        """Where the name of a column stands: above the texts of its cells."""
        lead_of = getattr(self.parent(), "lead_of", lambda _: 0)
        return rect.adjusted(PADDING + lead_of(section), 0, -PADDING, 0)


class ClickHeader(ListHeader):
    """A click sorts by the column, with Shift it becomes the next key."""

    sort_asked = Signal(int, bool)
    """A section was clicked; whether as a further key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed = -1
        self._pressed_at = QPoint()
        self.setSectionsClickable(True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click began: a drag of a column or of its edge is no click."""
        resizing = self.cursor().shape() == Qt.CursorShape.SplitHCursor
        self._pressed_at = event.position().toPoint()
        self._pressed = -1 if resizing else self.logicalIndexAt(self._pressed_at)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click sorts."""
        super().mouseReleaseEvent(event)
        spot = event.position().toPoint()
        section = self.logicalIndexAt(spot)
        dragged = (spot - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
        if event.button() == Qt.MouseButton.LeftButton and section >= 0 and section == self._pressed and not dragged:
            self.sort_asked.emit(section, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        self._pressed = -1


def _paint_ground(painter: QPainter, rect: QRect) -> None:
    painter.fillRect(rect, theme.colour("sunken"))
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))


def paint_head(painter: QPainter, area: QRect, head: Cell, font: QFont, colour: str) -> None:
    """The name of a column on the side of its data."""
    painter.setFont(font)
    painter.setPen(theme.colour(colour))
    side = Qt.AlignmentFlag.AlignRight if head.right else Qt.AlignmentFlag.AlignLeft
    text = painter.fontMetrics().elidedText(head.text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter), text)
