"""Rows as they are painted: whole ones, since a table that hands its cells over one by one, as Qt's does, takes far longer."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem

from prodops_desktop.ui import theme
from prodops_desktop.ui.faces import bounds
from prodops_desktop.ui.models.cells import Index
from prodops_desktop.ui.models.whole_text import WholeTextDelegate


class Place(NamedTuple):
    """A column, and where it is seen."""

    column: int
    left: int
    width: int


class Band(NamedTuple):
    """A row as far as it is to be painted: its columns from left to right, and how it stands out; ``chosen`` are selected columns."""

    row: int
    top: int
    height: int
    places: Sequence[Place]
    marked: bool = False
    hovered: bool = False
    chosen: Sequence[range] = ()

    @property
    def left(self) -> int:
        """Where it begins."""
        return self.places[0].left

    @property
    def width(self) -> int:
        """How far it goes."""
        return self.places[-1].left + self.places[-1].width - self.places[0].left

    @property
    def rect(self) -> QRect:
        """Where it is seen."""
        return QRect(self.left, self.top, self.width, self.height)


class RowDelegate(WholeTextDelegate):
    """Paints rows, for a table at once and for a list as it asks for them."""

    def paint_row(self, painter: QPainter, view: QAbstractItemView, band: Band) -> None:
        """Paint a row; what is set at the painter is not looked at afterwards."""
        raise NotImplementedError


def band_of(option: QStyleOptionViewItem, index: Index, view: QAbstractItemView) -> Band:
    """The row of a list that Qt asks for."""
    left, top, width, height = bounds(option.rect)
    hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
    chosen = (range(1),) if option.state & QStyle.StateFlag.State_Selected else ()
    return Band(index.row(), top, height, (Place(0, left, width),), index.row() == view.currentIndex().row(), hovered, chosen)


def paint_ground(painter: QPainter, view: QAbstractItemView, band: Band, *, edge: bool = True) -> None:
    """The fill of a row by its state, the line below it, and the accent at the ``edge`` of the current row."""
    left, top, width, height = band.left, band.top, band.width, band.height
    chosen = theme.colour("selected" if view.isActiveWindow() else "hover") if band.marked or band.chosen else None
    if chosen is not None and band.marked:
        painter.fillRect(left, top, width, height, chosen)
    elif band.hovered:
        painter.fillRect(left, top, width, height, theme.colour("hover"))
    if chosen is not None and not band.marked:
        for column, begins, across in band.places:
            if any(column in columns for columns in band.chosen):
                painter.fillRect(begins, top, across, height, chosen)
    painter.fillRect(left, top + height - 1, width, 1, theme.colour("line"))
    if band.marked and edge and left <= 0:
        painter.fillRect(left, top, 2, height, theme.colour("accent"))


def paint_row_ring(painter: QPainter, rect: QRect, *, first: bool = True, last: bool = True) -> None:
    """Say that the keyboard is on this row, of which the ``first`` or the ``last`` column may be out of sight."""
    shade = theme.colour("accent")
    for top in (rect.top(), rect.bottom() - 2):
        painter.fillRect(QRect(rect.left(), top, rect.width(), 2), shade)
    for left, wanted in ((rect.left(), first), (rect.right() - 1, last)):
        if wanted:
            painter.fillRect(QRect(left, rect.top(), 2, rect.height() - 1), shade)
