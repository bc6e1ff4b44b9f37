"""Small things in a row that goes on in the next line where there is no more room, such as chips."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Lays its widgets out line by line; one that is wider than a line is made as wide as that."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 6, line_gap: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        """By width: while an inspector is laid out each is asked for many times."""
        self._gap, self._line_gap = gap, line_gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Add one."""
        self._items.append(item)
        self.invalidate()

    def insert(self, index: int, item: QLayoutItem) -> None:
        """Put one before others."""
        self._items.insert(index, item)
        self.invalidate()

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One of them."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take one out."""
        self._heights.clear()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def invalidate(self) -> None:
        """One of them is of another size, hidden or seen."""
        self._heights.clear()
        super().invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        """It only takes what it is given."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Less room makes more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high it is at a width."""
        if width not in self._heights:
            self._heights[width] = max((place.bottom() + 1 for _, place in self._placed(width)), default=0)
        return self._heights[width]

    def minimumSize(self) -> QSize:
        """As narrow as may be: it goes on in the next line."""
        return QSize(0, max((item.minimumSize().height() for item in self._items), default=0))

    def sizeHint(self) -> QSize:
        """All in one line."""
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() for hint in hints) + self._gap * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def setGeometry(self, rect: QRect) -> None:
        """Put everything in its place."""
        super().setGeometry(rect)
        for item, place in self._placed(rect.width()):
            item.setGeometry(place.translated(rect.topLeft()))

    def _placed(self, width: int) -> list[tuple[QLayoutItem, QRect]]:
        placed: list[tuple[QLayoutItem, QRect]] = []
        line: list[tuple[QLayoutItem, QRect]] = []
        at = QPoint(0, 0)
        for item in self._items:
            if item.isEmpty():  # hidden: it takes no gap either
                continue
            size = item.sizeHint().boundedTo(QSize(max(1, width), 16_000))
            if line and at.x() + size.width() > width:
                at = QPoint(0, _level(line) + self._line_gap)
                placed, line = placed + line, []
            line.append((item, QRect(at, size)))
            at.setX(at.x() + size.width() + self._gap)
        _level(line)
        return placed + line


def _level(line: list[tuple[QLayoutItem, QRect]]) -> int:
    """Put what stands in a line on one middle; returns where the line ends."""
    bottom = max((place.bottom() + 1 for _, place in line), default=0)
    for _, place in line:
        place.translate(0, (bottom - place.bottom() - 1) // 2)
    return bottom
