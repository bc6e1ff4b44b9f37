"""The pyqtgraph side of a plot of value against effort: axes, lines of equal score, markers by group, and the names that have room."""

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetricsF, QPainterPath, QPolygonF
from PySide6.QtWidgets import QWidget

from prodops_desktop.ui import theme
from prodops_desktop.ui.charts.bare_plot import bare_plot
from prodops_desktop.ui.charts.forest_markers import variant_colour
from prodops_desktop.ui.charts.painted import bold_caption
from prodops_desktop.ui.charts.pens import token_pen
from prodops_desktop.ui.charts.scatter_labels import Spots, place_anyway, place_labels
from prodops_desktop.ui.charts.scatter_model import Scatter
from prodops_desktop.ui.lengths import growing

_SYMBOLS = ("s", "o", "diamond", "t1", "t", "+")
"""As the markers of variants look, in the same order."""
_MOST_LABELS, _MOST_LARGE = 40, 300
_LARGE, _SMALL, _RING = 9, 6, 17
_MARGIN = 0.035
"""The part of an axis that is kept free beyond its ends, so that no marker is cut."""
_REACH, _TOGETHER = 14.0, 4.0
"""How near to a point the mouse must be, and how near to each other points are that it means together, in pixels."""
_LABEL, _LEAST_TICK = growing(15), growing(44)
_STEPS = 48
"""Into so many pieces a line of equal score is drawn, which on a log scale is none."""


