"""The list view of the cards of one column: paints them, says which is under the mouse, and leaves keys and drags to the board."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from prodops_desktop.ui import theme
from prodops_desktop.ui.board.card import Card
from prodops_desktop.ui.board.card_layout import CARD_HEIGHT, lay_out, tip_of
from prodops_desktop.ui.board.card_paint import Look, paint_card
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.records import Column, RecordModel, show_records
from prodops_desktop.ui.tips import plain_tip
from prodops_desktop.ui.tokens import CARD_GAP, CARD_RADIUS

PITCH = growing(112 + CARD_GAP)
"""From the top of a card to that of the next one."""
EMPTY_HEIGHT = growing(60 + CARD_GAP)
"""What a column without cards has in place of them, with the gap below."""


class CardDelegate(QStyledItemDelegate):
    """Paints cards; the gap to the next one belongs to the row, the scroll bar to the gap at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The height of a card with its gap."""
        del option, index
        return QSize(120, PITCH)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Paint the card of a row."""
        view = self.parent()
        if isinstance(view, CardsView):
            card = view.cards.record(index.row())
            paint_card(painter, card, QRectF(option.rect.left(), option.rect.top(), view.card_width, CARD_HEIGHT), view.look_of(card.key))


class CardsView(QListView):
    """Cards below each other; which one is chosen is told by the board, and so is what else there is to see of them."""

    pressed_at = Signal(object, QPoint)
    """The left button went down on a card (its key) or beside all (None), at a place of the viewport."""
    moved_to = Signal(QPoint)
    """The mouse went on with the button down."""
    released_at = Signal(QPoint)
    double_clicked = Signal(object)
    focused = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.cards = RecordModel([Column("card", "", lambda card: Cell(card.words))], lambda card: card.key, self)
        self.chosen: int | None = None
        self.carried: int | None = None
        self.empty = ""
        self._hovered: int | None = None
        self.setModel(self.cards)
        self.setItemDelegate(CardDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(PITCH // 3)
        self.setAutoScroll(False)  # a refresh must not scroll
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        theme.changed.connect(self.viewport().update)

    @property
    def card_width(self) -> int:
        """How wide the cards are, whether there is a scroll bar in the gap beside them or not."""
        return max(1, self.width() - CARD_GAP)

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show other cards at the same scroll position."""
        show_records(self, self.cards, list(cards))
        self.viewport().update()

    def choose(self, key: int | None) -> None:
        """Mark a card as the chosen one; None, and one of another column, mark none."""
        row = self.cards.row_of(key) if key is not None else -1
        self.chosen = key if row >= 0 else None
        self.setCurrentIndex(self.cards.index(row, 0) if row >= 0 else QModelIndex())
        self.viewport().update()

    def carry(self, key: int | None) -> None:
        """Show that a card is being carried elsewhere, or that none is."""
        self.carried = key
        self._hover(None)
        self.viewport().update()

    def show_row(self, row: int) -> None:
        """Scroll no further than a row needs to be seen."""
        bar, top = self.verticalScrollBar(), row * PITCH
        self.executeDelayedItemsLayout()
        bar.setValue(max(min(bar.value(), top), top + CARD_HEIGHT + 2 - self.viewport().height()))

    def row_near(self, y: int) -> int | None:
        """The row whose card is nearest to a height of the viewport; None in an empty column."""
        count = self.cards.rowCount()
        row = round((y + self.verticalScrollBar().value() - CARD_HEIGHT / 2) / PITCH)
        return max(0, min(count - 1, row)) if count else None

    def card_rect(self, row: int) -> QRect:
        """Where the card of a row stands, in the viewport."""
        return QRect(0, row * PITCH - self.verticalScrollBar().value(), self.card_width, CARD_HEIGHT)

    def card_at(self, at: QPoint) -> Card | None:
        """The card at a place of the viewport; the gaps between cards are none."""
        row = (at.y() + self.verticalScrollBar().value()) // PITCH
        card: Card | None = self.cards.record(row) if row >= 0 and self.card_rect(row).contains(at) else None
        return card

    def tip_at(self, at: QPoint) -> str:
        """What the tooltip says at a place of the viewport."""
        card = self.card_at(at)
        return tip_of(card, lay_out(card, self.card_width)) if card is not None else ""

    def look_of(self, key: int) -> Look:
        """How a card stands."""
        return Look(key == self.chosen, self.hasFocus(), key == self._hovered, key == self.carried)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cards, or a sentence in place of them; a ring tells where the keyboard is when no card does."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_empty = not self.cards.rowCount()
        room = QRectF(0, 0, self.card_width, self.viewport().height() - (CARD_GAP if is_empty else 0))
        if is_empty:
            painter.setFont(theme.font("meta"))
            painter.setPen(theme.colour("text_3"))
            painter.drawText(room.adjusted(8, 0, -8, 0), int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self.empty)
        if self.hasFocus() and self.chosen is None:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(room.adjusted(1, 1, -1, -1), CARD_RADIUS - 1, CARD_RADIUS - 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell where the left button went down."""
        if event.button() == Qt.MouseButton.LeftButton:
            card = self.card_at(event.position().toPoint())
            self.pressed_at.emit(card.key if card is not None else None, event.position().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell how a drag goes on, or light up the card under the mouse."""
        at = event.position().toPoint()
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.moved_to.emit(at)
        else:
            card = self.card_at(at)
            self._hover(card.key if card is not None else None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell where the button went up."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.released_at.emit(event.position().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Tell which card is to be opened."""
        card = self.card_at(event.position().toPoint())
        if card is not None and event.button() == Qt.MouseButton.LeftButton:
            self.double_clicked.emit(card.key)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, but not away under a drag."""
        if self.carried is not None:
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """All keys are the board's."""
        event.ignore()

    def leaveEvent(self, event: QEvent) -> None:
        """No card is under the mouse any more."""
        super().leaveEvent(event)
        self._hover(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell so."""
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what is under the mouse, as long as it is there."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = event.pos()
            QToolTip.showText(event.globalPos(), plain_tip(self.tip_at(at)), self.viewport(), QRect(at - QPoint(4, 4), QSize(9, 9)))
            return True
        return super().viewportEvent(event)

    def _hover(self, key: int | None) -> None:
        if key != self._hovered:
            self._hovered = key
            self.viewport().update()
