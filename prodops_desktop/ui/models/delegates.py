"""Paints cells and two-line list rows from the token table: selection edge, focus ring, meters, icons and what was found."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QTableView

from prodops_desktop.ui import icons, theme
from prodops_desktop.ui.faces import bounds
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.models.cell_paint import lead_width, paint_chips, paint_lead, text_face
from prodops_desktop.ui.models.cells import Cell, CellModel, Index
from prodops_desktop.ui.models.whole_text import WholeTextDelegate
from prodops_desktop.ui.tokens import TWO_LINE_ROW

PADDING = 10
_SELECTED, _HOVERED = QStyle.StateFlag.State_Selected.value, QStyle.StateFlag.State_MouseOver.value
"""Plain numbers: flags as such take long for every cell."""


class CellDelegate(WholeTextDelegate):
    """Paints the cells of a :class:`CellModel`; the row of the current cell is tinted and has the accent at its edge."""

    def __init__(self, parent: QObject | None = None, *, cell_focus: bool = True) -> None:
        super().__init__(parent)
        self._cell_focus = cell_focus
        self.found = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, text and ring."""
        model, view = index.model(), self.parent()
        if not isinstance(model, CellModel) or not isinstance(view, QAbstractItemView):
            return
        row, column, current = index.row(), index.column(), view.currentIndex()
        marked, rect = row == current.row(), option.rect
        painter.save()
        paint_ground(painter, option, view, marked=marked, first=marked and self.has_edge(option), row=row)
        lead = _lead(view, column)
        self.paint_content(painter, rect.adjusted(lead, 0, 0, 0) if lead else rect, model.cell(row, column))
        if marked and view.hasFocus():
            self._paint_ring(painter, option, column, is_current=column == current.column())
        painter.restore()

    def _paint_ring(self, painter: QPainter, option: QStyleOptionViewItem, column: int, *, is_current: bool) -> None:
        """Say where the keyboard is, on a cell of its row."""
        if not self._cell_focus:
            paint_row_ring(painter, option.rect, first=self.has_edge(option), last=_is_last(self.parent(), column))
        elif is_current:
            painter.setPen(_ring())
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(option.rect.adjusted(1, 1, -1, -2))

    def needed(self, index: Index) -> int:
        """Text, what follows it, and what stands before it."""
        model = index.model()
        if not isinstance(model, CellModel):
            return 0
        cell = model.cell(index.row(), index.column())
        return (
            text_face(cell).metrics.horizontalAdvance(cell.spoken) + lead_width(cell) + 2 * PADDING + _lead(self.parent(), index.column())
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
        face, room = text_face(cell), area.width()
        aside = theme.face("meta").metrics.horizontalAdvance(cell.aside) + 8 if cell.aside else 0
        if cell.right and aside and face.metrics.horizontalAdvance(cell.text) + aside > room:
            aside = 0  # it goes before a figure is cut
        text, width = face.fitted(cell.text, max(room - aside, room // 2) if aside else room)
        if aside:
            area = _paint_aside(painter, area, cell, face.metrics.horizontalAdvance(text))
        if self.found:
            _mark_found(painter, face.metrics, area, text, self.found, right=cell.right)
        painter.setPen(theme.colour("text" if cell.meter is not None else cell.tone))
        face.draw(painter, area, text, width, right=cell.right)


def _lead(view: QObject | None, section: int) -> int:
    """What the texts of a column keep from its left edge beyond the usual."""
    lead_of = getattr(view, "lead_of", None)
    return int(lead_of(section)) if lead_of is not None else 0


def _is_last(view: QObject | None, section: int) -> bool:
    """Whether a column is the last one that is seen, in whatever order they stand."""
    if not isinstance(view, QTableView):
        return True
    header = view.horizontalHeader()
    return header.sectionPosition(section) + header.sectionSize(section) >= header.length()


def _paint_aside(painter: QPainter, area: QRect, cell: Cell, width: int) -> QRect:
    """Paint what follows the text in a quiet tone; returns the room of the text."""
    face = theme.face("meta")
    painter.setPen(theme.colour("text_3"))
    room = area if cell.right else area.adjusted(width + 8, 0, 0, 0)
    shown, across = face.fitted(cell.aside, room.width())
    face.draw(painter, room, shown, across, right=cell.right)
    return area.adjusted(0, 0, -face.metrics.horizontalAdvance(cell.aside) - 8, 0) if cell.right else area


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

    def needed(self, index: Index) -> int:
        """The wider one of both lines."""
        record = getattr(index.model(), "record", lambda _: None)(index.row())
        if record is None:
            return 0
        lines = self._lines(record)
        above = theme.face(lines.role).metrics.horizontalAdvance(f"{lines.title}{lines.value}")
        below = theme.face("meta").metrics.horizontalAdvance(f"{lines.below}{lines.aside}")
        return max(above, below + (15 if lines.dot else 0)) + 44

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The height of two lines."""
        del option, index
        return QSize(120, TWO_LINE_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
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
    (name, role, tone), (aside, aside_role, aside_tone) = left, right
    face, whole = theme.face(role), area.width()
    taken = 0
    if aside:
        most = min(max(whole - face.metrics.horizontalAdvance(name) - 8, whole // 2), whole * 2 // 3)
        other = theme.face(aside_role)
        shown, width = other.fitted(aside, most)
        painter.setPen(theme.colour(aside_tone))
        other.draw(painter, area, shown, width, right=True)
        taken = other.metrics.horizontalAdvance(shown) + 8
    painter.setPen(theme.colour(tone))
    face.draw(painter, area, *face.fitted(name, whole - taken))


def paint_ground(
    painter: QPainter, option: QStyleOptionViewItem, view: QAbstractItemView, *, marked: bool, first: bool, row: int | None = None
) -> None:
    """The fill of a row by its state, the line below it, and the accent at the edge of the current row."""
    state, hovered = option.state.value, row is not None and row == getattr(view, "hovered_row", -1)
    left, top, width, height = bounds(option.rect)
    if marked or state & _SELECTED:
        painter.fillRect(left, top, width, height, theme.colour("selected" if view.isActiveWindow() else "hover"))
    elif hovered or state & _HOVERED:
        painter.fillRect(left, top, width, height, theme.colour("hover"))
    painter.fillRect(left, top + height - 1, width, 1, theme.colour("line"))
    if marked and first:
        painter.fillRect(left, top, 2, height, theme.colour("accent"))


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
