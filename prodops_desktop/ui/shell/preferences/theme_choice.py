"""The three themes as pictures, painted from the token tables, of which one is chosen."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QWidget

from prodops_desktop.ui import theme
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import CONTROL_RADIUS, DARK, LIGHT, Tokens

_WIDTH, _HEIGHT, _BETWEEN, _RING, _AROUND = growing(128), growing(62), 8, growing(14), 3
_SIDE, _LEFT = 0.12, 0.22
"""The rail of the picture, and where its lines begin, as shares of its width."""


class ThemeChoice(QWidget):
    """Arrow keys go from one to the next and choose it."""

    chosen = Signal(str)

    def __init__(self, current: str) -> None:
        super().__init__()
        self.setAccessibleName(tr("Theme"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        names = {"system": tr("System"), "light": tr("Light"), "dark": tr("Dark")}
        looks = {"system": (LIGHT, DARK), "light": (LIGHT,), "dark": (DARK,)}
        self.pictures = {mode: _Picture(name, looks[mode]) for mode, name in names.items()}
        for mode, picture in self.pictures.items():
            row.addWidget(picture)
            picture.clicked.connect(lambda _=False, mode=mode: self.chosen.emit(mode))
        self.choose(current)
        self.setFocusProxy(self.pictures[current if current in self.pictures else "system"])

    def choose(self, mode: str) -> None:
        """Mark a theme without telling anyone."""
        if mode in self.pictures:
            self.pictures[mode].setChecked(True)

    def current(self) -> str:
        """The theme that is chosen."""
        return next(mode for mode, picture in self.pictures.items() if picture.isChecked())


class _Picture(QRadioButton):
    """A small window in one theme, or half in each of two; its ring and name stand below."""

    def __init__(self, name: str, looks: tuple[Tokens, ...]) -> None:
        super().__init__(name)
        self._looks = looks
        self.setFixedSize(self.sizeHint())
        theme.changed.connect(self._fit)

    def sizeHint(self) -> QSize:
        """The picture, and a line for its name."""
        words = _RING + 8 + self.fontMetrics().horizontalAdvance(self.text()) + 4
        return QSize(max(_WIDTH, words) + 2 * _AROUND, _HEIGHT + _BETWEEN + self.fontMetrics().height() + 2 * _AROUND + 2)

    def hitButton(self, pos: QPoint) -> bool:
        """All of it can be clicked."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture with its frame, the ring and the name."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        picture = QRectF(_AROUND, _AROUND, _WIDTH, _HEIGHT)
        shape = QPainterPath()
        shape.addRoundedRect(picture, CONTROL_RADIUS, CONTROL_RADIUS)
        painter.setClipPath(shape)
        width = picture.width() / len(self._looks)
        for at, look in enumerate(self._looks):
            _paint_window(painter, QRectF(picture.left() + at * width, picture.top(), width, picture.height()), look)
        painter.setClipping(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        chosen = self.isChecked()
        painter.setPen(QPen(theme.colour("accent" if chosen else "line_strong"), 2 if chosen else 1))
        painter.drawRoundedRect(picture.adjusted(0.5, 0.5, -0.5, -0.5), CONTROL_RADIUS, CONTROL_RADIUS)
        self._paint_name(painter, round(picture.bottom()) + _BETWEEN)

    def _paint_name(self, painter: QPainter, top: int) -> None:
        height = self.fontMetrics().height() + 2
        ring = QRectF(_AROUND + 1, top + (height - _RING) / 2, _RING, _RING)
        painter.setPen(QPen(theme.colour("accent" if self.isChecked() else "text_3"), 1.5))
        painter.setBrush(theme.colour("field"))
        painter.drawEllipse(ring)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(ring.adjusted(4, 4, -4, -4))
        painter.setFont(theme.font("name" if self.isChecked() else "body"))
        painter.setPen(theme.colour("text"))
        words = QRect(round(ring.right()) + 7, top, self.width(), height)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            width = painter.fontMetrics().horizontalAdvance(self.text())
            frame = QRectF(ring.left() - 2, top - 1, _RING + 13 + width, height + 2)
            painter.drawRoundedRect(frame.adjusted(0, 0, 0, -1), 4, 4)

    def _fit(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()


def _paint_window(painter: QPainter, area: QRectF, look: Tokens) -> None:
    """A rail, a title, a line and a button."""
    painter.fillRect(area, QColor(look.surface))
    painter.fillRect(QRectF(area.left(), area.top(), area.width() * _SIDE, area.height()), QColor(look.window))
    painter.setPen(Qt.PenStyle.NoPen)
    left, room = area.left() + area.width() * _LEFT, area.width() * (1 - _LEFT)
    for colour, top, height, share in (
        (look.text_2, 9, 5, 0.5),
        (look.track, 19, 5, 0.75),
        (look.accent, 31, 8, 0.3 if room > 80 else 0.5),
    ):
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(QRectF(left, area.top() + top, room * share, height), 2, 2)
