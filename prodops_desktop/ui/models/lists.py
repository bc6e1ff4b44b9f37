"""The list view beside a page: two-line rows, moved through by keys, filtered as one types."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from prodops_desktop.ui import theme
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.delegates import Lines, TwoLineDelegate
from prodops_desktop.ui.models.records import Column, RecordModel, show_records


class RecordList(QListView):
    """Records as two lines each; J, K and arrows move, Enter goes on to what the record holds."""

    chosen = Signal(object)
    """The key of the record that became current."""
    entered = Signal()

    def __init__(self, name: str, lines: Callable[[Any], Lines], key: Callable[[Any], object]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.records = RecordModel([Column("record", name, lambda record: Cell(lines(record).spoken))], key, self)
        self._quiet = False
        self.setModel(self.records)
        self.setItemDelegate(TwoLineDelegate(lines, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        theme.changed.connect(self.viewport().update)

    def show_records(self, records: list[Any]) -> None:
        """Show other records and keep the current one, without telling anyone."""
        self._quiet = True
        show_records(self, self.records, records)
        self._quiet = False

    def choose(self, key: object) -> bool:
        """Make the record with this key the current one without telling anyone; False when it is not shown."""
        row = self.records.row_of(key)
        self._quiet = True
        self.setCurrentIndex(self.records.index(row, 0) if row >= 0 else QModelIndex())
        self._quiet = False
        return row >= 0

    def current_key(self) -> object:
        """The key of the current record."""
        return self.records.key_at(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """J and K move, Enter goes on; typing does not search."""
        key, row = event.key(), self.currentIndex().row()
        if key in (Qt.Key.Key_J, Qt.Key.Key_K) and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            target = max(0, min(self.records.rowCount() - 1, row + (1 if key == Qt.Key.Key_J else -1)))
            self.setCurrentIndex(self.records.index(target, 0))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.text() and event.text().isprintable() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _on_current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        del previous
        if current.isValid() and not self._quiet:
            self.chosen.emit(self.records.key_at(current.row()))
