"""Paints cells and two-line list rows from the token table: selection edge, focus ring, meters, icons and what was found."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QTableView

from prodops_desktop.ui import icons, theme
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.models.cell_paint import lead_width, paint_chips, paint_lead, text_font
from prodops_desktop.ui.models.cells import Cell, CellModel
from prodops_desktop.ui.models.whole_text import WholeTextDelegate
from prodops_desktop.ui.tokens import TWO_LINE_ROW

PADDING = 10
_SELECTED, _HOVERED = QStyle.StateFlag.State_Selected.value, QStyle.StateFlag.State_MouseOver.value
_MIDDLE = Qt.AlignmentFlag.AlignVCenter.value
_LEFT, _RIGHT = _MIDDLE | Qt.AlignmentFlag.AlignLeft.value, _MIDDLE | Qt.AlignmentFlag.AlignRight.value
"""Plain numbers: putting flags together anew for every cell takes long."""


class CellDelegate(WholeTextDelegate):
    """Paints the cells of a :class:`CellModel`; the row of the current cell is tinted and has the accent at its edge."""

    def __init__(self, parent: QObject | None = None, *, cell_focus: bool = True) -> None:
        super().__init__(parent)
        self._cell_focus = cell_focus
        self.found = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Paint ground, text and ring."""
        model, view = index.model(), self.parent()
        if not isinstance(model, CellModel) or not isinstance(view, QAbstractItemView):
            return
        cell = model.cell(index.row(), index.column())
        current = view.currentIndex()
        painter.save()
        paint_ground(painter, option, view, marked=index.row() == current.row(), first=self.has_edge(option), row=index.row())
        self.paint_content(painter, option.rect.adjusted(_lead(view, index.column()), 0, 0, 0), cell)
        if self._cell_focus and index.row() == current.row() and index.column() == current.column() and view.hasFocus():
            painter.setPen(_ring())
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(option.rect.adjusted(1, 1, -1, -2))
        elif not self._cell_focus and index.row() == current.row() and view.hasFocus():
            paint_row_ring(painter, option.rect, first=self.has_edge(option), last=_is_last(view, index.column()))
        painter.restore()

    def needed(self, index: QModelIndex | QPersistentModelIndex) -> int:
        """Text, what follows it, and what stands before it."""
        model = index.model()
        if not isinstance(model, CellModel):
            return 0
        cell = model.cell(index.row(), index.column())
        return (
            QFontMetrics(text_font(cell)).horizontalAdvance(cell.spoken)
            + lead_width(cell)
            + 2 * PADDING
            + _lead(self.parent(), index.column())
        )

    def has_edge(self, option: QStyleOptionViewItem) -> bool:
        """Whether a cell is the first in view, which has the accent of its row at its edge."""
        return bool(option.rect.left() <= 0)

    def paint_content(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        """Paint a cell without its ground."""
        area = rect.adjusted(PADDING, 0, -PADDING, -1)
        if cell.chips:
            paint_chips(painter, area, cell.chips)
            return
        paint_lead(painter, area, cell)
        font = text_font(cell)
        metrics = QFontMetrics(font)
        aside = QFontMetrics(theme.font("meta")).horizontalAdvance(cell.aside) + 8 if cell.aside else 0
        if cell.right and metrics.horizontalAdvance(cell.text) + aside > area.width():
            aside = 0  # it goes before a figure is cut
        text = metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, max(area.width() - aside, area.width() // 2))
        if aside:
            area = _paint_aside(painter, area, cell, metrics.horizontalAdvance(text))
        painter.setFont(font)
        if self.found:
            _mark_found(painter, metrics, area, text, self.found, right=cell.right)
        painter.setPen(theme.colour("text" if cell.meter is not None else cell.tone))
        painter.drawText(area, _RIGHT if cell.right else _LEFT, text)


def _lead(view: QObject | None, section: int) -> int:
    """What the texts of a column keep from its left edge beyond the usual."""
    lead_of = getattr(view, "lead_of", None)
    return int(lead_of(section)) if lead_of is not None else 0


def _is_last(view: QAbstractItemView, section: int) -> bool:
    """Whether a column is the last one that is seen, in whatever order they stand."""
    if not isinstance(view, QTableView):
        return True
    header = view.horizontalHeader()
    return header.sectionPosition(section) + header.sectionSize(section) >= header.length()


def _paint_aside(painter: QPainter, area: QRect, cell: Cell, width: int) -> QRect:
    """Paint what follows the text in a quiet tone; returns the room of the text."""
    painter.setFont(theme.font("meta"))
    painter.setPen(theme.colour("text_3"))
    if cell.right:
        painter.drawText(area, _RIGHT, cell.aside)
        return area.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(cell.aside) - 8, 0)
    room = area.adjusted(width + 8, 0, 0, 0)
    painter.drawText(room, _LEFT, painter.fontMetrics().elidedText(cell.aside, Qt.TextElideMode.ElideRight, room.width()))
    return area


@dataclass(frozen=True)
class Lines:
    """A row of two lines: name and number above, a remark with its dot and another one below.

    ``role`` is that of the name; ``marked`` puts a check before it. ``said`` is what eyes see and assistive technology is told, such as
    what the dot means.
    """

    title: str
    value: str = ""
    below: str = ""
    aside: str = ""
    dot: str = ""
    tone: str = "text_3"
    value_tone: str = "text_2"
    role: str = "name"
    marked: bool = False
    said: str = ""

    @property
    def spoken(self) -> str:
        """Both lines as one text, for assistive technology."""
        return ", ".join(part for part in (self.title, self.value, self.below, self.aside, self.said) if part)


_ON_ITS_WAY = Lines("", below="–", tone="disabled")


class TwoLineDelegate(WholeTextDelegate):
    """Paints records of a list as two lines each."""

    def __init__(self, lines: Callable[[Any], Lines], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines = lines

    def needed(self, index: QModelIndex | QPersistentModelIndex) -> int:
        """The wider one of both lines."""
        record = getattr(index.model(), "record", lambda _: None)(index.row())
        if record is None:
            return 0
        lines = self._lines(record)
        above = QFontMetrics(theme.font(lines.role)).horizontalAdvance(f"{lines.title}{lines.value}")
        below = QFontMetrics(theme.font("meta")).horizontalAdvance(f"{lines.below}{lines.aside}")
        return max(above, below + (15 if lines.dot else 0)) + 44

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The height of two lines."""
        del option, index
        return QSize(120, TWO_LINE_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Paint both lines."""
        view, record = self.parent(), getattr(index.model(), "record", lambda _: None)(index.row())
        if not isinstance(view, QAbstractItemView):
            return
        lines = self._lines(record) if record is not None else _ON_ITS_WAY
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, option, view, marked=index.row() == view.currentIndex().row(), first=True)
        area = option.rect.adjusted(20, 8, -12, -8)
        half = area.height() // 2
        above = QRect(area.left(), area.top(), area.width(), half)
        _pair(painter, above, (lines.title, lines.role, "text"), (lines.value, "body", lines.value_tone))
        if lines.marked:
            icons.paint(painter, QRect(above.left() - 17, above.center().y() - 6, min(px(14), 16), min(px(14), 16)), "check-bold", "accent")
        below = QRect(area.left(), area.top() + half, area.width(), half)
        if lines.dot:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(lines.dot))
            painter.drawEllipse(QRectF(below.left(), below.center().y() - 3, 7, 7))
            below.setLeft(below.left() + 15)
        _pair(painter, below, (lines.below, "meta", lines.tone), (lines.aside, "meta", "text_3"))
        if index.row() == view.currentIndex().row() and view.hasFocus():
            paint_row_ring(painter, option.rect)
        painter.restore()


