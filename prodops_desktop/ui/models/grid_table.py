"""The grid of a dataset as a control: order, filters and groups, columns as they are wanted, and copying of any block."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QMimeData, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QGuiApplication, QHideEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from prodops_desktop.datasets.grid import Grid
from prodops_desktop.datasets.profile import Profile
from prodops_desktop.ui import formats
from prodops_desktop.ui.models.arranged_table import ArrangedTable
from prodops_desktop.ui.models.grid_copy import CopiedBlock, copied_block
from prodops_desktop.ui.models.grid_sums import Block, BlockSums, sum_block
from prodops_desktop.ui.models.kept_record import KeptRecord
from prodops_desktop.ui.models.paging import Line
from prodops_desktop.ui.models.profile_paint import profile_sentence
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr

MOST_COPIED = 200_000
"""Cells; what is more is said to be too much, not cut short."""
_SUM_PAUSE_MS = 120
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class GridTable(ArrangedTable):
    """Finds, adds up and copies; the heads of groups close and open."""

    summed = Signal(object)
    """What the selected cells come to, as :class:`BlockSums`; None while nothing is selected."""
    menu_asked = Signal(int, QPoint)
    """The menu of a column is wanted."""

    def __init__(self, session: Session, name: str, place: tuple[str, ...] = ("row",), parent: QWidget | None = None) -> None:
        super().__init__(session, name, place, parent)
        self._wanted_version: int | None = None
        self._wanted_row: tuple[int, int] | None = None
        self._wanted_column: int | None = None
        self._pressed_row = -1
        self._to_edge = False
        self._sum_pause = QTimer(self, singleShot=True, interval=_SUM_PAUSE_MS)
        self._sum_pause.timeout.connect(self._sum)
        self.grid.seen = self._rows_seen
        self._record = KeptRecord(self)
        self.grid.loaded.connect(self._go_to_wanted)
        self.grid.loaded.connect(self._sum_pause.start)
        self.header.menu_asked.connect(self.menu_asked)
        self.copied.connect(self.copy_block)
        self.moved.connect(lambda _: self.header.viewport().update())
        self.selectionModel().selectionChanged.connect(lambda *_: self._sum_pause.start())
        formats.changed.connect(self._write_anew)

    @property
    def pending(self) -> bool:
        """Whether the selection is to be added up."""
        return self._sum_pause.isActive()

    def current_line(self) -> Line | None:
        """The row of the current cell, if it is here."""
        index = self.currentIndex()
        return self.grid.line(index.row()) if index.isValid() else None

    def find_rows(self, text: str) -> None:
        """Keep the rows that contain a text, and mark it."""
        self.stepping.emit()
        self.cells.found = text
        if text and text != self.grid.find:  # what is stepped to next is the first that is found
            self.selectionModel().clear()
        self.grid.arrange(self.grid.state, text)
        self.viewport().update()

    def selected_block(self) -> tuple[range, list[int]] | None:
        """The rows and the sections of the cells that are selected."""
        block = self.selected_range()
        if block is None:
            return None
        return range(block.top(), block.bottom() + 1), list(range(block.left(), block.right() + 1))

    def copy_block(self) -> None:
        """Copy the selected cells with exact values (ISO days, plain decimals), with headers when several rows are selected."""
        block, grid, groups = self.selected_block(), self.grid.source(), self.grid.groups
        if block is None or grid is None:
            return
        rows, sections = block
        cells = len(rows) * len(sections)
        if cells > MOST_COPIED:
            self.session.problem(
                tr(
                    "{n} cells are too many to copy at once; the most is {most}. Select fewer rows or columns.",
                    n=formats.number(cells),
                    most=formats.number(MOST_COPIED),
                )
            )
            return

        def done(copied: CopiedBlock) -> None:
            data = QMimeData()
            data.setText(copied.text)
            data.setHtml(copied.html)
            QGuiApplication.clipboard().setMimeData(data)
            self.session.result(counted(cells, "Copied {n} cell.", "Copied {n} cells."))

        self.session.read(lambda store: copied_block(store, self.grid, grid, groups, rows, sections), done)

    def select_cell(self, row: int, section: int) -> None:
        """Make a cell current and bring it into sight."""
        index = self.grid.index(row, section)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def go_to_row(self, version: int, part: int, row: int, *, later: bool = False) -> None:
        """Make a stored row of a version current once its rows are here, wherever the order has put it; ``later``: as they will be."""
        self._wanted_version, self._wanted_row = version, (part, row)
        if not later:
            self._go_to_wanted()

    def go_to_column(self, version: int, position: int) -> None:
        """Make the column of this position current, in the row that is, as soon as the rows of the version are here."""
        self._wanted_version, self._wanted_column = version, position
        self._go_to_wanted()

    def show_profiles(self, profiles: dict[int, Profile]) -> None:
        """Show the profile of each column by its position."""
        self.header.show_profiles(profiles)
        self.grid.write_alike({position: profile.decimals for position, profile in profiles.items()})
        if self._fitted:
            self._set_widths()
        self.setAccessibleDescription(self.describe_profiles())

    def describe_profiles(self) -> str:
        """All profiles as sentences."""
        found = ((column, self.header.profiles.get(column.position)) for column in self.grid.columns)
        return "\n".join(profile_sentence(column, profile) for column, profile in found if profile is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """On the head of a group ←, → and Enter close and open it; Alt+↓ opens the menu of the column; Ctrl goes to the edge."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.ask_menu()
            return
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in _ARROWS and held in (_CONTROL, _CONTROL | Qt.KeyboardModifier.ShiftModifier):
            self._go_to_edge(event.key(), held & ~_CONTROL)
            return
        head = self.grid.head_at(self.currentIndex().row()) if self.currentIndex().isValid() else None
        if head is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier and self.grid.groups is not None:
            is_closed = head in self.grid.groups.closed
            turns = {Qt.Key.Key_Left: not is_closed, Qt.Key.Key_Right: is_closed}.get(Qt.Key(event.key()))
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
                turns = True
            if turns is not None:
                if turns:
                    self.grid.turn_group(head)
                return
        super().keyPressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Where a key leads: on its way to the edge, as far as there are rows and columns of the dataset."""
        current, ways = self.currentIndex(), QAbstractItemView.CursorAction
        if not self._to_edge or not current.isValid():
            return super().moveCursor(action, modifiers)
        row, section = current.row(), current.column()
        if action in (ways.MoveUp, ways.MoveDown):
            row = 0 if action == ways.MoveUp else self.grid.rowCount() - 1
        else:
            section = self.grid.columnCount() - 1 if action == ways.MoveRight else self.grid.lead if section > self.grid.lead else 0
        return self.grid.index(row, section)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Shift+F10 and a right click on a cell open the menu of the column."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
            if index.isValid():
                self.menu_asked.emit(index.column(), event.globalPos())
        else:
            self.ask_menu()

    def ask_menu(self) -> None:
        """Open the menu of the current column below its name."""
        section = self.current_section()
        rect = self.header.section_rect(section)
        self.menu_asked.emit(section, self.header.mapToGlobal(QPoint(rect.left(), rect.bottom() + 1)))

    def current_section(self) -> int:
        """The column that the keys are for: that of the current cell, else the first one of the dataset."""
        index = self.currentIndex()
        return max(self.grid.lead, index.column()) if index.isValid() else self.grid.lead

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click began: a block that is drawn up to the head of a group is none."""
        plain = event.button() == Qt.MouseButton.LeftButton and event.modifiers() == Qt.KeyboardModifier.NoModifier
        self._pressed_row = self.rowAt(round(event.position().y())) if plain else -1
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the head of a group closes or opens it."""
        super().mouseReleaseEvent(event)
        row, self._pressed_row = self._pressed_row, -1
        head = self.grid.head_at(row) if row >= 0 else None
        if head is not None and row == self.rowAt(round(event.position().y())):
            self.grid.turn_group(head)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """What stands above the columns goes along."""
        super().scrollContentsBy(dx, dy)
        if dx:
            self.header.viewport().update()
            self.laid_out.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The header marks the column that the keys are for."""
        super().focusInEvent(event)
        self.header.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The header marks no column."""
        super().focusOutEvent(event)
        self.header.viewport().update()

    def hideEvent(self, event: QHideEvent) -> None:
        """Remember what is still to be."""
        super().hideEvent(event)
        self.memory.flush()

    def _go_to_edge(self, arrow: int, modifiers: Qt.KeyboardModifier) -> None:
        """Have Qt move and select as by an arrow without Ctrl, with which it selects nothing; only the way is longer."""
        self._to_edge = True
        super().keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, arrow, modifiers))
        self._to_edge = False

    def _write_anew(self) -> None:
        """What is said of the rows and the columns, and the room that they take, is as numbers and days are written now."""
        self.setAccessibleDescription(self.describe_profiles())
        if self._fitted:
            self._set_widths()
        self.grid.arranged.emit()
        self._sum_pause.start()

    def _rows_seen(self) -> tuple[int, int]:
        rows = self.rows_in_sight()
        return rows.start, max(rows.start, rows.stop - 1)

    def _go_to_wanted(self) -> None:
        grid = self.grid.source()
        if grid is None or self._wanted_version != self.grid.version or not self.grid.settled:
            return  # what is shown until then is another version, or in another order
        if self._wanted_column is not None:
            self._go_to_wanted_column(self._wanted_column)
        if self._wanted_row is not None:
            self._go_to_wanted_row(grid, *self._wanted_row)

    def _go_to_wanted_column(self, position: int) -> None:
        self._wanted_column = None
        section = self.grid.section_of(position)
        if section is not None and self.grid.rowCount():
            self.select_cell(max(0, self.currentIndex().row()), section)
            self.setFocus()

    def _go_to_wanted_row(self, grid: Grid, part: int, row: int) -> None:
        self._wanted_row = None

        def found(position: int | None) -> None:
            if position is None:
                return
            self.grid.open_group_of(position)
            self.select_cell(self.grid.row_of(position), max(self.grid.lead, self.currentIndex().column()))
            self.setFocus()

        self.session.read(lambda _: grid.position_of(part, row), found, key=("row", id(self)))

    def _sum(self) -> None:
        """Add up what is selected on a thread; an answer that another selection has overtaken is dropped."""
        block, grid, groups = self.selected_block(), self.grid.source(), self.grid.groups
        columns = tuple(column for section in block[1] if (column := self.grid.column_at(section)) is not None) if block else ()
        key, turn = ("sums", id(self)), grid.next_sums() if grid is not None else 0
        if block is None or grid is None or len(block[0]) * len(columns) < 2 or not self.grid.settled:
            self.session.forget(key)
            self.summed.emit(None)
            return
        wanted = Block(block[0].start, len(block[0]), columns)

        def done(found: BlockSums) -> None:
            self.summed.emit(found if found.cells else None)

        self.session.read(lambda _: sum_block(grid, groups, wanted, turn), done, lambda _: self.summed.emit(None), key=key)
