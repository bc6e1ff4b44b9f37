"""The strip below a timeline: how much runs in each week, against a limit."""

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from prodops_desktop.ui import formats, theme
from prodops_desktop.ui.charts.painted import bold_caption, fill_of
from prodops_desktop.ui.charts.timeline_layout import RIGHT, Scale
from prodops_desktop.ui.charts.timeline_model import Timeline, Week
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.texts import tr

CAPACITY = growing(113)
"""How high the strip is."""
_BASE, _HIGHEST, _NUMBER, _OVER = growing(94), growing(77), growing(15), growing(17)
"""Where bars stand, how high the largest is, and room for a number, in pixels from the top of the strip."""


@dataclass(frozen=True)
class WeekPlace:
    """A week, its bar and its number, which is empty where there is no room; heights count from the top of the strip."""

    week: Week
    bar: QRectF
    number: str
    number_area: QRectF
    inside: bool


@dataclass(frozen=True)
class CapacityLayout:
    """The weeks that are shown, and the height of the limit if there is one."""

    weeks: tuple[WeekPlace, ...]
    limit: float | None
    limit_text: str

    def at(self, x: float) -> Week | None:
        """The week at ``x``."""
        return next((place.week for place in self.weeks if place.bar.left() - 4 <= x <= place.bar.right() + 4), None)


def lay_out_capacity(weeks: tuple[Week, ...], timeline: Timeline, scale: Scale) -> CapacityLayout:
    """Place the weeks; their bars start at zero and the highest of them and of the limit fills the strip."""
    most = max((week.count for week in weeks), default=0)
    unit = _HIGHEST / max(1, most, timeline.limit or 0)
    metrics = QFontMetrics(bold_caption())
    room = scale.per_day * 7
    pad = min(5.0, room * 0.15)
    placed = []
    for week in weeks:
        begin, end = scale.x(week.starts), scale.x(week.starts) + room
        begin, end = max(begin, scale.left), min(end, scale.right)
        if end - begin > 2 * pad + 1:
            placed.append(_place(week, QRectF(QPointF(round(begin + pad), _BASE), QPointF(round(end - pad), _BASE)), unit, metrics))
    limit = timeline.limit
    text = tr("Limit {n}", n=formats.number(limit)) if limit is not None else ""
    return CapacityLayout(tuple(placed), round(_BASE - limit * unit) if limit is not None else None, text)


def _place(week: Week, foot: QRectF, unit: float, metrics: QFontMetrics) -> WeekPlace:
    bar = QRectF(foot.left(), round(_BASE - week.count * unit), foot.width(), 0)
    bar.setBottom(_BASE)
    number = formats.number(week.count)
    inside = not week.over and bar.height() >= _NUMBER + 10
    top = bar.top() + 2 if inside else bar.top() - _NUMBER
    fits = week.count > 0 and metrics.horizontalAdvance(number) <= foot.width() + 4
    return WeekPlace(week, bar, number if fits else "", QRectF(foot.left() - 4, top, foot.width() + 8, _NUMBER), inside)


def paint_capacity(painter: QPainter, placed: CapacityLayout, scale: Scale, top: float) -> None:
    """Paint the strip with its top at ``top``."""
    painter.save()
    painter.translate(0, top)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for one in placed.weeks:
        painter.fillRect(
            one.bar, fill_of("bad") if one.week.over else theme.colour("accent") if one.week.past else QColor(theme.tokens().sequential[3])
        )
    painter.setPen(theme.colour("line_strong"))
    painter.drawLine(QLineF(scale.left, _BASE, scale.right, _BASE))
    if placed.limit is not None:
        _paint_limit(painter, placed.limit, scale)
    painter.setFont(bold_caption())
    for one in placed.weeks:
        shade = "bad" if one.week.over else "on_accent" if one.inside and one.week.past else "text"
        painter.setPen(theme.colour(shade))
        painter.drawText(one.number_area, int(Qt.AlignmentFlag.AlignCenter), one.number)
    if placed.limit is not None:
        _name_limit(painter, placed, placed.limit, scale)
    painter.restore()


def _paint_limit(painter: QPainter, height: float, scale: Scale) -> None:
    pen = QPen(theme.colour("text_2"), 1)
    pen.setDashPattern([5, 4])
    painter.setPen(pen)
    painter.drawLine(QLineF(scale.left, height, scale.right, height))


def _name_limit(painter: QPainter, placed: CapacityLayout, height: float, scale: Scale) -> None:
    """Say the limit above its line at the right, or below it where the number of a week stands there."""
    width = theme.face("caption").metrics.horizontalAdvance(placed.limit_text) + 2
    spots = (
        QRectF(right - width, height + offset, width, _NUMBER) for right in (scale.right, scale.right + RIGHT - 2) for offset in (-_OVER, 3)
    )
    taken = [area for one in placed.weeks for area in (one.bar, one.number_area)]
    free = next((spot for spot in spots if not any(spot.intersects(area) for area in taken)), None)
    if free is not None:
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("text_3"))
        painter.drawText(free, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), placed.limit_text)
