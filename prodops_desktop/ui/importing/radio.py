"""Radio buttons painted from the token table, as on the sheet of states: a plain one, and a framed row with an example at its right."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy

from prodops_desktop.ui import theme
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.tokens import CONTROL_RADIUS, INPUT_HEIGHT

_RING, _LEFT = growing(14), growing(4)
_LOW, _INSET, _BEFORE, _AFTER = growing(30), growing(9), growing(31), growing(10)
_MIDDLE, _LEADING = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignLeft


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
        _paint_ring(painter, QRectF(_LEFT, (self.height() - _RING) / 2, _RING, _RING), enabled=enabled, chosen=chosen)
        painter.setPen(theme.colour("text" if enabled else "disabled"))
        painter.setFont(self.font())
        text = self.rect().adjusted(_LEFT + _RING + 8, 0, 0, 0)
        painter.drawText(text, int(_MIDDLE | _LEADING), self.text())
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), CONTROL_RADIUS, CONTROL_RADIUS)


class OptionRow(QRadioButton):
    """One way to do something, and at its right what comes of it; too long for one line, that stands below."""

    def __init__(self, text: str, example: str = "") -> None:
        super().__init__()
        self._example = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_LOW)
        self.show_option(text, example)
        theme.changed.connect(self.update)

    def show_option(self, text: str, example: str) -> None:
        """Say something else."""
        self._example = example
        self.setText(text)
        self.setAccessibleName(f"{text}: {example}" if example else text)
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        """It takes the room there is, and more lines where that is little."""
        return QSize(160, self.height())

    def minimumSizeHint(self) -> QSize:
        """As :meth:`sizeHint`."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many lines as are needed."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        title, example = self._areas()
        self.setFixedHeight(max(_LOW, max(title.bottom(), example.bottom()) + 7))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint frame, ring, text and example."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, focused = self.isChecked(), self.hasFocus()
        painter.setPen(QPen(theme.colour("accent" if chosen or focused else "line_strong"), 2 if focused else 1))
        painter.setBrush(theme.colour("selected" if focused else "field"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), CONTROL_RADIUS, CONTROL_RADIUS)
        title, example = self._areas()
        line = self.fontMetrics().height()
        ring = QRectF(_INSET, title.top() + (line - _RING) / 2, _RING, _RING)
        _paint_ring(painter, ring, enabled=self.isEnabled(), chosen=chosen)
        painter.setFont(self.font())
        painter.setPen(theme.colour("text"))
        painter.drawText(title, int(_LEADING | Qt.TextFlag.TextWordWrap), self.text())
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.colour("text_2"))
        painter.drawText(example, int(_LEADING | Qt.TextFlag.TextWordWrap), self._example)

    def _areas(self) -> tuple[QRect, QRect]:
        """Where the text and the example stand."""
        metrics, small = self.fontMetrics(), theme.face("meta").metrics
        room = max(40, self.width() - _BEFORE - _AFTER)
        beside = small.horizontalAdvance(self._example) + 2
        top = (_LOW - metrics.height()) // 2
        if metrics.horizontalAdvance(self.text()) + 12 + beside <= room:
            lower = top + metrics.ascent() - small.ascent()
            return QRect(_BEFORE, top, room - beside, metrics.height()), QRect(_BEFORE + room - beside, lower, beside, small.height())
        wrap = int(Qt.TextFlag.TextWordWrap)
        title = metrics.boundingRect(QRect(0, 0, room, 1000), wrap, self.text()).height()
        below = small.boundingRect(QRect(0, 0, room, 1000), wrap, self._example).height() if self._example else 0
        return QRect(_BEFORE, top, room, title), QRect(_BEFORE, top + title, room, below)


def _paint_ring(painter: QPainter, ring: QRectF, *, enabled: bool, chosen: bool) -> None:
    edge = "disabled" if not enabled else "accent" if chosen else "text_3"
    painter.setPen(QPen(theme.colour(edge), 1.5))
    painter.setBrush(theme.colour("field"))
    painter.drawEllipse(ring.adjusted(1, 1, -1, -1))
    if chosen:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(edge))
        painter.drawEllipse(ring.adjusted(4, 4, -4, -4))
