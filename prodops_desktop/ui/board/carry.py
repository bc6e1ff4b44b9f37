"""A card in the hand of the mouse: what is carried from where, and the picture of it that follows."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from prodops_desktop.ui.board.card import Card
from prodops_desktop.ui.board.card_layout import CARD_HEIGHT
from prodops_desktop.ui.board.card_paint import Look, paint_card

SLACK = 5
"""How far the mouse goes before a click becomes a drag."""


@dataclass(frozen=True)
class Carry:
    """The card that was taken hold of in a column, at a place of the board and of the card; ``begun`` once the mouse went far enough."""

    key: int
    column: int
    at: QPoint
    grip: QPoint
    begun: bool = False

    def is_far(self, at: QPoint) -> bool:
        """Whether the mouse went far enough for a drag."""
        return (at - self.at).manhattanLength() >= SLACK


class Ghost(QLabel):
    """The card that follows the mouse, over everything."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_card(self, card: Card, width: int) -> None:
        """Look like a card of this width."""
        ratio = self.devicePixelRatioF()
        picture = QPixmap(round(width * ratio), round(CARD_HEIGHT * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint_card(painter, card, QRectF(0, 0, width, CARD_HEIGHT), Look(chosen=True))
        painter.end()
        self.setPixmap(picture)
        self.resize(width, CARD_HEIGHT)
        self.show()
        self.raise_()
