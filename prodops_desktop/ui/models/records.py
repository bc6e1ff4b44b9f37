"""One model for every list of records, driven by columns; what is selected and scrolled to survives new records."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QObject
from PySide6.QtWidgets import QAbstractItemView

from prodops_desktop.ui.models.cells import NOTHING, Cell, CellModel, Index


@dataclass(frozen=True)
class Column:
    """A column of a list: its header and the cell of a record in it; ``width`` is in pixels, 0 takes the room that is left.

    ``order`` is what a record is sorted by, None for a record that comes last either way; without it the column does not sort.
    ``exact`` is what is copied and searched where the cell shows less. ``total`` is the cell below all records. ``fixed`` can't be hidden.
    ``searched`` is whether the filter looks at it: not where its text takes long to work out. ``folds`` says that it gives way where
    there is too little room, those with 1 before those with 2; 0 never does. ``least`` is what they leave to the column of width 0.
    ``hint`` is the tooltip of a cell where it takes long to work out, and so only when it is asked for.
    """

    id: str
    title: str
    cell: Callable[[Any], Cell]
    right: bool = False
    width: int = 120
    tip: str = ""
    order: Callable[[Any], Any] | None = None
    exact: Callable[[Any], str] | None = None
    total: Callable[[Sequence[Any]], Cell] | None = None
    fixed: bool = False
    folds: int = 0
    searched: bool = True
    least: int = 110
    hint: Callable[[Any], str] | None = None

    def text(self, record: Any) -> str:
        """What of a record is copied and searched."""
        return self.exact(record) if self.exact is not None else self.cell(record).spoken


class ColumnModel(CellModel):
    """Records in rows, whose cells their columns make."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)

    def record(self, row: int) -> Any:
        """The record of a row; None where there is none."""
        raise NotImplementedError

    def row_of(self, key: object) -> int:
        """The row of the record with this key, −1 when it is not there."""
        raise NotImplementedError

    def key_at(self, row: int) -> object:
        """The key of a row's record; None where there is none."""
        raise NotImplementedError

    def cell(self, row: int, column: int) -> Cell:
        """What the column makes of the record."""
        record = self.record(row)
        return NOTHING if record is None else self.columns[column].cell(record)

    def tip(self, row: int, column: int) -> str:
        """What the column or its cell says."""
        hint, record = self.columns[column].hint, self.record(row)
        return super().tip(row, column) if hint is None or record is None else hint(record)

    def head(self, column: int) -> Cell:
        """The title of the column."""
        own = self.columns[column]
        return Cell(own.title, right=own.right, tip=own.tip)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self.columns)


class RecordModel(ColumnModel):
    """Records in rows; ``key`` tells which record is the same after a refresh."""

    def __init__(self, columns: Sequence[Column], key: Callable[[Any], object], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self._key = key
        self._records: list[Any] = []

    @property
    def records(self) -> list[Any]:
        """What is shown, in order."""
        return list(self._records)

    def record(self, row: int) -> Any:
        """The record of a row; None where there is none."""
        return self._records[row] if 0 <= row < len(self._records) else None

    def row_of(self, key: object) -> int:
        """The row of the record with this key, −1 when it is not there."""
        return next((row for row, record in enumerate(self._records) if self._key(record) == key), -1)

    def key_at(self, row: int) -> object:
        """The key of a row's record."""
        record = self.record(row)
        return None if record is None else self._key(record)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns; the records go."""
        self.beginResetModel()
        self.columns, self._records = tuple(columns), []
        self.endResetModel()

    def show(self, records: Sequence[Any]) -> None:
        """Show these records; where they are the same ones, only their cells are painted again."""
        new = list(records)
        if [self._key(record) for record in new] == [self._key(record) for record in self._records]:
            self._records = new
            if new:
                self.dataChanged.emit(self.index(0, 0), self.index(len(new) - 1, max(0, len(self.columns) - 1)))
            return
        self.beginResetModel()
        self._records = new
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many records."""
        return 0 if parent.isValid() else len(self._records)


def show_records(view: QAbstractItemView, model: RecordModel, records: Sequence[Any]) -> None:
    """Show other records in a view that keeps its current record, as far as it is still there, and its scroll position."""
    keep_place(view, model, lambda: model.show(records))


def keep_place(view: QAbstractItemView, model: ColumnModel, change: Callable[[], None]) -> None:
    """Change what a model shows, while its view keeps the current record, as far as it is still there, and its scroll position."""
    current = view.currentIndex()
    key, column = model.key_at(current.row()) if current.isValid() else None, max(0, current.column())
    place = view.verticalScrollBar().value(), view.horizontalScrollBar().value()
    change()
    row = model.row_of(key) if key is not None else -1
    if row >= 0 and row != view.currentIndex().row():
        view.setCurrentIndex(model.index(row, column))
    view.verticalScrollBar().setValue(place[0])
    view.horizontalScrollBar().setValue(place[1])
