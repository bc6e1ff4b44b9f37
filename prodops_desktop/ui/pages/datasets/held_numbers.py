"""The numbers of the rows in quarantine, which stay in view while a cell far to the right is mended."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QHeaderView, QWidget

from prodops_desktop.ui import theme
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.delegates import PADDING, CellDelegate
from prodops_desktop.ui.models.headers import paint_head
from prodops_desktop.ui.models.records import Column
from prodops_desktop.ui.models.rows import Band, Place, paint_ground
from prodops_desktop.ui.models.views import DataTable
from prodops_desktop.ui.tokens import ROW_HEIGHT


class NumberHeader(QHeaderView):
    """Looks like a first column of its table."""

    row_pressed = Signal(int, Qt.KeyboardModifier)
    """A row was pressed, with these keys held."""

    def __init__(self, table: DataTable, number: Callable[[int], Cell], width: int) -> None:
        super().__init__(Qt.Orientation.Vertical, table)
        self._table, self._number, self._width = table, number, width
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(ROW_HEIGHT)
        self.setDefaultSectionSize(ROW_HEIGHT)
        self.setHighlightSections(False)
        self.setFixedWidth(width)
        table.selectionModel().currentRowChanged.connect(lambda *_: self.viewport().update())
        table.model().dataChanged.connect(lambda *_: self.viewport().update())
        theme.changed.connect(self.viewport().update)

    def sizeHint(self) -> QSize:
        """As wide as it was made."""
        return QSize(self._width, super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's own name
        """Paint the number of a row, with the ground and the edge that the row has."""
        painter.save()
        painter.fillRect(rect, theme.colour("surface"))
        is_current, is_hovered = logicalIndex == self._table.currentIndex().row(), logicalIndex == self._table.hovered_row
        place = Place(0, rect.left(), rect.width())
        paint_ground(painter, self._table, Band(logicalIndex, rect.top(), rect.height(), (place,), is_current, is_hovered))
        delegate = self._table.itemDelegate()
        if isinstance(delegate, CellDelegate):
            delegate.paint_content(painter, rect, self._number(logicalIndex))
        painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Below the last row it is as empty as the table."""
        super().paintEvent(event)
        below = self.viewport().rect()
        below.setTop(self.length() - self.offset())
        painter = QPainter(self.viewport())
        painter.fillRect(below, theme.colour("surface"))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell which row it is; nothing is resized or selected as a whole."""
        row = self.logicalIndexAt(event.position().toPoint())
        if row >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.row_pressed.emit(row, event.modifiers())


class Corner(QWidget):
    """The header of the numbers."""

    def __init__(self, table: DataTable, column: Column) -> None:
        self._column = column
        corner = table.findChild(QAbstractButton)
        assert corner is not None  # every table has one
        super().__init__(corner)
        self.setToolTip(column.tip)
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Like the header of a column."""
        del event
        rect = self.rect()
        painter = QPainter(self)
        painter.fillRect(rect, theme.colour("sunken"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        head = Cell(self._column.title, right=self._column.right)
        paint_head(painter, rect.adjusted(PADDING, 0, -PADDING, 0), head, theme.font("header"), "text_2")
        painter.end()
