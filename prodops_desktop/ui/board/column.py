"""A column of a board: its head, the list of its cards, and the foot that follows the last of them."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from prodops_desktop.ui import formats, theme
from prodops_desktop.ui.board.card import BoardColumn
from prodops_desktop.ui.board.cards_view import EMPTY_HEIGHT, PITCH, CardsView
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.tokens import CARD_GAP, CARD_RADIUS
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.text import Elided, dress, label

HEAD_HEIGHT, LEAST_WIDTH = growing(36), growing(190)
"""The least width has the gap to the next column in it."""
_FOOT_LINE, _FOOT_TWO, _FOOT_PADDING, _FOOT_GAP = growing(34), growing(56), growing(10), growing(4)


class Head(QWidget):
    """The name of a column, how many cards it has, and at the right what is to be said of them."""

    def __init__(self) -> None:
        super().__init__()
        self.name, self.count = Elided("", "section"), label("", "body", "3")
        self.aside = Elided("", "meta", "3")
        self.aside.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, CARD_GAP, 0)
        row.setSpacing(8)
        row.addWidget(self.name)
        row.addWidget(self.count)
        row.addWidget(self.aside, 1)

    def say(self, column: BoardColumn) -> None:
        """Show the head of a column."""
        self.name.setText(column.name)
        self.count.setText(formats.number(len(column.cards)))
        self.aside.setText(column.aside)
        self.aside.set_short(column.short_aside)
        dress(self.aside, tone=column.aside_tone)


class Foot(QWidget):
    """The button that adds a card, and beside it, or below where there is no room, what all cards come to."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.add = button("", self.asked.emit, icon="plus", role="quiet", small=True)
        self.text = Elided("", "meta", "3")
        for child in (self.add, self.text):
            child.setParent(self)

    def say(self, column: BoardColumn, locked: str) -> None:
        """Show the foot of a column; ``locked`` says why nothing can be added, empty where it can."""
        self.add.setText(column.add)
        self.add.setVisible(bool(column.add))
        self.add.setEnabled(not locked)
        self.add.setToolTip(locked)
        self.text.setText(column.foot)
        self.text.setVisible(bool(column.foot))
        self._place()

    def height_for(self, width: int) -> int:
        """How high it is at a width: nothing, one line, or two."""
        if not self.add.text() and not self.text.text():
            return 0
        return _FOOT_TWO if self._is_crowded(width) else _FOOT_LINE

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place both for the new size."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A dashed edge: here a card could be."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(_dashes("line_strong", 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), CARD_RADIUS, CARD_RADIUS)

    def _is_crowded(self, width: int) -> bool:
        if not self.add.text() or not self.text.text():
            return False
        return _FOOT_GAP + self._add_size().width() + _FOOT_GAP + self.text.sizeHint().width() + _FOOT_PADDING > width

    def _add_size(self) -> QSize:
        self.add.ensurePolished()
        self.text.ensurePolished()
        return self.add.sizeHint()

    def _place(self) -> None:
        size, width = self._add_size(), self.width()
        top = (_FOOT_LINE - size.height()) // 2
        self.add.setGeometry(_FOOT_GAP, top, min(size.width(), width - 2 * _FOOT_GAP), size.height())
        high = self.text.sizeHint().height()
        if self._is_crowded(width):
            self.text.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            start = _FOOT_PADDING + _FOOT_GAP
            self.text.setGeometry(start, _FOOT_LINE - 2, width - start - _FOOT_PADDING, high)
            return
        left = self.add.geometry().right() + _FOOT_GAP if self.add.text() else _FOOT_PADDING
        self.text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.text.setGeometry(left, (_FOOT_LINE - high) // 2, width - left - _FOOT_PADDING, high)


class DropMark(QWidget):
    """Says that a card can be let go here."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A tint and a dashed edge over the column."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.faded("accent", 0.09))
        painter.setPen(_dashes("accent", 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), CARD_RADIUS, CARD_RADIUS)


class ColumnFrame(QWidget):
    """Places head, cards and foot; the last of its width is the gap to the next column, in which the scroll bar is."""

    def __init__(self) -> None:
        super().__init__()
        self.column = BoardColumn("", "")
        self.head, self.view, self.foot = Head(), CardsView(), Foot()
        for child in (self.head, self.view, self.foot):
            child.setParent(self)
        self._mark = DropMark(self)
        self.setMinimumWidth(LEAST_WIDTH)
        theme.changed.connect(self._place)

    def show_column(self, column: BoardColumn, locked: str) -> None:
        """Show another state of the column."""
        self.column = column
        self.head.say(column)
        self.foot.say(column, locked)
        self.view.empty = column.empty
        self.view.setAccessibleName(f"{column.name}, {counted(len(column.cards), '{n} card', '{n} cards')}")
        self.view.setAccessibleDescription(", ".join(part for part in (column.aside, column.foot) if part))
        self.foot.add.setAccessibleName(column.add)
        self._place()
        self.view.show_cards(column.cards)

    def show_drop(self, *, shown: bool) -> None:
        """Show that a card can be let go here, or no longer."""
        self._mark.setVisible(shown)
        if shown:
            self._mark.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything for the new size."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        width, inner = self.width(), max(1, self.width() - CARD_GAP)
        foot = self.foot.height_for(inner)
        room = max(0, self.height() - HEAD_HEIGHT - foot - (4 if foot else 0))
        needed = len(self.column.cards) * PITCH or EMPTY_HEIGHT
        high = min(needed, room)
        self.head.setGeometry(0, 0, width, HEAD_HEIGHT)
        self.view.setGeometry(0, HEAD_HEIGHT, width, high)
        self.foot.setGeometry(QRect(0, HEAD_HEIGHT + high + (4 if needed > room else 0), inner, foot))
        self._mark.setGeometry(0, HEAD_HEIGHT - 4, inner, self.height() - HEAD_HEIGHT + 4)


def _dashes(token: str, width: float) -> QPen:
    pen = QPen(theme.colour(token), width)
    pen.setDashPattern([4 / width, 3 / width])
    return pen


def said_of(column: BoardColumn, row: int) -> str:
    """Which of how many a card is."""
    return tr("{n} of {all} in {column}", n=row + 1, all=len(column.cards), column=column.name)
