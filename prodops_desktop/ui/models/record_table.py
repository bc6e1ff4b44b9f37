"""A list of records as a table: sorted by its header, filtered, its columns chosen, totals below, copied for Excel."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from prodops_desktop.ui import icons, theme
from prodops_desktop.ui.models.cells import Cell, CellModel
from prodops_desktop.ui.models.delegates import PADDING
from prodops_desktop.ui.models.folding import folded
from prodops_desktop.ui.models.headers import ClickHeader, paint_head
from prodops_desktop.ui.models.records import Column, RecordModel, show_records
from prodops_desktop.ui.models.views import DataTable, plain
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import ROW_HEIGHT

SortKeys = list[tuple[str, bool]]
"""Ids of columns, each with whether it descends; the first one weighs most."""


class RecordTable(DataTable):
    """Shows records in an order and with a filter of its own; the current record stays current, also once a filter let go of it."""

    chosen = Signal(object)
    """The key of the record that became current."""
    arranged = Signal()
    """The order, the filter or the columns changed."""

    def __init__(self, name: str, columns: Sequence[Column], key: Callable[[Any], object], *, sort: SortKeys | None = None) -> None:
        super().__init__(name, cell_focus=False)
        self.records = RecordModel(columns, key, self)
        self.keys: SortKeys = list(sort or [])
        self.words = ""
        self._unwanted: set[str] = set()
        self._kept: set[str] = set()
        self._widths: dict[int, int] = {}
        self._fitting = False
        self._all: list[Any] = []
        self._wanted: object = None
        self._quiet = False
        self.header = SortHeader(self)
        self.setHorizontalHeader(self.header)
        self.setModel(self.records)
        self.show_columns(self.records)
        self.header.sectionResized.connect(self._on_section_resized)
        self.header.sort_asked.connect(lambda section, further: self.sort_by(self.records.columns[section].id, further))
        self.header.menu_asked.connect(self.choose_columns)
        self.moved.connect(self._on_moved)
        self.copied.connect(self.copy_all)

    @property
    def shown(self) -> list[Any]:
        """The records as they stand, in their order."""
        return self.records.records

    def current(self) -> Any:
        """The current record; None without one."""
        return self.records.record(self.currentIndex().row())

    def choose(self, key: object) -> bool:
        """Make the record with this key current without telling anyone; False when it is not shown."""
        self._wanted = key
        self._quiet = True
        row = self._go_to_wanted()
        if row < 0:
            self.clearSelection()
            self.setCurrentIndex(self.records.index(-1, -1))
        self._quiet = False
        return row >= 0

    def show_list(self, records: Sequence[Any], words: str | None = None) -> None:
        """Show these records, as far as the filter lets them through: ``words``, or those that it has."""
        self._all = list(records)
        self.filter(self.words if words is None else words)

    def filter(self, words: str) -> None:
        """Keep the records that have all these words in some column, and mark the first of them."""
        self.words = words
        parts = words.split()
        self.cells.found = parts[0] if len(parts) == 1 else ""
        self._arrange()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say that nothing matches where the filter keeps nothing."""
        super().paintEvent(event)
        if self._all and not self.shown:
            painter = QPainter(self.viewport())
            painter.setPen(theme.colour("text_3"))
            painter.setFont(theme.font("meta"))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, tr("Nothing here matches the filter."))

    def sort_by(self, column: str, further: bool = False, descending: bool | None = None) -> None:
        """Sort by a column: ascending, then descending, then not; ``further`` keeps the keys before it."""
        about = next((one for one in self.records.columns if one.id == column), None)
        if about is None or about.order is None:
            return
        now = next((down for id_, down in self.keys if id_ == column), None)
        wanted = descending if descending is not None else {None: False, False: True, True: None}[now]
        keys = [key for key in self.keys if key[0] != column] if further else []
        self.keys = keys if wanted is None else [*keys, (column, wanted)]
        self._fit_columns()
        self._arrange()
        self.header.viewport().update()

    def show_column(self, column: str, *, shown: bool) -> None:
        """Show or hide a column; one that was asked for stays also where there is too little room."""
        (self._unwanted.discard if shown else self._unwanted.add)(column)
        (self._kept.add if shown else self._kept.discard)(column)
        self._fit_columns()
        self.arranged.emit()

    def column_menu(self) -> QMenu:
        """A menu that shows and hides the columns; of those that gave way it says so."""
        menu = QMenu(self)
        for section, column in enumerate(self.records.columns):
            gave_way = self.isColumnHidden(section) and column.id not in self._unwanted
            action = menu.addAction(tr("{column} · no room", column=column.title) if gave_way else column.title)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(section))
            action.setEnabled(not column.fixed)
            action.toggled.connect(lambda shown, id_=column.id: self.show_column(id_, shown=shown))
        return menu

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns give way and come back."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        columns = self.records.columns
        wanted = [section for section, column in enumerate(columns) if column.id not in self._unwanted]
        kept = self._kept | {column for column, _ in self.keys}
        shown = set(wanted) - folded(columns, wanted, kept, self._widths, self.viewport().width())
        stretching = {section for section, column in enumerate(columns) if column.width == 0}
        self._fitting = True
        for section in range(len(columns)):
            if self.isColumnHidden(section) == (section in shown):
                self.setColumnHidden(section, section not in shown)
        self.header.setStretchLastSection(bool(stretching) and not stretching & shown)
        self._fitting = False
        self._leave_hidden_column(shown)

    def _leave_hidden_column(self, shown: set[int]) -> None:
        """The keys that sort are for the current column: it is one that is seen."""
        current = self.currentIndex()
        if current.isValid() and current.column() not in shown:
            nearest = min(shown, key=lambda section: abs(section - current.column()))
            quiet, self._quiet = self._quiet, True
            self.setCurrentIndex(self.records.index(current.row(), nearest))
            self._quiet = quiet

    def _on_section_resized(self, section: int, _: int, width: int) -> None:
        """A column was drawn wider or narrower by hand."""
        if not self._fitting and width and not self.header.stretchLastSection() and self.records.columns[section].width:
            self._widths[section] = width

    def choose_columns(self, at: QPoint | None = None) -> None:
        """Open the menu of columns, at the mouse or below the header."""
        menu = self.column_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at if at is not None else self.header.mapToGlobal(QPoint(PADDING, self.header.height())))

    def table_text(self) -> str:
        """The table with its header, as spreadsheets take it: in the order that is seen, with the columns that gave way, too."""
        columns = [column for column in self.records.columns if column.id not in self._unwanted]
        lines = ["\t".join(plain(column.title) for column in columns)]
        lines += ["\t".join(plain(column.text(record)) for column in columns) for record in self.shown]
        return "\n".join(lines)

    def copy_all(self) -> None:
        """Copy the table for Excel."""
        QGuiApplication.clipboard().setText(self.table_text())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The header marks the column that the keys sort by."""
        super().focusInEvent(event)
        self.header.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The header marks no column."""
        super().focusOutEvent(event)
        self.header.viewport().update()

    def _arrange(self) -> None:
        words = self.words.casefold().split()
        columns = self.records.columns
        kept = self._all
        if words:
            searched = [column for column in columns if column.searched]
            kept = [record for record in kept if _has(words, " ".join(column.text(record) for column in searched).casefold())]
        for id_, descending in reversed(self.keys):
            order = next((column.order for column in columns if column.id == id_), None)
            if order is not None:
                kept = _sorted(kept, order, descending=descending)
        self._quiet = True
        show_records(self, self.records, kept)
        if not self.currentIndex().isValid():
            self._go_to_wanted()
        self._quiet = False
        self.arranged.emit()

    def _go_to_wanted(self) -> int:
        """Make the record that was current last current again; returns its row, −1 where it is not shown."""
        row = self.records.row_of(self._wanted) if self._wanted is not None else -1
        if row >= 0:
            self.setCurrentIndex(self.records.index(row, max(0, self.currentIndex().column())))
        return row

    def _on_moved(self) -> None:
        index = self.currentIndex()
        self.header.viewport().update()
        if index.isValid() and not self._quiet:
            self._wanted = self.records.key_at(index.row())
            self.chosen.emit(self._wanted)


