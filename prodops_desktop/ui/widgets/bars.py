"""A painted meter: a share of a whole as a short bar."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from prodops_desktop.ui import theme


class Meter(QWidget):
    """A share from 0 to 1; ``colour`` is a token."""

    def __init__(self, share: float = 0.0, colour: str = "accent", name: str = "") -> None:
        super().__init__()
        self._share, self._colour, self._name = share, colour, name
        self.setFixedHeight(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_share(share)

    def sizeHint(self) -> QSize:
        """Long enough to read."""
        return QSize(80, 6)

    def show_share(self, share: float, colour: str | None = None) -> None:
        """Show another share."""
        self._share = max(0.0, min(1.0, share))
        self._colour = colour or self._colour
        self.setAccessibleName(f"{self._name} {self._share:.0%}".strip())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the bar."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_meter(painter, QRectF(self.rect()), self._share, self._colour)


def paint_meter(painter: QPainter, area: QRectF, share: float, colour: str = "accent") -> None:
    """Paint a meter into ``area``, for delegates."""
    painter.setPen(Qt.PenStyle.NoPen)
    radius = min(3.0, area.height() / 2)
    painter.setBrush(theme.colour("track"))
    painter.drawRoundedRect(area, radius, radius)
    if share > 0:
        painter.setBrush(theme.colour(colour))
        painter.drawRoundedRect(
            QRectF(area.x(), area.y(), max(area.height(), area.width() * min(share, 1.0)), area.height()), radius, radius
        )
