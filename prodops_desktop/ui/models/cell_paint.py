"""Paints what stands in a cell around its text: a tint behind it, meters, bars, lines, dots, markers and icons before it, or chips."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from prodops_desktop.ui import icons, theme
from prodops_desktop.ui.charts.forest_markers import paint_marker
from prodops_desktop.ui.faces import Face
from prodops_desktop.ui.lengths import growing, px
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.tokens import BAR_RADIUS
from prodops_desktop.ui.widgets.bars import paint_meter
from prodops_desktop.ui.widgets.sparkline import paint_sparkline

BARS_WIDTH, SPARK_WIDTH = growing(84), growing(72)
_METER = growing(44)
_ICON_ROOM = growing(21)
"""What an icon takes, with what it keeps from the text."""
_HEATS = 4
"""So many shades of the sequential scale are light, or dark, enough for the text of the theme to be read on them."""
_CHIP_HEIGHT, _CHIP_PADDING, _CHIP_GAP = growing(20), growing(6), growing(6)


def paint_lead(painter: QPainter, area: QRect, cell: Cell) -> None:
    """Paint tint, meter, bars, line, dot, marker and icon, and take their room off ``area``."""
    if cell.heat > 0 or cell.ground:
        shade = heat_shade(cell.heat) if cell.heat > 0 else theme.colour(cell.ground)
        _paint_tint(painter, QRectF(area).adjusted(-7, 3, 7, -3), shade)
    if cell.meter is not None:
        bar = QRectF(area.left(), area.center().y() - 2, _METER, 5)
        paint_meter(painter, bar, cell.meter, cell.tone if cell.tone.endswith("_fill") or cell.tone == "text_3" else "accent")
        area.setLeft(area.left() + _METER + 8)
    if cell.bars:
        paint_bars(painter, QRectF(area.left(), area.center().y() - 4.5, BARS_WIDTH, 10), cell.bars)
        area.setLeft(area.left() + BARS_WIDTH + 9)
    if cell.spark:
        line = QRectF(area.left(), area.top() + 5, SPARK_WIDTH, area.height() - 10)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_sparkline(painter, line, cell.spark, from_zero=True, tone={"bad": "bad_fill"}.get(cell.tone, "text_2"))
        painter.restore()
        area.setLeft(area.left() + SPARK_WIDTH + 8)
    if cell.dot or cell.marker is not None:
        _paint_mark(painter, QPointF(area.left() + 5, area.center().y() + 1), cell)
        area.setLeft(area.left() + 17)
    if cell.icon:
        beside = area.right() - 1 - text_face(cell).across(cell.text) - _ICON_ROOM
        left = max(area.left(), beside) if cell.right else area.left()
        icons.paint(painter, QRect(left, area.center().y() - px(7), px(15), px(15)), cell.icon, cell.tone)
        area.setLeft(left + _ICON_ROOM)


def lead_width(cell: Cell) -> int:
    """How much room what stands before the text takes."""
    parts = ((cell.meter is not None, _METER + 8), (cell.bars, BARS_WIDTH + 9), (cell.spark, SPARK_WIDTH + 8))
    marks = ((cell.dot or cell.marker is not None, 17), (cell.icon, _ICON_ROOM))
    return sum(int(width) for there, width in (*parts, *marks) if there)


def is_bare(cell: Cell) -> bool:
    """Whether a cell is its text and nothing else."""
    return not (
        cell.chips
        or cell.icon
        or cell.aside
        or cell.dot
        or cell.bars
        or cell.spark
        or cell.ground
        or cell.heat > 0
        or cell.meter is not None
        or cell.marker is not None
    )


def text_face(cell: Cell) -> Face:
    """The font of the text of a cell."""
    return theme.face("mono" if cell.mono else cell.role)


def heat_shade(share: float) -> QColor:
    """The ground of a cell that is this share, from 0 to 1, of the largest one."""
    step = min(_HEATS - 1, int(max(0.0, share) * _HEATS))
    return QColor(theme.tokens().sequential[step])


def _paint_tint(painter: QPainter, area: QRectF, shade: QColor) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shade)
    painter.drawRoundedRect(area, 4, 4)
    painter.restore()


def _paint_mark(painter: QPainter, middle: QPointF, cell: Cell) -> None:
    """Paint the dot or the marker of a cell around a point."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if cell.marker is not None:
        paint_marker(painter, middle, cell.marker, 4)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(cell.dot))
        painter.drawEllipse(middle, 4, 4)
    painter.restore()


def paint_bars(painter: QPainter, area: QRectF, bars: Sequence[tuple[float, str]]) -> None:
    """Shares of one track laid over each other, in the order given."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    track = QPainterPath()
    track.addRoundedRect(area, BAR_RADIUS, BAR_RADIUS)
    painter.setClipPath(track, Qt.ClipOperation.IntersectClip)
    painter.fillRect(area, theme.colour("track"))
    for share, token in bars:
        painter.fillRect(QRectF(area.left(), area.top(), area.width() * max(0.0, min(1.0, share)), area.height()), theme.colour(token))
    painter.restore()


def paint_chips(painter: QPainter, area: QRect, chips: Sequence[str]) -> None:
    """As many chips as there is room for, and how many more there are; the first one may be cut short."""
    face, left, right = theme.face("meta"), area.left(), area.right()
    height, padding, gap = int(_CHIP_HEIGHT), int(_CHIP_PADDING), int(_CHIP_GAP)
    top = area.center().y() - height // 2 + 1
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(theme.colour("hover"))
    for place, chip in enumerate(chips):
        rest = len(chips) - place - 1
        room = right - left - (face.across(f"+{rest}") + gap if rest else 0)
        width = face.across(chip) + 2 * padding + 2
        if width > room and place:
            painter.setPen(theme.colour("text_2"))
            more = face.fitted(f"+{rest + 1}", right - left)
            face.draw(painter, QRect(left, area.top(), right - left, area.height()), more)
            break
        box = QRect(left, top, min(width, room), height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(theme.colour("text_2"))
        face.draw(painter, box.adjusted(padding, 0, 0, 0), face.fitted(chip, box.width() - 2 * padding + 1))
        left = box.right() + gap
    painter.restore()
