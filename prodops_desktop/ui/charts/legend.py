"""The lines below a chart: what its line styles mean, and an axis that does not start at zero said as such."""

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from prodops_desktop.ui import theme
from prodops_desktop.ui.charts.trend import Trend
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.texts import tr

LEGEND_HEIGHT = growing(22)
"""Of one line."""
_SAMPLE = growing(18)
_BESIDE, _APART = 6, 18


def legend_lines(width: int, trend: Trend, starts_at: float) -> int:
    """How many lines the legend takes at a width."""
    return 1 + max((line for line, _, _, _ in _placed(width, trend, starts_at)), default=0)


def paint_legend(painter: QPainter, area: QRect, trend: Trend, starts_at: float) -> None:
    """Paint the styles that the chart uses, from the left, and the declaration of its axis at the right of the first line."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(theme.font("caption"))
    first = QRect(area.left(), area.top(), area.width(), LEGEND_HEIGHT)
    painter.setPen(theme.colour("text_3"))
    painter.drawText(first, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), _axis_said(trend, starts_at))
    for line, left, style, text in _placed(area.width(), trend, starts_at):
        place = first.translated(left, line * LEGEND_HEIGHT)
        _paint_sample(painter, QRectF(place.left(), place.center().y() - 5, _SAMPLE, 10), style)
        painter.setPen(theme.colour("text_2"))
        painter.drawText(place.adjusted(_SAMPLE + _BESIDE, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), text)
    painter.restore()


def _placed(width: int, trend: Trend, starts_at: float) -> Iterator[tuple[int, int, str, str]]:
    """The line of each entry, where it begins in it, its style and its text."""
    metrics = theme.face("caption").metrics
    said = _axis_said(trend, starts_at)
    room, line, left = width - (metrics.horizontalAdvance(said) + 12 if said else 0), 0, 0
    for style, text in _entries(trend):
        needed = _SAMPLE + _BESIDE + metrics.horizontalAdvance(text)
        if left and left + needed > room:
            room, line, left = width, line + 1, 0
        yield line, left, style, text
        left += needed + _APART


def _axis_said(trend: Trend, starts_at: float) -> str:
    return tr("Axis starts at {value}", value=trend.axis(starts_at)) if not trend.bars and starts_at > 0 else ""


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
        painter.fillRect(area.adjusted(3, 0, -3, 0), theme.faded("accent", {"band": 0.2, "bar": 0.85, "partial bar": 0.3}[style]))
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
