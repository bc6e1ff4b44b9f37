"""A switch: on or off, painted from the token table; for assistive technology it is a check box."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from prodops_desktop.ui import theme
from prodops_desktop.ui.lengths import growing

_WIDTH, _HEIGHT, _AROUND = growing(36), growing(20), 3


class Switch(QCheckBox):
    """Space or a click switches it."""

    def __init__(self, name: str, *, on: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setChecked(on)
        self.setFixedSize(_WIDTH + 2 * _AROUND, _HEIGHT + 2 * _AROUND)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """The switch and its frame."""
        return QSize(_WIDTH + 2 * _AROUND, _HEIGHT + 2 * _AROUND)

    def hitButton(self, pos: QPoint) -> bool:
        """All of it can be clicked."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the track, the knob where it stands, and the frame where the keyboard is."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(_AROUND, _AROUND, _WIDTH, _HEIGHT)
        is_on, enabled = self.isChecked(), self.isEnabled()
        painter.setPen(QPen(theme.colour("accent" if is_on and enabled else "line_strong"), 1))
        painter.setBrush(theme.colour("accent" if is_on and enabled else "track"))
        painter.drawRoundedRect(track.adjusted(0.5, 0.5, -0.5, -0.5), _HEIGHT / 2, _HEIGHT / 2)
        side = _HEIGHT - 6
        left = track.right() - side - 3 if is_on else track.left() + 3
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("disabled" if not enabled else "on_accent" if is_on else "text_3"))
        painter.drawEllipse(QRectF(left, track.top() + 3, side, side))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), self.height() / 2, self.height() / 2)
