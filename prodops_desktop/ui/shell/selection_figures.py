"""What the selected cells come to, in the line at the foot of the window: “5 cells selected  Sum 1,681,000  Mean 336,200”."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from prodops_desktop.ui import theme

_GAP, _INNER = 10, 5


class SelectionFigures(QWidget):
    """Figures that have no room give way from the right; the tooltip has them all."""

    def __init__(self) -> None:
        super().__init__()
        self._said = ""
        self._figures: tuple[tuple[str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.hide()

    def show_figures(self, said: str, figures: Sequence[tuple[str, str]]) -> None:
        """Show how many cells are selected, and the figures with their names; nothing for an empty text."""
        self._said, self._figures = said, tuple(figures)
        self.setVisible(bool(said))
        self.setAccessibleName(self.text())
        self._look()
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """All of it as one text."""
        return "  ".join([self._said, *(f"{name} {value}" for name, value in self._figures)])

    def sizeHint(self) -> QSize:
        """Room for all of it."""
        return QSize(sum(self._widths()) + _GAP * len(self._figures), theme.face("meta").metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:
        """Room for how many cells there are, and the first figure."""
        return QSize(sum(self._widths()[:2]) + _GAP, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer what no longer fits as a tooltip."""
        super().resizeEvent(event)
        self._look()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what there is room for."""
        del event
        with QPainter(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        left, middle = 0, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        parts = [("", self._said), *self._figures]
        for (name, value), width in zip(parts, self._widths(), strict=True):
            if left + width > self.width() and left:
                break
            area = QRect(left, 0, width, self.height())
            painter.setFont(theme.font("meta"))
            painter.setPen(theme.colour("text_2"))
            if name:
                painter.drawText(area, middle, name)
                area.setLeft(area.left() + painter.fontMetrics().horizontalAdvance(name) + _INNER)
            painter.setFont(_strong())
            painter.setPen(theme.colour("text"))
            painter.drawText(area, middle, value)
            left += width + _GAP

    def _widths(self) -> list[int]:
        plain, strong = theme.face("meta").metrics, QFontMetrics(_strong())
        named = [plain.horizontalAdvance(name) + _INNER + strong.horizontalAdvance(value) + 2 for name, value in self._figures]
        return [strong.horizontalAdvance(self._said) + 2, *named]

    def _look(self) -> None:
        self.setToolTip(self.text() if self.sizeHint().width() > self.width() else "")


def _strong() -> QFont:
    font = theme.font("meta")
    font.setWeight(QFont.Weight.DemiBold)
    return font
