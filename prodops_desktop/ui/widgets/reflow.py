"""Cards in as many columns of one width as there is room for."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.tokens import CARD_GAP

_LEAST = growing(236)


class Reflow(QLayout):
    """Lays its cards out in rows of equal height; a column is at least ``least`` pixels wide, and there are at most ``most`` columns."""

    def __init__(self, parent: QWidget | None = None, *, least: int = _LEAST, most: int = 4) -> None:
        super().__init__(parent)
        self._cards: list[QLayoutItem] = []
        self._least, self._most = least, most
        self._known: dict[int, list[int]] = {}
        """The heights of the cards by their width, until one of them changes: Qt asks many times in a row."""
        self.setContentsMargins(0, 0, 0, 0)

    def columns(self, width: int) -> int:
        """How many columns fit into ``width``."""
        return max(1, min(self._most, (width + CARD_GAP) // (self._least + CARD_GAP)))

    def set_most(self, most: int) -> None:
        """Have so many columns at most from now on."""
        self._most = most
        self.invalidate()

    def invalidate(self) -> None:
        """A card changed, came or went."""
        self._known.clear()
        super().invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Add a card."""
        self._cards.append(item)
        self._known.clear()

    def count(self) -> int:
        """How many cards there are."""
        return len(self._cards)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One card."""
        return self._cards[index] if 0 <= index < len(self._cards) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take a card out."""
        self._known.clear()
        return self._cards.pop(index) if 0 <= index < len(self._cards) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It only takes what it is given."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Fewer columns make it higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high it is at a width."""
        rows = self._rows(width)
        return sum(rows) + CARD_GAP * max(0, len(rows) - 1)

    def minimumSize(self) -> QSize:
        """One column."""
        return QSize(self._least, max(self._heights(self._least), default=0))

    def sizeHint(self) -> QSize:
        """As many columns as it may have."""
        width = self._most * self._least + (self._most - 1) * CARD_GAP
        return QSize(width, self.heightForWidth(width))

    def setGeometry(self, rect: QRect) -> None:
        """Put the cards in their places."""
        super().setGeometry(rect)
        columns = self.columns(rect.width())
        width = (rect.width() - CARD_GAP * (columns - 1)) / columns
        top = rect.top()
        for row, height in enumerate(self._rows(rect.width())):
            for column, card in enumerate(self._cards[row * columns : (row + 1) * columns]):
                left, right = round(column * (width + CARD_GAP)), round(column * (width + CARD_GAP) + width)
                card.setGeometry(QRect(rect.left() + left, top, right - left, height))
            top += height + CARD_GAP

    def _heights(self, width: int) -> list[int]:
        if width not in self._known:
            self._known[width] = [
                card.heightForWidth(width) if card.hasHeightForWidth() else card.sizeHint().height() for card in self._cards
            ]
        return self._known[width]

    def _rows(self, width: int) -> list[int]:
        columns = self.columns(width)
        heights = self._heights(int((width - CARD_GAP * (columns - 1)) / columns))
        return [max(heights[first : first + columns]) for first in range(0, len(heights), columns)]
