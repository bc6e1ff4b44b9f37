"""The line below a chart: what its line styles mean, and an axis that does not start at zero said as such."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from prodops_desktop.ui import theme
from prodops_desktop.ui.charts.trend import Trend
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.texts import tr

LEGEND_HEIGHT = growing(22)
_SAMPLE = growing(18)


def paint_legend(painter: QPainter, area: QRect, trend: Trend, starts_at: float) -> None:
    """Paint the styles that the chart uses, from the left, and the declaration of its axis at the right."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(theme.font("caption"))
    room = QRect(area)
    if not trend.bars and starts_at > 0:
        said = tr("Axis starts at {value}", value=trend.axis(starts_at))
        painter.setPen(theme.colour("text_3"))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), said)
        room.setRight(room.right() - painter.fontMetrics().horizontalAdvance(said) - 12)
    left = room.left()
    for style, text in _entries(trend):
        width = _SAMPLE + 6 + painter.fontMetrics().horizontalAdvance(text)
        if left + width > room.right():
            break
        _paint_sample(painter, QRectF(left, room.center().y() - 5, _SAMPLE, 10), style)
        painter.setPen(theme.colour("text_2"))
        painter.drawText(QRect(left + _SAMPLE + 6, room.top(), width, room.height()), int(Qt.AlignmentFlag.AlignVCenter), text)
        left += width + 18
    painter.restore()


def _entries(trend: Trend) -> list[tuple[str, str]]:
    found = [("bar" if trend.bars else "line", trend.title)]
    if trend.has_margin:
        found.append(("band", tr("95% margin")))
    if any(value is not None for value in trend.prior):
        found.append(("prior", trend.prior_name))
    if trend.target is not None:
        found.append(("target", tr("Target")))
    if any(trend.partial):
        found.append(("partial bar" if trend.bars else "hollow", tr("Not complete")))
    return found


def _paint_sample(painter: QPainter, area: QRectF, style: str) -> None:
    middle = area.center().y()
    accent = theme.colour("accent")
    if style in ("band", "bar", "partial bar"):
        accent.setAlphaF({"band": 0.2, "bar": 0.85, "partial bar": 0.3}[style])
        painter.fillRect(area.adjusted(3, 0, -3, 0), accent)
        return
    if style == "hollow":
        painter.setPen(QPen(accent, 1.5))
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(area.center(), 3.5, 3.5)
        return
    pen = {"line": QPen(accent, 2.25), "prior": QPen(theme.colour("prior"), 1.5), "target": QPen(theme.colour("text_2"), 1.2)}[style]
    if style != "line":
        pen.setDashPattern([2, 2] if style == "prior" else [4, 3])
    painter.setPen(pen)
    painter.drawLine(QPointF(area.left(), middle), QPointF(area.right(), middle))
