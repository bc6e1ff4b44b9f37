"""The table of all items: its header asks for an order, its rows are read as they are looked at, and any number can be copied."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent

from prodops_desktop.feedback.search.order import ORDERS
from prodops_desktop.ui import formats
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.models.column_table import ColumnTable
from prodops_desktop.ui.models.paged import PagedModel, Read
from prodops_desktop.ui.models.records import Column
from prodops_desktop.ui.pages.feedback.columns import AT, MARK, TITLE, item_columns
from prodops_desktop.ui.pages.feedback.reading import Board
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr

_WORDS_WIDTH = growing(260)
"""So much room is kept for what was said; other columns give way before it does."""
MOST_COPIED = 20_000
"""Items; what is more is said to be too much, not cut short."""


class ItemTable(ColumnTable):
    """Sorted by one column at a time; without one the newest come first."""

    sorted = Signal(str, bool)
    """The order that is asked for: one of :data:`ORDERS`, and whether it descends."""

    def __init__(self, session: Session, read: Read, board: Callable[[], Board | None]) -> None:
        super().__init__(tr("All items"), sort=[(AT, True)])
        self._session = session

        def known() -> Board:
            found = board()
            assert found is not None  # rows are read by it
            return found

        columns = item_columns(known, lambda item: self.items.is_marked(item))
        self.items = PagedModel(session, columns, read, lambda row: int(row.item.id), self)
        self.show_model(self.items)
        self._widths[next(at for at, column in enumerate(columns) if column.id == TITLE)] = _WORDS_WIDTH

    def sorts(self, column: Column) -> bool:
        """Only by what a search can be ordered by."""
        return column.id in ORDERS

    def copy_items(self, ids: Sequence[int]) -> None:
        """Copy items for Excel; they are read and written on a thread."""
        if not ids:
            return
        if len(ids) > MOST_COPIED:
            most = formats.number(MOST_COPIED)
            said = tr("{n} items are too many to copy at once; the most is {most}. Mark fewer, or export them.",
                      n=formats.number(len(ids)), most=most)  # fmt: skip
            self._session.problem(said)
            return

        def done(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self._session.result(counted(len(ids), "Copied {n} item.", "Copied {n} items."))

        self.items.read_apart(ids, self._text, done)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click into the first column marks."""
        index = self.indexAt(event.position().toPoint())
        super().mousePressEvent(event)
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton and self.items.columns[index.column()].id == MARK:
            item = self.items.id_at(index.row())
            if item is not None:
                self.items.mark([item], marked=not self.items.is_marked(item))

    def _text(self, records: list[Any]) -> str:
        return self.records_text(records)

    def _arrange(self) -> None:
        if not self.keys:
            self.keys = [(AT, True)]
        self.keys = self.keys[-1:]  # a search has one order
        self.sorted.emit(*self.keys[0])
        self.arranged.emit()