class ScatterPlot:
    """Draws a plot into a plot widget; ``select`` marks a point. No mouse of its own: the chart around it has that."""

    def __init__(self, parent: QWidget) -> None:
        self.widget = bare_plot(parent)
        self._item: pg.PlotItem = self.widget.getPlotItem()
        self._scatter: Scatter | None = None
        self._spots: Spots = np.empty((0, 2))
        self._names: list[object] = []
        self._selected: int | None = None
        self.labels: dict[int, QRectF] = {}
        """Where the name of each point that has one stands, in pixels of the widget."""
        self.widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._item.vb.sigResized.connect(lambda _: self.fit())

    def draw(self, scatter: Scatter, selected: int | None) -> None:
        """Draw everything anew."""
        self._scatter, self._selected = scatter, selected
        self._item.clear()
        self._names = []
        self.widget.setBackground(theme.colour("surface"))
        low, high = (scatter.height(end) for end in scatter.y_ends)
        self._item.setXRange(0, scatter.x_ticks[-1] * (1 + _MARGIN), padding=0)
        self._item.setYRange(low - _MARGIN * (high - low), high + _MARGIN * (high - low), padding=0)
        self._draw_axes(scatter)
        for tick in scatter.y_ticks:
            self._add(pg.InfiniteLine(scatter.height(tick), angle=0, pen=token_pen("grid", 1)), -20)
        for score in scatter.guides:
            self._draw_guide(scatter, score)
        self._draw_points(scatter)
        self.fit()

    def fit(self) -> None:
        """Lay out for the room there is: ticks, and the names that do not lie on anything."""
        scatter = self._scatter
        if scatter is None:
            return
        shown = [self._scene(point.x, scatter.height(point.y)) for point in scatter.points]
        self._spots = np.array([(spot.x(), spot.y()) for spot in shown], dtype=float).reshape(-1, 2)
        room = max(1.0, self._item.vb.width())
        step = max(1, math.ceil(_LEAST_TICK * (len(scatter.x_ticks) - 1) / room))
        ticks = [(tick, scatter.x_text(tick)) for tick in scatter.x_ticks[::step]]
        self._item.getAxis("bottom").setTicks([ticks])
        self.select(self._selected)

    def select(self, index: int | None) -> None:
        """Mark a point, whose name is seen then, or none."""
        self._selected = index
        for name in self._names:
            self._item.removeItem(name)
        self._names = []
        scatter = self._scatter
        if scatter is None:
            return
        if index is not None:
            point = scatter.points[index]
            at = [point.x], [scatter.height(point.y)]
            self._name(pg.ScatterPlotItem(*at, size=_RING, brush=QBrush(theme.colour("surface")), pen=token_pen("accent", 2)), 9)
            self._name(pg.ScatterPlotItem(*at, symbol=_symbol(point.group), size=_LARGE, brush=_brush(point.group), pen=pg.mkPen(None)), 10)
        self._write_names(scatter, self._write_guides(scatter))

    def near(self, at: QPoint) -> list[int]:
        """The points at a place of the widget: the nearest, if it is near enough, and those that lie on it."""
        if not len(self._spots):
            return []
        from_mouse = np.hypot(self._spots[:, 0] - at.x(), self._spots[:, 1] - at.y())
        nearest = int(from_mouse.argmin())
        if from_mouse[nearest] > _REACH:
            return []
        apart = np.hypot(*(self._spots - self._spots[nearest]).T)
        others = [int(index) for index in np.flatnonzero(apart <= _TOGETHER) if index != nearest]
        return [nearest, *others]

    def place_of(self, index: int) -> QPointF:
        """Where a point is drawn, in pixels of the widget."""
        return QPointF(*self._spots[index])

    def left_edge(self) -> int:
        """Where the drawing begins, right of the value axis, in pixels of the widget."""
        return int(self._item.getAxis("left").width())

    def _draw_axes(self, scatter: Scatter) -> None:
        for side in ("left", "bottom"):
            axis = self._item.getAxis(side)
            axis.setTextPen(theme.colour("text_3"))
            axis.setStyle(
                tickFont=theme.font("caption"), tickLength=0 if side == "left" else 4, tickTextOffset=6, hideOverlappingLabels=False
            )
            axis.setPen(token_pen("surface" if side == "left" else "line_strong", 1))
        metrics, left = QFontMetricsF(theme.font("caption")), self._item.getAxis("left")
        texts = [scatter.y_text(tick) for tick in scatter.y_ticks]
        left.setTicks([[(scatter.height(tick), text) for tick, text in zip(scatter.y_ticks, texts, strict=True)]])
        left.setWidth(max(36, *(math.ceil(metrics.horizontalAdvance(text)) + 14 for text in texts)))
        self._item.getAxis("bottom").setHeight(24)

    def _draw_guide(self, scatter: Scatter, score: float) -> None:
        """The line on which every point would have this score, as far as it is inside."""
        low, high = scatter.y_ends
        begin, end = (low / score if scatter.is_log else 0.0), min(scatter.x_ticks[-1], high / score)
        if begin >= end:
            return
        xs = np.geomspace(begin, end, _STEPS) if scatter.is_log else np.array([0.0, end])
        ys = [scatter.height(score * x) for x in xs]
        self._add(pg.PlotCurveItem(xs, np.array(ys), pen=token_pen("ghost", 1.2, (2, 3)), antialias=True), -10)

    def _draw_points(self, scatter: Scatter) -> None:
        size = _LARGE if len(scatter.points) <= _MOST_LARGE else _SMALL
        for group in sorted({point.group for point in scatter.points}):
            own = [point for point in scatter.points if point.group == group]
            marks = pg.ScatterPlotItem(
                [point.x for point in own],
                [scatter.height(point.y) for point in own],
                symbol=_symbol(group),
                size=size,
                brush=_brush(group),
                pen=token_pen("surface", 1),
            )
            self._add(marks, 4)

    def _write_guides(self, scatter: Scatter) -> list[QRectF]:
        """Name the lines where they leave the plot, at the right or above, as far as they don't meet; returns the boxes of the names."""
        area, metrics, boxes = self._area(), QFontMetricsF(theme.font("caption")), list[QRectF]()
        for score in scatter.guides:
            text = scatter.guide(score)
            x = min(scatter.x_ticks[-1], scatter.y_ends[1] / score)
            end = self._scene(x, scatter.height(score * x))
            width = metrics.horizontalAdvance(text) + 4
            left = min(end.x() - width - 2, area.right() - width)
            box = QRectF(left, max(area.top(), end.y() - _LABEL - 2), width, _LABEL)
            if area.contains(box) and not any(box.intersects(other) for other in boxes):
                boxes.append(box)
                self._write(text, box, theme.font("caption"), "text_3", 2)
        return boxes

    def _write_names(self, scatter: Scatter, taken: list[QRectF]) -> None:
        area, chosen = self._area(), self._selected
        self.labels = {}
        if chosen is not None:
            width = QFontMetricsF(bold_caption()).horizontalAdvance(scatter.points[chosen].label) + 4
            box = place_anyway(self.place_of(chosen), min(width, area.width()), _LABEL, area)
            self.labels[chosen] = box
            self._write(scatter.points[chosen].label, box, bold_caption(), "text", 8, on_ground=True)
            taken = [*taken, box]
        metrics = QFontMetricsF(theme.font("caption"))
        wanted = [
            (index, metrics.horizontalAdvance(scatter.points[index].label) + 4)
            for index in scatter.by_score[:_MOST_LABELS]
            if index != chosen
        ]
        for index, box in place_labels(self._spots, wanted, _LABEL, area, taken).items():
            self.labels[index] = box
            self._write(scatter.points[index].label, box, theme.font("caption"), "text_2", 3)

    def _write(self, text: str, box: QRectF, font: QFont, tone: str, z: int, *, on_ground: bool = False) -> None:
        """Write into a box, on a ground of its own where the box may lie on points."""
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        item = pg.TextItem(shown, color=theme.colour(tone), anchor=(0, 0), fill=theme.colour("surface") if on_ground else None)
        item.textItem.document().setDocumentMargin(0)
        item.setFont(font)
        item.setPos(self._item.vb.mapSceneToView(QPointF(box.left() + 2, box.top() + 1)))
        self._name(item, z)

    def _name(self, item: object, z: int) -> None:
        """Add what goes again once another point is marked or there is other room."""
        self._add(item, z)
        self._names.append(item)

    def _area(self) -> QRectF:
        """The inside of the axes, in pixels of the widget."""
        return QRectF(self._item.vb.sceneBoundingRect())

    def _scene(self, x: float, y: float) -> QPointF:
        shown = self._item.vb.mapViewToScene(QPointF(x, y))
        return QPointF(shown.x(), shown.y())

    def _add(self, item: object, z: int) -> None:
        item.setZValue(z)  # type: ignore[attr-defined]  # every graphics item of pyqtgraph has it, and none is typed
        self._item.addItem(item, ignoreBounds=True)


def _symbol(group: int) -> str | QPainterPath:
    """The marker of a group; the diamond of pyqtgraph is too slender to be told from a triangle."""
    name = _SYMBOLS[group % len(_SYMBOLS)]
    if name != "diamond":
        return name
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(0, -0.65), QPointF(0.65, 0), QPointF(0, 0.65), QPointF(-0.65, 0)]))
    path.closeSubpath()
    return path


def _brush(group: int) -> QBrush:
    return QBrush(variant_colour(group))
