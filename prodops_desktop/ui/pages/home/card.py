"""The cards of Home: that of a figure, with where value, line, facts and note stand, and how it is used; and that of a list."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from prodops_desktop.ui.widgets.sparkline import Sparkline
from prodops_desktop.ui.widgets.text import Elided, dress, label, line, restyle

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1000, Qt.Key.Key_Down: 1000}


class Card(QFrame):
    """Chosen by a click or the keyboard; a double click or Enter opens what it speaks of."""

    chosen = Signal(str)
    opened = Signal(str)
    moved = Signal(int)
    """An arrow key asks for the card so many places on; a row down or up is 1000 of them."""

    def __init__(self, key: str, title: str, tip: str) -> None:
        super().__init__()
        self.key = key
        self.setProperty("card", "true")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(tip)
        self.setAccessibleName(title)
        self.title = Elided(title, "body", "2")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(13, 11, 13, 11)
        self._column.setSpacing(2)
        self._head = QHBoxLayout()
        self._head.addWidget(self.title, 1)
        self._column.addLayout(self._head)
        self._column.addStretch(1)
        self.is_filled = False

    def hold_room(self, height: int) -> None:
        """Stand as high as others while there is only a title, so that nothing moves once there is more."""
        self.setMinimumHeight(0 if self.is_filled else height)

    def fill(self) -> None:
        """Make what stands below the title, when there is something to show in it for the first time."""
        if self.is_filled:
            return
        self.is_filled = True
        self.hold_room(0)
        self.rows = label("", "caption", "3")
        self.value = label("", "kpi")
        self.unit = label("", "body", "2")
        self.unit.setContentsMargins(0, 0, 0, 4)
        self.line = Sparkline()
        self.facts = tuple((label("", "meta", "3"), Elided("", "meta"), label("", "meta")) for _ in range(2))
        self.note = Elided("", "meta", "3")
        self._lay_out()

    def _lay_out(self) -> None:
        self._head.addWidget(self.rows)
        middle = QHBoxLayout()
        middle.setSpacing(5)
        middle.addWidget(self.value, 0, Qt.AlignmentFlag.AlignBottom)
        middle.addWidget(self.unit, 0, Qt.AlignmentFlag.AlignBottom)
        middle.addStretch(1)
        middle.addWidget(self.line, 3)
        stretch = self._column.count() - 1
        self._column.insertLayout(stretch, middle)
        self._column.insertSpacing(stretch + 1, 2)
        self._column.insertLayout(stretch + 2, self._make_grid())
        self._column.insertWidget(stretch + 3, self.note)
        self.note.hide()

    def _make_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.setColumnMinimumWidth(0, 46)
        grid.setColumnStretch(1, 1)
        for row, parts in enumerate(self.facts):
            for place, widget in enumerate(parts):
                grid.addWidget(widget, row, place)
            parts[2].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return grid

    def show_fact(self, row: int, name: str, value: str, aside: str = "", tone: str = "2") -> tuple[QLabel, QLabel]:
        """Fill one of the two lines; returns its value and what stands at the right of it."""
        named, shown, beside = self.facts[row]
        for widget, text in ((named, name), (shown, value), (beside, aside)):
            if widget.text() != text:
                widget.setText(text)
        dress(beside, tone=tone)
        return shown, beside

    def show_note(self, text: str, tip: str = "") -> None:
        """Say something below the lines."""
        self.note.setText(text)
        self.note.setVisible(bool(text))
        self.note.set_tip(tip)

    def choose(self, *, chosen: bool) -> None:
        """Mark it as what the inspector speaks of."""
        self.setProperty("chosen", str(chosen).lower())
        restyle(self)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The pointer came."""
        super().enterEvent(event)
        self.setProperty("hovered", "true")
        restyle(self)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer went."""
        super().leaveEvent(event)
        self.setProperty("hovered", "false")
        restyle(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard came: the inspector follows."""
        super().focusInEvent(event)
        self.chosen.emit(self.key)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        super().mousePressEvent(event)
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.chosen.emit(self.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens."""
        del event
        self.opened.emit(self.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; arrows go on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.key)
        elif event.key() in _STEPS:
            self.moved.emit(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


def list_card(title: str, note: QWidget, *parts: QWidget) -> QFrame:
    """A card with a title, a note beside it, and below them its parts."""
    card = QFrame()
    card.setProperty("card", "true")
    inner = QVBoxLayout(card)
    inner.setContentsMargins(1, 1, 1, 1)
    inner.setSpacing(0)
    head = QHBoxLayout()
    head.setContentsMargins(14, 10, 14, 10)
    head.setSpacing(8)
    head.addWidget(label(title, "section"))
    head.addWidget(note, 1)
    inner.addLayout(head)
    inner.addWidget(line())
    for part in parts:
        inner.addWidget(part)
    inner.addStretch(1)
    return card
