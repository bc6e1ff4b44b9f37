"""Paints a strip of deadlines that is laid out: quiet where nothing is asked, in its tone where something is, and the current one."""

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPen

from prodops_desktop.ui import theme
from prodops_desktop.ui.charts.painted import bold_caption, fill_of
from prodops_desktop.ui.charts.strip import nothing
from prodops_desktop.ui.charts.strip_layout import MarkPlace, StripLayout
from prodops_desktop.ui.charts.strip_lines import diamond, pole
from prodops_desktop.ui.charts.strip_scale import AXIS, CALL, DEPTH, FOOT, HALF, LEFT, NAME, RIGHT
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.texts import tr


@dataclass(frozen=True)
class Lit:
    """The keys that stand out, if any."""

    current: object = None
    hovered: object = None


class _Writer:
    """Writes with the middle of the capitals at a height; fonts are made once for a picture, as making them takes long."""

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter
        self._fonts = (theme.font("caption"), bold_caption())
        self._half = QFontMetrics(self._fonts[0]).capHeight() / 2

    def say(self, left: float, middle: float, text: str, shade: str, *, bold: bool = False) -> None:
        """Write a text."""
        self._painter.setFont(self._fonts[bold])
        self._painter.setPen(theme.colour(shade))
        self._painter.drawText(QPointF(round(left), round(middle + self._half)), text)

    def width(self, text: str) -> int:
        """How wide a text is."""
        return QFontMetrics(self._fonts[0]).horizontalAdvance(text)


def paint_strip(painter: QPainter, placed: StripLayout, lit: Lit) -> None:
    """Paint all of it."""
    writer = _Writer(painter)
    call = _call_of(placed, lit, _after_today(writer))
    _paint_ground(painter, placed)
    _name_ground(writer, placed, call[0] if call else QRectF())
    if not placed.marks and not placed.blocks:
        painter.setPen(theme.colour("text_3"))
        painter.setFont(theme.font("meta"))
        painter.drawText(QRectF(LEFT, CALL + 8, placed.width - LEFT - RIGHT, AXIS - CALL - 12), Qt.AlignmentFlag.AlignCenter, nothing())
        return
    _paint_halos(painter, placed, lit)
    _paint_lines(painter, placed, lit)
    _paint_blocks(painter, writer, placed, lit)
    _paint_marks(painter, writer, placed, lit)
    if call:
        writer.say(call[0].left(), CALL, call[1], "text", bold=True)


def _paint_ground(painter: QPainter, placed: StripLayout) -> None:
    """Freezes, months, the axis and today."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for area, _ in placed.bands:
        painter.fillRect(area, QBrush(theme.colour("line_strong"), Qt.BrushStyle.BDiagPattern))
    painter.setPen(theme.colour("grid"))
    painter.drawLines([QLineF(x, CALL + 8, x, AXIS + DEPTH) for x, _ in placed.ticks])
    painter.setPen(theme.colour("line"))
    painter.drawLine(QLineF(LEFT, AXIS, placed.width - RIGHT, AXIS))
    painter.fillRect(QRectF(LEFT - 1, CALL - 6, 2, AXIS + DEPTH - CALL + 6), theme.colour("accent"))
    painter.restore()


def _name_ground(writer: _Writer, placed: StripLayout, call: QRectF) -> None:
    """Say today, the months, and above each band what it is, where no other word stands."""
    for x, text in placed.ticks:
        writer.say(x + NAME, FOOT, text, "text_3")
    writer.say(LEFT + NAME, CALL, tr("Today"), "accent")
    end = _after_today(writer)
    for area, text in placed.bands:
        width = writer.width(text)
        left = max(end, min(area.left(), placed.width - RIGHT - width))
        spot = QRectF(left, CALL - px(7), width, px(14))
        if left <= area.right() and spot.right() < placed.width and not call.adjusted(-6, 0, 6, 0).intersects(spot):
            writer.say(left, CALL, text, "text_3")
            end = spot.right() + 8


def _after_today(writer: _Writer) -> float:
    return LEFT + NAME + writer.width(tr("Today")) + 10.0


def _paint_halos(painter: QPainter, placed: StripLayout, lit: Lit) -> None:
    """A soft ground behind what the mouse is on."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("selected"))
    for one in placed.marks:
        if one.mark.key == lit.hovered:
            painter.drawEllipse(one.at, HALF + 5, HALF + 5)
    for bar in placed.blocks:
        if bar.block.key == lit.hovered:
            painter.drawRoundedRect(bar.bar.adjusted(-4, 0, 4, 4), 3, 3)


