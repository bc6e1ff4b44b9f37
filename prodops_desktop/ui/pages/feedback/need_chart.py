"""The rate of a need over twelve months as a small painted chart: its line, the interval of each month, and gaps where nothing came."""

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from prodops_desktop.ui import formats, theme
from prodops_desktop.ui.charts.months_chart import MonthsChart
from prodops_desktop.ui.lengths import growing, px
from prodops_desktop.ui.pages.feedback.need_course import Course, Plot, Whisker, plot_of
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.sparkline import paint_line

_HEIGHT, _TEXT_HEIGHT = growing(122), growing(38)
_EDGE, _TOP, _FOOT = growing(4), growing(12), growing(22)
"""Room for the ring, for half a line of text and an arrow at the top, for the months at the foot."""
_CAP, _DOT = 2.5, 2.6


@dataclass(frozen=True)
class _Placed:
    plot: Plot
    top: float
    bottom: float


class NeedChart(MonthsChart):
    """Rates per 100 items received; of fewer than two months with items it says the figures, as there is nothing to join."""

    def __init__(self) -> None:
        super().__init__()
        self.course = Course((), ())
        self._placed: _Placed | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(px(200))
        self.setAccessibleName(tr("Mentions per 100 items by month"))
        self.setFixedHeight(_TEXT_HEIGHT)

    def sizeHint(self) -> QSize:
        """As in an inspector."""
        return QSize(288, self.height())

    @property
    def sentence(self) -> str:
        """What the chart shows, in one sentence."""
        return self.course.sentence

    def show_course(self, course: Course) -> None:
        """Show other months."""
        self.course = course
        self.setFixedHeight(_HEIGHT if self._has_line else _TEXT_HEIGHT)
        self.begin()

    def month_count(self) -> int:
        """The months, once there is a line."""
        return len(self.course.months) if self._has_line else 0

    def month_at(self, place: QPointF) -> int | None:
        """The month at a place."""
        return self._placed.plot.month_at(place.x()) if self._placed is not None else None

    def month_text(self, index: int) -> str:
        """A month in words."""
        return self.course.point_text(index)

    def as_table(self) -> list[tuple[str, ...]]:
        """Mentions, items and rate of each month, the head first."""
        return self.course.table()

    def lay_out(self) -> None:
        """Place everything anew."""
        if not self._has_line:
            self._placed = None
            return
        metrics = theme.face("caption").metrics
        top, bottom, right = _TOP, _HEIGHT - _FOOT, self.width() - _EDGE - 6
        first = plot_of(self.course, 0, top, right, bottom)
        left = _EDGE + max(metrics.horizontalAdvance(formats.number(level)) for _, level in first.levels) + 10
        self._placed = _Placed(plot_of(self.course, left, top, max(left + 20.0, right), bottom), top, bottom)

    def draw(self, painter: QPainter) -> None:
        """Paint the line or the text."""
        placed = self._placed
        if placed is None:
            self._draw_text(painter)
            return
        painter.setFont(theme.font("caption"))
        self._draw_ground(painter, placed)
        self._draw_course(painter, placed.plot)
        self._draw_foot(painter, placed.plot)

    @property
    def _has_line(self) -> bool:
        return len(self.course.known) > 1

    def _draw_text(self, painter: QPainter) -> None:
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.colour("text_2" if self.course.known else "text_3"))
        area = self.rect().adjusted(_EDGE, 2, -_EDGE, -2)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap), self.sentence)

    def _draw_ground(self, painter: QPainter, placed: _Placed) -> None:
        plot, marked = placed.plot, self.marked
        for y, level in plot.levels:
            painter.setPen(QPen(theme.colour("grid"), 1))
            painter.drawLine(QLineF(plot.left - 4, round(y) + 0.5, plot.right + 4, round(y) + 0.5))
            painter.setPen(theme.colour("text_3"))
            _say(painter, QRectF(0, y - px(8), plot.left - 8, px(16)), Qt.AlignmentFlag.AlignRight, formats.number(level))
        if marked is not None:
            painter.setPen(QPen(theme.colour("accent_line"), 1))
            painter.drawLine(QLineF(plot.x(marked), placed.top, plot.x(marked), placed.bottom))

    def _draw_course(self, painter: QPainter, plot: Plot) -> None:
        painter.setPen(QPen(theme.colour("prior"), 1))
        for index, whisker in enumerate(plot.whiskers):
            if whisker is not None:
                _draw_whisker(painter, plot.x(index), whisker)
        points = [None if point is None else QPointF(*point) for point in plot.points]
        pen = QPen(theme.colour("accent"), 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        paint_line(painter, points)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        for index, point in enumerate(points):
            if point is not None:
                painter.drawEllipse(point, *(2 * (_DOT + (1 if index == self.marked else 0),)))

    def _draw_foot(self, painter: QPainter, plot: Plot) -> None:
        """The first and the last month, or the one that is marked and its figures."""
        marked, months = self.marked, self.course.months
        area = QRectF(plot.left - 4, _HEIGHT - _FOOT + 5, plot.right - plot.left + 8, px(15))
        painter.setPen(theme.colour("text_3" if marked is None else "text"))
        if marked is None:
            _say(painter, area, Qt.AlignmentFlag.AlignLeft, formats.period(months[0]))
            _say(painter, area, Qt.AlignmentFlag.AlignRight, formats.period(months[-1]))
            return
        said = self.foot_text(marked)
        width = painter.fontMetrics().horizontalAdvance(said) + 1
        left = max(float(_EDGE), min(plot.x(marked) - width / 2, self.width() - _EDGE - width))
        _say(painter, QRectF(left, area.top(), width, area.height()), Qt.AlignmentFlag.AlignLeft, said)

    def foot_text(self, index: int) -> str:
        """A month in as many words as there is room for."""
        metrics, room = theme.face("caption").metrics, self.width() - 2 * _EDGE
        said = self.month_text(index)
        if metrics.horizontalAdvance(said) < room:
            return said
        return metrics.elidedText(self.course.short_text(index), Qt.TextElideMode.ElideRight, room)


def _draw_whisker(painter: QPainter, x: float, whisker: Whisker) -> None:
    """The interval with its ends; above the chart it goes on with an arrow."""
    painter.drawLine(QLineF(x, whisker.top, x, whisker.bottom))
    painter.drawLine(QLineF(x - _CAP, whisker.bottom, x + _CAP, whisker.bottom))
    if whisker.cut:
        for side in (-_CAP, _CAP):
            painter.drawLine(QLineF(x, whisker.top - 3, x + side, whisker.top + 1))
    else:
        painter.drawLine(QLineF(x - _CAP, whisker.top, x + _CAP, whisker.top))


def _say(painter: QPainter, area: QRectF, side: Qt.AlignmentFlag, text: str) -> None:
    painter.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter), text)
