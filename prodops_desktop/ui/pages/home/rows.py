"""Lists on cards: their rows under headings, walked through by the keyboard from one card to the next, and how a row is painted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem

from prodops_desktop.ui import theme

Index = QModelIndex | QPersistentModelIndex
Record = TypeVar("Record")
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_K: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_J: 1}
_SIDES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}

_STATES = (QStyle.StateFlag.State_Selected.value, QStyle.StateFlag.State_MouseOver.value, QStyle.StateFlag.State_Active.value)
"""Plain numbers: flags as such take long for every row."""


@dataclass(frozen=True)
class Heading:
    """A row that only says what those below it have in common."""

    text: str
    note: str = ""


class RowsModel(QAbstractListModel, Generic[Record]):
    """Records under headings; ``name`` is what a row is called, ``spoken`` all that it says, for tooltips and assistive technology."""

    def __init__(self, name: Callable[[Record], str], spoken: Callable[[Record], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name, self._spoken = name, spoken
        self.rows: tuple[Record | Heading, ...] = ()

    def show(self, rows: tuple[Record | Heading, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def record(self, row: int) -> Record | None:
        """The record in a row; None for a heading and outside."""
        one = self.rows[row] if 0 <= row < len(self.rows) else None
        return None if isinstance(one, Heading) else one

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading can't be chosen."""
        return Qt.ItemFlag.NoItemFlags if isinstance(self.rows[index.row()], Heading) else super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The whole line as one text, for assistive technology and tooltips."""
        one = self.rows[index.row()]
        if isinstance(one, Heading):
            wanted = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return " ".join(filter(None, (one.text, one.note))) if role in wanted else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._name(one)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._spoken(one)
        return None


class CardList(QListView, Generic[Record]):
    """Shows all its rows without scrolling; arrows, J and K move, and beyond its ends they ask for what stands there."""

    left = Signal(int, int)
    """The keyboard is to go so many steps to the right, and down."""

    def __init__(self, model: RowsModel[Record], name: str) -> None:
        super().__init__()
        self.lines = model
        self.is_chosen_elsewhere: Callable[[], bool] = lambda: False
        """Whether the page has something chosen that is not in this list."""
        self.setModel(model)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName(name)

    def show_rows(self, rows: tuple[Record | Heading, ...], same: Callable[[Record, Record], bool]) -> None:
        """Show other rows and keep what was chosen; nothing moves when they are the same as before."""
        if rows == self.lines.rows:
            return
        chosen = self.current()
        self.lines.show(rows)
        self.setFixedHeight(max(1, sum(self.sizeHintForRow(row) for row in range(len(rows)))))
        if chosen is None:
            return
        for row in self._choosable():
            one = self.lines.record(row)
            if one is not None and same(one, chosen):
                self.setCurrentIndex(self.lines.index(row))

    def current(self) -> Record | None:
        """The record that is selected."""
        return self.lines.record(self.currentIndex().row())

    def enter(self, *, at_end: bool = False) -> bool:
        """Take the keyboard on the chosen row, else the first or last one; False when there is none."""
        rows = self._choosable()
        if not rows:
            return False
        if self.current() is None:
            self.setCurrentIndex(self.lines.index(rows[-1 if at_end else 0]))
        self.setFocus()
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tab chooses the first row where nothing is chosen on the page; a keyboard that merely comes back or passes chooses nothing."""
        passing = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if passing and self.current() is None and not self.is_chosen_elsewhere():
            super().focusInEvent(event)
            self.enter()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show that the keyboard is here where no row does."""
        super().paintEvent(event)
        if self.hasFocus() and self.current() is None:
            painter = QPainter(self.viewport())
            painter.setPen(theme.colour("accent"))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
            painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Escape goes back to the figures; all else as in every list."""
        key = Qt.Key(event.key())
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and key in _STEPS:
            self._step(_STEPS[key])
        elif plain and key in _SIDES:
            self.left.emit(_SIDES[key], 0)
        elif plain and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to(0 if key == Qt.Key.Key_Home else -1)
        elif key == Qt.Key.Key_Escape:
            self.left.emit(0, 0)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        rows, at = self._choosable(), self.currentIndex().row()
        place = rows.index(at) + by if at in rows else 0
        if 0 <= place < len(rows):
            self._go_to(place)
        else:
            self.left.emit(0, by)

    def _go_to(self, place: int) -> None:
        rows = self._choosable()
        if rows:
            self.setCurrentIndex(self.lines.index(rows[place]))

    def _choosable(self) -> list[int]:
        return [row for row, one in enumerate(self.lines.rows) if not isinstance(one, Heading)]


def paint_ground(painter: QPainter, area: QRect, option: QStyleOptionViewItem, *, last: bool) -> None:
    """The ground of a row: chosen, under the mouse, or plain, with a line below it unless it is the last one."""
    selected, hovered, active = (bool(option.state.value & flag) for flag in _STATES)
    if selected or hovered:
        painter.fillRect(area, theme.colour("selected" if selected and active else "hover"))
    if selected:
        painter.fillRect(QRect(area.left(), area.top(), 2, area.height()), theme.colour("accent" if active else "line_strong"))
    if not last:
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), theme.colour("line"))


def paint_pair(painter: QPainter, area: QRect, left: str, right: str, role: str, left_colour: str, right_colour: str) -> int:
    """A text at the left that gives way to the one at the right; returns how many pixels of it are left between the two."""
    beside, face = theme.face("meta"), theme.face(role)
    if right:
        painter.setPen(theme.colour(right_colour))
        beside.draw(painter, area, beside.fitted(right, area.width()), right=True)
    room = area.adjusted(0, 0, -beside.across(right) - 12, 0)
    fitted = face.fitted(left, max(0, room.width()))
    painter.setPen(theme.colour(left_colour))
    face.draw(painter, room, fitted)
    return room.width() - face.across(fitted.text)
