"""A tab that is one list: a filter, a sentence, and a table with its totals or an empty state."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.models.record_table import RecordTable, SortKeys, TotaledTable
from prodops_desktop.ui.models.records import Column
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.fields import SearchField
from prodops_desktop.ui.widgets.states import EmptyState
from prodops_desktop.ui.widgets.text import Elided
from prodops_desktop.ui.widgets.toolbar import PageToolbar


class ListPane(QWidget):
    """One table with its filter; ``action`` is a button at the right (text, icon, what it does)."""

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        key: Callable[[Any], object],
        sort: SortKeys,
        placeholder: str,
        empty: EmptyState,
        action: tuple[str, str, Callable[[], None]] | None = None,
    ) -> None:
        super().__init__()
        self.search = SearchField(placeholder)
        self.search.setMinimumWidth(px(110))
        self.search.setMaximumWidth(px(220))
        self.summary = Elided("", "meta", "3")
        self.table = RecordTable(name, columns, key, sort=sort, at_gutter=True)
        toolbar = PageToolbar(self.search)
        toolbar.add_right(self.summary)
        if action is not None:
            self.action = button(action[0], action[2], icon=action[1])
            toolbar.add_right(self.action)
        self._awaited: Callable[[], Sequence[Any]] | None = None
        """Gives the records that were not shown yet."""
        self.empty = empty
        self.stack = QStackedWidget()
        self.stack.addWidget(TotaledTable(self.table) if any(column.total for column in columns) else self.table)
        self.stack.addWidget(empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(toolbar)
        column.addWidget(self.stack, 1)
        self.search.textChanged.connect(self.table.filter)
        self.search.left.connect(self.go_to_table)
        self.table.left.connect(self.search.setFocus)

    def show_list(self, records: Callable[[], Sequence[Any]], summary: str, *, empty: bool) -> None:
        """Show these records as soon as the pane is seen, and not look at them before; filter and order stay."""
        self.summary.setText(summary)
        self.stack.setCurrentIndex(1 if empty else 0)
        self._awaited = records
        if self.isVisible():
            self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        """Fill the table that nobody saw so far."""
        super().showEvent(event)
        self._fill()

    def _fill(self) -> None:
        records, self._awaited = self._awaited, None
        if records is not None:
            self.table.show_list(records())

    def go_to_table(self) -> None:
        """The keyboard goes to the table."""
        if self.table.records.rowCount():
            if not self.table.currentIndex().isValid():
                self.table.go_to(0)
            self.table.setFocus()
