"""A list of records as a table: sorted by its header, filtered, its columns chosen, totals below, copied for Excel."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from prodops_desktop.ui import theme
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.column_table import ColumnTable, SortKeys
from prodops_desktop.ui.models.records import Column, RecordModel, show_records
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import ROW_HEIGHT

__all__ = ["RecordTable", "SortKeys", "TotaledTable", "TotalsRow"]


class RecordTable(ColumnTable):
    """Shows records in an order and with a filter of its own; the current record stays current, also once a filter let go of it."""

    chosen = Signal(object)
    """The key of the record that became current."""

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        key: Callable[[Any], object],
        *,
        sort: SortKeys | None = None,
        at_gutter: bool = False,
    ) -> None:
        super().__init__(name, sort=sort, at_gutter=at_gutter)
        self.records: RecordModel = RecordModel(columns, key, self)
        self.words = ""
        self._all: list[Any] = []
        self._wanted: object = None
        self.show_model(self.records)
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

    def table_text(self) -> str:
        """The table with its header, as spreadsheets take it: in the order that is seen, with the columns that gave way, too."""
        return self.records_text(self.shown)

    def copy_all(self) -> None:
        """Copy the table for Excel."""
        self.copy_records(self.shown)

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
                self._table.cells.paint_content(painter, rect.adjusted(self._table.lead_of(section), 0, 0, 0), cell)

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
