"""A radio button painted from the token table, as on the sheet of states."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton

from prodops_desktop.ui import theme
from prodops_desktop.ui.tokens import CONTROL_RADIUS, INPUT_HEIGHT

_RING, _LEFT = 14, 4


class Radio(QRadioButton):
    """A ring with a dot when chosen; the keyboard's place has a frame around it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setFixedHeight(INPUT_HEIGHT)
        self.setMinimumWidth(_LEFT + _RING + 8 + self.fontMetrics().horizontalAdvance(text) + 8)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ring, dot, text and focus frame."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        enabled, chosen = self.isEnabled(), self.isChecked()
        ring = QRectF(_LEFT, (self.height() - _RING) / 2, _RING, _RING)
        edge = "disabled" if not enabled else "accent" if chosen else "text_3"
        painter.setPen(QPen(theme.colour(edge), 1.5))
        painter.setBrush(theme.colour("field"))
        painter.drawEllipse(ring.adjusted(1, 1, -1, -1))
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(edge))
            painter.drawEllipse(ring.adjusted(4, 4, -4, -4))
        painter.setPen(theme.colour("text" if enabled else "disabled"))
        painter.setFont(self.font())
        text = self.rect().adjusted(_LEFT + _RING + 8, 0, 0, 0)
        painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.text())
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), CONTROL_RADIUS, CONTROL_RADIUS)
