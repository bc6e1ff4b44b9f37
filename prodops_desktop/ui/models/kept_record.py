"""Keeps the record of the current cell the current one while the rows of a grid are put into another order, or some of them go."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject

from prodops_desktop.ui.models.arranged_table import ArrangedTable


class KeptRecord(QObject):
    """The view stays where it is scrolled to. A block of several rows stays where it stands, since its rows may be anywhere by then."""

    def __init__(self, table: ArrangedTable) -> None:
        super().__init__(table)
        self._table = table
        self._kept: tuple[int, int] | None = None
        table.grid.arranged.connect(self._keep)
        table.moved.connect(lambda _: self._keep())
        table.grid.counted.connect(lambda _: self._find())

    def _keep(self) -> None:
        """As long as other rows are on their way, those that are here have the record."""
        grid, index, block = self._table.grid, self._table.currentIndex(), self._table.selected_range()
        if grid.ready and not grid.settled:
            line = grid.line(index.row()) if index.isValid() and block is not None and block.height() == 1 else None
            self._kept = (line.part, line.row) if line is not None else None

    def _find(self) -> None:
        kept, self._kept = self._kept, None
        grid, before = self._table.grid.source(), self._table.currentIndex()
        if kept is None or grid is None or not before.isValid():
            return
        row, section = before.row(), before.column()

        def found(position: int | None) -> None:
            now = self._table.currentIndex()
            if position is not None and (now.row(), now.column()) == (row, section) and self._table.grid.source() is grid:
                self._go_to(self._table.grid.row_of(position))

        self._table.session.read(lambda _: grid.position_of(*kept), found, key=("record", id(self._table)))

    def _go_to(self, row: int) -> None:
        table, now, block = self._table, self._table.currentIndex(), self._table.selected_range()
        if row == now.row():
            return
        left, right = (block.left(), block.right()) if block is not None else (now.column(), now.column())
        table.setAutoScroll(False)
        table.selectionModel().setCurrentIndex(table.grid.index(row, now.column()), QItemSelectionModel.SelectionFlag.ClearAndSelect)
        across = QItemSelection(table.grid.index(row, left), table.grid.index(row, right))
        table.selectionModel().select(across, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        table.setAutoScroll(True)
