"""The bar that searches a grid: as one types only the rows that contain the text stay, counted, with next and previous."""

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from prodops_desktop.ui import formats
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.models.grid_table import GridTable
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.tokens import GUTTER
from prodops_desktop.ui.widgets.buttons import tool_button
from prodops_desktop.ui.widgets.fields import SearchField
from prodops_desktop.ui.widgets.text import label

_PAUSE_MS = 180


class _Field(SearchField):
    """Enter finds the next, Shift+Enter the previous, Esc ends the search."""

    stepped = Signal(int)
    ended = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a search."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.ended.emit()
        else:
            super().keyPressEvent(event)


class FindBar(QFrame):
    """Hidden until it is asked for."""

    def __init__(self, table: GridTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageToolbar")
        self._table = table
        self.field = _Field(tr("Find in all columns"))
        self.field.setPlaceholderText(tr("Find"))
        self.field.setMinimumWidth(px(120))
        self.field.setMaximumWidth(px(320))
        self.count = label("", "meta", "3")
        self.previous = tool_button("chevron-up", tr("Previous row (Shift+Enter)"), lambda: self.step(-1))
        self.next = tool_button("chevron-down", tr("Next row (Enter)"), lambda: self.step(1))
        self.end_button = tool_button("close", tr("End the search (Esc)"), self.end)
        row = QHBoxLayout(self)
        row.setContentsMargins(GUTTER, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(self.field, 3)
        for widget in (self.previous, self.next, self.count):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.end_button)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.field.textChanged.connect(lambda _: self._pause.start())
        self.field.stepped.connect(self.step)
        self.field.left.connect(self._table.setFocus)
        self.field.ended.connect(self.end)
        table.grid.counted.connect(lambda _: self._say())
        table.grid.taken_back.connect(self._on_taken_back)
        table.moved.connect(lambda _: self._say())
        self.hide()

    @property
    def pending(self) -> bool:
        """Whether it will search as soon as the typing pauses."""
        return self._pause.isActive()

    def begin(self, text: str = "") -> None:
        """Show the bar with the keyboard in it."""
        self.show()
        if text:
            self.field.setText(text)
        self.field.setFocus()
        self.field.selectAll()

    def end(self) -> None:
        """Show all rows again, at the one that was found."""
        line, version = self._table.current_line(), self._table.grid.version
        if line is not None and version is not None and self._table.grid.find:
            self._table.go_to_row(version, line.part, line.row, later=True)
        self.clear()
        self._table.find_rows("")
        self._table.setFocus()

    def clear(self) -> None:
        """Forget the search without touching the grid."""
        self.show_text("")

    def show_text(self, text: str) -> None:
        """Show what is searched already, without touching the grid; nothing hides the bar."""
        with QSignalBlocker(self.field):
            self.field.setText(text)
        self._pause.stop()
        self.setVisible(bool(text))

    def step(self, by: int) -> None:
        """Go to the next or previous row that contains the text, and to the cell in which it stands; after the last comes the first.

        Where the search for the text was cancelled it begins again.
        """
        grid = self._table.grid
        if self._was_cancelled():
            self._search()
            return
        if not grid.count:
            return
        position = (self._position(by) + by) % grid.count
        grid.open_group_of(position)
        row = grid.row_of(position)
        self._table.select_cell(row, self._section(row, max(0, self._table.currentIndex().column())))

    def _position(self, by: int) -> int:
        """The row of the data that is current; from the head of a group that on its other side, and with none that beyond the ends."""
        row, groups = self._table.currentIndex().row(), self._table.grid.groups
        if row < 0 or groups is None:
            return row if row >= 0 or by > 0 else 0
        head = groups.head_at(row)
        if head is None:
            return groups.position(row) or 0
        return groups.groups[head].first - (1 if by > 0 else 0)

    def _section(self, row: int, otherwise: int) -> int:
        text, grid = self.field.text().casefold(), self._table.grid
        if not text or grid.line(row) is None:
            return otherwise
        return next((at for at in range(grid.lead, grid.columnCount()) if text in grid.cell(row, at).text.casefold()), otherwise)

    def _search(self) -> None:
        self._table.find_rows(self.field.text())

    def _was_cancelled(self) -> bool:
        """Whether the rows are not those of the text, which stays to be searched for again."""
        return self.isVisible() and not self.pending and self.field.text() != self._table.grid.find

    def _on_taken_back(self) -> None:
        """The rows are found as before: nothing is marked that was not searched for, nor counted."""
        self._table.cells.found = self._table.grid.find
        self._table.viewport().update()
        self._say()

    def _say(self) -> None:
        if not self.isVisible():
            return
        grid, row = self._table.grid, self._table.currentIndex().row()
        rows, position = grid.count, grid.groups.position(row) if grid.groups is not None and row >= 0 else row
        if not self.field.text():
            self.count.setText("")
        elif self._was_cancelled():
            self.count.setText(tr("Not searched; Enter searches again"))
        elif not rows:
            self.count.setText(tr("Nothing found"))
        elif position is not None and position >= 0:
            self.count.setText(tr("{row} of {rows}", row=formats.number(position + 1), rows=counted(rows, "{n} row", "{n} rows")))
        else:
            self.count.setText(counted(rows, "{n} row", "{n} rows"))
