"""Paints a forest plot that is laid out: the ground, limits, intervals with their markers, and above all the words."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF, QRegion

from prodops_desktop.ui import theme
from prodops_desktop.ui.charts.forest_columns import EDGE, Faces
from prodops_desktop.ui.charts.forest_layout import ForestLayout, Line, Text
from prodops_desktop.ui.charts.forest_markers import paint_marker, variant_colour
from prodops_desktop.ui.charts.forest_rows import Stop

_HEAD_LENGTH, _HEAD_HALF = 7, 4
"""The size of an arrow head."""


def paint_forest(painter: QPainter, placed: ForestLayout, current: Stop | None, hovered: Stop | None) -> None:
    """Paint all of it; ``current`` and ``hovered`` are tinted."""
    for stop, shade in ((hovered, "hover"), (current, "selected")):
        if stop is not None:
            painter.fillRect(placed.band_of(placed.line_of(stop)), theme.colour(shade))
    if current is not None:
        band = placed.band_of(placed.line_of(current))
        painter.fillRect(QRectF(band.left(), band.top(), 2, band.height()), theme.colour("accent"))
    painter.save()
    painter.setClipRegion(_beside_words(placed))
    _paint_ground(painter, placed)
    _paint_limits(painter, placed)
    painter.restore()
    for row in placed.rows:
        for line in row.lines:
            _paint_line(painter, line)
    for middle, variant in placed.samples:
        paint_marker(painter, middle, variant)
    for text in placed.texts:
        _write(painter, placed.faces, text)


def _beside_words(placed: ForestLayout) -> QRegion:
    """Where no text stands, so that no upright line runs through one."""
    region = QRegion(0, 0, placed.width, placed.height)
    for text in placed.texts:
        region -= QRegion(text.area.toAlignedRect())
    return region


def _paint_ground(painter: QPainter, placed: ForestLayout) -> None:
    """The lines of the ticks, of zero and between groups."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    top, bottom = placed.plot.top(), placed.plot.bottom()
    painter.setPen(QPen(theme.colour("grid"), 1))
    painter.drawLines([QLineF(round(x), top, round(x), bottom) for x in placed.grid])
    painter.setPen(QPen(theme.colour("line"), 1))
    painter.drawLines([QLineF(EDGE, y, placed.width - EDGE, y) for y in placed.separators])
    painter.setPen(QPen(theme.colour("text_3"), 1))
    painter.drawLine(QLineF(round(placed.zero), top, round(placed.zero), bottom))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _paint_limits(painter: QPainter, placed: ForestLayout) -> None:
    pen = QPen(theme.colour("bad"), 1.2)
    pen.setDashPattern([2.5, 1.8])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLines([row.limit for row in placed.rows if row.limit is not None])


def _paint_line(painter: QPainter, line: Line) -> None:
    """An interval and its marker, with an arrow head where it leaves the scale."""
    bar, y = line.bar, line.middle
    if bar is None:
        return
    left = bar.left + (_HEAD_LENGTH - 1) * bar.is_cut_left
    right = bar.right - (_HEAD_LENGTH - 1) * bar.is_cut_right
    pen = QPen(variant_colour(line.variant), 2)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLine(QLineF(left, y, right, y))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(pen.color())
    for is_cut, tip, inward in ((bar.is_cut_left, bar.left, 1), (bar.is_cut_right, bar.right, -1)):
        if is_cut:
            foot = tip + inward * _HEAD_LENGTH
            painter.drawPolygon(QPolygonF([QPointF(tip, y), QPointF(foot, y - _HEAD_HALF), QPointF(foot, y + _HEAD_HALF)]))
    if bar.at is not None:
        paint_marker(painter, QPointF(bar.at, y), line.variant)


def _write(painter: QPainter, faces: Faces, text: Text) -> None:
    painter.setFont(faces.fonts[text.role])
    painter.setPen(theme.colour(text.shade))
    painter.drawText(QPointF(round(text.area.left()), round(text.area.center().y() + faces.half_capital(text.role))), text.text)
