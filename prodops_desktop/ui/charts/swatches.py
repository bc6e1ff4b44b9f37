"""A legend of a line, at the right of its room: what the bars of a timeline look like; what has no room stands in its tooltip."""

from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from prodops_desktop.ui import theme
from prodops_desktop.ui.lengths import growing

_SWATCH, _BETWEEN, _APART, _HEIGHT = growing(9), growing(5), growing(12), growing(24)
_FILLS = {"filled": "accent", "done": "track", "planned": "selected"}
_EDGES = {"outlined": "accent", "dashed": "text_3", "planned": "accent_line"}


class SwatchLegend(QWidget):
    """Looks of bars (filled, planned, outlined, dashed, done), a ``ghost`` or a ``diamond``, each with its text."""

    def __init__(self, name: str, entries: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self._entries: list[tuple[str, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        self.setAccessibleName(name)
        theme.changed.connect(self.update)
        self.show_entries(entries)

    def show_entries(self, entries: Sequence[tuple[str, str]]) -> None:
        """Show other looks with their texts."""
        self._entries = list(entries)
        said = ", ".join(text for _, text in self._entries)
        self.setAccessibleDescription(said)
        self.setToolTip(said)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as all of it."""
        metrics = theme.face("meta").metrics
        widths = [_SWATCH + _BETWEEN + metrics.horizontalAdvance(text) for _, text in self._entries]
        return QSize(sum(widths) + _APART * max(0, len(widths) - 1) + 2, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """It may go away altogether."""
        return QSize(0, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the entries that have room, up to the right edge."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("meta"))
        widths = [painter.fontMetrics().horizontalAdvance(text) for _, text in self._entries]
        ends = list(accumulate(_SWATCH + _BETWEEN + width + _APART for width in widths))
        seen = sum(end - _APART < self.width() for end in ends)
        left = float(self.width() - 1 - (ends[seen - 1] - _APART)) if seen else 0.0
        for (look, text), width in zip(self._entries[:seen], widths, strict=False):
            _paint_swatch(painter, QRectF(left, (self.height() - _SWATCH) / 2, _SWATCH, _SWATCH), look)
            left += _SWATCH + _BETWEEN
            painter.setPen(theme.colour("text_2"))
            painter.drawText(QRectF(left, 0, width + 2, self.height()), int(Qt.AlignmentFlag.AlignVCenter), text)
            left += width + _APART


def _paint_swatch(painter: QPainter, area: QRectF, look: str) -> None:
    if look == "ghost":
        painter.fillRect(QRectF(area.left(), area.center().y() - 2, area.width(), 4), theme.colour("ghost"))
        return
    if look == "diamond":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("text_3"))
        middle = area.center()
        tops = (QPointF(middle.x(), area.top()), QPointF(area.right(), middle.y()), QPointF(middle.x(), area.bottom()))
        painter.drawPolygon(QPolygonF([*tops, QPointF(area.left(), middle.y())]))
        return
    edge, fill = _EDGES.get(look), _FILLS.get(look)
    pen = QPen(theme.colour(edge), 1.2) if edge else QPen(Qt.PenStyle.NoPen)
    if look == "dashed":
        pen.setDashPattern([2, 2])
    painter.setPen(pen)
    painter.setBrush(theme.colour(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area, 2, 2)