def _paint_lines(painter: QPainter, placed: StripLayout, lit: Lit) -> None:
    """What ties marks to labels and blocks; the current ones above those with a tone above the others."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for tone, lines in placed.lines.items():
        painter.setPen(QPen(theme.colour("line_strong" if tone == "text_2" else tone), 1))
        painter.drawLines(lines)
    for one in placed.marks:
        if one.mark.key == lit.current:
            painter.setPen(QPen(theme.colour("accent" if one.mark.tone == "text_2" else one.mark.tone), 1))
            painter.drawLines(one.lines)
            if _is_called(one, lit):
                others = (other.label for other in placed.marks if other.label is not None and other is not one)
                painter.drawLines(pole(one.at.x(), CALL + 8, others))
    painter.restore()


def _paint_blocks(painter: QPainter, writer: _Writer, placed: StripLayout, lit: Lit) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for tone, bars in placed.bars.items():
        painter.setBrush(fill_of(tone))
        painter.drawRects(bars)
    current = [one for one in placed.blocks if one.block.key == lit.current]
    for one in current:
        painter.fillRect(one.bar, theme.colour("accent") if one.block.tone == "accent" else fill_of(one.block.tone))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _ring(painter)
    for one in current:
        painter.drawRoundedRect(one.bar.adjusted(-3, -1, 3, 3), 2, 2)
    for one in placed.blocks:
        chosen = one.block.key == lit.current
        label = placed.label_of(one) if chosen else one.label
        if label is not None:
            writer.say(label.left(), label.center().y(), one.block.label, "text" if chosen else "text_3", bold=chosen)


def _paint_marks(painter: QPainter, writer: _Writer, placed: StripLayout, lit: Lit) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    for tone, shapes in placed.diamonds.items():
        painter.setBrush(_diamond_fill(tone))
        for shape in shapes:
            painter.drawPolygon(shape)
    for one in placed.marks:
        current = one.mark.key == lit.current
        if current:
            _ring(painter)
            painter.drawPolygon(diamond(one.at, HALF + 4))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_diamond_fill(one.mark.tone))
            painter.drawPolygon(diamond(one.at))
        if one.label is not None and not _is_called(one, lit):
            raised = one.mark.tone == "text_2" and (current or one.mark.key == lit.hovered)
            writer.say(one.label.left(), one.label.center().y(), one.text, "text" if raised else one.mark.tone, bold=current)


def _is_called(one: MarkPlace, lit: Lit) -> bool:
    """Whether a mark is the current one and can't be named at its place."""
    return one.mark.key == lit.current and one.text != one.mark.label


def _call_of(placed: StripLayout, lit: Lit, least: float) -> tuple[QRectF, str] | None:
    """The name of the current mark on the top line, where its own label has too little room or none."""
    one = next((one for one in placed.marks if _is_called(one, lit)), None)
    if one is None:
        return None
    metrics = QFontMetrics(bold_caption())
    text = metrics.elidedText(one.mark.label, Qt.TextElideMode.ElideRight, int(placed.width - least - RIGHT))
    width = metrics.horizontalAdvance(text)
    left = max(least, min(one.at.x() - 3, placed.width - RIGHT - width))
    return QRectF(left, CALL - px(7), width, px(14)), text


def _diamond_fill(tone: str) -> QColor:
    """Those of no tone are quieter than their words."""
    return theme.colour("text_3") if tone == "text_2" else theme.colour(tone) if tone == "accent" else fill_of(tone)


def _ring(painter: QPainter) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("accent"), 1.6))