def _pair(painter: QPainter, area: QRect, left: tuple[str, str, str], right: tuple[str, str, str]) -> None:
    """A text at the left and one at the right, each with its role and token; both give way, the right one down to half of the room."""
    text, role, tone = right
    painter.setFont(theme.font(role))
    needed = QFontMetrics(theme.font(left[1])).horizontalAdvance(left[0])
    most = min(max(area.width() - needed - 8, area.width() // 2), area.width() * 2 // 3)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, most)
    width = painter.fontMetrics().horizontalAdvance(shown)
    painter.setPen(theme.colour(tone))
    painter.drawText(area, _RIGHT, shown)
    text, role, tone = left
    painter.setFont(theme.font(role))
    painter.setPen(theme.colour(tone))
    room = area.width() - width - (8 if width else 0)
    painter.drawText(area, _LEFT, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room))


def paint_ground(
    painter: QPainter, option: QStyleOptionViewItem, view: QAbstractItemView, *, marked: bool, first: bool, row: int | None = None
) -> None:
    """The fill of a row by its state, the line below it, and the accent at the edge of the current row."""
    rect, state, hovered = option.rect, option.state.value, row is not None and row == getattr(view, "hovered_row", -1)
    if marked or state & _SELECTED:
        painter.fillRect(rect, theme.colour("selected" if view.isActiveWindow() else "hover"))
    elif hovered or state & _HOVERED:
        painter.fillRect(rect, theme.colour("hover"))
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
    if marked and first:
        painter.fillRect(QRect(rect.left(), rect.top(), 2, rect.height()), theme.colour("accent"))


def paint_row_ring(painter: QPainter, rect: QRect, *, first: bool = True, last: bool = True) -> None:
    """Say that the keyboard is on this row; a row of several cells has its sides at the ``first`` and the ``last``."""
    shade = theme.colour("accent")
    for top in (rect.top(), rect.bottom() - 2):
        painter.fillRect(QRect(rect.left(), top, rect.width(), 2), shade)
    for left, wanted in ((rect.left(), first), (rect.right() - 1, last)):
        if wanted:
            painter.fillRect(QRect(left, rect.top(), 2, rect.height() - 1), shade)


def _ring() -> QPen:
    pen = QPen(theme.colour("accent"), 2)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen


def _mark_found(painter: QPainter, metrics: QFontMetrics, area: QRect, text: str, found: str, *, right: bool) -> None:
    """A warm ground behind the part of the text that was searched for."""
    start = text.casefold().find(found.casefold())
    if start < 0:
        return
    left = area.right() - metrics.horizontalAdvance(text) + 1 if right else area.left()
    left += metrics.horizontalAdvance(text[:start])
    width = metrics.horizontalAdvance(text[start : start + len(found)])
    top = QPoint(left - 1, area.center().y() - metrics.height() // 2)
    painter.fillRect(QRect(top, QSize(width + 2, metrics.height())), theme.colour("warn_soft"))
