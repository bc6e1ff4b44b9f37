"""What a cell of a list or grid looks like, whatever it is about, and the model that hands such cells to views."""

from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from prodops_desktop.ui.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex


class Cell(NamedTuple):
    """The text of a cell and its dress: ``tone`` is a token, ``role`` one of type; ``meter`` a share from 0 to 1 painted before it.

    ``bars`` are shares of one track laid over each other, the longest first, each with its token; ``dot`` is the token of a dot before
    the text, ``marker`` instead the index of a variant whose marker in the chart beside stands there; ``aside`` follows the text in a
    quiet tone; ``chips`` are small facts instead of a text, which then says them all. ``spark`` are values in order of time, painted as a
    small line before the text, in its tone; ``heat`` from 0 to 1 tints the cell by how much of the largest one it is, and ``ground`` is the
    token of a tint. ``told`` is what eyes see by it, for assistive technology; ``change`` is what was and what is now, where the text says
    both. A tuple, since painting makes hundreds at a time.
    """

    text: str
    tone: str = "text"
    role: str = "body"
    right: bool = False
    mono: bool = False
    tip: str = ""
    icon: str = ""
    meter: float | None = None
    box: bool = False
    bars: tuple[tuple[float, str], ...] = ()
    dot: str = ""
    marker: int | None = None
    aside: str = ""
    chips: tuple[str, ...] = ()
    spark: tuple[float | None, ...] = ()
    heat: float = 0.0
    ground: str = ""
    told: str = ""
    change: tuple[str, str] | None = None

    @property
    def spoken(self) -> str:
        """The whole cell as text."""
        return f"{self.text}{'  ' if self.text and self.aside else ''}{self.aside}"


NOTHING = Cell("")


class CellModel(QAbstractTableModel):
    """A table whose cells are :class:`Cell`; texts and tooltips for assistive technology come from them."""

    def cell(self, row: int, column: int) -> Cell:
        """The cell at this place."""
        raise NotImplementedError

    def head(self, column: int) -> Cell:
        """The header of a column."""
        raise NotImplementedError

    def tip(self, row: int, column: int) -> str:
        """The tooltip of a cell."""
        return self.cell(row, column).tip

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a cell, its whole text as tooltip, and its alignment."""
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            cell = self.cell(index.row(), index.column())
            return f"{cell.spoken}, {cell.told}" if cell.told and role == Qt.ItemDataRole.AccessibleTextRole else cell.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.tip(index.row(), index.column())) or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.cell(index.row(), index.column()))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a header."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.head(section).text
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.head(section).tip or self.head(section).text) or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.head(section))
        return None


def _alignment(cell: Cell) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if cell.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
