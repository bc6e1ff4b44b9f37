"""The pyqtgraph side of a trend: line or bars, margin band, target, prior and labels, in the colours of the theme."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsPathItem, QWidget

from prodops_desktop.ui import theme
from prodops_desktop.ui.charts.bare_plot import bare_plot
from prodops_desktop.ui.charts.pens import token_pen
from prodops_desktop.ui.charts.trend import Trend, span_of
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.texts import tr

_TICK_ROOM = growing(52)


class TrendPlot:
    """Draws one trend into a plot widget; ``select`` marks a point. No mouse of its own: the chart around it has that."""

    def __init__(self) -> None:
        self.widget = bare_plot()
        self._item: pg.PlotItem = self.widget.getPlotItem()
        self._trend: Trend | None = None
        self._marks: list[object] = []
        self._room = 0
        self._levels: list[float] = [0.0, 1.0]
        self._highest = 0.0
        """Where the highest of the names at the right stands."""
        self._item.vb.sigResized.connect(lambda _: self.fit())

    def show_in(self, parent: QWidget) -> None:
        """Let mouse events reach the chart around it."""
        self.widget.setParent(parent)
        self.widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def draw(self, trend: Trend, selected: int | None) -> None:
        """Draw everything anew."""
        self._trend = trend
        self._item.clear()
        self._marks = []
        self.widget.setBackground(theme.colour("surface"))
        self._levels = span_of(trend)
        self._draw_axes(trend)
        for level in self._levels:
            self._add(pg.InfiniteLine(level, angle=0, pen=token_pen("grid", 1)), -20)
        if trend.has_margin:
            for path in _bands(trend):
                self._add_band(path)
        if any(value is not None for value in trend.prior):
            self._draw_prior(trend)
        if trend.target is not None:
            self._add(pg.InfiniteLine(trend.target, angle=0, pen=token_pen("text_2", 1.2, (6, 4))), -4)
        self._draw_bars(trend) if trend.bars else self._draw_line(trend)
        self._label_ends(trend)
        self.fit()
        self.select(selected)

    def fit(self) -> None:
        """Lay out for the width there is: room for the labels at the right, and as many ticks as fit."""
        trend = self._trend
        if trend is None or not trend.values:
            return
        count, width = len(trend.values), max(80.0, self._item.vb.width())
        room = self._room * count / max(60.0, width - self._room)
        self._item.setXRange(-0.5, count - 0.5 + room, padding=0)
        span = self._levels[-1] - self._levels[0]
        self._item.setYRange(self._levels[0], max(self._levels[-1] + 0.07 * span, self._highest + 0.06 * span), padding=0)
        least = count * _TICK_ROOM / max(1.0, width - self._room)
        step = next((step for step in trend.steps if step >= least), trend.steps[-1] * max(1, round(least / trend.steps[-1])))
        shown = [(index, text) for index, text in enumerate(trend.ticks) if (index - trend.anchor) % step == 0]
        self._item.getAxis("bottom").setTicks([shown])

    def select(self, index: int | None) -> None:
        """Mark a point, or none."""
        for mark in self._marks:
            self._item.removeItem(mark)
        self._marks = []
        trend = self._trend
        if trend is None or index is None or not 0 <= index < len(trend.values):
            return
        line = pg.InfiniteLine(index, angle=90, pen=token_pen("accent_line", 1))
        line.setZValue(-3)
        self._item.addItem(line)
        self._marks.append(line)
        value = trend.values[index]
        if value is not None:
            dot = pg.ScatterPlotItem([index], [value], size=11, brush=_brush("accent"), pen=token_pen("surface", 2))
            dot.setZValue(10)
            self._item.addItem(dot)
            self._marks.append(dot)

    def index_at(self, x: float) -> int | None:
        """The period at a place of the widget, in its pixels."""
        trend = self._trend
        if trend is None or not trend.values:
            return None
        place = self._item.vb.mapSceneToView(QPointF(x, 10.0)).x()
        index = round(place)
        return index if 0 <= index < len(trend.values) and abs(place - index) <= 0.75 else None

    def place_of(self, index: int) -> QPointF:
        """Where a point is drawn, in pixels of the widget."""
        assert self._trend is not None
        value = self._trend.values[index]
        shown = self._item.vb.mapViewToScene(QPointF(index, value if value is not None else self._levels[0]))
        return QPointF(shown.x(), shown.y())

    def left_edge(self) -> int:
        """Where the drawing begins, right of the value axis, in pixels of the widget."""
        return int(self._item.getAxis("left").width())

    def starts_at(self) -> float:
        """The value at the foot of the axis."""
        return self._levels[0]

    def _draw_axes(self, trend: Trend) -> None:
        for side in ("left", "bottom"):
            axis = self._item.getAxis(side)
            axis.setTextPen(theme.colour("text_3"))
            axis.setStyle(
                tickFont=theme.font("caption"), tickLength=0 if side == "left" else 4, tickTextOffset=6, hideOverlappingLabels=False
            )
            axis.setPen(token_pen("surface" if side == "left" else "line_strong", 1))
        left = self._item.getAxis("left")
        texts = [trend.axis(level) for level in self._levels]
        left.setTicks([list(zip(self._levels, texts, strict=True))])
        left.setWidth(max(36, *(self.widget.fontMetrics().horizontalAdvance(text) + 12 for text in texts)))
        self._item.getAxis("bottom").setHeight(24)

    def _draw_line(self, trend: Trend) -> None:
        self._add(_curve(trend.values, token_pen("accent", 2.25)), 1)
        for partial in (False, True):
            chosen = [
                index
                for index, value in enumerate(trend.values)
                if value is not None and bool(trend.partial and trend.partial[index]) == partial
            ]
            if not partial and len(trend.values) > 40:
                chosen = [index for index in chosen if _alone(trend.values, index) or index == _last(trend.values)]
            heights = [trend.values[index] for index in chosen]
            brush = _brush("surface" if partial else "accent")
            self._add(pg.ScatterPlotItem(chosen, heights, size=6.5, brush=brush, pen=token_pen("accent", 1.5)), 2)

    def _draw_prior(self, trend: Trend) -> None:
        shade, z = ("text_2", 5) if trend.bars else ("prior", -5)
        self._add(_curve(trend.prior, token_pen(shade, 1.5, (2, 3))), z)
        alone = [index for index, value in enumerate(trend.prior) if value is not None and _alone(trend.prior, index)]
        if alone:
            heights = [trend.prior[index] for index in alone]
            self._add(pg.ScatterPlotItem(alone, heights, size=5, brush=_brush(shade), pen=pg.mkPen(None)), z)

    def _draw_bars(self, trend: Trend) -> None:
        for partial in (False, True):
            chosen = [
                index
                for index, value in enumerate(trend.values)
                if value is not None and bool(trend.partial and trend.partial[index]) == partial
            ]
            heights = [trend.values[index] for index in chosen]
            fill = theme.faded("accent", 0.3 if partial else 0.85)
            if chosen:
                self._add(pg.BarGraphItem(x=chosen, height=heights, width=0.64, brush=QBrush(fill), pen=pg.mkPen(None)), 1)

    def _label_ends(self, trend: Trend) -> None:
        """Names at the right end of the lines instead of a legend, kept apart."""
        last = _last(trend.values)
        labels: list[_Label] = []
        if last is not None:
            value = trend.values[last]
            assert value is not None
            labels.append((value, (trend.text(value), "accent", "section")))
        if trend.target is not None:
            said = f"{tr('Target')} {trend.target_text or trend.text(trend.target)}"
            raised = trend.target + 0.06 * (self._levels[-1] - self._levels[0])  # above its line
            labels.append((raised, (said, "text_2", "caption")))
        end = _last(trend.prior) if trend.prior else None
        if end is not None and trend.prior[end] is not None:
            before = trend.prior[end] or 0.0
            labels.append((before, (f"{trend.prior_name} {trend.text(before)}", "text_3", "caption")))
        self._room, self._highest = 0, self._levels[0]
        for at, (text, colour, role) in _apart(labels, self._levels):
            item = pg.TextItem(text, color=theme.colour(colour), anchor=(0, 0.5))
            item.setFont(theme.font(role))
            item.setPos(len(trend.values) - 0.5, at)
            self._highest = max(self._highest, at)
            self._room = max(self._room, theme.face(role).metrics.horizontalAdvance(text) + 20)
            self._add(item, 3)

    def _add_band(self, path: QPainterPath) -> None:
        band = QGraphicsPathItem(path)
        band.setBrush(QBrush(theme.faded("accent", 0.13)))
        band.setPen(QPen(Qt.PenStyle.NoPen))
        self._add(band, -10)

    def _add(self, item: object, z: int) -> None:
        item.setZValue(z)  # type: ignore[attr-defined]  # every graphics item of pyqtgraph has it, and none is typed
        self._item.addItem(item, ignoreBounds=True)


_Label = tuple[float, tuple[str, str, str]]
"""Where a label belongs on the value axis; its text, colour and role of type."""


def _apart(labels: list[_Label], levels: list[float]) -> list[_Label]:
    """The labels moved so far apart that none lies on another; the first stays where it is."""
    span = (levels[-1] - levels[0]) or 1.0
    taken: list[float] = []
    placed = []
    for height, dress in labels:
        at, step = height, 0.02 * span if taken and height >= taken[0] else -0.02 * span
        while any(abs(at - other) < 0.1 * span for other in taken):
            at += step
        taken.append(at)
        placed.append((at, dress))
    return placed


def _brush(token: str) -> QBrush:
    return QBrush(theme.colour(token))


def _curve(values: Sequence[float | None], pen: QPen) -> object:
    heights = np.array([np.nan if value is None else value for value in values], dtype=float)
    return pg.PlotCurveItem(np.arange(len(values), dtype=float), heights, pen=pen, connect="finite", antialias=True)


def _alone(values: Sequence[float | None], index: int) -> bool:
    """Whether a point has no neighbour to draw a line to."""
    before = index > 0 and values[index - 1] is not None
    after = index + 1 < len(values) and values[index + 1] is not None
    return not before and not after


def _last(values: Sequence[float | None]) -> int | None:
    return next((index for index in range(len(values) - 1, -1, -1) if values[index] is not None), None)


def _bands(trend: Trend) -> list[QPainterPath]:
    """One closed outline for each run of periods with a margin; a run of one is a thin bar."""
    paths, run = [], []
    for index in range(len(trend.values) + 1):
        bounds = (trend.low[index], trend.high[index]) if index < len(trend.values) else (None, None)
        if bounds[0] is not None and bounds[1] is not None:
            run.append((float(index), bounds[0], bounds[1]))
        elif run:
            paths.append(_outline(run if len(run) > 1 else [(run[0][0] - 0.06, *run[0][1:]), (run[0][0] + 0.06, *run[0][1:])]))
            run = []
    return paths


def _outline(run: list[tuple[float, float, float]]) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF([*(QPointF(x, high) for x, _, high in run), *(QPointF(x, low) for x, low, _ in reversed(run))]))
    path.closeSubpath()
    return path
