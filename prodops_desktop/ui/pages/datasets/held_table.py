"""The grid of the tab Quarantine: cells are mended in place by keys, rows are marked, and any number of them is copied."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QLineEdit, QPlainTextEdit, QWidget

from prodops_desktop.datasets.decided_before import Before
from prodops_desktop.ui import formats
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.page_queue import WAITING
from prodops_desktop.ui.models.paged import PagedModel
from prodops_desktop.ui.models.paged_rows import PagedRows
from prodops_desktop.ui.models.records import Column
from prodops_desktop.ui.models.views import DataTable, plain
from prodops_desktop.ui.pages.datasets.held_columns import held_columns, number_column, position_of
from prodops_desktop.ui.pages.datasets.held_editing import EDITOR, HeldEditing
from prodops_desktop.ui.pages.datasets.held_numbers import Corner, NumberHeader
from prodops_desktop.ui.pages.datasets.held_reading import Held, HeldList, read_rows
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.tips import plain_tip
from prodops_desktop.ui.widgets.keys import typed
from prodops_desktop.workspace import Store

Index = QModelIndex | QPersistentModelIndex
MOST_COPIED = 20_000
"""Rows; what is more is said to be too much, not cut short."""


class HeldModel(PagedModel):
    """The rows of one version that are held; its columns are those of that version. The ``number`` of a row stands in its header."""

    mended = Signal(object, int, str)
    """A text was typed over a cell: the row, the position of its column, and the text."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(session, [], self._read_held, lambda one: int(one.row.id), parent)
        self.version: int | None = None
        self.before: Mapping[int, Before] = {}
        """What earlier versions decided about the same rows, by their ids."""
        self.locked = False
        self.number = number_column(self.is_marked)

    def show_version(self, held: HeldList) -> None:
        """Show the rows of another version."""
        self.show_ids([])
        self.beginResetModel()
        self.version = held.version
        self.columns = tuple(held_columns(held))
        self._known.clear()
        self.endResetModel()

    def position_at(self, section: int) -> int:
        """The position of the column of the sheet that is shown there; 0 where there is none."""
        return position_of(self.columns[section]) if 0 <= section < len(self.columns) else 0

    def number_at(self, row: int) -> Cell:
        """The number of a row in its sheet."""
        one: Held | None = self.record(row)
        return WAITING if one is None else self.number.cell(one)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a header, of rows their numbers."""
        if orientation == Qt.Orientation.Horizontal:
            return super().headerData(section, orientation, role)
        cell = self.number_at(section)
        if role == Qt.ItemDataRole.AccessibleTextRole and cell.told:
            return f"{cell.text}, {cell.told}"
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return cell.text
        return plain_tip(cell.tip) or None if role == Qt.ItemDataRole.ToolTipRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The cells of the sheet can be edited."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.position_at(index.column()) and not self.locked else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The whole text of a cell to edit."""
        if role != Qt.ItemDataRole.EditRole:
            return super().data(index, role)
        one: Held | None = self.record(index.row())
        return one.row.text(self.position_at(index.column())) if one is not None else ""

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell what was typed, where that is another text."""
        one: Held | None = self.record(index.row())
        position = self.position_at(index.column())
        if role != Qt.ItemDataRole.EditRole or one is None or not position or value == one.row.text(position):
            return False
        self.mended.emit(one.row, position, str(value))
        return True

    def _read_held(self, store: Store, ids: list[int]) -> list[Held]:
        return read_rows(store, self.version, ids, self.before) if self.version is not None else []


class HeldTable(DataTable):
    """Enter, F2 or typing edits a cell; Enter takes it, Tab goes on to the next cell, Esc leaves it as it was."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(tr("Rows in quarantine"), parent=parent)
        self._session = session
        self.held = HeldModel(session, self)
        self.cells = HeldEditing(self, lambda: self._first)
        self.setItemDelegate(self.cells)
        self.setModel(self.held)
        self.rows = PagedRows(self, self.held)
        numbers = NumberHeader(self, self.held.number_at, self.held.number.width)
        self.setVerticalHeader(numbers)
        numbers.row_pressed.connect(self._on_number_pressed)
        self.corner = Corner(self, self.held.number)
        self._first = ""
        self.entered_row.connect(lambda _: self.begin())
        self.copied.connect(self.copy_chosen)

    def current(self) -> Held | None:
        """The current row, if it was read already."""
        one: Held | None = self.held.record(self.currentIndex().row())
        return one

    def chosen(self) -> list[int]:
        """The ids of the rows that are marked, else of those that are selected."""
        marked, block = self.held.marks(), self.selected_range()
        if marked or block is None:
            return marked
        return self.held.ids[block.top() : block.bottom() + 1]

    def begin(self, first: str = "") -> None:
        """Edit the current cell, or the first one that is wrong; ``first`` is typed into it in place of what stands there."""
        index = self.currentIndex()
        if not self.held.position_at(index.column()) and (one := self.current()) is not None:
            wanted = one.row.reasons[0].position if one.row.reasons else 1
            section = next((at for at in range(self.held.columnCount()) if self.held.position_at(at) == max(1, wanted)), -1)
            index = self.held.index(index.row(), section)
            self.setCurrentIndex(index)
        if index.isValid() and self.held.flags(index) & Qt.ItemFlag.ItemIsEditable and self.current() is not None:
            self._first = first
            self.edit(index)
            editor = self.editor()
            if first and isinstance(editor, QLineEdit):
                editor.end(False)  # noqa: FBT003 - Qt's own; it selects everything where editing begins
            elif first and isinstance(editor, QPlainTextEdit):
                editor.moveCursor(QTextCursor.MoveOperation.End)

    def take_typed(self) -> None:
        """Take what is being typed into a cell."""
        editor = self.editor()
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def editor(self) -> QWidget | None:
        """The field over the cell that is being edited."""
        if self.state() != QAbstractItemView.State.EditingState:
            return None
        return next((one for one in reversed(self.viewport().findChildren(QWidget, EDITOR)) if one.isVisible()), None)

    def copy_chosen(self) -> None:
        """Copy the selected cells, or all of the rows that are marked with their headers."""
        ids = self.held.marks()
        if not ids:
            self.copy_cells()
            return
        if len(ids) > MOST_COPIED:
            most = formats.number(MOST_COPIED)
            self._session.problem(tr("{n} rows are too many to copy at once; the most is {most}.", n=formats.number(len(ids)), most=most))
            return

        def done(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self._session.result(counted(len(ids), "Copied {n} row.", "Copied {n} rows."))

        columns = (self.held.number, *self.held.columns)
        self.held.read_apart(ids, lambda records: _text(columns, records), done)

    def event(self, event: QEvent) -> bool:
        """F2 and letters are for the cell, and not for the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_for_cell(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that edit and mark; others as in every table."""
        if event.key() == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.rows.toggle_mark()
        elif self._is_for_cell(event):
            self.begin(typed(event) if event.key() != Qt.Key.Key_F2 else "")
        elif event.key() == Qt.Key.Key_Escape and self.held.marked_count:
            self.rows.clear_marks()
        else:
            super().keyPressEvent(event)

    def _on_number_pressed(self, row: int, modifiers: Qt.KeyboardModifier) -> None:
        """As in a cell of the row: with Ctrl it is marked, or no longer, and with Shift all up to it are."""
        one = self.held.id_at(row)
        if one is None:
            return
        if modifiers == Qt.KeyboardModifier.ControlModifier:
            self.held.mark([one], marked=not self.held.is_marked(one))
        elif modifiers == Qt.KeyboardModifier.ShiftModifier:
            first, last = sorted((row, max(0, self.currentIndex().row())))
            self.held.mark(self.held.ids[first : last + 1])
        else:
            self.go_to(row)
        self.setFocus()

    def _is_for_cell(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_F2 and not event.modifiers():
            return True
        return bool(typed(event)) and typed(event).isprintable() and self.held.position_at(self.currentIndex().column()) > 0


def _text(columns: Sequence[Column], records: Sequence[Any]) -> str:
    heads = "\t".join(plain(column.title) for column in columns)
    return "\n".join([heads, *("\t".join(plain(column.text(record)) for column in columns) for record in records)])
