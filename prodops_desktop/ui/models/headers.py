"""The header of a grid: names with their sort keys, and below them the type, completeness and shape of each column."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.profile import Profile
from prodops_desktop.ui import formats, icons, theme
from prodops_desktop.ui.lengths import growing, px
from prodops_desktop.ui.models.cells import Cell, CellModel
from prodops_desktop.ui.models.delegates import PADDING
from prodops_desktop.ui.models.paging import GridModel
from prodops_desktop.ui.models.values import is_right, range_text, type_name
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import HEADER_HEIGHT
from prodops_desktop.ui.widgets.bars import paint_meter

PROFILE_HEIGHT = growing(72)
_GOOD, _FAIR = 0.9, 0.6


class ListHeader(QHeaderView):
    """The names of columns, aligned to their data."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(44)
        self.setFixedHeight(HEADER_HEIGHT)
        theme.changed.connect(self.viewport().update)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's own name
        """Paint the name of a column."""
        model = self.model()
        if not isinstance(model, CellModel) or not rect.isValid():
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, theme.colour("sunken"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        self._paint_inside(painter, rect, model, logicalIndex)
        painter.restore()

    def _paint_inside(self, painter: QPainter, rect: QRect, model: CellModel, section: int) -> None:
        paint_head(painter, rect.adjusted(PADDING, 0, -PADDING, 0), model.head(section), theme.font("header"), "text_2")


class ClickHeader(ListHeader):
    """A click sorts by the column, with Shift it becomes the next key."""

    sort_asked = Signal(int, bool)
    """A section was clicked; whether as a further key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed = -1
        self.setSectionsClickable(True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click began: a drag of a column or of its edge is no click."""
        resizing = self.cursor().shape() == Qt.CursorShape.SplitHCursor
        self._pressed = -1 if resizing else self.logicalIndexAt(event.position().toPoint())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click sorts."""
        super().mouseReleaseEvent(event)
        section = self.logicalIndexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and section >= 0 and section == self._pressed:
            self.sort_asked.emit(section, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        self._pressed = -1


class GridHeader(ClickHeader):
    """The names with their sort keys, and a profile of each column below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.profiles: dict[int, Profile] = {}
        self.with_profile = True
        self.setSectionsMovable(False)
        self.setAccessibleName(tr("Columns with their profile"))
        self._set_height()

    def show_profiles(self, profiles: dict[int, Profile]) -> None:
        """Show the profile of each column by its position."""
        self.profiles = profiles
        self.viewport().update()

    def want_profile(self, *, wanted: bool) -> None:
        """Show the profile row, or only the names."""
        self.with_profile = wanted
        self._set_height()

    def sizeHint(self) -> QSize:
        """As high as both rows."""
        return QSize(super().sizeHint().width(), self._height())

    def _paint_inside(self, painter: QPainter, rect: QRect, model: CellModel, section: int) -> None:
        if not isinstance(model, GridModel):
            return
        column = model.column_at(section)
        top = QRect(rect.left(), rect.top(), rect.width(), HEADER_HEIGHT)
        self._paint_name(painter, top.adjusted(PADDING, 0, -PADDING, 0), model, section)
        if self.with_profile:
            painter.fillRect(QRect(rect.left(), top.bottom(), rect.width(), 1), theme.colour("line"))
            if column is not None:
                area = QRect(rect.left() + PADDING, top.bottom() + 7, rect.width() - 2 * PADDING, PROFILE_HEIGHT - 12)
                _paint_profile(painter, area, column, self.profiles.get(column.position))

    def _paint_name(self, painter: QPainter, area: QRect, model: GridModel, section: int) -> None:
        head, column = model.head(section), model.column_at(section)
        place = next((i for i, key in enumerate(model.keys) if column is not None and key[0] == column.position), -1)
        font = theme.font("header")
        if place >= 0:
            font.setWeight(font.Weight.DemiBold)
            arrow = "arrow-down" if model.keys[place][1] else "arrow-up"
            many = str(place + 1) if len(model.keys) > 1 else ""
            width = 16 + (9 if many else 0)
            icons.paint(painter, QRect(area.right() - width + 2, area.center().y() - px(7), px(14), px(14)), arrow, "accent")
            painter.setFont(font)
            painter.setPen(theme.colour("accent"))
            painter.drawText(area, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), many)
            area = area.adjusted(0, 0, -width - 2, 0)
        paint_head(painter, area, head, font, "text" if place >= 0 else "text_2")

    def _height(self) -> int:
        return HEADER_HEIGHT + (PROFILE_HEIGHT if self.with_profile else 0)

    def _set_height(self) -> None:
        self.setFixedHeight(self._height())
        self.updateGeometry()


def paint_head(painter: QPainter, area: QRect, head: Cell, font: QFont, colour: str) -> None:
    """The name of a column on the side of its data."""
    painter.setFont(font)
    painter.setPen(theme.colour(colour))
    side = Qt.AlignmentFlag.AlignRight if head.right else Qt.AlignmentFlag.AlignLeft
    text = painter.fontMetrics().elidedText(head.text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter), text)


def profile_sentence(column: Column, profile: Profile) -> str:
    """The profile in words, for tooltips and assistive technology."""
    parts = [f"{column.header}: {type_name(column)}", tr("{share} filled", share=formats.percent(round(100 * profile.share)))]
    if column.distinct is not None:
        parts.append(tr("{n} distinct", n=formats.number(column.distinct)))
    parts.append(range_text(column))
    return ", ".join(part for part in parts if part)


def _paint_profile(painter: QPainter, area: QRect, column: Column, profile: Profile | None) -> None:
    painter.setFont(theme.font("caption"))
    painter.setPen(theme.colour("text_3"))
    line = QRect(area.left(), area.top(), area.width(), px(15))
    share = f"{_whole_percent(profile.share)}%" if profile is not None else ""
    room = painter.fontMetrics().horizontalAdvance(share)
    kind = painter.fontMetrics().elidedText(type_name(column), Qt.TextElideMode.ElideRight, line.width() - room - 6)
    painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft), kind)
    if profile is None:
        return
    shade = "good" if profile.share >= _GOOD else "warn" if profile.share >= _FAIR else "bad"
    painter.setPen(theme.colour("text_3" if profile.share >= _GOOD else shade))
    painter.drawText(line, int(Qt.AlignmentFlag.AlignRight), share)
    paint_meter(painter, QRectF(area.left(), area.top() + px(18), area.width(), 3), profile.share, f"{shade}_fill")
    bars = QRect(area.left(), area.top() + px(25), area.width(), px(19))
    side = Qt.AlignmentFlag.AlignRight if is_right(column) else Qt.AlignmentFlag.AlignLeft
    if profile.bins:
        _paint_bars(painter, bars, profile.bins)
    painter.setPen(theme.colour("text_3"))
    caption = painter.fontMetrics().elidedText(caption_of(column), Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(QRect(area.left(), bars.bottom() + 2, area.width(), px(15)), int(side), caption)


def _paint_bars(painter: QPainter, area: QRect, bins: tuple[int, ...]) -> None:
    most, step = max(bins) or 1, min(area.width() / len(bins), 24.0)
    colour = theme.colour("accent")
    colour.setAlphaF(0.62)
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
