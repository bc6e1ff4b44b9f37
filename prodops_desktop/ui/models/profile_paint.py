"""The profile of a column below its name: type, completeness and shape, painted and in words."""

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.profile import Profile
from prodops_desktop.ui import formats, theme
from prodops_desktop.ui.lengths import growing, px
from prodops_desktop.ui.models.values import is_right, range_text, type_name
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.bars import paint_meter

PROFILE_HEIGHT = growing(72)
_LINE, _METER, _BARS, _BARS_HEIGHT = growing(15), growing(18), growing(25), growing(19)
_GOOD, _FAIR = 0.9, 0.6


def profile_sentence(column: Column, profile: Profile) -> str:
    """The profile in words, for tooltips and assistive technology."""
    parts = [f"{column.header}: {type_name(column)}", tr("{share} filled", share=formats.percent(_whole_percent(profile.share)))]
    if column.distinct is not None:
        parts.append(tr("{n} distinct", n=formats.number(column.distinct)))
    parts.append(range_text(column))
    return ", ".join(part for part in parts if part)


def paint_profile(painter: QPainter, area: QRect, column: Column, profile: Profile | None) -> None:
    """Paint the profile of a column, as far as it is known."""
    painter.setFont(theme.font("caption"))
    painter.setPen(theme.colour("text_3"))
    line = QRect(area.left(), area.top(), area.width(), _LINE)
    share = formats.percent(_whole_percent(profile.share)) if profile is not None else ""
    room = painter.fontMetrics().horizontalAdvance(share)
    kind = painter.fontMetrics().elidedText(type_name(column), Qt.TextElideMode.ElideRight, line.width() - room - 6)
    painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft), kind)
    if profile is None:
        return
    shade = "good" if profile.share >= _GOOD else "warn" if profile.share >= _FAIR else "bad"
    painter.setPen(theme.colour("text_3" if profile.share >= _GOOD else shade))
    painter.drawText(line, int(Qt.AlignmentFlag.AlignRight), share)
    paint_meter(painter, QRectF(area.left(), area.top() + _METER, area.width(), px(3)), profile.share, f"{shade}_fill")
    bars = QRect(area.left(), area.top() + _BARS, area.width(), _BARS_HEIGHT)
    side = Qt.AlignmentFlag.AlignRight if is_right(column) else Qt.AlignmentFlag.AlignLeft
    if profile.bins:
        _paint_bars(painter, bars, profile.bins)
    painter.setPen(theme.colour("text_3"))
    caption = painter.fontMetrics().elidedText(caption_of(column), Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(QRect(area.left(), bars.bottom() + 2, area.width(), _LINE), int(side), caption)


def _paint_bars(painter: QPainter, area: QRect, bins: tuple[int, ...]) -> None:
    most, step = max(bins) or 1, min(area.width() / len(bins), float(px(24)))
    colour = theme.faded("accent", 0.62)
    for index, count in enumerate(bins):
        height = max(1.0, area.height() * count / most) if count else 0.0
        left = QPoint(round(area.left() + index * step), 0).x()
        painter.fillRect(QRectF(left, area.bottom() + 1 - height, max(1.0, step - 1.0), height), colour)


def caption_of(column: Column) -> str:
    """What stands below the shape of a column: its range, or how many distinct values."""
    span = range_text(column)
    if span:
        return span
    if column.distinct is None:
        return ""
    return tr("1 value") if column.distinct == 1 else tr("{n} distinct", n=formats.number(column.distinct))


def _whole_percent(share: float) -> int:
    """Whole percent that says 100 only when nothing is missing."""
    return min(99, round(100 * share)) if share < 1 else 100
