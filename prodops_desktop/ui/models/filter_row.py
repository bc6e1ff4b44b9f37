"""The row below the header of a grid in which each column is filtered by what is typed; what can’t be read says so in place."""

from PySide6.QtCore import QPoint, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from prodops_desktop.datasets.filter_text import example_of
from prodops_desktop.datasets.model import Column
from prodops_desktop.ui import theme
from prodops_desktop.ui.lengths import growing, px
from prodops_desktop.ui.models.grid_state import ColumnFilter, typed_filter
from prodops_desktop.ui.models.grid_table import GridTable
from prodops_desktop.ui.models.typing_habits import habits_of
from prodops_desktop.ui.models.value_picker import choose_values
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tips import plain_tip
from prodops_desktop.ui.widgets.icon_field import IconField
from prodops_desktop.ui.widgets.text import restyle

HEIGHT, _FIELD, _GAP = growing(36), growing(24), 3
_PAUSE_MS = 300
_CHOSEN = frozenset({"text", "name", "boolean"})
"""Types whose values are also chosen from a list."""
_ROOM_FOR_ARROW = growing(84)


class FilterField(IconField):
    """What one column is filtered by. Enter and ↓ go on to the rows, Tab to the next column, Alt+↓ lists values, Esc clears."""

    typed = Signal()
    left = Signal()
    stepped = Signal(int)
    listed = Signal()

    def __init__(self, column: Column, parent: QWidget) -> None:
        super().__init__(parent)
        self.column = column
        self.setProperty("filter", "off")
        self.setAccessibleName(tr("Filter {column}", column=column.header))
        self.setToolTip(tr("Type {example}", example=example_of(column)))
        if column.type in _CHOSEN:
            self.end_with("menu-down", "text_2", tr("Choose values (Alt+↓)"), self.listed.emit)
        self.textEdited.connect(lambda _: self.typed.emit())

    def show_filter(self, one: ColumnFilter | None) -> None:
        """Show what the column is filtered by; what is being typed stays as it is."""
        state = "off" if one is None else "bad" if one.problem else "on"
        if not self.hasFocus() or one is None or (one.text and one.text != self.text().strip()):
            self._show_text(one.text if one is not None else "")
        self._hint = one.label(self.column) if one is not None and not one.text else ""
        self._show_hint()
        tip = one.problem if one is not None else ""
        self.setToolTip(plain_tip(tip) or tr("Type {example}", example=example_of(self.column)))
        self.setAccessibleDescription(tip or self._hint)
        if self.property("filter") != state:
            self.setProperty("filter", state)
            restyle(self)

    def _show_text(self, text: str) -> None:
        if text != self.text():
            with QSignalBlocker(self):
                self.setText(text)
            self.setCursorPosition(0)

    def _show_hint(self) -> None:
        hint = self._hint or (tr("contains…") if self.column.type in {"text", "name"} else tr("any"))
        fits = self.fontMetrics().horizontalAdvance(hint) <= self.width() - (px(24) + 16 if self.ends_with_icon() else 16)
        self.setPlaceholderText(hint if fits or self._hint else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What has no room any more gives way."""
        super().resizeEvent(event)
        self.show_end(shown=self.width() >= _ROOM_FOR_ARROW)
        self._show_hint()

    _hint = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a filter."""
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key == Qt.Key.Key_Down and alt:
            self.listed.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
        elif key == Qt.Key.Key_Escape:
            if self.text() or self._hint:
                self.clear()
                self.typed.emit()
            else:
                self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes on to the next column, also to one that has scrolled away."""
        self.stepped.emit(1 if next else -1)
        return True


class FilterRow(QWidget):
    """Has a field for each column that is seen; they scroll and move with the columns."""

    problem_changed = Signal(str)
    """Why a filter can’t be read; empty when all can."""

    def __init__(self, table: GridTable) -> None:
        super().__init__(table.header)
        self.hide()
        self.setAccessibleName(tr("Filters of the columns"))
        self._table = table
        self._fields: dict[int, FilterField] = {}
        self._typing: FilterField | None = None
        self._of: object = None  # the version and columns that the fields are for
        self._scrolling, self._pinned = QWidget(self), QWidget(self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.take_typed)
        table.header.show_below(self)
        table.grid.arranged.connect(self.follow)
        table.grid.modelReset.connect(self.follow)
        table.laid_out.connect(self._place)
        table.stepping.connect(self.take_typed)
        table.afresh.connect(self.forget_typed)

    @property
    def pending(self) -> bool:
        """Whether it will filter as soon as the typing pauses."""
        return self._pause.isActive()

    def sizeHint(self) -> QSize:
        """One line of fields."""
        return QSize(0, HEIGHT)

    def follow(self) -> None:
        """Show the filters there are, if the row is wanted."""
        self._begin_anew_for_other_columns()
        wanted = self._table.wants_filter_row and self._table.grid.version is not None
        if wanted == self.isHidden():
            self.setVisible(wanted)
            self._table.header.fit()
        gone = set(self._fields) - {column.position for column in self._table.grid.shown}
        for position in gone:
            self._drop(position)
        self._place()
        filters = self._table.grid.state.filters
        for position, field in self._fields.items():
            if field is not self._typing:
                field.show_filter(filters.get(position))
        self.problem_changed.emit(next((one.problem for one in filters.values() if one.problem), ""))

    def focus_column(self, position: int) -> None:
        """Put the keyboard into the field of a column."""
        section = self._table.grid.section_of(position)
        if section is None:
            return
        self._table.show_section(section)
        self._place()
        if position in self._fields:
            self._fields[position].setFocus()
            self._fields[position].selectAll()

    def field(self, position: int) -> FilterField | None:
        """The field of a column, if it is in sight."""
        return self._fields.get(position)

    def take_typed(self) -> None:
        """Filter by what was typed last."""
        field, self._typing = self._typing, None
        self._pause.stop()
        if field is not None:
            made = typed_filter(field.text(), field.column, habits_of(self._table.session.today))
            self._table.filter_column(field.column.position, made)

    def forget_typed(self) -> None:
        """Do not filter by what was typed last, and show it no longer."""
        field, self._typing = self._typing, None
        self._pause.stop()
        if field is not None:
            field.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More columns may be in sight."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of the header, and its line."""
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), theme.colour("sunken"))
            painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))

    def _begin_anew_for_other_columns(self) -> None:
        """A field reads what is typed by the type of its column: those of another version go, with what was being typed in them."""
        of = (self._table.grid.version, self._table.grid.columns)
        if of != self._of:
            self._of = of
            self.forget_typed()
            for position in list(self._fields):
                self._drop(position)

    def _place(self) -> None:
        """Put the fields below their columns, those that stay before those that scroll."""
        self._begin_anew_for_other_columns()
        if self.isHidden():
            return
        grid, table = self._table.grid, self._table
        edge, stays = table.pinned_width(), table.staying
        self._pinned.setGeometry(0, 0, edge, HEIGHT - 1)
        self._scrolling.setGeometry(edge, 0, max(0, self.width() - edge), HEIGHT - 1)
        for section in range(grid.lead, grid.columnCount()):
            column = grid.column_at(section)
            assert column is not None
            pinned, left = section < stays, table.section_x(section)
            right = left + table.columnWidth(section)
            if not pinned and (right <= edge or left >= self.width()) and not self._has_keyboard(column.position):
                self._drop(column.position)
                continue
            field = self._fields.get(column.position) or self._make(column)
            holder = self._pinned if pinned else self._scrolling
            if field.parentWidget() is not holder:
                field.setParent(holder)
            field.setGeometry(left - (0 if pinned else edge) + _GAP, (HEIGHT - _FIELD) // 2, right - left - 2 * _GAP, _FIELD)
            field.show()

    def _has_keyboard(self, position: int) -> bool:
        return position in self._fields and self._fields[position].hasFocus()

    def _make(self, column: Column) -> FilterField:
        field = self._fields[column.position] = FilterField(column, self._scrolling)
        field.show_filter(self._table.grid.state.filters.get(column.position))
        field.typed.connect(lambda: self._on_typed(field))
        field.left.connect(self._on_left)
        field.stepped.connect(lambda by: self._on_stepped(column.position, by))
        field.listed.connect(lambda: choose_values(self._table, column, field.mapToGlobal(QPoint(0, field.height() + 2))))
        return field

    def _drop(self, position: int) -> None:
        field = self._fields.pop(position, None)
        if field is not None:
            if field is self._typing:
                self.take_typed()
            field.hide()
            field.deleteLater()

    def _on_typed(self, field: FilterField) -> None:
        self._typing = field
        self._pause.start()

    def _on_left(self) -> None:
        self.take_typed()
        self._table.setFocus()

    def _on_stepped(self, position: int, by: int) -> None:
        self.take_typed()
        section = self._table.grid.section_of(position)
        column = self._table.grid.column_at((section if section is not None else 0) + by)
        if column is not None:
            self.focus_column(column.position)
        else:
            self._table.setFocus()