def _has(words: Sequence[str], text: str) -> bool:
    return all(word in text for word in words)


def _sorted(records: list[Any], order: Callable[[Any], Any], *, descending: bool) -> list[Any]:
    """In order, equal ones as they were; records without a value come last either way."""
    valued = [(order(record), record) for record in records]
    known = sorted((pair for pair in valued if pair[0] is not None), key=lambda pair: pair[0], reverse=descending)
    return [record for _, record in known] + [record for value, record in valued if value is None]


class SortHeader(ClickHeader):
    """A click sorts by the column, with Shift it becomes the next key; a right click chooses the columns.

    The column that the keys would sort by, which left and right change, has the accent below it.
    """

    menu_asked = Signal(QPoint)

    def __init__(self, table: RecordTable) -> None:
        super().__init__(table)
        self._table = table
        self.setSectionsMovable(True)
        self.setAccessibleName(tr("Columns"))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Choose the columns."""
        self.menu_asked.emit(event.globalPos())

    def _paint_inside(self, painter: QPainter, rect: QRect, model: CellModel, section: int) -> None:
        column = self._table.records.columns[section]
        place = next((at for at, key in enumerate(self._table.keys) if key[0] == column.id), -1)
        area = rect.adjusted(PADDING, 0, -PADDING, 0)
        if self._table.hasFocus() and section == self._table.currentIndex().column():
            painter.fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), theme.colour("accent"))
        if place < 0:
            paint_head(painter, area, model.head(section), theme.font("header"), "text_2")
            return
        font = theme.font("header")
        font.setWeight(font.Weight.DemiBold)
        many = str(place + 1) if len(self._table.keys) > 1 else ""
        painter.setFont(font)
        room = 18 + (painter.fontMetrics().horizontalAdvance(many) if many else 0)
        head = model.head(section)
        width = min(painter.fontMetrics().horizontalAdvance(head.text), area.width() - room)
        left = area.right() - room + 4 if head.right else area.left() + width + 3
        icons.paint(painter, QRect(left, area.center().y() - 7, 14, 14), "arrow-down" if self._table.keys[place][1] else "arrow-up", "text")
        painter.setPen(theme.colour("text_2"))
        painter.drawText(QRect(left + 14, area.top(), room, area.height()), int(Qt.AlignmentFlag.AlignVCenter), many)
        paint_head(painter, area.adjusted(0, 0, -room, 0), head, font, "text")


class TotalsRow(QWidget):
    """The row below a table that adds its columns up; it follows their widths, their order and the scrolling."""

    def __init__(self, table: RecordTable) -> None:
        super().__init__()
        self._table = table
        self._cells: list[Cell | None] = []
        self.setFixedHeight(ROW_HEIGHT)
        self.setAccessibleName(tr("Totals"))
        for changed in (table.header.sectionResized, table.header.sectionMoved, table.header.geometriesChanged):
            changed.connect(lambda *_: self.update())
        table.arranged.connect(self._on_arranged)
        table.horizontalScrollBar().valueChanged.connect(lambda _: self.update())
        theme.changed.connect(self.update)

    def texts(self) -> list[str]:
        """What stands below each column; nothing as long as there are no records."""
        return [cell.spoken if cell is not None else "" for cell in self._cells]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the totals."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.fillRect(QRect(0, 0, self.width(), 1), theme.colour("line_strong"))
        header = self._table.header
        for section, cell in enumerate(self._cells):
            if cell is not None and not self._table.isColumnHidden(section):
                rect = QRect(header.sectionViewportPosition(section), 0, header.sectionSize(section), self.height())
                self._table.cells.paint_content(painter, rect, cell)

    def _on_arranged(self) -> None:
        """Add up anew what is shown, for eyes and for assistive technology."""
        shown = self._table.shown
        self._cells = [column.total(shown) if column.total else None for column in self._table.records.columns] if shown else []
        self.setAccessibleDescription(", ".join(text for text in self.texts() if text))
        self.update()


class TotaledTable(QWidget):
    """A table with its totals pinned below."""

    def __init__(self, table: RecordTable) -> None:
        super().__init__()
        self.table, self.totals = table, TotalsRow(table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(table, 1)
        column.addWidget(self.totals)
