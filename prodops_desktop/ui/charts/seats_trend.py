"""The seats of a tool over a year as three small lines: bought, assigned and active, each named where it ends."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from prodops_desktop.ui import formats, theme
from prodops_desktop.ui.charts.months_chart import MonthsChart
from prodops_desktop.ui.charts.painted import second_blue
from prodops_desktop.ui.charts.seats import Seats, nothing, sentence, ticks
from prodops_desktop.ui.lengths import growing, px
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.sparkline import paint_line

_HEIGHT, _TEXT_HEIGHT = growing(110), growing(38)
_EDGE, _TOP, _FOOT, _PITCH = growing(3), growing(11), growing(22), growing(14)
"""Room for the ring, for half a line of text at the top, for the months at the foot; the pitch of lines of text."""


@dataclass(frozen=True)
class _Placed:
    """Where everything stands, in pixels."""

    plot: QRectF
    levels: tuple[tuple[float, str], ...]
    lines: tuple[tuple[QPointF | None, ...], ...]
    names: tuple[tuple[float, str], ...]


class SeatsTrend(MonthsChart):
    """The counts of the month that is marked stand at the foot. Of fewer than two months it says them all, as there is nothing to join."""

    def __init__(self) -> None:
        super().__init__()
        self._seats = Seats((), (), (), ())
        self._placed: _Placed | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(px(200))
        self.setFixedHeight(_TEXT_HEIGHT)
        self.setAccessibleName(tr("Seats by month"))
        self.describe()

    def sizeHint(self) -> QSize:
        """As in an inspector."""
        return QSize(288, self.height())

    @property
    def sentence(self) -> str:
        """What the chart shows, in one sentence."""
        return sentence(self._seats)

    def show_months(
        self,
        labels: Sequence[str],
        bought: Sequence[int | None],
        assigned: Sequence[int | None],
        active: Sequence[int | None],
        *,
        low: bool,
    ) -> None:
        """Show other months; ``low`` paints the active seats as something that is bad."""
        self._seats = Seats(tuple(labels), tuple(bought), tuple(assigned), tuple(active), low)
        self.setFixedHeight(_HEIGHT if self._has_lines else _TEXT_HEIGHT)
        self.begin()

    def place_of(self, index: int) -> QPoint:
        """Where a month stands, in the middle of the height."""
        placed = self._placed
        return QPointF(self._x(placed.plot, index), placed.plot.center().y()).toPoint() if placed is not None else QPoint()

    def month_count(self) -> int:
        """The months, where there are lines to mark."""
        return len(self._seats.labels) if self._has_lines else 0

    def month_text(self, index: int) -> str:
        """The counts of a month."""
        return self._seats.month_text(index)

    def tip_of(self, index: int) -> str:
        """The counts in words where the foot has room for figures alone."""
        whole = self.month_text(index)
        return "" if self._words(index) == whole else whole

    def month_at(self, place: QPointF) -> int | None:
        """The month at a place; None beside them."""
        if self._placed is None:
            return None
        plot, last = self._placed.plot, len(self._seats.labels) - 1
        index = round((place.x() - plot.left()) / plot.width() * last)
        return index if 0 <= index <= last else None

    def as_table(self) -> list[tuple[str, ...]]:
        """The counts of each month, the head first."""
        return self._seats.table()

    def lay_out(self) -> None:
        """Place everything anew."""
        self._placed = self._place() if self._has_lines else None

    def draw(self, painter: QPainter) -> None:
        """Paint the lines or the text."""
        placed = self._placed
        painter.setFont(theme.font("caption"))
        if placed is None:
            self._draw_text(painter)
            return
        self._draw_ground(painter, placed)
        shown = self.marked
        if shown is not None:
            painter.setPen(QPen(theme.colour("accent_line"), 1))
            x = self._x(placed.plot, shown)
            painter.drawLine(QLineF(x, placed.plot.top(), x, placed.plot.bottom()))
        for points, pen in reversed(list(zip(placed.lines, self._pens(), strict=True))):  # where lines meet, dashes show both
            painter.setPen(pen)
            paint_line(painter, points)
            point = points[shown] if shown is not None else None
            if point is not None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(pen.color())
                painter.drawEllipse(point, 3.2, 3.2)
        self._draw_foot(painter, placed, shown)

    @property
    def _has_lines(self) -> bool:
        return len(self._seats.months) > 1

    def _place(self) -> _Placed:
        seats, metrics = self._seats, theme.face("caption").metrics
        levels, ends = ticks(seats.peak), seats.ends()
        begin = _EDGE + max(metrics.horizontalAdvance(formats.number(level)) for level in levels) + 8
        room = max(metrics.horizontalAdvance(text) for _, text in ends) + 8
        plot = QRectF(QPointF(begin, _TOP), QPointF(max(begin + 20, self.width() - _EDGE - room), _HEIGHT - _FOOT))

        def y(count: int) -> float:
            return plot.bottom() - count / levels[-1] * plot.height()

        lines = tuple(
            tuple(None if count is None else QPointF(self._x(plot, index), y(count)) for index, count in enumerate(counts))
            for counts in seats.series
        )
        heights = [next(point.y() for point in reversed(lines[place]) if point is not None) for place, _ in ends]
        names = zip(apart(heights, _PITCH, _TOP, plot.bottom()), (text for _, text in ends), strict=True)
        return _Placed(plot, tuple((y(level), formats.number(level)) for level in levels), lines, tuple(names))

    def _x(self, plot: QRectF, index: int) -> float:
        return plot.left() + index / (len(self._seats.labels) - 1) * plot.width()

    def _pens(self) -> tuple[QPen, QPen, QPen]:
        bought = QPen(theme.colour("text_3"), 1.5)
        bought.setDashPattern([2.5, 2])
        bought.setCapStyle(Qt.PenCapStyle.FlatCap)
        assigned, active = QPen(second_blue(), 2), QPen(theme.colour("bad_fill" if self._seats.low else "accent"), 2)
        for pen in (assigned, active):
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        return bought, assigned, active

    def _draw_text(self, painter: QPainter) -> None:
        months = self._seats.months
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.colour("text_2" if months else "text_3"))
        area = self.rect().adjusted(_EDGE, 2, -_EDGE, -2)
        said = self._seats.month_text(months[0]) if months else nothing()
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap), said)

    def _draw_ground(self, painter: QPainter, placed: _Placed) -> None:
        plot = placed.plot
        for y, text in placed.levels:
            painter.setPen(QPen(theme.colour("grid"), 1))
            painter.drawLine(QLineF(plot.left(), round(y) + 0.5, plot.right(), round(y) + 0.5))
            painter.setPen(theme.colour("text_3"))
            _say(painter, QRectF(0, y - px(8), plot.left() - 8, px(16)), Qt.AlignmentFlag.AlignRight, text)
        painter.setPen(theme.colour("text_2"))
        for y, text in placed.names:
            _say(painter, QRectF(plot.right() + 8, y - px(8), self.width(), px(16)), Qt.AlignmentFlag.AlignLeft, text)

    def _draw_foot(self, painter: QPainter, placed: _Placed, shown: int | None) -> None:
        """The first and the last month, or the one that is marked and its counts."""
        plot = placed.plot
        area = QRectF(plot.left(), _HEIGHT - _FOOT + 5, plot.width(), px(15))
        painter.setPen(theme.colour("text_3" if shown is None else "text"))
        if shown is None:
            _say(painter, area, Qt.AlignmentFlag.AlignLeft, self._seats.labels[0])
            _say(painter, area, Qt.AlignmentFlag.AlignRight, self._seats.labels[-1])
            return
        said = self._words(shown)
        width = painter.fontMetrics().horizontalAdvance(said) + 1
        left = max(float(_EDGE), min(self._x(plot, shown) - width / 2, self.width() - _EDGE - width))
        _say(painter, QRectF(left, area.top(), width, area.height()), Qt.AlignmentFlag.AlignLeft, said)

    def _words(self, index: int) -> str:
        """The counts of a month, in figures alone where words have no room."""
        metrics, room = theme.face("caption").metrics, self.width() - 2 * _EDGE
        said = self._seats.month_text(index)
        if metrics.horizontalAdvance(said) < room:
            return said
        return metrics.elidedText(self._seats.short_text(index), Qt.TextElideMode.ElideRight, room)


def apart(heights: Sequence[float], pitch: float, top: float, bottom: float) -> list[float]:
    """The heights moved so little that all are ``pitch`` apart and between ``top`` and ``bottom``, which has room for them."""
    order = sorted(range(len(heights)), key=lambda index: heights[index])
    moved = list(heights)
    least = top
    for index in order:
        moved[index] = max(moved[index], least)
        least = moved[index] + pitch
    most = bottom
    for index in reversed(order):
        moved[index] = min(moved[index], most)
        most = moved[index] - pitch
    return moved


def _say(painter: QPainter, area: QRectF, side: Qt.AlignmentFlag, text: str) -> None:
    painter.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter), text)
