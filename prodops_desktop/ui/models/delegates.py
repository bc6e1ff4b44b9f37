"""Paints cells and two-line list rows from the token table: selection edge, focus ring, meters, icons and what was found."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTableView

from prodops_desktop.ui import icons, theme
from prodops_desktop.ui.faces import bounds
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.models.cell_paint import is_bare, lead_width, paint_chips, paint_lead, text_face
from prodops_desktop.ui.models.cells import Cell, CellModel, Index
from prodops_desktop.ui.models.rows import Band, RowDelegate, band_of, paint_ground, paint_row_ring
from prodops_desktop.ui.tokens import TWO_LINE_ROW

PADDING = 10


class CellDelegate(RowDelegate):
    """Paints the cells of a :class:`CellModel`; the row of the current cell is tinted and has the accent at its edge."""

    has_edge = True
    """Whether the cell at the left of the view has the accent of its row."""

    def __init__(self, parent: QObject | None = None, *, cell_focus: bool = True) -> None:
        super().__init__(parent)
        self._cell_focus = cell_focus
        self.found = ""

    def paint_row(self, painter: QPainter, view: QAbstractItemView, band: Band) -> None:
        """Paint ground, texts and ring."""
        model = view.model()
        if not isinstance(model, CellModel):
            return
        paint_ground(painter, view, band, edge=self.has_edge)
        for column, left, width in band.places:
            lead = _lead(view, column)
            self.paint_content(painter, QRect(left + lead, band.top, width - lead, band.height), model.cell(band.row, column))
        if band.marked and view.hasFocus():
            self._paint_ring(painter, view, band)

    def _paint_ring(self, painter: QPainter, view: QAbstractItemView, band: Band) -> None:
        """Say where the keyboard is: on the row, or on a cell of it."""
        if not self._cell_focus:
            paint_row_ring(painter, band.rect, first=self.has_edge and band.left <= 0, last=_is_last(view, band.places[-1].column))
            return
        current = view.currentIndex().column()
        for column, left, width in band.places:
            if column == current:
                painter.setPen(_ring())
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(QRect(left, band.top, width, band.height).adjusted(1, 1, -1, -2))

    def needed(self, index: Index) -> int:
        """Text, what follows it, and what stands before it."""
        model = index.model()
        if not isinstance(model, CellModel):
            return 0
        cell = model.cell(index.row(), index.column())
        return (
            text_face(cell).metrics.horizontalAdvance(cell.spoken) + lead_width(cell) + 2 * PADDING + _lead(self.parent(), index.column())
        )

    def paint_content(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        """Paint a cell without its ground."""
        if not self.found and is_bare(cell):
            _paint_text(painter, rect, cell)
            return
        area = rect.adjusted(PADDING, 0, -PADDING, -1)
        if cell.chips:
            paint_chips(painter, area, cell.chips)
            return
        paint_lead(painter, area, cell)
        face, room = text_face(cell), area.width()
        aside = theme.face("meta").across(cell.aside) + 8 if cell.aside else 0
        if cell.right and aside and face.across(cell.text) + aside > room:
            aside = 0  # it goes before a figure is cut
        fitted = face.fitted(cell.text, max(room - aside, room // 2) if aside else room)
        if aside:
            area = _paint_aside(painter, area, cell, face.across(fitted.text))
        if self.found:
            _mark_found(painter, face.metrics, area, fitted.text, self.found, right=cell.right)
        painter.setPen(theme.colour("text" if cell.meter is not None else cell.tone))
        face.draw(painter, area, fitted, right=cell.right)


def _paint_text(painter: QPainter, rect: QRect, cell: Cell) -> None:
    """Paint a cell that is nothing but its text."""
    if not cell.text:
        return
    left, top, across, down = bounds(rect)
    face = text_face(cell)
    fitted = face.fitted(cell.text, across - 2 * PADDING)
    painter.setPen(theme.colour(cell.tone))
    face.write(painter, left + across - PADDING - fitted.width if cell.right else left + PADDING, top, down - 1, fitted)


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
    face.draw(painter, room, face.fitted(cell.aside, room.width()), right=cell.right)
    return area.adjusted(0, 0, -face.across(cell.aside) - 8, 0) if cell.right else area


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


class TwoLineDelegate(RowDelegate):
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
        """Paint a row of a list."""
        view = self.parent()
        if isinstance(view, QAbstractItemView):
            self.paint_row(painter, view, band_of(option, index, view))

    def paint_row(self, painter: QPainter, view: QAbstractItemView, band: Band) -> None:
        """Paint both lines."""
        record = getattr(view.model(), "record", lambda _: None)(band.row)
        lines = self._lines(record) if record is not None else _ON_ITS_WAY
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, view, band)
        area = band.rect.adjusted(20, 8, -12, -8)
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
        if band.marked and view.hasFocus():
            paint_row_ring(painter, band.rect)
        painter.restore()


def _pair(painter: QPainter, area: QRect, left: tuple[str, str, str], right: tuple[str, str, str]) -> None:
    """A text at the left and one at the right, each with its role and token; both give way, the right one down to half of the room."""
    (name, role, tone), (aside, aside_role, aside_tone) = left, right
    face, whole = theme.face(role), area.width()
    taken = 0
    if aside:
        most = min(max(whole - face.across(name) - 8, whole // 2), whole * 2 // 3)
        other = theme.face(aside_role)
        fitted = other.fitted(aside, most)
        painter.setPen(theme.colour(aside_tone))
        other.draw(painter, area, fitted, right=True)
        taken = other.across(fitted.text) + 8
    painter.setPen(theme.colour(tone))
    face.draw(painter, area, face.fitted(name, whole - taken))


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
