"""The table view of lists and grids: rows of one height, moved through by keys, copied so that Excel takes it."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QItemSelectionRange, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from prodops_desktop.ui import theme
from prodops_desktop.ui.faces import bounds
from prodops_desktop.ui.models.cells import CellModel
from prodops_desktop.ui.models.delegates import PADDING, CellDelegate
from prodops_desktop.ui.models.folding import grown
from prodops_desktop.ui.models.headers import ListHeader
from prodops_desktop.ui.models.records import ColumnModel
from prodops_desktop.ui.models.rows import Band, Place, RowDelegate
from prodops_desktop.ui.tokens import GUTTER, ROW_HEIGHT


class DataTable(QTableView):
    """J, K and arrows move, Enter opens, Esc leaves, Ctrl+C copies; every mouse gesture has its key.

    One that reaches from edge to edge of a page begins ``at_gutter``: the text of its first column stands below the title of the page.
    """

    entered_row = Signal(int)
    """Enter or a double click on a row."""
    left = Signal()
    """Esc: back to what was before."""
    copied = Signal()
    """Ctrl+C; the view copies nothing by itself unless :meth:`copy_cells` is called."""
    moved = Signal(QModelIndex)
    """Another cell is the current one."""

    def __init__(
        self,
        name: str,
        *,
        row_height: int = ROW_HEIGHT,
        cell_focus: bool = True,
        at_gutter: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.lead = GUTTER - PADDING if at_gutter else 0
        self.setAccessibleName(name)
        self.hovered_row = -1
        self.cells = CellDelegate(self, cell_focus=cell_focus)
        self.setItemDelegate(self.cells)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(row_height)
        rows.setDefaultSectionSize(row_height)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalHeader(ListHeader(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        if not cell_focus:
            self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
            self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.doubleClicked.connect(lambda index: self.entered_row.emit(index.row()))
        theme.changed.connect(self.viewport().update)

    def setModel(self, model: object) -> None:
        """Show a model, and tell when another of its cells becomes current."""
        assert isinstance(model, CellModel)
        super().setModel(model)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def show_columns(self, model: ColumnModel) -> None:
        """Give the columns of a list their widths; those without one share what is left."""
        header = self.horizontalHeader()
        for section, column in enumerate(model.columns):
            stretched = column.width == 0
            mode = QHeaderView.ResizeMode.Stretch if stretched else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(section, mode)
            if not stretched:
                self.setColumnWidth(section, grown(column.width) + (0 if section else self.lead))

    def lead_of(self, section: int) -> int:
        """What a column keeps from its left edge beyond the usual: the first one that is seen stands at the gutter of the page."""
        return self.lead if self.lead and self.horizontalHeader().sectionPosition(section) == 0 else 0

    def selected_range(self) -> QItemSelectionRange | None:
        """The block of cells that is selected; the current cell when it is only that; None when there is none."""
        ranges = self.selectionModel().selection()
        if ranges.count():
            return QItemSelectionRange(ranges.first())
        current = self.currentIndex()
        return QItemSelectionRange(current) if current.isValid() else None

    def copy_cells(self) -> None:
        """Copy the selected cells as they are shown, as a table that spreadsheets take."""
        block, model = self.selected_range(), self.model()
        if block is None or not isinstance(model, CellModel):
            return
        columns = range(block.left(), block.right() + 1)
        rows = ["\t".join(plain(model.cell(row, column).text) for column in columns) for row in range(block.top(), block.bottom() + 1)]
        QGuiApplication.clipboard().setText("\n".join(rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows and columns that are seen."""
        left, top, width, height = bounds(event.rect())
        places = self._places_between(left, left + width - 1)
        with QPainter(self.viewport()) as painter:
            self.paint_rows(painter, self.rows_between(top, top + height - 1), places)

    def paint_rows(self, painter: QPainter, rows: Iterable[int], places: Sequence[Place]) -> None:
        """Paint some columns of some rows."""
        delegate = self.itemDelegate()
        if not places or not isinstance(delegate, RowDelegate):
            return
        current = self.currentIndex().row()
        blocks = self.selectionModel().selection().toList()
        chosen = [(block.top(), block.bottom(), range(block.left(), block.right() + 1)) for block in blocks]
        for row in rows:
            columns = [block for first, last, block in chosen if first <= row <= last]
            top, height = self.rowViewportPosition(row), self.rowHeight(row)
            delegate.paint_row(painter, self, Band(row, top, height, places, row == current, row == self.hovered_row, columns))

    def rows_between(self, top: int, bottom: int) -> range:
        """The rows that are seen between two heights of the viewport, all or in part."""
        first, last = self.rowAt(top), self.rowAt(bottom)
        return range(first, (last if last >= 0 else self.model().rowCount() - 1) + 1) if first >= 0 else range(0)

    def _places_between(self, left: int, right: int) -> list[Place]:
        """The columns that are seen between two places of the viewport, from left to right."""
        header = self.horizontalHeader()
        first, last = header.visualIndexAt(left), header.visualIndexAt(right)
        if first < 0:
            return []
        columns = [header.logicalIndex(seen) for seen in range(first, (last if last >= 0 else header.count() - 1) + 1)]
        places = (Place(column, header.sectionViewportPosition(column), header.sectionSize(column)) for column in columns)
        return [place for place in places if place.width]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The whole row under the mouse is tinted."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(round(event.position().y())))

    def leaveEvent(self, event: QEvent) -> None:
        """No row is under the mouse any more."""
        super().leaveEvent(event)
        self._hover(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the design language; others as Qt has them, but typing does not search: single letters are keys."""
        row, key = self.currentIndex().row(), event.key()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif key in (Qt.Key.Key_J, Qt.Key.Key_K) and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.go_to(row + (1 if key == Qt.Key.Key_J else -1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0 and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.entered_row.emit(row)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectRows:
            self.go_to(0 if key == Qt.Key.Key_Home else self.model().rowCount() - 1)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.text() and event.text().isprintable() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def go_to(self, row: int, column: int | None = None) -> None:
        """Make a row's cell the current one, inside what there is."""
        model = self.model()
        if model is None or not model.rowCount():
            return
        row = max(0, min(row, model.rowCount() - 1))
        self.setCurrentIndex(model.index(row, max(0, self.currentIndex().column()) if column is None else column))

    def _hover(self, row: int) -> None:
        if row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()

    def _on_current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        if current.row() != previous.row():
            self.viewport().update()  # the tint of the whole row moves along
        self.moved.emit(current)


def plain(text: str) -> str:
    """A text on one line that stays in one cell when it is pasted."""
    line = text.replace("\t", " ").replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
    return quoted(line) if line.startswith('"') else line


def quoted(text: str) -> str:
    """A text that stays in one cell, and what it is, when it is pasted: in quotes where a spreadsheet would else take it apart."""
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in '"\t\n\r') else text
