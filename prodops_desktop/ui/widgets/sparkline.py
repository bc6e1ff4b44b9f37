"""A small painted line of a figure over time, with its target, for tiles and lists."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from prodops_desktop.ui import theme
from prodops_desktop.ui.lengths import px


class Sparkline(QWidget):
    """Values in order of time; None is a gap. ``from_zero`` is for counts, whose axis starts at zero."""

    def __init__(self) -> None:
        super().__init__()
        self._values: tuple[float | None, ...] = ()
        self._target: float | None = None
        self._from_zero = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(px(48))
        self.setFixedHeight(px(30))

    def sizeHint(self) -> QSize:
        """As on a tile."""
        return QSize(84, 30)

    def show_values(self, values: Sequence[float | None], target: float | None = None, *, from_zero: bool = False) -> None:
        """Draw other values."""
        self._values, self._target, self._from_zero = tuple(values), target, from_zero
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, its last point and the target."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_sparkline(painter, QRectF(self.rect()), self._values, self._target, from_zero=self._from_zero)


def paint_sparkline(
    painter: QPainter,
    area: QRectF,
    values: Sequence[float | None],
    target: float | None = None,
    *,
    from_zero: bool = False,
    tone: str = "text_2",
) -> None:
    """Paint into ``area``; nothing for fewer than two values."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return
    area = area.adjusted(2, 3, -4, -3)
    shown = [*known, *([target] if target is not None else []), *([0.0] if from_zero else [])]
    low, high = min(shown), max(shown)
    span = (high - low) or 1.0

    def y(value: float) -> float:
        return area.bottom() - (value - low) / span * area.height() if high > low else area.center().y()

    if target is not None:
        painter.setPen(QPen(theme.colour("prior"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(area.left(), y(target)), QPointF(area.right(), y(target)))
    step = area.width() / (len(values) - 1)
    points = [None if value is None else QPointF(area.left() + index * step, y(value)) for index, value in enumerate(values)]
    painter.setPen(QPen(theme.colour(tone), 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    paint_line(painter, points)
    last = next(point for point in reversed(points) if point is not None)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(tone))
    painter.drawEllipse(last, 2.4, 2.4)


def paint_line(painter: QPainter, points: Sequence[QPointF | None]) -> None:
    """Join the points up to each gap; one between two gaps is a dot."""
    run: list[QPointF] = []
    for point in [*points, None]:
        if point is not None:
            run.append(point)
            continue
        if len(run) > 1:
            painter.drawPolyline(QPolygonF(run))
        elif run:
            painter.drawPoint(run[0])
        run = []
