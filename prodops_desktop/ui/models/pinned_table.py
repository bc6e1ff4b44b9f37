"""A table whose first columns stay while the others scroll, and which paints the heads of groups across all of them."""

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView

from prodops_desktop.ui import icons, theme
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.models.delegates import PADDING, CellDelegate
from prodops_desktop.ui.models.paging import GridModel
from prodops_desktop.ui.models.rows import Band, Place
from prodops_desktop.ui.models.views import DataTable

_Index = QModelIndex | QPersistentModelIndex
_MOST_PINNED = 0.6
"""Of the width of the view; pinned columns beyond it scroll like the others, which would else be out of reach."""


class GridDelegate(CellDelegate):
    """Leaves the heads of groups to the table, which paints them across the columns."""

    def paint_row(self, painter: QPainter, view: QAbstractItemView, band: Band) -> None:
        """Paint a row of data."""
        model = view.model()
        if not isinstance(model, GridModel) or model.head_at(band.row) is None:
            super().paint_row(painter, view, band)


class PinnedTable(DataTable):
    """The pinned columns are painted over the others at the left edge, where the mouse finds them, too."""

    grid: GridModel

    @property
    def staying(self) -> int:
        """How many columns stay at the left, places included: as many of the pinned ones as leave room for the others to be seen."""
        room, stays = self.viewport().width() * _MOST_PINNED, 0
        for section in range(self.grid.pinned):
            room -= self.columnWidth(section)
            if room < 0:
                break
            stays = section + 1
        return stays

    @property
    def overlaid(self) -> bool:
        """Whether the columns that stay lie over others, which have scrolled."""
        return self.horizontalScrollBar().value() > 0 and self.staying > 0

    def pinned_width(self) -> int:
        """How much of the left edge is taken by columns that stay."""
        return sum(self.columnWidth(section) for section in range(self.staying))

    def section_x(self, section: int) -> int:
        """Where a column begins in the viewport, also when it is pinned."""
        if section < self.staying:
            return sum(self.columnWidth(before) for before in range(section))
        return self.columnViewportPosition(section)

    def visualRect(self, index: _Index) -> QRect:
        """Where a cell is seen."""
        rect = super().visualRect(index)
        if index.isValid() and index.column() < self.staying:
            rect.moveLeft(self.section_x(index.column()))
        return rect

    def indexAt(self, pos: QPoint) -> QModelIndex:
        """The cell under a point."""
        section = self.pinned_at(pos.x())
        if section < 0:
            return super().indexAt(pos)
        row = self.rowAt(pos.y())
        return self.grid.index(row, section) if row >= 0 else QModelIndex()

    def pinned_at(self, x: int) -> int:
        """The pinned column at a place of the viewport, where it lies over others; else -1."""
        if x < 0 or not self.overlaid:
            return -1
        for section in range(self.staying):
            x -= self.columnWidth(section)
            if x < 0:
                return section
        return -1

    def scrollTo(self, index: _Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible) -> None:
        """Bring a cell into sight: a pinned one always is, and no other one may end below them."""
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        if index.column() < self.staying or self.grid.head_at(index.row()) is not None:
            bar.setValue(before)
            return
        covered = self.pinned_width() - self.columnViewportPosition(index.column())
        if covered > 0 and self.staying:
            bar.setValue(bar.value() - covered)

    def show_section(self, section: int) -> None:
        """Scroll sideways until a column is in sight, also where there are no rows."""
        if section < self.staying:
            return
        left, edge = self.columnViewportPosition(section), self.pinned_width()
        beyond = left + self.columnWidth(section) - self.viewport().width()
        if left < edge or beyond > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + (min(beyond, left - edge) if beyond > 0 else left - edge))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """What is pinned does not move along."""
        super().scrollContentsBy(dx, dy)
        if dx and (self.staying or self.grid.groups is not None):
            self.viewport().update()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Pinned cells are painted by this table, which is told here of their selection."""
        super().selectionChanged(selected, deselected)
        if self.overlaid or self.grid.groups is not None:
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells, the pinned ones over them, and the heads of groups over both."""
        super().paintEvent(event)
        rows = self.rows_in_sight()
        overlaid = self.overlaid
        heads = [row for row in rows if self.grid.head_at(row) is not None]
        if not overlaid and not heads:
            return
        with QPainter(self.viewport()) as painter:
            if overlaid:
                self._paint_pinned(painter, [row for row in rows if row not in heads])
            for row in heads:
                self._paint_head(painter, row)

    def rows_in_sight(self) -> range:
        """The rows that are seen, all or in part."""
        return self.rows_between(0, self.viewport().height() - 1)

    def _paint_pinned(self, painter: QPainter, rows: list[int]) -> None:
        width = self.pinned_width()
        places = [Place(section, self.section_x(section), self.columnWidth(section)) for section in range(self.staying)]
        for row in rows:
            top, height = self.rowViewportPosition(row), self.rowHeight(row)
            painter.fillRect(QRect(0, top, width, height), theme.colour("surface"))
            painter.setClipRect(QRect(0, top, width, height))
            self.paint_rows(painter, (row,), places)
            painter.setClipping(False)
            painter.fillRect(QRect(width - 1, top, 1, height), theme.colour("line_strong"))

    def _paint_head(self, painter: QPainter, row: int) -> None:
        """The head of a group across the whole table, wherever its columns are."""
        index, grid = self.grid.head_at(row), self.grid
        assert index is not None
        assert grid.groups is not None
        current = self.currentIndex().row() == row
        rect = QRect(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))
        ground = "selected" if current and self.isActiveWindow() else "hover" if row == self.hovered_row or current else "sunken"
        painter.fillRect(rect, theme.colour(ground))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        if current:
            painter.fillRect(QRect(rect.left(), rect.top(), 2, rect.height()), theme.colour("accent"))
        arrow = "chevron-right" if index in grid.groups.closed else "chevron-down"
        icons.paint(painter, QRect(rect.left() + PADDING - 2, rect.center().y() - px(7), px(15), px(15)), arrow, "text_2")
        name, facts = grid.head_words(index)
        area = rect.adjusted(PADDING + px(18), 0, -PADDING, -1)
        painter.setFont(theme.font("section"))
        painter.setPen(theme.colour("text"))
        shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, area.width() * 2 // 3)
        middle = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(area, middle, shown)
        area.setLeft(area.left() + painter.fontMetrics().horizontalAdvance(shown) + 10)
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.colour("text_3"))
        painter.drawText(area, middle, painter.fontMetrics().elidedText(facts, Qt.TextElideMode.ElideRight, area.width()))
